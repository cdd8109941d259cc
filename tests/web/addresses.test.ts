/** Where files can be read: asked for together, and anew before their time is over. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { Addresses } from "../../web/files/addresses.ts";

const HOUR_MS = 3_600_000;
let asked: string[][];
let now: number;
const { fetch } = globalThis;
beforeEach(() => {
  asked = [];
  now = 0;
  globalThis.fetch = (async (_path: string, { body }: RequestInit) => {
    const { files } = JSON.parse(body as string) as { files: string[] };
    asked.push(files);
    const addresses = Object.fromEntries(
      files.filter((id) => id !== "gone").map((id) => [id, `/${id}?t=${asked.length}`]),
    );
    return Response.json({ addresses, until: now + HOUR_MS });
  }) as typeof globalThis.fetch;
});
afterEach(() => void (globalThis.fetch = fetch));

const addresses = () =>
  new Addresses("demo_thread", { origin: "", headers: () => ({}), renew: async () => false }, () => now);

test("those that are wanted together are asked for together, each once", async () => {
  const all = addresses();
  const got = await Promise.all(["a", "b", "a"].map((id) => all.of(id)));
  expect(got).toEqual(["/a?t=1", "/b?t=1", "/a?t=1"]);
  expect(await all.of("b")).toBe("/b?t=1");
  expect(asked).toEqual([["a", "b"]]);
});

test("a hundred are asked for in two halves", async () => {
  const all = addresses();
  await Promise.all(Array.from({ length: 100 }, (_, n) => all.of(`f${n}`)));
  expect(asked.map(({ length }) => length)).toEqual([50, 50]);
});

test("shortly before its time is over it is asked for anew, and at once where it did not do", async () => {
  const all = addresses();
  await all.of("a");
  now = HOUR_MS - 30_000;
  expect(await all.of("a")).toBe("/a?t=2");
  expect(await all.again("a")).toBe("/a?t=3");
});

test("what one may not read has no address, and an outage is no answer for ever", async () => {
  const all = addresses();
  expect(await all.of("gone")).toBeUndefined();
  const server = globalThis.fetch;
  globalThis.fetch = () => Promise.reject(new TypeError("network"));
  expect(await all.of("a")).toBeUndefined();
  globalThis.fetch = server;
  expect(await all.of("a")).toBe("/a?t=2");
});
