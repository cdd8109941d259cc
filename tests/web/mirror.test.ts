import { expect, test } from "vitest";
import type { DownFrame } from "../../party/protocol/frames.ts";
import { blank, mergeRows, reflect, type Mirror } from "../../web/shared/mirror.ts";

const rows = (...seqs: number[]) => seqs.map((seq) => ({ seq }));
const welcome = (more: Partial<Extract<DownFrame, { kind: "welcome" }>> = {}): DownFrame => ({
  kind: "welcome",
  protocol: 1,
  session: "s",
  revision: 5,
  now: 1000,
  topics: {},
  lists: {},
  ...more,
});
const update = (more: Partial<Extract<DownFrame, { kind: "update" }>> = {}): DownFrame => ({
  kind: "update",
  revision: 6,
  since: 5,
  now: 1000,
  topics: {},
  lists: {},
  ...more,
});
function after(...frames: DownFrame[]): Mirror {
  let mirror: Mirror = blank;
  for (const frame of frames) {
    const next = reflect(mirror, frame, 400);
    if (next === "gap") throw new Error("gap");
    mirror = next;
  }
  return mirror;
}
const seqs = (mirror: Mirror, list = "messages") => mirror.lists[list]?.rows.map(({ seq }) => seq);

test("a welcome replaces all that a screen knew of the room, and sets its clock", () => {
  const mirror = after(
    welcome({ topics: { old: { gone: 1 } }, revision: 9 }),
    welcome({ topics: { agent: { available: true } }, revision: 5 }),
  );
  expect(mirror).toEqual({ revision: 5, clockOffset: 600, topics: { agent: { available: true } }, lists: {} });
});

test("an update changes the keys it names, removes those that are gone, and leaves the rest", () => {
  const mirror = after(
    welcome({ topics: { seats: { ana: 1, luis: 2, marta: 3 }, figures: { waiting: 4 } } }),
    update({ topics: { seats: { set: { ana: 9 }, gone: ["luis"] } } }),
  );
  expect(mirror.topics).toEqual({ seats: { ana: 9, marta: 3 }, figures: { waiting: 4 } });
  expect(mirror.revision).toBe(6);
});

test("an update never changes the mirror that was shown before it", () => {
  const before = after(
    welcome({ topics: { agent: { load: 1 } }, lists: { messages: { rows: rows(1), reset: true, older: false } } }),
  );
  const copy = structuredClone(before);
  reflect(before, update({ topics: { agent: { set: { load: 2 }, gone: [] } }, lists: { messages: rows(2) } }), 0);
  expect(before).toEqual(copy);
});

test("an update that builds on something missed is a gap, also before any welcome", () => {
  expect(reflect(blank, update({ since: 0 }), 0)).toBe("gap");
  expect(reflect(after(welcome({ revision: 5 })), update({ since: 6, revision: 7 }), 0)).toBe("gap");
});

test("an update that comes late does not set the revision back", () => {
  expect(after(welcome({ revision: 8 }), update({ revision: 6, since: 5 })).revision).toBe(8);
});

test("messages missed during an outage are added to those at hand, and older ones stay loaded", () => {
  const mirror = after(
    welcome({ lists: { messages: { rows: rows(21, 22), reset: true, older: true } } }),
    { kind: "page", queryId: "q", list: "messages", rows: rows(1, 2, 20), older: false },
    welcome({ lists: { messages: { rows: rows(23, 24), reset: false, older: true } } }),
  );
  expect(seqs(mirror)).toEqual([1, 2, 20, 21, 22, 23, 24]);
  expect(mirror.lists.messages?.older).toBe(false);
});

test("when too much was missed the list begins again from its newest rows", () => {
  const mirror = after(
    welcome({ lists: { messages: { rows: rows(1, 2), reset: true, older: false } } }),
    welcome({ lists: { messages: { rows: rows(300, 301), reset: true, older: true } } }),
  );
  expect(seqs(mirror)).toEqual([300, 301]);
  expect(mirror.lists.messages?.older).toBe(true);
});

test("a list that the room no longer shows is gone: a conversation that was handed over leaves nothing behind", () => {
  const shown = welcome({
    topics: { agent: { unread: 1 } },
    lists: { messages: { rows: rows(1), reset: true, older: false } },
  });
  expect(after(shown, welcome())).toMatchObject({ topics: {}, lists: {} });
});

test("rows that come twice or late are kept once and in order", () => {
  expect(mergeRows(rows(1, 2, 4), rows(3, 4))).toEqual(rows(1, 2, 3, 4));
  expect(mergeRows(rows(5), rows(6, 7))).toEqual(rows(5, 6, 7));
  expect(mergeRows(rows(5), [])).toEqual(rows(5));
});

test("frames that are answers and not news leave the mirror as it is", () => {
  const mirror = after(welcome({ topics: { agent: { load: 1 } } }));
  expect(reflect(mirror, { kind: "done", commandId: "c", revision: 99 }, 0)).toBe(mirror);
  expect(reflect(mirror, { kind: "pong", now: 5 }, 0)).toBe(mirror);
});

test("EN60 a row that was replaced stands where it stood, on a screen that looks on and on one that comes back", () => {
  const erased = { seq: 2, kind: "erased" };
  const before = welcome({ lists: { messages: { rows: rows(1, 2, 3), reset: true, older: false } } });
  const told = update({ lists: { messages: [erased] } });
  const back = welcome({ lists: { messages: { rows: [erased, ...rows(4)], reset: false, older: true } } });
  expect(after(before, told).lists.messages!.rows).toEqual([{ seq: 1 }, erased, { seq: 3 }]);
  expect(after(before, back).lists.messages!.rows).toEqual([{ seq: 1 }, erased, { seq: 3 }, { seq: 4 }]);
});

test("EN60 a row that was replaced above all that a screen has is none of its rows", () => {
  const before = welcome({ lists: { messages: { rows: rows(5, 6), reset: true, older: true } } });
  const told = update({ lists: { messages: rows(2) } });
  const back = welcome({ lists: { messages: { rows: rows(2, 6, 7), reset: false, older: true } } });
  expect(seqs(after(before, told))).toEqual([5, 6]);
  expect(seqs(after(before, back))).toEqual([5, 6, 7]);
});
