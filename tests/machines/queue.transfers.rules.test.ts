import { expect, test } from "vitest";
import type { Reason } from "../../machines/vocabulary.ts";
import { Centre, asks, changed, ended, enqueued, settings, type QueueStep } from "./support/centre.ts";

const roomy = (agent: string, departments = ["general"]) => changed(agent, { capacity: 6, departments });
const away = (agent: string) => changed(agent, { present: false });
const waiting = (...threads: string[]) => threads.map((thread) => enqueued(thread));

const two = [changed("ana"), ...waiting("a")];
test.each([
  [
    "of a conversation that is over",
    [changed("ana"), ...waiting("a"), ended("a")],
    "ana",
    "luis",
    "conversationNotOpen",
  ],
  ["of a conversation that waits again", [...two, away("ana")], "ana", "luis", "notYourConversation"],
  ["of a colleague's conversation", [...two, roomy("luis")], "luis", "ana", "notYourConversation"],
  ["to somebody nobody knows", two, "ana", "luis", "agentUnknown"],
  ["to oneself", two, "ana", "ana", "sameAgent"],
  ["to a colleague who is not there", [...two, away("luis")], "ana", "luis", "agentNotPresent"],
  [
    "to a colleague who is No Disponible",
    [...two, changed("luis", { available: false })],
    "ana",
    "luis",
    "agentUnavailable",
  ],
  ["to a colleague who is full", [...two, changed("luis", { capacity: 0 })], "ana", "luis", "agentAtCapacity"],
] satisfies [string, QueueStep[], string, string, Reason][])(
  "QU7 a transfer %s is declined with its reason",
  (_, steps, from, to, reason) => {
    const centre = Centre.after(...steps);
    const before = centre.context;
    centre.take(asks("a", from, to));
    expect(centre.told).toEqual([{ room: "a", type: "transfer.declined", conversation: 1, to, reason }]);
    expect(centre.context).toBe(before);
  },
);

test("QU7 a colleague with room gets the conversation with the note, also one of another department", () => {
  const centre = Centre.after(settings(["general", "sales"]), changed("ana"), ...waiting("a"), roomy("eva", ["sales"]));
  centre.take(asks("a", "ana", "eva"));
  expect([centre.holder("a"), centre.seat("ana").load, centre.seat("eva").load]).toEqual(["eva", 0, 1]);
  expect(centre.toldTo("ana")).toMatchObject([{ type: "conversation.unassigned", why: "transferred" }]);
  expect(centre.toldTo("eva")).toMatchObject([{ transfer: { fromAgent: "ana", fromName: "ana", note: "nota" } }]);
  expect(centre.toldTo("a")).toMatchObject([{ type: "conversation.transferred", agentId: "eva", note: "nota" }]);
});
