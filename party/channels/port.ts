/**
 * What a channel of the world outside implements: its own folder under `party/channels`, and one line in `index.ts`. Nothing else knows
 * a provider's words. An adapter keeps nothing and decides nothing: when to try again, and whether, is the outbox's machine's decision.
 */
import type {
  AddressChanged,
  BlockChanged,
  DeliveryReason,
  FilledTemplate,
  OutsideAddress,
  OutsideChannel,
  Receipt,
  Received,
  Template,
} from "../../machines/outside.ts";
import type { FileKind } from "../../machines/media-limits.ts";
import type { Outside } from "../engine/definition.ts";

/** A number or a bot of a project, with what opens it. Secrets are plain here and nowhere else. */
export interface Line {
  project: string;
  inbox: string;
  /** Root of the provider's interface, without a slash at the end. */
  baseUrl: string;
  /** By name, as the set-up page of the channel asks for them (`settings` of the adapter); those that are secret in `secrets`. */
  settings: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
  /** Made of the deployment's secret, the project and the inbox (`webhookSecretOf`): proves a webhook where its provider signs nothing. */
  webhookSecret: string;
}

/** What the set-up page asks for. Its words are the panel's, under this name. */
export interface Setting {
  name: string;
  secret: boolean;
  optional?: true;
  /** What stands there if nothing is said. */
  preset?: string;
  /** What it must look like. */
  pattern: RegExp;
}

/** What one webhook says, in the provider's order. What is unknown is told as unsupported or left out, never an error. */
export interface Heard {
  received: Received[];
  receipts: Receipt[];
  blocks: BlockChanged[];
  addresses: AddressChanged[];
  /** Words for the log: kinds of payload that nobody knows, without a word of what they say. */
  unknown: string[];
}

/** Of a webhook: for which of the project's inboxes. */
export interface HeardFor extends Heard {
  inbox: string;
}

/** One thing to be sent. */
export interface Outgoing {
  /** Our id of it, given to the provider where it takes one. */
  ours: string;
  to: OutsideAddress;
  /** The provider's id of what it answers. */
  replyTo?: string;
  what:
    | { kind: "text"; text: string }
    | { kind: "file"; file: OutgoingFile; caption: string }
    | { kind: "template"; template: FilledTemplate }
    /** Empty: taken back. */
    | { kind: "reaction"; of: string; emoji: string };
}

export interface OutgoingFile {
  kind: FileKind;
  type: string;
  name: string;
  bytes: number;
  voice: boolean;
  /** Opens it anew each time. */
  open: () => Promise<ReadableStream<Uint8Array>>;
}

/** What became of it, as far as the provider's answer says. */
export type Sent =
  | { kind: "sent"; id: string }
  /** Surely not sent. `retry`: it may succeed later, not before `waitMs` if that is said. */
  | { kind: "notSent"; retry: boolean; waitMs?: number; reason: DeliveryReason; code?: number; words: string }
  /** It went out, and no answer came that says: it may have been sent. */
  | { kind: "unknown"; words: string };

/** One thing that was looked at in the set-up. */
export interface Finding {
  /** Words are the panel's, under this name. */
  what: "token" | "number" | "webhook" | "permissions" | "templates" | "secret";
  ok: boolean;
  /** What the provider says, for who looks closer. */
  words: string;
}

export interface FetchedMedia {
  body: ReadableStream<Uint8Array>;
  type: string;
  bytes?: number;
  sha256?: string;
  name?: string;
}

/** What an adapter may use of the world: `fetch`, and when to stop. */
export type World = Pick<Outside, "fetch" | "signal" | "log">;

export interface ChannelAdapter {
  channel: OutsideChannel;
  settings: readonly Setting[];
  /** The inbox's id, made of what the set-up page was told (all of it in plain): `wa<phone number id>`, `tg<bot id>`. */
  inboxOf(values: Readonly<Record<string, string>>): string;
  baseUrl: string;
  /**
   * Whose webhook this is, by its signature over the raw bytes; null: nobody's of these.
   * @param lines Those of the project on this channel.
   */
  verify(request: Request, body: Uint8Array, lines: readonly Line[]): Promise<readonly Line[] | null>;
  /** @param body Parsed JSON of whatever shape; told for which of these lines. */
  hear(body: unknown, lines: readonly Line[]): HeardFor[];
  send(outgoing: Outgoing, line: Line, world: World): Promise<Sent>;
  /** `id`: the last message of the customer. What comes of it does not matter. */
  markRead?(id: string, to: OutsideAddress, typing: boolean, line: Line, world: World): Promise<void>;
  /** @throws with words if it cannot be had; `MediaGone` if never again. */
  fetchMedia(mediaId: string, line: Line, world: World): Promise<FetchedMedia>;
  /** Looks whether all of it works, and sets up at the provider what can be set up from here. */
  check(line: Line, webhookUrl: string, world: World): Promise<{ shown: string; findings: Finding[] }>;
  templates?(line: Line, world: World): Promise<Template[]>;
}

/** The provider keeps it no more. */
export class MediaGone extends Error {}
