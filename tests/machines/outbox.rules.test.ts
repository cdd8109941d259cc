import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { slotWaitMs, withSlots } from "../../machines/inbox-pace.ts";
import { CAPABILITIES } from "../../machines/outside.ts";
import {
  RECONCILE_MS,
  REST_MAX_MS,
  TRIED_FOR_MS,
  lineOf,
  oursOf,
  spreadMs,
  type SendAnswer,
} from "../../machines/sending.ts";
import {
  Outbox,
  busy,
  erases,
  gone,
  marksSettle,
  named,
  paced,
  reacts,
  reads,
  refused,
  retries,
  sent,
  settles,
  unknown,
  wants,
} from "./support/outbox.ts";
import { seeded } from "../rooms/support/demo.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const told = (seq: number, state: string, more: object = {}) => ({
  type: "delivery.changed",
  seq,
  delivery: { state, at: expect.any(Number) as number },
  ...more,
});
const twice = (seq: number, state: string, more: object = {}) => ({
  ...told(seq, state, more),
  delivery: { state, at: expect.any(Number) as number, twice: true },
});

describe("order", () => {
  test("OB1 lines go out in the order in which they were wanted, each after the one before has been answered", () => {
    const outbox = new Outbox();
    expect(outbox.take(wants(1)).sending).toMatchObject({ seq: 1, what: "text", to: { phone: "34600111222" } });
    expect(outbox.take(wants(2)).take(wants(3, "whatsapp", "file")).sending).toBeUndefined();
    expect(outbox.answer(sent("wamid.1")).sending).toMatchObject({ seq: 2 });
    expect(outbox.answer(sent("wamid.2")).sending).toMatchObject({ seq: 3, what: "file" });
    expect(outbox.answer(sent("wamid.3")).state).toBe("idle");
    expect(outbox.told).toEqual([1, 2, 3].map((seq) => told(seq, "sent", { id: `wamid.${seq}` })));
  });

  test.each([
    ["rests", busy()],
    ["is unclear", unknown],
    ["is held back", paced(300)],
  ])("OB1 while the first one %s those behind it wait", (_, answer) => {
    const outbox = Outbox.after(wants(1), wants(2)).answer(answer);
    expect(outbox.sending).toBeUndefined();
    expect(outbox.waiting.map((entry) => "seq" in entry && entry.seq)).toEqual([1, 2]);
    expect(outbox.ring().sending).toMatchObject({ seq: 1 });
  });

  test("OB2 nothing of what a line says is here, and one whose line was erased leaves without a word", () => {
    const outbox = Outbox.after(wants(1), wants(2)).answer(gone);
    expect([outbox.told, outbox.sending]).toMatchObject([[], { seq: 2 }]);
  });

  test("OB1 whatever comes in whatever order, one is under way at a time, and lines leave in their order", () => {
    const answer = fc.constantFrom<SendAnswer>(sent("x"), busy(), refused, unknown, paced(10), gone);
    const step = fc.oneof(
      fc.record({ kind: fc.constant("want" as const) }),
      fc.record({ kind: fc.constant("answer" as const), answer }),
      fc.record({ kind: fc.constant("ring" as const) }),
      fc.record({ kind: fc.constant("name" as const) }),
      fc.record({ kind: fc.constant("erase" as const), which: fc.nat(5) }),
    );
    const channels = fc.constantFrom("whatsapp" as const, "telegram" as const);
    fc.assert(
      fc.property(channels, fc.array(step, { minLength: 5, maxLength: 120 }), (channel, steps) => {
        const outbox = new Outbox();
        const [wanted, erased]: [number, Set<number>] = [0, new Set()];
        let last = wanted;
        let isUnderWay = false;
        for (const next of steps) {
          const [first] = outbox.waiting;
          if (next.kind === "want") outbox.take(wants(++last, channel));
          else if (next.kind === "answer" && isUnderWay) {
            isUnderWay = false;
            outbox.answer(next.answer);
          } else if (next.kind === "ring" && outbox.timers.size > 0) outbox.ring();
          else if (next.kind === "name" && first && "seq" in first) outbox.take(named(first.seq));
          else if (next.kind === "erase" && outbox.waiting[next.which]) {
            const { seq } = outbox.waiting[next.which] as { seq: number };
            outbox.take(erases(seq));
            if (!outbox.waiting.some((entry) => "seq" in entry && entry.seq === seq)) erased.add(seq);
          } else continue;
          if (outbox.sending) {
            expect(isUnderWay).toBe(false);
            isUnderWay = true;
          }
          const numbers = outbox.waiting.map(({ n }) => n);
          expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
          expect(outbox.state === "sending").toBe(isUnderWay);
          expect(outbox.timers.size).toBe(["pacing", "resting", "unclear"].includes(outbox.state) ? 1 : 0);
          expect(outbox.state === "idle").toBe(numbers.length === 0);
        }
        const order = outbox.told.map(({ seq }) => seq);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
        expect(order.some((seq) => erased.has(seq))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe("pace", () => {
  /** When each of so many is sent that were all wanted at once and are answered at once. */
  function times(count: number, channel: "whatsapp" | "telegram"): number[] {
    const outbox = new Outbox();
    const found: number[] = [];
    for (let seq = 1; seq <= count; seq++) outbox.take(wants(seq, channel));
    while (found.length < count) {
      if (outbox.state === "pacing") outbox.ring();
      found.push(outbox.now);
      outbox.answer(sent(`id${found.length}`));
    }
    return found;
  }

  test("OB3 WhatsApp has 45 at once, and then one each 6 seconds", () => {
    const found = times(48, "whatsapp");
    expect(found.slice(0, 45)).toEqual(Array.from({ length: 45 }, () => 0));
    expect(found.slice(45)).toEqual([6, 12, 18].map((seconds) => seconds * SECOND_MS));
  });

  test("OB3 Telegram has one each second", () => {
    expect(times(4, "telegram")).toEqual([0, 1, 2, 3].map((seconds) => seconds * SECOND_MS));
  });

  test("OB3 what was not used comes back, and no more than that", () => {
    const outbox = Outbox.after(wants(1, "telegram")).answer(sent("1"));
    outbox.take({ ...wants(2, "telegram"), at: MINUTE_MS }).answer(sent("2"));
    expect(outbox.take(wants(3, "telegram")).waitMs).toBe(CAPABILITIES.telegram.customerEveryMs);
  });

  test("OB3 a try that failed counts as well", () => {
    const outbox = Outbox.after(wants(1, "telegram")).answer(refused).take(wants(2, "telegram"));
    expect([outbox.state, outbox.waitMs]).toEqual(["pacing", SECOND_MS]);
  });

  test("OB4 who finds the number too busy waits as long as it says, and has not tried", () => {
    const outbox = Outbox.after(wants(1, "telegram")).answer(paced(40));
    expect([outbox.state, outbox.waitMs]).toEqual(["pacing", 40]);
    expect(outbox.ring().sending).toMatchObject({ seq: 1, failures: 0, held: 1 });
    expect(outbox.answer(busy()).waitMs).toBe(2 * SECOND_MS);
  });
});

test("OB4 a thousand customers of one number get nearly all that it may send, and do not ask for it all the time", () => {
  const random = seeded(11);
  const askers = Array.from({ length: 1_000 }, () => ({ at: 0, held: 0 }));
  let [emptyAt, asks, through, last] = [0, 0, 0, 0];
  while (through < 1_000) {
    const next = askers.reduce((first, one) => (one.at < first.at ? one : first));
    const waitMs = slotWaitMs("whatsapp", emptyAt, next.at);
    asks++;
    if (waitMs > 0) next.at += waitMs + spreadMs(next.held++, random());
    else {
      emptyAt = withSlots("whatsapp", emptyAt, next.at);
      last = next.at;
      next.at = Infinity;
      through++;
    }
  }
  // Eighty a second would be twelve and a half seconds.
  expect(last).toBeLessThan(20 * SECOND_MS);
  expect(asks).toBeLessThan(10_000);
});

describe("what was surely not sent", () => {
  /** The rests between the tries until it has failed, in seconds. */
  function rests(answer: SendAnswer, most = 100): number[] {
    const outbox = Outbox.after(wants(1));
    const found: number[] = [];
    while (outbox.answer(answer).state === "resting" && found.length < most) {
      found.push(outbox.waitMs! / SECOND_MS);
      while (outbox.state !== "sending") outbox.ring();
    }
    return found;
  }

  test("OB5 is tried again after 2 seconds, then after twice as long each time, at most 15 minutes", () => {
    expect(rests(busy(), 11)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
  });

  test("OB5 never before its provider wants it", () => {
    expect(rests(busy({ waitMs: 10_000 }), 5)).toEqual([10, 10, 10, 16, 32]);
    expect(rests(busy({ waitMs: 2 * REST_MAX_MS }), 2)).toEqual([1800, 1800]);
  });

  test("OB5 too many messages to one customer of WhatsApp: after 4^x seconds", () => {
    expect(rests(busy({ code: 131056 }), 6)).toEqual([1, 4, 16, 64, 256, 900]);
  });

  test("OB6 after 24 hours it has failed, with the provider's words, and the next one goes on", () => {
    const outbox = Outbox.after(wants(1), wants(2));
    while (outbox.answer(busy({ code: 2 })).state === "resting") while (outbox.state !== "sending") outbox.ring();
    expect(outbox.now).toBeGreaterThan(TRIED_FOR_MS - REST_MAX_MS - 1);
    expect(outbox.now).toBeLessThan(TRIED_FOR_MS);
    const delivery = { state: "failed", at: outbox.now, reason: "providerDown", code: 2, words: "try later" };
    expect(outbox.told).toEqual([{ type: "delivery.changed", seq: 1, delivery }]);
    expect(outbox.sending).toMatchObject({ seq: 2 });
  });

  test("OB6 what its provider refuses for good has failed at once, and so has what an inbox cannot send that is off", () => {
    const off: SendAnswer = { kind: "notSent", retry: false, reason: "inboxOff", words: "it is not set up" };
    const outbox = Outbox.after(wants(1), wants(2)).answer(refused).answer(off);
    expect(outbox.told.map(({ delivery }) => delivery)).toMatchObject([
      { state: "failed", reason: "recipientUnreachable", code: 131026, words: "Message undeliverable" },
      { state: "failed", reason: "inboxOff" },
    ]);
    expect(outbox.told[1]!.delivery).not.toHaveProperty("code");
    expect(outbox.state).toBe("idle");
  });
});

describe("what may have been sent", () => {
  const outcomes = [
    ["whose answer does not say", settles(1, { kind: "done", value: unknown })],
    ["whose answer could not be kept", settles(1, { kind: "done", value: null, cut: true })],
    ["whose service failed", settles(1, { kind: "failed", reason: "broke" })],
    ["that took too long", settles(1, { kind: "timedOut" })],
  ] as const;

  test.each(outcomes)(
    "OB7 OB8 WhatsApp has a minute to name a line %s, and its screen is told nothing yet",
    (_, step) => {
      const outbox = Outbox.after(wants(1), wants(2), step);
      expect([outbox.state, outbox.waitMs, outbox.told]).toEqual(["unclear", RECONCILE_MS, []]);
    },
  );

  test.each(outcomes)("OB7 OB9 on Telegram a line %s is unclear, and the next one goes on in its time", (_, step) => {
    const outbox = Outbox.after(wants(1, "telegram"), wants(2, "telegram"), step);
    expect([outbox.told, outbox.state]).toEqual([[told(1, "unclear")], "pacing"]);
    expect(outbox.ring().sending).toMatchObject({ seq: 2 });
  });

  test("OB8 named by a status, it was sent, and the next one goes on", () => {
    const outbox = Outbox.after(wants(1), wants(2)).answer(unknown).take(named(1));
    expect(outbox.told).toEqual([told(1, "sent", { id: "wamid.1" })]);
    expect([outbox.sending, outbox.timers.size]).toMatchObject([{ seq: 2 }, 0]);
  });

  test("OB8 a status that comes before its own answer counts when there is none", () => {
    const outbox = Outbox.after(wants(1), named(1));
    expect([outbox.state, outbox.told]).toEqual(["sending", []]);
    expect(outbox.answer(unknown).told).toEqual([told(1, "sent", { id: "wamid.1" })]);
    expect(outbox.state).toBe("idle");
  });

  test("OB8 named by nobody, it is sent once more, as one that they may have twice", () => {
    const outbox = Outbox.after(wants(1)).answer(unknown).ring();
    expect(outbox.sending).toMatchObject({ seq: 1, twice: true });
    expect(outbox.answer(sent("wamid.b")).told).toEqual([twice(1, "sent", { id: "wamid.b" })]);
  });

  test.each([
    ["waits for its turn", [paced(500)]],
    ["rests", [busy()]],
    ["is under way", [unknown]],
  ])("OB8 a status that names the first copy while the second one %s ends it", (_, [answer]) => {
    const outbox = Outbox.after(wants(1)).answer(unknown).ring();
    outbox.answer(answer!).take(named(1));
    expect([outbox.told, outbox.state]).toEqual([[twice(1, "sent", { id: "wamid.1" })], "idle"]);
  });

  test("OB8 a copy that waits behind another line is called off by a status of an earlier one", () => {
    const outbox = Outbox.after(wants(1)).answer(refused);
    for (const answer of [undefined, busy()]) {
      outbox.take(wants(2)).take(retries(1)).take(wants(3));
      if (answer) outbox.answer(answer);
      outbox.take(named(1));
      expect(outbox.waiting.map((entry) => "seq" in entry && entry.seq)).toEqual([2, 3]);
      if (answer) outbox.ring();
      outbox.answer(sent("wamid.2")).answer(sent("wamid.3"));
    }
    expect([outbox.state, outbox.told.filter(({ seq }) => seq === 1)]).toEqual([
      "idle",
      [expect.objectContaining({ delivery: expect.objectContaining({ state: "failed" }) as object })],
    ]);
  });

  test("OB8 one that was under way when an earlier one was named goes as the second", () => {
    const outbox = Outbox.after(wants(1)).answer(refused).take(retries(1)).take(named(1)).answer(sent("wamid.b"));
    expect(outbox.told.at(-1)).toEqual(twice(1, "sent", { id: "wamid.b" }));
    const first = Outbox.after(wants(1), named(1)).answer(sent("wamid.1"));
    expect(first.told).toEqual([told(1, "sent", { id: "wamid.1" })]);
  });

  test("OB8 if nobody learns what became of the second copy either, it is unclear, and there is no third", () => {
    const outbox = Outbox.after(wants(1)).answer(unknown).ring().answer(unknown);
    expect([outbox.state, outbox.waitMs]).toEqual(["unclear", RECONCILE_MS]);
    expect(outbox.ring().told).toEqual([twice(1, "unclear")]);
    expect([outbox.sending, outbox.state]).toEqual([undefined, "idle"]);
  });

  test("OB9 what the agent sends once more goes as one that they may have twice, however often", () => {
    const outbox = Outbox.after(wants(1, "telegram")).answer(unknown);
    for (const answer of [unknown, refused, sent("3"), sent("4")]) {
      outbox.take({ ...retries(1, "telegram"), at: outbox.now + MINUTE_MS });
      expect(outbox.sending).toMatchObject({ seq: 1, twice: true, inbox: "tg200", to: { chat: "77" } });
      outbox.answer(answer);
    }
    expect(outbox.told.slice(1).map(({ delivery }) => [delivery.state, delivery.twice])).toEqual([
      ["unclear", true],
      ["failed", true],
      ["sent", true],
      ["sent", true],
    ]);
  });

  test("OB9 what has surely failed is sent once more as any other, and after those that wait", () => {
    const outbox = Outbox.after(wants(1), wants(2)).answer(refused).take(retries(1));
    expect(outbox.answer(sent("wamid.2")).sending).toMatchObject({ seq: 1, what: "text" });
    expect(outbox.answer(sent("wamid.1")).told.at(-1)).toEqual(told(1, "sent", { id: "wamid.1" }));
  });

  test("OB9 what is on its way is not wanted a second time", () => {
    const outbox = Outbox.after(wants(1), wants(2), retries(1), retries(2));
    expect(outbox.waiting).toHaveLength(2);
    expect(outbox.answer(unknown).take(retries(1)).waiting).toHaveLength(2);
  });
});

describe("erasing", () => {
  test.each([
    ["rests", busy()],
    ["is unclear", unknown],
    ["is held back", paced(300)],
  ])("OB11 the first one, while it %s, leaves, and the next one goes on", (_, answer) => {
    const outbox = Outbox.after(wants(1), wants(2)).answer(answer).take(erases(1));
    expect([outbox.sending, outbox.timers.size, outbox.told]).toMatchObject([{ seq: 2 }, 0, []]);
  });

  test("OB11 one that is not its turn yet leaves, and one under way does not", () => {
    const outbox = Outbox.after(wants(1), wants(2), wants(3), erases(2), erases(1));
    expect(outbox.waiting.map((entry) => "seq" in entry && entry.seq)).toEqual([1, 3]);
  });

  test("OB11 of an erased line it is not remembered either that they may have it", () => {
    const outbox = Outbox.after(wants(1, "telegram")).answer(unknown);
    expect(outbox.context.doubtful.size).toBe(1);
    expect(outbox.take(erases(1)).context.doubtful.size).toBe(0);
  });
});

describe("reactions", () => {
  test("OB12 they go in their turn, and nobody is told what became of them", () => {
    const outbox = Outbox.after(wants(1), reacts("wamid.c"), wants(2)).answer(sent("wamid.1"));
    expect(outbox.sending).toMatchObject({ what: "reaction", of: "wamid.c", emoji: "👍" });
    expect(outbox.answer(refused).sending).toMatchObject({ seq: 2 });
    expect(outbox.told).toHaveLength(1);
  });

  test.each(["whatsapp", "telegram"] as const)(
    "OB12 on %s one of unknown outcome is set once more, after a rest",
    (channel) => {
      const outbox = Outbox.after(reacts("wamid.c", "", channel)).answer(unknown);
      expect([outbox.state, outbox.waitMs]).toEqual(["resting", 2 * SECOND_MS]);
      expect(outbox.ring().sending).not.toHaveProperty("twice");
      expect(outbox.answer(sent("r")).told).toEqual([]);
    },
  );
});

describe("what the customer sees of the agent", () => {
  test("OB13 it is asked for once at a time, and of what came meanwhile only the last", () => {
    const outbox = Outbox.after(reads("wamid.1"));
    expect(outbox.marking).toMatchObject({ id: "wamid.1", typing: false, inbox: "wa100" });
    outbox.take(reads("wamid.2")).take(reads("wamid.3", true));
    expect(outbox.marking).toBeUndefined();
    expect(outbox.take(marksSettle()).marking).toMatchObject({ id: "wamid.3", typing: true });
    expect(outbox.take(marksSettle()).marking).toBeUndefined();
    expect(outbox.take(reads("wamid.4")).marking).toMatchObject({ id: "wamid.4" });
  });

  test("OB13 one that fails is not tried again", () => {
    const outbox = Outbox.after(reads("wamid.1"), marksSettle({ kind: "failed", reason: "no" }));
    expect([outbox.asked, outbox.context.marks]).toEqual([[], { isUnderWay: false, wanted: null }]);
  });

  test("OB13 no line waits for it, and it changes nothing for those under way", () => {
    const outbox = Outbox.after(reads("wamid.1"));
    expect(outbox.take(wants(1)).sending).toMatchObject({ seq: 1 });
    outbox.take(reads("wamid.2")).take(marksSettle());
    expect(outbox.state).toBe("sending");
    expect(outbox.answer(sent("wamid.9")).state).toBe("idle");
  });
});

test("OB8 our own id of a line is known again, and those of others and of reactions are no line's", () => {
  expect(lineOf("demo_rosa", oursOf("demo_rosa", 17))).toBe(17);
  for (const ours of [oursOf("demo_rosa2", 17), "demo_rosa.r4", "demo_rosa.", "demo_rosa.-1", "17", "demo_rosa.1.5"])
    expect(lineOf("demo_rosa", ours)).toBeUndefined();
});
