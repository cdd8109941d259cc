/**
 * The provider's codes: why, in the product's words, and whether a later try may succeed. Source: the Cloud API's page of error codes and
 * the Graph API's of error handling. Tried again is only what they say may be; everything else would be refused again.
 */
import type { DeliveryReason } from "../../../machines/outside.ts";
import type { Failure } from "./payloads.ts";

export interface Verdict {
  reason: DeliveryReason;
  retry: boolean;
  waitMs?: number;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** `waitMs`: what the limit itself says. The pair's is one message every six seconds, the number's so many a second. */
const AGAIN: Readonly<Record<number, Omit<Verdict, "retry">>> = {
  1: { reason: "providerDown" },
  2: { reason: "providerDown" },
  4: { reason: "tooMuch", waitMs: MINUTE_MS },
  80007: { reason: "tooMuch", waitMs: MINUTE_MS },
  130429: { reason: "tooMuch", waitMs: SECOND_MS },
  131000: { reason: "providerDown" },
  131016: { reason: "providerDown" },
  131056: { reason: "tooMuch", waitMs: 6 * SECOND_MS },
  131057: { reason: "inboxOff", waitMs: MINUTE_MS },
};

const NEVER: Readonly<Partial<Record<DeliveryReason, readonly number[]>>> = {
  windowClosed: [131047],
  // No such number on WhatsApp, an app too old, terms not accepted; an experiment of the provider's; not on a test number's list.
  recipientUnreachable: [130472, 131021, 131026, 131030, 131043],
  optedOut: [131050],
  templateProblem: [
    131062, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 132069, 134100, 134101, 134102,
  ],
  mediaProblem: [131052, 131053],
  // By the quality of what was sent before, or because this customer got enough advertising.
  tooMuch: [131048, 131049, 133016],
  // Token and permissions.
  notAllowed: [0, 3, 10, 102, 104, 190, 131005, 131055, 134011, 2500],
  // The number or its account: locked, unpaid, not registered, without an approved name, gone.
  inboxOff: [
    33, 368, 130497, 131031, 131037, 131042, 131045, 133000, 133004, 133005, 133006, 133008, 133009, 133010, 133015,
  ],
  contentRefused: [100, 131001, 131002, 131006, 131008, 131009, 131051, 135000],
};

const VERDICTS = new Map<number, Verdict>();
for (const [reason, codes] of Object.entries(NEVER) as [DeliveryReason, readonly number[]][])
  for (const code of codes) VERDICTS.set(code, { reason, retry: false });
for (const [code, verdict] of Object.entries(AGAIN)) VERDICTS.set(Number(code), { ...verdict, retry: true });

export function verdictOf(code: number): Verdict {
  const known = VERDICTS.get(code);
  if (known) return known;
  // Families that are said to grow.
  if (code >= 200 && code <= 299) return { reason: "notAllowed", retry: false };
  if (code >= 132_000 && code <= 132_999) return { reason: "templateProblem", retry: false };
  if (code >= 133_000 && code <= 133_999) return { reason: "inboxOff", retry: false };
  return { reason: "unknown", retry: false };
}

const WORDS_MAX_CHARS = 300;

/** For who looks closer: what happened and, where it is said, why. */
export function wordsOf({ title, message, error_data }: Omit<Failure, "code">): string {
  const parts = [message ?? title ?? "", error_data?.details ?? ""].filter(Boolean);
  return [...new Set(parts)].join(": ").slice(0, WORDS_MAX_CHARS);
}
