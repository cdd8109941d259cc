import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyDesk, remove, waits, withConversation, type Entry } from "../../machines/desk.ts";
import type { QueueContext } from "../../machines/queue-events.ts";
import { LINE_MAX } from "../../party/protocol/queue.ts";
import { longestWaiting } from "../../party/rooms/queue-line.ts";

const DEPARTMENTS = ["soporte", "ventas"];
/** As many as are shown, and as many again behind them. */
const CONVERSATIONS = 2 * LINE_MAX;

const entry = (n: number, changes: Partial<Entry>): Entry => ({
  id: `c${n}`,
  thread: `t${n}`,
  conversation: 1,
  department: DEPARTMENTS[n % 2]!,
  channel: "web",
  customerId: `t${n}`,
  customerName: "Rosa",
  enqueuedAt: n * 7,
  agentId: null,
  transfer: null,
  movedFrom: null,
  snoozedBy: null,
  assignments: 0,
  returned: false,
  ...changes,
});

const contextOf = (desk: typeof emptyDesk) => ({ ...desk, departments: DEPARTMENTS }) as unknown as QueueContext;
const empty = contextOf(emptyDesk);
/** From the rule alone: sorts everybody. */
const byRule = ({ conversations }: QueueContext): string[] =>
  [...conversations.values()]
    .filter((one) => waits(one) && DEPARTMENTS.includes(one.department))
    .sort((a, b) => a.enqueuedAt - b.enqueuedAt || (a.id < b.id ? -1 : 1))
    .slice(0, LINE_MAX)
    .map(({ id }) => id)
    .sort();

const change = fc.record({
  n: fc.nat(CONVERSATIONS - 1),
  to: fc.constantFrom<"gone" | Partial<Entry>>(
    "gone",
    {},
    { enqueuedAt: 3 },
    { agentId: "ana" },
    { snoozedBy: "ana" },
    { customerName: "Rosa Prieto" },
    { department: "ventas" },
    { department: "elsewhere" },
  ),
});

test("QU19 those who wait longest, made from what was shown before, are those whom all books give, whatever happened since", () => {
  let full = empty;
  for (let n = 0; n < CONVERSATIONS; n++)
    if (n % 5 > 0) full = contextOf(withConversation(full, `c${n}`, entry(n, {})));
  const steps = fc.array(fc.array(change, { maxLength: 12 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.constantFrom(empty, full), steps, (start, looks) => {
      let context = start;
      let line = longestWaiting(context);
      expect([...line.keys()]).toEqual(byRule(context));
      for (const changes of looks) {
        const before = { context, line };
        for (const { n, to } of changes) {
          const had = context.conversations.get(`c${n}`);
          if (to !== "gone") context = contextOf(withConversation(context, `c${n}`, entry(n, to)));
          else if (had) context = contextOf(remove(context, had));
        }
        line = longestWaiting(context, before);
        expect([...line.keys()]).toEqual(byRule(context));
        for (const [id, shown] of line) expect(shown).toBe(context.conversations.get(id));
      }
    }),
  );
});

test("QU19 what happens behind those who are shown, or to nobody who waits, leaves them the same object", () => {
  let context = empty;
  for (let n = 0; n < CONVERSATIONS; n++) context = contextOf(withConversation(context, `c${n}`, entry(n, {})));
  const line = longestWaiting(context);
  const came = contextOf(withConversation(context, "new", { ...entry(CONVERSATIONS, {}), id: "new" }));
  expect(longestWaiting(came, { context, line })).toBe(line);
  const left = contextOf(remove(came, came.conversations.get(`c${CONVERSATIONS - 1}`)!));
  expect(longestWaiting(left, { context: came, line })).toBe(line);
  const moved = contextOf(remove(left, left.conversations.get("c0")!));
  expect(longestWaiting(moved, { context: left, line })).not.toBe(line);
});
