/**
 * Channels whose other end is not our own widget: what comes in from a provider, what goes out to one, and what is known of its way.
 * Words that machines, rooms, adapters and screens share; each provider's own words stay in its folder of `party/channels`.
 */
import type { FileKind } from "./media-limits.ts";

export const OUTSIDE_CHANNELS = ["whatsapp", "telegram"] as const;
export type OutsideChannel = (typeof OUTSIDE_CHANNELS)[number];

/** What a channel can do. Times in milliseconds. */
export interface Capabilities {
  /** For so long after the customer's last message anything may be written to them; null: always. */
  windowMs: number | null;
  /** Written in advance and approved by the provider; the only thing that may be sent when the window is closed. */
  templates: boolean;
  /** Reactions with an emoji, by the agent. */
  reactions: boolean;
  /** The provider says when a message has been delivered and read. */
  receipts: boolean;
  /** The customer can be shown that their message was read, and that somebody types. */
  readMarks: boolean;
  typing: boolean;
  /** The provider tells of a message by our own id of it, so that an outcome that nobody knows can become known. */
  reconciles: boolean;
  /** To one customer: so many at once, and one more each so often. */
  customerBurst: number;
  customerEveryMs: number;
  /** Of one number or bot, in both directions where the provider counts so: so many a second. */
  inboxPerSecond: number;
  inboxCountsReceived: boolean;
}

const HOUR_MS = 60 * 60 * 1000;

/** Sources: the Cloud API's pages on messaging limits, throughput and the customer service window; the Bot API's FAQ on limits. */
export const CAPABILITIES: Readonly<Record<OutsideChannel, Capabilities>> = {
  whatsapp: {
    windowMs: 24 * HOUR_MS,
    templates: true,
    reactions: true,
    receipts: true,
    readMarks: true,
    typing: true,
    reconciles: true,
    customerBurst: 45,
    customerEveryMs: 6_000,
    inboxPerSecond: 80,
    inboxCountsReceived: true,
  },
  telegram: {
    windowMs: null,
    templates: false,
    reactions: true,
    receipts: false,
    readMarks: false,
    typing: true,
    reconciles: false,
    customerBurst: 1,
    customerEveryMs: 1_000,
    inboxPerSecond: 30,
    inboxCountsReceived: false,
  },
};

/**
 * Where a customer can be reached. Each part alone may name them, and each may be missing; ids are the provider's, strings.
 * `phone`: digits with the country's code, no sign. `user`: WhatsApp's business-scoped id. `parent`: that of the account above.
 * `chat`: Telegram's.
 */
export interface OutsideAddress {
  phone?: string;
  user?: string;
  parent?: string;
  chat?: string;
}

/** Who writes, as the provider says. */
export interface OutsideContact {
  address: OutsideAddress;
  /** What they call themselves there; empty: unknown. */
  name: string;
  username?: string;
}

/** What a customer shares that is neither text nor file. */
export type Shared =
  | { type: "location"; latitude: number; longitude: number; name?: string; address?: string; url?: string }
  | {
      type: "contacts";
      people: { name: string; phones: string[]; emails: string[]; organisation?: string }[];
    }
  | {
      type: "order";
      text: string;
      items: { id: string; quantity: number; price?: number; currency?: string }[];
    }
  /** An answered form. */
  | { type: "form"; name: string; text: string; answers: string }
  /** What the provider says of the customer: a number changed. */
  | { type: "system"; text: string }
  /** `what`: the provider's own word for it. */
  | { type: "unsupported"; what: string };

/** A file that the provider keeps for a while. */
export interface OutsideFile {
  kind: FileKind;
  /** As the provider says; what it is is judged by its content. */
  type: string;
  /** Empty: it has none. */
  name: string;
  /** Undefined: not said. */
  bytes?: number;
  voice?: boolean;
  sticker?: boolean;
  /** The provider's id, to fetch it by. */
  mediaId: string;
  /** Hexadecimal, of the bytes; undefined: not said. */
  sha256?: string;
}

/** What a message says, or does to an earlier one. Ids are the provider's. */
export type Said =
  /** `chosen`: not written but picked from a template's or a list's buttons. */
  | { kind: "text"; text: string; chosen?: "button" | "list" }
  | { kind: "file"; file: OutsideFile; caption: string }
  | { kind: "shared"; shared: Shared }
  /** Empty: taken back. */
  | { kind: "reaction"; of: string; emoji: string }
  | { kind: "edited"; of: string; text: string }
  | { kind: "revoked"; of: string };

/** What made them write: something that they saw elsewhere. `title`: of a product it may be no more than its number. */
export interface AboutWhat {
  what: "ad" | "product";
  title: string;
  url?: string;
}

/** One message of a customer. */
export interface Received {
  /** The provider's id of it: of one id there is one line, however often it comes. */
  id: string;
  /** By the provider's clock, epoch ms. */
  sentAt: number;
  contact: OutsideContact;
  /** The provider's id of what it answers. */
  replyTo?: string;
  forwarded?: "once" | "often";
  about?: AboutWhat;
  said: Said;
}

/** How far a message of ours has come, in this order; the last two stand beside it. */
export const DELIVERY_STATES = ["waiting", "sent", "delivered", "read", "played", "failed", "unclear"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why a provider would not have it, in the product's words: each has a sentence that says what to do. */
export const DELIVERY_REASONS = [
  "windowClosed",
  "recipientUnreachable",
  "blockedByCustomer",
  "optedOut",
  "templateProblem",
  "mediaProblem",
  "tooMuch",
  "notAllowed",
  "inboxOff",
  "providerDown",
  "contentRefused",
  "unknown",
] as const;
export type DeliveryReason = (typeof DELIVERY_REASONS)[number];

/** What is known of the way of a line that an agent wrote. */
export interface Delivery {
  state: DeliveryState;
  /** Epoch ms, by the provider's clock where it says. */
  at: number;
  /** Of a failure. */
  reason?: DeliveryReason;
  /** The provider's code and words, for who looks closer. */
  code?: number;
  words?: string;
  /** It was sent once more after an outcome that nobody learned: they may have it twice. */
  twice?: true;
}

/** What a provider tells of a message of ours. */
export interface Receipt {
  id: string;
  /** Our own id, as we had given it to the provider; undefined: it says none. */
  ours?: string;
  state: "sent" | "delivered" | "read" | "played" | "failed";
  at: number;
  contact: OutsideAddress;
  reason?: DeliveryReason;
  code?: number;
  words?: string;
}

/** The customer has blocked the bot, or no more. */
export interface BlockChanged {
  contact: OutsideContact;
  at: number;
  blocked: boolean;
}

/** The customer is reached otherwise from now on. */
export interface AddressChanged {
  id: string;
  at: number;
  from: OutsideAddress;
  to: OutsideAddress;
  /** In the provider's words. */
  text: string;
}

/** A template that the provider has approved. */
export interface Template {
  name: string;
  language: string;
  category: string;
  /** In order. `{{1}}` or `{{name}}` stands where a parameter goes. */
  parts: { type: "header" | "body" | "footer" | "buttons"; text: string; parameters: string[] }[];
}

/** What is sent of one: its parameters, by the part that they stand in. */
export interface FilledTemplate {
  name: string;
  language: string;
  parameters: { part: "header" | "body" | "buttons"; name: string; text: string }[];
  /** As the customer reads it. */
  text: string;
}
