/** The two wait figures open, down to the conversations that they count. */
import type { Locator } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";
import { tap, type Frame } from "./support/wire.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

const MEAN = "Tiempo medio de espera";
const LONGEST = "Tiempo máximo de espera";

async function opened({ page }: Panel, figure: string): Promise<Locator> {
  await page.getByRole("button", { name: `${figure}: ver quiénes` }).click();
  const dialog = page.getByRole("dialog", { name: figure });
  await dialog.waitFor();
  return dialog;
}

const close = (dialog: Locator): Promise<void> => dialog.getByRole("button", { name: "Cerrar" }).click();
const namesIn = (dialog: Locator): Promise<string[]> => dialog.locator(".name bdi:first-child").allInnerTexts();
const figureOf = ({ page }: Panel, label: string): Promise<string> =>
  page
    .locator("dl > div")
    .filter({ has: page.getByText(label, { exact: true }) })
    .locator("dd button")
    .evaluate((button) => button.firstChild?.textContent ?? "");

test("QU8 a wait figure opens to today's conversations, with department, agent, wait and time, and their sum is the figure", async () => {
  // He is not where the project's clock is.
  const luis = await Panel.open(
    await stage.someone({ ...DESKTOP, timezoneId: "Asia/Kolkata" }),
    stage.url,
    "Luis Romero",
  );
  const ana = await Panel.open(
    await stage.someone({ ...DESKTOP, timezoneId: "Europe/Madrid" }),
    stage.url,
    "Ana García",
  );
  const empty = await opened(ana, MEAN);
  await empty.getByText("Hoy nadie ha esperado todavía.").waitFor();
  expect(await figureOf(ana, MEAN)).toBe("—");
  expect(await seriousIn(ana.page)).toEqual([]);
  await close(empty);

  await stage.arrive("Rosa", "Hola");
  await stage.arrive("Pepe", "Buenas");
  await ana.figure("Usuarios en cola", "2");
  await ana.accept();
  await ana.entry("Pepe").waitFor();
  const longest = await opened(ana, LONGEST);
  await expect.poll(() => namesIn(longest), { timeout: 15_000 }).toEqual(["Rosa", "Pepe"]);
  const row = longest.getByRole("listitem").filter({ hasText: "Rosa" });
  expect(await row.innerText()).toMatch(/\d+:\d\d[^]*General[^]*la recibió Ana García/);
  // The queue tells its figures at its own pace.
  await expect.poll(() => figureOf(ana, LONGEST)).not.toBe("—");
  const most = await figureOf(ana, LONGEST);
  await longest.getByText(`2 conversaciones, máximo ${most}`).waitFor();
  expect(await row.innerText()).toContain(most);
  await close(longest);

  const mean = await opened(ana, MEAN);
  await expect.poll(() => namesIn(mean), { timeout: 15_000 }).toEqual(["Pepe", "Rosa"]);
  await mean.getByText(`2 conversaciones, media ${await figureOf(ana, MEAN)}`).waitFor();
  expect(await seriousIn(ana.page)).toEqual([]);
  await mean.getByRole("button", { name: /Rosa/ }).focus();
  await ana.page.keyboard.press("Enter");
  await ana.page.getByRole("heading", { name: "Rosa" }).waitFor();
  await mean.waitFor({ state: "detached" });
  await ana.button("Finalizar Conversación").click();
  await ana.entry("Rosa").waitFor({ state: "detached" });

  // What cannot be opened is no button, and says why.
  const again = await opened(ana, MEAN);
  await again.getByRole("listitem").filter({ hasText: "Rosa" }).getByText("ya no está en tu lista").waitFor();
  expect(await again.getByRole("button", { name: /Rosa/ }).count()).toBe(0);
  await again.getByRole("button", { name: /Pepe/ }).waitFor();
  const his = await opened(luis, MEAN);
  await his.getByRole("listitem").filter({ hasText: "Pepe" }).getByText("no es tuya").waitFor();
  const timeOf = async (dialog: Locator): Promise<string | undefined> =>
    /\d+:\d\d(?= · )/.exec(await dialog.getByRole("listitem").filter({ hasText: "Pepe" }).innerText())?.[0];
  expect(await timeOf(his)).toMatch(/^\d+:\d\d$/);
  expect(await timeOf(his)).toBe(await timeOf(again));
  await his.getByText(/También las horas: allí son ahora las \d+:\d\d\./).waitFor();
  expect(await again.getByText("También las horas").count()).toBe(0);
});

