/** What can still be done about a line on its way, and how long a customer may be written to. Pure. */
import type { Delivery, DeliveryReason } from "../../../machines/outside.ts";
import type { AgentThreadView, Message } from "../../../party/protocol/conversation.ts";

/** What is wrong with these would be wrong with them the next time as well. */
const FINAL: readonly (DeliveryReason | undefined)[] = [
  "templateProblem",
  "optedOut",
  "contentRefused",
  "mediaProblem",
];

type Outside = NonNullable<AgentThreadView["outside"]>;

/** Whether to try once more may help. The thread judges it; this is about what is offered. */
export function mayRetry(
  { state, reason }: Delivery,
  kind: Message["kind"],
  may: { "message.send": unknown; "template.send": unknown },
): boolean {
  if (state === "unclear") return true;
  if (state !== "failed" || FINAL.includes(reason)) return false;
  return may[kind === "template" ? "template.send" : "message.send"] === true;
}

/** Later than this it is said when the customer sent it, in milliseconds. */
const LATE_MS = 60_000;

export const isLate = ({ at, sentAt }: { at: number; sentAt?: number }): boolean =>
  sentAt !== undefined && at - sentAt > LATE_MS;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface Left {
  hours: number;
  minutes: number;
  /** Under an hour. */
  isUrgent: boolean;
}

/** Undefined: always, or not any more. */
export function leftOf({ windowUntil }: Pick<Outside, "windowUntil">, now: number): Left | undefined {
  if (windowUntil === null || now >= windowUntil) return undefined;
  const ms = windowUntil - now;
  return { hours: Math.floor(ms / HOUR_MS), minutes: Math.floor((ms % HOUR_MS) / MINUTE_MS), isUrgent: ms < HOUR_MS };
}

/** Whom these reactions suit: Telegram takes no others from a bot. */
export const EMOJI: Readonly<Record<Outside["channel"], readonly string[]>> = {
  whatsapp: ["👍", "❤️", "😂", "😮", "😢", "🙏"],
  telegram: ["👍", "❤", "🎉", "😁", "😢", "🙏"],
};
