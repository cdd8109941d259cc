/** The steps of the tour: when each is done, what it is about, and who must be there for it. */
import type { Facts } from "./facts.ts";

export interface Step {
  /** Whether the rooms say that it is done. */
  isDone: (facts: Facts) => boolean;
  /** The rule that it shows (machines/SPEC.md), and the machine that keeps it. */
  rule: string;
  machine: "agent" | "conversation" | "queue" | "project";
  /** How many customers are to be with the agent, or to wait for them. */
  customers: number;
}

/** Nobody has several conversations at once with fewer than these. */
const SEVERAL = 3;

export const STEPS = {
  accept: { isDone: ({ available }) => available, rule: "QU4", machine: "queue", customers: 1 },
  open: { isDone: ({ opened }) => opened.length > 0, rule: "AG8", machine: "agent", customers: 1 },
  answer: { isDone: ({ answered }) => answered.length > 0, rule: "CV17", machine: "conversation", customers: 1 },
  reply: { isDone: ({ replied }) => replied, rule: "PR2", machine: "project", customers: 1 },
  note: { isDone: ({ noted }) => noted, rule: "CV18", machine: "conversation", customers: 1 },
  transfer: { isDone: ({ handedOver }) => handedOver, rule: "QU7", machine: "queue", customers: 1 },
  undo: { isDone: ({ hadBack }) => hadBack, rule: "CV24", machine: "conversation", customers: 0 },
  aside: {
    isDone: ({ setAside, labelled }) => setAside.length > 0 || labelled,
    rule: "CV22",
    machine: "conversation",
    customers: 1,
  },
  several: {
    isDone: ({ answered }) => answered.length >= SEVERAL,
    rule: "QU5",
    machine: "queue",
    customers: SEVERAL,
  },
  finish: { isDone: ({ finished }) => finished, rule: "QU13", machine: "queue", customers: 1 },
  pause: { isDone: ({ paused, available }) => paused && !available, rule: "AG3", machine: "agent", customers: 0 },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof STEPS;
export const STEP_NAMES = Object.keys(STEPS) as StepName[];
export const stepOf = (name: StepName): Step => STEPS[name];
export const isStep = (name: string | null | undefined): name is StepName => name != null && Object.hasOwn(STEPS, name);
