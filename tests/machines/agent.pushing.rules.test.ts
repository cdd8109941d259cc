import { describe, expect, test } from "vitest";
import * as ana from "./support/agent.ts";

const { AgentRoom, chooses, drops, expires, gets, hearsOfWaiting, isDue, loses, opens, profile, settles } = ana;
const { signsOut, subscribes, unsubscribes } = ana;
const available = [profile(), opens(), subscribes(), chooses(true)];
const away = [...available, drops(), expires()];
const MINUTE = 60_000;

const newsOf = (room: InstanceType<typeof AgentRoom>) => room.pushed.map(({ params }) => params.notice);

describe("an agent's devices", () => {
  test("AG13 a browser that subscribes is a device once, with its newest keys; one that says goodbye is none", () => {
    const room = AgentRoom.after(...available, subscribes("phone"), subscribes("laptop"));
    expect(room.devices).toEqual(["phone", "laptop"]);
    const keys = { p256dh: "B-new", auth: "new" };
    room.take({ ...subscribes("phone"), keys } as never);
    expect([room.devices, room.context.devices[1]!.keys]).toEqual([["laptop", "phone"], keys]);
    expect(room.take(unsubscribes("laptop")).devices).toEqual(["phone"]);
    expect(room.take(unsubscribes("laptop")).refused).toBeUndefined();
  });

  test("AG13 of more than ten, the one known longest leaves", () => {
    const room = AgentRoom.after(profile(), opens());
    for (let n = 1; n <= 10; n++) room.take(subscribes(`d${n}`));
    room.take(subscribes("d1"));
    room.take(subscribes("d11"));
    expect(room.devices).toEqual(["d3", "d4", "d5", "d6", "d7", "d8", "d9", "d10", "d1", "d11"]);
  });

  test("AG13 where push is not set up, or the address is of no known push service, it is refused", () => {
    const room = AgentRoom.after(profile(), opens());
    expect(room.take(subscribes("laptop", "off")).refused).toBe("pushOff");
    expect(room.take(subscribes("laptop", "unknown")).refused).toBe("pushEndpointUnknown");
    expect(room.devices).toEqual([]);
  });
});

describe("news for who is not there", () => {
  test("AG14 a conversation that comes within the time of grace is told on every device, until it would go back", () => {
    const room = AgentRoom.after(...available, subscribes("phone"), drops());
    const { graceEndsAt } = room.context;
    room.take(gets());
    expect(room.pushed).toHaveLength(2);
    const [first, second] = room.pushed.map(({ params }) => params);
    expect(first).toMatchObject({
      device: { endpoint: ana.endpointOf("laptop") },
      notice: { kind: "assigned", conversationId: "demo_rosa.1", name: "Rosa", locale: "es" },
      ttlMs: graceEndsAt! - room.now,
      again: false,
    });
    expect(second!.device).toMatchObject({ endpoint: ana.endpointOf("phone") });
    expect(first!.id).not.toBe(second!.id);
    expect(room.context.assignments).toMatchObject([{ conversationId: "demo_rosa.1", opened: false }]);
    const ids = new Set([first!.id, second!.id]);
    for (const { params } of room.take(gets("demo_juan.1")).pushed) expect(ids.has(params.id)).toBe(false);
  });

  test("AG15 when conversations go back at the end of the time of grace, it is told how many", () => {
    const room = AgentRoom.after(...available, gets(), gets("demo_juan.1"), drops(), expires());
    expect(newsOf(room)).toEqual([{ kind: "returned", count: 2, locale: "es" }]);
    expect(AgentRoom.after(...available, gets(), loses(), drops(), expires()).pushed).toEqual([]);
  });

  test("AG16 that customers wait where nobody is, is told at most once in five minutes", () => {
    const room = AgentRoom.after(...away);
    expect(newsOf(room.take(hearsOfWaiting(3)))).toEqual([{ kind: "waiting", count: 3, locale: "es" }]);
    const told = room.now;
    expect(room.take({ ...hearsOfWaiting(4), at: told + 5 * MINUTE - 1 }).pushed).toEqual([]);
    expect(newsOf(room.take({ ...hearsOfWaiting(5), at: told + 5 * MINUTE }))).toMatchObject([{ count: 5 }]);
  });

  test("AG16 who has just been told that their conversations went back is not told the same in other words", () => {
    const room = AgentRoom.after(...available, gets(), drops(), expires());
    const told = room.now;
    expect(room.take(hearsOfWaiting()).pushed).toEqual([]);
    expect(room.take({ ...hearsOfWaiting(), at: told + 5 * MINUTE }).pushed).toHaveLength(1);
  });

  test("AG16 what could be told to no device does not count as told", () => {
    const room = AgentRoom.after(profile(), opens(), chooses(true), gets(), drops(), expires(), hearsOfWaiting());
    room.take(subscribes());
    expect(room.take(hearsOfWaiting()).pushed).toHaveLength(1);
  });

  test("AG17 nobody is told while a screen of theirs is connected", () => {
    const room = AgentRoom.after(...available, gets(), hearsOfWaiting());
    expect(room.pushed).toEqual([]);
    // Even a screen that does not count yet: the directory has not said who this is.
    expect(AgentRoom.after(opens(), subscribes(), hearsOfWaiting()).pushed).toEqual([]);
    expect(AgentRoom.after(...away, opens("s2"), hearsOfWaiting(), gets()).pushed).toEqual([]);
  });

  test("AG17 nobody is told while No Disponible", () => {
    const unavailable = [profile(), opens(), subscribes(), drops()];
    expect(AgentRoom.after(...unavailable, gets()).pushed).toEqual([]);
    expect(AgentRoom.after(...unavailable, gets(), expires()).pushed).toEqual([]);
    expect(AgentRoom.after(...unavailable, expires(), hearsOfWaiting()).pushed).toEqual([]);
    expect(AgentRoom.after(...available, signsOut, hearsOfWaiting()).pushed).toEqual([]);
  });
});

