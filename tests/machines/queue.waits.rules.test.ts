import { describe, expect, test } from "vitest";
import type { Hours } from "../../machines/hours.ts";
import { POSITIONS_EVERY_MS } from "../../machines/vocabulary.ts";
import {
  Centre,
  asksDepartment,
  asksPlace,
  changed,
  ended,
  enqueued,
  named,
  settings,
  snoozed,
  woken,
  type QueueStep,
} from "./support/centre.ts";
import { week } from "./support/project.ts";

const MINUTE = 60_000;
const MADRID = settings(["general", "sales"], "Europe/Madrid");
const keeps = (hours: Hours | null): QueueStep => ({ type: "hours.changed", hours });
/** A Monday, before and after it has opened. */
const EARLY = Date.parse("2026-01-12T08:00+01:00");
const NINE = Date.parse("2026-01-12T09:00+01:00");

describe("business hours", () => {
  const closed = () => Centre.after({ ...MADRID, at: EARLY }, keeps(week()));

  test("QU24 who writes when it is closed and nobody is there is told when it opens", () => {
    const centre = closed().take(enqueued("a"));
    expect(centre.toldTo("a")).toMatchObject([{ type: "conversation.placed", attended: false, opensAt: NINE }]);
    expect(centre.take(asksPlace("a")).told).toMatchObject([{ position: 1, opensAt: NINE }]);
  });

  test("QU24 so is who only looks on", () => {
    expect(closed().take(asksPlace("b")).told).toMatchObject([{ position: null, attended: false, opensAt: NINE }]);
  });

  test("QU24 where anybody is there, or it is open, or there are no hours, nothing of them is said", () => {
    const full = closed().take(changed("ana", { capacity: 0 }));
    expect(full.take(enqueued("a")).toldTo("a")).toMatchObject([{ attended: true, opensAt: null }]);
    expect(closed().take({ ...asksPlace("b"), at: NINE }).told).toMatchObject([{ attended: false, opensAt: null }]);
    expect(closed().take(keeps(null)).take(asksPlace("b")).told).toMatchObject([{ opensAt: null }]);
  });

  test("QU24 hours decide nothing about who gets what", () => {
    const centre = closed().take(changed("ana")).take(enqueued("a"));
    expect(centre.holder("a")).toBe("ana");
  });

  test("QU24 changed hours are announced to those who wait", () => {
    const centre = closed().take(enqueued("a")).take(keeps(null));
    expect(centre.timers).toMatchObject([{ id: "positions" }]);
    expect(centre.take({ type: "positions.due" }).toldTo("a")).toMatchObject([{ opensAt: null }]);
    expect(closed().take(keeps(null)).timers).toEqual([]);
  });

  const turn = (centre: Centre) => centre.timers.find(({ id }) => id === "hours")?.at;
  /** Nine to half past five. */
  const EVENING = Date.parse("2026-01-12T17:30+01:00");

  test("QU27 who waits when the hours end, or begin, is told so at once", () => {
    const centre = closed();
    expect(turn(centre)).toBe(NINE);
    centre.take(enqueued("a")).take({ type: "hours.turned", at: NINE });
    expect([centre.toldTo("a")[0]?.opensAt, turn(centre)]).toEqual([null, EVENING]);
    const tuesday = NINE + 24 * 60 * MINUTE;
    centre.take({ type: "hours.turned", at: EVENING });
    expect(centre.toldTo("a")).toMatchObject([{ type: "conversation.placed", position: 1, opensAt: tuesday }]);
    expect(turn(centre)).toBe(tuesday);
  });

  test("QU27 of a long line a bounded number at the moment itself, and everybody within the rounds that follow", () => {
    const centre = closed();
    for (let n = 0; n < 150; n++) centre.take({ ...enqueued(`c${n}`), at: EARLY + n });
    const told = new Set<string>();
    const hear = () => {
      for (const { room, opensAt } of centre.told) if (opensAt === null) told.add(room);
    };
    centre.take({ type: "hours.turned", at: NINE });
    hear();
    expect(centre.told.length).toBeLessThanOrEqual(60);
    expect(told.has("c0")).toBe(true);
    for (let rounds = 0; centre.timers.some(({ id }) => id === "positions") && rounds < 10; rounds++) {
      centre.take({ type: "positions.due", at: centre.now + POSITIONS_EVERY_MS });
      hear();
    }
    expect(told.size).toBe(150);
  });

  test("QU27 other hours, another zone and each new day set the moment anew, and hours that are no more have none", () => {
    const centre = closed();
    expect(turn(centre.take(settings(["general"], "UTC")))).toBe(NINE + 60 * MINUTE);
    expect(turn(centre.take(MADRID))).toBe(NINE);
    expect(turn(centre.take({ type: "day.ended", at: EVENING + 7 * 60 * MINUTE }))).toBe(NINE + 24 * 60 * MINUTE);
    centre.take(enqueued("a")).take(keeps(null));
    expect(turn(centre)).toBeUndefined();
    expect(centre.take({ type: "hours.turned" }).told).toEqual([]);
  });

  test("QU24 who is handed to a department where nobody is, or comes back to its line, is told it as well", () => {
    const centre = closed()
      .take(changed("ana"))
      .take(enqueued("a"))
      .take(asksDepartment("a", "ana", "sales"));
    expect(centre.toldTo("a")).toMatchObject([{ type: "conversation.moved", attended: false, opensAt: NINE }]);
    const back = closed().take(changed("ana")).take(enqueued("a")).take(snoozed("a", "ana"));
    back.take(changed("ana", { present: false })).take(woken("a"));
    expect(back.toldTo("a")).toMatchObject([{ type: "conversation.rejoined", position: 1, opensAt: NINE }]);
  });
});

