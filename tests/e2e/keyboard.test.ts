/** A morning at the desk without a mouse. */
import type { Locator, Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

/** Presses Tab until what has this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 60; steps++) {
    const words = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return "";
      const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
      const label = isField ? element.labels?.[0]?.textContent : undefined;
      return element?.getAttribute("aria-label") ?? label ?? element?.textContent ?? "";
    });
    if (name.test(words)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no Tab leads to ${String(name)}`);
}

/** Where the next key goes. */
const focus = (page: Page): Promise<string> =>
  page.evaluate(
    () => document.activeElement?.closest("[role=log], textarea, .entry, .no-thread, body")?.className ?? "",
  );

test("a morning by keyboard alone: sign in, accept, answer, note, canned reply, transfer, finish, go home", async () => {
  const luis = await Panel.open(await stage.someone(), stage.url, "Luis Romero");
  await luis.accept();
  await luis.button("Dejar de Aceptar Conversaciones").click();
  await luis.state("No Disponible");

  const page = await (await stage.someone()).newPage();
  await page.goto(`${stage.url}/panel`);
  await page.getByRole("button", { name: "Entrar como Ana García" }).waitFor();
  await tabTo(page, /Entrar como Ana García/);
  const keys = page.keyboard;
  await keys.press("Enter");
  const state = (words: string) =>
    page
      .locator("header")
      .getByRole("status")
      .filter({ hasText: new RegExp(`^${words}$`) })
      .waitFor();
  await state("No Disponible");
  await keys.press("a");
  await state("Disponible");

  const rosa = await stage.arrive("Rosa", "¿Tenéis el cuenco en azul?");
  const pepe = await stage.arrive("Pepe", "Quiero devolver un jarrón");
  const list = page.getByRole("navigation", { name: "Conversaciones" });
  await list.getByText("Quiero devolver un jarrón").waitFor();

  // To the first in the list, open it, and write at once.
  await keys.press("j");
  await keys.press("Enter");
  await page.getByRole("heading", { name: "Rosa" }).waitFor();
  await keys.type("Sí, a las tres: ¿te lo guardo?");
  await keys.press("Enter");
  await rosa.until(() => rosa.texts.includes("Sí, a las tres: ¿te lo guardo?"));
  // Letters are letters while one types.
  await state("Disponible");

  await keys.press("Escape");
  await keys.press("n");
  await keys.type("Quiere el azul");
  await keys.press("Enter");
  await page.getByRole("article").filter({ hasText: "Nota privada de Ana García" }).waitFor();
  await keys.press("Escape");
  await keys.press("r");
  await keys.type("/");
  const replies = page.getByRole("listbox", { name: "Respuestas guardadas" });
  await replies.getByRole("option").first().waitFor();
  await keys.type("hola");
  await replies.getByRole("option", { selected: true }).filter({ hasText: "/hola" }).waitFor();
  await keys.press("Enter");
  await replies.waitFor({ state: "detached" });
  const box = page.getByRole("textbox", { name: "Escribe un mensaje" });
  expect(await box.inputValue()).toContain("Rosa");
  expect(await box.inputValue()).not.toMatch(/[{}]/);
  await keys.press("Enter");
  await rosa.until(() => rosa.texts.length === 3);

  // Finished: the focus is not lost, and the next is a key away.
  await keys.press("Escape");
  await keys.press("e");
  await rosa.until(() => rosa.view?.state === "quiet");
  await page.getByText("Has finalizado la conversación con Rosa.").waitFor();
  expect(await focus(page)).toContain("no-thread");
  await keys.press("1");
  await page.getByRole("heading", { name: "Pepe" }).waitFor();

  // From the box itself, by the command bar: the reason is said until there is somebody to transfer to.
  await keys.press("Control+k");
  await page.getByRole("combobox").waitFor();
  await keys.type("transferir");
  await page.getByRole("option", { name: /Transferir Conversación/, selected: true }).waitFor();
  await keys.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Transferir Conversación" });
  await dialog.getByRole("radio", { name: "Luis Romero" }).and(page.locator(":disabled")).waitFor();
  await luis.accept();
  await dialog.getByRole("radio", { name: "Luis Romero" }).and(page.locator(":enabled")).waitFor();
  await tabTo(page, /Luis Romero/);
  await keys.press("Space");
  await tabTo(page, /Nota para tu compañero/);
  await keys.type("Tiene el tique");
  await tabTo(page, /^Transferir$/);
  await keys.press("Enter");
  await luis.entry("Pepe").getByText("Transferida por Ana García").waitFor();
  await luis.openThread("Pepe");
  await luis.write("Hola, soy Luis");
  await pepe.until(() => pepe.texts.includes("Hola, soy Luis"));

  // The box has gone with the conversation: whoever was in it leaves it on purpose before a letter is a command.
  await list.getByText("Pepe").waitFor({ state: "detached" });
  await keys.press("Escape");
  await keys.press("a");
  await state("No Disponible");
});

test("Escape gives the focus back to where it was, from the command bar and from what it has opened", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  const keys = ana.page.keyboard;
  const isFocused = (what: Locator) => what.evaluate((element) => element === document.activeElement);
  const shut = async () => {
    await keys.press("Escape");
    await ana.page.locator("dialog").waitFor({ state: "detached" });
  };
  const passThrough = async (page: string, place: Locator) => {
    await keys.press("Control+k");
    await ana.page.getByRole("combobox").waitFor();
    await shut();
    await expect.poll(() => isFocused(place)).toBe(true);
    await keys.press("Control+k");
    await ana.page.getByRole("combobox").waitFor();
    await keys.type(page);
    await keys.press("Enter");
    await ana.page.getByRole("dialog").getByRole("heading", { name: page, level: 2 }).waitFor();
    await shut();
    await expect.poll(() => isFocused(place)).toBe(true);
  };
  // Nothing has it after signing in: then what is in front.
  await passThrough("Personas", ana.page.getByRole("heading", { name: "Conversaciones" }));
  await ana.accept();
  await stage.arrive("Rosa", "Hola");
  await ana.openThread("Rosa");
  for (const place of [ana.composer(), ana.button("Tu cuenta"), ana.entry("Rosa").getByRole("button")]) {
    await place.focus();
    await passThrough("Auditoría", place);
  }
});

