/**
 * What is on its way to a customer of another service: what the service that sends it may find out, and what that means for the next
 * try. Data and decisions; what they do to the outbox is in `machines/outbox-setup.ts`.
 */
import type { DeliveryReason, OutsideAddress, OutsideChannel } from "./outside.ts";
import type { JobOutcome } from "./push.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
/** For so long a status may still name what nobody knows to have been sent. */
export const RECONCILE_MS = MINUTE_MS;
const REST_FIRST_MS = 2 * SECOND_MS;
export const REST_MAX_MS = 15 * MINUTE_MS;
/** Who finds no slot comes again at any time within so long of the next one; each time within twice as long. */
const SPREAD_FIRST_MS = 100;
const SPREAD_MAX_MS = 5 * SECOND_MS;
/** For so long after it was wanted it is tried again. */
export const TRIED_FOR_MS = 24 * 60 * MINUTE_MS;
/** How long sending may take: a file goes up to the provider first. */
export const FILE_MAX_MS = 5 * MINUTE_MS;

/** "Too many messages to this customer": this provider asks for rests of its own, 4^x seconds after x of these answers. */
const PAIR_LIMIT: Partial<Record<OutsideChannel, number>> = { whatsapp: 131056 };

/** By which inbox, and where to. */
export interface Way {
  inbox: string;
  channel: OutsideChannel;
  to: OutsideAddress;
}

export const LINE_KINDS = ["text", "file", "template"] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** Ids are the provider's. `seq` is of the thread's line; what a line says is not told here. */
export type Wanted =
  | { what: LineKind; seq: number; replyTo?: string }
  | { what: "reaction"; of: string; emoji: string };

export type Entry = Way &
  Wanted & {
    /** In the order in which they were wanted. */
    n: number;
    wantedAt: number;
    /** How often it was surely not sent. */
    failures: number;
    /** How often in a row there was no slot for it. */
    held?: number;
    /** It is sent although an earlier copy may have been. */
    twice?: true;
    /** A status has named it, by this id, before its own answer came. */
    told?: string;
  };

/** What the customer is to see of the agent. `id`: their last message. */
export interface Mark extends Way {
  id: string;
  typing: boolean;
}

/** What the service found out. */
export type SendAnswer =
  | { kind: "sent"; id: string }
  | { kind: "notSent"; retry: boolean; waitMs?: number; reason: DeliveryReason; code?: number; words: string }
  /** Our own pace for this number or bot: not even tried. */
  | { kind: "paced"; waitMs: number }
  /** What was to be sent is there no more: its line was erased. */
  | { kind: "gone" }
  | { kind: "unknown"; words: string };
type NotSent = Extract<SendAnswer, { kind: "notSent" }>;

/** OB7: a service that threw, took too long, or said what cannot be kept may have sent it. */
export function sendAnswerOf(outcome: JobOutcome): SendAnswer {
  if (outcome.kind === "done")
    return (outcome.value as SendAnswer | null) ?? { kind: "unknown", words: "it said too much" };
  return { kind: "unknown", words: outcome.kind === "failed" ? outcome.reason : "it took too long" };
}

/** OB12: setting a reaction once more changes nothing, so there is nothing to be afraid of. */
const REPEATED: NotSent = { kind: "notSent", retry: true, reason: "unknown", words: "no answer" };

/** Surely not sent, or as good as that; undefined: it may have been. */
export function notSentOf(entry: Entry, outcome: JobOutcome): NotSent | undefined {
  const answer = sendAnswerOf(outcome);
  if (answer.kind === "notSent") return answer;
  return answer.kind === "unknown" && entry.what === "reaction" ? REPEATED : undefined;
}

/** OB5, OB6: when it is tried again; undefined: no more. */
export function nextSendAt(entry: Entry, answer: NotSent, at: number): number | undefined {
  if (!answer.retry) return undefined;
  const isPairLimit = answer.code !== undefined && answer.code === PAIR_LIMIT[entry.channel];
  const rest = isPairLimit ? SECOND_MS * 4 ** entry.failures : REST_FIRST_MS * 2 ** entry.failures;
  const next = at + Math.max(Math.min(rest, REST_MAX_MS), answer.waitMs ?? 0);
  return next < entry.wantedAt + TRIED_FOR_MS ? next : undefined;
}

/**
 * OB4: how much later than the next slot somebody asks who was refused one so often. Whoever waits for one number would all come at that
 * moment again, each time.
 * @param random From 0 to before 1.
 */
export const spreadMs = (held: number, random: number): number =>
  Math.floor(random * Math.min(SPREAD_FIRST_MS * 2 ** held, SPREAD_MAX_MS));

/** Our own id of a line, as a provider is told it and tells it back. */
export const oursOf = (thread: string, seq: number): string => `${thread}.${seq}`;

/** The number of the line that has this id of ours; undefined: it is none of this thread's. */
export function lineOf(thread: string, ours: string): number | undefined {
  const seq = ours.startsWith(`${thread}.`) ? Number(ours.slice(thread.length + 1)) : NaN;
  return Number.isSafeInteger(seq) && seq > 0 ? seq : undefined;
}
