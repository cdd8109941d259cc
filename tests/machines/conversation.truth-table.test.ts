import { expect, test } from "vitest";
import { conversationMachine } from "../../machines/conversation.ts";
import type { ThreadEvent } from "../../machines/thread.ts";
import { NOTE_MAX_CHARS, TEXT_MAX_CHARS } from "../../machines/vocabulary.ts";
import {
  Thread,
  ana,
  asksTransfer,
  assigned,
  closes,
  leaves,
  luis,
  rosa,
  transferred,
  writes,
} from "./support/thread.ts";
import { lines, omissions, render, unanswered, type TruthTable } from "./support/truth-table.ts";

const at = 60_000;
const [tooLong, longNote] = ["x".repeat(TEXT_MAX_CHARS + 1), "x".repeat(NOTE_MAX_CHARS + 1)];
const opened = [{ type: "session.opened", sessionId: "s1", by: rosa } as const, writes(), writes("¿Hay alguien?")];
const seen = { type: "customer.marked", delivered: 1, read: 1 } as const;

/** In each state Rosa has one screen and has seen the first line; Ana holds the conversation, or had it before. */
const states = {
  quiet: Thread.after(...opened, seen, assigned(), closes()).snapshot,
  queued: Thread.after(...opened, seen).snapshot,
  "assigned.talking": Thread.after(...opened, seen, assigned()).snapshot,
  "assigned.transferring": Thread.after(...opened, seen, assigned(), asksTransfer()).snapshot,
};

const placed = { type: "conversation.placed", position: 2, attended: true, at } as const;
const events = {
  "session.opened by a customer": { type: "session.opened", sessionId: "s2", by: rosa, at },
  "session.opened by an agent": { type: "session.opened", sessionId: "s2", by: ana, at },
  "session.closed known": { type: "session.closed", sessionId: "s1", at },
  "session.closed unknown": { type: "session.closed", sessionId: "s9", at },
  "customer.wrote a text": { ...writes(), at },
  "customer.wrote nothing": { ...writes(" \n"), at },
  "customer.wrote too much": { ...writes(tooLong), at },
  "agent.wrote the holder": { ...writes("Buenas", ana), at },
  "agent.wrote the holder, nothing": { ...writes("", ana), at },
  "agent.wrote the holder, too much": { ...writes(tooLong, ana), at },
  "agent.wrote another": { ...writes("Buenas", luis), at },
  "customer.left": { ...leaves, at },
  "close.requested the holder": { ...closes(), at },
  "close.requested another": { ...closes(luis), at },
  "transfer.requested the holder": { ...asksTransfer(), at },
  "transfer.requested to oneself": { ...asksTransfer(ana.id), at },
  "transfer.requested long note": { ...asksTransfer(luis.id, ana, longNote), at },
  "transfer.requested another": { ...asksTransfer(ana.id, luis), at },
  "customer.marked higher": { type: "customer.marked", delivered: 2, read: 2, at },
  "customer.marked again": { ...seen, at },
  "customer.marked too high": { type: "customer.marked", delivered: 99, read: 99, at },
  "agent.marked the holder": { type: "agent.marked", read: 2, by: ana, at },
  "agent.marked again": { type: "agent.marked", read: 0, by: ana, at },
  "agent.marked too high": { type: "agent.marked", read: 99, by: ana, at },
  "agent.marked another": { type: "agent.marked", read: 2, by: luis, at },
  "customer.typed": { type: "customer.typed", typing: true, at },
  "agent.typed the holder": { type: "agent.typed", typing: true, by: ana, at },
  "agent.typed another": { type: "agent.typed", typing: true, by: luis, at },
  "conversation.placed this one": { ...placed, conversation: 1 },
  "conversation.placed an earlier one": { ...placed, conversation: 0 },
  "conversation.assigned this one": { ...assigned(), at },
  "conversation.assigned an earlier one": { ...assigned(ana, 0), at },
  "conversation.transferred this one": { ...transferred(), at },
  "conversation.transferred an earlier one": { ...transferred(luis, 0), at },
  "conversation.returned this one": { type: "conversation.returned", conversation: 1, at },
  "conversation.returned an earlier one": { type: "conversation.returned", conversation: 0, at },
  "transfer.declined this one": { type: "transfer.declined", conversation: 1, to: luis.id, reason: "agentUnknown", at },
  "transfer.declined other colleague": { type: "transfer.declined", conversation: 1, to: "x", reason: "sameAgent", at },
  "transfer.declined an earlier one": {
    type: "transfer.declined",
    conversation: 0,
    to: luis.id,
    reason: "sameAgent",
    at,
  },
} satisfies Record<string, ThreadEvent>;

