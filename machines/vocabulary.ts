/** The words that machines, rooms, wire and screens share: what is a reason, a channel, a limit. */

/** Longest text of one message, in UTF-16 code units (the limit of WhatsApp and Telegram too). */
export const TEXT_MAX_CHARS = 4096;
/** Longest note to a colleague with a transfer. */
export const NOTE_MAX_CHARS = 1000;
/** Conversations an agent may hold unless the project or the agent's profile says otherwise (the seed manual's 6). */
export const DEFAULT_CAPACITY = 6;
/** How long an agent without a connected panel still counts as present, in milliseconds. */
export const GRACE_MS = 45_000;
/** How often the queue tells those who wait where they stand, in milliseconds. */
export const POSITIONS_EVERY_MS = 2_000;

/** Every reason for which a machine may refuse, and so every sentence a screen must have. */
export const REASONS = [
  "agentAtCapacity",
  "agentNotPresent",
  "agentUnavailable",
  "agentUnknown",
  "alreadyTransferring",
  "conversationNotOpen",
  "conversationWaiting",
  "emptyText",
  "noteTooLong",
  "notYourConversation",
  "personUnknown",
  "sameAgent",
  "textTooLong",
] as const;
export type Reason = (typeof REASONS)[number];

export const CHANNELS = ["web"] as const;
export type Channel = (typeof CHANNELS)[number];

export interface Stamp {
  /** Epoch milliseconds, by the clock of the room that takes the event. */
  at: number;
}

/** Who did it, as the entry worker vouched for. */
export interface Author {
  role: string;
  id: string;
  project: string;
  name?: string;
}
