/**
 * A room that knows nothing but the engine: a box of numbers with everything in it that a room may have, for the engine's own
 * tests. And the watchtower, as small.
 */
import * as v from "valibot";
import { setup } from "xstate";
import { Ordered } from "../../machines/ordered.ts";
import type { Address, Effect, Event, Identity, RoomDefinition } from "../../party/engine/definition.ts";
import { allowed } from "../../party/engine/step.ts";

export interface BoxContext {
  room: string;
  total: number;
  notes: number;
  members: string[];
  heard: unknown[];
  rang: string[];
  sessions: string[];
  rows: Ordered<number>;
  rowCount: number;
}

type BoxEvent = {
  type:
    | "added"
    | "shut"
    | "reopened"
    | "told"
    | "heard"
    | "timed"
    | "untimed"
    | "rang"
    | "stored"
    | "removed"
    | "joined"
    | "expelled"
    | "broke"
    | "waved"
    | "asked"
    | "settled"
    | "session.opened"
    | "session.closed";
  at: number;
  [field: string]: unknown;
};
type Args = { context: BoxContext; event: BoxEvent };

const boxSetup = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: BoxContext; events: BoxEvent; input: { room: string } },
  actions: {
    say: (_, _params: { to: Address; event: Event }) => {},
    startTimer: (_, _params: { id: string; at: number; event: Event }) => {},
    cancelTimer: (_, _params: { id: string }) => {},
    note: (_, _params: { row: { seq: number; n: number } }) => {},
    wave: (_, _params: { hand: string }) => {},
    ring: (_, _params: { id: string; event: Event; again?: boolean; maxMs?: number }) => {},
    refuse: (_, _params: { reason: string }) => {},
  },
  guards: {
    isNegative: ({ event }) => Number(event.n) < 0,
    isRetried: ({ event }) => event.retry === true,
    isBroken: ({ event }) => {
      throw new Error(`cannot ${event.type}`);
    },
  },
});

const refuse = (reason: string) => ({ type: "refuse" as const, params: { reason } });
const set = (change: (args: Args) => Partial<BoxContext>) => boxSetup.assign(change);
const withRows = (rows: Ordered<number>) => ({ rows, rowCount: rows.size });

export const boxMachine = boxSetup.createMachine({
  id: "box",
  context: ({ input }) => ({
    room: input.room,
    total: 0,
    notes: 0,
    members: [],
    heard: [],
    rang: [],
    sessions: [],
    rows: Ordered.empty(),
    rowCount: 0,
  }),
  initial: "open",
  on: {
    heard: { actions: set(({ context, event }) => ({ heard: [...context.heard, event.n] })) },
    told: {
      actions: boxSetup.enqueueActions(({ event, enqueue }) => {
        const { to, numbers } = event as unknown as { to: string[]; numbers: unknown[] };
        for (const n of numbers)
          for (const room of to)
            enqueue({ type: "say", params: { to: { party: "box", room }, event: { type: "heard", n } } });
      }),
    },
    timed: {
      actions: {
        type: "startTimer",
        params: ({ event }) => {
          const { id, due } = event as unknown as { id: string; due: number };
          return { id, at: due, event: { type: "rang", id } };
        },
      },
    },
    untimed: { actions: { type: "cancelTimer", params: ({ event }) => ({ id: String(event.id) }) } },
    rang: { actions: set(({ context, event }) => ({ rang: [...context.rang, String(event.id)] })) },
    stored: { actions: set(({ context, event }) => withRows(context.rows.set(String(event.key), Number(event.n)))) },
    removed: { actions: set(({ context, event }) => withRows(context.rows.delete(String(event.key)))) },
    joined: { actions: set(({ context, event }) => ({ members: [...context.members, String(event.id)] })) },
    expelled: {
      actions: set(({ context, event }) => ({ members: context.members.filter((id) => id !== event.id) })),
    },
    broke: { guard: "isBroken", actions: set(() => ({ total: -1 })) },
    asked: {
      actions: boxSetup.enqueueActions(({ event, enqueue }) => {
        const asked = event as unknown as { ids: string[]; back?: object; again?: boolean; maxMs?: number };
        const { ids, back, again, maxMs } = asked;
        for (const id of ids)
          enqueue({
            type: "ring",
            params: { id, event: { type: "settled", id, ...back }, ...(again && { again }), ...(maxMs && { maxMs }) },
          });
      }),
    },
    settled: [
      {
        guard: "isRetried",
        actions: {
          type: "ring",
          params: ({ event }) => ({ id: String(event.id), event: { type: "settled", id: event.id } }),
        },
      },
      {
        actions: set(({ context, event }) => ({ heard: [...context.heard, [event.id, event.outcome]] })),
      },
    ],
    waved: { actions: { type: "wave", params: ({ event }) => ({ hand: String(event.hand) }) } },
    "session.opened": {
      actions: set(({ context, event }) => ({ sessions: [...context.sessions, String(event.sessionId)] })),
    },
    "session.closed": {
      actions: set(({ context, event }) => ({ sessions: context.sessions.filter((id) => id !== event.sessionId) })),
    },
  },
  states: {
    open: {
      on: {
        added: [
          { guard: "isNegative", actions: refuse("negative") },
          {
            actions: [
              {
                type: "note",
                params: ({ context, event }) => ({ row: { seq: context.notes + 1, n: Number(event.n) } }),
              },
              set(({ context, event }) => ({ total: context.total + Number(event.n), notes: context.notes + 1 })),
            ],
          },
        ],
        shut: { target: "shut" },
      },
    },
    shut: {
      on: { added: { actions: refuse("shut") }, shut: { actions: refuse("shut") }, reopened: { target: "open" } },
    },
  },
});

