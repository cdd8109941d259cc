/** The thread in front of an agent: long, unsure, in several tabs, and heard. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { Customer } from "../harness/people.ts";
import { Panel } from "./support/screens.ts";
import { Stage } from "./support/stage.ts";
import { tap, type Frame } from "./support/wire.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

const MANY = 10_000;
const NODES_MAX = 2000;

/** A welcome in which the customer has written a great deal. */
function withMany(frame: Frame): Frame {
  if (frame.kind !== "welcome") return frame;
  const rows = Array.from({ length: MANY }, (_, index) => ({
    seq: index + 1,
    at: Date.now() - (MANY - index) * 1000,
    conversation: 1,
    kind: "text",
    from: index % 3 === 0 ? "agent" : "customer",
    authorId: "demo_ana",
    authorName: "Ana García",
    commandId: `many-${index}`,
    text: `mensaje ${index + 1}. ${"palabra ".repeat(index % 40)}`,
  }));
  return { ...frame, lists: { messages: { rows, reset: true, older: false } } };
}

test("a thread of 10,000 messages stands in fewer than 2,000 nodes, wherever one is in it", async () => {
  const hers = await stage.someone();
  const ana = await Panel.open(hers, stage.url, "Ana García");
  await ana.accept();
  await tap(hers, "conversation", { down: withMany });
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.openThread("Rosa");
  await ana.said(`mensaje ${MANY}.`).waitFor();
  const nodes = (): Promise<number> => ana.page.evaluate(() => document.querySelectorAll("*").length);
  expect(await nodes()).toBeLessThan(NODES_MAX);
  const seen = async (): Promise<number> => {
    const texts = await ana.thread().getByRole("article").allInnerTexts();
    return Number(/mensaje (\d+)\./.exec(texts[0] ?? "")?.[1]);
  };
  const log = ana.thread();
  for (const part of [0.75, 0.5, 0.25]) {
    await log.evaluate((box, to) => (box.scrollTop = box.scrollHeight * to), part);
    await ana.page.waitForFunction((near) => {
      const first = document.querySelector("[role=log] article")?.textContent ?? "";
      return Math.abs(Number(/mensaje (\d+)\./.exec(first)?.[1]) - near) < 500;
    }, MANY * part);
    expect(await nodes()).toBeLessThan(NODES_MAX);
  }
  await log.evaluate((box) => (box.scrollTop = 0));
  await ana.said("mensaje 1.").waitFor();
  expect(await seen()).toBe(1);
  expect(await nodes()).toBeLessThan(NODES_MAX);
  await ana.button("Ir a lo último").click();
  await ana.said(`mensaje ${MANY}.`).waitFor();
  await ana.button("Ir a lo último").waitFor({ state: "detached" });
});

test("what one reads stays where it is when older messages come", async () => {
  const hers = await stage.someone();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  for (let n = 1; n <= 60; n++) await rosa.write(`mensaje ${n}. ${"palabra ".repeat((n * 7) % 60)}`);
  let arrive = (): void => {};
  const page = new Promise<void>((resolve) => (arrive = resolve));
  let release: (() => void) | undefined;
  await tap(hers, "conversation", {
    down(frame, socket) {
      if (frame.kind !== "page" || release) return frame;
      release = () => socket.send(JSON.stringify(frame));
      arrive();
      return null;
    },
  });
  const ana = await Panel.open(hers, stage.url, "Ana García");
  await ana.accept();
  await ana.openThread("Rosa");
  await ana.said("mensaje 60.").waitFor();
  await ana.thread().hover();
  // By hand, to the beginning of what is there: that asks for more.
  await ana.page.mouse.wheel(0, -20_000);
  await page;
  const reading = ana.said("mensaje 45.");
  const before = await reading.boundingBox();
  release!();
  await ana.said("mensaje 40.").waitFor();
  await ana.page.waitForFunction(() => !document.querySelector("[role=log] [style*='visibility: hidden']"));
  const after = await reading.boundingBox();
  expect(Math.abs(after!.y - before!.y)).toBeLessThanOrEqual(2);
});

