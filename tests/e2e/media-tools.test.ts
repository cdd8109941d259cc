/** What the browser does with pictures and sound, in a real one with a microphone that beeps. */
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MEDIA_LIMITS } from "../../machines/media-limits.ts";
import { launchBrowser } from "../harness/browser.ts";
import type { Tools } from "../harness/fixture/media-page.ts";
import { fileNames, fileOf, look } from "../media/files.ts";

const HOST = "http://localhost:4";
const BEEPS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
declare const tools: Tools;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: ["tests/harness/fixture/media-page.ts"],
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "silent",
  });
  browser = await launchBrowser(BEEPS);
  const context = await browser.newContext();
  await context.route(`${HOST}/**`, (route) => {
    const path = new URL(route.request().url()).pathname;
    if (path === "/")
      return route.fulfill({ contentType: "text/html", body: '<script type="module" src="/tools.js"></script>' });
    if (path === "/tools.js") return route.fulfill({ contentType: "text/javascript", body: outputFiles[0]!.text });
    return route.fulfill({ body: Buffer.from(fileOf(path.slice(1))) });
  });
  page = await context.newPage();
  await page.goto(HOST);
  await page.waitForFunction(() => "tools" in globalThis);
});
afterAll(() => browser?.close());

test("the browser finds in every file what the server finds in it", async () => {
  for (const name of fileNames()) {
    const found = await page.evaluate(async (name) => {
      const file = await (await fetch(`/${name}`)).blob();
      return tools.lookInto(file, name);
    }, name);
    expect(found, name).toEqual((await look(fileOf(name), name)).found);
  }
});

/** Red, blue, or neither, at the middle of each edge; and how large, as an image on a page is. */
const seen = async (
  page: Page,
  bytes: number[],
): Promise<{ width: number; height: number; left: string; top: string; bottom: string }> =>
  page.evaluate(async (bytes) => {
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([new Uint8Array(bytes)]));
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const colour = (x: number, y: number): string => {
      const [r = 0, g = 0, b = 0] = context.getImageData(x, y, 1, 1).data;
      return r > 200 && g < 90 && b < 90 ? "red" : b > 200 && g < 90 && r < 90 ? "blue" : `${r} ${g} ${b}`;
    };
    const [x, y] = [Math.floor(width / 2), Math.floor(height / 2)];
    return { width, height, left: colour(2, y), top: colour(x, 2), bottom: colour(x, height - 3) };
  }, bytes);

const shrunk = (name: string, bounds: { bytesMax: number; sideMax?: number }) =>
  page.evaluate(
    async ({ name, bounds }) => {
      const file = await (await fetch(`/${name}`)).blob();
      const made = await tools.shrink(file, name, bounds);
      if (!made.ok) return made;
      const { file: jpeg, ...rest } = made;
      const bytes = Array.from(new Uint8Array(await jpeg.arrayBuffer()));
      return { ...rest, name: jpeg.name, type: jpeg.type, bytes };
    },
    { name, bounds },
  );

const MB = 1024 * 1024;

test.each(["picture.webp", "picture.avif", "picture.bmp", "picture.gif", "picture.png"])(
  "%s becomes a JPEG as large as it was",
  async (name) => {
    const made = await shrunk(name, { bytesMax: MB });
    const { found } = await look(fileOf(name), name);
    if (!("bytes" in made)) throw new Error(made.reason);
    expect(made).toMatchObject({
      ok: true,
      name: "picture.jpg",
      type: "image/jpeg",
      width: found.width,
      height: found.height,
    });
    const after = (await look(new Uint8Array(made.bytes), made.name)).found;
    const { width, height } = found;
    expect(after).toEqual({ type: "image/jpeg", bytes: made.bytes.length, bits: 8, width, height });
  },
);

test("a picture that its camera lays on its side is made smaller upright", async () => {
  const made = await shrunk("turned.jpg", { bytesMax: MB, sideMax: 160 });
  if (!("bytes" in made)) throw new Error(made.reason);
  expect(await seen(page, made.bytes)).toMatchObject({ width: 60, height: 160, top: "red", bottom: "blue" });
  expect((await look(new Uint8Array(made.bytes), "x.jpg")).found).toMatchObject({ width: 60, height: 160 });
});

