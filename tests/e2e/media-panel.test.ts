/** Files at the agent's desk: sent, refused, on their way, received and looked at. One centre and one day for all of it. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Agent, type Customer } from "../harness/people.ts";
import { textOf } from "../rooms/support/files.ts";
import {
  bytesOf,
  choose,
  dialog,
  filesIn,
  fixture,
  give,
  openBox,
  pending,
  preview,
  readBy,
  send,
  senderOf,
} from "./support/media.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

const BEEPS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const MB = 1024 * 1024;
/** On a machine that does other things as well, in milliseconds. */
const PATIENCE = { timeout: 15_000 };
let stage: Stage;
let hers: BrowserContext;
let ana: Panel;
let page: Page;
let rosa: Customer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "turno-media-"));
  stage = await Stage.set({}, BEEPS);
  hers = await stage.someone();
  ana = await Panel.open(hers, stage.url, "Ana García");
  ({ page } = ana);
  page.setDefaultTimeout(PATIENCE.timeout);
  await ana.accept();
  rosa = await stage.arrive("Rosa", "¿Me mandas el folleto?");
  await ana.openThread("Rosa");
});
afterAll(async () => {
  rosa.client.close();
  await stage.strike();
  await rm(folder, { recursive: true, force: true });
});

const sent = () => filesIn(rosa).filter(({ from }) => from === "agent");
/** The customer has this many files of the agent's. */
const until = (count: number) => rosa.until(() => sent().length >= count);
const lastOf = async (count: number) => (await until(count), sent().slice(-count));

