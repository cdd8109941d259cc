import { beforeAll, describe, expect, test } from "vitest";
import type { AgentContext } from "../../machines/agent-setup.ts";
import type { ThreadContext } from "../../machines/thread.ts";
import { persist } from "../../party/engine/saved.ts";
import { definition as agent } from "../../party/rooms/agent.ts";
import { definition as conversation } from "../../party/rooms/conversation.ts";
import { definition as queue } from "../../party/rooms/queue.ts";
import { changesOf } from "../../web/visualizer/life/changes.ts";
import { pendingOf, Playback } from "../../web/visualizer/life/replay.ts";
import { personOf } from "../../web/visualizer/life/sender.ts";
import { arrowsOf } from "../../web/visualizer/life/sequence.ts";
import { logOf, replayOf, shortDay } from "./support/day.ts";

type Day = Awaited<ReturnType<typeof shortDay>>;
let day: Day;
beforeAll(async () => {
  day = await shortDay();
});

const rooms = () =>
  [
    ["conversation", conversation, day.thread],
    ["queue", queue, day.queue],
    ["agent", agent, day.ana],
  ] as const;

const indexOf = (replay: Playback, type: string, nth = 0): number =>
  replay.rows.flatMap(({ event }, index) => (event.type === type ? [index] : []))[nth]!;