describe("what a push service answers", () => {
  const busy = (retryAfterMs: number | null = null) => ({ kind: "busy", retryAfterMs });
  /** A notice that is of use for an hour. */
  const long = { until: 60 * MINUTE };

  test("AG18 a busy one is asked again after rests that double, five times in all", () => {
    const rests: number[] = [];
    for (let tries = 1; tries <= 5; tries++) {
      const room = AgentRoom.after(...away).take({ ...settles(busy(), { ...long, tries }), at: MINUTE });
      for (const timer of room.timers) {
        const { at, event } = timer as { at: number; event: { push: { tries: number } } };
        rests.push(at - MINUTE);
        expect(event).toMatchObject({ type: "push.due", again: false, push: { tries } });
      }
    }
    expect(rests).toEqual([5_000, 10_000, 20_000, 40_000]);
  });

  test("AG18 it rests as long as it asks for, and not beyond what is news", () => {
    const after = (retryAfterMs: number) =>
      AgentRoom.after(...away).take({ ...settles(busy(retryAfterMs), long), at: MINUTE }).timers;
    expect(after(90_000)).toMatchObject([{ type: "startTimer", at: MINUTE + 90_000 }]);
    expect(after(1)).toMatchObject([{ at: MINUTE + 5_000 }]);
    expect(after(60 * MINUTE)).toEqual([]);
  });

  test("AG18 where nobody knows whether it arrived, the next try says so", () => {
    for (const outcome of [{ kind: "timedOut" } as const, { kind: "failed", reason: "no route" } as const]) {
      const room = AgentRoom.after(...away);
      room.take({ type: "push.settled", push: ana.notice(long), outcome, at: MINUTE });
      const [timer] = room.timers as { at: number; event: ana.AgentStep }[];
      room.take({ ...timer!.event, at: timer!.at });
      expect(room.pushed).toMatchObject([{ params: { again: true, event: { push: { tries: 2 } } } }]);
    }
  });

  test("AG18 one that does not know the device ends it; the others stay", () => {
    const room = AgentRoom.after(...available, subscribes("phone"), settles({ kind: "gone" }));
    expect(room.devices).toEqual(["phone"]);
  });

  test("AG18 one that turns us away three times in a row ends the device; a notice that arrives begins the count anew", () => {
    const refused = settles({ kind: "refused", status: 403 });
    const room = AgentRoom.after(...available, refused, refused, settles({ kind: "told" }), refused, refused);
    expect(room.devices).toEqual(["laptop"]);
    expect(room.take(refused).devices).toEqual([]);
  });

  test("AG18 an answer that could not be kept, or that push is off by now, asks for nothing more", () => {
    for (const value of [null, { kind: "off" }]) {
      const room = AgentRoom.after(...available, settles(value));
      expect([room.asked, room.devices]).toEqual([[], ["laptop"]]);
    }
  });

  test("AG17 before another try it is asked whether it is still news", () => {
    const assigned = { kind: "assigned", conversationId: "demo_rosa.1", name: "Rosa" } as const;
    const first = isDue({ ...long, news: assigned });
    const inGrace = [...available, gets(), drops()];
    expect(AgentRoom.after(...inGrace, first).pushed).toMatchObject([{ params: { event: { push: { tries: 2 } } } }]);
    expect(AgentRoom.after(...inGrace, loses(), first).pushed).toEqual([]);
    expect(AgentRoom.after(...inGrace, opens("s2"), first).pushed).toEqual([]);
    expect(AgentRoom.after(...inGrace, unsubscribes(), first).pushed).toEqual([]);
    expect(AgentRoom.after(...inGrace, expires(), first).pushed).toEqual([]);
    expect(AgentRoom.after(...away, isDue(long)).pushed).toHaveLength(1);
    expect(AgentRoom.after(...away, { ...isDue(long), at: 60 * MINUTE }).pushed).toEqual([]);
    expect(AgentRoom.after(...away, opens("s2"), drops("s2"), isDue(long)).pushed).toEqual([]);
  });
});
