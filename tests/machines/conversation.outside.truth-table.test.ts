import { expect, test } from "vitest";
import { conversationMachine } from "../../machines/conversation.ts";
import type { Said } from "../../machines/outside.ts";
import type { ThreadEvent } from "../../machines/thread.ts";
import { stateOf } from "./support/asked.ts";
import { DAY_MS, INBOX, MORNING, OUTSIDE_EVENTS, OutsideThread, ROSA } from "./support/outside.ts";
import {
  ana,
  asksTransfer,
  assigned,
  closes,
  luis,
  rejoined,
  reopens,
  snoozes,
  wakes,
  type ThreadStep,
} from "./support/thread.ts";
import { lines, omissions, render, unanswered, type TruthTable } from "./support/truth-table.ts";

const UNTIL = MORNING + DAY_MS;
const reached = (...steps: ThreadStep[]) => {
  const thread = OutsideThread.of("whatsapp", "Hola");
  for (const step of steps) thread.take(step);
  return thread.snapshot;
};

/** In each state Rosa has written by WhatsApp in the morning; Ana holds the conversation, or had it before. */
const states = {
  quiet: reached(assigned(), closes()),
  reopening: reached(assigned(), closes(), reopens()),
  queued: reached(),
  snoozed: reached(assigned(), snoozes(UNTIL)),
  waking: reached(assigned(), snoozes(UNTIL), wakes()),
  returning: reached(assigned(), snoozes(UNTIL), wakes(), rejoined()),
  "assigned.talking": reached(assigned()),
  "assigned.transferring": reached(assigned(), asksTransfer()),
};

const at = MORNING + 60_000;
const late = MORNING + 2 * DAY_MS;
const hers = {
  seq: 2,
  kind: "text",
  at: 1,
  conversation: 1,
  authorId: "demo_rosa",
  from: "customer",
  commandId: "in1",
  file: "",
} as const;
const line = { ...hers, outsideId: "in1", sentAt: MORNING + 1000 };
const ours = {
  ...hers,
  seq: 3,
  authorId: ana.id,
  from: "agent",
  delivery: { state: "sent", at: 1 },
  outsideId: "out1",
} as const;
const failed = { ...ours, delivery: { state: "failed", at: 1 } } as const;
const file = { ...line, kind: "file", file: "f1" } as const;

const heard = (type: string, said: Said, rows: unknown[] = []) =>
  ({
    type,
    inbox: INBOX,
    channel: "whatsapp",
    department: "general",
    fileId: "f9",
    received: { id: "in9", sentAt: at, contact: ROSA, said },
    rows,
    at,
  }) as unknown as ThreadEvent;
const receipt = (state: string, rows: unknown[]) =>
  ({
    type: "outside.receipt",
    inbox: INBOX,
    receipt: { id: "out1", state, at, contact: {} },
    rows,
    at,
  }) as unknown as ThreadEvent;
const agent = (type: string, step: object, by = ana, when = at) =>
  ({ type, commandId: "a1", by, at: when, ...step }) as unknown as ThreadEvent;
const template = { template: { name: "a", language: "es", parameters: [], text: "Hola" } };
const text: Said = { kind: "text", text: "Hola" };
const system: Said = { kind: "shared", shared: { type: "system", text: "Changed" } };
const windowUntil = (states.queued.context as { outside: { windowUntil: number } }).outside.windowUntil;
const told = (type: string, more: object): ThreadEvent => ({ type, at, ...more }) as unknown as ThreadEvent;

