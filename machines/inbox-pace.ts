/**
 * How much a number or a bot may carry in a second: a bucket that leaks, as one time at which it will be empty. Of what a second may
 * carry a part may come at once and the rest must follow evenly, so that no second has more, wherever one begins to count.
 */
import { CAPABILITIES, type OutsideChannel } from "./outside.ts";

const SECOND_MS = 1000;
/** Of what a second may carry, at once. */
const AT_ONCE = 0.1;

const burstOf = (channel: OutsideChannel): number =>
  Math.max(1, Math.floor(CAPABILITIES[channel].inboxPerSecond * AT_ONCE));
const everyMs = (channel: OutsideChannel): number =>
  SECOND_MS / Math.max(1, CAPABILITIES[channel].inboxPerSecond - burstOf(channel));

/** Received ones are told so many together: fewer in a second make no difference, and each would be a write. */
export const RECEIVED_AT_ONCE = 10;

/** How long one more has to wait; 0: not at all. */
export function slotWaitMs(channel: OutsideChannel, emptyAt: number, at: number): number {
  const room = burstOf(channel) * everyMs(channel);
  const fullMs = Math.max(0, emptyAt - at) + everyMs(channel) - room;
  // What binary fractions leave is no reason to wait.
  return fullMs < 1e-6 ? 0 : Math.ceil(fullMs);
}

/** When the bucket will be empty, with so many more in it. */
export const withSlots = (channel: OutsideChannel, emptyAt: number, at: number, slots = 1): number =>
  Math.max(at, emptyAt) + slots * everyMs(channel);

/**
 * With what customers have sent. It has been carried already: it can only make ours wait, and never longer than until a second with
 * nothing but it is over.
 */
export const withReceived = (channel: OutsideChannel, emptyAt: number, at: number, received: number): number =>
  Math.min(withSlots(channel, emptyAt, at, received), Math.max(emptyAt, at + SECOND_MS));