test("a draft is the same in all tabs, survives a reload, and a note is another one", async () => {
  const hers = await stage.someone();
  const first = await Panel.open(hers, stage.url, "Ana García");
  await first.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  const second = await Panel.another(hers, stage.url);
  await first.openThread("Rosa");
  await second.openThread("Rosa");
  await first.composer().fill("A medias");
  await second.page.waitForFunction(() => document.querySelector("textarea")?.value === "A medias");
  await first.button("Nota privada").click();
  const note = first.page.getByRole("textbox", { name: "Escribe una nota para tus compañeros" });
  expect(await note.inputValue()).toBe("");
  await note.fill("Cliente antigua");
  await first.page.reload();
  await first.isLive();
  expect(await first.composer().inputValue()).toBe("A medias");
  await first.button("Nota privada").click();
  expect(await note.inputValue()).toBe("Cliente antigua");
  await first.button("Guardar nota").click();
  await second.said("Cliente antigua").getByText("Nota privada de Ana García").waitFor();
  await second.button("Enviar").click();
  await rosa.until(() => rosa.texts.includes("A medias"));
  await first.button("Respuesta").click();
  expect(await first.composer().inputValue()).toBe("");
  expect(rosa.texts).not.toContain("Cliente antigua");
});

test("a text that is refused stays, says why, survives a reload, and goes out once when it is tried again", async () => {
  const hers = await stage.someone();
  let isRefused = false;
  await tap(hers, "conversation", {
    up(frame, page) {
      if (frame.kind !== "command" || isRefused) return frame;
      if ((frame.command as { type: string }).type !== "message.send") return frame;
      isRefused = true;
      page.send(JSON.stringify({ kind: "refused", commandId: frame.commandId, reason: "alreadyTransferring" }));
      return null;
    },
  });
  const ana = await Panel.open(hers, stage.url, "Ana García");
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.openThread("Rosa");
  await ana.write("Buenos días");
  const failed = ana.said("Buenos días");
  await failed.getByText("No se ha enviado: Ya se está transfiriendo").waitFor();
  await ana.page.reload();
  await ana.isLive();
  await failed.getByRole("button", { name: "Reintentar" }).click();
  await failed.getByText("Enviado").waitFor();
  await rosa.until(() => rosa.texts.includes("Buenos días"));
  expect(await failed.count()).toBe(1);
  expect(await ana.button("Reintentar").count()).toBe(0);
  expect(rosa.texts.filter((text) => text === "Buenos días")).toHaveLength(1);
});

test("Send says why it cannot be pressed, and a link in a text leads nowhere that could harm", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Mira https://tienda.example/x y javascript:alert(1)");
  await ana.openThread("Rosa");
  const send = ana.button("Enviar");
  expect(await send.getAttribute("aria-disabled")).toBe("true");
  expect(await send.getAttribute("title")).toBe("Escribe algo antes de enviar");
  await ana.composer().press("Enter");
  await ana.page.getByRole("alert").getByText("Escribe algo antes de enviar").waitFor();
  await ana.composer().fill("x".repeat(4097));
  expect(await send.getAttribute("title")).toBe("El mensaje es demasiado largo");
  await ana.composer().fill("x");
  expect(await send.getAttribute("aria-disabled")).toBeNull();
  const links = ana.said("tienda.example").getByRole("link");
  await links.waitFor();
  expect(await links.getAttribute("href")).toBe("https://tienda.example/x");
  expect(await links.getAttribute("rel")).toContain("noopener");
});

/** Tells of each note that is played: a machine for tests has no ears. */
function tellNotes(): void {
  const param = { setValueAtTime() {}, exponentialRampToValueAtTime() {} };
  class Part {
    frequency = param;
    gain = param;
    connect(to: unknown): unknown {
      return to;
    }
    start(): void {
      (globalThis as unknown as { noteHeard: () => void }).noteHeard();
    }
    stop(): void {}
  }
  class Sound {
    state = "running";
    currentTime = 0;
    destination = {};
  }
  Object.assign(globalThis, { AudioContext: Sound, OscillatorNode: Part, GainNode: Part });
}