/** Eight wait from the first minute on; Ana has room for one, and finishes one every two minutes. */
function working(finished: number): Centre {
  const arrivals = Array.from({ length: 8 }, (_, n) => ({ ...enqueued(`c${n}`), at: n }));
  const centre = Centre.after(settings(["general", "sales"]), ...arrivals, { ...changed("ana"), at: MINUTE });
  for (let n = 0; n < finished; n++) centre.take({ ...ended(`c${n}`), at: MINUTE + (n + 1) * 2 * MINUTE });
  return centre;
}

describe("expected wait", () => {
  test("QU25 who waits is told it once three of the line have been given to somebody, and each announcement says it anew", () => {
    const announce = (centre: Centre) => {
      centre.take({ type: "positions.due", at: centre.now + POSITIONS_EVERY_MS });
      return centre.told.map(({ room, expectedMs }) => [room, expectedMs]);
    };
    expect(announce(working(1))[0]).toEqual(["c2", null]);
    const centre = working(2);
    expect(announce(centre).slice(0, 2)).toEqual([
      ["c3", 2 * MINUTE],
      ["c4", 4 * MINUTE],
    ]);
    // The next one is late.
    centre.take({ ...changed("ana", { capacity: 0 }), at: centre.now + 5 * MINUTE });
    expect(announce(centre)[0]).toEqual(["c3", 5 * MINUTE + 10_000]);
  });

  test("QU25 who joins is told it at once, and who looks on as if they joined now", () => {
    const centre = working(2);
    expect(centre.take({ ...asksPlace("new"), at: centre.now }).told).toMatchObject([{ expectedMs: 12 * MINUTE }]);
    expect(centre.take({ ...enqueued("new"), at: centre.now }).toldTo("new")).toMatchObject([
      { position: 6, expectedMs: 12 * MINUTE },
    ]);
  });

  test("QU25 nothing is said where nobody is there, or where somebody has room", () => {
    const gone = working(2).take(changed("ana", { available: false }));
    expect(gone.take(asksPlace("c4")).told).toMatchObject([{ attended: false, expectedMs: null }]);
    const free = working(2).take(changed("ana", { capacity: 9 }));
    expect(free.take(asksPlace("new")).told).toMatchObject([{ attended: true, expectedMs: null }]);
  });

  test("QU25 who was given to somebody at once says nothing about the line, and each line has its own pace", () => {
    const centre = Centre.after(settings(["general", "sales"]), changed("ana", { capacity: 3 }));
    for (const one of ["a", "b", "c", "d"]) centre.take(enqueued(one));
    expect([centre.context.paces.size, centre.line()]).toEqual([0, ["d"]]);
    expect(centre.toldTo("d")).toMatchObject([{ expectedMs: null }]);
    const both = working(3);
    expect([...both.context.paces.keys()]).toEqual(["general"]);
    expect(both.take(settings(["sales"])).context.paces.size).toBe(0);
  });

  test("QU25 of each line no more than the last ten assignments are kept", () => {
    const centre = Centre.after(settings());
    for (let n = 0; n < 30; n++) centre.take(enqueued(`c${n}`));
    centre.take(changed("ana", { capacity: 30 }));
    expect(centre.context.paces.get("general")).toHaveLength(10);
  });
});

describe("what a customer is called", () => {
  test("CV16 whoever waits for one sees it, and whoever has one or has put one aside hears it", () => {
    const waiting = Centre.after(settings(), enqueued("a")).take(named("a", "Rosa Vidal"));
    expect([waiting.entry("a")?.customerName, waiting.told]).toEqual(["Rosa Vidal", []]);
    const heard = [{ room: "ana", type: "customer.named", conversationId: "a.1", customerName: "Rosa Vidal" }];
    const held = Centre.after(settings(), changed("ana"), enqueued("a"));
    expect(held.take(named("a", "Rosa Vidal")).told).toEqual(heard);
    held.take(snoozed("a", "ana"));
    expect(held.take(named("a", "Rosa Vidal")).told).toEqual(heard);
    expect(held.seat("ana").load).toBe(0);
  });
});
