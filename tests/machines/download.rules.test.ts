import { initialTransition, type AnyMachineSnapshot } from "xstate";
import { expect, test } from "vitest";
import { FETCHED_FOR_MS, downloadMachine } from "../../machines/download.ts";
import { take, type Asked } from "./support/asked.ts";
import { lines, omissions, render, type TruthTable } from "./support/truth-table.ts";

const expected = {
  seq: 7,
  source: { inbox: "wa100", channel: "whatsapp" as const, mediaId: "M1", sha256: "ab" },
  promise: { thread: "demo_rosa", kind: "image" as const, type: "image/jpeg", name: "foto.jpg", voice: false },
  owner: { id: "demo_rosa", name: "Rosa" },
};
const kept = { id: "F1", kind: "image", type: "image/jpeg", bytes: 9, width: 3, height: 2 };

const says = (value: unknown) => ({ type: "fetch.settled", outcome: { kind: "done", value } });
const events = {
  "file.expected": { type: "file.expected", ...expected, at: 1_000 },
  "file.erased": { type: "file.erased", at: 1_000 },
  "file.wanted": { type: "file.wanted", seq: 7, at: 1_000 },
  "fetch.due": { type: "fetch.due", at: 1_000 },
  "fetch.settled kept": { ...says({ kind: "kept", file: kept }), at: 1_000 },
  "fetch.settled missing": { ...says({ kind: "missing", reason: "mediaGone" }), at: 1_000 },
  "fetch.settled failed": { type: "fetch.settled", outcome: { kind: "failed", reason: "x" }, at: 1_000 },
  "fetch.settled timed out": { type: "fetch.settled", outcome: { kind: "timedOut" }, at: 1_000 },
  "fetch.settled after an hour": { type: "fetch.settled", outcome: { kind: "timedOut" }, at: FETCHED_FOR_MS + 1_000 },
};
type Name = keyof typeof events;

function after(...names: (Name | { type: string; at: number })[]): { snapshot: AnyMachineSnapshot; asked: Asked[] } {
  let snapshot = initialTransition(downloadMachine)[0] as AnyMachineSnapshot;
  let asked: Asked[] = [];
  for (const name of names)
    ({ snapshot, asked } = take(downloadMachine, snapshot, typeof name === "string" ? events[name] : name));
  return { snapshot, asked };
}

const table: TruthTable = {
  machine: downloadMachine,
  events,
  states: {
    none: after().snapshot,
    fetching: after("file.expected").snapshot,
    resting: after("file.expected", "fetch.settled failed").snapshot,
    missing: after("file.expected", "fetch.settled missing").snapshot,
    unwanted: after("file.expected", "file.erased").snapshot,
    over: after("file.expected", "fetch.settled kept").snapshot,
  },
};

test("the download does in every state with every event what the table says, and the table leaves out nothing", () => {
  expect(render(table)).toBe(
    lines(`
event                       | none     | fetching | resting  | missing  | unwanted | over
file.expected               | fetching | ignored  | ignored  | ignored  | ignored  | ignored
file.erased                 | ignored  | unwanted | over     | over     | ignored  | ignored
file.wanted                 | ignored  | ignored  | fetching | fetching | ignored  | ignored
fetch.due                   | ignored  | ignored  | fetching | ignored  | ignored  | ignored
fetch.settled kept          | ignored  | over     | ignored  | ignored  | over     | ignored
fetch.settled missing       | ignored  | missing  | ignored  | ignored  | over     | ignored
fetch.settled failed        | ignored  | resting  | ignored  | ignored  | over     | ignored
fetch.settled timed out     | ignored  | resting  | ignored  | ignored  | over     | ignored
fetch.settled after an hour | ignored  | missing  | ignored  | ignored  | over     | ignored
`),
  );
  expect(omissions(table)).toEqual([]);
});

test("DL1 a file that a customer sent is fetched as soon as its line is written", () => {
  expect(after("file.expected").asked).toEqual([{ type: "fetch", params: { expected, again: false } }]);
});

test("DL2 what came is told to the thread once, without the name that its line has", () => {
  expect(after("file.expected", "fetch.settled kept").asked).toEqual([
    { type: "tellThread", params: { thread: "demo_rosa", event: { type: "file.came", seq: 7, file: kept } } },
  ]);
});

test("DL3 what could not be had just now is tried again after 2 s and twice as long each time, at most ten minutes", () => {
  let { snapshot, asked } = after("file.expected");
  const rests: number[] = [];
  for (let n = 0; n < 12; n++) {
    ({ snapshot, asked } = take(downloadMachine, snapshot, { ...events["fetch.settled failed"], at: 1_000 }));
    rests.push((asked[0]!.params.at as number) - 1_000);
    ({ snapshot, asked } = take(downloadMachine, snapshot, events["fetch.due"]));
    expect(asked).toEqual([{ type: "fetch", params: { expected, again: true } }]);
  }
  expect(rests.slice(0, 4)).toEqual([2_000, 4_000, 8_000, 16_000]);
  expect(rests.at(-1)).toBe(600_000);
});

test.each([
  ["the provider has it no more", "fetch.settled missing", "mediaGone"],
  ["it was tried for an hour", "fetch.settled after an hour", "mediaUnavailable"],
] as const)("DL4 that %s is told to the thread", (_, name, reason) => {
  expect(after("file.expected", name).asked).toEqual([
    { type: "tellThread", params: { thread: "demo_rosa", event: { type: "file.missing", seq: 7, reason } } },
  ]);
});

test("DL5 what is missing and asked for again is fetched again, and for an hour from then on", () => {
  const later = { type: "file.wanted", at: 10 * FETCHED_FOR_MS };
  const { snapshot, asked } = after("file.expected", "fetch.settled missing", later);
  expect(asked).toEqual([{ type: "fetch", params: { expected, again: false } }]);
  const failed = { ...events["fetch.settled failed"], at: 10 * FETCHED_FOR_MS + 5 };
  expect(take(downloadMachine, snapshot, failed).snapshot.value).toBe("resting");
});

test("DL5 who asks while it rests need not wait for its next try", () => {
  expect(after("file.expected", "fetch.settled failed", "file.wanted").asked.map(({ type }) => type)).toEqual([
    "cancelTimer",
    "fetch",
  ]);
});

test.each([
  ["it has come", ["fetch.settled kept"]],
  ["its message is erased while it rests", ["fetch.settled failed", "file.erased"]],
  ["its message is erased when it is missing", ["fetch.settled missing", "file.erased"]],
  ["its message is erased, and the try comes to nothing", ["file.erased", "fetch.settled failed"]],
] as const)("DL6 once %s, neither its name nor whose it was is here, and nothing is tried", (_, names) => {
  const { snapshot, asked } = after("file.expected", ...names);
  expect(JSON.stringify(snapshot.context)).not.toMatch(/foto|Rosa|rosa/);
  expect(asked.filter(({ type }) => type === "fetch" || type === "startTimer")).toEqual([]);
});

test("DL6 what comes although its message is erased is told to the thread, which has it erased", () => {
  expect(after("file.expected", "file.erased", "fetch.settled kept").asked).toEqual([
    { type: "tellThread", params: { thread: "demo_rosa", event: { type: "file.came", seq: 7, file: kept } } },
  ]);
});
