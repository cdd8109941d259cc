import { expect, test } from "vitest";
import { conversationMachine } from "../../machines/conversation.ts";
import type { ThreadEvent } from "../../machines/thread.ts";
import { DEFAULT_RULES, LABELS_MAX, NOTE_MAX_CHARS, SNOOZE_MAX_MS, TEXT_MAX_CHARS } from "../../machines/vocabulary.ts";
import { OUTSIDE_EVENTS } from "./support/outside.ts";
import {
  Thread,
  ana,
  asksDepartment,
  asksTransfer,
  assigned,
  chanceEnds,
  closes,
  erases,
  john,
  labels,
  leaves,
  luis,
  moved,
  notes,
  notReopened,
  notUndone,
  of,
  rates,
  rejoined,
  reopened,
  reopens,
  rosa,
  sends,
  snoozeEnds,
  snoozes,
  transferred,
  undoes,
  undone,
  wakes,
  writes,
} from "./support/thread.ts";
import { lines, omissions, render, unanswered, type TruthTable } from "./support/truth-table.ts";

const at = 60_000;
const [tooLong, longNote] = ["x".repeat(TEXT_MAX_CHARS + 1), "x".repeat(NOTE_MAX_CHARS + 1)];
const tooMany = Array.from({ length: LABELS_MAX + 1 }, (_, n) => `label-${n}`);
const opened = [{ type: "session.opened", sessionId: "s1", by: rosa } as const, writes(), writes("¿Hay alguien?")];
const seen = { type: "customer.marked", delivered: 1, read: 1 } as const;

const UNTIL = 90_000;
const talking = [...opened, seen, assigned()];
/** Ana closed it at the sixth second. */
const CHANCE_ENDS = 6_000 + DEFAULT_RULES.reopenMs;

/** In each state Rosa has one screen and has seen the first line; Ana holds the conversation, or had it before. */
const states = {
  quiet: Thread.after(...talking, closes()).snapshot,
  reopening: Thread.after(...talking, closes(), reopens()).snapshot,
  queued: Thread.after(...opened, seen).snapshot,
  snoozed: Thread.after(...talking, snoozes(UNTIL)).snapshot,
  waking: Thread.after(...talking, snoozes(UNTIL), wakes()).snapshot,
  returning: Thread.after(...talking, snoozes(UNTIL), wakes(), rejoined()).snapshot,
  "assigned.talking": Thread.after(...talking).snapshot,
  "assigned.transferring": Thread.after(...talking, asksTransfer()).snapshot,
};

