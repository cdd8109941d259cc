import { expect, test } from "vitest";
import { agentMachine, type AgentEvent } from "../../machines/agent.ts";
import * as ana from "./support/agent.ts";
import { lines, omissions, render, unanswered, type TruthTable } from "./support/truth-table.ts";

const { AgentRoom, chooses, drops, expires, gets, isBack, looksAt, loses, opens, profile, putsAside, signsOut } = ana;
const at = 60_000;
const { hearsOfWaiting, isDue, settles, subscribes, unsubscribes } = ana;
const working = [profile(), opens(), gets(), gets("demo_juan.1"), looksAt("demo_juan.1"), putsAside(), subscribes()];
const assigned = { kind: "assigned", conversationId: "demo_rosa.1", name: "Rosa" } as const;
const later = { until: 90_000 };

/** Known, on one screen, with two conversations of which one has been opened and a third put aside; or just not there any more. */
const states = {
  "unavailable.offline": AgentRoom.after(...working, drops(), expires()).snapshot,
  "unavailable.present": AgentRoom.after(...working).snapshot,
  "unavailable.grace": AgentRoom.after(...working, drops()).snapshot,
  "available.offline": AgentRoom.after(...working, chooses(true), drops(), expires()).snapshot,
  "available.present": AgentRoom.after(...working, chooses(true)).snapshot,
  "available.grace": AgentRoom.after(...working, chooses(true), drops()).snapshot,
};

const events = {
  "profile.changed": { ...profile(3), at },
  "session.opened another screen": { ...opens("s2"), at },
  "session.closed the only screen": { ...drops("s1"), at },
  "session.closed an unknown screen": { ...drops("s9"), at },
  "grace.expired this one": { ...expires(1), at },
  "grace.expired an earlier one": { ...expires(0), at },
  "availability.chosen Disponible": { ...chooses(true), at },
  "availability.chosen No Disponible": { ...chooses(false), at },
  "agent.signedOut from the only screen": { ...signsOut, at },
  "conversation.assigned": { ...gets("demo_eva.1"), at },
  "conversation.unassigned one of the list": { ...loses(), at },
  "conversation.unassigned an unknown one": { ...loses("demo_eva.1"), at },
  "conversation.snoozed": { ...putsAside("demo_eva.1"), at },
  "conversation.woken one put aside": { ...isBack(), at },
  "conversation.woken an unknown one": { ...isBack("demo_eva.1"), at },
  "customer.named of the list": { ...ana.renames(), at },
  "customer.named put aside": { ...ana.renames("demo_tito.1"), at },
  "customer.named an unknown one": { ...ana.renames("demo_eva.1"), at },
  "conversation.opened a new one": { ...looksAt(), at },
  "conversation.opened again": { ...looksAt("demo_juan.1"), at },
  "conversation.opened somebody else's": { ...looksAt("demo_eva.1"), at },
  "customers.waiting": { ...hearsOfWaiting(), at: at + 300_000 },
  "push.subscribed another browser": { ...subscribes("phone"), at },
  "push.subscribed the same again": { ...subscribes(), at },
  "push.subscribed where push is off": { ...subscribes("phone", "off"), at },
  "push.subscribed of an unknown service": { ...subscribes("phone", "unknown"), at },
  "push.unsubscribed": { ...unsubscribes(), at },
  "push.unsubscribed an unknown one": { ...unsubscribes("phone"), at },
  "push.settled told": { ...settles({ kind: "told" }, later), at },
  "push.settled gone": { ...settles({ kind: "gone" }, later), at },
  "push.settled busy": { ...settles({ kind: "busy", retryAfterMs: null }, later), at },
  "push.settled refused": { ...settles({ kind: "refused", status: 403 }, later), at },
  "push.due that customers wait": { ...isDue(later), at },
  "push.due of a conversation": { ...isDue({ ...later, news: assigned }), at },
  "push.due too late": { ...isDue({ until: at }), at },
} satisfies Record<string, AgentEvent>;

const table: TruthTable = { machine: agentMachine, states, events };

