import { expect, test } from "vitest";
import type { Reason } from "../../machines/vocabulary.ts";
import {
  Centre,
  asks,
  asksBack,
  asksDepartment,
  changed,
  ended,
  enqueued,
  settings,
  snoozed,
  type QueueStep,
} from "./support/centre.ts";

const both = settings(["general", "sales"]);
const ana = changed("ana");
const eva = changed("eva", { departments: ["sales"] });
const away = (agent: string) => changed(agent, { present: false });
const held = [both, ana, enqueued("a")];

test("QU22 a conversation handed to a department waits in its line, at its first arrival time", () => {
  const centre = Centre.after(...held, enqueued("c", { department: "sales" }), asksDepartment("a", "ana", "sales"));
  expect([centre.line("sales"), centre.seat("ana").load]).toEqual([["a", "c"], 0]);
  expect(centre.toldTo("a")).toMatchObject([
    { type: "conversation.moved", department: "sales", position: 1, note: "nota" },
  ]);
  expect(centre.toldTo("ana")).toMatchObject([{ type: "conversation.unassigned", why: "transferred" }]);
  expect(centre.receipts).toHaveLength(1);
});

test("QU22 whoever gets it from that line sees the note and who sent it, and only they do", () => {
  const centre = Centre.after(...held, asksDepartment("a", "ana", "sales"), eva);
  expect(centre.toldTo("eva")).toMatchObject([
    {
      type: "conversation.assigned",
      department: "sales",
      transfer: { fromAgent: "ana", fromName: "ana", note: "nota" },
    },
  ]);
  expect(centre.receipts.at(-1)).toMatchObject({ how: "fromLine", department: "sales", agentId: "eva" });
  centre.take(away("eva")).take(changed("zoe", { departments: ["sales"] }));
  expect(centre.toldTo("zoe")).toMatchObject([{ type: "conversation.assigned", returned: true, transfer: null }]);
});

test("QU22 who hands it over has room for the next of their line at once", () => {
  const centre = Centre.after(...held, enqueued("b"), asksDepartment("a", "ana", "sales"));
  expect([centre.holder("b"), centre.line("general")]).toEqual(["ana", []]);
});

test("QU22 its wait is not counted again", () => {
  const centre = Centre.after(both, enqueued("a"), ana, asksDepartment("a", "ana", "sales"), eva);
  expect([centre.holder("a"), centre.context.figures.waited]).toEqual(["eva", 1]);
});

test.each([
  ["that the project does not have", held, "ana", "moon", "departmentUnknown"],
  ["in which it is", held, "ana", "general", "sameDepartment"],
  ["by somebody who does not hold it", [...held, changed("luis")], "luis", "sales", "notYourConversation"],
  ["after its end", [...held, ended("a")], "ana", "sales", "conversationNotOpen"],
  ["after it was put aside", [...held, snoozed("a", "ana")], "ana", "sales", "notYourConversation"],
] satisfies [string, QueueStep[], string, string, Reason][])(
  "QU22 handing over to a department %s is declined with its reason",
  (_, steps, from, department, reason) => {
    const centre = Centre.after(...steps);
    const before = centre.context;
    centre.take(asksDepartment("a", from, department));
    expect(centre.told).toEqual([{ room: "a", type: "transfer.declined", conversation: 1, to: department, reason }]);
    expect(centre.context).toBe(before);
  },
);

const handed = [...held, changed("luis"), asks("a", "ana", "luis")];
const inLine = [...held, asksDepartment("a", "ana", "sales")];

test("QU23 who handed a conversation to a colleague gets it back, and the colleague has room again", () => {
  const centre = Centre.after(
    ...handed,
    changed("ana", { available: false }),
    enqueued("b"),
    asksBack("a", "ana", "luis"),
  );
  expect([centre.holder("a"), centre.holder("b")]).toEqual(["ana", "luis"]);
  expect(centre.receipts.at(-2)).toMatchObject({ conversationId: "a.1", agentId: "ana", how: "undone" });
  expect(centre.toldTo("luis")[0]).toMatchObject({
    type: "conversation.unassigned",
    conversationId: "a.1",
    why: "undone",
  });
  expect(centre.toldTo("ana")).toMatchObject([
    { type: "conversation.assigned", conversationId: "a.1", transfer: null },
  ]);
  expect(centre.toldTo("a")).toMatchObject([{ type: "transfer.undone", agentId: "ana", department: "general" }]);
});

test("QU23 who handed it to a department gets it back from its line, in the department where it was", () => {
  const centre = Centre.after(...inLine, asksBack("a", "ana", null));
  expect([centre.holder("a"), centre.line("sales")]).toEqual(["ana", []]);
  expect(centre.entry("a")).toMatchObject({ department: "general", transfer: null, movedFrom: null, enqueuedAt: 3000 });
  expect(centre.toldTo("a")).toMatchObject([{ type: "transfer.undone", agentId: "ana", department: "general" }]);
});

test("QU23 a department that is no more is not gone back to", () => {
  const centre = Centre.after(...inLine, settings(["sales", "help"]), asksBack("a", "ana", null));
  expect(centre.entry("a")).toMatchObject({ agentId: "ana", department: "sales" });
});

test.each([
  ["who has it", held, "ana", "sameAgent"],
  ["with no room", [...handed, enqueued("b")], "luis", "agentAtCapacity"],
  ["who is not there", [...handed, away("ana")], "luis", "agentNotPresent"],
  [
    "when the colleague has it no more",
    [...handed, changed("ana", { available: false }), away("luis"), changed("zoe")],
    "luis",
    "nothingToUndo",
  ],
  ["when somebody of the department has it", [...inLine, eva], null, "nothingToUndo"],
  ["when the colleague has put it aside", [...handed, snoozed("a", "luis")], null, "nothingToUndo"],
  ["after its end", [...handed, ended("a")], "luis", "conversationNotOpen"],
] satisfies [string, QueueStep[], string | null, Reason][])(
  "QU23 one %s gets nothing back and is told why",
  (_, steps, holder, reason) => {
    const centre = Centre.after(...steps);
    const before = centre.context;
    centre.take(asksBack("a", "ana", holder));
    expect(centre.told).toEqual([{ room: "a", type: "undo.declined", conversation: 1, reason }]);
    expect(centre.context).toBe(before);
  },
);
