/**
 * How often something has been tried lately, and when it may be tried again.
 *
 * A key stands for whoever tries, or for what is tried: an address of the network, an account, a device. An attempt counts from
 * its beginning, so that any number of them at once are as slow as one after the other; one that succeeds is taken back. Some
 * are free, and then each one has to wait twice as long as the one before. A key that rests long enough is forgotten, by one
 * stored timer for all of them.
 */
import { setup } from "xstate";
import type { AccountReason } from "./account-reasons.ts";
import { Ordered } from "./ordered.ts";
import type { Stamp } from "./vocabulary.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export interface Limit {
  /** This many at once cost nothing. */
  free: number;
  /** The wait after the last free one; each further one doubles it. */
  firstMs: number;
  maxMs: number;
  /** After such a rest it is as if nothing had been. Longer than any wait, or it would end one. */
  restMs: number;
}

const usual: Limit = { free: 5, firstMs: 1000, maxMs: 15 * MINUTE_MS, restMs: HOUR_MS };

/** What is limited, and how much. `…From` is by address of the network, behind which there may be a whole office. */
export const LIMITS = {
  signIn: usual,
  signInFrom: { ...usual, free: 30 },
  code: usual,
  recovery: { free: 3, firstMs: MINUTE_MS, maxMs: HOUR_MS, restMs: 6 * HOUR_MS },
  recoveryFrom: { free: 20, firstMs: 10_000, maxMs: HOUR_MS, restMs: 6 * HOUR_MS },
  /** Letters of invitations, by who sends them: counted in the project (`inviting.ts`), as are those by who is invited. */
  invitation: { free: 50, firstMs: 10_000, maxMs: HOUR_MS, restMs: 6 * HOUR_MS },
  invitationTo: { free: 5, firstMs: MINUTE_MS, maxMs: HOUR_MS, restMs: 6 * HOUR_MS },
  /** Customers do nothing wrong by coming, and a whole town may have one address: they never wait for long. */
  visitor: { free: 60, firstMs: 1000, maxMs: 10_000, restMs: 10 * MINUTE_MS },
  /** Files begun, by who sends them: each once for every 25 MB. Twenty at once are nothing; who fills a store waits a minute for each. */
  upload: { free: 100, firstMs: 1000, maxMs: MINUTE_MS, restMs: 15 * MINUTE_MS },
  uploadFrom: { free: 500, firstMs: 1000, maxMs: MINUTE_MS, restMs: 15 * MINUTE_MS },
} as const satisfies Record<string, Limit>;
export type Kind = keyof typeof LIMITS;
export const KINDS = Object.keys(LIMITS) as Kind[];

/** Most keys that one room remembers. */
export const KEYS_MAX = 2000;
/** Keys forgotten in one step. */
const FORGET_MAX = 500;

export interface Key {
  kind: Kind;
  /** The attempts that count, oldest first: no more than make a difference. */
  attempts: readonly string[];
  /** When the last one began. */
  at: number;
}

export interface GateContext {
  keys: Ordered<Key>;
  /** Rebuilt from the keys: in the order in which they are forgotten, and in that in which they give way. */
  resting: Ordered<string>;
  light: Ordered<string>;
  /** When the timer rings; null: nothing to forget. */
  forgetAt: number | null;
}

export type GateEvent = Stamp &
  /** `weight`: as how many it counts. */
  (
    | { type: "attempt.begun"; key: string; kind: Kind; attempt: string; weight?: number }
    /** It succeeded, or nothing came of it. */
    | { type: "attempt.released"; key: string; attempt: string }
    | { type: "rest.ended" }
  );
type Begun = Extract<GateEvent, { type: "attempt.begun" }>;
type Released = Extract<GateEvent, { type: "attempt.released" }>;
type Args = { context: GateContext; event: GateEvent };

/** GA1: how long after so many attempts the next one has to wait. */
export function waitAfter(kind: Kind, attempts: number): number {
  const { free, firstMs, maxMs } = LIMITS[kind];
  return attempts < free ? 0 : Math.min(firstMs * 2 ** (attempts - free), maxMs);
}

/** With so many the wait is as long as it gets. */
const countsAtMost = (kind: Kind): number => {
  const { free, firstMs, maxMs } = LIMITS[kind];
  return free + Math.ceil(Math.log2(maxMs / firstMs));
};

const digits = (n: number, width = 15): string => String(n).padStart(width, "0");
const forgottenAt = ({ kind, at }: Key): number => at + LIMITS[kind].restMs;
const restingKey = (id: string, key: Key): string => `${digits(forgottenAt(key))}/${id}`;
/** GA5: who has tried least gives way first, and of those the oldest: a flood of new keys frees no heavy one. */
const lightKey = (id: string, { attempts, at }: Key): string => `${digits(attempts.length, 4)}/${digits(at)}/${id}`;

type Keys = Pick<GateContext, "keys" | "resting" | "light">;

function without({ keys, resting, light }: Keys, id: string): Keys {
  const key = keys.get(id);
  if (!key) return { keys, resting, light };
  return {
    keys: keys.delete(id),
    resting: resting.delete(restingKey(id, key)),
    light: light.delete(lightKey(id, key)),
  };
}

function withKey(all: Keys, id: string, key: Key): Keys {
  const { keys, resting, light } = without(all, id);
  return {
    keys: keys.set(id, key),
    resting: resting.set(restingKey(id, key), id),
    light: light.set(lightKey(id, key), id),
  };
}

