/**
 * The guided tour: one step after the other, each of which ends when the rooms say that it is done (TO2). Nothing that is pressed in
 * the guide does a step; it can only be passed over (TO4).
 *
 * A step that was done before it was reached is `known`: it says so, and waits for whoever walks to go on.
 */
import { assign, setup } from "xstate";
import { NO_FACTS, type Facts } from "./facts.ts";
import { STEP_NAMES, isStep, stepOf, type StepName } from "./steps.ts";

export interface TourContext {
  facts: Facts;
  /** Done in this tour, also before one left it, in the order in which they came about; not those that were passed over. */
  done: readonly StepName[];
  /** The one that has just been done, and led here; null: one has come otherwise. */
  justDone: StepName | null;
  /** Where whoever walks was when they left; null: nowhere. */
  from: StepName | null;
}

export type TourEvent =
  | { type: "facts.changed"; facts: Facts }
  /** On from the welcome, or from a step that is known. */
  | { type: "tour.next" }
  | { type: "tour.back" }
  | { type: "tour.skip" }
  | { type: "tour.leave" }
  | { type: "tour.resume" };

const doneNow = (facts: Facts, before: readonly StepName[]): readonly StepName[] => [
  ...before,
  ...STEP_NAMES.filter((name) => !before.includes(name) && stepOf(name).isDone(facts)),
];

const tour = setup({
  types: {
    context: {} as TourContext,
    events: {} as TourEvent,
    input: {} as { from: StepName | null; done: readonly StepName[] },
  },
  guards: {
    isDone: ({ context }, { step }: { step: StepName }) => stepOf(step).isDone(context.facts),
    wouldBeDone: ({ event }, { step }: { step: StepName }) =>
      event.type === "facts.changed" && stepOf(step).isDone(event.facts),
    wasAt: ({ context }, { step }: { step: StepName }) => context.from === step,
  },
  actions: {
    learn: assign(({ context, event }) =>
      event.type === "facts.changed" ? { facts: event.facts, done: doneNow(event.facts, context.done) } : {},
    ),
    praise: assign((_, { step }: { step: StepName }) => ({ justDone: step })),
    praiseNothing: assign({ justDone: null }),
  },
});

const stateAfter = (index: number): string => STEP_NAMES[index + 1] ?? "finished";
const stateBefore = (index: number): string => STEP_NAMES[index - 1] ?? "welcome";

const stepState = (step: StepName, index: number) =>
  tour.createStateConfig({
    initial: "reached",
    on: {
      "tour.back": { target: stateBefore(index), actions: "praiseNothing" },
      "tour.skip": { target: stateAfter(index), actions: "praiseNothing" },
    },
    states: {
      reached: { always: [{ guard: { type: "isDone", params: { step } }, target: "known" }, { target: "asked" }] },
      /** It is to be done. */
      asked: {
        on: {
          "facts.changed": [
            {
              guard: { type: "wouldBeDone", params: { step } },
              target: `#tour.${stateAfter(index)}`,
              actions: ["learn", { type: "praise", params: { step } }],
            },
            { actions: "learn" },
          ],
        },
      },
      /** It had been done already. */
      known: {
        on: {
          "tour.next": { target: `#tour.${stateAfter(index)}`, actions: "praiseNothing" },
        },
      },
    },
  });

export const tourMachine = tour.createMachine({
  id: "tour",
  context: ({ input }) => ({ facts: NO_FACTS, done: input.done, justDone: null, from: input.from }),
  initial: "welcome",
  on: {
    "facts.changed": { actions: "learn" },
    "tour.leave": { target: ".left" },
  },
  states: {
    welcome: {
      on: {
        "tour.next": { target: STEP_NAMES[0]! },
        "tour.resume": STEP_NAMES.map((step) => ({
          guard: { type: "wasAt" as const, params: { step } },
          target: step,
        })),
      },
    },
    ...(Object.fromEntries(STEP_NAMES.map((step, index) => [step, stepState(step, index)])) as Record<
      StepName,
      ReturnType<typeof stepState>
    >),
    finished: {
      on: {
        "tour.back": { target: STEP_NAMES.at(-1)!, actions: "praiseNothing" },
      },
    },
    left: { type: "final" },
  },
});

/** Where the tour stands: a step, or what comes before and after them. */
export const placeIn = (value: unknown): "welcome" | "finished" | "left" | StepName => {
  const name = typeof value === "string" ? value : Object.keys(value as object)[0]!;
  return isStep(name) ? name : (name as "welcome" | "finished" | "left");
};

/** Whether its step had been done before it was reached, and it waits for whoever walks to go on. */
export const isWaiting = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.values(value).includes("known");
