import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { deriveDesk, waitingKey, type Desk } from "../../machines/desk.ts";
import type { Receipt } from "../../machines/queue-events.ts";
import {
  Centre,
  asks,
  asksBack,
  asksDepartment,
  asksReopen,
  changed,
  ended,
  enqueued,
  settings,
  snoozed,
  woken,
  type QueueStep,
} from "./support/centre.ts";

// Thousands of steps a test, on machines that do other things at the same time.
vi.setConfig({ testTimeout: 60_000 });

const DEPARTMENTS = ["general", "sales", "help"];
const thread = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
const agent = fc.constantFrom("ana", "luis", "zoe");
const someDepartments = fc.subarray(DEPARTMENTS, { minLength: 1 });

type Step = QueueStep & { ago?: number; pick?: number };

/** One thing that may come to the queue from anywhere, sensible or not. `ago`: how long the message took; `pick`: which of the
 * conversations then held or put aside it is about, and in the name of who holds it. */
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({ thread, department: fc.constantFrom(...DEPARTMENTS, "moon"), ago: fc.nat(3000) })
      .map(({ thread: room, department, ago }) => ({ ...enqueued(room, { department }), ago })),
  },
  { weight: 3, arbitrary: thread.map((room) => ended(room)) },
  { weight: 1, arbitrary: fc.tuple(thread, agent, agent).map(([room, from, to]) => asks(room, from, to)) },
  { weight: 3, arbitrary: fc.tuple(fc.nat(9), agent).map(([pick, to]) => ({ ...asks("held", "holder", to), pick })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.nat(9), fc.constantFrom(...DEPARTMENTS))
      .map(([pick, to]) => ({ ...asksDepartment("held", "holder", to), pick })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(9), agent).map(([pick, id]) => ({ ...asksBack("held", id, "holder"), pick })),
  },
  { weight: 1, arbitrary: fc.tuple(thread, agent).map(([room, id]) => asksBack(room, id, null)) },
  { weight: 3, arbitrary: fc.nat(9).map((pick) => ({ ...snoozed("held", "holder"), pick })) },
  { weight: 1, arbitrary: fc.tuple(thread, agent).map(([room, id]) => snoozed(room, id)) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(thread, fc.constantFrom("time" as const, "customer" as const, "agent" as const))
      .map(([room, by]) => woken(room, by)),
  },
  { weight: 2, arbitrary: fc.tuple(thread, agent).map(([room, id]) => asksReopen(room, id)) },
  {
    weight: 2,
    arbitrary: fc
      .record({
        present: fc.boolean(),
        available: fc.boolean(),
        capacity: fc.nat(3),
        departments: fc.subarray(DEPARTMENTS),
      })
      .chain((seat) => agent.map((id) => changed(id, seat))),
  },
  { weight: 4, arbitrary: agent.map((id) => changed(id, { capacity: 2, departments: DEPARTMENTS })) },
  { weight: 1, arbitrary: someDepartments.map((departments) => settings(departments)) },
  { weight: 1, arbitrary: fc.constant({ type: "positions.due" } as const) },
  { weight: 1, arbitrary: fc.constant({ type: "hours.turned" } as const) },
);
const steps = fc.array(step, { minLength: 10, maxLength: 80, size: "max" });

interface Moment {
  centre: Centre;
  before: Desk;
  step: QueueStep;
  /** Receipts of this step alone. */
  receipts: Receipt[];
}

/** Plays a sequence and looks at the queue after each step. Returns all receipts. */
function play(sequence: readonly Step[], look: (moment: Moment) => void): Receipt[] {
  const centre = Centre.after(settings(DEPARTMENTS));
  for (const { ago = 0, pick = 0, ...rest } of sequence) {
    const one = { ...rest };
    const had = centre.receipts.length;
    const before = centre.context;
    if (one.type === "conversation.enqueued") one.enqueuedAt = centre.now + 1000 - ago;
    if ("from" in one && one.from.room === "held") {
      const [key = "nobody/nothing.1"] = centre.context.held.at(pick % Math.max(1, centre.context.held.size)) ?? [];
      const [holder, id] = key.split("/") as [string, string];
      for (const [field, value] of Object.entries(one)) if (value === "holder") Object.assign(one, { [field]: holder });
      Object.assign(one, { from: { party: "conversation", room: id.slice(0, -2) } });
    }
    centre.take(one);
    look({ centre, before, step: one, receipts: centre.receipts.slice(had) });
  }
  return centre.receipts;
}

