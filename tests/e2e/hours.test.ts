/** Business hours, as an agent changes them. */
import type { Locator } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

async function openHours({ page }: Panel): Promise<Locator> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("horario");
  await page.getByRole("option", { name: "Horario", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "horario" });
  await dialog.getByRole("radio", { name: "Siempre abierto" }).waitFor();
  return dialog;
}

const day = (dialog: Locator, name: string): Locator =>
  dialog.getByRole("listitem").filter({ has: dialog.page().getByText(name, { exact: true }) });
const times = (dialog: Locator, name: string): Promise<string[]> =>
  day(dialog, name)
    .locator("input")
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));

test("PR8 hours are made by keyboard, what the room refuses is marked at its day, and every agent sees what was kept", async () => {
  const marta = await Panel.open(await stage.someone(), stage.url, "Marta Núñez");
  const luis = await Panel.open(await stage.someone(), stage.url, "Luis Romero");
  const dialog = await openHours(marta);
  await dialog.getByText("Las horas son de Europe/Madrid").waitFor();
  await dialog.getByRole("radio", { name: "Con horario" }).check();
  expect(await times(dialog, "lunes")).toEqual(["09:00", "18:00"]);
  await day(dialog, "domingo").getByText("Cerrado").waitFor();
  await dialog.getByText("Hay cambios sin guardar.").waitFor();

  await dialog.getByRole("button", { name: "Añadir horas: martes" }).press("Enter");
  const from = day(dialog, "martes").getByLabel("martes, desde").nth(1);
  await expect.poll(() => from.evaluate((field) => field === document.activeElement), { timeout: 15_000 }).toBe(true);
  await from.fill("17:00");
  await dialog.getByRole("button", { name: "Guardar" }).press("Enter");
  await day(dialog, "martes").getByText("se solapan").waitFor();
  expect(await day(dialog, "lunes").locator("[aria-invalid]").count()).toBe(0);
  const wrong = day(dialog, "martes").locator("[aria-invalid]").first();
  await expect.poll(() => wrong.evaluate((field) => field === document.activeElement), { timeout: 15_000 }).toBe(true);
  expect(await seriousIn(marta.page)).toEqual([]);
  await from.fill("19:00");
  // What was refused is not what stands there now.
  await day(dialog, "martes").getByText("se solapan").waitFor({ state: "detached" });
  await day(dialog, "martes").getByLabel("martes, hasta").nth(1).fill("00:00");

  await dialog.getByRole("button", { name: "Copiar martes a otros días" }).click();
  await dialog.getByRole("group", { name: "Copiar martes" }).getByRole("button", { name: "Lunes a viernes" }).click();
  expect(await times(dialog, "viernes")).toEqual(["09:00", "18:00", "19:00", "00:00"]);
  await day(dialog, "sábado").getByText("Cerrado").waitFor();
  await dialog.getByRole("button", { name: /^Quitar 19:00–00:00: viernes/ }).click();
  await dialog.getByLabel("Fecha").fill("2027-01-06");
  await dialog.getByLabel("Fecha").press("Enter");
  await dialog.getByText("miércoles, 6 de enero de 2027").waitFor();
  await dialog.getByRole("button", { name: "Guardar" }).click();
  await dialog.getByText("Horario guardado.").waitFor();

  const his = await openHours(luis);
  await his.getByRole("radio", { name: "Con horario", checked: true }).waitFor();
  expect(await times(his, "lunes")).toEqual(["09:00", "18:00", "19:00", "00:00"]);
  expect(await times(his, "viernes")).toEqual(["09:00", "18:00"]);
  await his.getByRole("button", { name: /^Quitar miércoles, 6 de enero/ }).waitFor();
  // Somebody else's change comes while it stands open.
  await dialog.getByRole("radio", { name: "Siempre abierto" }).check();
  await dialog.getByRole("button", { name: "Guardar" }).click();
  await his.getByRole("radio", { name: "Siempre abierto", checked: true }).waitFor();
});

test("hours that are not saved are not lost by a slip, and on a phone all of it is within reach", async () => {
  const marta = await Panel.open(await stage.someone(PHONE), stage.url, "Marta Núñez");
  const dialog = await openHours(marta);
  await dialog.getByRole("radio", { name: "Con horario" }).check();
  const asked: string[] = [];
  marta.page.on("dialog", (question) => {
    asked.push(question.message());
    void (asked.length < 3 ? question.dismiss() : question.accept());
  });
  await dialog.getByRole("button", { name: "Reglas" }).click();
  await marta.page.mouse.click(195, 20);
  expect(asked).toEqual(["¿Salir sin guardar el horario?", "¿Salir sin guardar el horario?"]);
  await day(dialog, "lunes").waitFor();
  expect(await seriousIn(marta.page)).toEqual([]);
  const beyond = await dialog.evaluate(
    (box) =>
      [...box.querySelectorAll("button, input")].filter((control) => {
        const { left, right } = control.getBoundingClientRect();
        return left < 0 || right > document.documentElement.clientWidth;
      }).length,
  );
  expect(beyond).toBe(0);
  expect((await dialog.getByRole("button", { name: "Guardar" }).boundingBox())!.y).toBeLessThan(844 - 40);
  await dialog.getByRole("button", { name: "Cerrar" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(asked).toHaveLength(3);
});

test("the clock of the project's time zone goes on while the hours stand open", async () => {
  const context = await stage.someone();
  await context.clock.install();
  const marta = await Panel.open(context, stage.url, "Marta Núñez");
  const dialog = await openHours(marta);
  const clock = dialog.getByText(/allí son ahora las/);
  const before = await clock.innerText();
  await context.clock.fastForward(120_000);
  await expect.poll(() => clock.innerText(), { timeout: 15_000 }).not.toBe(before);
});

test("days have the names of the agent's language", async () => {
  const page = await (await stage.someone({ ...DESKTOP, locale: "en-GB" })).newPage();
  await page.goto(`${stage.url}/panel`);
  await page.getByRole("button", { name: /Marta Núñez/ }).click();
  await page.getByRole("button", { name: "Accept New Conversations" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("hours");
  await page.getByRole("option", { name: "Hours", exact: true }).click();
  await page.getByRole("radio", { name: "Business hours" }).check();
  const names = await page.locator(".day-name").allInnerTexts();
  expect(names).toEqual(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);
});
