import fc from "fast-check";
import { expect, test } from "vitest";
import { POSITIONS_EVERY_MS } from "../../machines/vocabulary.ts";
import { Centre, changed, ended, enqueued, settings } from "./support/centre.ts";

const many = (count: number, department = "general") =>
  Array.from({ length: count }, (_, index) => enqueued(`${department}${index}`, { department }));
const crowd = (count: number) => Centre.after(settings(["general", "sales"]), ...many(count));

const isDue = (centre: Centre) => centre.timers.some(({ id }) => id === "positions");
const positions = (centre: Centre) => {
  const told = centre.told.filter(({ type }) => type === "conversation.placed");
  return new Map(told.map(({ room, position }) => [room, position]));
};

/** Rings until the queue awaits no further announcement: what each was told last, and the most told at once. */
function ringOut(centre: Centre, meanwhile: (round: number) => void = () => {}) {
  const last = new Map<string, unknown>();
  let most = 0;
  let rings = 0;
  for (let due = isDue(centre); due; due = isDue(centre)) {
    if (++rings > 1000) throw new Error("announced for ever");
    meanwhile(rings);
    centre.take({ type: "positions.due", at: centre.now + POSITIONS_EVERY_MS });
    most = Math.max(most, centre.told.length);
    for (const [room, position] of positions(centre)) last.set(room, position);
  }
  return { last, most, rings };
}

test("QU9 who joins the end of the line is told their place at once, and nobody else is", () => {
  const centre = crowd(3);
  expect(centre.told).toMatchObject([{ room: "general2", type: "conversation.placed", position: 3 }]);
  expect(isDue(centre)).toBe(false);
});

test("QU9 who arrives before others by their time moves them, and they are told", () => {
  const centre = crowd(3).take(enqueued("early", { enqueuedAt: 0 }));
  expect(ringOut(centre).last.get("general0")).toBe(2);
});

test("QU9 when the line moves, those who wait are told soon, and not again before it moves", () => {
  const centre = crowd(4).take({ ...ended("general0"), at: 100_000 });
  expect(centre.timers).toMatchObject([{ id: "positions", at: 100_000 + POSITIONS_EVERY_MS }]);
  const { last, rings } = ringOut(centre);
  expect(rings).toBe(1);
  expect([...last]).toEqual([
    ["general1", 1],
    ["general2", 2],
    ["general3", 3],
  ]);
});

test.each([
  [40, 1],
  [41, 2],
  [80, 2],
])("QU9 a line of %i is told in %i announcements", (waiting, announcements) => {
  const { last, rings } = ringOut(crowd(waiting + 1).take(ended("general0")));
  expect([last.size, rings]).toEqual([waiting, announcements]);
});

test("QU9 many moves between two announcements ask for one timer", () => {
  const centre = crowd(9).take(ended("general0"));
  centre.take(ended("general1"));
  expect(isDue(centre)).toBe(false);
});

test("QU9 nobody is told of places when nobody waits", () => {
  const centre = Centre.after(changed("ana"), enqueued("rosa"), ended("rosa"));
  expect(isDue(centre)).toBe(false);
  const emptied = crowd(1).take(changed("ana"));
  expect([isDue(emptied), emptied.take({ type: "positions.due" }).told]).toEqual([false, []]);
});

test("QU9 the first twenty of each line are told exactly at every announcement", () => {
  const centre = Centre.after(settings(["general", "sales"]), ...many(100), ...many(30, "sales"), ended("general0"));
  let rings = 0;
  ringOut(centre, () => {
    if (rings++ === 0) return;
    const told = positions(centre);
    for (let place = 1; place <= 20; place++) {
      expect(told.get(`general${place}`)).toBe(place);
      expect(told.get(`sales${place - 1}`)).toBe(place);
    }
  });
  expect(rings).toBeGreaterThan(2);
});

test("QU9 everyone is told their place in the end, a bounded number at a time", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 260 }), fc.array(fc.nat(259), { maxLength: 6 }), (count, leavers) => {
      const centre = crowd(count).take(ended("general0"));
      // Some leave while the announcements are under way.
      const { last, most, rings } = ringOut(centre, (ring) => {
        const leaver = leavers[ring - 1];
        if (leaver !== undefined) centre.take(ended(`general${leaver}`));
      });
      centre.line().forEach((thread, index) => expect([thread, last.get(thread)]).toEqual([thread, index + 1]));
      expect(most).toBeLessThanOrEqual(2 * 20 + 40);
      expect(rings).toBeLessThanOrEqual(leavers.length + 2 * Math.ceil((count + 1) / 40));
    }),
    { numRuns: 60 },
  );
});

test("QU9 a line that moves all the time is announced once per interval all the time", () => {
  const centre = crowd(200).take(ended("general0"));
  let gone = 0;
  const { last, rings } = ringOut(centre, () => {
    if (gone < 60) centre.take(ended(`general${++gone}`));
  });
  expect(rings).toBeGreaterThanOrEqual(60);
  centre.line().forEach((thread, index) => expect(last.get(thread)).toBe(index + 1));
});

test("QU9 those who wait are told when somebody comes to answer or nobody is left", () => {
  const centre = crowd(2).take(changed("ana", { capacity: 0 }));
  expect(isDue(centre)).toBe(true);
  centre.take({ type: "positions.due" });
  expect(centre.told).toMatchObject([{ attended: true }, { attended: true }]);
  centre.take(changed("ana", { present: false })).take({ type: "positions.due" });
  expect(centre.told).toMatchObject([{ attended: false }, { attended: false }]);
});
