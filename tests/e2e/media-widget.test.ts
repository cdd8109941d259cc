/** Files in the customer's chat: sent, refused, on their way, received and looked at. One centre, one site and one agent for all of it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, FrameLocator, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { Agent } from "../harness/people.ts";
import { textOf } from "../rooms/support/files.ts";
import { serveHostPage, type HostPage } from "./support/host-page.ts";
import {
  choose as panelChooses,
  fixture,
  give,
  preview as panelPreview,
  send as panelSends,
  type Manual,
} from "./support/media.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

const BEEPS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const MB = 1024 * 1024;
let stage: Stage;
let host: HostPage;
let ana: Panel;
let hers: BrowserContext;
let page: Page;
let chat: FrameLocator;
let folder: string;

async function visit(context: BrowserContext, url: string): Promise<[Page, FrameLocator]> {
  const made = await context.newPage();
  made.setDefaultTimeout(15_000);
  await made.goto(url);
  await made.getByRole("button", { name: "Abrir chat" }).click();
  return [made, made.frameLocator("iframe")];
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "turno-widget-"));
  stage = await Stage.set({}, BEEPS);
  host = await serveHostPage(stage.url, { ask: "none" });
  ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  ana.page.setDefaultTimeout(15_000);
  await ana.accept();
  hers = await stage.someone();
  [page, chat] = await visit(hers, host.url);
});
afterAll(async () => {
  await host.close();
  await stage.strike();
  await rm(folder, { recursive: true, force: true });
});

const tray = (): Locator => chat.getByRole("region", { name: "Enviar archivos" });
const preview = (name: string): Locator => tray().getByRole("listitem").filter({ hasText: name });
const pending = (): Locator => chat.locator(".upload");
const sendAll = (): Promise<void> =>
  tray()
    .getByRole("button", { name: /^Enviar/ })
    .click();

async function choose(...files: string[]): Promise<void> {
  await chat.getByRole("button", { name: "Adjuntar archivos" }).click();
  const choosing = page.waitForEvent("filechooser");
  await tray().getByRole("button", { name: "Elegir archivos" }).click();
  await (await choosing).setFiles(files);
}

const thread = (): Locator => chat.getByRole("log", { name: "Mensajes" });
const record = (): Promise<void> => chat.getByRole("button", { name: "Grabar nota de voz" }).click();
const recorder = (): Locator => chat.getByRole("region", { name: "Nota de voz" });
const visitor = (): Promise<{ id: string; token: string }> =>
  chat
    .locator("body")
    .evaluate(() => JSON.parse(localStorage.getItem("turno.visitor.demo")!) as { id: string; token: string });
/** By the agent's own paper clip. */
async function anaSends(kind: Manual, ...names: string[]): Promise<void> {
  await panelChooses(ana.page, kind, names.map(fixture));
  for (const name of names) await panelPreview(ana.page, name).getByText("Listo para enviar").waitFor();
  await panelSends(ana.page);
}

test("the clip says what may be sent, before anything is fetched that sends it", async () => {
  await chat.getByRole("textbox", { name: "Escribe un mensaje" }).waitFor();
  const loaded = (): Promise<string[]> =>
    chat.locator("body").evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  const ofFiles = async () => (await loaded()).filter((name) => name.includes("/assets/desk")).length;
  expect(await ofFiles()).toBe(0);
  await chat.getByRole("button", { name: "Adjuntar archivos" }).click();
  await tray().getByText("JPEG, PNG, GIF, WebP; hasta 10 MB").waitFor();
  await tray().getByText("PDF, Word, Excel, PowerPoint").waitFor();
  expect(await ofFiles()).toBeGreaterThan(0);
  await page.keyboard.press("Escape");
  await tray().waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Cerrar chat" }).first().waitFor();
});