/** All waits of a frame are one second. */
const alike = (frame: Frame): Frame =>
  JSON.parse(JSON.stringify(frame), (key, value: unknown) =>
    ["waitMs", "averageWaitMs", "longestWaitMs"].includes(key) && typeof value === "number" ? 1000 : value,
  ) as Frame;

test("while a wait figure stands open it follows the queue, even if all waited alike, and without a network it says what may be missing", async () => {
  const hers = await stage.someone(PHONE);
  await tap(hers, "queue", { down: alike });
  const ana = await Panel.open(hers, stage.url, "Ana García");
  await stage.arrive("Rosa", "Hola");
  await ana.figure("Usuarios en cola", "1");
  await ana.accept();
  await ana.entry("Rosa").waitFor();
  await ana.button("Dejar de Aceptar Conversaciones").click();
  await ana.state("No Disponible");
  const dialog = await opened(ana, MEAN);
  await dialog.getByText(/^1 conversación: \d+:\d\d$/).waitFor();
  const luis = await Panel.open(await stage.someone(), stage.url, "Luis Romero");
  await stage.arrive("Pepe", "Buenas");
  await luis.figure("Usuarios en cola", "1");
  await luis.accept();
  await expect.poll(() => namesIn(dialog), { timeout: 15_000 }).toEqual(["Pepe", "Rosa"]);
  await dialog.getByText(`2 conversaciones, media ${await figureOf(ana, MEAN)}`).waitFor();
  const { scrollWidth, clientWidth } = await ana.page.evaluate(() => document.documentElement);
  expect(scrollWidth).toBe(clientWidth);
  expect(await seriousIn(ana.page)).toEqual([]);
  await hers.setOffline(true);
  await dialog.getByText("Sin conexión: puede faltar lo último.").waitFor();
  await dialog.getByText("Rosa").waitFor();
  await hers.setOffline(false);
  await dialog.getByText("Sin conexión: puede faltar lo último.").waitFor({ state: "detached" });
});

test("QU8 who reads a conversation from a wait figure finds beside it the wait that the figure counts", async () => {
  await stage.arrive("Rosa", "Hola");
  const elena = await Panel.open(await stage.someone(), stage.url, "Elena Ruiz");
  const line = await opened(elena, "Usuarios en cola");
  await line
    .getByRole("listitem")
    .filter({ hasText: /0:0[2-9]|0:[1-9]\d/ })
    .waitFor();
  await close(line);
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  await ana.entry("Rosa").waitFor();
  const dialog = await opened(elena, MEAN);
  const row = dialog.getByRole("button", { name: /Rosa/ });
  const [wait] = /\d+:\d\d$/m.exec(await row.locator(".value").innerText())!;
  await row.click();
  const facts = elena.page.getByRole("complementary", { name: "Cliente" }).locator("dl > div");
  await facts.filter({ hasText: "Esperó en la cola" }).getByText(wait, { exact: true }).waitFor();
});

test("a queue that will not say what a figure counts is no empty list: it is told, and asked again", async () => {
  const hers = await stage.someone();
  let isBroken = true;
  await tap(hers, "queue", {
    up(frame, page) {
      if (frame.kind !== "query" || !isBroken) return frame;
      page.send(JSON.stringify({ kind: "fault", code: "unknown", detail: "no", about: frame.queryId }));
      return null;
    },
  });
  const ana = await Panel.open(hers, stage.url, "Ana García");
  const dialog = await opened(ana, LONGEST);
  await dialog.getByText("Algo ha fallado por nuestra parte.").waitFor();
  isBroken = false;
  await dialog.getByRole("button", { name: "Reintentar" }).click();
  await dialog.getByText("Hoy nadie ha esperado todavía.").waitFor();
});