const events = {
  "outside.said": heard("outside.said", text),
  "outside.reacted": heard("outside.reacted", { kind: "reaction", of: "in1", emoji: "👍" }, [line]),
  "outside.reacted to nothing here": heard("outside.reacted", { kind: "reaction", of: "?", emoji: "👍" }, [null]),
  "outside.edited": heard("outside.edited", { kind: "edited", of: "in1", text: "Buenas" }, [line]),
  "outside.edited what is ours": heard("outside.edited", { kind: "edited", of: "out1", text: "Buenas" }, [ours]),
  "outside.revoked": heard("outside.revoked", { kind: "revoked", of: "in1" }, [line]),
  "outside.revoked what is ours": heard("outside.revoked", { kind: "revoked", of: "out1" }, [ours]),
  "outside.revoked what is not here": heard("outside.revoked", { kind: "revoked", of: "?" }, [null]),
  "outside.noticed": heard("outside.noticed", system),
  "outside.receipt news": receipt("read", [ours]),
  "outside.receipt of below": receipt("sent", [ours]),
  "outside.receipt of nothing here": receipt("read", [null, null]),
  "outside.blocked": told("outside.blocked", { blocked: true, when: at }),
  "outside.blocked before they wrote": told("outside.blocked", { blocked: true, when: MORNING }),
  "outside.addressChanged": told("outside.addressChanged", {
    to: { phone: "1" },
    text: "New",
    when: at,
    commandId: "k",
  }),
  "window.closed": told("window.closed", { until: windowUntil, at: windowUntil }),
  "window.closed an earlier one": told("window.closed", { until: 1 }),
  "delivery.changed news": told("delivery.changed", { seq: 3, delivery: { state: "failed", at }, row: ours }),
  "delivery.changed of below": told("delivery.changed", { seq: 3, delivery: { state: "waiting", at }, row: ours }),
  "delivery.changed of a reaction": told("delivery.changed", { seq: 0, delivery: { state: "sent", at }, row: null }),
  "file.came": told("file.came", { seq: 2, file: { id: "f1", kind: "image", type: "image/png", bytes: 1 }, row: file }),
  "file.came of an erased line": told("file.came", { seq: 2, file: { id: "f1" }, row: { ...line, kind: "erased" } }),
  "file.came of no line": told("file.came", { seq: 9, file: { id: "f1" }, row: null }),
  "file.missing": told("file.missing", { seq: 2, reason: "mediaGone", row: file }),
  "file.missing of no line": told("file.missing", { seq: 9, reason: "mediaGone", row: null }),
  "agent.replied the holder": agent("agent.replied", { text: "Sí", rows: [line] }),
  "agent.replied nothing": agent("agent.replied", { text: "", rows: [line] }),
  "agent.replied too late": agent("agent.replied", { text: "Sí", rows: [line] }, ana, late),
  "agent.replied another": agent("agent.replied", { text: "Sí", rows: [line] }, luis),
  "agent.sentTemplate the holder": agent("agent.sentTemplate", template),
  "agent.sentTemplate late": agent("agent.sentTemplate", template, ana, late),
  "agent.sentTemplate another": agent("agent.sentTemplate", template, luis),
  "agent.reacted the holder": agent("agent.reacted", { seq: 2, emoji: "👍", row: line }),
  "agent.reacted to what is ours": agent("agent.reacted", { seq: 3, emoji: "👍", row: ours }),
  "agent.reacted too late": agent("agent.reacted", { seq: 2, emoji: "👍", row: line }, ana, late),
  "agent.reacted another": agent("agent.reacted", { seq: 2, emoji: "👍", row: line }, luis),
  "retry.requested the holder": agent("retry.requested", { seq: 3, row: failed }),
  "retry.requested too late": agent("retry.requested", { seq: 3, row: failed }, ana, late),
  "retry.requested of what was sent": agent("retry.requested", { seq: 3, row: ours }),
  "retry.requested of a missing file": agent("retry.requested", { seq: 2, row: { ...file, missing: "fileDamaged" } }),
  "retry.requested another": agent("retry.requested", { seq: 3, row: failed }, luis),
  "agent.wrote too late": agent("agent.wrote", { text: "Hola" }, ana, late),
  "agent.sentFile too late": agent(
    "agent.sentFile",
    { file: { id: "f2" }, caption: "", conversation: null },
    ana,
    late,
  ),
} satisfies Record<string, ThreadEvent>;

const table: TruthTable = { machine: conversationMachine, states, events: events as unknown as TruthTable["events"] };