test("S9 a file opens the conversation as a text does, and each kind comes to the agent as what it is", async () => {
  await choose(fixture("picture.jpg"));
  await preview("picture.jpg").getByText("Listo para enviar").waitFor();
  await preview("picture.jpg").getByRole("textbox").fill("Así llegó el cuenco");
  await preview("picture.jpg").getByRole("textbox").press("Enter");
  await tray().waitFor({ state: "detached" });
  await ana.entries().first().getByText("Imagen: Así llegó el cuenco").waitFor();
  await ana.entries().first().getByRole("button").click();
  await ana.said("Así llegó el cuenco").locator("img").waitFor();
  const names = ["picture.png", "video.mp4", "sound.mp3", "sound.m4a", "voice.ogg", "document.pdf", "document.docx"];
  await choose(...names.map(fixture));
  for (const name of names) await preview(name).getByText("Listo para enviar").waitFor();
  await sendAll();
  await ana.thread().getByRole("link", { name: "Descargar document.docx" }).waitFor();
  await ana.thread().getByRole("link", { name: "Descargar document.pdf" }).waitFor();
  for (const name of ["sound.mp3", "sound.m4a", "voice.ogg"]) await ana.thread().getByRole("group", { name }).waitFor();
  await ana.thread().locator("video").waitFor();
  await ana
    .thread()
    .getByRole("button", { name: /picture\.png/ })
    .waitFor();
  // In the order in which they were chosen, and each of them once.
  expect(await chat.locator(".mine.with-file :is(.file-name, .file-frame)").count()).toBe(names.length + 1);
  await pending().first().waitFor({ state: "detached" });
});

test("S10 what the agent sends stands in the chat as what it is: a picture, a player, a card", async () => {
  await anaSends("Imagen", "picture.jpg");
  await thread()
    .getByRole("button", { name: /^Imagen de Ana García: picture\.jpg/ })
    .locator("img")
    .waitFor();
  await anaSends("Video", "video.mp4");
  const clip = thread().locator(".bubble:not(.mine) video");
  await clip.waitFor();
  await clip.evaluate(async (video: HTMLVideoElement) => {
    if (video.readyState < 1) await new Promise((ready) => video.addEventListener("loadedmetadata", ready));
    const sought = new Promise((done) => video.addEventListener("seeked", done));
    video.currentTime = video.duration / 2;
    await sought;
  });
  await anaSends("Audio", "voice.ogg", "sound.mp3", "sound.m4a");
  const player = thread().locator(".bubble:not(.mine)").getByRole("group", { name: "voice.ogg" });
  await player.getByRole("button", { name: "Reproducir" }).click();
  await player.getByRole("button", { name: "Pausar" }).click();
  await player.getByRole("slider", { name: "Posición" }).press("ArrowRight");
  await player.getByText(/^0:0[12] de 0:02$/).waitFor();
  await anaSends("Documento", "document.pdf", "document.docx");
  const card = thread().locator(".bubble:not(.mine)").filter({ hasText: "document.docx" });
  await card.getByText("Word (.docx) · 923 B").waitFor();
  const downloading = page.waitForEvent("download");
  await card.getByRole("link", { name: "Descargar document.docx" }).click();
  expect((await downloading).suggestedFilename()).toBe("document.docx");
});

