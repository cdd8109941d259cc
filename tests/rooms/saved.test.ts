import { describe, expect, test } from "vitest";
import type { AnyMachineSnapshot } from "xstate";
import type { RoomDefinition } from "../../party/engine/definition.ts";
import { persist, restoreSnapshot } from "../../party/engine/saved.ts";
import { definition as agent } from "../../party/rooms/agent.ts";
import { definition as conversation } from "../../party/rooms/conversation.ts";
import { definition as directory } from "../../party/rooms/directory.ts";
import { definition as project } from "../../party/rooms/project.ts";
import { definition as queue } from "../../party/rooms/queue.ts";
import agentSaved from "./fixtures/agent-1.json" with { type: "json" };
import agentOfVersion2 from "./fixtures/agent-2.json" with { type: "json" };
import agentOfVersion3 from "./fixtures/agent-3.json" with { type: "json" };
import talkingSaved from "./fixtures/conversation-1.json" with { type: "json" };
import directorySaved from "./fixtures/directory-1.json" with { type: "json" };
import directoryOfVersion2 from "./fixtures/directory-2.json" with { type: "json" };
import projectSaved from "./fixtures/project-1.json" with { type: "json" };
import projectOfVersion2 from "./fixtures/project-2.json" with { type: "json" };
import projectOfVersion3 from "./fixtures/project-3.json" with { type: "json" };
import projectOfVersion4 from "./fixtures/project-4.json" with { type: "json" };
import queueSaved from "./fixtures/queue-1.json" with { type: "json" };
import queueOfVersion2 from "./fixtures/queue-2.json" with { type: "json" };
import snoozedOfVersion2 from "./fixtures/snoozed-2.json" with { type: "json" };
import snoozedOfVersion3 from "./fixtures/snoozed-3.json" with { type: "json" };
import snoozedOfVersion4 from "./fixtures/snoozed-4.json" with { type: "json" };
import snoozedOfVersion5 from "./fixtures/snoozed-5.json" with { type: "json" };
import snoozedOfVersion6 from "./fixtures/snoozed-6.json" with { type: "json" };
import transferringSaved from "./fixtures/transferring-1.json" with { type: "json" };
import waitingSaved from "./fixtures/waiting-1.json" with { type: "json" };

type Ask = (snapshot: AnyMachineSnapshot, question: never) => unknown;

interface Saved {
  head: { machine: string; version: number; snapshot: unknown };
  rows: Record<string, Record<string, unknown>>;
}

/** What a room that was stored by an earlier release goes on with. */
function restored(definition: RoomDefinition, { head, rows }: Saved) {
  const tables = Object.fromEntries(Object.entries(rows).map(([table, of]) => [table, Object.entries(of)]));
  return restoreSnapshot(definition, head, tables);
}

const everything: [string, RoomDefinition, Saved][] = [
  ["a thread with an agent", conversation, talkingSaved],
  ["a thread in the line", conversation, waitingSaved],
  ["a thread that is being transferred", conversation, transferringSaved],
  ["an agent", agent, agentSaved],
  ["a queue", queue, queueSaved],
  ["a directory", directory, directorySaved],
  ["a project", project, projectSaved],
  ["a thread of version 2 whose conversation is put aside", conversation, snoozedOfVersion2],
  ["a queue of version 2", queue, queueOfVersion2],
  ["an agent of version 2", agent, agentOfVersion2],
  ["an agent of version 3", agent, agentOfVersion3],
  ["a thread of version 3", conversation, snoozedOfVersion3],
  ["a thread of version 4 that somebody reads", conversation, snoozedOfVersion4],
  ["a thread of version 5", conversation, snoozedOfVersion5],
  ["a thread of version 6", conversation, snoozedOfVersion6],
  ["a directory of version 2", directory, directoryOfVersion2],
  ["a project of version 2", project, projectOfVersion2],
  ["a project of version 3", project, projectOfVersion3],
  ["a project of version 4", project, projectOfVersion4],
];

