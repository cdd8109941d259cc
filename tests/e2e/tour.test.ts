import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

/** What has gone out of a page but for its own files. */
function outgoing(page: Page): string[] {
  const out: string[] = [];
  page.on("request", (request) => {
    const { pathname, host } = new URL(request.url());
    if (host !== new URL(stage.url).host || /^\/(?:api|parties)\b/.test(pathname)) out.push(request.url());
  });
  page.on("websocket", (socket) => out.push(socket.url()));
  return out;
}

test("a new agent walks the whole tour with the panel's own controls, and nothing leaves the browser (TO1, TO2, TO5)", async () => {
  const context = await stage.someone(DESKTOP);
  const page = await context.newPage();
  const out = outgoing(page);
  await page.goto(`${stage.url}/tour`);
  const guide = page.getByRole("complementary", { name: "Recorrido guiado" });
  const step = (number: number) => guide.getByText(`Paso ${number} de 11`, { exact: true }).waitFor();
  const panel = Panel.on(page);
  const said = (text: string) => panel.said(text).first().waitFor();

  await guide.getByRole("button", { name: "Empezar" }).click();
  await step(1);
  await panel.figure("Usuarios en cola", /^1/);
  // Its keys are the panel's, and the guide does not stand in their way.
  await page.keyboard.press("a");
  await step(2);
  await panel.openThread("Lucía Ortega");
  await step(3);
  await panel.write("Hola, Lucía: lo miro ahora mismo.");
  await step(4);
  await panel.composer().pressSequentially("/ped");
  await page.getByRole("option", { name: /Pedir el número de pedido/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await step(5);
  await guide.getByText("¿Por qué es así?").click();
  await guide.getByText("The customer is never told of them").waitFor();
  await page.getByRole("button", { name: "Nota privada" }).click();
  const note = page.getByRole("textbox", { name: /nota/i });
  await note.fill("Lo necesita antes del sábado");
  // Who writes goes on writing, whatever the guide says.
  await note.press("Enter");
  await step(6);
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
  await said("Es el 48213");

  await panel.button("Transferir Conversación").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("No tiene espacio para otra conversación").waitFor();
  await dialog.getByRole("radio", { name: /Luis Romero/ }).check();
  await dialog.getByRole("textbox").fill("Pregunta por el 48213");
  // The guide is in the dialog, where it can be reached.
  await dialog.getByText("Ahora, confírmalo.").waitFor();
  await dialog.getByRole("button", { name: "Transferir", exact: true }).click();
  await step(7);
  await page.getByRole("button", { name: "Deshacer" }).first().click();
  await step(8);
  if (!(await panel.thread().isVisible())) await panel.openThread("Lucía Ortega");
  await page.getByRole("button", { name: "Más acciones" }).click();
  await page.getByRole("button", { name: /Etiquetar/ }).click();
  await dialog.getByRole("checkbox", { name: "Envío" }).check();
  await dialog.getByRole("button", { name: "Guardar" }).click();
  await step(9);
  for (const name of ["Bruno Díaz", "Carmen Sanz"]) {
    await panel.openThread(name);
    await panel.write(`Hola, ${name}`);
  }
  await step(10);
  await panel.button("Finalizar Conversación").click();
  await dialog.getByRole("radio", { name: "Resuelta" }).check();
  await dialog.getByRole("button", { name: "Finalizar Conversación" }).click();
  await step(11);
  await panel.button("Dejar de Aceptar Conversaciones").click();
  await guide.getByText("Has hecho los once pasos.").waitFor();
  expect(await guide.getByRole("link").evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual([
    "/machines/try",
    "/tour",
    "/panel",
  ]);

  expect(out).toEqual([]);
  const kept = await page.evaluate(async () => ({
    stores: [
      Object.keys(localStorage),
      Object.keys(sessionStorage),
      (await indexedDB.databases()).map(({ name }) => name),
    ],
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(kept).toEqual({ stores: [["turno.tour"], [], []], workers: 0 });
});

test("on a phone, in the dark and in English, it can be left and gone on with, and axe finds nothing serious (TO4, TO5, TO6)", async () => {
  const page = await (await stage.someone({ ...PHONE, locale: "en-GB", colorScheme: "dark" })).newPage();
  const out = outgoing(page);
  await page.goto(`${stage.url}/tour`);
  const guide = page.getByRole("complementary", { name: "Guided tour" });
  const step = (number: number) => guide.getByText(`Step ${number} of 11`, { exact: true }).waitFor();
  await guide.getByRole("button", { name: "Begin" }).click();
  await step(1);
  await page.getByRole("button", { name: "Accept New Conversations" }).click();
  await step(2);
  const entry = page.getByRole("navigation", { name: "Conversations" }).getByRole("button", { name: /Lucy Owen/ });
  await entry.click();
  await step(3);
  expect(await seriousIn(page)).toEqual([]);
  for (const number of [4, 5, 6]) {
    await guide.getByRole("button", { name: "Skip" }).click();
    await step(number);
  }
  await page.getByRole("button", { name: "Transfer Conversation" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Choose Luis Romero.", { exact: true }).waitFor();
  expect(await seriousIn(page)).toEqual([]);
  // Beside what it speaks of, and not over it.
  await dialog.getByRole("radio", { name: /Luis Romero/ }).check();
  await dialog.getByText("Now confirm it.", { exact: true }).waitFor();
  await dialog.getByRole("button", { name: "Skip" }).click();
  await dialog.getByText("Step 7 of 11", { exact: true }).waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await guide.getByRole("button", { name: "Back" }).click();
  await step(6);
  expect(out).toEqual([]);

  await guide.getByRole("button", { name: "Leave the tour" }).click();
  await page.waitForURL(/\/panel$/);
  await page.goto(`${stage.url}/tour`);
  await guide.getByRole("button", { name: "Go on at “Transfer the conversation”" }).click();
  await step(6);
  // Nobody is there yet in the centre that has begun anew.
  await guide.getByText("First, accept conversations.", { exact: true }).waitFor();
});

test("who has never had a conversation is shown the way into the tour, and may say that they do not want it", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  const link = ana.page.getByRole("link", { name: /recorrido guiado/ });
  expect(await link.first().getAttribute("href")).toBe("/tour");
  await ana.button("No mostrarlo más").first().click();
  await link.first().waitFor({ state: "hidden" });
  await ana.page.reload();
  await ana.isLive();
  await ana.page.locator(".no-thread").getByText("No tienes conversaciones.").waitFor();
  expect(await link.count()).toBe(0);
  // In the menu it stays.
  await ana.page.getByRole("button", { name: /Tu cuenta/ }).click();
  expect(await ana.page.getByRole("link", { name: "Recorrido guiado" }).getAttribute("href")).toBe("/tour");
});