test("pictures are looked at inside the chat: by keys, from one to the other, closer, and back where one was", async () => {
  const picture = thread().getByRole("button", { name: /^Imagen de Ana García: picture\.jpg/ });
  await picture.focus();
  await page.keyboard.press("Enter");
  const viewer = chat.getByRole("dialog", { name: "Imagen 3 de 3" });
  await viewer.getByRole("img", { name: "picture.jpg" }).waitFor();
  expect(await seriousIn(page)).toEqual([]);
  await page.keyboard.press("ArrowLeft");
  await chat.getByRole("dialog", { name: "Imagen 2 de 3" }).getByRole("img", { name: "picture.png" }).waitFor();
  await page.keyboard.press("+");
  await chat.getByRole("dialog").getByText("150 %").waitFor();
  for (let n = 0; n < 8; n++) {
    await page.keyboard.press("Tab");
    expect(await chat.getByRole("dialog").evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press("Escape");
  await chat.getByRole("dialog").waitFor({ state: "detached" });
  expect(await picture.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("UP3 what a file is not is said with what was found and what to do, and nothing of it leaves", async () => {
  const parts: string[] = [];
  page.on("request", (request) => request.method() === "PUT" && parts.push(request.url()));
  const names = ["sound-vorbis.ogg", "heic-named.jpg", "webm-named.mp4", "svg-named.pdf", "html-named.pdf"];
  await choose(...names.map(fixture));
  const says = [
    "Es OGG con sonido Vorbis. Expórtalo otra vez con Opus.",
    "Es un archivo HEIC aunque se llama .jpg.",
    "Es un archivo WebM aunque se llama .mp4.",
    "Es un archivo SVG aunque se llama .pdf.",
    "Es un archivo HTML aunque se llama .pdf.",
  ];
  for (const [index, name] of names.entries()) await preview(name).getByText(says[index]!).waitFor();
  await preview("heic-named.jpg").getByRole("button", { name: "Convertir a JPEG" }).click();
  await preview("heic-named.jpg").getByText("Este navegador no puede convertirla.").waitFor();
  const why = "Quita lo que no se puede enviar, o conviértelo";
  const button = tray().getByRole("button", { name: "Enviar los 5", description: why });
  expect(await button.getAttribute("aria-disabled")).toBe("true");
  await tray().getByText(why).waitFor();
  for (const name of names)
    await tray()
      .getByRole("button", { name: `Quitar ${name}` })
      .click();
  await tray().waitFor({ state: "detached" });
  expect(parts).toEqual([]);
});

test("a picture of a type that the chat does not take is offered as a JPEG, and goes so", async () => {
  await choose(fixture("picture.bmp"));
  await preview("picture.bmp").getByText("Es un archivo BMP.").waitFor();
  await preview("picture.bmp").getByRole("button", { name: "Convertir a JPEG" }).click();
  await preview("picture.jpg").getByText("Convertida: ocupaba").waitFor();
  await preview("picture.jpg").getByText("Listo para enviar").waitFor();
  await preview("picture.jpg").getByRole("textbox").fill("Era BMP");
  await sendAll();
  await ana.said("Era BMP").locator("img").waitFor();
});

test("what is pasted into the box or dropped on the chat goes the same way, and the draft stays", async () => {
  const field = chat.getByRole("textbox", { name: "Escribe un mensaje" });
  await field.fill("A medias");
  await give("paste", field, ["picture.png"]);
  await preview("picture.png").getByText("Listo para enviar").waitFor();
  await tray().getByRole("button", { name: "Cancelar" }).click();
  await give("drop", thread(), ["document.pdf"]);
  await preview("document.pdf").getByText("Listo para enviar").waitFor();
  await preview("document.pdf").getByRole("textbox").fill("Soltado aquí");
  await sendAll();
  await ana.said("Soltado aquí").waitFor();
  expect(await field.inputValue()).toBe("A medias");
  await field.fill("");
});

test("UP1 an outage in the middle of it: it goes on by itself, and there is one of it", async () => {
  const path = join(folder, "corte.txt");
  await writeFile(path, textOf(9 * MB, "corte.txt"));
  let go!: () => void;
  const gone = new Promise<void>((resolve) => (go = resolve));
  let reached!: () => void;
  const asked = new Promise<void>((resolve) => (reached = resolve));
  await page.route("**/parts/1", async (route) => {
    reached();
    await gone;
    await route.continue().catch(() => {});
  });
  await choose(path);
  await asked;
  await sendAll();
  await pending().getByRole("progressbar", { name: "Subida de corte.txt" }).waitFor();
  await pending()
    .getByText(/\d.* de 9 MB/)
    .waitFor();
  await hers.setOffline(true);
  go();
  await page.unroute("**/parts/1");
  await pending().getByText("Sin conexión: seguirá solo").waitFor();
  await hers.setOffline(false);
  await ana.said("corte.txt").waitFor();
  await pending().waitFor({ state: "detached" });
  expect(await thread().locator(".bubble").filter({ hasText: "corte.txt" }).count()).toBe(1);
});

test("a file that is chosen before there is a visitor waits for one, and is their first message", async () => {
  const context = await stage.someone();
  let isAway = true;
  await context.route("**/api/visitors", (route) => (isAway ? route.abort() : route.continue()));
  const [other, inside] = await visit(context, host.url);
  await inside.getByRole("button", { name: "Adjuntar archivos" }).click();
  const choosing = other.waitForEvent("filechooser");
  await inside.getByRole("button", { name: "Elegir archivos" }).click();
  await (await choosing).setFiles(fixture("document.pdf"));
  await inside.getByText("Sin conexión: seguirá solo").waitFor();
  await inside.getByRole("button", { name: "Enviar", exact: true }).last().click();
  await inside.locator(".upload").getByText("Sin conexión: seguirá solo").waitFor();
  isAway = false;
  await inside.getByRole("link", { name: "Descargar document.pdf" }).waitFor();
  expect(await inside.locator(".bubble").count()).toBe(1);
  await context.close();
});

test("who is no longer known becomes another visitor, and the file goes along as their texts do", async () => {
  const context = await stage.someone();
  const [other, inside] = await visit(context, host.url);
  await inside.getByText("Escribe tu primer mensaje.").waitFor();
  const id = () =>
    inside.locator("body").evaluate(() => (JSON.parse(localStorage["turno.visitor.demo"]) as { id: string }).id);
  const before = await id();
  let isForgotten = true;
  const refuse = { status: 401, json: { error: "signedOut" } };
  await context.route("**/api/files", (route) => (isForgotten ? route.fulfill(refuse) : route.continue()));
  await context.route("**/api/visitors", (route) => ((isForgotten = false), route.continue()));
  await context.route("**/api/tickets", (route) => (isForgotten ? route.fulfill(refuse) : route.continue()));
  await inside.getByRole("button", { name: "Adjuntar archivos" }).click();
  const choosing = other.waitForEvent("filechooser");
  await inside.getByRole("button", { name: "Elegir archivos" }).click();
  await (await choosing).setFiles(fixture("document.pdf"));
  await inside.getByText("Listo para enviar").waitFor();
  await inside.getByRole("button", { name: "Enviar", exact: true }).last().click();
  await inside.getByRole("link", { name: "Descargar document.pdf" }).waitFor();
  expect(await id()).not.toBe(before);
  await context.close();
});

test("a file on its way is called off, and comes to nobody", async () => {
  const path = join(folder, "largo.txt");
  await writeFile(path, textOf(9 * MB, "largo.txt"));
  await page.route("**/parts/1", () => {});
  await choose(path);
  await preview("largo.txt")
    .getByText(/Subiendo/)
    .waitFor();
  await sendAll();
  await pending().getByRole("button", { name: "Cancelar el envío de largo.txt" }).click();
  await pending().waitFor({ state: "detached" });
  await page.unroute("**/parts/1");
  const field = chat.getByRole("textbox", { name: "Escribe un mensaje" });
  await field.fill("Ese no era");
  await field.press("Enter");
  await ana.said("Ese no era").waitFor();
  expect(await ana.said("largo.txt").count()).toBe(0);
});

test("S10 one that does not come says so and is asked for again; one that was erased says so", async () => {
  let isBroken = true;
  await page.route("**/content/**", (route) => (isBroken ? route.abort() : route.continue()));
  await anaSends("Imagen", "turned.jpg");
  const lost = thread().locator(".bubble").filter({ hasText: "No se ha podido cargar." });
  await lost.waitFor();
  isBroken = false;
  await lost.getByRole("button", { name: "Pedirlo otra vez" }).click();
  const picture = thread().getByRole("button", { name: /^Imagen de Ana García: turned\.jpg/ });
  await picture.locator("img").waitFor();
  await page.unroute("**/content/**");
  const john = await Agent.signIn(stage.url, "demo_john");
  const room = john.thread((await visitor()).id);
  const row = await room.until(() =>
    room.messages.find((one) => one.kind === "file" && one.file.name === "turned.jpg"),
  );
  expect(await room.client.send({ type: "message.erase", seq: row.seq })).toEqual({ kind: "done" });
  await picture.waitFor({ state: "detached" });
  await thread().getByText("Mensaje borrado").waitFor();
  john.vanish();
});

test("a voice note is recorded, heard and sent; and thrown away leaves nothing", async () => {
  await record();
  await recorder().getByRole("meter", { name: "Nivel del micrófono" }).waitFor();
  await recorder().getByRole("timer").filter({ hasText: "0:01" }).waitFor();
  await recorder().getByRole("button", { name: "Pausar" }).click();
  await recorder().getByText("En pausa").waitFor();
  expect(await seriousIn(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await recorder().waitFor({ state: "detached" });
  await record();
  await recorder().getByRole("timer").filter({ hasText: "0:01" }).waitFor();
  await recorder().getByRole("button", { name: "Terminar y escuchar" }).click();
  await recorder().getByRole("button", { name: "Reproducir" }).click();
  await recorder().getByRole("button", { name: "Enviar nota de voz" }).click();
  await recorder().waitFor({ state: "detached" });
  await ana.thread().getByRole("group", { name: "Nota de voz" }).waitFor();
  await thread().getByRole("group", { name: "Nota de voz" }).waitFor();
  expect(await thread().getByRole("group", { name: "Nota de voz" }).count()).toBe(1);
});

test("while the chat is closed the site shows what has come: a picture by its kind", async () => {
  await page.getByRole("button", { name: "Cerrar chat" }).last().click();
  await anaSends("Imagen", "picture.png");
  await page.getByText("Imagen: picture.png").waitFor();
  await page.getByRole("button", { name: "Abrir chat" }).click();
});

test("where the site forbids the microphone, the chat says so", async () => {
  const strict = await serveHostPage(stage.url, { ask: "none" }, { permissions: "microphone=()" });
  const [other, inside] = await visit(await stage.someone(), strict.url);
  await inside.getByRole("button", { name: "Grabar nota de voz" }).click();
  await inside.getByText("Esta web no deja usar el micrófono dentro del chat.").waitFor();
  await other.close();
  await strict.close();
});

test.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
] as const)("nothing serious for axe in a chat with files on a %s, light and dark", async (_, options) => {
  const context = await stage.someone(options);
  await context.addInitScript(
    (kept) => {
      // The site itself has nothing to keep.
      if (window.parent === window) return;
      localStorage.setItem("turno.visitor.demo", kept);
      localStorage.setItem("turno.name.demo", "");
    },
    JSON.stringify(await visitor()),
  );
  const [other, inside] = await visit(context, host.url);
  await inside.getByRole("log", { name: "Mensajes" }).locator(".bubble").last().locator("img").waitFor();
  await inside.getByRole("button", { name: "Adjuntar archivos" }).click();
  await inside.getByText("JPEG, PNG, GIF, WebP; hasta 10 MB").waitFor();
  expect(await inside.getByRole("button", { name: "Cámara" }).count()).toBe(options === PHONE ? 1 : 0);
  expect(await seriousIn(other)).toEqual([]);
  const choosing = other.waitForEvent("filechooser");
  await inside.getByRole("button", { name: "Elegir archivos" }).click();
  await (await choosing).setFiles(["picture.jpg", "heic-named.jpg", "video.mp4"].map(fixture));
  await inside.getByText("Es un archivo HEIC aunque se llama .jpg.").waitFor();
  await inside.getByText("Listo para enviar").last().waitFor();
  await other.emulateMedia({ colorScheme: "dark" });
  expect(await seriousIn(other)).toEqual([]);
  await context.close();
});