const UNAVAILABLE = `
event                                   | unavailable.offline     | unavailable.present     | unavailable.grace
profile.changed                         | unavailable.offline     | unavailable.present     | unavailable.grace
session.opened another screen           | unavailable.present     | unavailable.present     | unavailable.present
session.closed the only screen          | unavailable.offline     | unavailable.grace       | ignored
session.closed an unknown screen        | unavailable.offline     | unavailable.present     | ignored
grace.expired this one                  | ignored                 | ignored                 | unavailable.offline
grace.expired an earlier one            | ignored                 | ignored                 | ignored
availability.chosen Disponible          | no: agentNotPresent     | available.present       | no: agentNotPresent
availability.chosen No Disponible       | no: agentNotPresent     | ·                       | no: agentNotPresent
agent.signedOut from the only screen    | no: agentNotPresent     | unavailable.offline     | no: agentNotPresent
conversation.assigned                   | unavailable.offline     | unavailable.present     | unavailable.grace
conversation.unassigned one of the list | unavailable.offline     | unavailable.present     | unavailable.grace
conversation.unassigned an unknown one  | ignored                 | ignored                 | ignored
conversation.snoozed                    | unavailable.offline     | unavailable.present     | unavailable.grace
conversation.woken one put aside        | unavailable.offline     | unavailable.present     | unavailable.grace
conversation.woken an unknown one       | ignored                 | ignored                 | ignored
customer.named of the list              | unavailable.offline     | unavailable.present     | unavailable.grace
customer.named put aside                | unavailable.offline     | unavailable.present     | unavailable.grace
customer.named an unknown one           | ignored                 | ignored                 | ignored
conversation.opened a new one           | unavailable.offline     | unavailable.present     | unavailable.grace
conversation.opened again               | ·                       | ·                       | ·
conversation.opened somebody else's     | no: notYourConversation | no: notYourConversation | no: notYourConversation
customers.waiting                       | ignored                  | ignored                  | ignored
push.subscribed another browser         | unavailable.offline      | unavailable.present      | unavailable.grace
push.subscribed the same again          | ·                        | ·                        | ·
push.subscribed where push is off       | no: pushOff              | no: pushOff              | no: pushOff
push.subscribed of an unknown service   | no: pushEndpointUnknown  | no: pushEndpointUnknown  | no: pushEndpointUnknown
push.unsubscribed                       | unavailable.offline      | unavailable.present      | unavailable.grace
push.unsubscribed an unknown one        | ·                        | ·                        | ·
push.settled told                       | ·                        | ·                        | ·
push.settled gone                       | unavailable.offline      | unavailable.present      | unavailable.grace
push.settled busy                       | unavailable.offline      | unavailable.present      | unavailable.grace
push.settled refused                    | unavailable.offline      | unavailable.present      | unavailable.grace
push.due that customers wait            | ignored                  | ignored                  | ignored
push.due of a conversation              | ignored                  | ignored                  | ignored
push.due too late                       | ignored                  | ignored                  | ignored
`;
const AVAILABLE = `
event                                   | available.offline       | available.present       | available.grace
profile.changed                         | available.offline       | available.present       | available.grace
session.opened another screen           | available.present       | available.present       | available.present
session.closed the only screen          | available.offline       | available.grace         | ignored
session.closed an unknown screen        | available.offline       | available.present       | ignored
grace.expired this one                  | ignored                 | ignored                 | available.offline
grace.expired an earlier one            | ignored                 | ignored                 | ignored
availability.chosen Disponible          | no: agentNotPresent     | ·                       | no: agentNotPresent
availability.chosen No Disponible       | no: agentNotPresent     | unavailable.present     | no: agentNotPresent
agent.signedOut from the only screen    | no: agentNotPresent     | unavailable.offline     | no: agentNotPresent
conversation.assigned                   | available.offline       | available.present       | available.grace
conversation.unassigned one of the list | available.offline       | available.present       | available.grace
conversation.unassigned an unknown one  | ignored                 | ignored                 | ignored
conversation.snoozed                    | available.offline       | available.present       | available.grace
conversation.woken one put aside        | available.offline       | available.present       | available.grace
conversation.woken an unknown one       | ignored                 | ignored                 | ignored
customer.named of the list              | available.offline       | available.present       | available.grace
customer.named put aside                | available.offline       | available.present       | available.grace
customer.named an unknown one           | ignored                 | ignored                 | ignored
conversation.opened a new one           | available.offline       | available.present       | available.grace
conversation.opened again               | ·                       | ·                       | ·
conversation.opened somebody else's     | no: notYourConversation | no: notYourConversation | no: notYourConversation
customers.waiting                       | available.offline        | ignored                  | ignored
push.subscribed another browser         | available.offline        | available.present        | available.grace
push.subscribed the same again          | ·                        | ·                        | ·
push.subscribed where push is off       | no: pushOff              | no: pushOff              | no: pushOff
push.subscribed of an unknown service   | no: pushEndpointUnknown  | no: pushEndpointUnknown  | no: pushEndpointUnknown
push.unsubscribed                       | available.offline        | available.present        | available.grace
push.unsubscribed an unknown one        | ·                        | ·                        | ·
push.settled told                       | ·                        | ·                        | ·
push.settled gone                       | available.offline        | available.present        | available.grace
push.settled busy                       | available.offline        | available.present        | available.grace
push.settled refused                    | available.offline        | available.present        | available.grace
push.due that customers wait            | available.offline        | ignored                  | ignored
push.due of a conversation              | ignored                  | ignored                  | available.grace
push.due too late                       | ignored                  | ignored                  | ignored
`;

