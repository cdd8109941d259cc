/**
 * What the new agent has done, as the rooms' own logs say it: a fold of accepted steps. What was refused is in no log, and a button
 * that was pressed in vain is no fact.
 */
import type { Address, Stamped } from "../../party/engine/definition.ts";

export interface Facts {
  present: boolean;
  available: boolean;
  /** Conversations that the agent has now. */
  held: readonly string[];
  /** Those that they have ever opened. */
  opened: readonly string[];
  /** Threads in which they have written to the customer. */
  answered: readonly string[];
  /** They have sent one of the replies that were written in advance. */
  replied: boolean;
  noted: boolean;
  handedOver: boolean;
  hadBack: boolean;
  /** Threads that they have put aside. */
  setAside: readonly string[];
  labelled: boolean;
  finished: boolean;
  /** They were Disponible, and then no longer by their own choice. */
  paused: boolean;
}

export const NO_FACTS: Facts = {
  present: false,
  available: false,
  held: [],
  opened: [],
  answered: [],
  replied: false,
  noted: false,
  handedOver: false,
  hadBack: false,
  setAside: [],
  labelled: false,
  finished: false,
  paused: false,
};

const GAP = /\{\{[^}]*\}\}/;
const plain = (text: string): string => text.replaceAll(/\s+/g, " ").trim().toLowerCase();

/** Whether a text was made of one that was written in advance, whatever its gaps were filled with, and whatever was added to it. */
export function isMadeOf(text: string, reply: string): boolean {
  const said = plain(text);
  let from = 0;
  for (const part of reply.split(GAP).map(plain)) {
    const at = said.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return true;
}

const withOne = (all: readonly string[], one: string): readonly string[] => (all.includes(one) ? all : [...all, one]);

/**
 * @param me The agent's id.
 * @param replies The texts of the replies that were written in advance.
 */
export function learn(facts: Facts, at: Address, event: Stamped, me: string, replies: readonly string[]): Facts {
  if (at.party === "agent" && at.room === me) return ofAgent(facts, event);
  if (at.party !== "conversation") return facts;
  // The queue has said yes.
  if (event.type === "transfer.undone" && event["agentId"] === me) return { ...facts, hadBack: true };
  return event.by?.id === me ? ofThread(facts, at.room, event, replies) : facts;
}

function ofAgent(facts: Facts, event: Stamped): Facts {
  const conversationId = String(event["conversationId"]);
  switch (event.type) {
    case "session.opened":
      return { ...facts, present: true };
    case "availability.chosen": {
      const available = event["available"] === true;
      return { ...facts, available, paused: !available && (facts.paused || facts.available) };
    }
    case "conversation.assigned":
      return { ...facts, held: withOne(facts.held, conversationId) };
    case "conversation.unassigned": {
      const held = facts.held.filter((id) => id !== conversationId);
      return { ...facts, held, handedOver: facts.handedOver || event["why"] === "transferred" };
    }
    case "conversation.opened":
      return { ...facts, opened: withOne(facts.opened, conversationId) };
    default:
      return facts;
  }
}

function ofThread(facts: Facts, thread: string, event: Stamped, replies: readonly string[]): Facts {
  switch (event.type) {
    case "agent.wrote": {
      const replied = facts.replied || replies.some((reply) => isMadeOf(String(event["text"]), reply));
      return { ...facts, answered: withOne(facts.answered, thread), replied };
    }
    case "note.written":
      return { ...facts, noted: true };
    case "snooze.requested":
      return { ...facts, setAside: withOne(facts.setAside, thread) };
    case "labels.chosen":
      return { ...facts, labelled: facts.labelled || (event["labels"] as readonly string[]).length > 0 };
    case "close.requested":
      return { ...facts, finished: true };
    default:
      return facts;
  }
}