test("what is see-through becomes white below", async () => {
  const made = await shrunk("see-through.png", { bytesMax: MB });
  if (!("bytes" in made)) throw new Error(made.reason);
  const { left } = await seen(page, made.bytes);
  const [red = 0, green = 0, blue = 0] = left.split(" ").map(Number);
  expect(red).toBeGreaterThan(230);
  for (const one of [green, blue]) expect(Math.abs(one - 127)).toBeLessThan(20);
});

test("a picture of too many bytes is made coarser and smaller until it fits", async () => {
  const made = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1200, 800);
    const context = canvas.getContext("2d")!;
    const noise = context.createImageData(1200, 800);
    // Nothing that a coder could guess.
    let seed = 1;
    for (let i = 0; i < noise.data.length; i++) {
      seed = (seed * 48_271) % 2_147_483_647;
      noise.data[i] = seed & 255;
    }
    context.putImageData(noise, 0, 0);
    const png = await canvas.convertToBlob({ type: "image/png" });
    const made = await tools.shrink(png, "ruido.png", { bytesMax: 100_000 });
    return made.ok && { before: png.size, after: made.file.size, width: made.width, ratio: made.width / made.height };
  });
  if (!made) throw new Error("it was not made smaller");
  expect(made.before).toBeGreaterThan(MB);
  expect(made.after).toBeLessThanOrEqual(100_000);
  expect(made.width).toBeGreaterThan(100);
  expect(made.ratio).toBeCloseTo(1.5, 1);
});

test("what this browser cannot show, and what fits into nothing, is said and not sent", async () => {
  expect(await shrunk("picture.heic", { bytesMax: MB })).toEqual({ ok: false, reason: "unreadable" });
  expect(await shrunk("document.pdf", { bytesMax: MB })).toEqual({ ok: false, reason: "unreadable" });
  expect(await shrunk("picture.png", { bytesMax: 100 })).toEqual({ ok: false, reason: "tooLarge" });
});

const plays = (bytes: number[], type: string): Promise<number> =>
  page.evaluate(
    ({ bytes, type }) =>
      new Promise<number>((done, fail) => {
        const audio = new Audio(URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type })));
        audio.muted = true;
        audio.addEventListener("ended", () => done(audio.duration), { once: true });
        audio.addEventListener("error", () => fail(new Error(audio.error?.message)), { once: true });
        audio.play().catch(fail);
      }),
    { bytes, type },
  );

test("OGG with Opus goes into MP4 and back without a change of what is heard", async () => {
  const made = await page.evaluate(async () => {
    const source = await (await fetch("/voice.ogg")).blob();
    const mp4 = (await tools.soundAs(source, "audio/mp4", "nota"))!;
    const ogg = (await tools.soundAs(mp4, "audio/ogg", "nota"))!;
    const bytes = async (file: Blob): Promise<number[]> => Array.from(new Uint8Array(await file.arrayBuffer()));
    return { names: [mp4.name, ogg.name], mp4: await bytes(mp4), ogg: await bytes(ogg) };
  });
  expect(made.names).toEqual(["nota.m4a", "nota.ogg"]);
  const [mp4, ogg] = [await look(new Uint8Array(made.mp4), "x"), await look(new Uint8Array(made.ogg), "x")];
  expect(mp4.found).toMatchObject({ type: "audio/mp4", audio: { codec: "opus", channels: 1 } });
  expect(ogg.found).toMatchObject({ type: "audio/ogg", audio: { codec: "opus", channels: 1 } });
  for (const { found } of [mp4, ogg]) expect(Math.abs(found.durationMs! - 2000)).toBeLessThan(60);
  expect(await plays(made.mp4, "audio/mp4")).toBeCloseTo(2, 1);
});

test("sound that is not a sound goes into nothing", async () => {
  const made = await page.evaluate(async () => {
    const texts = await (await fetch("/notes.txt")).blob();
    return [await tools.soundAs(texts, "audio/mp4", "x"), await tools.playable("/notes.txt")].map(
      (one) => one === undefined,
    );
  });
  expect(made).toEqual([true, true]);
});

