import { afterEach, beforeEach, expect, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { Customer } from "../harness/people.ts";
import { Panel, Shop } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

for (const [size, options] of Object.entries({ "1440×900": DESKTOP, "390×844": PHONE }))
  for (const colorScheme of ["light", "dark"] as const)
    test(`axe finds nothing serious at ${size} in ${colorScheme}, on any screen`, async () => {
      const hers = await stage.someone({ ...options, colorScheme });
      const page = await hers.newPage();
      await page.goto(`${stage.url}/panel`);
      await page.getByRole("button", { name: "Entrar como Ana García" }).waitFor();
      expect(await seriousIn(page)).toEqual([]);
      const ana = await Panel.open(hers, stage.url, "Ana García");
      expect(await seriousIn(ana.page)).toEqual([]);
      await ana.accept();
      const rosa = await Shop.open(await stage.someone({ ...options, colorScheme }), stage.url, "Rosa");
      await rosa.write("Hola");
      expect(await seriousIn(rosa.page)).toEqual([]);
      await ana.openThread("Rosa");
      await ana.write("Buenos días");
      expect(await seriousIn(ana.page)).toEqual([]);
      await ana.button("Transferir Conversación").click();
      await ana.page.getByRole("dialog").waitFor();
      expect(await seriousIn(ana.page)).toEqual([]);
    });

test("the panel works by keyboard alone", async () => {
  const page = await (await stage.someone()).newPage();
  await page.goto(`${stage.url}/panel`);
  await page.getByRole("button", { name: "Entrar como Ana García" }).focus();
  await page.keyboard.press("Enter");
  const accept = page.getByRole("button", { name: "Aceptar Nuevas Conversaciones" });
  await accept.focus();
  await page.keyboard.press("Space");
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  const entry = page.getByRole("navigation", { name: "Conversaciones" }).getByRole("button", { name: /Rosa/ });
  await entry.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Escribe un mensaje" }).focus();
  await page.keyboard.type("Buenos días");
  await page.keyboard.press("Enter");
  await rosa.until(() => rosa.texts.includes("Buenos días"));
  await page.getByRole("button", { name: "Finalizar Conversación" }).focus();
  await page.keyboard.press("Enter");
  await rosa.until(() => rosa.view?.state === "quiet");
});

test("the panel speaks English where it is asked to", async () => {
  const page = await (await stage.someone({ ...DESKTOP, locale: "en-GB" })).newPage();
  await page.goto(`${stage.url}/panel`);
  await page.getByRole("button", { name: /Ana García/ }).click();
  await page.getByRole("button", { name: "Accept New Conversations" }).waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe("en");
});

test("on a phone, an agent inside a thread sees that others write", async () => {
  const ana = await Panel.open(await stage.someone(PHONE), stage.url, "Ana García");
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.openThread("Rosa");
  const pepe = await Customer.arrive(stage.url, "Pepe");
  await pepe.write("¿Hola?");
  await pepe.write("¿Hay alguien?");
  await ana.button("Volver a la lista: 2 mensajes sin leer").click();
  await ana.entry("Pepe").waitFor();
});
