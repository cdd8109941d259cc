/** What the outbox of a customer remembers, hears and asks for: the words of `machines/outbox.ts`. */
import { setup } from "xstate";
import type { Ordered } from "./ordered.ts";
import { CAPABILITIES, type Delivery } from "./outside.ts";
import type { JobOutcome } from "./push.ts";
import {
  RECONCILE_MS,
  nextSendAt,
  notSentOf,
  sendAnswerOf,
  type Entry,
  type LineKind,
  type Mark,
  type SendAnswer,
  type Wanted,
  type Way,
} from "./sending.ts";
import type { Stamp } from "./vocabulary.ts";

export interface OutboxContext {
  /** By when they were wanted; only the first is ever under way. */
  entries: Ordered<Entry>;
  /** OB9: lines that have left without anybody knowing whether the customer has them, by number, and when. */
  doubtful: Ordered<number>;
  /** How many were ever wanted. */
  count: number;
  /** OB3: when so much may be sent to the customer at once again as ever, epoch ms. */
  fullAt: number;
  /** OB13: `wanted` is what came while another one was under way. */
  marks: { isUnderWay: boolean; wanted: Mark | null };
}

export type OutboxEvent = Stamp &
  (
    | ({ type: "entry.wanted" } & Way & Wanted)
    /** What it answers is looked up when it is sent. */
    | ({ type: "entry.retried"; seq: number; what: LineKind } & Way)
    | { type: "entry.erased"; seq: number }
    /** A status has named the line: the provider has it, by this id. */
    | { type: "receipt.told"; seq: number; id: string }
    | ({ type: "read.wanted" } & Mark)
    | { type: "send.settled"; n: number; outcome: JobOutcome }
    | { type: "mark.settled"; outcome: JobOutcome }
    | { type: "pace.ended"; n: number }
    | { type: "rest.ended"; n: number }
    | { type: "reconcile.ended"; n: number }
  );
export type Args = { context: OutboxContext; event: OutboxEvent };
export type Of<T extends OutboxEvent["type"]> = Extract<OutboxEvent, { type: T }>;

const keyOf = (n: number): string => String(n).padStart(12, "0");
const lineKey = keyOf;
/** There is one wherever this is asked. */
const headOf = ({ context }: Args): Entry => context.entries.first()![1];
const seqOf = (entry: Entry): number | undefined => (entry.what === "reaction" ? undefined : entry.seq);
const findLine = (context: OutboxContext, seq: number): Entry | undefined =>
  [...context.entries.values()].find((entry) => seqOf(entry) === seq);
const answered = ({ event }: Args): SendAnswer => sendAnswerOf((event as Of<"send.settled">).outcome);
const notSent = (args: Args) => notSentOf(headOf(args), (args.event as Of<"send.settled">).outcome);

/** OB3: a bucket, as the one time at which it will be full. */
function waitFor({ fullAt }: OutboxContext, { channel }: Entry, at: number): number {
  const { customerBurst, customerEveryMs } = CAPABILITIES[channel];
  return Math.max(0, fullAt - (customerBurst - 1) * customerEveryMs - at);
}

const isHeadsLine = (args: Args): boolean =>
  seqOf(headOf(args)) === (args.event as Of<"entry.erased" | "entry.retried" | "receipt.told">).seq;