const BETWEEN = `
event                             | quiet                   | reopening
outside.said                      | queued                  | queued
outside.reacted                   | quiet                   | reopening
outside.reacted to nothing here   | ·                       | ·
outside.edited                    | quiet                   | reopening
outside.edited what is ours       | ·                       | ·
outside.revoked                   | quiet                   | reopening
outside.revoked what is ours      | ·                       | ·
outside.revoked what is not here  | quiet                   | reopening
outside.noticed                   | quiet                   | reopening
outside.receipt news              | quiet                   | reopening
outside.receipt of below          | ·                       | ·
outside.receipt of nothing here   | ·                       | ·
outside.blocked                   | quiet                   | reopening
outside.blocked before they wrote | ·                       | ·
outside.addressChanged            | quiet                   | reopening
window.closed                     | quiet                   | reopening
window.closed an earlier one      | ignored                 | ignored
delivery.changed news             | quiet                   | reopening
delivery.changed of below         | ·                       | ·
delivery.changed of a reaction    | ·                       | ·
file.came                         | quiet                   | reopening
file.came of an erased line       | quiet                   | reopening
file.came of no line              | ·                       | ·
file.missing                      | quiet                   | reopening
file.missing of no line           | ·                       | ·
agent.replied the holder          | no: conversationNotOpen | no: conversationNotOpen
agent.replied nothing             | no: conversationNotOpen | no: conversationNotOpen
agent.replied too late            | no: conversationNotOpen | no: conversationNotOpen
agent.replied another             | no: conversationNotOpen | no: conversationNotOpen
agent.sentTemplate the holder     | no: conversationNotOpen | no: conversationNotOpen
agent.sentTemplate late           | no: conversationNotOpen | no: conversationNotOpen
agent.sentTemplate another        | no: conversationNotOpen | no: conversationNotOpen
agent.reacted the holder          | no: conversationNotOpen | no: conversationNotOpen
agent.reacted to what is ours     | no: conversationNotOpen | no: conversationNotOpen
agent.reacted too late            | no: conversationNotOpen | no: conversationNotOpen
agent.reacted another             | no: conversationNotOpen | no: conversationNotOpen
retry.requested the holder        | no: conversationNotOpen | no: conversationNotOpen
retry.requested too late          | no: conversationNotOpen | no: conversationNotOpen
retry.requested of what was sent  | no: conversationNotOpen | no: conversationNotOpen
retry.requested of a missing file | no: conversationNotOpen | no: conversationNotOpen
retry.requested another           | no: conversationNotOpen | no: conversationNotOpen
agent.wrote too late              | no: conversationNotOpen | no: conversationNotOpen
agent.sentFile too late           | quiet                   | reopening
`;
const WAITING = `
event                             | queued                  | snoozed                 | waking                  | returning
outside.said                      | queued                  | waking                  | waking                  | returning
outside.reacted                   | queued                  | snoozed                 | waking                  | returning
outside.reacted to nothing here   | ·                       | ·                       | ·                       | ·
outside.edited                    | queued                  | snoozed                 | waking                  | returning
outside.edited what is ours       | ·                       | ·                       | ·                       | ·
outside.revoked                   | queued                  | snoozed                 | waking                  | returning
outside.revoked what is ours      | ·                       | ·                       | ·                       | ·
outside.revoked what is not here  | queued                  | snoozed                 | waking                  | returning
outside.noticed                   | queued                  | snoozed                 | waking                  | returning
outside.receipt news              | queued                  | snoozed                 | waking                  | returning
outside.receipt of below          | ·                       | ·                       | ·                       | ·
outside.receipt of nothing here   | ·                       | ·                       | ·                       | ·
outside.blocked                   | queued                  | snoozed                 | waking                  | returning
outside.blocked before they wrote | ·                       | ·                       | ·                       | ·
outside.addressChanged            | queued                  | snoozed                 | waking                  | returning
window.closed                     | queued                  | snoozed                 | waking                  | returning
window.closed an earlier one      | ignored                 | ignored                 | ignored                 | ignored
delivery.changed news             | queued                  | snoozed                 | waking                  | returning
delivery.changed of below         | ·                       | ·                       | ·                       | ·
delivery.changed of a reaction    | ·                       | ·                       | ·                       | ·
file.came                         | queued                  | snoozed                 | waking                  | returning
file.came of an erased line       | queued                  | snoozed                 | waking                  | returning
file.came of no line              | ·                       | ·                       | ·                       | ·
file.missing                      | queued                  | snoozed                 | waking                  | returning
file.missing of no line           | ·                       | ·                       | ·                       | ·
agent.replied the holder          | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.replied nothing             | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.replied too late            | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.replied another             | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.sentTemplate the holder     | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.sentTemplate late           | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.sentTemplate another        | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.reacted the holder          | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.reacted to what is ours     | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.reacted too late            | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.reacted another             | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
retry.requested the holder        | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
retry.requested too late          | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
retry.requested of what was sent  | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
retry.requested of a missing file | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
retry.requested another           | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.wrote too late              | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.sentFile too late           | queued                  | snoozed                 | waking                  | returning
`;
const ASSIGNED = `
event                             | assigned.talking        | assigned.transferring
outside.said                      | assigned.talking        | assigned.transferring
outside.reacted                   | assigned.talking        | assigned.transferring
outside.reacted to nothing here   | ·                       | ·
outside.edited                    | assigned.talking        | assigned.transferring
outside.edited what is ours       | ·                       | ·
outside.revoked                   | assigned.talking        | assigned.transferring
outside.revoked what is ours      | ·                       | ·
outside.revoked what is not here  | assigned.talking        | assigned.transferring
outside.noticed                   | assigned.talking        | assigned.transferring
outside.receipt news              | assigned.talking        | assigned.transferring
outside.receipt of below          | ·                       | ·
outside.receipt of nothing here   | ·                       | ·
outside.blocked                   | assigned.talking        | assigned.transferring
outside.blocked before they wrote | ·                       | ·
outside.addressChanged            | assigned.talking        | assigned.transferring
window.closed                     | assigned.talking        | assigned.transferring
window.closed an earlier one      | ignored                 | ignored
delivery.changed news             | assigned.talking        | assigned.transferring
delivery.changed of below         | ·                       | ·
delivery.changed of a reaction    | ·                       | ·
file.came                         | assigned.talking        | assigned.transferring
file.came of an erased line       | assigned.talking        | assigned.transferring
file.came of no line              | ·                       | ·
file.missing                      | assigned.talking        | assigned.transferring
file.missing of no line           | ·                       | ·
agent.replied the holder          | assigned.talking        | assigned.transferring
agent.replied nothing             | no: emptyText           | no: emptyText
agent.replied too late            | no: windowClosed        | no: windowClosed
agent.replied another             | no: notYourConversation | no: notYourConversation
agent.sentTemplate the holder     | assigned.talking        | assigned.transferring
agent.sentTemplate late           | assigned.talking        | assigned.transferring
agent.sentTemplate another        | no: notYourConversation | no: notYourConversation
agent.reacted the holder          | assigned.talking        | assigned.transferring
agent.reacted to what is ours     | no: notOnThisChannel    | no: notOnThisChannel
agent.reacted too late            | no: windowClosed        | no: windowClosed
agent.reacted another             | no: notYourConversation | no: notYourConversation
retry.requested the holder        | assigned.talking        | assigned.transferring
retry.requested too late          | no: windowClosed        | no: windowClosed
retry.requested of what was sent  | no: nothingToRetry      | no: nothingToRetry
retry.requested of a missing file | assigned.talking        | assigned.transferring
retry.requested another           | no: notYourConversation | no: notYourConversation
agent.wrote too late              | no: windowClosed        | no: windowClosed
agent.sentFile too late           | assigned.talking        | assigned.transferring
`;

