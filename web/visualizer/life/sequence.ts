/** Who has a part in a room's life, and what goes between them: one arrow for what came, and one for each thing it asked of others. */
import type { Effect, Identity } from "../../../party/engine/definition.ts";
import type { LogRow } from "../../../party/protocol/inspection.ts";
import type { Step } from "./replay.ts";
import { personOf, senderOf } from "./sender.ts";

/** In the order in which they stand side by side. */
export const LANES = ["customer", "conversation", "queue", "agents", "files", "channel", "others"] as const;
export type Lane = (typeof LANES)[number];

export interface Arrow {
  from: Lane;
  to: Lane;
  /** Type of the event. */
  event: string;
  /** Of the other one, where several stand in one lane: an agent's or a customer's name, or a room's id. */
  who: string;
  /** `told`: it follows from what is known that it happened, and is not in this log. `screens`: shown, and not stored by anybody. */
  kind: "sent" | "told" | "screens" | "timer" | "outcome";
}

const OF_PARTY: Readonly<Record<string, Lane>> = {
  conversation: "conversation",
  queue: "queue",
  agent: "agents",
  upload: "files",
  download: "files",
  outbox: "channel",
  inbox: "channel",
};

const laneOf = (party: string): Lane => OF_PARTY[party] ?? "others";

/** Where a person stands beside the room that they speak to. */
const laneOfPerson = ({ role }: Identity): Lane => {
  if (role === "customer") return "customer";
  if (role === "channel") return "channel";
  return role === "entry" ? "others" : "agents";
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const shortRoom = (room: unknown): string => text(room).slice(text(room).indexOf("_") + 1);
const nameIn = (event: Record<string, unknown>): string => text(event.agentName) || text(event.customerName);

/** What brought the entry about. */
function arrival(row: LogRow, self: Lane): Arrow {
  const { event } = row;
  const { type } = event;
  const by = personOf(row);
  const from = senderOf(row);
  if (by) return { from: laneOfPerson(by), to: self, event: type, who: by.name || shortRoom(by.id), kind: "sent" };
  if (from)
    return {
      from: laneOf(from.party),
      to: self,
      event: type,
      who: from.party === "queue" ? "" : nameIn(event) || shortRoom(from.room),
      kind: "sent",
    };
  // A session that has ended, a timer, or what came of work in the world outside: nobody else's doing.
  return { from: self, to: self, event: type, who: "", kind: "outcome" in event ? "outcome" : "timer" };
}

function departure(effect: Effect, self: Lane): Arrow | undefined {
  if (effect.kind === "send") {
    const { to, event } = effect;
    const who = to.party === "queue" ? "" : text(event.name) || nameIn(event) || shortRoom(to.room);
    return { from: self, to: laneOf(to.party), event: event.type, who, kind: "sent" };
  }
  if (effect.kind === "signal") {
    const to: Lane = effect.topic === "customer" ? "customer" : "agents";
    return { from: self, to, event: effect.signal.type, who: "", kind: "screens" };
  }
  return undefined;
}

/** Words of the queue to a thread that it has said to the agent in the same step. */
const TOLD_AGENT = new Set([
  "conversation.assigned",
  "conversation.transferred",
  "conversation.reopened",
  "transfer.undone",
]);

/** Whether the queue says here who has a conversation now. */
export const isGiven = (row: LogRow): boolean => senderOf(row)?.party === "queue" && TOLD_AGENT.has(row.event.type);

export function arrowsOf({ row, effects }: Pick<Step, "row" | "effects">, party: string): Arrow[] {
  const self = laneOf(party);
  const arrows = [arrival(row, self)];
  if (party === "conversation" && isGiven(row))
    arrows.push({ from: "queue", to: "agents", event: row.event.type, who: nameIn(row.event), kind: "told" });
  for (const effect of effects) {
    const arrow = departure(effect, self);
    // A room of thousands tells as many: the first ones stand for all.
    if (arrow && arrows.length < ARROWS_MAX) arrows.push(arrow);
  }
  return arrows;
}
const ARROWS_MAX = 12;