function always(look: (moment: Moment) => void, begin: () => void = () => {}): void {
  const happened = { fromLine: 0, transfer: 0, reopened: 0, woken: 0, undone: 0 };
  fc.assert(
    fc.property(steps, (sequence) => {
      begin();
      for (const { how } of play(sequence, look)) happened[how]++;
    }),
    { numRuns: 100 },
  );
  // Sequences in which nobody is given anything would prove nothing.
  expect(happened.fromLine).toBeGreaterThan(100);
  for (const how of ["transfer", "reopened", "woken", "undone"] as const) expect(happened[how], how).toBeGreaterThan(2);
}

const plain = ({ conversations, seats, waiting, free, staff, away, held, present, available }: Desk) => ({
  conversations: [...conversations],
  seats: [...seats],
  waiting: [...waiting],
  free: [...free],
  staff: [...staff],
  away: [...away],
  held: [...held],
  present,
  available,
});

const TAKEN = ["conversation.transferred", "conversation.reopened", "transfer.undone"];
/** What each question of a thread may be answered with. */
const ANSWERS: Partial<Record<QueueStep["type"], string[]>> = {
  "transfer.asked": ["transfer.declined", "conversation.transferred"],
  "departmentTransfer.asked": ["transfer.declined", "conversation.moved"],
  "undo.asked": ["undo.declined", "transfer.undone"],
  "reopen.asked": ["reopen.declined", "conversation.reopened"],
};

