/**
 * A room that does with its list whatever it is told, to test what the engine does with lists: a shelf of slips, found by number or by
 * name. What is told has the effects in it.
 */
import * as v from "valibot";
import { setup } from "xstate";
import type { Effect, Event, RoomDefinition, Row, Stamped } from "../../party/engine/definition.ts";

export interface Slip extends Row {
  at: number;
  text: string;
  mark?: string;
  n?: number;
}

export interface ShelfContext {
  slips: number;
  /** What the machine was told of entries. */
  told: unknown[];
}

interface ShelfEvent {
  type: "put" | "looked" | "counted";
  at: number;
  commandId?: string;
  text?: string;
  names?: string[];
  seq?: number;
  does?: Effect[];
  rows?: unknown[];
  row?: { n?: number } | null;
}

const shelfSetup = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: ShelfContext; events: ShelfEvent },
  actions: { does: (_, _params: Effect) => {} },
});

export const shelfMachine = shelfSetup.createMachine({
  id: "shelf",
  context: { slips: 0, told: [] },
  on: {
    put: {
      actions: [
        {
          type: "does",
          params: ({ context, event: { at, text, commandId, names } }): Effect => ({
            kind: "append",
            list: "slips",
            row: { seq: context.slips + 1, at, text, commandId },
            ...(names && { refs: names }),
          }),
        },
        shelfSetup.assign(({ context }) => ({ slips: context.slips + 1 })),
      ],
    },
    looked: {
      actions: [
        shelfSetup.enqueueActions(({ event, enqueue }) => {
          for (const params of event.does ?? []) enqueue({ type: "does", params });
        }),
        shelfSetup.assign(({ context, event }) => ({ told: [...context.told, event.rows] })),
      ],
    },
    counted: {
      actions: {
        type: "does",
        params: ({ event: { seq, row } }): Effect =>
          row
            ? { kind: "amend", list: "slips", seq: seq!, set: { n: (row.n ?? 0) + 1 } }
            : { kind: "refuse", reason: "notThere" },
      },
    },
  },
});

const anything = v.unknown() as unknown as v.GenericSchema<unknown, Event>;
const loose = (type: string) => ({
  roles: ["user", "entry"],
  schema: v.looseObject({ type: v.literal(type) }) as unknown as v.GenericSchema<unknown, Event>,
});

const tells = ({ seq, mark, n }: Slip) => ({ seq, ...(mark && { mark }), ...(n && { n }) });
const wanted = (event: { wanted: (number | string)[] }) => event.wanted;
export const lookOf = { list: "slips", wanted, tells };

function wordless(event: Stamped, { seq, commandId }: Slip): Stamped | undefined {
  if (event.type === "put") return event["commandId"] === commandId ? { ...event, text: "…" } : undefined;
  if (event.type !== "looked") return undefined;
  const isWorded = (effect: Effect) => effect.kind === "amend" && effect.seq === seq && "text" in effect.set;
  const does = event["does"] as Effect[];
  if (!does.some(isWorded)) return undefined;
  return { ...event, does: does.map((one) => (isWorded(one) ? { ...one, set: { text: "…" } } : one)) };
}

export const shelfDefinition = (changes: Partial<RoomDefinition> = {}): RoomDefinition => ({
  party: "box",
  machine: shelfMachine,
  version: 1,
  migrations: [],
  context: v.object({ slips: v.number(), told: v.array(v.unknown()) }),
  input: () => undefined,
  effects: { does: (effect: Effect) => effect },
  looks: { looked: lookOf, counted: { list: "slips", tells } },
  wordless,
  messages: { box: anything },
  commands: { put: loose("put"), looked: loose("looked"), counted: loose("counted") },
  topics: { all: { lists: { slips: (row: Slip) => row } } },
  admit: () => ["all"],
  questions: { slips: { looks: lookOf, answer: (_, { rows }: { rows: unknown }) => rows } },
  ...changes,
});

type Changed = Extract<Effect, { kind: "amend" }>;
export const amend = (seq: number, set: Changed["set"], names: Pick<Changed, "refs" | "unref"> = {}): Effect => ({
  kind: "amend",
  list: "slips",
  seq,
  set,
  ...names,
});
/** Looks entries up and does this. */
export const looked = (entries: (number | string)[], ...does: Effect[]) => ({ type: "looked", wanted: entries, does });
export const put = (text: string, ...names: string[]) => ({ type: "put", text, names });
