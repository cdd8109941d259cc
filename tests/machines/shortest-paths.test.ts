import { describe, expect, test, vi } from "vitest";
import { initialTransition, type AnyMachineSnapshot, type AnyStateMachine } from "xstate";
import { getShortestPaths } from "xstate/graph";
import { agentMachine, type AgentContext } from "../../machines/agent.ts";
import { conversationMachine } from "../../machines/conversation.ts";
import type { ThreadContext } from "../../machines/thread.ts";
import { DEFAULT_RULES } from "../../machines/vocabulary.ts";
import { directoryMachine } from "../../machines/directory.ts";
import { queueMachine } from "../../machines/queue.ts";
import type { QueueContext } from "../../machines/queue-events.ts";
import * as agent from "./support/agent.ts";
import { leavesOf, stateOf } from "./support/asked.ts";
import {
  asks,
  asksBack,
  asksDepartment,
  asksReopen,
  changed,
  ended,
  enqueued,
  settings,
  snoozed,
  woken,
} from "./support/centre.ts";
import * as thread from "./support/thread.ts";
import * as upload from "./support/upload.ts";
import { uploadMachine } from "../../machines/upload.ts";
import type { UploadContext } from "../../machines/upload-setup.ts";

// Every situation is walked from anew.
vi.setConfig({ testTimeout: 60_000 });

interface Walk {
  machine: AnyStateMachine;
  input?: unknown;
  events: { type: string; [field: string]: unknown }[];
  /** What of the context decides what may happen next: the rest only grows. */
  matters: (context: never) => unknown;
}

/** A state apart from another one: where it is, and what of the context decides what may happen next. */
const key = ({ matters }: Walk, snapshot: AnyMachineSnapshot) =>
  JSON.stringify([snapshot.value, matters(snapshot.context as never)]);

type Home = (state: string) => boolean;

function pathsFrom(walk: Walk, fromState?: AnyMachineSnapshot, home?: Home) {
  const isHome = home && ((snapshot: AnyMachineSnapshot) => home(stateOf(snapshot)));
  return getShortestPaths(walk.machine, {
    ...(fromState ? { fromState } : { input: walk.input as never }),
    ...(isHome ? { toState: isHome as never, stopWhen: isHome as never } : {}),
    events: walk.events as never,
    serializeState: ((snapshot: AnyMachineSnapshot) => key(walk, snapshot)) as never,
    limit: 50_000,
  });
}

/** Every situation that can be reached, each by its shortest path. */
const situations = (walk: Walk) => pathsFrom(walk).map(({ state }) => state as unknown as AnyMachineSnapshot);

/** The situations from which no path leads to a state like `home`. */
const stuck = (walk: Walk, found: AnyMachineSnapshot[], home: Home) =>
  found.filter((from) => pathsFrom(walk, from, home).length === 0).map((from) => key(walk, from));

const reached = (found: AnyMachineSnapshot[]) => [...new Set(found.map(stateOf))].sort();

const conversation: Walk = {
  machine: conversationMachine,
  input: { thread: "demo_rosa", project: "demo" },
  events: [
    thread.writes(),
    thread.leaves,
    thread.closes(),
    thread.asksTransfer(),
    thread.returned,
    thread.assigned(),
    thread.transferred(),
    thread.declined(),
    thread.closes(thread.luis),
    // Every later conversation stands here for the second one.
    ...[thread.leaves, thread.closes(), thread.closes(thread.luis)].map((step) => thread.of(2, step)),
    thread.reopens(),
    thread.reopened(),
    thread.notReopened(),
    thread.chanceEnds(1 + DEFAULT_RULES.reopenMs),
    thread.snoozes(2),
    thread.snoozeEnds(2),
    thread.wakes(),
    thread.rejoined(),
    thread.asksDepartment(),
    thread.moved(),
    thread.undoes(),
    thread.undone(),
    thread.notUndone(),
  ].map((step) => ({ ...step, at: 1 })),
  matters: ({ conversation: number, holder, transfer, reopen, snoozed, handed }: ThreadContext) => [
    Math.min(number, 2),
    [holder, transfer, reopen?.by, snoozed?.by, handed?.by, handed?.kind, handed?.undoing],
  ],
};

const agentRoom: Walk = {
  machine: agentMachine,
  input: { id: "demo_ana", project: "demo" },
  events: [
    agent.profile(),
    agent.opens("s1"),
    agent.opens("s2"),
    agent.drops("s1"),
    agent.drops("s2"),
    agent.signsOut,
    agent.expires(1),
    agent.expires(2),
    agent.chooses(true),
    agent.chooses(false),
  ].map((step) => ({ ...step, at: 1 })),
  // Two times of grace stand for all: the second knows a stale timer, and there are timers for no third one.
  matters: ({ known, sessions, grace }: AgentContext) => [known, [...sessions].sort(), Math.min(grace, 3)],
};

