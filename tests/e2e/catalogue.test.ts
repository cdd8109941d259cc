/** What a project keeps for its agents: made by one of them, used by all. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { Customer } from "../harness/people.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

async function openCatalogue({ page }: Panel) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("etiquetas y motivos");
  await page.keyboard.press("Enter");
  return page.getByRole("dialog", { name: "Respuestas, etiquetas, motivos y horario" });
}

test("a canned reply that one agent saves is at every agent's hand, filled in with the customer's name", async () => {
  const luis = await Panel.open(await stage.someone(), stage.url, "Luis Romero");
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  const catalogue = await openCatalogue(luis);
  await catalogue.getByRole("button", { name: "Añadir" }).click();
  await catalogue.getByLabel("Nombre").fill("Horario");
  await catalogue.getByLabel("Atajo").fill("Horario de hoy");
  await catalogue.getByLabel("Texto").fill("{{customer.name}}, abrimos a las {{opening}}. {{agent.name}}");
  await catalogue.getByRole("button", { name: "Guardar" }).click();
  await catalogue.getByRole("alert").getByText("El atajo solo admite").waitFor();
  await catalogue.getByLabel("Atajo").fill("horario");
  await catalogue.getByRole("button", { name: "Guardar" }).click();
  await catalogue.getByText("/horario").waitFor();
  expect(await seriousIn(luis.page)).toEqual([]);

  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("¿A qué hora abrís?");
  await ana.openThread("Rosa");
  await ana.composer().pressSequentially("/hor");
  await ana.page.getByText("Rosa, abrimos a las {{opening}}. Ana García").waitFor();
  // What nobody can fill in is told before it is sent.
  await ana.page.getByText("Quedará sin rellenar: opening").waitFor();
  await ana.page.keyboard.press("Enter");
  expect(await ana.composer().inputValue()).toBe("Rosa, abrimos a las {{opening}}. Ana García");
  await ana.composer().fill("Rosa, abrimos a las 9");
  await ana.page.keyboard.press("Enter");
  await rosa.until(() => rosa.texts.includes("Rosa, abrimos a las 9"));

  luis.page.once("dialog", (asked) => void asked.accept());
  await catalogue.getByRole("button", { name: "Borrar Horario" }).click();
  await catalogue.getByText("/horario").waitFor({ state: "detached" });
  await ana.composer().pressSequentially("/horario");
  await ana.page.getByText("Ninguna respuesta guardada coincide").waitFor();
});

test("a label that is made here is put on a customer by keys, and stands beside the thread and in the list", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  const catalogue = await openCatalogue(ana);
  await catalogue.getByRole("button", { name: "Etiquetas" }).click();
  await catalogue.getByRole("button", { name: "Añadir" }).click();
  await catalogue.getByLabel("Nombre").fill("Mayorista");
  await catalogue.getByRole("radio", { name: "Azul" }).check();
  await catalogue.getByRole("button", { name: "Guardar" }).click();
  await catalogue.getByText("Mayorista").waitFor();
  await catalogue.getByRole("button", { name: "Cerrar" }).click();
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.openThread("Rosa");
  // As soon as it is there it has the focus.
  await ana.composer().press("Escape");
  await ana.page.keyboard.press("l");
  const labels = ana.page.getByRole("dialog", { name: "Etiquetas de Rosa" });
  await labels.waitFor();
  expect(
    await labels
      .getByRole("checkbox")
      .first()
      .evaluate((box) => box === document.activeElement),
  ).toBe(true);
  await labels.getByRole("checkbox", { name: "Mayorista" }).check();
  expect(await seriousIn(ana.page)).toEqual([]);
  await ana.page.keyboard.press("Enter");
  await ana.page.getByRole("complementary", { name: "Cliente" }).getByText("Mayorista").waitFor();
  const list = ana.page.getByRole("navigation", { name: "Conversaciones" });
  await list.getByRole("button", { name: /Rosa.*Mayorista/ }).waitFor();
  await list.getByRole("combobox", { name: "Etiqueta" }).selectOption("Mayorista");
  await list.getByRole("button", { name: /Rosa.*Mayorista/ }).waitFor();
});

test("an emoji is found by a word and goes where the caret is", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.openThread("Rosa");
  await ana.composer().fill("Va de camino ");
  await ana.button("Emoji").click();
  await ana.page.getByRole("textbox", { name: "Buscar un emoji" }).fill("camión");
  await ana.page.getByRole("button", { name: "camión" }).waitFor();
  expect(await seriousIn(ana.page)).toEqual([]);
  await ana.page.keyboard.press("Enter");
  await ana.page.keyboard.press("Enter");
  await rosa.until(() => rosa.texts.includes("Va de camino 🚚"));
});

test("¿Por qué a mí? shows the receipt of the assignment", async () => {
  const luis = await Panel.open(await stage.someone(), stage.url, "Luis Romero");
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await luis.accept();
  const pepe = await Customer.arrive(stage.url, "Pepe");
  await pepe.write("Hola");
  await luis.entry("Pepe").waitFor();
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.openThread("Rosa");
  // As soon as it is there it has the focus.
  await ana.composer().press("Escape");
  await ana.page.keyboard.press("w");
  const why = ana.page.getByRole("dialog", { name: "¿Por qué a mí?" });
  await why.getByText("Era la primera de la cola y te tocaba.").waitFor();
  const order = why.getByRole("listitem");
  await order.first().getByText("Ana García").waitFor();
  expect(await order.first().innerText()).toMatch(/0 conversaciones[^]*la recibió/);
  expect(await order.nth(1).innerText()).toMatch(/Luis Romero[^]*1 conversación/);
});
