import { expect, test } from "vitest";
import { queueMachine } from "../../machines/queue.ts";
import type { QueueEvent } from "../../machines/queue-events.ts";
import {
  Centre,
  asks,
  asksBack,
  asksDepartment,
  asksPlace,
  asksReopen,
  changed,
  ended,
  enqueued,
  named,
  ruled,
  settings,
  snoozed,
  woken,
} from "./support/centre.ts";
import { week } from "./support/project.ts";
import { lines, omissions, render, type TruthTable } from "./support/truth-table.ts";

const at = 60_000;
const here = [
  settings(["general", "sales"]),
  { type: "hours.changed", hours: week() } as const,
  changed("ana"),
  changed("luis", { available: false }),
  enqueued("aside"),
  snoozed("aside", "ana"),
  enqueued("held"),
];
const sales = changed("eva", { departments: ["sales"] });

/**
 * Ana is full with one conversation and has put another one aside, Luis is No Disponible, Eva has room but another department;
 * in the backlog one customer waits.
 */
const states = {
  clear: Centre.after(...here, sales).snapshot,
  backlog: Centre.after(...here, sales, enqueued("waits")).snapshot,
};

const events = {
  "conversation.enqueued a new one": { ...enqueued("new"), enqueuedAt: at, at },
  "conversation.enqueued the held one again": { ...enqueued("held"), enqueuedAt: at, at },
  "conversation.ended the held one": { ...ended("held"), at },
  "conversation.ended the waiting one": { ...ended("waits"), at },
  "conversation.ended an unknown one": { ...ended("nobody"), at },
  "conversation.ended an earlier one": { ...ended("held", 0), at },
  "transfer.asked that can be": { ...asks("held", "ana", "eva"), at },
  "transfer.asked that cannot be": { ...asks("held", "ana", "luis"), at },
  "transfer.asked an unknown one": { ...asks("nobody", "ana", "luis"), at },
  "reopen.asked that can be": { ...asksReopen("over", "luis"), at },
  "reopen.asked that cannot be": { ...asksReopen("over", "ana"), at },
  "departmentTransfer.asked that can be": { ...asksDepartment("held", "ana", "sales"), at },
  "departmentTransfer.asked that cannot be": { ...asksDepartment("held", "ana", "moon"), at },
  "undo.asked that can be": { ...asksBack("held", "luis", "ana"), at },
  "undo.asked that cannot be": { ...asksBack("held", "luis", null), at },
  "conversation.snoozed the held one": { ...snoozed("held", "ana"), at },
  "conversation.snoozed the waiting one": { ...snoozed("waits", "ana"), at },
  "conversation.snoozed one put aside": { ...snoozed("aside", "ana"), at },
  "conversation.snoozed an unknown one": { ...snoozed("nobody", "ana"), at },
  "conversation.woken one put aside": { ...woken("aside"), at },
  "conversation.woken another": { ...woken("held"), at },
  "place.asked in the line": { ...asksPlace("waits"), at },
  "place.asked from nowhere": { ...asksPlace("nobody"), at },
  "agent.changed one more with room": { ...changed("marta"), at },
  "agent.changed one more for others": { ...changed("marta", { departments: ["sales"] }), at },
  "agent.changed the holder vanishes": { ...changed("ana", { present: false }), at },
  "agent.changed the holder stops": { ...changed("ana", { available: false }), at },
  "agent.changed Luis starts": { ...changed("luis"), at },
  "settings.changed": { ...settings(["sales", "general"]), at },
  "rules.changed": { ...ruled("required"), at },
  "hours.changed": { type: "hours.changed", hours: null, at },
  "hours.turned": { type: "hours.turned", at },
  "customer.named the held one": { ...named("held"), at },
  "customer.named an unknown one": { ...named("nobody"), at },
  "positions.due": { type: "positions.due", at },
  "day.ended in time": { type: "day.ended", at: 24 * 60 * 60 * 1000 },
  "day.ended too early": { type: "day.ended", at },
} satisfies Record<string, QueueEvent>;

const table: TruthTable = { machine: queueMachine, states, events };

const TABLE = `
event                                    | clear   | backlog
conversation.enqueued a new one          | backlog | backlog
conversation.enqueued the held one again | ·       | ·
conversation.ended the held one          | clear   | clear
conversation.ended the waiting one       | ignored | clear
conversation.ended an unknown one        | ignored | ignored
conversation.ended an earlier one        | ignored | ignored
transfer.asked that can be               | clear   | clear
transfer.asked that cannot be            | clear   | backlog
transfer.asked an unknown one            | clear   | backlog
reopen.asked that can be                 | clear   | backlog
reopen.asked that cannot be              | clear   | backlog
departmentTransfer.asked that can be     | clear   | clear
departmentTransfer.asked that cannot be  | clear   | backlog
undo.asked that can be                   | clear   | clear
undo.asked that cannot be                | clear   | backlog
conversation.snoozed the held one        | clear   | clear
conversation.snoozed the waiting one     | ignored | clear
conversation.snoozed one put aside       | ignored | ignored
conversation.snoozed an unknown one      | ignored | ignored
conversation.woken one put aside         | backlog | backlog
conversation.woken another               | ignored | ignored
place.asked in the line                  | clear   | backlog
place.asked from nowhere                 | clear   | backlog
agent.changed one more with room         | clear   | clear
agent.changed one more for others        | clear   | backlog
agent.changed the holder vanishes        | backlog | backlog
agent.changed the holder stops           | clear   | backlog
agent.changed Luis starts                | clear   | clear
settings.changed                         | clear   | backlog
rules.changed                            | clear   | backlog
hours.changed                            | clear   | backlog
hours.turned                             | clear   | backlog
customer.named the held one              | clear   | backlog
customer.named an unknown one            | ignored | ignored
positions.due                            | clear   | backlog
day.ended in time                        | clear   | backlog
day.ended too early                      | clear   | backlog
`;

test("the queue does with every event, whether somebody waits or not, what the table says", () => {
  expect(render(table)).toBe(lines(TABLE));
});

test("the table of the queue leaves out no state and no event", () => {
  expect(omissions(table)).toEqual([]);
});
