/**
 * Letters: which there are, what becomes of one, and when to try again. Data and decisions, for the machines that ask for
 * letters (accounts, members); what does the sending is the service `mail` in `party/mail`.
 *
 * A letter that is tried again under the same job's id and with the same params is the same letter, with the same Message-ID. So
 * one too many is better than one too few, and what is not known to have arrived is sent once more.
 */
import type { JobOutcome } from "./push.ts";
import type { MemberRole } from "./rights.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** What a link is made of at sending. Its token is never stored: the room keeps the nonce, and the token's hash. */
interface Link {
  /** Whose token it is, and who checks it: first part of the link, too. */
  room: string;
  nonce: string;
  /** Where our pages are (`https://chat.example`), for a demo that has not set `TURNO_URL`. */
  url?: string;
}

/** Says that something has happened, and when (epoch ms). */
interface Notice {
  at: number;
  /** IANA name, in whose clock it is told. */
  timeZone?: string;
  url?: string;
}

export type Letter =
  /** Good for half an hour. */
  | { template: "recovery"; data: Link }
  /** `by`: who invites. Good for seven days. */
  | { template: "invitation"; data: Link & { by: string; project: string; role: MemberRole } }
  | { template: "passwordChanged"; data: Notice }
  /** `device`: what the browser calls itself, in short; `from`: its address of the network. */
  | { template: "newDevice"; data: Notice & { device: string; from?: string } }
  | { template: "factorChanged"; data: Notice & { change: "added" | "removed" | "codesRenewed" } };

export type Template = Letter["template"];

/** The params of a job of the service `mail`. */
export type Mail = Letter & { to: string; locale: "es" | "en" };

/** What the service found out, with words for whoever runs the deployment. */
export type MailAnswer =
  /** A server has taken it; in a demo, the outbox. */
  | { kind: "sent"; via: "smtp" | "resend" | "postmark" | "outbox" }
  /** Surely not sent, and may be later. */
  | { kind: "notSent"; words: string; retryAfterMs: number | null }
  /** It was handed over, and no answer came: it may have been sent. */
  | { kind: "unknown"; words: string }
  /** Surely not sent, and never will be: there is no such address, or its server does not want this letter. */
  | { kind: "refused"; words: string }
  /** This deployment sends no mail, or cannot as it is set up. */
  | { kind: "off"; words: string };

const MAIL_RETRY_FIRST_MS = 5 * SECOND_MS;
const MAIL_RETRY_MAX_MS = HOUR_MS;
/** For how long after it was asked for a letter is tried. A link of half an hour that comes late is none. */
export const MAIL_TRIED_FOR_MS: Record<Template, number> = {
  recovery: 10 * MINUTE_MS,
  invitation: 24 * HOUR_MS,
  passwordChanged: 24 * HOUR_MS,
  newDevice: 24 * HOUR_MS,
  factorChanged: 24 * HOUR_MS,
};

/** A service that threw, or took too long, may have sent it. */
function mailAnswerOf(outcome: JobOutcome): MailAnswer {
  if (outcome.kind === "done")
    return (outcome.value as MailAnswer | null) ?? { kind: "unknown", words: "it said too much" };
  return { kind: "unknown", words: outcome.kind === "failed" ? outcome.reason : "it took too long" };
}

export interface MailTry {
  /** When the letter was first asked for, epoch ms. */
  askedAt: number;
  /** How often it was tried, this time counted: at least 1. */
  tries: number;
}

/**
 * When to ask for the same letter once more, and whether it may have been sent (`again` of the job); undefined: no more.
 * MA1 to MA3.
 */
export function nextMailTry(
  template: Template,
  { askedAt, tries }: MailTry,
  outcome: JobOutcome,
  at: number,
): { at: number; again: boolean } | undefined {
  const answer = mailAnswerOf(outcome);
  if (answer.kind !== "notSent" && answer.kind !== "unknown") return undefined;
  const asked = answer.kind === "notSent" ? (answer.retryAfterMs ?? 0) : 0;
  const rest = Math.max(Math.min(MAIL_RETRY_FIRST_MS * 2 ** (tries - 1), MAIL_RETRY_MAX_MS), asked);
  const next = at + rest;
  return next < askedAt + MAIL_TRIED_FOR_MS[template] ? { at: next, again: answer.kind === "unknown" } : undefined;
}
