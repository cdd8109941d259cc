/** What happens under the hands of somebody who is quicker than the page, or whom the centre is quicker than. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { Panel } from "./support/screens.ts";
import { Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

test("who goes on typing when the conversation has gone sends it to nobody else, and presses no shortcut", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await stage.arrive("Rosa", "Hola");
  const pepe = await stage.arrive("Pepe", "Buenas");
  await ana.entry("Pepe").waitFor();
  await ana.openThread("Rosa");
  const keys = ana.page.keyboard;
  await keys.type("Te lo mando el ");
  // In one breath, however slow the machine: the page types on as soon as the box has gone.
  await ana.page.evaluate(() => {
    const typing = new MutationObserver(() => {
      if (document.querySelector("textarea")) return;
      typing.disconnect();
      for (const key of ["j", "a", "m", " ", "1", "2", "Enter"])
        document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      document.body.dataset.typed = "all";
    });
    typing.observe(document.body, { childList: true, subtree: true });
  });
  await rosa.client.send({ type: "conversation.leave", conversation: 1 });
  const notice = ana.page.getByRole("region", { name: "Avisos" }).getByRole("group").filter({ hasText: "Rosa" });
  await ana.page.locator("body[data-typed=all]").waitFor();
  await notice.getByText("Te lo mando el").waitFor();
  await notice.and(ana.page.locator(":focus")).waitFor();
  await ana.state("Disponible");
  expect(await ana.composer().count()).toBe(0);
  expect(pepe.texts).toEqual(["Buenas"]);

  // Who does something deliberate has the keys again.
  await keys.press("Escape");
  await keys.press("a");
  await ana.state("No Disponible");
  await keys.press("1");
  await ana.page.getByRole("heading", { name: "Pepe" }).waitFor();
});

test("a conversation that leaves the list unseen is told in one quiet line", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await stage.arrive("Rosa", "Hola");
  await stage.arrive("Pepe", "Buenas");
  await ana.entry("Rosa").waitFor();
  await ana.openThread("Pepe");
  await rosa.client.send({ type: "conversation.leave", conversation: 1 });
  await ana.page.getByRole("status").filter({ hasText: "Rosa se fue sin respuesta" }).waitFor();
});

test("what was finished can be had again after going on, from the list and by the command bar", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  await stage.arrive("Rosa", "Hola");
  await stage.arrive("Pepe", "Buenas");
  await ana.entry("Pepe").waitFor();
  await ana.openThread("Rosa");
  await ana.button("Finalizar Conversación").click();
  await ana.button("Reabrir").waitFor();
  await ana.openThread("Pepe");
  await ana.page.getByRole("region", { name: "Puedes recuperar" }).getByRole("button").waitFor();
  const keys = ana.page.keyboard;
  await keys.press("Control+k");
  await ana.page.getByRole("combobox").waitFor();
  await keys.type("reabrir rosa");
  await ana.page.getByRole("option", { name: "Reabrir: Rosa", selected: true }).waitFor();
  await keys.press("Enter");
  await ana.entry("Rosa").waitFor();
  await ana.page.getByRole("status").filter({ hasText: "La conversación con Rosa vuelve a ser tuya" }).waitFor();
  await ana.page.getByRole("region", { name: "Puedes recuperar" }).waitFor({ state: "detached" });
});

test("who has no room is told so when they want a conversation back, and may try again", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const names = ["Rosa", "Pepe", "Eva", "Juan", "Sol", "Luz", "Paz", "Mar"];
  for (const name of names) await stage.arrive(name, `Soy ${name}`);
  await ana.openThread("Rosa");
  const held = await ana.entries().count();
  if (held === names.length) throw new Error("more have to arrive than an agent may hold");
  await ana.button("Finalizar Conversación").click();
  const notice = ana.page.getByRole("region", { name: "Avisos" }).getByRole("group").filter({ hasText: "Rosa" });
  // The next of the line has taken the slot.
  await ana.entry(names[held]!).waitFor();
  await notice.getByRole("button", { name: "Reabrir" }).click();
  await notice.getByText("No tienes espacio: finaliza o pospone otra antes").waitFor();
  await notice.getByRole("button", { name: "Reabrir" }).waitFor();
});

test("after a private note the box is for the customer again", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  await stage.arrive("Rosa", "Hola");
  await ana.openThread("Rosa");
  const keys = ana.page.keyboard;
  await keys.press("Alt+n");
  await ana.page.getByRole("textbox", { name: "Escribe una nota para tus compañeros" }).waitFor();
  await keys.type("Quiere el azul");
  await keys.press("Enter");
  await ana.composer().and(ana.page.locator(":focus")).waitFor();
  await ana.page.getByRole("status").filter({ hasText: "Nota guardada" }).waitFor({ state: "attached" });
});

test("keys that are pressed while a dialog is being fetched act on nothing behind it", async () => {
  const context = await stage.someone();
  let fetched = (): void => {};
  const wait = new Promise<void>((resolve) => (fetched = resolve));
  await context.route(/snooze-dialog/, async (route) => {
    await wait;
    await route.continue();
  });
  const ana = await Panel.open(context, stage.url, "Ana García");
  await ana.accept();
  await stage.arrive("Rosa", "Hola");
  await ana.openThread("Rosa");
  const keys = ana.page.keyboard;
  await keys.press("Escape");
  await keys.press("s");
  await keys.press("e");
  fetched();
  await ana.page.getByRole("dialog", { name: "Posponer" }).waitFor();
  await keys.press("Escape");
  await ana.page.getByRole("heading", { name: "Rosa" }).waitFor();
});
