import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import { createReading, type Reading } from "../../web/panel/state/reading.ts";
import { keepIn, type Keep } from "../../web/shared/stored.ts";

const ROSA = { conversationId: "demo_rosa.2", customerName: "Rosa" };

/** A tab's storage, which outlives its pages. */
function tab(): Keep {
  return keepIn(() => {
    throw new Error("forbidden");
  });
}

/** A page of this tab, with that in its address. */
function page(keep: Keep, address: string | null, { who = "marta", mayRead = true } = {}) {
  const [selected, select] = createSignal(address);
  const [held, hold] = createSignal<readonly string[]>([]);
  let reading!: Reading;
  createRoot(() => (reading = createReading(who, mayRead, selected, (id) => held().includes(id), keep)));
  return { reading, select, hold, ids: () => reading.list().map(({ conversationId }) => conversationId) };
}

test("what is being read is there again after a reload, for as long as it is in front", () => {
  const keep = tab();
  const before = page(keep, ROSA.conversationId);
  expect(before.ids()).toEqual([]);
  before.reading.want(ROSA);
  expect(before.reading.list()).toEqual([{ ...ROSA, thread: "demo_rosa", until: 0 }]);
  const { ids, select, reading } = page(keep, ROSA.conversationId);
  expect(ids()).toEqual([ROSA.conversationId]);
  select(null);
  expect([ids(), reading.isOver()]).toEqual([[], false]);
});

test("an address alone opens nothing, nor does what somebody else of this browser was reading", () => {
  const keep = tab();
  page(keep, ROSA.conversationId).reading.want(ROSA);
  expect(page(keep, "demo_luis.1").ids()).toEqual([]);
  expect(page(keep, ROSA.conversationId, { who: "john" }).ids()).toEqual([]);
  expect(page(tab(), ROSA.conversationId).ids()).toEqual([]);
});

test("CV28 whoever may not read it any more is shown nothing, and told so", () => {
  const keep = tab();
  page(keep, ROSA.conversationId).reading.want(ROSA);
  const { ids, reading, select } = page(keep, ROSA.conversationId, { mayRead: false });
  expect([ids(), reading.isOver()]).toEqual([[], true]);
  select(null);
  expect(reading.isOver()).toBe(false);
});

test("what the reader is given is not read any more, but theirs", () => {
  const { reading, ids, hold } = page(tab(), ROSA.conversationId);
  reading.want(ROSA);
  hold([ROSA.conversationId]);
  expect([ids(), reading.isOver()]).toEqual([[], false]);
});