export const orderKeys = (keys: Ordered<Key>): Pick<GateContext, "resting" | "light"> => ({
  resting: Ordered.from([...keys].map(([id, key]) => [restingKey(id, key), id] as const)),
  light: Ordered.from([...keys].map(([id, key]) => [lightKey(id, key), id] as const)),
});

export const hasRested = (key: Key, at: number): boolean => forgottenAt(key) <= at;

/** GA4: one that has rested long enough is as good as forgotten, whether or not the timer has come to it. */
function known({ keys }: Pick<GateContext, "keys">, id: string, at: number): Key | undefined {
  const key = keys.get(id);
  return key && !hasRested(key, at) ? key : undefined;
}

/** For how long this key has to wait yet. */
export function waitOf(context: Pick<GateContext, "keys">, id: string, at: number): number {
  const key = known(context, id, at);
  return key ? Math.max(0, key.at + waitAfter(key.kind, key.attempts.length) - at) : 0;
}

/** What is kept of this key once it has tried again. */
export function withAttempt(
  all: Pick<GateContext, "keys">,
  id: string,
  { kind, attempt, at, weight = 1 }: Omit<Begun, "type" | "key">,
): Key {
  const before = known(all, id, at)?.attempts ?? [];
  const counted = Array.from({ length: weight }, () => attempt);
  return { kind, attempts: [...before, ...counted].slice(-countsAtMost(kind)), at };
}

function begin(context: GateContext, { key: id, ...begun }: Begun): Keys {
  const isNew = !context.keys.has(id);
  const [lightest] = isNew && context.keys.size >= KEYS_MAX ? context.light.values() : [];
  const all = lightest === undefined ? context : without(context, lightest);
  return withKey(all, id, withAttempt(context, id, begun));
}

function release(context: GateContext, { key: id, attempt }: Released): Keys {
  const key = context.keys.get(id)!;
  const attempts = key.attempts.filter((one) => one !== attempt);
  return attempts.length === 0 ? without(context, id) : withKey(context, id, { ...key, attempts });
}

function forget(context: GateContext, at: number): Keys {
  let all: Keys = context;
  let left = FORGET_MAX;
  for (const id of context.resting.values()) {
    if (left-- === 0 || !hasRested(context.keys.get(id)!, at)) break;
    all = without(all, id);
  }
  return all;
}

const setupGate = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: GateContext; events: GateEvent },
  actions: {
    startTimer: (_, _params: { id: string; at: number; event: { type: string } }) => {},
    cancelTimer: (_, _params: { id: string }) => {},
    refuse: (_, _params: { reason: AccountReason }) => {},
  },
  guards: {
    isCounted: ({ context, event }) => {
      const { key, attempt, at } = event as Begun;
      return known(context, key, at)?.attempts.includes(attempt) === true;
    },
    isTooSoon: ({ context, event }) => waitOf(context, (event as Begun).key, event.at) > 0,
    counts: ({ context, event }) => {
      const { key, attempt } = event as Released;
      return context.keys.get(key)?.attempts.includes(attempt) === true;
    },
    hasNone: ({ context }) => context.keys.size === 0,
  },
});

/** Changes the keys, and has the timer ring when the first of them has rested enough. */
const keep = (change: (args: Args) => Keys) =>
  setupGate.enqueueActions(({ context, event, enqueue }) => {
    const all = change({ context, event });
    const [first] = all.resting.values();
    const next = first === undefined ? null : forgottenAt(all.keys.get(first)!);
    // One that rings too early rings again: a timer a try would be a stored key a try.
    const rings = event.type === "rest.ended" ? null : context.forgetAt;
    const isLater = next !== null && (rings === null || next < rings);
    if (isLater) enqueue({ type: "startTimer", params: { id: "rest", at: next, event: { type: "rest.ended" } } });
    enqueue.assign({ ...all, forgetAt: isLater ? next : rings });
  });

export const gateMachine = setupGate.createMachine({
  id: "gate",
  description: "How often something has been tried lately, and when it may be tried again.",
  context: {
    keys: Ordered.empty(),
    resting: Ordered.empty(),
    light: Ordered.empty(),
    forgetAt: null,
  },
  initial: "calm",
  on: {
    "attempt.begun": [
      { description: "GA2: said twice, it counts once.", guard: "isCounted" },
      {
        description: "GA1: each has to wait twice as long as the one before; what is refused does not count.",
        guard: "isTooSoon",
        actions: { type: "refuse", params: { reason: "tooSoon" } },
      },
      {
        description: "GA2: it counts when it begins.",
        target: ".counting",
        actions: keep(({ context, event }) => begin(context, event as Begun)),
      },
    ],
  },
  states: {
    calm: {
      description: "Nobody has tried anything lately.",
      on: {
        "attempt.released": { description: "GA3: nothing counts." },
        "rest.ended": { description: "GA4: nothing is left to forget." },
      },
    },
    counting: {
      description: "Somebody has tried lately.",
      on: {
        "attempt.released": [
          {
            description: "GA3: what succeeded never was.",
            guard: "counts",
            actions: keep(({ context, event }) => release(context, event as Released)),
          },
          { description: "GA3: what does not count cannot be taken back." },
        ],
        "rest.ended": {
          description: "GA4: what has rested long enough is forgotten, by one timer for all.",
          actions: keep(({ context, event }) => forget(context, event.at)),
        },
      },
      always: {
        description: "GA4: all are forgotten.",
        guard: "hasNone",
        target: "calm",
        actions: [setupGate.assign({ forgetAt: null }), { type: "cancelTimer", params: { id: "rest" } }],
      },
    },
  },
});