test("a received note is put into MP4 only where the browser does not play OGG", async () => {
  const made = await page.evaluate(async () => {
    const note = (await tools.playable("/voice.ogg"))!;
    const bytes = Array.from(new Uint8Array(await (await fetch(note.src)).arrayBuffer()));
    note.release();
    const never = (): boolean => false;
    const isGone = await fetch(note.src).then(never, () => true);
    return {
      needed: [
        tools.mustBeRemuxed("audio/ogg"),
        tools.mustBeRemuxed("audio/ogg", never),
        tools.mustBeRemuxed("audio/mpeg", never),
      ],
      bytes,
      isGone,
    };
  });
  expect(made.needed).toEqual([false, true, false]);
  expect((await look(new Uint8Array(made.bytes), "x")).found).toMatchObject({
    type: "audio/mp4",
    audio: { codec: "opus" },
  });
  expect(made.isGone).toBe(true);
});

/** Records until it has beeped and `untilMs` are there, with a pause in the middle. */
const recorded = (types: readonly string[], channelsMax?: number) =>
  page.evaluate(
    async ({ types, channelsMax }) => {
      const states: string[] = [];
      let wake = (): void => {};
      let loudest = 0;
      const recorder = new tools.VoiceRecorder({
        types,
        name: "nota",
        ...(channelsMax !== undefined && { channelsMax }),
        onChange: ({ state, level }) => {
          if (states.at(-1) !== state) states.push(state);
          loudest = Math.max(loudest, level);
          wake();
        },
      });
      const until = async (isThere: () => boolean): Promise<void> => {
        while (!isThere()) await new Promise<void>((done) => (wake = done));
      };
      recorder.ask();
      await until(() => recorder.view.recordedMs >= 700 && loudest > 0.3);
      recorder.pause();
      const paused = recorder.view.recordedMs;
      recorder.resume();
      await until(() => recorder.view.recordedMs >= paused + 700);
      recorder.stop();
      await until(() => recorder.view.state === "reviewing" || recorder.view.state === "failed");
      const note = recorder.view.note!;
      const bytes = Array.from(new Uint8Array(await (await fetch(note.src)).arrayBuffer()));
      const taken = recorder.take()!;
      return {
        states,
        bytes,
        name: taken.file.name,
        type: taken.file.type,
        durationMs: note.durationMs,
        isVoice: note.isVoice,
      };
    },
    { types, channelsMax },
  );

test("VN1, VN2, VN5: a note for web chat is recorded, paused, heard, and is an MP4", async () => {
  const { voice } = MEDIA_LIMITS.web.audio;
  const note = await recorded(voice!);
  expect(note.states).toEqual(["asking", "recording", "paused", "recording", "finishing", "reviewing", "idle"]);
  expect(note).toMatchObject({ name: "nota.m4a", type: "audio/mp4", isVoice: true });
  const { found } = await look(new Uint8Array(note.bytes), note.name);
  expect(found).toMatchObject({ type: "audio/mp4", audio: { codec: "opus", channels: 1 } });
  expect(Math.abs(found.durationMs! - note.durationMs)).toBeLessThan(400);
  expect(await plays(note.bytes, note.type)).toBeGreaterThan(1);
});

test("VN5: a note for WhatsApp is an OGG with Opus of one channel", async () => {
  const { voice, types } = MEDIA_LIMITS.whatsapp.audio;
  const note = await recorded(voice!, types["audio/ogg"]!.channelsMax);
  expect(note).toMatchObject({ name: "nota.ogg", type: "audio/ogg", isVoice: true });
  const { found } = await look(new Uint8Array(note.bytes), note.name);
  expect(found).toMatchObject({ type: "audio/ogg", audio: { codec: "opus", channels: 1 } });
  expect(Math.abs(found.durationMs! - note.durationMs)).toBeLessThan(400);
});