test("several tabs of one agent sound once, and not at all while one of them shows the conversation or when muted", async () => {
  const hers = await stage.someone();
  let notes = 0;
  await hers.exposeFunction("noteHeard", () => void (notes += 1));
  await hers.addInitScript(tellNotes);
  const first = await Panel.open(hers, stage.url, "Ana García");
  await first.accept();
  const second = await Panel.another(hers, stage.url);
  const third = await Panel.another(hers, stage.url);
  /** When every tab has heard of it and has made up its mind. */
  const heardAfter = async (text: string): Promise<number> => {
    for (const tab of [first, second, third]) {
      await tab.entry("Rosa").getByText(text).waitFor();
      // What a tab asks of the locks is answered in turn: these come after.
      await tab.page.evaluate(async () => {
        for (let turn = 0; turn < 5; turn++) await navigator.locks.query();
      });
    }
    return notes;
  };
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  // Two notes for somebody new, one for a message.
  expect(await heardAfter("Hola")).toBe(2);
  await rosa.write("¿Hay alguien?");
  expect(await heardAfter("¿Hay alguien?")).toBe(3);
  await second.openThread("Rosa");
  await rosa.write("¿Me lees?");
  expect(await heardAfter("¿Me lees?")).toBe(3);
  await second.page.keyboard.press("Escape");
  await second.page.keyboard.press("Escape");
  await second.page.getByRole("heading", { name: "Rosa" }).waitFor({ state: "detached" });
  await rosa.write("¿Sigues?");
  expect(await heardAfter("¿Sigues?")).toBe(4);
  await third.button("Silenciar los avisos").click();
  await first.button("Activar los avisos sonoros").waitFor();
  await rosa.write("Adiós");
  expect(await heardAfter("Adiós")).toBe(4);
});

test("what came while nobody looked stands under a line, days and conversations are divided, and ears are told once", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.openThread("Rosa");
  await ana.write("Buenas");
  await ana.button("Finalizar Conversación").click();
  await rosa.until(() => rosa.view?.state === "quiet");
  const spoken = (words: string) =>
    ana.page.locator("[aria-live=polite]").filter({ hasText: words }).waitFor({ state: "attached" });
  await rosa.write("Otra cosa");
  await spoken("Nueva conversación de Rosa");
  await ana.entry("Rosa").getByText("Otra cosa").waitFor();
  await rosa.write("¿Hola?");
  await spoken("Rosa: ¿Hola?");
  await ana.entry("Rosa").getByText("2", { exact: true }).waitFor();
  await ana.openThread("Rosa");
  await ana.thread().getByText("Conversación 2").waitFor();
  expect(await ana.thread().getByText("hoy", { exact: true }).count()).toBe(1);
  const line = ana.thread().getByText("Nuevo", { exact: true });
  await line.waitFor();
  const [above, below] = [await line.boundingBox(), await ana.said("Otra cosa").first().boundingBox()];
  expect(above!.y).toBeLessThan(below!.y);
  // One's own words end it.
  await ana.write("Dime");
  await line.waitFor({ state: "detached" });
  // The one who writes is never thrown out of the box by what comes.
  await ana.composer().focus();
  await rosa.write("Gracias");
  await ana.said("Gracias").waitFor();
  expect(await ana.composer().evaluate((box) => box === document.activeElement)).toBe(true);
});

test("a transfer is taken back while nobody has opened it", async () => {
  const luis = await Panel.open(await stage.someone(), stage.url, "Luis Romero");
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.openThread("Rosa");
  await luis.accept();
  await ana.button("Transferir Conversación").click();
  await ana.page.getByRole("radio", { name: "Luis Romero" }).and(ana.page.locator(":enabled")).check();
  await ana.page.getByRole("button", { name: "Transferir", exact: true }).click();
  await luis.entry("Rosa").getByText("Transferida por Ana García").waitFor();
  await ana.page.getByText("La conversación con Rosa es ahora de Luis Romero.").waitFor();
  await ana.button("Deshacer").click();
  await ana.page.getByRole("heading", { name: "Rosa" }).waitFor();
  await luis.entry("Rosa").waitFor({ state: "detached" });
  await ana.write("Sigo yo");
  await rosa.until(() => rosa.texts.includes("Sigo yo"));
});
