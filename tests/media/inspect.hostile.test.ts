import fc from "fast-check";
import { expect, test } from "vitest";
import { inspect } from "../../party/media/inspect.ts";
import { fileNames, fileOf, look, type Sparse } from "./files.ts";

const MB = 1024 * 1024;
/** What a file of any size may cost. */
const READ_MAX_BYTES = 2 * MB;
const FILE_BYTES = 100 * MB;
/** Generous: what this catches takes minutes or for ever. */
const LOOK_MAX_MS = 2000;

/** Bytes changed, a number of four bytes made as large as it can be, a piece cut out or doubled, the end cut off. */
const change = fc.oneof(
  fc.record({ kind: fc.constant("set" as const), at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant("huge" as const), at: fc.nat(), value: fc.constantFrom(0, 0x7f, 0x80, 0xff) }),
  fc.record({ kind: fc.constant("cut" as const), at: fc.nat(), value: fc.integer({ min: 1, max: 64 }) }),
  fc.record({ kind: fc.constant("twice" as const), at: fc.nat(), value: fc.integer({ min: 1, max: 64 }) }),
  fc.record({ kind: fc.constant("end" as const), at: fc.nat(), value: fc.constant(0) }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** The first KB and the last are where all the numbers are. */
const place = (at: number, length: number): number =>
  length === 0
    ? 0
    : at % 3 === 0
      ? at % length
      : at % 3 === 1
        ? at % Math.min(1024, length)
        : length - 1 - (at % Math.min(1024, length));

function changed(bytes: Uint8Array, { kind, at, value }: Change): Uint8Array {
  const where = place(at, bytes.length);
  if (kind === "end") return bytes.slice(0, where);
  if (kind === "cut") return new Uint8Array([...bytes.subarray(0, where), ...bytes.subarray(where + value)]);
  if (kind === "twice") return new Uint8Array([...bytes.subarray(0, where + value), ...bytes.subarray(where)]);
  const other = bytes.slice();
  other.fill(value, where, where + (kind === "set" ? 1 : 4));
  return other;
}

test.each(fileNames())("%s, damaged in any way, is looked into without an error and in a moment", async (name) => {
  const whole = fileOf(name);
  let others = 0;
  const before = JSON.stringify((await look(whole, name)).found);
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
      const bytes = changes.reduce(changed, whole);
      const began = performance.now();
      const { found, bytesRead } = await look(bytes, name);
      expect(performance.now() - began).toBeLessThan(LOOK_MAX_MS);
      expect(bytesRead).toBeLessThanOrEqual(bytes.length);
      expect(found.bytes).toBe(bytes.length);
      expect(found.type).toMatch(/^[\w.+-]+\/[\w.+-]+$/);
      for (const n of [found.width, found.height, found.durationMs, found.audio?.channels]) {
        expect(n === undefined || (Number.isSafeInteger(n) && n > 0)).toBe(true);
      }
      if (JSON.stringify(found) !== before) others++;
    }),
    { numRuns: 60 },
  );
  expect(others).toBeGreaterThan(0);
});

/** A file of 100 MB that has the beginning of a real one, and its end. */
function stretched(name: string): Sparse {
  const bytes = fileOf(name);
  const half = Math.floor(bytes.length / 2);
  return {
    bytes: FILE_BYTES,
    parts: [
      { at: 0, bytes: bytes.subarray(0, half) },
      { at: FILE_BYTES - (bytes.length - half), bytes: bytes.subarray(half) },
    ],
  };
}

test.each(fileNames())("of 100 MB that begin and end as %s at most 2 MB are read", async (name) => {
  const { bytesRead, found } = await look(stretched(name), name);
  expect(found.bytes).toBe(FILE_BYTES);
  expect(bytesRead).toBeGreaterThan(0);
  expect(bytesRead).toBeLessThanOrEqual(READ_MAX_BYTES);
});

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const u32 = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const box = (name: string, ...content: number[][]): number[] => {
  const bytes = content.flat();
  return [...u32(bytes.length + 8), ...ascii(name), ...bytes];
};
const repeated = (bytes: number[], to: number): Uint8Array => {
  const all = new Uint8Array(to);
  for (let at = 0; at < to; at += bytes.length) all.set(bytes.slice(0, to - at), at);
  return all;
};
const after = (head: number[], rest: Uint8Array): Uint8Array => {
  const all = new Uint8Array(head.length + rest.length);
  all.set(head);
  all.set(rest, head.length);
  return all;
};
const EBML = [0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84, ...ascii("webm")];
const WEBM_OF_ANY_LENGTH = [...EBML, 0x18, 0x53, 0x80, 0x67, 0xff];
const FTYP = box("ftyp", ascii("isom"), u32(0), ascii("isom"));

test("a film that says it has four thousand million samples is looked into like any other", async () => {
  const film = fileOf("video-faststart.mp4");
  const table = Buffer.from(film).indexOf("stts");
  expect(table).toBeGreaterThan(0);
  const bomb = film.slice();
  // One entry of 4,294,967,295 samples, which a reader would lay out one by one.
  bomb.set(u32(1), table + 8);
  bomb.set(u32(0xffffffff), table + 12);
  expect((await look(bomb, "x.mp4")).found).toEqual((await look(film, "x.mp4")).found);
});

