import { expect, test } from "vitest";
import { outboxMachine } from "../../machines/outbox.ts";
import { CAPABILITIES } from "../../machines/outside.ts";
import {
  Outbox,
  answers,
  busy,
  erases,
  gone,
  marksSettle,
  named,
  paced,
  reads,
  refused,
  retries,
  sent,
  settles,
  unknown,
  wants,
  type OutboxStep,
} from "./support/outbox.ts";
import { lines, omissions, render, type TruthTable } from "./support/truth-table.ts";

/** The first of two is the second that was ever wanted, and line 7. */
const sending = () => Outbox.after(wants(6), answers(1, sent("wamid.6")), wants(7), wants(8));
const twice = () => sending().answer(unknown).ring().answer(unknown);

const states = {
  idle: Outbox.after(wants(6), answers(1, sent("wamid.6"))).snapshot,
  pacing: sending().answer(paced(500)).snapshot,
  sending: sending().snapshot,
  resting: sending().answer(busy()).snapshot,
  unclear: sending().answer(unknown).snapshot,
};

const DAY_MS = 86_400_000;
const at = (step: OutboxStep, time: number) => ({ ...step, at: time });
const events = {
  "entry.wanted": at(wants(9), 5_000),
  "entry.retried": at(retries(3), 5_000),
  "entry.retried of one that waits": at(retries(8), 5_000),
  "entry.erased the first": at(erases(7), 5_000),
  "entry.erased another": at(erases(8), 5_000),
  "entry.erased not here": at(erases(3), 5_000),
  "receipt.told of the first": at(named(7), 5_000),
  "receipt.told of another": at(named(8), 5_000),
  "read.wanted": at(reads("wamid.1"), 5_000),
  "mark.settled": at(marksSettle(), 5_000),
  "send.settled sent": at(answers(2, sent("wamid.7")), 5_000),
  "send.settled erased": at(answers(2, gone), 5_000),
  "send.settled too busy a number": at(answers(2, paced(100)), 5_000),
  "send.settled not now": at(answers(2, busy()), 5_000),
  "send.settled not for a day": at(answers(2, busy()), DAY_MS),
  "send.settled never": at(answers(2, refused), 5_000),
  "send.settled unknown": at(answers(2, unknown), 5_000),
  "send.settled thrown": at(settles(2, { kind: "failed", reason: "broke" }), 5_000),
  "send.settled too late": at(settles(2, { kind: "timedOut" }), 5_000),
  "send.settled of an earlier one": at(answers(1, unknown), 5_000),
  "pace.ended": at({ type: "pace.ended", n: 2 }, 5_000),
  "pace.ended of an earlier one": at({ type: "pace.ended", n: 1 }, 5_000),
  "rest.ended": at({ type: "rest.ended", n: 2 }, 5_000),
  "rest.ended of an earlier one": at({ type: "rest.ended", n: 1 }, 5_000),
  "reconcile.ended": at({ type: "reconcile.ended", n: 2 }, 5_000),
  "reconcile.ended of an earlier one": at({ type: "reconcile.ended", n: 1 }, 5_000),
} satisfies Record<string, OutboxStep>;

const table: TruthTable = { machine: outboxMachine, states, events };

const TABLE = `
event                             | idle    | pacing  | sending | resting | unclear
entry.wanted                      | sending | pacing  | sending | resting | unclear
entry.retried                     | sending | pacing  | sending | resting | unclear
entry.retried of one that waits   | sending | ·       | ·       | ·       | ·
entry.erased the first            | ·       | sending | ·       | sending | sending
entry.erased another              | ·       | pacing  | sending | resting | unclear
entry.erased not here             | ·       | ·       | ·       | ·       | ·
receipt.told of the first         | ·       | sending | sending | sending | sending
receipt.told of another           | ·       | pacing  | sending | resting | unclear
read.wanted                       | idle    | pacing  | sending | resting | unclear
mark.settled                      | idle    | pacing  | sending | resting | unclear
send.settled sent                 | ignored | ignored | sending | ignored | ignored
send.settled erased               | ignored | ignored | sending | ignored | ignored
send.settled too busy a number    | ignored | ignored | pacing  | ignored | ignored
send.settled not now              | ignored | ignored | resting | ignored | ignored
send.settled not for a day        | ignored | ignored | sending | ignored | ignored
send.settled never                | ignored | ignored | sending | ignored | ignored
send.settled unknown              | ignored | ignored | unclear | ignored | ignored
send.settled thrown               | ignored | ignored | unclear | ignored | ignored
send.settled too late             | ignored | ignored | unclear | ignored | ignored
send.settled of an earlier one    | ignored | ignored | ·       | ignored | ignored
pace.ended                        | ignored | sending | ignored | ignored | ignored
pace.ended of an earlier one      | ignored | ·       | ignored | ignored | ignored
rest.ended                        | ignored | ignored | ignored | sending | ignored
rest.ended of an earlier one      | ignored | ignored | ignored | ·       | ignored
reconcile.ended                   | ignored | ignored | ignored | ignored | sending
reconcile.ended of an earlier one | ignored | ignored | ignored | ignored | ·
`;

test("the outbox does in every state with every event what the table says", () => {
  expect(render(table)).toBe(lines(TABLE));
});

test("the table of the outbox leaves out no state and no event", () => {
  expect(omissions(table)).toEqual([]);
});

test("what nobody knows twice, and what comes too fast, goes on where the table cannot say", () => {
  expect(twice().state).toBe("unclear");
  expect(twice().ring().state).toBe("sending");
  const fast = new Outbox();
  for (let n = 1; n <= CAPABILITIES.whatsapp.customerBurst; n++) fast.take(wants(n)).answer(sent(`wamid.${n}`));
  expect([fast.state, fast.take(wants(100)).state]).toEqual(["idle", "pacing"]);
});
