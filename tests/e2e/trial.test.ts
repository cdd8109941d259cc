/** The simulated centre on its page: the same day as anywhere else, changed by hands, and what one agent more would have done. */
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { addressOf } from "../../web/visualizer/trial/address.ts";
import { Run } from "../../web/visualizer/trial/doing.ts";
import { presets, type Plan } from "../../web/visualizer/trial/plan.ts";
import { loadsOf } from "../../web/visualizer/trial/standing.ts";
import { minutesAndSeconds } from "../../web/shared/locale.ts";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { Agent } from "../harness/people.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const MINUTE = 60_000;

async function open(plan: Plan | null, options = DESKTOP): Promise<Page> {
  const page = await (await stage.someone(options)).newPage();
  await page.goto(`${stage.url}/machines/try${plan === null ? "" : `?${addressOf(plan)}`}`);
  await page.getByRole("button", { name: "Empezar", exact: true }).waitFor();
  return page;
}

const figure = (page: Page, label: string): Promise<number> =>
  page
    .locator("dl > div")
    .filter({ has: page.getByText(label, { exact: true }) })
    .locator("dd")
    .innerText()
    .then(Number);
const agent = (page: Page, name: string): Locator =>
  page.getByRole("listitem").filter({ has: page.getByRole("button", { name: `Quitar a ${name}` }) });
const speed = (page: Page, name: string): Promise<void> => page.getByRole("radio", { name }).check({ force: true });
const press = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();

/** An hour with few hands, in which a connection breaks. */
const hour: Plan = {
  settings: {
    ...presets.quiet.settings,
    seed: 21,
    agents: ["Ana", "Luis"].map((name) => ({ name, capacity: 3, departments: ["general"] })),
    arrivalsPerHour: 40,
  },
  deeds: [
    { after: 10 * MINUTE, doing: { kind: "break", agent: "Ana" } },
    { after: 15 * MINUTE, doing: { kind: "capacity", agent: "Luis", capacity: 4 } },
  ],
};

test("VZ9 an address is the same day in every browser: after an hour the figures are those computed without one", async () => {
  const page = await open(hour);
  await press(page, "Siguiente suceso");
  await page.getByText(/^Llega [^.]+\. (Ana|Luis) atiende a [^.]+\.$/).waitFor();
  await speed(page, "1 h en 1 s");
  await press(page, "Seguir");
  await press(page, "Ver como tabla");
  const table = page.getByRole("region", { name: "Cómo va el día" }).getByRole("table");
  // Whatever the clock is like where this runs, and however far the table has come by then.
  const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: /^10:00/ }) });
  await row.waitFor({ timeout: 20_000 });
  await press(page, "Pausa");
  const run = await Run.of(hour);
  await run.advance(60 * MINUTE);
  const point = run.trial.points.at(-1)!;
  const loads = loadsOf(run.trial);
  expect(point.waiting).toBeGreaterThan(0);
  expect((await row.getByRole("cell").allInnerTexts()).map((text) => text.trim())).toEqual([
    String(point.waiting),
    minutesAndSeconds(point.longestWaitMs),
    String(point.served),
    ...["Ana", "Luis"].map((name) => String(loads[name])),
  ]);
  expect(await seriousIn(page)).toEqual([]);
});

test("a line that grows is shortened by an agent more, and a receipt says who was chosen and why", async () => {
  const page = await open(presets.short);
  await speed(page, "1 h en 1 s");
  await press(page, "Empezar");
  await expect.poll(() => figure(page, "Esperan ahora"), { timeout: 20_000 }).toBeGreaterThan(8);
  await press(page, "Pausa");
  // What was under way is finished before the clock stands.
  await page.getByText(/^En pausa a las/).waitFor();
  const before = await figure(page, "Esperan ahora");
  await press(page, "Añadir agente");
  await press(page, "Añadir agente");
  await agent(page, "Diego").waitFor();
  // Six places each: at once they take twelve from the front.
  await expect.poll(() => figure(page, "Esperan ahora")).toBe(Math.max(0, before - 12));
  const receipt = page.getByRole("button", { name: /→ (Marta|Diego)/, expanded: false }).first();
  await receipt.click();
  await page.getByText("nadie se adelanta").or(page.getByText("Era la única en la fila.")).waitFor();
  await page.getByText("Con hueco en ese momento, en el orden en que se elige").waitFor();
  await press(page, "Seguir");
  await expect.poll(() => figure(page, "Esperan ahora"), { timeout: 20_000 }).toBe(0);
  await press(page, "Pausa");

  await press(page, "Calcular");
  await page
    .getByText(/^Con un agente más, la espera media habría sido de (\d+ h )?(\d+ min ?)?(\d+ s )?en lugar de .+\.$/)
    .waitFor({ timeout: 30_000 });
  await page.getByRole("columnheader", { name: "Con uno más" }).waitFor();
  expect(await seriousIn(page)).toEqual([]);

  await page.getByRole("slider", { name: "Clientes por hora" }).fill("20");
  await page.getByRole("slider", { name: "Tiempo con cada cliente" }).fill("3");
  // The same centre, those who were added among them, and nothing of the day before.
  await press(page, "Volver a empezar");
  await page.getByText("Todavía no se ha repartido ninguna.").waitFor();
  await page.getByText("Aparecerá en cuanto el reloj corra un minuto.").waitFor();
  await agent(page, "Diego").waitFor();
  expect(page.url()).toContain("&agent=Diego,6,general&arrivals=20&handling=180000");
  expect(await page.getByRole("slider", { name: "Clientes por hora" }).inputValue()).toBe("20");
  expect(await page.getByRole("columnheader", { name: "Con uno más" }).count()).toBe(0);
  expect(await figure(page, "Han llegado")).toBe(0);
});