const queue: Walk = {
  machine: queueMachine,
  input: { project: "demo" },
  events: [
    settings(["general", "sales"]),
    changed("ana"),
    changed("ana", { available: false }),
    changed("ana", { present: false }),
    changed("luis", { capacity: 2 }),
    changed("luis", { present: false }),
    asks("rosa", "ana", "luis"),
    enqueued("rosa", { enqueuedAt: 1 }),
    enqueued("juan", { enqueuedAt: 1 }),
    ended("rosa"),
    ended("juan"),
    asksReopen("rosa", "ana", 1),
    asksDepartment("rosa", "ana", "sales"),
    asksBack("rosa", "ana", "luis"),
    asksBack("rosa", "ana", null),
    snoozed("rosa", "ana"),
    woken("rosa"),
    { type: "positions.due" },
    { type: "day.ended" },
    { type: "hours.turned" },
  ].map((step) => ({ ...step, at: 1 })),
  matters: ({ conversations, seats, untold, toldUpTo }: QueueContext) => [
    [...conversations.values()].map(({ id, agentId, snoozedBy, department }) => [id, agentId, snoozedBy, department]),
    [...seats.values()].map(({ id, present, available }) => [id, present, available]),
    [untold, toldUpTo],
  ],
};

const directory: Walk = {
  machine: directoryMachine,
  events: [
    { type: "project.changed", id: "demo", name: "Tienda", domains: [], at: 1 },
    { type: "room.active", room: { party: "agent", room: "demo_ana" }, at: 1 },
    { type: "room.idle", room: { party: "agent", room: "demo_ana" }, at: 1 },
  ],
  matters: ({ awake }: { awake: Iterable<unknown> }) => [...awake].length,
};

const file: Walk = {
  machine: uploadMachine,
  input: { project: "demo", id: upload.ID },
  events: [
    upload.inspected(),
    upload.inspected({ type: "image/heic" }),
    upload.begins(),
    upload.begins({ received: true, channel: "whatsapp" }),
    upload.part(0),
    upload.part(1),
    upload.sends(),
    upload.sends({ type: "image/heic" }),
    upload.keeps(),
    upload.cancels,
    upload.sweeps,
    upload.taken,
    upload.declined,
    upload.erased,
    upload.erasesAgain,
    upload.settles(),
    upload.settles({ kind: "timedOut" }),
  ].map((step) => ({ ...step, at: 1 })),
  matters: ({ promise, have, reason, erasing }: UploadContext) => [promise?.received, have, reason, erasing > 0],
};

describe("conversation", () => {
  const found = situations(conversation);

  test("CV14 every state of a thread can be reached", () => {
    expect(reached(found)).toEqual(leavesOf(conversationMachine).sort());
  });

  test("CV14 from every situation a conversation can come to its end", () => {
    expect(found.length).toBeGreaterThan(6);
    expect(stuck(conversation, found, (state) => state === "quiet")).toEqual([]);
  });

  test("CV21 CV22 CV23 CV24 no question to the queue leaves a thread where nothing can answer it", () => {
    for (const state of ["reopening", "waking", "returning", "assigned.transferring"])
      expect(
        stuck(
          conversation,
          found.filter((one) => stateOf(one) === state),
          (to) => to !== state,
        ),
      ).toEqual([]);
  });

  test("CV14 from assignment to the end takes one step, also in the middle of a transfer", () => {
    for (const from of found.filter((one) => stateOf(one).startsWith("assigned"))) {
      const ways = pathsFrom(conversation, from, (state) => state === "quiet");
      expect(Math.min(...ways.map(({ weight }) => weight))).toBe(1);
    }
  });
});

describe("agent", () => {
  const found = situations(agentRoom);
  const live = found.filter(({ context }) => (context as AgentContext).grace < 3);

  test("AG11 every state of an agent can be reached", () => {
    expect(reached(found)).toEqual(leavesOf(agentMachine).sort());
  });

  test("AG11 from every situation an agent can come to be offline", () => {
    expect(live.length).toBeGreaterThan(12);
    expect(stuck(agentRoom, live, (state) => state.endsWith(".offline"))).toEqual([]);
  });

  test("AG11 from every situation an agent can come to be present and Disponible", () => {
    expect(stuck(agentRoom, live, (state) => state === "available.present")).toEqual([]);
  });
});

describe("queue", () => {
  const found = situations(queue);

  test("QU16 both states of the queue can be reached", () => {
    expect(reached(found)).toEqual(leavesOf(queueMachine).sort());
  });

  test("QU16 from every situation the queue can come to have nobody waiting", () => {
    expect(found.length).toBeGreaterThan(50);
    expect(stuck(queue, found, (state) => state === "clear")).toEqual([]);
  });
});

describe("directory", () => {
  test("DI5 both states of the directory can be reached, and it stays described", () => {
    const found = situations(directory);
    expect(reached(found)).toEqual(leavesOf(directoryMachine).sort());
    const described = found.find((one) => one.value === "described");
    expect(stuck(directory, [described!], (state) => state === "empty")).toHaveLength(1);
    expect(initialTransition(directoryMachine)[0].value).toBe("empty");
  });
});

describe("file", () => {
  const found = situations(file);
  const waiting = found.filter(({ value }) => !["sent", "failed", "cancelled", "gone"].includes(value as string));

  test("UP11 every state of a file can be reached", () => {
    expect(reached(found)).toEqual(leavesOf(uploadMachine).sort());
  });

  test("UP11 what is not over can come to be sent, and once it is begun to be gone, and what is over never comes back", () => {
    expect(waiting.length).toBeGreaterThan(6);
    expect(stuck(file, waiting, (state) => state === "sent")).toEqual([]);
    expect(stuck(file, waiting, (state) => state === "gone")).toEqual([]);
    const over = found.filter(({ value }) => ["failed", "cancelled", "gone"].includes(value as string));
    for (const one of over) expect(pathsFrom(file, one, (state) => state !== one.value)).toEqual([]);
  });
});