export const setupOutbox = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: OutboxContext; events: OutboxEvent },
  actions: {
    tellThread: (_, _params: { event: { type: string; [field: string]: unknown } }) => {},
    send: (_, _params: { entry: Entry }) => {},
    mark: (_, _params: { mark: Mark }) => {},
    startTimer: (_, _params: { id: string; at: number; event: { type: string; n: number } }) => {},
    cancelTimer: (_, _params: { id: string }) => {},
  },
  guards: {
    isEmpty: ({ context }) => context.entries.size === 0,
    isTooFast: (args) => waitFor(args.context, headOf(args), args.event.at) > 0,
    isHeadsLine,
    isThere: ({ context, event }) =>
      findLine(context, (event as Of<"entry.erased" | "entry.retried" | "receipt.told">).seq) !== undefined,
    isDoubtful: ({ context, event }) => context.doubtful.has(lineKey((event as Of<"entry.erased">).seq)),
    isStale: (args) => headOf(args).n !== (args.event as Of<"send.settled" | "rest.ended">).n,
    isSent: (args) => answered(args).kind === "sent",
    isNamed: (args) => headOf(args).told !== undefined,
    isGone: (args) => answered(args).kind === "gone",
    isPaced: (args) => answered(args).kind === "paced",
    isOver: (args) => {
      const answer = notSent(args);
      return answer !== undefined && nextSendAt(headOf(args), answer, args.event.at) === undefined;
    },
    isNotSent: (args) => notSent(args) !== undefined,
    isReconciled: (args) => CAPABILITIES[headOf(args).channel].reconciles,
    isTwice: (args) => headOf(args).twice === true,
    isMarking: ({ context }) => context.marks.isUnderWay,
    hasMark: ({ context }) => context.marks.wanted !== null,
  },
});

const wayOf = ({ inbox, channel, to }: Way): Way => ({ inbox, channel, to });
const optional = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };

const wantedOf = (event: Of<"entry.wanted" | "entry.retried">): Wanted => {
  if (event.what === "reaction") return { what: event.what, of: event.of, emoji: event.emoji };
  const { what, seq } = event;
  return { what, seq, ...optional("replyTo", "replyTo" in event ? event.replyTo : undefined) };
};

/** OB1; OB9: who sends a line once more that the customer may have says so. */
export const add = setupOutbox.assign((args) => {
  const { context } = args;
  const event = args.event as Of<"entry.wanted" | "entry.retried">;
  const n = context.count + 1;
  const isTwice = event.type === "entry.retried" && context.doubtful.has(lineKey(event.seq));
  const entry: Entry = {
    n,
    ...wayOf(event),
    ...wantedOf(event),
    wantedAt: event.at,
    failures: 0,
    ...optional("twice", isTwice ? (true as const) : undefined),
  };
  return { entries: context.entries.set(keyOf(n), entry), count: n };
});

const changeHead = (change: (args: Args) => Partial<Entry>) =>
  setupOutbox.assign((args) => {
    const entry = headOf(args);
    return { entries: args.context.entries.set(keyOf(entry.n), { ...entry, ...change(args) } as Entry) };
  });

/** OB9: what may be with the customer once more than anybody knows is remembered, whatever becomes of this copy. */
export const leave = setupOutbox.assign((args) => {
  const entry = headOf(args);
  const { entries, doubtful } = args.context;
  const isDoubtful = entry.twice === true && entry.what !== "reaction";
  return {
    entries: entries.delete(keyOf(entry.n)),
    doubtful: isDoubtful ? doubtful.set(lineKey(entry.seq), args.event.at) : doubtful,
  };
});

/** OB11 */
export const erase = setupOutbox.assign(({ context, event }) => {
  const { seq } = event as Of<"entry.erased">;
  const entry = findLine(context, seq);
  return {
    entries: entry ? context.entries.delete(keyOf(entry.n)) : context.entries,
    doubtful: context.doubtful.delete(lineKey(seq)),
  };
});

/** OB8: only asked of one that is there. */
export const callOff = setupOutbox.assign(({ context, event }) => {
  const { n } = findLine(context, (event as Of<"receipt.told">).seq)!;
  return { entries: context.entries.delete(keyOf(n)) };
});

/** OB3: each try counts, for the provider counts it. */
export const sendHead = [
  setupOutbox.assign((args) => {
    const { customerEveryMs } = CAPABILITIES[headOf(args).channel];
    return { fullAt: Math.max(args.context.fullAt, args.event.at) + customerEveryMs };
  }),
  { type: "send" as const, params: (args: Args) => ({ entry: headOf(args) }) },
];
export const takeBack = setupOutbox.assign((args) => ({
  fullAt: args.context.fullAt - CAPABILITIES[headOf(args).channel].customerEveryMs,
}));