describe("whatever comes in whatever order", () => {
  test("QU1 every index says what the stored rows say", () => {
    always(({ centre: { context } }) => expect(plain(context)).toEqual(plain(deriveDesk(context))));
  });

  test("QU1 every open conversation is in exactly one place, and no other is", () => {
    let open = new Set<string>();
    always(
      ({ centre: { context }, step: taken, receipts }) => {
        if (taken.type === "conversation.enqueued") open.add(`${taken.from.room}.1`);
        if (taken.type === "conversation.ended") open.delete(`${taken.from.room}.1`);
        if (receipts.some(({ how }) => how === "reopened"))
          open.add(`${(taken as { from: { room: string } }).from.room}.1`);
        const aside = [...context.conversations.values()].filter(({ snoozedBy }) => snoozedBy !== null);
        const places = [...context.waiting.values(), ...context.held.values(), ...aside.map(({ id }) => id)];
        expect(places.sort()).toEqual([...open].sort());
        expect([...context.conversations.keys()]).toEqual([...open].sort());
      },
      () => (open = new Set()),
    );
  });

  test("QU4 an agent's load is the number they hold, and it never grows above the capacity", () => {
    always(({ centre: { context }, before }) => {
      for (const { id, load, capacity, present } of context.seats.values()) {
        expect(load).toBe(context.held.countPrefix(`${id}/`));
        if (load > capacity) expect(load).toBeLessThanOrEqual(before.seats.get(id)?.load ?? 0);
        if (!present) expect(load).toBe(0);
      }
    });
  });

  test("QU4 QU5 each receipt's agent was the first of those who could", () => {
    always(({ centre: { context }, receipts }) => {
      for (const { agentId, how, first, department } of receipts) {
        const seat = context.seats.get(agentId)!;
        // QU20, QU21, QU23: who wants one back need not be Disponible.
        expect([seat.present, seat.available || how !== "fromLine"]).toEqual([true, true]);
        if (how !== "fromLine") continue;
        expect(seat.departments).toContain(department);
        expect(first[0]!.agentId).toBe(agentId);
        const order = first.map(({ load, assignedAt, agentId: id }) => [load, assignedAt, id] as const);
        const sorted = order.toSorted(([l1, a1, i1], [l2, a2, i2]) => l1 - l2 || a1 - a2 || (i1 < i2 ? -1 : 1));
        expect(order).toEqual(sorted);
      }
    });
  });

  test("QU3 nobody is given away past somebody who waits longer in the same line", () => {
    always(({ centre: { context }, receipts }) => {
      for (const { how, conversationId, department } of receipts) {
        if (how !== "fromLine") continue;
        const head = context.waiting.first(`${department}/`)?.[0];
        const entry = context.conversations.get(conversationId)!;
        if (head !== undefined) expect(waitingKey({ ...entry, department }) < head).toBe(true);
      }
    });
  });

  test("QU6 nobody loses the time of their arrival", () => {
    always(({ centre: { context }, before }) => {
      for (const [id, { enqueuedAt }] of before.conversations)
        expect(context.conversations.get(id)?.enqueuedAt ?? enqueuedAt).toBe(enqueuedAt);
    });
  });

  test("QU7 QU20 QU22 QU23 whatever a thread asks for is answered once", () => {
    always(({ centre, step: taken }) => {
      const expected = ANSWERS[taken.type];
      if (!expected || !("from" in taken)) return;
      expect(centre.toldTo(taken.from.room).filter(({ type }) => expected.includes(type))).toHaveLength(1);
    });
  });

  test("QU10 receipts are numbered without gaps", () => {
    always(({ centre }) =>
      expect(centre.receipts.map(({ seq }) => seq)).toEqual(centre.receipts.map((_, index) => index + 1)),
    );
  });

  test("QU16 the queue is clear exactly when nobody waits, and in no line wait a customer and a free agent", () => {
    always(({ centre: { context, state } }) => {
      expect(state).toBe(context.waiting.size === 0 ? "clear" : "backlog");
      for (const key of context.waiting.keys()) {
        const [department] = key.split("/", 1) as [string];
        expect(context.departments).toContain(department);
        expect(context.free.first(`${department}/`)).toBeUndefined();
      }
    });
  });

  test("QU4 what threads and agents were told adds up to what is in the books", () => {
    let holders = new Map<string, string>();
    let lists = new Map<string, Set<string>>();
    let aside = new Set<string>();
    always(
      ({ centre, step: taken }) => {
        for (const { room, type, ...notice } of centre.told) {
          const list = lists.get(room) ?? new Set<string>();
          if (TAKEN.includes(type)) holders.set(room, notice.agentId as string);
          if (type === "conversation.returned" || type === "conversation.moved") holders.delete(room);
          if (type === "conversation.assigned" && "agentId" in notice) holders.set(room, notice.agentId as string);
          else if (type === "conversation.assigned") lists.set(room, list.add(notice.conversationId as string));
          if (type === "conversation.unassigned") list.delete(notice.conversationId as string);
          if (type === "conversation.snoozed") aside.add(`${room}/${String(notice.conversationId)}`);
          if (type === "conversation.woken") aside.delete(`${room}/${String(notice.conversationId)}`);
        }
        const { conversations, held } = centre.context;
        // The thread had decided that by itself.
        if (taken.type === "conversation.snoozed") holders.delete(taken.from.room);
        for (const { thread: room, agentId } of conversations.values()) expect(holders.get(room) ?? null).toBe(agentId);
        for (const room of holders.keys()) if (!conversations.has(`${room}.1`)) holders.delete(room);
        const told = [...lists].flatMap(([id, list]) => [...list].map((conversation) => `${id}/${conversation}`));
        expect(told.sort()).toEqual([...held.keys()]);
        const out = [...conversations.values()].flatMap(({ id, snoozedBy: by }) => (by === null ? [] : `${by}/${id}`));
        expect([...aside].sort()).toEqual(out.sort());
      },
      () => {
        holders = new Map();
        lists = new Map();
        aside = new Set();
      },
    );
  });
});
