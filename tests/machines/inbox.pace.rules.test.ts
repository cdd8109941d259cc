import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CAPABILITIES, OUTSIDE_CHANNELS, type OutsideChannel } from "../../machines/outside.ts";
import { Inbox, checked, configures, counts, takesSlot } from "./support/inbox.ts";

const SECOND_MS = 1000;

/** How long who asks now has to wait, if at all. */
function waitMs(inbox: Inbox, at: number): number {
  if (inbox.take(takesSlot, at) === undefined) return 0;
  return inbox.asked[0]!.params.waitMs as number;
}

/** As many as are let through by whoever asks as soon as they may. */
function hurried(inbox: Inbox, from: number, until: number): number[] {
  const times: number[] = [];
  for (let at = from; at < until;) {
    const wait = waitMs(inbox, at);
    if (wait === 0) times.push(at);
    at += wait;
  }
  return times;
}

const mostInASecond = (times: readonly number[]): number =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + SECOND_MS).length));

describe.each(OUTSIDE_CHANNELS)("%s", (channel: OutsideChannel) => {
  const { inboxPerSecond, inboxCountsReceived } = CAPABILITIES[channel];

  test("IN5 no second carries more than the channel allows, and the fastest nearly as much", () => {
    const times = hurried(Inbox.of(channel), 1_000_000, 1_010_000);
    expect(mostInASecond(times)).toBeLessThanOrEqual(inboxPerSecond);
    expect(times.length).toBeGreaterThan(10 * inboxPerSecond * 0.85);
  });

  test("IN5 however they come, no second carries more", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 400 }), (gaps) => {
        const inbox = Inbox.of(channel);
        let at = 1_000_000;
        const times = gaps.flatMap((gap) => ((at += gap), waitMs(inbox, at) === 0 ? [at] : []));
        expect(mostInASecond(times)).toBeLessThanOrEqual(inboxPerSecond);
      }),
      { numRuns: 30 },
    );
  });

  test("IN5 who has to wait is told for how long: then there is room, not before, and nothing is written for it", () => {
    const inbox = Inbox.of(channel);
    const at = 1_000_000;
    while (waitMs(inbox, at) === 0);
    const { writes } = inbox;
    const wait = waitMs(inbox, at);
    expect(wait).toBeGreaterThan(0);
    expect(waitMs(inbox, at + wait - 1)).toBeGreaterThan(0);
    expect(inbox.writes).toBe(writes);
    expect(waitMs(inbox, at + wait)).toBe(0);
  });

  test("IN5 what customers send makes ours wait only where the provider counts it, and never longer than a second", () => {
    const inbox = Inbox.of(channel);
    const at = 1_000_000;
    inbox.take(counts(10 * inboxPerSecond), at);
    const wait = waitMs(inbox, at);
    expect(wait > 0).toBe(inboxCountsReceived);
    expect(wait).toBeLessThanOrEqual(SECOND_MS);
  });
});

test("IN5 customers' messages and ours together fill a second", () => {
  const [alone, together] = [Inbox.of("whatsapp"), Inbox.of("whatsapp")];
  for (let second = 0; second < 5; second++)
    for (let n = 0; n < 3; n++) together.take(counts(10), 1_000_000 + second * SECOND_MS + n * 100);
  const [most, fewer] = [alone, together].map((inbox) => hurried(inbox, 1_004_300, 1_005_000).length);
  expect(fewer).toBeLessThan(most!);
});

test("IN5 a change of what the inbox is called takes no place away", () => {
  const inbox = Inbox.of("whatsapp");
  while (waitMs(inbox, 1_000_000) === 0);
  inbox.take(checked(), 1_000_000);
  inbox.take(configures({ name: "Otra" }), 1_000_000);
  expect(waitMs(inbox, 1_000_000)).toBeGreaterThan(0);
});