/** One at a time: the first entry waits for one thing. */
const waitUntil = (type: "pace.ended" | "rest.ended" | "reconcile.ended", at: (args: Args) => number) => ({
  type: "startTimer" as const,
  params: (args: Args) => ({ id: "wait", at: at(args), event: { type, n: headOf(args).n } }),
});
export const stopWaiting = { type: "cancelTimer" as const, params: { id: "wait" } };
export const waitForPace = waitUntil(
  "pace.ended",
  (args) => args.event.at + waitFor(args.context, headOf(args), args.event.at),
);
/** OB4 */
export const waitForSlot = [
  waitUntil("pace.ended", (args) => args.event.at + (answered(args) as SendAnswer & { kind: "paced" }).waitMs),
  changeHead((args) => ({ held: (headOf(args).held ?? 0) + 1 })),
];
export const waitForReceipt = waitUntil("reconcile.ended", ({ event }) => event.at + RECONCILE_MS);
export const rest = [
  waitUntil("rest.ended", (args) => nextSendAt(headOf(args), notSent(args)!, args.event.at)!),
  changeHead((args) => ({ failures: headOf(args).failures + 1 })),
];

export const keepName = changeHead(({ event }) => ({ told: (event as Of<"receipt.told">).id }));
/** OB8: any copy of it that goes out from now on may be one too many. */
export const doubt = changeHead(() => ({ twice: true }));

/** Of a reaction nobody is told. */
const tell = (of: (args: Args) => { delivery: Delivery; id?: string }) =>
  setupOutbox.enqueueActions(({ context, event, enqueue }) => {
    const entry = headOf({ context, event });
    if (entry.what === "reaction") return;
    const { delivery, id } = of({ context, event });
    const { seq, twice } = entry;
    const told = { type: "delivery.changed", seq, delivery: { ...delivery, ...optional("twice", twice) } };
    enqueue({ type: "tellThread", params: { event: { ...told, ...optional("id", id) } } });
  });
export const tellSent = tell((args) => {
  const { id } = answered(args) as SendAnswer & { kind: "sent" };
  const { told = id } = headOf(args);
  // OB8: named meanwhile by another id than its own, it is the second that they have.
  const isSecond = told !== id ? (true as const) : undefined;
  return { delivery: { state: "sent", at: args.event.at, ...optional("twice", isSecond) }, id };
});
/** OB8: the provider has it, whatever became of our own question. */
export const tellNamed = tell((args) => {
  const { event } = args;
  const id = event.type === "receipt.told" ? event.id : headOf(args).told!;
  return { delivery: { state: "sent", at: event.at }, id };
});
export const tellFailed = tell((args) => {
  const { reason, code, words } = notSent(args)!;
  return { delivery: { state: "failed", at: args.event.at, reason, ...optional("code", code), words } };
});
export const tellUnclear = tell(({ event }) => ({ delivery: { state: "unclear", at: event.at } }));
const markOf = ({ event }: Args): Mark => {
  const { id, typing, ...way } = event as Of<"read.wanted">;
  return { ...wayOf(way), id, typing };
};
export const markNow = [
  setupOutbox.assign({ marks: { isUnderWay: true, wanted: null } }),
  { type: "mark" as const, params: (args: Args) => ({ mark: markOf(args) }) },
];
export const markLater = setupOutbox.assign((args) => ({ marks: { isUnderWay: true, wanted: markOf(args) } }));
export const markNext = [
  { type: "mark" as const, params: ({ context }: Args) => ({ mark: context.marks.wanted! }) },
  setupOutbox.assign({ marks: { isUnderWay: true, wanted: null } }),
];
export const marked = setupOutbox.assign({ marks: { isUnderWay: false, wanted: null } });