const number = v.number();
const text = v.string();
const command = (type: string, fields: v.ObjectEntries, roles = ["user"]) => ({
  roles,
  schema: v.strictObject({ type: v.literal(type), ...fields }) as unknown as v.GenericSchema<unknown, Event>,
});
/** As a command is called, with the past fact that the machine hears of it. */
const named = (past: string, described: ReturnType<typeof command>) => ({
  ...described,
  event: (input: Event): Event => ({ ...input, type: past }),
});

const COMMANDS = {
  add: named("added", command("add", { n: number })),
  shut: named("shut", command("shut", {}, ["owner"])),
  reopen: named("reopened", command("reopen", {}, ["owner"])),
  tell: named("told", command("tell", { to: v.array(text), numbers: v.array(v.unknown()) })),
  time: named("timed", command("time", { id: text, due: number })),
  untime: named("untimed", command("untime", { id: text })),
  store: named("stored", command("store", { key: text, n: number })),
  remove: named("removed", command("remove", { key: text })),
  join: named("joined", command("join", { id: text })),
  expel: named("expelled", command("expel", { id: text })),
  break: named("broke", command("break", {})),
  ask: named(
    "asked",
    command("ask", {
      ids: v.array(text),
      back: v.optional(v.unknown()),
      again: v.optional(v.boolean()),
      maxMs: v.optional(number),
    }),
  ),
};

const contextOf = (snapshot: { context: unknown }) => snapshot.context as BoxContext;

export function boxDefinition(changes: Partial<RoomDefinition> = {}): RoomDefinition {
  const definition: RoomDefinition = {
    party: "box",
    machine: boxMachine,
    version: 1,
    migrations: [],
    context: v.object({
      room: text,
      total: number,
      notes: number,
      members: v.array(text),
      heard: v.array(v.unknown()),
      rang: v.array(text),
      sessions: v.array(text),
    }),
    tables: { rows: number },
    derive: ({ rows }: BoxContext) => ({ rowCount: rows.size }),
    derivedFields: ["rowCount"],
    input: (room) => ({ room }),
    effects: {
      say: ({ to, event }: { to: Address; event: Event }): Effect => ({ kind: "send", to, event }),
      startTimer: (timer: { id: string; at: number; event: Event }): Effect => ({ kind: "startTimer", ...timer }),
      cancelTimer: ({ id }: { id: string }): Effect => ({ kind: "cancelTimer", id }),
      note: ({ row }: { row: { seq: number } }): Effect => ({ kind: "append", list: "notes", row }),
      ring: ({ id, ...asked }: { id: string; event: Event; again?: boolean; maxMs?: number }): Effect => ({
        kind: "job",
        id,
        service: "bell",
        params: { for: id },
        ...asked,
      }),
      wave: ({ hand }: { hand: string }): Effect => ({ kind: "signal", topic: "all", signal: { type: "wave", hand } }),
      refuse: ({ reason }: { reason: string }): Effect => ({ kind: "refuse", reason }),
    },
    messages: { box: v.object({ type: v.literal("heard"), n: number }) as v.GenericSchema<unknown, Event> },
    commands: COMMANDS,
    signals: { wave: named("waved", command("wave", { hand: text })) },
    topics: {
      all: {
        view: (snapshot) => {
          const { total, rowCount, heard } = contextOf(snapshot);
          const by: Identity = { role: "user", id: "?", project: "" };
          const add = allowed(definition, snapshot, { type: "added", n: 1, at: 0, by });
          return { total, rowCount, heard: heard.length, state: snapshot.value, allowed: { add } };
        },
        rows: { table: "rows", show: (n: number) => ({ n }) },
        lists: { notes: (row: { seq: number; n: number }) => (row.n === 13 ? null : row) },
      },
      secret: { view: (snapshot) => ({ members: contextOf(snapshot).members }) },
    },
    admit: ({ role, id }, snapshot) =>
      role !== "stranger" ? (contextOf(snapshot).members.includes(id) ? ["all", "secret"] : ["all"]) : [],
    sessions: (snapshot) => contextOf(snapshot).sessions,
    questions: { total: (snapshot) => contextOf(snapshot).total },
    ...changes,
  };
  return definition;
}

interface TowerContext {
  awake: Ordered<true>;
}
const towerSetup = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: TowerContext; events: { type: "room.active" | "room.idle"; room: Address } },
});
const towerMachine = towerSetup.createMachine({
  id: "tower",
  context: { awake: Ordered.empty() },
  on: {
    "room.active": {
      actions: towerSetup.assign(({ context, event }) => ({ awake: context.awake.set(event.room.room, true) })),
    },
    "room.idle": {
      actions: towerSetup.assign(({ context, event }) => ({ awake: context.awake.delete(event.room.room) })),
    },
  },
});
const address = v.object({ party: text, room: text });

export const towerDefinition: RoomDefinition = {
  party: "directory",
  machine: towerMachine,
  version: 1,
  migrations: [],
  context: v.object({}),
  tables: { awake: v.literal(true) },
  input: () => undefined,
  effects: {},
  messages: { box: v.object({ type: v.picklist(["room.active", "room.idle"]), room: address }) },
  commands: {},
  topics: {},
  keepsAlarm: true,
  admit: () => [],
};

/** A box that asks to be woken after a boot while anybody is connected or a timer runs. */
export const watchedBox = (): RoomDefinition =>
  boxDefinition({ isIdle: (snapshot) => contextOf(snapshot).sessions.length === 0 });
