/** The outbox of one customer, and what it asks for. */
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import type { OutboxContext, OutboxEvent } from "../../../machines/outbox-setup.ts";
import { outboxMachine } from "../../../machines/outbox.ts";
import type { Delivery, OutsideChannel } from "../../../machines/outside.ts";
import type { JobOutcome } from "../../../machines/push.ts";
import type { Entry, LineKind, SendAnswer, Way } from "../../../machines/sending.ts";
import { stateOf, take, type Asked } from "./asked.ts";

type Untimed<E> = E extends unknown ? Omit<E, "at"> & { at?: number } : never;
export type OutboxStep = Untimed<OutboxEvent>;

const way = (channel: OutsideChannel): Way =>
  channel === "whatsapp"
    ? { inbox: "wa100", channel, to: { phone: "34600111222" } }
    : { inbox: "tg200", channel, to: { chat: "77" } };

export const wants = (seq: number, channel: OutsideChannel = "whatsapp", what: LineKind = "text"): OutboxStep => ({
  type: "entry.wanted",
  seq,
  what,
  ...way(channel),
});
export const reacts = (of: string, emoji = "👍", channel: OutsideChannel = "whatsapp"): OutboxStep => ({
  type: "entry.wanted",
  what: "reaction",
  of,
  emoji,
  ...way(channel),
});
export const retries = (seq: number, channel: OutsideChannel = "whatsapp"): OutboxStep => ({
  type: "entry.retried",
  seq,
  what: "text",
  ...way(channel),
});
export const erases = (seq: number): OutboxStep => ({ type: "entry.erased", seq });
export const named = (seq: number, id = `wamid.${seq}`): OutboxStep => ({ type: "receipt.told", seq, id });
export const reads = (id: string, typing = false): OutboxStep => ({
  type: "read.wanted",
  id,
  typing,
  ...way("whatsapp"),
});
export const settles = (n: number, outcome: JobOutcome): OutboxStep => ({ type: "send.settled", n, outcome });
export const answers = (n: number, value: SendAnswer): OutboxStep => settles(n, { kind: "done", value });
export const marksSettle = (outcome: JobOutcome = { kind: "done", value: null }): OutboxStep => ({
  type: "mark.settled",
  outcome,
});

export const sent = (id: string): SendAnswer => ({ kind: "sent", id });
export const unknown: SendAnswer = { kind: "unknown", words: "the connection broke" };
export const gone: SendAnswer = { kind: "gone" };
export const paced = (waitMs: number): SendAnswer => ({ kind: "paced", waitMs });
export const busy = (more: { waitMs?: number; code?: number } = {}): SendAnswer => ({
  kind: "notSent",
  retry: true,
  reason: "providerDown",
  words: "try later",
  ...more,
});
export const refused: SendAnswer = {
  kind: "notSent",
  retry: false,
  reason: "recipientUnreachable",
  code: 131026,
  words: "Message undeliverable",
};

export class Outbox {
  snapshot = initialTransition(outboxMachine)[0] as AnyMachineSnapshot;
  /** Of the last step. */
  asked: Asked[] = [];
  /** All that the thread was told, by line. */
  readonly told: { seq: number; delivery: Delivery; id?: string }[] = [];
  readonly timers = new Map<string, { at: number; event: OutboxStep }>();
  now = 0;

  static after(...steps: OutboxStep[]): Outbox {
    const outbox = new Outbox();
    for (const step of steps) outbox.take(step);
    return outbox;
  }

  get context(): OutboxContext {
    return this.snapshot.context as OutboxContext;
  }

  get state(): string {
    return stateOf(this.snapshot);
  }

  /** Those that wait, in order. */
  get waiting(): Entry[] {
    return [...this.context.entries.values()];
  }

  /** What the last step asked to be sent. */
  get sending(): Entry | undefined {
    return this.asked.find(({ type }) => type === "send")?.params.entry as Entry | undefined;
  }

  /** What the last step asked to be marked. */
  get marking(): unknown {
    return this.asked.find(({ type }) => type === "mark")?.params.mark;
  }

  /** For how long the first entry rests; undefined: it does not. */
  get waitMs(): number | undefined {
    const timer = this.timers.get("wait");
    return timer && timer.at - this.now;
  }

  take(step: OutboxStep): this {
    this.now = step.at ?? this.now;
    const { snapshot, asked } = take(outboxMachine, this.snapshot, { ...step, at: this.now });
    this.snapshot = snapshot;
    this.asked = asked;
    for (const { type, params } of asked) {
      if (type === "startTimer") this.timers.set(params.id as string, params as never);
      if (type === "cancelTimer") this.timers.delete(params.id as string);
      if (type === "tellThread") this.told.push(params.event as never);
    }
    return this;
  }

  /** The service has found something out about the first entry. */
  answer(value: SendAnswer): this {
    return this.take(answers(this.waiting[0]!.n, value));
  }

  fail(outcome: JobOutcome): this {
    return this.take(settles(this.waiting[0]!.n, outcome));
  }

  /** The timer rings. */
  ring(): this {
    const { at, event } = this.timers.get("wait")!;
    this.timers.delete("wait");
    return this.take({ ...event, at });
  }
}