describe("a room stored by an earlier release", () => {
  test.each(everything)("EN23 %s is restored, and stored again in today's form", (_, definition, saved) => {
    expect(saved.head.version).toBeLessThan(definition.version);
    const snapshot = restored(definition, saved);
    const again = {
      machine: definition.machine.id,
      version: definition.version,
      snapshot: persist(definition, snapshot),
    };
    const tables = snapshot.context as Record<string, Iterable<[string, unknown]>>;
    const rows = Object.keys(definition.tables ?? {}).map((table) => [table, Object.fromEntries(tables[table]!)]);
    const twice = restored(definition, { head: again, rows: Object.fromEntries(rows) as Saved["rows"] });
    expect(JSON.stringify(twice.context)).toBe(JSON.stringify(snapshot.context));
    expect(twice.value).toEqual(snapshot.value);
  });

  test("EN23 its thread knows its customer, its agent and its place in the numbering, and what is new begins empty", () => {
    const { value, context } = restored(conversation, talkingSaved);
    expect(value).toEqual({ assigned: "talking" });
    expect(context).toMatchObject({
      holder: { id: "demo_ana", name: "ana" },
      seq: 5,
      unread: [2, 5],
      labels: [],
      wrapUp: "off",
    });
  });

  test("CV17 its customers wait since the last text that is known to have no answer", () => {
    const { last } = talkingSaved.head.snapshot.context;
    expect(restored(conversation, talkingSaved).context).toMatchObject({ waitingSince: last.at });
    const { enqueuedAt } = waitingSaved.head.snapshot.context;
    expect(restored(conversation, waitingSaved).context).toMatchObject({ waitingSince: enqueuedAt });
  });

  test("EN23 its agent keeps every conversation, of which no receipt is known", () => {
    const { assignments } = restored(agent, agentSaved).context as { assignments: object[] };
    expect(assignments).toMatchObject([{ conversationId: "demo_c0.1", receipt: null }]);
  });

  test("EN23 its agent keeps what they hold and have put aside, and can be called nowhere yet", () => {
    const nowhere = { devices: [], pushes: 0, waitingToldAt: null };
    expect(restored(agent, agentSaved).context).toMatchObject(nowhere);
    const { assignments, snoozed } = agentOfVersion2.head.snapshot.context;
    expect(restored(agent, agentOfVersion2).context).toMatchObject({ assignments, snoozed, ...nowhere });
  });

  test("EN23 what was being transferred is still on its way to a colleague, and nothing is to be taken back or opened again", () => {
    const { value, context } = restored(conversation, transferringSaved);
    expect(value).toEqual({ assigned: "transferring" });
    const nothing = { reopen: null, snoozed: null, handed: null, movedTo: null };
    expect(context).toMatchObject({ transfer: { to: "demo_luis", kind: "agent" }, ...nothing });
    expect(restored(agent, agentSaved).context).toMatchObject({ snoozed: [] });
    const { conversations } = restored(queue, queueSaved).context as { conversations: Iterable<[string, object]> };
    for (const [, entry] of conversations)
      expect(entry).toMatchObject({ snoozedBy: null, transfer: null, movedFrom: null });
  });

  test("EN23 its directory keeps what there is, and who works in it is described anew to a project that knows nobody", () => {
    for (const [saved, domains] of [
      [directorySaved, []],
      [directoryOfVersion2, ["shop.example"]],
    ] as const) {
      const { projects, awake } = restored(directory, saved).context as Record<string, Iterable<[string, unknown]>>;
      expect([...projects!]).toEqual([["demo", { id: "demo", name: "Demo", domains }]]);
      expect([...awake!].map(([name]) => name)).toContain("conversation/demo_c2");
    }
    for (const saved of [projectSaved, projectOfVersion2])
      expect((project.questions!.isDescribed as Ask)(restored(project, saved), undefined as never)).toBe(false);
  });

  test("EN23 its agents are agents, nobody is disabled, and nobody is known to read along", () => {
    expect(restored(agent, agentOfVersion3).context).toMatchObject({ role: "agent", disabled: false });
    expect(restored(conversation, snoozedOfVersion3).context).toMatchObject({ readers: [] });
  });

  test("EN23 CV29 who reads its threads goes on reading, and nobody in them is vouched for until their site says so again", () => {
    for (const saved of [waitingSaved, snoozedOfVersion3, snoozedOfVersion4])
      expect(restored(conversation, saved).context).toMatchObject({ customer: { vouched: false } });
    expect(restored(conversation, snoozedOfVersion4).context).toMatchObject({ readers: ["s5"] });
  });

  test("EN23 CV30 what was said last in its threads was said in text, in a line that nobody knows any more", () => {
    for (const saved of [talkingSaved, snoozedOfVersion4, snoozedOfVersion5]) {
      const { last } = saved.head.snapshot.context;
      expect(restored(conversation, saved).context).toMatchObject({ last: { ...last, kind: "text", seq: 0 } });
    }
    expect(restored(conversation, waitingSaved).context).toMatchObject({ last: { kind: "text" } });
  });

  test("EN23 CH3 whoever wrote in its threads wrote in web chat, and has no number", () => {
    for (const saved of [talkingSaved, snoozedOfVersion4, snoozedOfVersion6]) {
      const { context } = restored(conversation, saved);
      expect(context).toMatchObject({ channel: "web", outside: null, customer: { phone: "", username: "" } });
    }
    const { last } = snoozedOfVersion6.head.snapshot.context;
    expect(restored(conversation, snoozedOfVersion6).context).toMatchObject({ last });
  });

  test("EN23 its project goes on with who works and is invited there, and has written to nobody of late", () => {
    const { members, tries, audited } = restored(project, projectOfVersion3).context as Record<
      string,
      { size: number }
    >;
    expect([members!.size, tries!.size, audited]).toEqual([3, 0, 1]);
  });

  test("EN23 its project has no inboxes yet, and goes on with its key and the letters of late", () => {
    const { widgetKey, tries, inboxes } = restored(project, projectOfVersion4).context as {
      widgetKey: object;
      tries: { size: number };
      inboxes: { size: number };
    };
    expect(widgetKey).toEqual(projectOfVersion4.head.snapshot.context.widgetKey);
    expect([tries.size, inboxes.size]).toEqual([1, 0]);
  });

  test("EN23 its departments have no names until the project is described again, and it is open at all hours", () => {
    const unnamed = { name: "", departments: [], hours: null, wrapUp: "optional" };
    expect(restored(project, projectSaved).context).toMatchObject(unnamed);
    for (const saved of [queueSaved, queueOfVersion2])
      expect(restored(queue, saved).context).toMatchObject({ hours: null, paces: { size: 0 } });
  });

  test("EN23 nobody in its threads has been told how long it may take", () => {
    const { value, context } = restored(conversation, snoozedOfVersion2);
    const wait = { expectedMs: null, opensAt: null };
    expect([value, context]).toMatchObject(["snoozed", { wait, snoozed: { by: "demo_ana" } }]);
    expect(restored(conversation, waitingSaved).context).toMatchObject({ wait });
  });

  test("EN23 its queue keeps its line and its seats, and goes on with the rules that hold by default", () => {
    const { context } = restored(queue, queueSaved);
    expect(context).toMatchObject({ receipts: 1, rules: { wrapUp: "off" }, present: 1, available: 1 });
    const { waiting, held } = context as Record<string, Iterable<[string, string]>>;
    expect([...waiting!].map(([, id]) => id)).toEqual(["demo_c1.1"]);
    expect([...held!].map(([, id]) => id)).toEqual(["demo_c0.1"]);
  });
});
