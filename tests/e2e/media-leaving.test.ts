/** An agent in a hurry: what becomes of files and voice notes when they turn to something else. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Customer } from "../harness/people.ts";
import { textOf } from "../rooms/support/files.ts";
import { choose, dialog, filesIn, fixture, pending, preview, send } from "./support/media.ts";
import { Panel } from "./support/screens.ts";
import { Stage } from "./support/stage.ts";

const BEEPS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
let stage: Stage;
let ana: Panel;
let page: Page;
let rosa: Customer;
let pepe: Customer;
beforeAll(async () => {
  stage = await Stage.set({}, BEEPS);
  ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  ({ page } = ana);
  page.setDefaultTimeout(15_000);
  await ana.accept();
  rosa = await stage.arrive("Rosa", "¿Me lo cuentas?");
  pepe = await stage.arrive("Pepe", "Hola");
  await ana.openThread("Rosa");
});
afterAll(async () => {
  rosa.client.close();
  pepe.client.close();
  await stage.strike();
});

const hasKeys = (name: string) =>
  expect.poll(() => page.evaluate(() => document.activeElement?.textContent.trim()), { timeout: 15_000 }).toBe(name);
const recorder = () => page.locator(".recorder");

test("a voice note waits, and hears nothing, while another conversation is in front", async () => {
  await page.getByRole("button", { name: "Nota de voz", exact: true }).click();
  await recorder().getByRole("timer").filter({ hasText: "0:01" }).waitFor();
  await ana.openThread("Pepe");
  await ana.composer().waitFor();
  await ana.openThread("Rosa");
  await recorder().getByText("En pausa").waitFor();
  await recorder().getByRole("button", { name: "Terminar y escuchar" }).click();
  await recorder().getByRole("button", { name: "Enviar nota de voz" }).waitFor();
  await ana.openThread("Pepe");
  await ana.openThread("Rosa");
  await recorder().getByRole("button", { name: "Enviar nota de voz" }).click();
  await rosa.until(() => filesIn(rosa).some(({ voice }) => voice));
  await ana.composer().waitFor();
  await ana.openThread("Pepe");
  await ana.openThread("Rosa");
  await ana.composer().waitFor();
});

test("a voice note warns who leaves the page; who finishes its conversation is asked first, and it goes nowhere", async () => {
  await ana.openThread("Pepe");
  await page.getByRole("button", { name: "Nota de voz", exact: true }).click();
  await recorder().getByRole("timer").filter({ hasText: "0:01" }).waitFor();
  const isWarned = () =>
    page.evaluate(() => {
      const leaving = new Event("beforeunload", { cancelable: true });
      dispatchEvent(leaving);
      return leaving.defaultPrevented;
    });
  expect(await isWarned()).toBe(true);
  await page.getByRole("button", { name: "Finalizar Conversación" }).click();
  await dialog(page).getByText("Todavía no se ha enviado Nota de voz.").waitFor();
  await dialog(page).getByRole("button", { name: "Finalizar Conversación" }).click();
  await pepe.until(() => pepe.messages.some(({ kind }) => kind === "closed"));
  await dialog(page).waitFor({ state: "detached" });
  expect(filesIn(pepe)).toEqual([]);
  expect(await isWarned()).toBe(false);
});

test("by the keys alone: the clip, what it is to be, and off it goes", async () => {
  await ana.openThread("Rosa");
  const before = filesIn(rosa).length;
  // The browser is told to hand its chooser over long before the key that opens it.
  const choosing = page.waitForEvent("filechooser", { timeout: 60_000 });
  await page.getByRole("button", { name: "Adjuntar archivo" }).focus();
  await page.keyboard.press("Enter");
  await hasKeys("Imagen");
  await page.keyboard.press("Enter");
  await hasKeys("Subir Imagen");
  await page.keyboard.press("Enter");
  await (await choosing).setFiles(fixture("picture.png"));
  await preview(page, "picture.png").getByText("Listo para enviar").waitFor();
  await hasKeys("Enviar");
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "detached" });
  await rosa.until(() => filesIn(rosa).length > before);
});

test("who signs in next at the same desk sends nothing of a file that was on its way, and is told nothing of it", async () => {
  // Rosa stays hers: she is at another desk as well, and does not go there.
  await Panel.open(await stage.someone(), stage.url, "Ana García");
  let letGo!: () => void;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/parts/*", async (route) => (await held, route.continue().catch(() => {})));
  const file = { name: "privado.txt", mimeType: "text/plain", buffer: textOf(9_000_000) };
  await choose(page, "Documento", file);
  await send(page);
  await pending(page).filter({ hasText: "privado.txt" }).waitFor();
  await page.getByRole("button", { name: "Salir" }).click();
  await dialog(page).getByRole("radio", { name: "Seguir sin enviarlo" }).check();
  await dialog(page).getByRole("button", { name: "Salir" }).click();
  await page.getByRole("button", { name: "Entrar como Luis Romero" }).waitFor();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/\/api\/files/.test(request.url()) && request.method() !== "DELETE") asked.push(request.url());
  });
  letGo();
  await page.getByRole("button", { name: "Entrar como Luis Romero" }).click();
  await ana.isLive();
  await ana.accept();
  const tere = await stage.arrive("Tere", "Buenas");
  await ana.openThread("Tere");
  await ana.write("Hola, soy Luis");
  tere.client.close();
  expect(await page.getByText("privado.txt").count()).toBe(0);
  expect(asked.filter((url) => /parts|send$|files$/.test(url))).toEqual([]);
});
