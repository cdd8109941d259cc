/** What can happen to a thread because of a channel outside, and what it knows of its customer there. */
import type { Erasing, FileRow, MissingReason } from "./lines.ts";
import type { Delivery, FilledTemplate, OutsideAddress, OutsideChannel, Receipt, Received, Said } from "./outside.ts";
import type { Author } from "./vocabulary.ts";

/** What a thread knows of the other end of its channel. */
export interface OutsideOf {
  inbox: string;
  address: OutsideAddress;
  /** When what is known of the customer was so, by the provider's clock. */
  metAt: number;
  /** Until then anything may be written to the customer; null: always. */
  windowUntil: number | null;
  /** CH6: that moment has come, and the screens have been told. */
  windowClosed: boolean;
  blocked: boolean;
  /** When the provider last said whether it is blocked. */
  blockedAt: number;
  /** The provider's id of what the customer sent last, and when they sent it. */
  lastId: string;
  lastAt: number;
  typingToldAt: number;
  /** Ids of messages that were taken back before they came: the last twenty. */
  takenBack: string[];
}

/** A line that was looked up by number or by the provider's id. */
export type LineTold = Erasing & { seq: number };

type Rows = { rows: (LineTold | null)[] };
type Row = { seq: number; row: LineTold | null };
/** One message of the customer, by kinds of what it says: by the same inbox for ever. */
type From<K extends Said["kind"]> = {
  inbox: string;
  channel: OutsideChannel;
  department: string;
  received: Received & { said: Extract<Said, { kind: K }> };
} & Rows;

/** A file as its own room knows it now. Its name was known when it was promised, and is in no event but that one. */
export type FileFacts = Omit<FileRow, "name" | "coming" | "missing">;

export type OutsideEvent =
  /** `rows`: what it answers, if anything. `fileId`: of the room that fetches its file. */
  | ({ type: "outside.said"; fileId: string } & From<"text" | "file" | "shared">)
  /** `rows`: what it is of. */
  | ({ type: "outside.reacted" } & From<"reaction">)
  | ({ type: "outside.edited" } & From<"edited">)
  | ({ type: "outside.revoked" } & From<"revoked">)
  /** The provider speaks, and nobody has said anything. */
  | ({ type: "outside.noticed" } & From<"shared">)
  /** `rows`: by the provider's id, and by ours if it says that. */
  | ({ type: "outside.receipt"; inbox: string; receipt: Receipt } & Rows)
  | { type: "outside.blocked"; blocked: boolean; when: number }
  | { type: "outside.addressChanged"; to: OutsideAddress; text: string; when: number; commandId: string }
  | { type: "window.closed"; until: number }
  | ({ type: "delivery.changed"; delivery: Delivery; id?: string } & Row)
  | ({ type: "file.came"; file: FileFacts } & Row)
  | ({ type: "file.missing"; reason: MissingReason } & Row)
  /** `rows`: what it answers. */
  | ({ type: "agent.replied"; text: string; commandId: string; by: Author } & Rows)
  | { type: "agent.sentTemplate"; template: FilledTemplate; commandId: string; by: Author }
  | ({ type: "agent.reacted"; emoji: string; by: Author } & Row)
  | ({ type: "retry.requested"; by: Author } & Row);