describe("VZ12 a replay", () => {
  test("of any room's log ends in what the room is, and differs from the log nowhere", () => {
    for (const [party, definition, node] of rooms()) {
      const replay = replayOf(definition, node);
      expect(replay.rows.length, party).toBeGreaterThan(3);
      expect(replay.differs, party).toBeUndefined();
      const { snapshot } = replay.at(replay.rows.length - 1).after;
      expect(JSON.stringify(persist(definition, snapshot)), party).toBe(
        JSON.stringify(persist(definition, node.room!.snapshot)),
      );
    }
  });

  test("gives the same step wherever one comes to it from, forward, back or by a leap", () => {
    const replay = replayOf(conversation, day.thread);
    const last = replay.rows.length - 1;
    const look = (index: number) => {
      const { before, after, names } = replay.at(index);
      return JSON.stringify([before.snapshot.value, before.snapshot.context, after.snapshot.context, names]);
    };
    const forward = Array.from({ length: last + 1 }, (_, index) => look(index));
    const back = forward.map((_, at) => look(last - at)).toReversed();
    expect(back).toEqual(forward);
    expect([last, 0, last >> 1].map(look)).toEqual([last, 0, last >> 1].map((index) => forward[index]));
  });

  test("has the lines of the thread up to each step, and at its end those that the room has", () => {
    const replay = replayOf(conversation, day.thread);
    const lines = (index: number) => [...(replay.at(index).after.lists.messages?.values() ?? [])];
    const stored = [...day.thread.storage.inMemory("list/messages/").values()];
    expect(lines(replay.rows.length - 1)).toEqual(stored);
    const opened = indexOf(replay, "customer.wrote");
    expect(lines(opened).map(({ kind }) => kind)).toEqual(["opened", "text"]);
    expect(lines(opened - 1)).toEqual([]);
  });

  test("knows which timers run at each step: as many as the room has at its end", () => {
    for (const [party, definition, node] of rooms()) {
      const replay = replayOf(definition, node);
      const stored = [...node.storage.inMemory("timer/").keys()].map((key) => key.slice("timer/".length));
      const pending = pendingOf(replay.at(replay.rows.length - 1).after);
      expect(pending.map(({ id }) => id).toSorted(), party).toEqual(stored.toSorted());
    }
  });

  test("names the transitions that are taken as the chart does, and those without an event after the one with it", () => {
    const thread = replayOf(conversation, day.thread);
    const taken = (replay: Playback, type: string) => replay.at(indexOf(replay, type)).taken;
    expect(taken(thread, "conversation.assigned")).toEqual(["conversation.queued|conversation.assigned|0"]);
    const line = replayOf(queue, day.queue);
    expect(taken(line, "conversation.enqueued")).toEqual(["queue|conversation.enqueued|1", "queue.clear||0"]);
  });

  test("says what a step changed, of a table only the rows that did", () => {
    const thread = replayOf(conversation, day.thread);
    const changesAt = (replay: Playback, index: number) => {
      const { before, after } = replay.at(index);
      return changesOf(replay.definition, before.snapshot, after.snapshot);
    };
    const assigned = changesAt(thread, indexOf(thread, "conversation.assigned"));
    expect(assigned.find(({ path }) => path === "holder")).toEqual({
      path: "holder",
      before: null,
      after: { id: "demo_ana", name: "ana" },
    });
    const line = replayOf(queue, day.queue);
    const paths = changesAt(line, indexOf(line, "transfer.asked")).map(({ path }) => path);
    expect(paths).toContain("seats[demo_luis].load");
    expect(paths.some((path) => path.endsWith(".agentId"))).toBe(true);
    expect(paths.some((path) => path.startsWith("held") || path.includes("sales"))).toBe(false);
    const person = replayOf(agent, day.ana);
    const given = changesAt(person, indexOf(person, "conversation.assigned"));
    expect(given.map(({ path }) => path)).toEqual(["assignments[0]"]);
    expect(
      (person.at(indexOf(person, "conversation.assigned")).after.snapshot.context as AgentContext).assignments,
    ).toHaveLength(1);
  });

  test("shows who told whom: the customer the thread, the thread the queue, the queue the agent", () => {
    const replay = replayOf(conversation, day.thread);
    const arrows = (type: string, nth = 0) =>
      arrowsOf(replay.at(indexOf(replay, type, nth)), "conversation").map(({ from, to, event, who }) =>
        [from, to, event, who].join(" "),
      );
    expect(arrows("customer.wrote")).toEqual([
      "customer conversation customer.wrote Customer 0",
      "conversation queue conversation.enqueued ",
    ]);
    expect(arrows("conversation.assigned")).toEqual([
      "queue conversation conversation.assigned ",
      "queue agents conversation.assigned ana",
    ]);
    expect(arrows("agent.wrote")[0]).toMatch(/^agents conversation agent\.wrote /);
  });

  test("knows a person's doing from a room's, whatever a room calls what it says", () => {
    const replay = replayOf(queue, day.queue);
    const ended = replay.at(indexOf(replay, "conversation.ended"));
    expect(ended.row.event.by).toBe("agent");
    expect(arrowsOf(ended, "queue")[0]).toMatchObject({ from: "conversation", to: "queue", kind: "sent" });
    const wrote = replayOf(conversation, day.thread);
    expect(personOf(wrote.at(indexOf(wrote, "customer.wrote")).row)).toMatchObject({ role: "customer" });
  });

  test("is computed in slices, and goes on where it was when more comes", () => {
    const whole = replayOf(conversation, day.thread);
    const replay = new Playback(conversation, day.thread.self);
    const rows = logOf(day.thread);
    replay.add(rows.slice(0, 5));
    let looks = 0;
    replay.work(() => looks++ >= 2);
    expect(replay.computed).toBe(2);
    expect(() => replay.at(2)).toThrow("not been computed");
    replay.add(rows);
    replay.work();
    expect(replay.isDone).toBe(true);
    const last = rows.length - 1;
    expect(replay.at(last).after.snapshot.context).toEqual(whole.at(last).after.snapshot.context);
  });

  test("CV31 loses the words that an entry loses while somebody looks, and stands where it stood", () => {
    const replay = replayOf(conversation, day.thread);
    const index = indexOf(replay, "customer.wrote", 1);
    const row = replay.rows[index]!;
    expect(replay.add([row])).toBe(false);
    expect(replay.add([{ ...row, event: { ...row.event, text: "…" } }])).toBe(true);
    replay.work();
    expect(replay.differs).toBeUndefined();
    expect([...replay.at(index).after.lists.messages!.values()].at(-1)).toMatchObject({ text: "…" });
  });

  test("says where the machine of today does something else than the log", () => {
    const rows = logOf(day.thread);
    const at = rows.findIndex(({ event }) => event.type === "conversation.assigned");
    const replay = new Playback(conversation, day.thread.self);
    replay.add(rows.map((row, index) => (index === at ? { ...row, to: "quiet" } : row)));
    replay.work();
    expect(replay.differs).toEqual({ seq: rows[at]!.seq, said: "quiet", does: { assigned: "talking" } });
    const context = replay.at(rows.length - 1).after.snapshot.context as ThreadContext;
    expect(context.conversation).toBe(1);
  });
});
