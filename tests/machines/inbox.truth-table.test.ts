import { expect, test } from "vitest";
import type { InboxEvent } from "../../machines/inbox-setup.ts";
import { inboxMachine } from "../../machines/inbox.ts";
import {
  Inbox,
  checked,
  configures,
  counts,
  gave,
  gaveNone,
  removes,
  takesSlot,
  template,
  templatesDue,
  wantsCheck,
  wantsTemplates,
} from "./support/inbox.ts";
import { lines, render, unanswered, type TruthTable } from "./support/truth-table.ts";

const at = 5_000_000;
const met = Inbox.after(configures());
met.meets({ phone: "34600" }, "Rosa");
const rows = met.lookUp(["phone:34600"]);

/** Both regions in each of their states: what is looked up for one of them is never waited for by the other. */
const states = {
  off: new Inbox().snapshot,
  "on.check.checking.templates.resting": met.snapshot,
  "on.check.checked.templates.resting": Inbox.after(configures(), checked()).snapshot,
  "on.check.checking.templates.coming": Inbox.after(configures(), wantsTemplates).snapshot,
  "on.check.checked.templates.coming": Inbox.after(configures(), checked(), wantsTemplates).snapshot,
};

const rosa = { address: { phone: "34600" }, thread: "demo_o9", when: at };
const events = {
  "inbox.configured": { ...configures({ name: "Otra" }), at },
  "inbox.configured the same": { ...configures(), at },
  "inbox.configured without name": { ...configures({ name: " " }), at },
  "inbox.configured long name": { ...configures({ name: "x".repeat(81) }), at },
  "inbox.removed": { ...removes, at },
  "check.wanted": { ...wantsCheck, at },
  "check.ended": { ...checked(), at },
  "check.ended of another set-up": { ...checked([], 7), at },
  "templates.wanted": { ...wantsTemplates, at },
  "templates.due": { ...templatesDue(), at },
  "templates.ended": { ...gave([template("a")]), at },
  "templates.ended with more": { ...gave([template("a")], { next: 1 }), at },
  "templates.ended of another set-up": { ...gave([template("a")], { setUp: 7 }), at },
  "templates.ended without any": { ...gaveNone({ kind: "timedOut" }), at },
  "contact.met": { type: "contact.met", ...rosa, name: "Rosa", rows: [null], at },
  "contact.met again": { type: "contact.met", ...rosa, name: "Rosa", rows, at },
  "contact.met nobody": { type: "contact.met", address: {}, thread: "demo_o9", name: "", when: at, rows: [], at },
  "address.changed": {
    type: "address.changed",
    from: { phone: "34600" },
    to: { phone: "34611" },
    when: at,
    rows: [...rows, null],
    ofFrom: 1,
    at,
  },
  "address.changed of nobody": {
    type: "address.changed",
    from: { phone: "34600" },
    to: { phone: "34611" },
    when: at,
    rows: [null, null],
    ofFrom: 1,
    at,
  },
  "slot.taken": { ...takesSlot, at },
  "received.counted": { ...counts(10), at },
} satisfies Record<string, InboxEvent>;

const table: TruthTable = { machine: inboxMachine, states, events };

/** The second columns are of regions: C checking, D checked; R resting, M coming. */
const SHORT: Record<string, string> = {
  "on.check.checking.templates.resting": "CR",
  "on.check.checked.templates.resting": "DR",
  "on.check.checking.templates.coming": "CM",
  "on.check.checked.templates.coming": "DM",
};
const short = (text: string): string =>
  Object.entries(SHORT).reduce((all, [state, name]) => all.replaceAll(state, name), text);

const TABLE = `
event                             | off             | CR  | DR  | CM  | DM
inbox.configured                  | CR              | CR  | CR  | CR  | CR
inbox.configured the same         | CR              | ·   | ·   | ·   | ·
inbox.configured without name     | no: nameMissing | no: nameMissing | no: nameMissing | no: nameMissing | no: nameMissing
inbox.configured long name        | no: nameTooLong | no: nameTooLong | no: nameTooLong | no: nameTooLong | no: nameTooLong
inbox.removed                     | ·               | off | off | off | off
check.wanted                      | no: inboxOff    | ·   | CR  | ·   | CM
check.ended                       | ·               | DR  | ·   | DM  | ·
check.ended of another set-up     | ·               | ·   | ·   | ·   | ·
templates.wanted                  | no: inboxOff    | CM  | DM  | ·   | ·
templates.due                     | ·               | ·   | ·   | ·   | ·
templates.ended                   | ·               | ·   | ·   | CR  | DR
templates.ended with more         | ·               | ·   | ·   | CM  | DM
templates.ended of another set-up | ·               | ·   | ·   | ·   | ·
templates.ended without any       | ·               | ·   | ·   | CR  | DR
contact.met                       | no: inboxOff    | CR  | DR  | CM  | DM
contact.met again                 | no: inboxOff    | ·   | ·   | ·   | ·
contact.met nobody                | no: inboxOff    | ·   | ·   | ·   | ·
address.changed                   | no: inboxOff    | CR  | DR  | CM  | DM
address.changed of nobody         | no: inboxOff    | ·   | ·   | ·   | ·
slot.taken                        | no: inboxOff    | CR  | DR  | CM  | DM
received.counted                  | ·               | CR  | DR  | CM  | DM
`;

test("an inbox does in all its states with every event what the table says", () => {
  expect(lines(short(render(table)))).toBe(lines(TABLE));
});

test("the table of the inbox leaves out no event", () => {
  const types = new Set(Object.values(events).map(({ type }) => type));
  expect([...types].toSorted()).toEqual((inboxMachine.events as string[]).toSorted());
});

test("whoever speaks with an inbox is answered", () => {
  expect(unanswered(table, inboxMachine.events as string[])).toEqual([]);
});
