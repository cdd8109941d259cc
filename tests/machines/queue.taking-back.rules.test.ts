import { expect, test } from "vitest";
import type { Reason } from "../../machines/vocabulary.ts";
import { Centre, asksReopen, changed, ended, enqueued, settings, type QueueStep } from "./support/centre.ts";

const roomy = (agent: string, departments = ["general"]) => changed(agent, { capacity: 6, departments });
const away = (agent: string) => changed(agent, { present: false });
const over = [roomy("ana"), enqueued("a"), ended("a")];

test("QU20 who finished a conversation gets it back, although there are others with less to do", () => {
  const centre = Centre.after(...over, enqueued("b"), roomy("luis"), asksReopen("a", "ana", 2000));
  expect(centre.entry("a")).toMatchObject({ agentId: "ana", enqueuedAt: 2000 });
  expect([centre.seat("ana").load, centre.receipts.at(-1)]).toMatchObject([
    2,
    { conversationId: "a.1", agentId: "ana", how: "reopened", eligible: 1, waiting: 0 },
  ]);
  expect(centre.toldTo("ana")).toMatchObject([
    { type: "conversation.assigned", conversationId: "a.1", enqueuedAt: 2000 },
  ]);
  expect(centre.toldTo("a")).toMatchObject([
    { type: "conversation.reopened", conversation: 1, agentId: "ana", agentName: "ana" },
  ]);
});

test("QU20 they need not be Disponible for it, and nobody who waits is given to them by that", () => {
  const centre = Centre.after(...over, changed("ana", { available: false, capacity: 2 }), enqueued("b"));
  centre.take(asksReopen("a", "ana"));
  expect([centre.holder("a"), centre.line()]).toEqual(["ana", ["b"]]);
});

test.each([
  ["who is not there", [...over, away("ana")], "ana", "agentNotPresent"],
  ["who is full", [...over, changed("ana"), enqueued("b")], "ana", "agentAtCapacity"],
  ["whom nobody knows", over, "luis", "agentUnknown"],
  ["of a conversation that somebody has", [roomy("ana"), roomy("luis"), enqueued("a")], "luis", "notYourConversation"],
] satisfies [string, QueueStep[], string, Reason][])(
  "QU20 one %s gets nothing back and is told why",
  (_, steps, agent, reason) => {
    const centre = Centre.after(...steps);
    const before = centre.context;
    centre.take(asksReopen("a", agent));
    expect(centre.told).toEqual([{ room: "a", type: "reopen.declined", conversation: 1, reason }]);
    expect(centre.context).toBe(before);
  },
);

test("QU20 a conversation opened again is in the books like any other: its wait is not counted again, not even if it comes back", () => {
  const centre = Centre.after(settings(), ...over, asksReopen("a", "ana", 2000), away("ana"), {
    ...roomy("luis"),
    at: 99_000,
  });
  expect([centre.holder("a"), centre.context.figures.waited]).toEqual(["luis", 0]);
  expect(centre.take(ended("a")).seat("luis").load).toBe(0);
});