test("AG4 QU6 a cut connection is not noticed at once, then there is a time of grace, and then the line has everybody back", async () => {
  const page = await open(
    { settings: { ...presets.quiet.settings, agents: presets.quiet.settings.agents.slice(0, 1) }, deeds: [] },
    PHONE,
  );
  await press(page, "Llegan diez");
  const ana = agent(page, "Ana");
  await ana.getByText("Sin hueco").waitFor();
  await press(page, "Cortar conexión: Ana");
  await ana.getByText("Sin conexión, aún no se nota").waitFor();
  await press(page, "Empezar");
  await ana.getByText(/Sin conexión: 0:\d\d de gracia/).waitFor();
  await ana.getByText("Se ha ido").waitFor();
  const line = page.getByRole("region", { name: /^General: esperan/ });
  await line
    .getByRole("button", { name: /\(devuelta\)/ })
    .nth(5)
    .waitFor();
  await press(page, "Reconectar a Ana");
  await ana
    .getByRole("button", { name: /, con Ana$/ })
    .nth(5)
    .waitFor();
  await press(page, "Pausa");
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  expect(scrollWidth).toBe(clientWidth);
  expect(await seriousIn(page)).toEqual([]);

  await ana
    .getByRole("button", { name: /, con Ana$/ })
    .first()
    .click();
  await page.getByText("Simulado", { exact: true }).waitFor();
  await page.getByRole("tab", { name: "Conversación" }).click();
  await press(page, "Volver al centro");
  await ana.waitFor();
});

test("VZ10 who oversees a project asks what one agent more would have changed on a day that has been", async () => {
  await Promise.all(["Rosa", "Pepe"].map((name) => stage.arrive(name, "Hola")));
  const context = await stage.someone({ ...DESKTOP, timezoneId: "Europe/Madrid" });
  const page = await context.newPage();
  await page.goto(`${stage.url}/panel`);
  await page.getByRole("button", { name: "Entrar como Elena Ruiz" }).click();
  // They have waited for more than a moment when somebody comes.
  await page.getByText("al día", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Usuarios en cola: ver quiénes" }).click();
  await page
    .getByRole("dialog")
    .getByRole("listitem")
    .filter({ hasText: /0:0[2-9]|0:[1-9]\d/ })
    .first()
    .waitFor();
  const luis = await Agent.signIn(stage.url, "demo_luis");
  onTestFinished(() => luis.vanish());
  await luis.setAvailable(true);
  await luis.until(() => luis.assignments.length === 2);

  await page.goto(`${stage.url}/machines/try`);
  await page.getByRole("radio", { name: "En un día de tu proyecto" }).check({ force: true });
  await press(page, "Calcular");
  await page
    .getByText(/^Con un agente más, la espera media habría sido de 0 s en lugar de \d+ s\.$/)
    .waitFor({ timeout: 30_000 });
  const table = page.getByRole("table").filter({ has: page.getByRole("columnheader", { name: "Como fue" }) });
  await table.getByRole("rowheader", { name: "Luis Romero" }).waitFor();
  await table.getByRole("rowheader", { name: "Refuerzo" }).waitFor();
  const arrived = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Llegaron" }) });
  expect(await arrived.getByRole("cell").allInnerTexts()).toEqual(["2", "2"]);
  expect(await seriousIn(page)).toEqual([]);
});
