/** The lines that a thread is made of, and what is told of one. */
import type { FileKind } from "./media-limits.ts";
import type { AboutWhat, Delivery, FilledTemplate, Shared } from "./outside.ts";
import type { WhyNot } from "./upload-reasons.ts";

/** Why a file that a customer sent cannot be had: what is wrong with it, or that its provider does not give it. */
export const MEDIA_REASONS = [
  /** The provider keeps it no more. */
  "mediaGone",
  /** It was asked for again and again. */
  "mediaUnavailable",
] as const;
export type MissingReason = (typeof MEDIA_REASONS)[number] | WhyNot;

/** What a line says of its file: all that a screen must know before it loads it. */
export interface FileRow {
  id: string;
  kind: FileKind;
  type: string;
  name: string;
  bytes: number;
  width?: number;
  height?: number;
  durationMs?: number;
  voice?: boolean;
  sticker?: boolean;
  /** It is still with the provider, and what is said of it here is what the provider says; `bytes` may be 0: not known. */
  coming?: true;
  /** It could not be had, and why. */
  missing?: MissingReason;
}

/** Of a line on a channel outside; of web chat's none of these is there. */
export type OutsideLine = {
  /** The provider's id. An agent's line has none before it has been sent. */
  outsideId?: string;
  /** Of the customer's: when they sent it, by the provider's clock. */
  sentAt?: number;
  /** Number of the line that it answers; 0: one that is not here. */
  replyTo?: number;
  forwarded?: "once" | "often";
  about?: AboutWhat;
  /** When the customer changed it last, by the provider's clock. */
  editedAt?: number;
  reactions?: { customer?: string; agent?: string };
  /** When the customer reacted last, by the provider's clock. */
  reactedAt?: number;
  /** Of an agent's: how far it has come. */
  delivery?: Delivery;
};

type Said = { from: "customer" | "agent"; authorId: string; authorName: string; commandId: string } & OutsideLine;

/**
 * One line of the thread. In web chat it is written once and changed only by being erased; ticks follow from the marks in the context.
 * On other channels what is known of its way changes, and the customer may edit, react and take back.
 */
export type Message = { seq: number; at: number; conversation: number } &
  /** `chosen`: from a template's or a list's buttons. */
  (
    | ({ kind: "text"; text: string; chosen?: "button" | "list" } & Said)
    /** `commandId` is the file's id, for there was no command; of one that came from outside, the message's. */
    | ({ kind: "file"; caption: string; file: FileRow } & Said)
    | ({ kind: "shared"; shared: Shared } & Said)
    | ({ kind: "template"; template: FilledTemplate } & Said)
    /**
     * What a text, a file or a note has become: who erased it and when, and nothing of what it said. The customer may have: `by` is the
     * thread's customer then.
     */
    | {
        kind: "erased";
        was: Erasable;
        from: "customer" | "agent";
        authorId: string;
        commandId: string;
        by: string;
        byName: string;
        erasedAt: number;
        outsideId?: string;
        sentAt?: number;
        delivery?: Delivery;
      }
    /** From one agent to the others: the customer never sees it. */
    | { kind: "note"; authorId: string; authorName: string; text: string; commandId: string }
    | { kind: "opened" }
    /** `again`: straight back to who had put it aside. Absent in rows of before that was told. */
    | { kind: "assigned"; agentId: string; agentName: string; returned: boolean; again?: boolean }
    | { kind: "transferred"; agentId: string; agentName: string; fromId: string; fromName: string; note: string }
    /** To a department, into its line. */
    | { kind: "moved"; department: string; fromId: string; fromName: string; note: string }
    /** Who handed it over took it back. */
    | { kind: "undone"; agentId: string; agentName: string }
    | { kind: "returned"; agentId: string; agentName: string }
    /** Opened again by who had finished it. */
    | { kind: "reopened"; agentId: string; agentName: string }
    /** Put aside, and back again: between colleagues. */
    | { kind: "snoozed"; agentId: string; agentName: string; until: number }
    | { kind: "woken"; by: "time" | "customer" | "agent" }
    /** `wrapUp`: the id of the reason that the agent chose; those of before there were reasons have none. */
    | { kind: "closed"; by: "customer" | "agent"; authorId: string; authorName: string; wrapUp?: string | null }
    | { kind: "rated"; score: number; comment: string }
  );

/** Kinds of lines that somebody has said. */
export const ERASABLE = ["text", "file", "note", "shared", "template"] as const;
export type Erasable = (typeof ERASABLE)[number];

/** What is told of a line that something is about: not a word of what it says. */
export interface Erasing {
  kind: Message["kind"];
  at: number;
  conversation: number;
  authorId: string;
  from: "customer" | "agent";
  commandId: string;
  /** The file's id; empty: it has none. */
  file: string;
  outsideId?: string;
  sentAt?: number;
  editedAt?: number;
  reactions?: OutsideLine["reactions"];
  reactedAt?: number;
  delivery?: Delivery;
  /** Of a file. */
  missing?: MissingReason;
  /** `file` is the id of what fetches it: it has no room of its own yet, or never will. */
  coming?: true;
}

/** What a list of conversations says of the last thing said. `text` is a file's caption, a place's name…; `seq` is of its line. */
export interface LastSaid {
  from: "customer" | "agent";
  kind: "text" | FileKind | "sticker" | Shared["type"] | "template" | "erased";
  text: string;
  at: number;
  seq: number;
}
