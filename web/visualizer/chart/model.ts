/** A statechart as plain data: what `chartOf` takes from a machine, and what is laid out, drawn and exported. */

export type StateKind = "atomic" | "compound" | "parallel" | "final" | "history";

export interface ChartState {
  /** XState's: `conversation.assigned.held`. */
  id: string;
  key: string;
  parent: string | null;
  kind: StateKind;
  /** Of a compound state: the id of the child that it begins in. */
  initial: string | null;
  description: string;
  /** Names of actions. */
  entry: readonly string[];
  exit: readonly string[];
}

export interface ChartTransition {
  /** `<source id>|<event>|<place>`; `always` is the event "" as it is in XState. */
  id: string;
  source: string;
  /** Empty: always. */
  event: string;
  /** Among the candidates for this event in this state, in the order in which they are tried. */
  place: number;
  guard: string | null;
  /** Ids of states; empty: it stays where it is. */
  targets: readonly string[];
  reenter: boolean;
  /** Names of what it asks of the room, in order; changes of the context are "assign". */
  actions: readonly string[];
  /** Reasons with which it may refuse. */
  refuses: readonly string[];
  description: string;
}

export interface Chart {
  /** Of the machine, and of its root state. */
  id: string;
  description: string;
  states: readonly ChartState[];
  transitions: readonly ChartTransition[];
}

/** In pixels, from the chart's top left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export type LineTone = "title" | "note" | "event" | "guard" | "actions" | "refusal";

/** A text of one line, by the left end of its baseline. Several may stand on one baseline, each of a tone of its own. */
export interface Line {
  x: number;
  y: number;
  text: string;
  tone: LineTone;
}

export interface LaidState extends Box {
  id: string;
  title: Line;
  /** Entry and exit actions. */
  notes: readonly Line[];
  /** Transitions that stay: one block of lines each, inside the box. */
  rows: readonly ({ transition: string; lines: readonly Line[] } & Box)[];
  /** Where its own texts end and the states in it begin, from the chart's top; null: there are none in it. */
  divider: number | null;
}

/** Those from one state to another share their points, and have their labels one above the other. */
export interface LaidArrow {
  transition: string;
  /** Which of its targets. */
  target: string;
  /** From the source's border (into the source itself: from its divider or its left border) to the target's, with right angles. */
  points: readonly { x: number; y: number }[];
  label: ({ lines: readonly Line[] } & Box) | null;
}

export interface LaidChart {
  chart: Chart;
  width: number;
  height: number;
  /** Outer boxes before what they hold. */
  states: readonly LaidState[];
  arrows: readonly LaidArrow[];
  /** The dot of each initial mark, and the arrow from it. */
  initials: readonly { state: string; x: number; y: number; points: readonly { x: number; y: number }[] }[];
}

/** What is known of a machine beside its chart; from its source, `machines/SPEC.md` and the recorded runs of its tests. */
export interface MachineFacts {
  id: string;
  /** What it is for: the head of its source file. */
  purpose: string;
  /** Its file. */
  source: string;
  rules: readonly { id: string; text: string }[];
  /** By transition. */
  evidence: Readonly<
    Record<
      string,
      {
        rules: readonly string[];
        /** Titles of tests that take it, with the file each stands in; those of its rules first. */
        tests: readonly { file: string; title: string }[];
        /** Timers that it starts: the name, and for how long from the event, in milliseconds, as seen. */
        timers: readonly { name: string; minMs: number; maxMs: number }[];
        refuses: readonly string[];
        /** Names of what it was seen to ask of the room beside refusing, entry and exit of states included. */
        asks: readonly string[];
      }
    >
  >;
}

/** What the build computes of one machine. */
export interface MachinePage {
  laid: LaidChart;
  facts: MachineFacts;
}

/** `import machines from "virtual:turno-charts"` gives one of each machine; the page itself is loaded when it is asked for. */
export interface MachineEntry {
  id: string;
  purpose: string;
  source: string;
  /** How many there are. */
  counts: { states: number; transitions: number; events: number; refusals: number; rules: number };
  load: () => Promise<MachinePage>;
}
