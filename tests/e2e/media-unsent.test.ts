/** Files on their way when the agent means to leave their conversation: they are asked before, and nothing is forgotten. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Agent, type Customer } from "../harness/people.ts";
import { textOf } from "../rooms/support/files.ts";
import { choose, dialog, filesIn, pending, preview, send } from "./support/media.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

const BEEPS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
let stage: Stage;
let ana: Panel;
let page: Page;
const there: Customer[] = [];
beforeAll(async () => {
  stage = await Stage.set({}, BEEPS);
  ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  ({ page } = ana);
  page.setDefaultTimeout(15_000);
  await ana.accept();
});
afterAll(async () => {
  there.forEach(({ client }) => client.close());
  await stage.strike();
});

async function arrive(name: string): Promise<Customer> {
  const customer = await stage.arrive(name, "Hola");
  there.push(customer);
  await ana.openThread(name);
  return customer;
}

/** Parts are held until they are let go. */
async function hold(): Promise<() => Promise<void>> {
  let go!: () => void;
  const gone = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/parts/*", async (route) => (await gone, route.continue().catch(() => {})));
  return async () => {
    go();
    await page.unroute("**/parts/*");
  };
}

/** Asks for files to be sent, which then do not come further. */
async function sendHeld(...names: string[]): Promise<() => Promise<void>> {
  const letGo = await hold();
  const files = names.map((name) => ({ name, mimeType: "text/plain", buffer: textOf(3000, name) }));
  await choose(page, "Documento", files);
  for (const name of names) await preview(page, name).getByText("Subiendo").waitFor();
  await send(page);
  await expect.poll(() => pending(page).count()).toBe(names.length);
  return letGo;
}

const asked = (sentence: string) => dialog(page).getByRole("group", { name: sentence });
const first = (name = "Enviarlo antes") => dialog(page).getByRole("radio", { name });
const without = (name = "Seguir sin enviarlo") => dialog(page).getByRole("radio", { name });
/** By the keys that anybody has: from the dialog's title to the choice, and on. */
async function tabTo(locator: ReturnType<typeof first>): Promise<void> {
  const has = () => locator.evaluate((element) => element === document.activeElement);
  for (let n = 0; n < 12 && !(await has()); n++) await page.keyboard.press("Tab");
  expect(await has()).toBe(true);
}
const isOver = (customer: Customer) => customer.messages.some(({ kind }) => kind === "closed");
const lost = () => page.getByText("No se llegó a enviar").count();

test("who finishes while a file is on its way is asked first, and can let it go before", async () => {
  const rosa = await arrive("Rosa");
  const letGo = await sendHeld("tarde.txt");
  await page.getByRole("log").focus();
  await page.keyboard.press("e");
  await asked("Todavía no se ha enviado tarde.txt.").waitFor();
  await tabTo(first());
  expect(await first().isChecked()).toBe(true);
  expect(await seriousIn(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await dialog(page).getByRole("status").filter({ hasText: "Enviando antes de seguir…" }).waitFor();
  expect(isOver(rosa)).toBe(false);
  await letGo();
  await rosa.until(() => isOver(rosa));
  const kinds = rosa.messages.map(({ kind }) => kind);
  expect(kinds.indexOf("file")).toBeLessThan(kinds.indexOf("closed"));
  await dialog(page).waitFor({ state: "detached" });
  expect(await lost()).toBe(0);
});

test("who would rather not send it goes on without it, by the keys alone, and nobody gets it", async () => {
  const pepe = await arrive("Pepe");
  const letGo = await sendHeld("uno.txt", "dos.txt");
  await page.getByRole("log").focus();
  await page.keyboard.press("e");
  await asked("Todavía no se han enviado uno.txt y dos.txt.").waitFor();
  await tabTo(first("Enviarlos antes"));
  await page.keyboard.press("ArrowDown");
  expect(await without("Seguir sin enviarlos").isChecked()).toBe(true);
  await page.keyboard.press("Enter");
  await pepe.until(() => isOver(pepe));
  await letGo();
  await dialog(page).waitFor({ state: "detached" });
  expect(filesIn(pepe)).toEqual([]);
  expect(await lost()).toBe(0);
});

test("who thinks better of it stays, and the file goes on; a conversation without files is finished as ever", async () => {
  const lola = await arrive("Lola");
  const letGo = await sendHeld("calma.txt");
  await ana.button("Finalizar Conversación").click();
  await asked("Todavía no se ha enviado calma.txt.").waitFor();
  await dialog(page).getByRole("button", { name: "Finalizar Conversación" }).click();
  await dialog(page).getByText("Enviando antes de seguir…").waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  await letGo();
  await lola.until(() => filesIn(lola).length === 1);
  await pending(page).waitFor({ state: "detached" });
  expect(isOver(lola)).toBe(false);
  await ana.button("Finalizar Conversación").click();
  await lola.until(() => isOver(lola));
});

test("what stops on its way is said in the question, and then there is nothing to wait for", async () => {
  const tere = await arrive("Tere");
  const letGo = await sendHeld("parado.txt");
  await page.route("**/send", (route) => route.fulfill({ status: 409, json: { error: "notYourConversation" } }));
  await ana.button("Finalizar Conversación").click();
  await dialog(page).getByRole("button", { name: "Finalizar Conversación" }).click();
  await dialog(page).getByText("Enviando antes de seguir…").waitFor();
  await letGo();
  await dialog(page).getByText("Si sigues, no se enviará.").waitFor();
  expect(await first().count()).toBe(0);
  await dialog(page).getByRole("button", { name: "Cancelar" }).click();
  const nieves = await arrive("Nieves");
  await ana.entry("Tere").getByText("Archivo sin enviar").waitFor({ state: "attached" });
  await ana.openThread("Tere");
  await page.unroute("**/send");
  await ana.button("Finalizar Conversación").click();
  await dialog(page).getByRole("button", { name: "Finalizar Conversación" }).click();
  await tere.until(() => isOver(tere));
  expect(filesIn(tere)).toEqual([]);
  await ana.openThread("Nieves");
  await ana.button("Finalizar Conversación").click();
  await nieves.until(() => isOver(nieves));
});

test("S11 handing it over asks about its files too", async () => {
  const marta = await arrive("Marta");
  const luis = await Agent.signIn(stage.url, "demo_luis");
  await luis.client.send({ type: "availability.set", available: true });
  const letGo = await sendHeld("contrato.txt");
  await page.getByRole("log").focus();
  await page.keyboard.press("t");
  await asked("Todavía no se ha enviado contrato.txt.").waitFor();
  await dialog(page).getByRole("radio", { name: "Luis Romero" }).check();
  await dialog(page).getByRole("button", { name: "Transferir", exact: true }).click();
  await dialog(page).getByText("Enviando antes de seguir…").waitFor();
  await letGo();
  await marta.until(() => marta.messages.some(({ kind }) => kind === "transferred"));
  const kinds = marta.messages.map(({ kind }) => kind);
  expect(kinds.indexOf("file")).toBeLessThan(kinds.indexOf("transferred"));
  expect(await lost()).toBe(0);
  await luis.client.send({ type: "availability.set", available: false });
  luis.vanish();
});

test("snoozing asks about its files too", async () => {
  const olga = await arrive("Olga");
  const letGo = await sendHeld("luego.txt");
  await page.getByRole("log").focus();
  await page.keyboard.press("s");
  await asked("Todavía no se ha enviado luego.txt.").waitFor();
  await without().check();
  await dialog(page).getByRole("button", { name: "1 hora" }).click();
  await dialog(page).waitFor({ state: "detached" });
  await ana.entry("Olga").getByText("Archivo").waitFor({ state: "detached" });
  await letGo();
  expect(filesIn(olga)).toEqual([]);
  expect(await lost()).toBe(0);
});

test("a file that goes on behind another conversation has a mark in the list until it is there", async () => {
  const ines = await arrive("Inés");
  const letGo = await sendHeld("fondo.txt");
  const mark = ana.entry("Inés").getByTitle("Archivo en camino");
  expect(await mark.count()).toBe(0);
  await arrive("Eva");
  await mark.waitFor();
  await ana.entry("Inés").getByRole("button", { name: "Archivo en camino" }).waitFor();
  expect(await seriousIn(page)).toEqual([]);
  await letGo();
  await ines.until(() => filesIn(ines).length === 1);
  await mark.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Nota de voz", exact: true }).click();
  await page.locator(".recorder").getByRole("timer").filter({ hasText: "0:01" }).waitFor();
  await ana.openThread("Inés");
  await ana.entry("Eva").getByTitle("Nota de voz sin enviar").waitFor();
});

test("signing out names every file that would be lost, and to whom it goes, in the agent's language", async () => {
  await ana.openThread("Inés");
  const letGo = await sendHeld("mapa.txt");
  await page.getByRole("button", { name: "Salir" }).click();
  await asked("Todavía no se han enviado Nota de voz (a Eva) y mapa.txt (a Inés).").waitFor();
  // One has to say it oneself.
  await dialog(page).getByText("Si sigues, no se enviarán.").waitFor();
  await dialog(page).getByRole("button", { name: "Quedarme" }).click();
  await ana.openThread("Eva");
  await page.locator(".recorder").getByRole("button", { name: "Descartar" }).click();
  await ana.composer().waitFor();
  await page.getByRole("button", { name: "Ana García" }).click();
  await page.getByRole("radio", { name: "English" }).check();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Sign out" }).click();
  await asked("mapa.txt (to Inés) has not been sent yet.").waitFor();
  await first("Send it first").waitFor();
  await dialog(page).getByRole("button", { name: "Sign out" }).click();
  await dialog(page).getByText("Sending before going on…").waitFor();
  const ines = there.find((one) => filesIn(one).some(({ name }) => name === "fondo.txt"))!;
  await letGo();
  await ines.until(() => filesIn(ines).some(({ name }) => name === "mapa.txt"));
  await page.getByRole("button", { name: /Luis Romero/ }).waitFor();
});
