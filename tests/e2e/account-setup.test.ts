import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { setupCode } from "../../party/accounts/setup-code.ts";
import { DESKTOP, launchBrowser } from "../harness/browser.ts";
import { startCentre, type Centre } from "../harness/workerd.ts";
import { SECRET } from "../rooms/support/demo.ts";
import { PASSWORD, openSettings, picture } from "./support/accounts.ts";
import { seriousIn } from "./support/stage.ts";

const serveDir = inject("pages");
let centre: Centre;
let browser: Browser;
beforeAll(async () => {
  [centre, browser] = await Promise.all([startCentre({ serveDir, vars: { TURNO_SECRET: SECRET } }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await centre.dispose();
});

test("a new centre asks for the code of its start-up log, and makes the first project and its administrator, once", async () => {
  const page = await browser.newPage(DESKTOP);
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  await page.goto(`${centre.url}/panel`);
  await page.getByRole("heading", { name: "Primer arranque" }).waitFor();
  await picture(page, "setup");
  expect(await seriousIn(page)).toEqual([]);
  await page.getByRole("button", { name: "Continuar" }).click();
  expect(await page.getByText("Rellena este campo").count()).toBe(2);
  await page.getByLabel("Código de instalación").fill("AAAA-AAAA-AAAA");
  await page.getByLabel("Nombre del proyecto").fill("Tienda de Olivia");
  await page.getByRole("button", { name: "Continuar" }).click();
  await page.getByRole("heading", { name: "El administrador eres tú" }).waitFor();
  await page.getByLabel("Tu nombre").fill("Olivia Ferrer");
  await page.getByLabel("Correo electrónico").fill("olivia@tienda.example");
  await page.getByLabel("Contraseña nueva").fill(PASSWORD);
  await picture(page, "setup-2");
  expect(await seriousIn(page)).toEqual([]);
  await page.getByRole("button", { name: "Crear el proyecto" }).click();
  await page.getByText("El código no es correcto").waitFor();
  // What was typed on the second page is there still.
  await page.getByLabel("Código de instalación").fill((await setupCode(SECRET)).toLowerCase());
  await page.getByRole("button", { name: "Continuar" }).click();
  expect(await page.getByLabel("Correo electrónico").inputValue()).toBe("olivia@tienda.example");
  await page.getByRole("button", { name: "Crear el proyecto" }).click();
  await page.getByText("al día", { exact: true }).waitFor();
  await openSettings(page, "Personas");
  await page.getByRole("row").filter({ hasText: "Olivia Ferrer" }).getByText("Administrador").waitFor();

  const other = await (await browser.newContext(DESKTOP)).newPage();
  await other.goto(`${centre.url}/panel`);
  await other.getByLabel("Correo electrónico").waitFor();
  expect(await other.getByRole("button", { name: /^Entrar como/ }).count()).toBe(0);
  await expect
    .poll(() => other.evaluate(() => document.activeElement?.getAttribute("autocomplete")), { timeout: 15_000 })
    .toBe("username");
  await picture(other, "door");
  expect(complaints).toEqual([]);
});