const table: TruthTable = { machine: conversationMachine, states, events };

const TABLE = `
event                                   | quiet                   | queued                  | assigned.talking        | assigned.transferring
session.opened by a customer            | quiet                   | queued                  | assigned.talking        | assigned.transferring
session.opened by an agent              | ignored                 | ignored                 | ignored                 | ignored
session.closed known                    | quiet                   | queued                  | assigned.talking        | assigned.transferring
session.closed unknown                  | ignored                 | ignored                 | ignored                 | ignored
customer.wrote a text                   | queued                  | queued                  | assigned.talking        | assigned.transferring
customer.wrote nothing                  | no: emptyText           | no: emptyText           | no: emptyText           | no: emptyText
customer.wrote too much                 | no: textTooLong         | no: textTooLong         | no: textTooLong         | no: textTooLong
agent.wrote the holder                  | no: conversationNotOpen | no: conversationWaiting | assigned.talking        | assigned.transferring
agent.wrote the holder, nothing         | no: conversationNotOpen | no: conversationWaiting | no: emptyText           | no: emptyText
agent.wrote the holder, too much        | no: conversationNotOpen | no: conversationWaiting | no: textTooLong         | no: textTooLong
agent.wrote another                     | no: conversationNotOpen | no: conversationWaiting | no: notYourConversation | no: notYourConversation
customer.left                           | no: conversationNotOpen | quiet                   | quiet                   | quiet
close.requested the holder              | no: conversationNotOpen | no: conversationWaiting | quiet                   | quiet
close.requested another                 | no: conversationNotOpen | no: conversationWaiting | no: notYourConversation | no: notYourConversation
transfer.requested the holder           | no: conversationNotOpen | no: conversationWaiting | assigned.transferring   | no: alreadyTransferring
transfer.requested to oneself           | no: conversationNotOpen | no: conversationWaiting | no: sameAgent           | no: alreadyTransferring
transfer.requested long note            | no: conversationNotOpen | no: conversationWaiting | no: noteTooLong         | no: alreadyTransferring
transfer.requested another              | no: conversationNotOpen | no: conversationWaiting | no: notYourConversation | no: notYourConversation
customer.marked higher                  | quiet                   | queued                  | assigned.talking        | assigned.transferring
customer.marked again                   | ·                       | ·                       | ·                       | ·
customer.marked too high                | ·                       | ·                       | ·                       | ·
agent.marked the holder                 | no: conversationNotOpen | no: conversationWaiting | assigned.talking        | assigned.transferring
agent.marked again                      | no: conversationNotOpen | no: conversationWaiting | ·                       | ·
agent.marked too high                   | no: conversationNotOpen | no: conversationWaiting | ·                       | ·
agent.marked another                    | no: conversationNotOpen | no: conversationWaiting | no: notYourConversation | no: notYourConversation
customer.typed                          | ignored                 | ·                       | assigned.talking        | assigned.transferring
agent.typed the holder                  | ignored                 | ignored                 | assigned.talking        | assigned.transferring
agent.typed another                     | ignored                 | ignored                 | no: notYourConversation | no: notYourConversation
conversation.placed this one            | quiet                   | queued                  | assigned.talking        | assigned.transferring
conversation.placed an earlier one      | ignored                 | ignored                 | ignored                 | ignored
conversation.assigned this one          | ignored                 | assigned.talking        | ignored                 | ignored
conversation.assigned an earlier one    | ignored                 | ignored                 | ignored                 | ignored
conversation.transferred this one       | ignored                 | ignored                 | assigned.talking        | assigned.talking
conversation.transferred an earlier one | ignored                 | ignored                 | ignored                 | ignored
conversation.returned this one          | ignored                 | ignored                 | queued                  | queued
conversation.returned an earlier one    | ignored                 | ignored                 | ignored                 | ignored
transfer.declined this one              | ignored                 | ignored                 | ignored                 | assigned.talking
transfer.declined other colleague       | ignored                 | ignored                 | ignored                 | ignored
transfer.declined an earlier one        | ignored                 | ignored                 | ignored                 | ignored
`;

/** What a person sends and waits for an answer to. */
const COMMANDS: ThreadEvent["type"][] = [
  "customer.wrote",
  "agent.wrote",
  "customer.left",
  "close.requested",
  "transfer.requested",
  "customer.marked",
  "agent.marked",
];

test("a thread does in every state with every event what the table says", () => {
  expect(render(table)).toBe(lines(TABLE));
});

test("the table of the thread leaves out no state and no event", () => {
  expect(omissions(table)).toEqual([]);
});

test("every command to a thread is answered in every state", () => {
  expect(unanswered(table, COMMANDS)).toEqual([]);
});