test("all shortcuts stand on one page, and what cannot be done now says why", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  await stage.arrive("Rosa", "Hola");
  await stage.arrive("Pepe", "Buenas");
  await ana.openThread("Rosa");
  const keys = ana.page.keyboard;
  await keys.type("¿?");
  expect(await ana.composer().inputValue()).toBe("¿?");
  await keys.press("Alt+ArrowDown");
  await ana.page.getByRole("heading", { name: "Pepe" }).waitFor();
  await keys.press("Alt+ArrowUp");
  await ana.page.getByRole("heading", { name: "Rosa" }).waitFor();
  expect(await ana.composer().inputValue()).toBe("¿?");
  await keys.press("Escape");
  await keys.press("?");
  const page = ana.page.getByRole("dialog", { name: "Atajos de teclado" });
  for (const words of [
    "Transferir Conversación",
    "Finalizar Conversación",
    "Posponer",
    "Buscar en la lista",
    "Comandos",
  ])
    await page.getByText(words, { exact: true }).waitFor();
  expect(await seriousIn(ana.page)).toEqual([]);
  await keys.press("Escape");
  await page.waitFor({ state: "detached" });

  await stage.centre.kill9();
  await ana.page.getByText("reconectando…").first().waitFor();
  await keys.press("e");
  await ana.page.getByText("Finalizar Conversación: Espera a que vuelva la conexión").waitFor();
  await stage.centre.restart();
});

test("a conversation that is put aside frees its slot, and comes back when its agent wants it", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await stage.arrive("Rosa", "Os escribo mañana");
  await ana.openThread("Rosa");
  // Until its room has answered, nothing can be done with it, and the key would say so.
  await ana.said("Os escribo mañana").waitFor();
  const keys = ana.page.keyboard;
  await keys.press("Escape");
  await keys.press("s");
  const dialog = ana.page.getByRole("dialog", { name: "Posponer" });
  await dialog.getByRole("heading", { name: "Posponer" }).and(ana.page.locator(":focus")).waitFor();
  await tabTo(ana.page, /1 hora/);
  expect(await seriousIn(ana.page)).toEqual([]);
  await keys.press("Enter");
  await dialog.waitFor({ state: "detached" });
  const aside = ana.page.getByRole("region", { name: "Pospuestas" });
  await aside.getByText("Rosa").waitFor();
  await tabTo(ana.page, /Recuperar ahora/);
  await keys.press("Enter");
  await ana.page.getByRole("heading", { name: "Rosa" }).waitFor();
  await aside.waitFor({ state: "detached" });
  await ana.write("Aquí estoy");
  await rosa.until(() => rosa.texts.includes("Aquí estoy"));
});

test("who finished too soon opens the conversation again", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await stage.arrive("Rosa", "Hola");
  await ana.openThread("Rosa");
  await ana.button("Finalizar Conversación").click();
  await ana.button("Reabrir").click();
  await ana.page.getByRole("heading", { name: "Rosa" }).waitFor();
  await ana.write("Perdona, sigo aquí");
  await rosa.until(() => rosa.texts.includes("Perdona, sigo aquí"));
});

test("a project that wants a reason for finishing gets one, and the thread says it", async () => {
  const marta = await Panel.open(await stage.someone(), stage.url, "Marta Núñez");
  const keys = marta.page.keyboard;
  await keys.press("Control+k");
  await marta.page.getByRole("combobox").waitFor();
  await keys.type("motivos");
  await keys.press("Enter");
  const catalogue = marta.page.getByRole("dialog", { name: "Respuestas, etiquetas, motivos y horario" });
  await catalogue.getByRole("button", { name: "Reglas" }).click();
  await catalogue.getByRole("radio", { name: "Obligatorio" }).check();
  await catalogue.getByRole("radio", { name: "Obligatorio", checked: true }).waitFor();
  expect(await seriousIn(marta.page)).toEqual([]);
  await keys.press("Escape");
  await catalogue.waitFor({ state: "detached" });
  await marta.accept();
  const rosa = await stage.arrive("Rosa", "Hola");
  await marta.openThread("Rosa");
  await marta.page.getByText("Asignada a Marta Núñez").waitFor();
  await marta.button("Finalizar Conversación").click();
  const dialog = marta.page.getByRole("dialog", { name: "¿Cómo ha terminado?" });
  await dialog.getByRole("button", { name: "Finalizar Conversación" }).focus();
  await keys.press("Enter");
  await dialog.getByText("Elige un motivo antes de finalizar").waitFor();
  const reason = dialog.getByRole("radio").first();
  const words = (await dialog.locator("label").first().innerText()).trim();
  await reason.check();
  await keys.press("Enter");
  await rosa.until(() => rosa.view?.state === "quiet");
  await rosa.write("Otra cosa");
  await marta.openThread("Rosa");
  await marta.thread().getByText(`Finalizada por Marta Núñez: ${words}`).waitFor();
});
