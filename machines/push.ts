/**
 * What an agent is told on their devices when no screen of theirs is there, and what becomes of it. Data and decisions; what
 * they do to the agent's room is in `machines/pushing.ts`.
 *
 * A notice goes through a push service of the browser's maker, which may be slow, busy, or know the device no more. Each carries
 * with it until when it is of use: a conversation that has gone back to the queue is no news.
 */

/** A browser that an agent wants to be called at. */
export interface Device {
  endpoint: string;
  keys: { p256dh: string; auth: string };
  /** In which language it is called. */
  locale: "es" | "en";
  /** How often in a row its push service has turned us away. */
  failures: number;
}

/** What there is to tell. No words of customers: these are for who has signed in. */
export type News =
  | { kind: "assigned"; conversationId: string; name: string }
  /** Conversations that went back to the queue. */
  | { kind: "returned"; count: number }
  /** Customers in a line where nobody is present and Disponible. */
  | { kind: "waiting"; count: number };

/** One notice on its way to one device. */
export interface Push {
  id: number;
  endpoint: string;
  news: News;
  /** Epoch ms: later it is of no use. */
  until: number;
  /** How often it was tried. */
  tries: number;
}

/** What was found out about an address: whether we can push at all, and to this one. */
export type Reach = "off" | "unknown" | "known";

/** What the service found out. */
type Answer =
  | { kind: "told" }
  /** The push service does not know the device any more. */
  | { kind: "gone" }
  | { kind: "busy"; retryAfterMs: number | null }
  | { kind: "refused"; status: number }
  /** Settings have changed: push is off, or its service is none of ours. */
  | { kind: "off" };

/** As the engine tells it. */
export type JobOutcome =
  | { kind: "done"; value: unknown; cut?: true }
  | { kind: "failed"; reason: string }
  | { kind: "timedOut" };

const DEVICES_MAX = 10;
/** How often, at most, an agent is told that customers wait, in milliseconds. */
export const WAITING_TOLD_EVERY_MS = 5 * 60_000;
/** For how long it is of use that conversations went back, in milliseconds. */
export const RETURNED_USE_MS = 60 * 60_000;
const PUSH_TRIES_MAX = 5;
/** The first rest before another try, in milliseconds; each time twice as long. */
const PUSH_RETRY_FIRST_MS = 5_000;
/** How often in a row a device's push service may turn us away before the device is forgotten. */
export const PUSH_FAILURES_MAX = 3;

/** Nothing known of it: it may have arrived, and a second one shows in its place. */
const UNKNOWN = { kind: "busy", retryAfterMs: null } as const;

export const answerOf = (outcome: JobOutcome): Answer =>
  outcome.kind === "done" ? ((outcome.value as Answer | null) ?? { kind: "told" }) : UNKNOWN;

/** When to try once more, epoch ms, as far as the push service lets us; undefined: no more. */
export function nextTry(push: Push, outcome: JobOutcome, at: number): number | undefined {
  const answer = answerOf(outcome);
  if (answer.kind !== "busy" || push.tries >= PUSH_TRIES_MAX) return undefined;
  const next = at + Math.max(PUSH_RETRY_FIRST_MS * 2 ** (push.tries - 1), answer.retryAfterMs ?? 0);
  return next < push.until ? next : undefined;
}

/** AG17: only for who is still away, and still to be told. */
export function isStillNews(
  { endpoint, news, until }: Push,
  at: number,
  agent: {
    devices: readonly Device[];
    sessions: readonly string[];
    graceEndsAt: number | null;
    assignments: readonly { conversationId: string }[];
  },
): boolean {
  const isKnown = agent.devices.some((device) => device.endpoint === endpoint);
  if (at >= until || agent.sessions.length > 0 || !isKnown) return false;
  // What was assigned goes back when the time of grace is over; the other news are of then.
  const isGrace = agent.graceEndsAt !== null;
  if (news.kind !== "assigned" || !isGrace) return (news.kind === "assigned") === isGrace;
  return agent.assignments.some(({ conversationId }) => conversationId === news.conversationId);
}

/** AG13: known again is longest known last, with its newest keys. */
export function withDevice(devices: readonly Device[], device: Device): Device[] {
  return [...devices.filter(({ endpoint }) => endpoint !== device.endpoint), device].slice(-DEVICES_MAX);
}

export const sameDevice = (a: Device | undefined, b: Device): boolean =>
  a?.endpoint === b.endpoint && a.keys.p256dh === b.keys.p256dh && a.keys.auth === b.keys.auth && a.locale === b.locale;