test("VN1: who does not allow the microphone is told so, and who has thrown a note away lets it go", async () => {
  const told = await page.evaluate(async () => {
    const given: MediaStream[] = [];
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const told: string[] = [];
    const asking = async (answer: () => Promise<MediaStream>): Promise<void> => {
      navigator.mediaDevices.getUserMedia = answer;
      let done = (): void => {};
      const ended = new Promise<void>((resolve) => (done = resolve));
      const recorder = new tools.VoiceRecorder({
        types: ["audio/mp4"],
        name: "nota",
        onChange: ({ state, reason, recordedMs }) => {
          if (state === "failed") told.push(reason!);
          if (state === "failed" || state === "idle") done();
          if (state === "recording" && recordedMs > 200) recorder.discard();
        },
      });
      recorder.ask();
      await ended;
    };
    for (const name of ["NotAllowedError", "NotFoundError", "NotReadableError", "TypeError"]) {
      await asking(() => Promise.reject(new DOMException("", name)));
    }
    await asking(async () => {
      const stream = await real({ audio: true });
      given.push(stream);
      return stream;
    });
    navigator.mediaDevices.getUserMedia = real;
    return { told, tracks: given.flatMap((stream) => stream.getTracks().map(({ readyState }) => readyState)) };
  });
  expect(told).toEqual({ told: ["denied", "noMicrophone", "busy", "failed"], tracks: ["ended"] });
});

test("VN4: a note ends by itself at its longest", async () => {
  const ended = await page.evaluate(
    () =>
      new Promise<{ state: string; recordedMs: number; src: string | undefined }>((done) => {
        const recorder = new tools.VoiceRecorder({
          types: ["audio/mp4"],
          name: "nota",
          maxMs: 800,
          onChange: ({ state, recordedMs, note }) => {
            if (state !== "reviewing" && state !== "failed") return;
            done({ state, recordedMs, src: note?.src });
            recorder.discard();
          },
        });
        recorder.ask();
      }),
  );
  expect(ended).toEqual({ state: "reviewing", recordedMs: 800, src: expect.stringMatching(/^blob:/) as string });
});

test("VN6: who gives up before the microphone is given does not keep it open", async () => {
  const after = await page.evaluate(async () => {
    const media = navigator.mediaDevices;
    const real = media.getUserMedia.bind(media);
    let given: MediaStream | undefined;
    const answered = new Promise<void>((done) => {
      media.getUserMedia = async (wanted) => {
        given = await real(wanted);
        done();
        return given;
      };
    });
    const states: string[] = [];
    const recorder = new tools.VoiceRecorder({ types: [], name: "x", onChange: ({ state }) => states.push(state) });
    recorder.ask();
    recorder.discard();
    await answered;
    // What waits for the same answer goes first.
    await new Promise((done) => setTimeout(done));
    media.getUserMedia = real;
    return { states, tracks: given!.getTracks().map(({ readyState }) => readyState) };
  });
  expect(after).toEqual({ states: ["asking", "idle"], tracks: ["ended"] });
});

/** Stories that show films and sounds rest on this: what the browser of the tests plays, and what it does not. */
const DEAF = ["sound.amr", "video-hevc.mp4", "video-mpeg4.mp4", "video-truncated.mp4"];

test("this browser shows H.264 and VP8 and hears AAC, MP3, Opus and Vorbis, and of what else we have nothing", async () => {
  const names = fileNames().filter((name) => /^(?:video|sound|voice)/.test(name));
  const shown = await page.evaluate(
    (names) =>
      Promise.all(
        names.map(async (name) => {
          const media = document.createElement("video");
          media.muted = true;
          media.src = URL.createObjectURL(await (await fetch(`/${name}`)).blob());
          return new Promise<string[]>((done) => {
            const isWhole = (): boolean =>
              media.duration > 1.9 && (!name.startsWith("video") || media.videoWidth === 160);
            media.addEventListener("loadeddata", () => done(isWhole() ? [name] : []), { once: true });
            media.addEventListener("error", () => done([]), { once: true });
          });
        }),
      ),
    names,
  );
  expect(shown.flat()).toEqual(names.filter((name) => !DEAF.includes(name)));
});
