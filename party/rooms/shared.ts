/** Small pieces that the rooms' definitions share. */
import * as v from "valibot";
import { CAPACITY_MAX, WRAP_UP_RULES } from "../../machines/vocabulary.ts";
import type { Effect, Event } from "../engine/definition.ts";

export const timers = {
  startTimer: ({ id, at, event }: { id: string; at: number; event: Event }): Effect => ({
    kind: "startTimer",
    id,
    at,
    event,
  }),
  cancelTimer: ({ id }: { id: string }): Effect => ({ kind: "cancelTimer", id }),
};

export const refuse = (why: { reason: string; waitMs?: number }): Effect => ({ kind: "refuse", ...why });

export const send = (party: string, room: string, event: Event): Effect => ({
  kind: "send",
  to: { party, room },
  event,
});

/** A room's id begins with its project: `demo_ana`, `demo_k3x…`. The queue's is the project itself. */
export const projectOf = (room: string): string => room.split("_", 1)[0]!;

/** Reasons and notices that rooms send each other: known words, checked where they arrive. */
export const word = v.pipe(v.string(), v.maxLength(160));
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** Conversations one agent may hold. */
export const capacity = v.pipe(count, v.maxValue(CAPACITY_MAX));
export const words = v.array(word);
const span = v.object({ from: count, to: count });
export const hours = v.nullable(
  v.object({ week: v.pipe(v.array(v.array(span)), v.length(7)), closed: v.array(v.string()) }),
);
/** Of a project's conversations, as fields. */
export const rules = { wrapUp: v.picklist(WRAP_UP_RULES), reopenMs: count };
/** Parts of an id that become parts of stored keys: no slashes. */
/** How long it may take, as fields: absent in what an older queue has promised. */
export const wait = {
  expectedMs: v.optional(v.nullable(v.number()), null),
  opensAt: v.optional(v.nullable(v.number()), null),
};
export const department = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/));
export const namedDepartments = v.pipe(v.array(v.object({ id: department, name: v.string() })), v.minLength(1));
