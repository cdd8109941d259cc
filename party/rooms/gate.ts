/**
 * A gate: how often keys have been tried, and when they may be tried again. Its behaviour is in `machines/gate.ts`. Only the entry
 * worker knocks here; which key is in which of the gates is said in `party/accounts/gates.ts`.
 */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { KINDS, gateMachine, orderKeys, waitOf, type GateContext, type Key } from "../../machines/gate.ts";
import type { Ordered } from "../../machines/ordered.ts";
import type { Event, RoomDefinition } from "../engine/definition.ts";
import { count, refuse, timers } from "./shared.ts";

const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as GateContext;

const key = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/));
const attempt = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));
const kind = v.picklist(KINDS);
const weight = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16)));

export const definition: RoomDefinition = {
  party: "gate",
  machine: gateMachine,
  version: 1,
  migrations: [],
  context: v.object({ forgetAt: v.nullable(count) }),
  tables: { keys: v.object({ kind, attempts: v.array(attempt), at: count }) },
  derive: ({ keys }: { keys: Ordered<Key> }) => orderKeys(keys),
  derivedFields: ["resting", "light"],
  input: () => undefined,
  effects: { ...timers, refuse },
  messages: {},
  commands: {
    "attempt.begin": {
      roles: ["entry"],
      schema: v.strictObject({ type: v.literal("attempt.begin"), key, kind, attempt, weight }),
      event: (input: Event): Event => ({ ...input, type: "attempt.begun" }),
    },
    "attempt.release": {
      roles: ["entry"],
      schema: v.strictObject({ type: v.literal("attempt.release"), key, attempt }),
      event: (input: Event): Event => ({ ...input, type: "attempt.released" }),
    },
  },
  // Counts, and a hash of who tries: of no use once they are forgotten.
  logKept: 1_000,
  questions: {
    /** For how long, at this time. Only to say it: whether it may is asked by beginning. */
    wait: (snapshot, question: { key: string; at: number }) => waitOf(contextOf(snapshot), question.key, question.at),
  },
  topics: {},
  admit: () => [],
};
