/** What is put aside is read, had again, and told of; and what cannot be taken back says why. */
import type { Locator } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PHONE } from "../harness/browser.ts";
import { Customer } from "../harness/people.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

/** Puts the open conversation aside for an hour. */
async function putAside(ana: Panel): Promise<Locator> {
  await ana.button("Más acciones").click();
  await ana.button("Posponer").click();
  const dialog = ana.page.getByRole("dialog", { name: "Posponer" });
  await dialog.getByRole("button", { name: /1 hora/ }).click();
  await dialog.waitFor({ state: "detached" });
  const aside = ana.page.getByRole("region", { name: "Pospuestas" });
  await aside.waitFor();
  return aside;
}

test("CV22 what is put aside can be read without having it, says until when, and comes back by one key", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await stage.arrive("Rosa", "Hola");
  await ana.openThread("Rosa");
  const aside = await putAside(ana);
  await ana.page.getByRole("heading", { name: "Rosa" }).waitFor({ state: "detached" });
  await aside.getByRole("button", { name: /Rosa/ }).press("Enter");
  await ana.page.getByRole("heading", { name: "Rosa" }).waitFor();
  await ana.said("Hola").waitFor();
  await ana.thread().getByText("Ana García la pospuso hasta").waitFor();
  const foot = ana.page.locator(".aside-foot");
  await foot.getByText(/Pospuesta hasta .+\. Vuelve antes si el cliente escribe\./).waitFor();
  expect(await ana.composer().count()).toBe(0);
  const finish = ana.page.locator(".thread-head").getByRole("button", { name: "Finalizar Conversación" });
  expect(await finish.getAttribute("aria-disabled")).toBe("true");
  expect(await seriousIn(ana.page)).toEqual([]);
  // It is a place of its own: a reload and the browser's Back find it.
  await ana.page.reload();
  await foot.waitFor();
  await ana.said("Hola").waitFor();
  expect(rosa.view?.state).toBe("assigned");

  await ana.page.keyboard.press("r");
  await ana.composer().waitFor();
  await aside.waitFor({ state: "detached" });
  await ana.thread().getByText("Vuelve a petición del agente").waitFor();
  await ana.write("Aquí estoy");
  await rosa.until(() => rosa.texts.includes("Aquí estoy"));
});

test("CV22 what is read while it is put aside stays in front when the customer brings it back by writing", async () => {
  const ana = await Panel.open(await stage.someone(PHONE), stage.url, "Ana García");
  await ana.accept();
  const rosa = await stage.arrive("Rosa", "Hola");
  await ana.openThread("Rosa");
  const aside = await putAside(ana);
  await aside.getByRole("button", { name: /Rosa/ }).click();
  await ana.page.locator(".aside-foot").getByRole("button", { name: "Recuperar ahora" }).waitFor();
  expect(await seriousIn(ana.page)).toEqual([]);
  await rosa.write("¿Sigue ahí?");
  await ana.composer().waitFor();
  await ana.said("¿Sigue ahí?").waitFor();
  await ana.thread().getByText("Vuelve porque el cliente ha escrito").waitFor();
});

test("CV22 a notice does not go on saying that a conversation is put aside once it waits for somebody else", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await stage.arrive("Rosa", "Hola");
  await ana.openThread("Rosa");
  await putAside(ana);
  const notices = ana.page.getByRole("region", { name: "Avisos" });
  await notices.getByText("La conversación con Rosa está pospuesta.").waitFor();
  for (const name of ["Uno", "Dos", "Tres", "Cuatro", "Cinco", "Seis"]) await stage.arrive(name, "Hola");
  await ana.entry("Seis").waitFor();
  await rosa.write("¿Sigue ahí?");
  await notices.getByText("Rosa ya no está pospuesta: terminó, o volvió a la cola").waitFor();
  expect(await notices.getByText("La conversación con Rosa está pospuesta.").count()).toBe(0);
});

test("who has given an address and no name is called by it, in the line and among what is put aside", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  const rosa = await Customer.arrive(stage.url);
  await rosa.client.send({ type: "customer.introduce", email: "rosa@correo.example" });
  await rosa.write("Hola");
  await ana.figure("Usuarios en cola", "1");
  await ana.button("Usuarios en cola: ver quiénes").click();
  const line = ana.page.getByRole("dialog", { name: "Usuarios en cola" });
  const row = line.getByRole("listitem").filter({ hasText: "rosa@correo.example" });
  expect(await row.innerText()).toContain("General · Web");
  await line.getByRole("button", { name: "Cerrar" }).click();
  await ana.accept();
  await ana.openThread("rosa@correo.example");
  const aside = await putAside(ana);
  await aside.getByText("rosa@correo.example").waitFor();
});

test("CV24 an agent who has filled up meanwhile is told why a transfer cannot be undone, and may try again", async () => {
  const luis = await Panel.open(await stage.someone(), stage.url, "Luis Romero");
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  await stage.arrive("Rosa", "Hola");
  await ana.openThread("Rosa");
  await luis.accept();
  await ana.button("Transferir Conversación").click();
  await ana.page.getByRole("radio", { name: "Luis Romero" }).and(ana.page.locator(":enabled")).check();
  await ana.page.getByRole("button", { name: "Transferir", exact: true }).click();
  await luis.entry("Rosa").waitFor();
  await luis.button("Dejar de Aceptar Conversaciones").click();
  await luis.state("No Disponible");
  for (const name of ["Uno", "Dos", "Tres", "Cuatro", "Cinco", "Seis"]) await stage.arrive(name, "Hola");
  await ana.entry("Seis").waitFor();
  await ana.button("Deshacer").click();
  await ana.page.getByText("No tienes espacio: finaliza o pospone otra antes").first().waitFor();
  await luis.entry("Rosa").waitFor();
  await ana.openThread("Uno");
  await ana.button("Finalizar Conversación").click();
  await ana.entry("Uno").waitFor({ state: "detached" });
  await ana.button("Deshacer la transferencia: Rosa").click();
  await ana.entry("Rosa").waitFor();
  await luis.entry("Rosa").waitFor({ state: "detached" });
});