test.each([
  ["boxes without end", "video/mp4", after(FTYP, repeated(box("free"), 4 * MB))],
  ["boxes inside boxes", "video/mp4", after(FTYP, repeated([...u32(0), ...ascii("moov")], 4 * MB))],
  ["a box of nothing", "video/mp4", after(FTYP, repeated([0, 0, 0, 1, ...ascii("moov"), ...u32(0), ...u32(0)], MB))],
  [
    "tracks without end",
    "video/mp4",
    after([...FTYP, ...u32(3 * MB), ...ascii("moov")], repeated(box("trak"), 3 * MB)),
  ],
  ["elements without end", "video/webm", after(WEBM_OF_ANY_LENGTH, repeated([0xec, 0x80], 4 * MB))],
  ["segments of a picture without end", "image/jpeg", after([0xff, 0xd8], repeated([0xff, 0xe1, 0, 2], 4 * MB))],
  ["filling without end", "image/jpeg", after([0xff, 0xd8], repeated([0xff], 4 * MB))],
  ["tags without end", "application/octet-stream", repeated([...ascii("ID3"), 3, 0, 0, 0, 0, 0, 0], 4 * MB)],
  [
    "pages without end",
    "application/ogg",
    repeated([...ascii("OggS"), 0, 2, ...Array.from({ length: 20 }, () => 0), 0], 4 * MB),
  ],
  [
    "chunks without end",
    "audio/wav",
    after([...ascii("RIFF"), 0, 0, 0, 0, ...ascii("WAVE")], repeated([...ascii("junk"), 0, 0, 0, 0], 4 * MB)),
  ],
  [
    "names without end",
    "application/zip",
    after(
      ascii("PK\u0003\u0004"),
      repeated([...ascii("PK\u0005\u0006"), ...u32(0xffffffff), ...u32(0xffffffff)], 4 * MB),
    ),
  ],
  ["white space without end", "text/plain", repeated(ascii(" "), 4 * MB)],
  ["openings of a script and white space", "text/plain", after(ascii("function"), repeated(ascii(" "), 4 * MB))],
  ["an import of everything", "text/plain", after(ascii("import "), repeated(ascii("{ "), 4 * MB))],
  ["a document type without end", "text/plain", after(ascii("<!doctype x "), repeated(ascii(" [ "), 4 * MB))],
])("%s: looking into it ends soon, and it is %s", async (_what, type, bytes) => {
  const began = performance.now();
  const { bytesRead, found } = await look(bytes, "x");
  expect(found.type).toBe(type);
  expect(performance.now() - began).toBeLessThan(LOOK_MAX_MS);
  expect(bytesRead).toBeLessThanOrEqual(READ_MAX_BYTES);
});

/** A head, and behind it pieces so far apart that each lies where nothing has been read yet: only the bound on reading ends it. */
const scattered = (head: number[], piece: number[], step: number): Sparse => ({
  bytes: FILE_BYTES,
  parts: [
    { at: 0, bytes: new Uint8Array(head) },
    ...Array.from({ length: Math.floor(FILE_BYTES / step) - 1 }, (_, n) => ({
      at: head.length + n * step,
      bytes: new Uint8Array(piece),
    })),
  ],
});
const STEP = 0x20000;

test.each([
  ["boxes", scattered(FTYP, [...u32(STEP), ...ascii("free")], STEP)],
  ["segments", scattered([0xff, 0xd8], [0xff, 0xe2, 0xff, 0xfe], 0x10000)],
  // An element of "nothing", its size in four bytes.
  ["elements", scattered(WEBM_OF_ANY_LENGTH, [0xec, ...u32(0x10000000 + STEP - 5)], STEP)],
])("of %s scattered over 100 MB as much is read as may be, and no more", async (_what, file) => {
  const { bytesRead } = await look(file, "x");
  expect(bytesRead).toBeGreaterThan(READ_MAX_BYTES / 2);
  expect(bytesRead).toBeLessThanOrEqual(READ_MAX_BYTES);
});

test("a directory of an old document that leads in a circle ends", async () => {
  const bytes = fileOf("document.doc");
  // The table says that the directory goes on where it is.
  bytes.set([1, 0, 0, 0], 512 + 4);
  expect((await look(bytes, "x.doc")).found.type).toBe("application/msword");
});

test("what the store throws is thrown, and is no judgement of the file", async () => {
  const away = new Error("the store is away");
  await expect(inspect(() => Promise.reject(away), 10, "x.png")).rejects.toBe(away);
});

test("a store that gives fewer bytes than asked for is not believed", async () => {
  await expect(inspect(() => Promise.resolve(new Uint8Array(3)), 10, "x.png")).rejects.toThrow(
    "asked for 10 bytes, got 3",
  );
});
