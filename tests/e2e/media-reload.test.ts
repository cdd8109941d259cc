/** A page that is loaded anew, or a tab that is lost, while files are on their way. */
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Customer } from "../harness/people.ts";
import { textOf } from "../rooms/support/files.ts";
import { choose, dialog, filesIn, pending, preview, readBy, send } from "./support/media.ts";
import { Panel } from "./support/screens.ts";
import { Stage } from "./support/stage.ts";

const MB = 1024 * 1024;
let stage: Stage;
let hers: BrowserContext;
let ana: Panel;
let rosa: Customer;
beforeAll(async () => {
  stage = await Stage.set();
  hers = await stage.someone();
  ana = await Panel.open(hers, stage.url, "Ana García");
  await ana.accept();
  rosa = await stage.arrive("Rosa", "¿Me mandas el folleto?");
  await ana.openThread("Rosa");
  ana.page.setDefaultTimeout(20_000);
});
afterAll(async () => {
  rosa.client.close();
  await stage.strike();
});

/** Every part but the first is held, in all tabs, until it is let go. */
async function hold(): Promise<() => Promise<void>> {
  let go!: () => void;
  const gone = new Promise<void>((resolve) => (go = resolve));
  await hers.route(/parts\/[1-9]/, async (route) => (await gone, route.continue().catch(() => {})));
  return async () => {
    go();
    await hers.unroute(/parts\/[1-9]/);
  };
}
const large = (name: string) => ({ name, mimeType: "text/plain", buffer: textOf(9 * MB, name) });

async function sendHeld(page: Page, ...names: string[]): Promise<void> {
  const first = page.waitForEvent("requestfinished", (request) => request.url().endsWith("parts/0"));
  await choose(page, "Documento", names.map(large));
  await first;
  for (const name of names) await preview(page, name).getByText("Subiendo").waitFor();
  await preview(page, names[0]!).getByRole("textbox").fill("Aquí va");
  await send(page);
  await pending(page)
    .filter({ hasText: names.at(-1)! })
    .waitFor();
}
/** What the browser has of them: opened only where it is, for opening would make it. */
const keptIn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const there = await indexedDB.databases();
    if (there.every(({ name }) => name !== "turno-files")) return [];
    const done = <T>(asked: IDBRequest<T>) =>
      new Promise<T>((resolve) => asked.addEventListener("success", () => resolve(asked.result)));
    const opened = await done(indexedDB.open("turno-files"));
    const all = await done(opened.transaction("on-their-way").objectStore("on-their-way").getAll());
    opened.close();
    return (all as { name: string }[]).map(({ name }) => name).toSorted();
  });
/** That these are kept, and no others. */
const keeps = (page: Page, ...names: string[]) =>
  expect.poll(() => keptIn(page), { timeout: 15_000 }).toEqual(names.toSorted());

test("UP1 a reload in the middle of it: the files go on by themselves, in order, and there is one of each", async () => {
  const { page } = ana;
  page.on("dialog", (asked) => void asked.accept());
  const letGo = await hold();
  await sendHeld(page, "uno.txt", "dos.txt");
  await keeps(page, "uno.txt", "dos.txt");
  const parts: string[] = [];
  page.on("request", (request) => request.method() === "PUT" && parts.push(request.url().split("/").at(-1)!));
  await page.reload();
  await pending(page).filter({ hasText: "dos.txt" }).getByText("de 9 MB").waitFor();
  expect(filesIn(rosa)).toEqual([]);
  await letGo();
  await rosa.until(() => filesIn(rosa).length >= 2);
  const files = filesIn(rosa);
  expect(files.map(({ name, caption }) => [name, caption])).toEqual([
    ["uno.txt", "Aquí va"],
    ["dos.txt", ""],
  ]);
  for (const { id, name } of files) expect((await readBy(stage.url, rosa, id)).equals(textOf(9 * MB, name))).toBe(true);
  // Their first parts were there.
  expect(parts.filter((n) => n === "0").length).toBeLessThan(2);
  await pending(page).first().waitFor({ state: "detached" });
  await keeps(page);
});

test("a file whose tab is lost goes on in the one that is left, whatever stands in front there, and only then", async () => {
  const before = filesIn(rosa).length;
  const other = await Panel.another(hers, stage.url);
  const letGo = await hold();
  await ana.page.bringToFront();
  await sendHeld(ana.page, "tres.txt");
  await keeps(other.page, "tres.txt");
  await other.page.reload();
  await other.isLive();
  expect(await other.entry("Rosa").getByTitle("Archivo en camino").count()).toBe(0);
  await ana.page.close();
  await other.entry("Rosa").getByTitle("Archivo en camino").waitFor();
  await letGo();
  await rosa.until(() => filesIn(rosa).length === before + 1);
  await other.entry("Rosa").getByTitle("Archivo en camino").waitFor({ state: "detached" });
  await keeps(other.page);
  ana = other;
});

test("what was called off is not there after a reload; nor is what was only being looked at", async () => {
  const { page } = ana;
  const before = filesIn(rosa).length;
  page.on("dialog", (asked) => void asked.accept());
  await ana.openThread("Rosa");
  const letGo = await hold();
  await sendHeld(page, "cuatro.txt");
  await page.getByRole("button", { name: "Cancelar el envío de cuatro.txt" }).click();
  await pending(page).waitFor({ state: "detached" });
  await choose(page, "Documento", large("cinco.txt"));
  await preview(page, "cinco.txt").getByText("Subiendo").waitFor();
  await keeps(page);
  await page.reload();
  await ana.isLive();
  await letGo();
  await ana.write("Nada más");
  await rosa.until(() => rosa.texts.includes("Nada más"));
  expect(await pending(page).count()).toBe(0);
  expect(filesIn(rosa)).toHaveLength(before);
});

test("of a conversation that ended meanwhile the agent is told which file was not sent", async () => {
  const { page } = ana;
  const letGo = await hold();
  await sendHeld(page, "seis.txt");
  await keeps(page, "seis.txt");
  await page.goto("about:blank");
  await rosa.client.send({ type: "conversation.leave", conversation: 1 });
  await page.goto(`${stage.url}/panel`);
  await page.getByText("No se llegó a enviar a Rosa: seis.txt").waitFor();
  await keeps(page);
  await letGo();
});

test("signing out leaves nothing of them in the browser", async () => {
  const { page } = ana;
  const tere = await stage.arrive("Tere", "Hola");
  await ana.openThread("Tere");
  const letGo = await hold();
  await sendHeld(page, "siete.txt");
  await keeps(page, "siete.txt");
  await page.getByRole("button", { name: "Salir" }).click();
  await dialog(page).getByRole("radio", { name: "Seguir sin enviarlo" }).check();
  await dialog(page).getByRole("button", { name: "Salir" }).click();
  await page.getByRole("button", { name: "Entrar como Luis Romero" }).waitFor();
  await keeps(page);
  await letGo();
  expect(filesIn(tere)).toEqual([]);
  tere.client.close();
});
