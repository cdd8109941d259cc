/** The words that machines, rooms, wire and screens share: what is a reason, a channel, a limit. */

/** Longest text of one message, in UTF-16 code units (the limit of WhatsApp and Telegram too). */
export const TEXT_MAX_CHARS = 4096;
/** Longest note to a colleague with a transfer. */
export const NOTE_MAX_CHARS = 1000;
/** Conversations an agent may hold unless the project or the agent's profile says otherwise (the seed manual's 6). */
export const DEFAULT_CAPACITY = 6;
/** More would not fit into the one stored value of an agent's list, notes and all. */
export const CAPACITY_MAX = 30;
/** How long an agent without a connected panel still counts as present, in milliseconds. */
export const GRACE_MS = 45_000;
/** A reload of the panel takes a moment; and nobody waits for ever for who has gone. */
export const GRACE_MIN_MS = 5_000;
export const GRACE_MAX_MS = 10 * 60_000;
/** For how long after its end a customer may rate a conversation, in milliseconds. */
export const RATING_MS = 24 * 60 * 60 * 1000;
/** How often the queue tells those who wait where they stand, in milliseconds. */
export const POSITIONS_EVERY_MS = 2_000;
/** How soon a customer who looks on without writing is told anew whether anybody is there; each time twice as late, at most so late. */
export const ATTENDANCE_FIRST_MS = 30_000;
export const ATTENDANCE_MAX_MS = 300_000;

/** For how long a conversation may be put aside, in milliseconds. */
export const SNOOZE_MAX_MS = 30 * 24 * 60 * 60 * 1000;
/** Most conversations put aside that an agent's screens list; more come back all the same. */
export const SNOOZED_MAX = 50;

/** Most labels that a customer may have. */
export const LABELS_MAX = 20;

/** Whether a project's agents choose a reason when they finish a conversation. */
export const WRAP_UP_RULES = ["off", "optional", "required"] as const;
export type WrapUpRule = (typeof WRAP_UP_RULES)[number];

/** What a project says about its conversations. */
export interface ConversationRules {
  wrapUp: WrapUpRule;
  /** For how long after the end the last holder may open a conversation again, in milliseconds; 0: not at all. */
  reopenMs: number;
}

/** What holds until a project says otherwise. */
export const DEFAULT_RULES: ConversationRules = { wrapUp: "off", reopenMs: 10 * 60 * 1000 };

/** Every reason for which a machine may refuse, and so every sentence a screen must have. */
export const REASONS = [
  "agentAtCapacity",
  "agentNotPresent",
  "agentUnavailable",
  "agentUnknown",
  "alreadyRated",
  "alreadyTransferring",
  "catalogueFull",
  "closedDaysInvalid",
  "conversationNotOpen",
  "conversationOver",
  "conversationSnoozed",
  "conversationWaiting",
  "customerBlocked",
  "departmentUnknown",
  "emptyText",
  "hoursInvalid",
  "hoursOverlap",
  "inboxOff",
  "nameMissing",
  "nameTooLong",
  "noteTooLong",
  "notOnThisChannel",
  "nothingToErase",
  "nothingToRate",
  "notSnoozed",
  "nothingToRetry",
  "nothingToUndo",
  "notYourConversation",
  "notYourMessage",
  "personUnknown",
  "pushEndpointUnknown",
  "pushOff",
  "reasonsMissing",
  "reopenOver",
  "reopenTooLong",
  "sameAgent",
  "sameDepartment",
  "shortcutInvalid",
  "shortcutTaken",
  "snoozeNotAhead",
  "snoozeTooLong",
  "textTooLong",
  "tooManyLabels",
  "windowClosed",
  "wrapUpMissing",
] as const;
export type Reason = (typeof REASONS)[number];

/** A line of the queue, and what people call it. */
export interface Department {
  id: string;
  name: string;
}

export const CHANNELS = ["web", "whatsapp", "telegram"] as const;
export type Channel = (typeof CHANNELS)[number];

/** White space, controls, and what has no width or no ink, such as U+200B or an empty Braille cell. */
const NOTHING_TO_SEE = /^[\s\p{Cc}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
export const isBlank = (text: string): boolean => NOTHING_TO_SEE.test(text);

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
  /** Of a customer: their site has said who they are, and signed it. */
  vouched?: boolean;
}