/** With a second screen, or before the directory has spoken, some answers are others. */
const two = AgentRoom.after(...working, opens("s2"), chooses(true)).snapshot;
const TWO_SCREENS = `
event                                   | available.present
profile.changed                         | available.present
session.opened another screen           | available.present
session.closed the only screen          | available.present
session.closed an unknown screen        | available.present
grace.expired this one                  | ignored
grace.expired an earlier one            | ignored
availability.chosen Disponible          | ·
availability.chosen No Disponible       | unavailable.present
agent.signedOut from the only screen    | ·
conversation.assigned                   | available.present
conversation.unassigned one of the list | available.present
conversation.unassigned an unknown one  | ignored
conversation.snoozed                    | available.present
conversation.woken one put aside        | available.present
conversation.woken an unknown one       | ignored
customer.named of the list              | available.present
customer.named put aside                | available.present
customer.named an unknown one           | ignored
conversation.opened a new one           | available.present
conversation.opened again               | ·
conversation.opened somebody else's     | no: notYourConversation
customers.waiting                       | ignored
push.subscribed another browser         | available.present
push.subscribed the same again          | ·
push.subscribed where push is off       | no: pushOff
push.subscribed of an unknown service   | no: pushEndpointUnknown
push.unsubscribed                       | available.present
push.unsubscribed an unknown one        | ·
push.settled told                       | ·
push.settled gone                       | available.present
push.settled busy                       | available.present
push.settled refused                    | available.present
push.due that customers wait            | ignored
push.due of a conversation              | ignored
push.due too late                       | ignored
`;
const unknown = AgentRoom.after(opens()).snapshot;
const UNKNOWN = `
event                                   | unavailable.offline
profile.changed                         | unavailable.present
session.opened another screen           | unavailable.offline
session.closed the only screen          | unavailable.offline
session.closed an unknown screen        | unavailable.offline
grace.expired this one                  | ignored
grace.expired an earlier one            | ignored
availability.chosen Disponible          | no: agentNotPresent
availability.chosen No Disponible       | no: agentNotPresent
agent.signedOut from the only screen    | no: agentNotPresent
conversation.assigned                   | unavailable.offline
conversation.unassigned one of the list | ignored
conversation.unassigned an unknown one  | ignored
conversation.snoozed                    | unavailable.offline
conversation.woken one put aside        | ignored
conversation.woken an unknown one       | ignored
customer.named of the list              | ignored
customer.named put aside                | ignored
customer.named an unknown one           | ignored
conversation.opened a new one           | no: notYourConversation
conversation.opened again               | no: notYourConversation
conversation.opened somebody else's     | no: notYourConversation
customers.waiting                       | ignored
push.subscribed another browser         | unavailable.offline
push.subscribed the same again          | unavailable.offline
push.subscribed where push is off       | no: pushOff
push.subscribed of an unknown service   | no: pushEndpointUnknown
push.unsubscribed                       | ·
push.unsubscribed an unknown one        | ·
push.settled told                       | ·
push.settled gone                       | unavailable.offline
push.settled busy                       | unavailable.offline
push.settled refused                    | ·
push.due that customers wait            | ignored
push.due of a conversation              | ignored
push.due too late                       | ignored
`;

const COMMANDS: AgentEvent["type"][] = [
  "availability.chosen",
  "agent.signedOut",
  "conversation.opened",
  "push.subscribed",
  "push.unsubscribed",
];

const only = (prefix: string): TruthTable => ({
  ...table,
  states: Object.fromEntries(Object.entries(states).filter(([state]) => state.startsWith(prefix))),
});

test("the room of an agent who is No Disponible does with every event what the table says", () => {
  expect(render(only("unavailable."))).toBe(lines(UNAVAILABLE));
});

test("the room of an agent who is Disponible does with every event what the table says", () => {
  expect(render(only("available."))).toBe(lines(AVAILABLE));
});

test("an agent's room with a second screen does what the table says", () => {
  expect(render({ ...table, states: { "available.present": two } })).toBe(lines(TWO_SCREENS));
});

test("an agent's room that the directory has not introduced does what the table says", () => {
  expect(render({ ...table, states: { "unavailable.offline": unknown } })).toBe(lines(UNKNOWN));
});

test("the table of the agent leaves out no state and no event", () => {
  expect(omissions(table)).toEqual([]);
});

test("every command of an agent is answered in every state", () => {
  expect(unanswered(table, COMMANDS)).toEqual([]);
});