const placed = { type: "conversation.placed", position: 2, attended: false, at } as const;
const events = {
  "session.opened by a customer": { type: "session.opened", sessionId: "s2", by: rosa, at },
  "session.opened by an agent": { type: "session.opened", sessionId: "s2", by: ana, at },
  "session.closed known": { type: "session.closed", sessionId: "s1", at },
  "session.closed unknown": { type: "session.closed", sessionId: "s9", at },
  "attendance.due": { type: "attendance.due", asked: 0, at },
  "customer.wrote a text": { ...writes(), at },
  "customer.wrote nothing": { ...writes(" \n"), at },
  "customer.wrote too much": { ...writes(tooLong), at },
  "agent.wrote the holder": { ...writes("Buenas", ana), at },
  "agent.wrote the holder, nothing": { ...writes("", ana), at },
  "agent.wrote the holder, too much": { ...writes(tooLong, ana), at },
  "agent.wrote another": { ...writes("Buenas", luis), at },
  "customer.sentFile": { ...sends(), at },
  "agent.sentFile the holder": { ...sends(ana), at },
  "agent.sentFile another": { ...sends(luis), at },
  "agent.sentFile into an earlier one": { ...sends(ana, 0), at },
  "erase.requested an administrator": { ...erases(2, rosa.id, john), at },
  "erase.requested who holds and said it": { ...erases(2, ana.id), at },
  "erase.requested who holds it": { ...erases(2, luis.id), at },
  "erase.requested another": { ...erases(2, luis.id, luis), at },
  "erase.requested of nothing": { ...erases(2, ana.id, ana, null), at },
  "erase.requested of no words": { ...erases(2, ana.id, ana, "opened"), at },
  "erase.requested again": { ...erases(2, ana.id, ana, "erased"), at },
  "note.written the holder": { ...notes(), at },
  "note.written the holder, nothing": { ...notes(""), at },
  "note.written the holder, too much": { ...notes(tooLong), at },
  "note.written another": { ...notes("Yo también", luis), at },
  "labels.chosen the holder": { ...labels(["vip"]), at },
  "labels.chosen too many": { ...labels(tooMany), at },
  "labels.chosen another": { ...labels(["vip"], luis), at },
  "customer.left": { ...leaves, at },
  "customer.left an earlier one": { ...of(0, leaves), at },
  "customer.introduced": { type: "customer.introduced", name: "Rosa", email: "", department: "", by: rosa, at },
  "conversation.rated": { ...rates(), at },
  "conversation.rated long comment": { ...rates(4, longNote), at },
  "conversation.rated an earlier one": { ...of(0, rates()), at },
  "close.requested the holder": { ...closes(), at },
  "close.requested an earlier one": { ...of(0, closes()), at },
  "close.requested another": { ...closes(luis), at },
  "transfer.requested the holder": { ...asksTransfer(), at },
  "transfer.requested to oneself": { ...asksTransfer(ana.id), at },
  "transfer.requested long note": { ...asksTransfer(luis.id, ana, longNote), at },
  "transfer.requested another": { ...asksTransfer(ana.id, luis), at },
  "transfer.requested an earlier one": { ...of(0, asksTransfer()), at },
  "departmentTransfer.requested the holder": { ...asksDepartment(), at },
  "departmentTransfer.requested long note": { ...asksDepartment("sales", ana, longNote), at },
  "departmentTransfer.requested another": { ...asksDepartment("sales", luis), at },
  "departmentTransfer.requested an earlier one": { ...of(0, asksDepartment()), at },
  "undo.requested": { ...undoes(), at },
  "undo.requested an earlier one": { ...of(0, undoes()), at },
  "reopen.requested who closed it": { ...reopens(), at },
  "reopen.requested another": { ...reopens(luis), at },
  "reopen.requested an earlier one": { ...of(0, reopens()), at },
  "reopen.expired this chance": { ...chanceEnds(CHANCE_ENDS), at },
  "reopen.expired an earlier one": { ...chanceEnds(1), at },
  "snooze.requested the holder": { ...snoozes(UNTIL), at },
  "snooze.requested for now": { ...snoozes(at), at },
  "snooze.requested too far ahead": { ...snoozes(at + SNOOZE_MAX_MS + 1), at },
  "snooze.requested another": { ...snoozes(UNTIL, luis), at },
  "snooze.requested an earlier one": { ...of(0, snoozes(UNTIL)), at },
  "snooze.ended this one": { ...snoozeEnds(UNTIL), at: UNTIL },
  "snooze.ended an earlier one": { ...snoozeEnds(1), at },
  "wake.requested who snoozed it": { ...wakes(), at },
  "wake.requested another": { ...wakes(luis), at },
  "wake.requested an earlier one": { ...of(0, wakes()), at },
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
  "conversation.placed nothing new": { ...placed, conversation: 1, attended: true },
  "conversation.placed another wait": { ...placed, conversation: 1, attended: true, expectedMs: 60_000 },
  "conversation.placed an earlier one": { ...placed, conversation: 0 },
  "conversation.assigned this one": { ...assigned(), at },
  "conversation.assigned an earlier one": { ...assigned(ana, 0), at },
  "conversation.transferred this one": { ...transferred(), at },
  "conversation.transferred an earlier one": { ...transferred(luis, 0), at },
  "conversation.returned this one": { type: "conversation.returned", conversation: 1, at },
  "conversation.returned an earlier one": { type: "conversation.returned", conversation: 0, at },
  "conversation.moved this one": { ...moved(), at },
  "conversation.moved an earlier one": { ...moved("sales", 0), at },
  "transfer.undone this one": { ...undone(), at },
  "transfer.undone an earlier one": { ...undone(ana, 0), at },
  "undo.declined": { ...notUndone(), at },
  "conversation.reopened this one": { ...reopened(), at },
  "conversation.reopened an earlier one": { ...reopened(ana, 0), at },
  "reopen.declined this one": { ...notReopened(), at },
  "reopen.declined an earlier one": { ...notReopened(0), at },
  "conversation.rejoined this one": { ...rejoined(2), at },
  "conversation.rejoined given back": { ...rejoined(), at },
  "conversation.rejoined an earlier one": { ...rejoined(2, 0), at },
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

const BETWEEN = `
event                                       | quiet                   | reopening
session.opened by a customer                | quiet                   | reopening
session.opened by an agent                  | ignored                 | ignored
session.closed known                        | quiet                   | reopening
session.closed unknown                      | ignored                 | ignored
attendance.due                              | quiet                   | ignored
customer.wrote a text                       | queued                  | queued
customer.wrote nothing                      | no: emptyText           | no: emptyText
customer.wrote too much                     | no: textTooLong         | no: textTooLong
agent.wrote the holder                      | no: conversationNotOpen | no: conversationNotOpen
agent.wrote the holder, nothing             | no: conversationNotOpen | no: conversationNotOpen
agent.wrote the holder, too much            | no: conversationNotOpen | no: conversationNotOpen
agent.wrote another                         | no: conversationNotOpen | no: conversationNotOpen
customer.sentFile                           | queued                  | queued
agent.sentFile the holder                   | quiet                   | reopening
agent.sentFile another                      | quiet                   | reopening
agent.sentFile into an earlier one          | quiet                   | reopening
erase.requested an administrator            | quiet                   | reopening
erase.requested who holds and said it       | no: notYourConversation | no: notYourConversation
erase.requested who holds it                | no: notYourConversation | no: notYourConversation
erase.requested another                     | no: notYourConversation | no: notYourConversation
erase.requested of nothing                  | no: nothingToErase      | no: nothingToErase
erase.requested of no words                 | no: nothingToErase      | no: nothingToErase
erase.requested again                       | ·                       | ·
note.written the holder                     | no: conversationNotOpen | no: conversationNotOpen
note.written the holder, nothing            | no: conversationNotOpen | no: conversationNotOpen
note.written the holder, too much           | no: conversationNotOpen | no: conversationNotOpen
note.written another                        | no: conversationNotOpen | no: conversationNotOpen
labels.chosen the holder                    | no: conversationNotOpen | no: conversationNotOpen
labels.chosen too many                      | no: conversationNotOpen | no: conversationNotOpen
labels.chosen another                       | no: conversationNotOpen | no: conversationNotOpen
customer.left                               | no: conversationNotOpen | no: conversationNotOpen
customer.left an earlier one                | no: conversationOver    | no: conversationOver
customer.introduced                         | quiet                   | reopening
conversation.rated                          | quiet                   | reopening
conversation.rated long comment             | no: noteTooLong         | no: noteTooLong
conversation.rated an earlier one           | no: conversationOver    | no: conversationOver
close.requested the holder                  | no: conversationNotOpen | no: conversationNotOpen
close.requested an earlier one              | no: conversationOver    | no: conversationOver
close.requested another                     | no: conversationNotOpen | no: conversationNotOpen
transfer.requested the holder               | no: conversationNotOpen | no: conversationNotOpen
transfer.requested to oneself               | no: conversationNotOpen | no: conversationNotOpen
transfer.requested long note                | no: conversationNotOpen | no: conversationNotOpen
transfer.requested another                  | no: conversationNotOpen | no: conversationNotOpen
transfer.requested an earlier one           | no: conversationOver    | no: conversationOver
departmentTransfer.requested the holder     | no: conversationNotOpen | no: conversationNotOpen
departmentTransfer.requested long note      | no: conversationNotOpen | no: conversationNotOpen
departmentTransfer.requested another        | no: conversationNotOpen | no: conversationNotOpen
departmentTransfer.requested an earlier one | no: conversationOver    | no: conversationOver
undo.requested                              | no: nothingToUndo       | no: nothingToUndo
undo.requested an earlier one               | no: conversationOver    | no: conversationOver
reopen.requested who closed it              | reopening               | ·
reopen.requested another                    | no: reopenOver          | no: reopenOver
reopen.requested an earlier one             | no: conversationOver    | no: conversationOver
reopen.expired this chance                  | quiet                   | ignored
reopen.expired an earlier one               | ignored                 | ignored
snooze.requested the holder                 | no: conversationNotOpen | no: conversationNotOpen
snooze.requested for now                    | no: conversationNotOpen | no: conversationNotOpen
snooze.requested too far ahead              | no: conversationNotOpen | no: conversationNotOpen
snooze.requested another                    | no: conversationNotOpen | no: conversationNotOpen
snooze.requested an earlier one             | no: conversationOver    | no: conversationOver
snooze.ended this one                       | ignored                 | ignored
snooze.ended an earlier one                 | ignored                 | ignored
wake.requested who snoozed it               | no: notSnoozed          | no: notSnoozed
wake.requested another                      | no: notSnoozed          | no: notSnoozed
wake.requested an earlier one               | no: conversationOver    | no: conversationOver
customer.marked higher                      | quiet                   | reopening
customer.marked again                       | ·                       | ·
customer.marked too high                    | ·                       | ·
agent.marked the holder                     | no: conversationNotOpen | no: conversationNotOpen
agent.marked again                          | no: conversationNotOpen | no: conversationNotOpen
agent.marked too high                       | no: conversationNotOpen | no: conversationNotOpen
agent.marked another                        | no: conversationNotOpen | no: conversationNotOpen
customer.typed                              | ignored                 | ignored
agent.typed the holder                      | ignored                 | ignored
agent.typed another                         | ignored                 | ignored
conversation.placed this one                | quiet                   | reopening
conversation.placed nothing new             | ignored                 | ignored
conversation.placed another wait            | quiet                   | reopening
conversation.placed an earlier one          | ignored                 | ignored
conversation.assigned this one              | ignored                 | ignored
conversation.assigned an earlier one        | ignored                 | ignored
conversation.transferred this one           | ignored                 | ignored
conversation.transferred an earlier one     | ignored                 | ignored
conversation.returned this one              | ignored                 | ignored
conversation.returned an earlier one        | ignored                 | ignored
conversation.moved this one                 | ignored                 | ignored
conversation.moved an earlier one           | ignored                 | ignored
transfer.undone this one                    | ignored                 | ignored
transfer.undone an earlier one              | ignored                 | ignored
undo.declined                               | ignored                 | ignored
conversation.reopened this one              | ignored                 | assigned.talking
conversation.reopened an earlier one        | ignored                 | ignored
reopen.declined this one                    | ignored                 | quiet
reopen.declined an earlier one              | ignored                 | ignored
conversation.rejoined this one              | ignored                 | ignored
conversation.rejoined given back            | ignored                 | ignored
conversation.rejoined an earlier one        | ignored                 | ignored
transfer.declined this one                  | ignored                 | ignored
transfer.declined other colleague           | ignored                 | ignored
transfer.declined an earlier one            | ignored                 | ignored
`;
const WAITING = `
event                                       | queued                  | snoozed                 | waking                  | returning
session.opened by a customer                | queued                  | snoozed                 | waking                  | returning
session.opened by an agent                  | ignored                 | ignored                 | ignored                 | ignored
session.closed known                        | queued                  | snoozed                 | waking                  | returning
session.closed unknown                      | ignored                 | ignored                 | ignored                 | ignored
attendance.due                              | ignored                 | ignored                 | ignored                 | ignored
customer.wrote a text                       | queued                  | waking                  | waking                  | returning
customer.wrote nothing                      | no: emptyText           | no: emptyText           | no: emptyText           | no: emptyText
customer.wrote too much                     | no: textTooLong         | no: textTooLong         | no: textTooLong         | no: textTooLong
agent.wrote the holder                      | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.wrote the holder, nothing             | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.wrote the holder, too much            | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.wrote another                         | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
customer.sentFile                           | queued                  | waking                  | waking                  | returning
agent.sentFile the holder                   | queued                  | snoozed                 | waking                  | returning
agent.sentFile another                      | queued                  | snoozed                 | waking                  | returning
agent.sentFile into an earlier one          | queued                  | snoozed                 | waking                  | returning
erase.requested an administrator            | queued                  | snoozed                 | waking                  | returning
erase.requested who holds and said it       | no: notYourConversation | no: notYourConversation | no: notYourConversation | no: notYourConversation
erase.requested who holds it                | no: notYourConversation | no: notYourConversation | no: notYourConversation | no: notYourConversation
erase.requested another                     | no: notYourConversation | no: notYourConversation | no: notYourConversation | no: notYourConversation
erase.requested of nothing                  | no: nothingToErase      | no: nothingToErase      | no: nothingToErase      | no: nothingToErase
erase.requested of no words                 | no: nothingToErase      | no: nothingToErase      | no: nothingToErase      | no: nothingToErase
erase.requested again                       | ·                       | ·                       | ·                       | ·
note.written the holder                     | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
note.written the holder, nothing            | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
note.written the holder, too much           | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
note.written another                        | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
labels.chosen the holder                    | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
labels.chosen too many                      | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
labels.chosen another                       | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
customer.left                               | quiet                   | quiet                   | quiet                   | quiet
customer.left an earlier one                | no: conversationOver    | no: conversationOver    | no: conversationOver    | no: conversationOver
customer.introduced                         | queued                  | snoozed                 | waking                  | returning
conversation.rated                          | no: nothingToRate       | no: nothingToRate       | no: nothingToRate       | no: nothingToRate
conversation.rated long comment             | no: nothingToRate       | no: nothingToRate       | no: nothingToRate       | no: nothingToRate
conversation.rated an earlier one           | no: nothingToRate       | no: nothingToRate       | no: nothingToRate       | no: nothingToRate
close.requested the holder                  | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
close.requested an earlier one              | no: conversationOver    | no: conversationOver    | no: conversationOver    | no: conversationOver
close.requested another                     | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
transfer.requested the holder               | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
transfer.requested to oneself               | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
transfer.requested long note                | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
transfer.requested another                  | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
transfer.requested an earlier one           | no: conversationOver    | no: conversationOver    | no: conversationOver    | no: conversationOver
departmentTransfer.requested the holder     | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
departmentTransfer.requested long note      | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
departmentTransfer.requested another        | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
departmentTransfer.requested an earlier one | no: conversationOver    | no: conversationOver    | no: conversationOver    | no: conversationOver
undo.requested                              | no: nothingToUndo       | no: nothingToUndo       | no: nothingToUndo       | no: nothingToUndo
undo.requested an earlier one               | no: conversationOver    | no: conversationOver    | no: conversationOver    | no: conversationOver
reopen.requested who closed it              | no: reopenOver          | no: reopenOver          | no: reopenOver          | no: reopenOver
reopen.requested another                    | no: reopenOver          | no: reopenOver          | no: reopenOver          | no: reopenOver
reopen.requested an earlier one             | no: conversationOver    | no: conversationOver    | no: conversationOver    | no: conversationOver
reopen.expired this chance                  | ignored                 | ignored                 | ignored                 | ignored
reopen.expired an earlier one               | ignored                 | ignored                 | ignored                 | ignored
snooze.requested the holder                 | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
snooze.requested for now                    | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
snooze.requested too far ahead              | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
snooze.requested another                    | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
snooze.requested an earlier one             | no: conversationOver    | no: conversationOver    | no: conversationOver    | no: conversationOver
snooze.ended this one                       | ignored                 | waking                  | ignored                 | ignored
snooze.ended an earlier one                 | ignored                 | ignored                 | ignored                 | ignored
wake.requested who snoozed it               | no: notSnoozed          | waking                  | no: notSnoozed          | no: notSnoozed
wake.requested another                      | no: notSnoozed          | no: notYourConversation | no: notSnoozed          | no: notSnoozed
wake.requested an earlier one               | no: conversationOver    | no: conversationOver    | no: conversationOver    | no: conversationOver
customer.marked higher                      | queued                  | snoozed                 | waking                  | returning
customer.marked again                       | ·                       | ·                       | ·                       | ·
customer.marked too high                    | ·                       | ·                       | ·                       | ·
agent.marked the holder                     | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.marked again                          | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.marked too high                       | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
agent.marked another                        | no: conversationWaiting | no: conversationSnoozed | no: conversationWaiting | no: conversationWaiting
customer.typed                              | ·                       | ·                       | ·                       | ·
agent.typed the holder                      | ignored                 | ignored                 | ignored                 | ignored
agent.typed another                         | ignored                 | ignored                 | ignored                 | ignored
conversation.placed this one                | queued                  | snoozed                 | waking                  | returning
conversation.placed nothing new             | queued                  | ignored                 | ignored                 | ignored
conversation.placed another wait            | queued                  | snoozed                 | waking                  | returning
conversation.placed an earlier one          | ignored                 | ignored                 | ignored                 | ignored
conversation.assigned this one              | assigned.talking        | ignored                 | ignored                 | assigned.talking
conversation.assigned an earlier one        | ignored                 | ignored                 | ignored                 | ignored
conversation.transferred this one           | ignored                 | ignored                 | ignored                 | ignored
conversation.transferred an earlier one     | ignored                 | ignored                 | ignored                 | ignored
conversation.returned this one              | ignored                 | ignored                 | ignored                 | ignored
conversation.returned an earlier one        | ignored                 | ignored                 | ignored                 | ignored
conversation.moved this one                 | ignored                 | ignored                 | ignored                 | ignored
conversation.moved an earlier one           | ignored                 | ignored                 | ignored                 | ignored
transfer.undone this one                    | assigned.talking        | ignored                 | ignored                 | ignored
transfer.undone an earlier one              | ignored                 | ignored                 | ignored                 | ignored
undo.declined                               | ignored                 | ignored                 | ignored                 | ignored
conversation.reopened this one              | ignored                 | ignored                 | ignored                 | ignored
conversation.reopened an earlier one        | ignored                 | ignored                 | ignored                 | ignored
reopen.declined this one                    | ignored                 | ignored                 | ignored                 | ignored
reopen.declined an earlier one              | ignored                 | ignored                 | ignored                 | ignored
conversation.rejoined this one              | ignored                 | ignored                 | queued                  | ignored
conversation.rejoined given back            | ignored                 | ignored                 | returning               | ignored
conversation.rejoined an earlier one        | ignored                 | ignored                 | ignored                 | ignored
transfer.declined this one                  | ignored                 | ignored                 | ignored                 | ignored
transfer.declined other colleague           | ignored                 | ignored                 | ignored                 | ignored
transfer.declined an earlier one            | ignored                 | ignored                 | ignored                 | ignored
`;
const ASSIGNED = `
event                                       | assigned.talking        | assigned.transferring
session.opened by a customer                | assigned.talking        | assigned.transferring
session.opened by an agent                  | ignored                 | ignored
session.closed known                        | assigned.talking        | assigned.transferring
session.closed unknown                      | ignored                 | ignored
attendance.due                              | ignored                 | ignored
customer.wrote a text                       | assigned.talking        | assigned.transferring
customer.wrote nothing                      | no: emptyText           | no: emptyText
customer.wrote too much                     | no: textTooLong         | no: textTooLong
agent.wrote the holder                      | assigned.talking        | assigned.transferring
agent.wrote the holder, nothing             | no: emptyText           | no: emptyText
agent.wrote the holder, too much            | no: textTooLong         | no: textTooLong
agent.wrote another                         | no: notYourConversation | no: notYourConversation
customer.sentFile                           | assigned.talking        | assigned.transferring
agent.sentFile the holder                   | assigned.talking        | assigned.transferring
agent.sentFile another                      | assigned.talking        | assigned.transferring
agent.sentFile into an earlier one          | assigned.talking        | assigned.transferring
erase.requested an administrator            | assigned.talking        | assigned.transferring
erase.requested who holds and said it       | assigned.talking        | assigned.transferring
erase.requested who holds it                | no: notYourMessage      | no: notYourMessage
erase.requested another                     | no: notYourConversation | no: notYourConversation
erase.requested of nothing                  | no: nothingToErase      | no: nothingToErase
erase.requested of no words                 | no: nothingToErase      | no: nothingToErase
erase.requested again                       | ·                       | ·
note.written the holder                     | assigned.talking        | assigned.transferring
note.written the holder, nothing            | no: emptyText           | no: emptyText
note.written the holder, too much           | no: textTooLong         | no: textTooLong
note.written another                        | no: notYourConversation | no: notYourConversation
labels.chosen the holder                    | assigned.talking        | assigned.transferring
labels.chosen too many                      | no: tooManyLabels       | no: tooManyLabels
labels.chosen another                       | no: notYourConversation | no: notYourConversation
customer.left                               | quiet                   | quiet
customer.left an earlier one                | no: conversationOver    | no: conversationOver
customer.introduced                         | assigned.talking        | assigned.transferring
conversation.rated                          | no: nothingToRate       | no: nothingToRate
conversation.rated long comment             | no: nothingToRate       | no: nothingToRate
conversation.rated an earlier one           | no: nothingToRate       | no: nothingToRate
close.requested the holder                  | quiet                   | quiet
close.requested an earlier one              | no: conversationOver    | no: conversationOver
close.requested another                     | no: notYourConversation | no: notYourConversation
transfer.requested the holder               | assigned.transferring   | no: alreadyTransferring
transfer.requested to oneself               | no: sameAgent           | no: alreadyTransferring
transfer.requested long note                | no: noteTooLong         | no: alreadyTransferring
transfer.requested another                  | no: notYourConversation | no: notYourConversation
transfer.requested an earlier one           | no: conversationOver    | no: conversationOver
departmentTransfer.requested the holder     | assigned.transferring   | no: alreadyTransferring
departmentTransfer.requested long note      | no: noteTooLong         | no: alreadyTransferring
departmentTransfer.requested another        | no: notYourConversation | no: notYourConversation
departmentTransfer.requested an earlier one | no: conversationOver    | no: conversationOver
undo.requested                              | no: nothingToUndo       | no: nothingToUndo
undo.requested an earlier one               | no: conversationOver    | no: conversationOver
reopen.requested who closed it              | no: reopenOver          | no: reopenOver
reopen.requested another                    | no: reopenOver          | no: reopenOver
reopen.requested an earlier one             | no: conversationOver    | no: conversationOver
reopen.expired this chance                  | ignored                 | ignored
reopen.expired an earlier one               | ignored                 | ignored
snooze.requested the holder                 | snoozed                 | no: alreadyTransferring
snooze.requested for now                    | no: snoozeNotAhead      | no: alreadyTransferring
snooze.requested too far ahead              | no: snoozeTooLong       | no: alreadyTransferring
snooze.requested another                    | no: notYourConversation | no: notYourConversation
snooze.requested an earlier one             | no: conversationOver    | no: conversationOver
snooze.ended this one                       | ignored                 | ignored
snooze.ended an earlier one                 | ignored                 | ignored
wake.requested who snoozed it               | no: notSnoozed          | no: notSnoozed
wake.requested another                      | no: notSnoozed          | no: notSnoozed
wake.requested an earlier one               | no: conversationOver    | no: conversationOver
customer.marked higher                      | assigned.talking        | assigned.transferring
customer.marked again                       | ·                       | ·
customer.marked too high                    | ·                       | ·
agent.marked the holder                     | assigned.talking        | assigned.transferring
agent.marked again                          | ·                       | ·
agent.marked too high                       | ·                       | ·
agent.marked another                        | no: notYourConversation | no: notYourConversation
customer.typed                              | assigned.talking        | assigned.transferring
agent.typed the holder                      | assigned.talking        | assigned.transferring
agent.typed another                         | no: notYourConversation | no: notYourConversation
conversation.placed this one                | assigned.talking        | assigned.transferring
conversation.placed nothing new             | ignored                 | ignored
conversation.placed another wait            | assigned.talking        | assigned.transferring
conversation.placed an earlier one          | ignored                 | ignored
conversation.assigned this one              | ignored                 | ignored
conversation.assigned an earlier one        | ignored                 | ignored
conversation.transferred this one           | assigned.talking        | assigned.talking
conversation.transferred an earlier one     | ignored                 | ignored
conversation.returned this one              | queued                  | queued
conversation.returned an earlier one        | ignored                 | ignored
conversation.moved this one                 | queued                  | queued
conversation.moved an earlier one           | ignored                 | ignored
transfer.undone this one                    | assigned.talking        | assigned.talking
transfer.undone an earlier one              | ignored                 | ignored
undo.declined                               | ignored                 | ignored
conversation.reopened this one              | ignored                 | ignored
conversation.reopened an earlier one        | ignored                 | ignored
reopen.declined this one                    | ignored                 | ignored
reopen.declined an earlier one              | ignored                 | ignored
conversation.rejoined this one              | ignored                 | ignored
conversation.rejoined given back            | ignored                 | ignored
conversation.rejoined an earlier one        | ignored                 | ignored
transfer.declined this one                  | ignored                 | assigned.talking
transfer.declined other colleague           | ignored                 | ignored
transfer.declined an earlier one            | ignored                 | ignored
`;

/** What a person sends and waits for an answer to. */
const COMMANDS: ThreadEvent["type"][] = [
  "customer.wrote",
  "agent.wrote",
  "erase.requested",
  "note.written",
  "labels.chosen",
  "customer.left",
  "customer.introduced",
  "conversation.rated",
  "close.requested",
  "transfer.requested",
  "departmentTransfer.requested",
  "undo.requested",
  "reopen.requested",
  "snooze.requested",
  "wake.requested",
  "customer.marked",
  "agent.marked",
];

const only = (...names: (keyof typeof states)[]): TruthTable => ({
  ...table,
  states: Object.fromEntries(names.map((name) => [name, states[name]])),
});

test("a thread without an open conversation does with every event what the table says", () => {
  expect(render(only("quiet", "reopening"))).toBe(lines(BETWEEN));
});

test("a thread whose conversation nobody holds does with every event what the table says", () => {
  expect(render(only("queued", "snoozed", "waking", "returning"))).toBe(lines(WAITING));
});

test("a thread that an agent holds does with every event what the table says", () => {
  expect(render(only("assigned.talking", "assigned.transferring"))).toBe(lines(ASSIGNED));
});

/** Ana has just handed it to Luis, or to a department where nobody has it yet. */
const handed = {
  "assigned.talking": Thread.after(...talking, asksTransfer(), transferred()).snapshot,
  queued: Thread.after(...talking, asksDepartment(), moved()).snapshot,
};
const afterHanding = {
  "undo.requested who handed it over": { ...undoes(), at },
  "undo.requested another": { ...undoes(luis), at },
  "transfer.undone": { ...undone(), at },
  "undo.declined that nobody asked for": { ...notUndone(), at },
  "agent.marked the new holder": { type: "agent.marked", read: 0, by: luis, at },
  "agent.wrote who handed it over": { ...writes("Espera", ana), at },
} satisfies Record<string, ThreadEvent>;
const HANDED = `
event                               | assigned.talking        | queued
undo.requested who handed it over   | assigned.talking        | queued
undo.requested another              | no: nothingToUndo       | no: nothingToUndo
transfer.undone                     | assigned.talking        | assigned.talking
undo.declined that nobody asked for | ignored                 | ignored
agent.marked the new holder         | assigned.talking        | no: conversationWaiting
agent.wrote who handed it over      | no: notYourConversation | no: conversationWaiting
`;

test("a thread that has just been handed over does what the table says", () => {
  expect(render({ ...table, states: handed, events: afterHanding })).toBe(lines(HANDED));
});

test("the table of the thread leaves out no state, and no event but those of other channels", () => {
  expect(omissions(table)).toEqual(expect.arrayContaining([...OUTSIDE_EVENTS]));
  expect(omissions(table)).toHaveLength(OUTSIDE_EVENTS.length);
});

test("every command to a thread is answered in every state", () => {
  expect(unanswered(table, COMMANDS)).toEqual([]);
});
