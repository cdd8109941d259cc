/** What a panel says to its agent's room, and what it sees of it. */
import * as v from "valibot";
import type { Assignment, Leaving, Snoozed } from "../../machines/agent.ts";

export type { Assignment, Leaving, Snoozed } from "../../machines/agent.ts";

/** As a browser's push service gives it, and in which language this one speaks. */
export const pushSubscription = {
  endpoint: v.pipe(v.string(), v.maxLength(800)),
  keys: v.strictObject({
    p256dh: v.pipe(v.string(), v.regex(/^B[A-Za-z0-9_-]{86}$/)),
    auth: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
  }),
  locale: v.picklist(["es", "en"]),
};

export const agentCommands = {
  "availability.set": v.strictObject({ type: v.literal("availability.set"), available: v.boolean() }),
  "conversation.open": v.strictObject({
    type: v.literal("conversation.open"),
    conversationId: v.pipe(v.string(), v.maxLength(160)),
  }),
  /** Goodbye from this device: the last one to say so makes the agent offline at once. */
  "session.end": v.strictObject({ type: v.literal("session.end") }),
  /** Call me here while no screen of mine is there. */
  "push.subscribe": v.strictObject({ type: v.literal("push.subscribe"), ...pushSubscription }),
  "push.unsubscribe": v.strictObject({ type: v.literal("push.unsubscribe"), endpoint: pushSubscription.endpoint }),
};

/** Topic `agent`. */
export interface AgentView {
  me: { id: string; name: string; role: string; departments: string[]; capacity: number; known: boolean };
  available: boolean;
  presence: "offline" | "present" | "grace";
  /** How many screens of this agent are connected. */
  screens: number;
  assignments: Assignment[];
  /** What left the list last, newest first, and why. */
  left: { conversationId: string; why: Leaving }[];
  /** What this agent has put aside, in the order in which it comes back; at most `SNOOZED_MAX`. */
  snoozed: Snoozed[];
  /** On how many browsers they are called while no screen is there. */
  devices: number;
}