test.each([
  ["Imagen", "10 MB como máximo", ["picture.jpg", "picture.png"], ["image/jpeg", "image/png"]],
  ["Video", "100 MB como máximo", ["video.mp4"], ["video/mp4"]],
  [
    "Documento",
    "100 MB como máximo",
    ["document.pdf", "document.docx"],
    ["application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ],
  ["Audio", "16 MB como máximo", ["sound.mp3", "sound.m4a", "voice.ogg"], ["audio/mpeg", "audio/mp4", "audio/ogg"]],
] as const)(
  "S9 the paper clip's %s says what it must be, uploads, and sends it to the customer",
  async (kind, size, names, types) => {
    const before = sent().length;
    await openBox(page, kind);
    await dialog(page).getByText(size).waitFor();
    await dialog(page).getByRole("button", { name: "Cancelar" }).click();
    await choose(page, kind, names.map(fixture));
    for (const name of names) {
      await preview(page, name).getByText("Listo para enviar").waitFor();
      await preview(page, name).getByRole("textbox").fill(`Mira: ${name}`);
    }
    await send(page);
    await until(before + names.length);
    const files = sent().slice(before);
    expect(files.map(({ name, type, caption }) => [name, type, caption])).toEqual(
      names.map((name, index) => [name, types[index], `Mira: ${name}`]),
    );
    for (const { id, name } of files) expect((await readBy(stage.url, rosa, id)).equals(bytesOf(name))).toBe(true);
    await ana.said(`Mira: ${names.at(-1)}`).waitFor();
    await ana
      .entry("Rosa")
      .getByText(`Tú: ${kind}: Mira: ${names.at(-1)}`)
      .waitFor();
  },
);

test("UP3 what a file is not is said with what was found, and nothing of it leaves", async () => {
  const before = sent().length;
  const asked: string[] = [];
  page.on("request", (request) => request.method() === "PUT" && asked.push(request.url()));
  await choose(page, "Audio", fixture("sound-vorbis.ogg"));
  await preview(page, "sound-vorbis.ogg").getByText("Es OGG con sonido Vorbis. Expórtalo otra vez con Opus.").waitFor();
  await dialog(page).getByRole("button", { name: "Cancelar" }).click();
  await choose(page, "Imagen", fixture("heic-named.jpg"));
  await preview(page, "heic-named.jpg").getByText("Es un archivo HEIC aunque se llama .jpg.").waitFor();
  await preview(page, "heic-named.jpg").getByRole("button", { name: "Convertir a JPEG" }).click();
  await preview(page, "heic-named.jpg").getByText("Este navegador no puede convertirla.").waitFor();
  await dialog(page).getByRole("button", { name: "Cancelar" }).click();
  await choose(page, "Video", fixture("webm-named.mp4"));
  await preview(page, "webm-named.mp4").getByText("Es un archivo WebM aunque se llama .mp4.").waitFor();
  await dialog(page).getByRole("button", { name: "Cancelar" }).click();
  await choose(page, "Documento", ["svg-named.pdf", "html-named.pdf", "document.pdf"].map(fixture));
  await preview(page, "svg-named.pdf").getByText("Es un archivo SVG aunque se llama .pdf.").waitFor();
  await preview(page, "html-named.pdf").getByText("Es un archivo HTML aunque se llama .pdf.").waitFor();
  const button = dialog(page).getByRole("button", { name: "Enviar los 3" });
  await button.focus();
  await dialog(page).getByText("Quita lo que no se puede enviar, o conviértelo").waitFor();
  expect(await seriousIn(page)).toEqual([]);
  for (const name of ["svg-named.pdf", "html-named.pdf"])
    await dialog(page)
      .getByRole("button", { name: `Quitar ${name}` })
      .click();
  await send(page);
  expect((await lastOf(before + 1)).at(-1)?.name).toBe("document.pdf");
  expect(asked).toHaveLength(1);
});

test("a picture larger than the channel takes is offered smaller, and goes so", async () => {
  const before = sent().length;
  await ana.composer().evaluate(async (box) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1800;
    const context = canvas.getContext("2d")!;
    const noise = context.createImageData(1800, 1800);
    for (let from = 0; from < noise.data.length; from += 65_536)
      crypto.getRandomValues(noise.data.subarray(from, Math.min(noise.data.length, from + 65_536)));
    for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
    context.putImageData(noise, 0, 0);
    const blob = await new Promise<Blob>((done) => canvas.toBlob((made) => done(made!)));
    // What stands after the end of a picture is nobody's, and counts.
    const file = new File([blob, new Uint8Array(Math.max(0, 10.5 * 1024 * 1024 - blob.size))], "ruido.png", {
      type: "image/png",
    });
    const clipboardData = new DataTransfer();
    clipboardData.items.add(file);
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await preview(page, "ruido.png").getByText("y aquí caben 10 MB. Se puede hacer más pequeña.").waitFor();
  await preview(page, "ruido.png").getByRole("button", { name: "Hacerla más pequeña" }).click();
  await preview(page, "ruido.jpg").getByText("Convertida: ocupaba").waitFor();
  await preview(page, "ruido.jpg").getByText("Listo para enviar").waitFor();
  await send(page);
  const file = (await lastOf(before + 1)).at(-1)!;
  expect(file).toMatchObject({ name: "ruido.jpg", type: "image/jpeg" });
  expect(file.bytes).toBeLessThan(10 * MB);
});

test("what is pasted into the box or dropped on the thread goes the same way, and the draft stays", async () => {
  const before = sent().length;
  await ana.composer().fill("A medias");
  await give("paste", ana.composer(), ["picture.png"]);
  await preview(page, "picture.png").getByText("Listo para enviar").waitFor();
  await send(page);
  await until(before + 1);
  await give("drop", ana.thread(), ["picture.jpg", "document.pdf"]);
  await preview(page, "document.pdf").getByText("Listo para enviar").waitFor();
  await send(page);
  await until(before + 3);
  expect(
    sent()
      .slice(before)
      .map(({ kind, name }) => [kind, name]),
  ).toEqual([
    ["image", "picture.png"],
    ["image", "picture.jpg"],
    ["document", "document.pdf"],
  ]);
  expect(await ana.composer().inputValue()).toBe("A medias");
  await ana.composer().fill("");
});

/** Holds the second part until it is let go. */
async function hold(): Promise<{ asked: Promise<void>; letGo: () => Promise<void> }> {
  let reached!: () => void;
  let go!: () => void;
  const asked = new Promise<void>((resolve) => (reached = resolve));
  const gone = new Promise<void>((resolve) => (go = resolve));
  await page.route("**/parts/1", async (route) => {
    reached();
    await gone;
    await route.continue().catch(() => {});
  });
  return {
    asked,
    async letGo() {
      go();
      await page.unroute("**/parts/1");
    },
  };
}

async function large(name: string, mb: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, textOf(mb * MB, name));
  return path;
}

test("a file on its way says how much has gone, warns who leaves, and is called off", async () => {
  const before = sent().length;
  const held = await hold();
  await choose(page, "Documento", await large("largo.txt", 9));
  await held.asked;
  await send(page);
  const bubble = pending(page).filter({ hasText: "largo.txt" });
  await bubble.getByRole("progressbar", { name: "Subida de largo.txt" }).waitFor();
  await bubble.getByText(/\d.* de 9 MB/).waitFor();
  expect(
    await page.evaluate(() => {
      const leaving = new Event("beforeunload", { cancelable: true });
      dispatchEvent(leaving);
      return leaving.defaultPrevented;
    }),
  ).toBe(true);
  await bubble.getByRole("button", { name: "Cancelar el envío de largo.txt" }).click();
  await bubble.waitFor({ state: "detached" });
  await held.letGo();
  await ana.write("Ese no era");
  await rosa.until(() => rosa.texts.includes("Ese no era"));
  expect(sent()).toHaveLength(before);
});

test("UP1 an outage in the middle of it: it goes on by itself, and there is one of it", async () => {
  const before = sent().length;
  const held = await hold();
  const parts: string[] = [];
  page.on("request", (request) => request.method() === "PUT" && parts.push(request.url().split("/").at(-1)!));
  await choose(page, "Documento", await large("corte.txt", 9));
  await held.asked;
  await send(page);
  await hers.setOffline(true);
  await held.letGo();
  await pending(page).filter({ hasText: "corte.txt" }).getByText("Sin conexión: seguirá solo").waitFor();
  await hers.setOffline(false);
  const file = (await lastOf(before + 1)).at(-1)!;
  expect((await readBy(stage.url, rosa, file.id)).equals(textOf(9 * MB, "corte.txt"))).toBe(true);
  await ana.isLive();
  await pending(page).waitFor({ state: "detached" });
  expect(sent()).toHaveLength(before + 1);
});

test("UP1 a server that dies in the middle of it: the parts that it has do not go again", async () => {
  const before = sent().length;
  const held = await hold();
  const there: string[] = [];
  page.on("requestfinished", (request) => request.method() === "PUT" && there.push(request.url().split("/").at(-1)!));
  await choose(page, "Documento", await large("muerte.txt", 13));
  await held.asked;
  await expect.poll(() => there.toSorted().join(""), PATIENCE).toBe("023");
  await send(page);
  const parts: string[] = [];
  page.on("request", (request) => request.method() === "PUT" && parts.push(request.url().split("/").at(-1)!));
  await stage.centre.kill9();
  await held.letGo();
  await pending(page).getByText("Sin conexión: seguirá solo").waitFor();
  await stage.centre.restart();
  const file = (await lastOf(before + 1)).at(-1)!;
  expect((await readBy(stage.url, rosa, file.id)).equals(textOf(13 * MB, "muerte.txt"))).toBe(true);
  expect([...new Set(parts)]).toEqual(["1"]);
  await ana.isLive();
});

test("S10 what the customer sends stands in the thread as what it is, and the list says so", async () => {
  const sender = senderOf(stage.url, rosa);
  const whole = (name: string, kind: string, more: object = {}, caption = "") =>
    sender.whole(bytesOf(name), { name, kind, type: "", ...more }, caption);
  await whole("video-vp9-opus.webm", "video", {}, "Así suena");
  const clip = ana.said("Así suena").locator("video");
  await clip.waitFor();
  await clip.evaluate(async (video: HTMLVideoElement) => {
    if (video.readyState < 1) await new Promise((ready) => video.addEventListener("loadedmetadata", ready));
    const sought = new Promise((done) => video.addEventListener("seeked", done));
    video.currentTime = video.duration / 2;
    await sought;
  });
  await ana.entry("Rosa").getByText("Video: Así suena").waitFor();
  await whole("voice.ogg", "audio", { voice: true });
  const player = ana.thread().getByRole("group", { name: "Nota de voz" });
  await player.getByRole("button", { name: "Reproducir" }).click();
  await player.getByRole("button", { name: "Pausar" }).click();
  await player.getByRole("button", { name: "Velocidad: 1×" }).click();
  await player.getByRole("button", { name: "Velocidad: 1,5×" }).waitFor();
  await player.getByRole("slider", { name: "Posición" }).press("ArrowRight");
  await ana.entry("Rosa").getByText("Nota de voz (0:02)", { exact: true }).waitFor();
  await whole("document.docx", "document");
  const card = ana.thread().locator(".file-card").filter({ hasText: "document.docx" }).last();
  await card.getByText("Word (.docx) · 923 B").waitFor();
  const downloading = page.waitForEvent("download");
  await card.getByRole("link", { name: "Descargar document.docx" }).click();
  expect((await downloading).suggestedFilename()).toBe("document.docx");
});

test("S10 a picture has its place before it comes; one that does not come says so, and is asked for again", async () => {
  let isBroken = true;
  await page.route("**/content/**", (route) => (isBroken ? route.abort() : route.continue()));
  await senderOf(stage.url, rosa).whole(bytesOf("picture.png"), { name: "rota.png", kind: "image", type: "" });
  const card = ana.thread().locator(".file-lack").filter({ hasText: "rota.png" });
  await card.getByText("No se ha podido cargar.").waitFor();
  isBroken = false;
  await card.getByRole("button", { name: "Pedirlo otra vez" }).click();
  const picture = ana.thread().getByRole("button", { name: /Imagen de Rosa: rota\.png/ });
  await picture.waitFor();
  await page.unroute("**/content/**");
  // The next one is held back: its place is as large without it.
  let letGo!: () => void;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route("**/content/**", async (route) => (await held, route.continue()));
  await senderOf(stage.url, rosa).whole(bytesOf("picture.jpg"), { name: "tarda.jpg", kind: "image", type: "" });
  const slow = ana.thread().getByRole("button", { name: /tarda\.jpg/ });
  await slow.waitFor();
  const before = (await slow.boundingBox())!;
  letGo();
  await slow.locator("img").evaluate((image: HTMLImageElement) => image.decode());
  // To half a pixel: what the list measures is a fraction.
  const { x, y, width, height } = before;
  const near = (n: number): number => expect.closeTo(n, 0) as number;
  expect(await slow.boundingBox()).toEqual({ x: near(x), y: near(y), width: near(width), height: near(height) });
  await page.unroute("**/content/**");
});

test("S10 what is erased says so, and its picture is looked at no more", async () => {
  await senderOf(stage.url, rosa).whole(bytesOf("picture.jpg"), { name: "borrar.jpg", kind: "image", type: "" });
  const picture = ana.thread().getByRole("button", { name: /borrar\.jpg/ });
  await picture.click();
  const viewer = page.locator("dialog.viewer");
  await viewer.getByRole("img", { name: "Imagen de Rosa: borrar.jpg" }).waitFor();
  const john = await Agent.signIn(stage.url, "demo_john");
  const { seq } = rosa.messages.at(-1)!;
  expect(await john.thread(rosa.id).client.send({ type: "message.erase", seq })).toEqual({ kind: "done" });
  john.vanish();
  await viewer.waitFor({ state: "detached" });
  await ana.said("Mensaje borrado por John Miller").waitFor();
  await picture.waitFor({ state: "detached" });
});

test("the thread's pictures are looked at by keyboard: from one to the other, closer, and out again", async () => {
  const picture = ana.thread().getByRole("button", { name: /tarda\.jpg/ });
  await picture.focus();
  await page.keyboard.press("Enter");
  const viewer = page.locator("dialog.viewer");
  const count = filesIn(rosa).filter(({ kind }) => kind === "image").length;
  await viewer.getByText(`Imagen ${count} de ${count}`).waitFor();
  await viewer.getByRole("img", { name: "Imagen de Rosa: tarda.jpg" }).waitFor();
  await page.keyboard.press("ArrowLeft");
  await viewer.getByRole("img", { name: "Imagen de Rosa: rota.png" }).waitFor();
  await page.keyboard.press("+");
  await viewer.getByText("150 %").waitFor();
  const moved = () => viewer.getByRole("img").evaluate((image: HTMLElement) => image.style.transform);
  const still = await moved();
  await page.keyboard.press("ArrowRight");
  expect(await moved()).not.toBe(still);
  await page.keyboard.press("0");
  await viewer.getByText("100 %").waitFor();
  // As a finger does it: to the next one, and back.
  const { x, y, width, height } = (await viewer.locator(".viewer-stage").boundingBox())!;
  for (const [by, name] of [
    [-150, "tarda.jpg"],
    [150, "rota.png"],
  ] as const) {
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2 + by, y + height / 2, { steps: 3 });
    await page.mouse.up();
    await viewer.getByRole("img", { name: `Imagen de Rosa: ${name}` }).waitFor();
  }
  expect(await seriousIn(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await viewer.waitFor({ state: "detached" });
  expect(await picture.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("twenty files at once go in the order in which they stand", async () => {
  const before = sent().length;
  const names = Array.from({ length: 20 }, (_, n) => `nota-${String(n + 1).padStart(2, "0")}.txt`);
  await openBox(page, "Documento");
  await dialog(page)
    .locator("input[type=file]")
    .setInputFiles(names.map((name) => ({ name, mimeType: "text/plain", buffer: Buffer.from(`Es la ${name}\n`) })));
  await expect.poll(() => dialog(page).getByText("Listo para enviar").count(), PATIENCE).toBe(20);
  await send(page);
  expect((await lastOf(before + 20)).slice(before).map(({ name }) => name)).toEqual(names);
  await pending(page).first().waitFor({ state: "detached" });
});

test("a voice note is recorded, heard, and sent; and thrown away leaves nothing", async () => {
  const before = sent().length;
  await ana.composer().press("Alt+V");
  const bar = page.getByRole("group", { name: "Nota de voz" }).and(page.locator(".recorder"));
  await bar.getByText("Grabando").waitFor();
  await bar.getByRole("meter", { name: "Nivel del micrófono" }).waitFor();
  await bar.getByRole("timer").filter({ hasText: "0:01" }).waitFor();
  await bar.getByRole("button", { name: "Pausar" }).click();
  await bar.getByText("En pausa").waitFor();
  expect(await seriousIn(page)).toEqual([]);
  await bar.getByRole("button", { name: "Descartar" }).click();
  await ana.composer().waitFor();
  await page.getByRole("button", { name: "Nota de voz", exact: true }).click();
  await bar.getByRole("timer").filter({ hasText: "0:01" }).waitFor();
  await bar.getByRole("button", { name: "Terminar y escuchar" }).click();
  await bar.getByRole("button", { name: "Reproducir" }).click();
  await bar.getByRole("button", { name: "Enviar nota de voz" }).click();
  const file = (await lastOf(before + 1)).at(-1)!;
  expect(file).toMatchObject({ kind: "audio", type: "audio/mp4", voice: true });
  expect(sent()).toHaveLength(before + 1);
});

test("a microphone that may not be used says so, and how that is changed", async () => {
  await page.evaluate(() => {
    const given = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = () => {
      navigator.mediaDevices.getUserMedia = given;
      return Promise.reject(new DOMException("no", "NotAllowedError"));
    };
  });
  await page.getByRole("button", { name: "Nota de voz", exact: true }).click();
  const bar = page.locator(".recorder");
  await bar.getByRole("alert").filter({ hasText: "El navegador no deja usar el micrófono." }).waitFor();
  await bar.getByRole("button", { name: "Intentarlo otra vez" }).click();
  await bar.getByText("Grabando").waitFor();
  await page.keyboard.press("Escape");
  await ana.composer().waitFor();
});

test("UP7 what the thread will not have says why, and goes when it is asked for again", async () => {
  const before = sent().length;
  await page.route("**/send", (route) => route.fulfill({ status: 409, json: { error: "notYourConversation" } }));
  await choose(page, "Imagen", fixture("picture.png"));
  await preview(page, "picture.png").getByText("Listo para enviar").waitFor();
  await send(page);
  const bubble = pending(page).filter({ hasText: "picture.png" });
  await bubble.getByRole("alert").filter({ hasText: "no se ha enviado. La conversación ya no es tuya." }).waitFor();
  expect(await seriousIn(page)).toEqual([]);
  await page.unroute("**/send");
  await bubble.getByRole("button", { name: "Reintentar" }).click();
  await until(before + 1);
  await bubble.waitFor({ state: "detached" });
  expect(sent()).toHaveLength(before + 1);
});

test("where no text may be sent no file may, and the clip says why", async () => {
  await ana.button("Nota privada").click();
  const clip = page.getByRole("button", { name: "Adjuntar archivo" });
  expect(await clip.getAttribute("aria-disabled")).toBe("true");
  await clip.getByText("Las notas no llevan archivos").waitFor({ state: "attached" });
  await give("paste", page.getByRole("textbox", { name: "Escribe una nota" }), ["picture.png"]);
  await page.locator(".told").getByText("Las notas no llevan archivos").waitFor();
  await page.getByRole("button", { name: "Respuesta", exact: true }).click();
});

test.each([
  ["light", { width: 1440, height: 900 }],
  ["dark", { width: 1440, height: 900 }],
  ["light", { width: 390, height: 844 }],
  ["dark", { width: 390, height: 844 }],
] as const)(
  "nothing serious for axe in a thread with files and in what sends them: %s, %o",
  async (colorScheme, size) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    await ana.thread().evaluate((box) => (box.scrollTop = box.scrollHeight));
    expect(await seriousIn(page)).toEqual([]);
    await openBox(page, "Video");
    expect(await seriousIn(page)).toEqual([]);
    await dialog(page).getByRole("button", { name: "Cancelar" }).click();
    await choose(page, "Imagen", ["picture.jpg", "heic-named.jpg"].map(fixture));
    await preview(page, "heic-named.jpg").getByText("Es un archivo HEIC").waitFor();
    await preview(page, "picture.jpg").getByText("Listo para enviar").waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await dialog(page).getByRole("button", { name: "Cancelar" }).click();
    await dialog(page).waitFor({ state: "detached" });
  },
);

test("on a phone the box says why it cannot send yet, over no other button; all files are named in one size", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await choose(page, "Documento", ["svg-named.pdf", "document.pdf"].map(fixture));
  await preview(page, "svg-named.pdf").getByText("Es un archivo SVG").waitFor();
  const why = dialog(page).getByText("Quita lo que no se puede enviar, o conviértelo");
  await why.waitFor();
  const said = (await why.boundingBox())!;
  for (const name of ["Cancelar", "Añadir otro", "Enviar los 2"]) {
    const button = (await dialog(page).getByRole("button", { name }).boundingBox())!;
    expect(button.y >= said.y + said.height || button.y + button.height <= said.y).toBe(true);
  }
  await dialog(page).getByRole("button", { name: "Cancelar" }).click();
  const sizeOf = (name: string) =>
    ana
      .thread()
      .locator(".file-name")
      .getByText(name, { exact: true })
      .last()
      .evaluate((element) => getComputedStyle(element).fontSize);
  await senderOf(stage.url, rosa).whole(bytesOf("sound.mp3"), { name: "sonido.mp3", kind: "audio", type: "" });
  await senderOf(stage.url, rosa).whole(bytesOf("document.pdf"), { name: "papel.pdf", kind: "document", type: "" });
  expect(await sizeOf("sonido.mp3")).toBe(await sizeOf("papel.pdf"));
});

test("what is on its way when the conversation ends goes nowhere, and the agent is told which", async () => {
  const before = sent().length;
  const held = await hold();
  await choose(page, "Documento", await large("tarde.txt", 9));
  await held.asked;
  await send(page);
  await pending(page).filter({ hasText: "tarde.txt" }).waitFor();
  await rosa.client.send({ type: "conversation.leave", conversation: 1 });
  await page.getByText("No se llegó a enviar a Rosa: tarde.txt").waitFor();
  await held.letGo();
  expect(sent()).toHaveLength(before);
});