const only = (...names: (keyof typeof states)[]): TruthTable => ({
  ...table,
  states: Object.fromEntries(names.map((name) => [name, states[name]])),
});

test("CH1 CH4 a WhatsApp thread without an open conversation does with what comes from outside what the table says", () => {
  expect(render(only("quiet", "reopening"))).toBe(lines(BETWEEN));
});

test("CH1 CH4 a WhatsApp thread whose conversation nobody holds does with what comes from outside what the table says", () => {
  expect(render(only("queued", "snoozed", "waking", "returning"))).toBe(lines(WAITING));
});

test("CH1 CH5 a WhatsApp thread that an agent holds does with what comes from outside what the table says", () => {
  expect(render(only("assigned.talking", "assigned.transferring"))).toBe(lines(ASSIGNED));
});

test("the table has every state, and every event of a channel outside", () => {
  const [types, known] = [Object.values(events).map(({ type }) => type), conversationMachine.events as string[]];
  expect(OUTSIDE_EVENTS.filter((type) => !types.includes(type as never) || !known.includes(type))).toEqual([]);
  expect(omissions(table).filter((omitted) => !known.includes(omitted))).toEqual([]);
  for (const [state, snapshot] of Object.entries(states)) expect(stateOf(snapshot)).toBe(state);
});

test("whatever an agent asks of a channel outside is answered", () => {
  expect(unanswered(table, ["agent.replied", "agent.sentTemplate", "agent.reacted", "retry.requested"])).toEqual([]);
});
