import { expect, test } from "vitest";
import { Centre, asksPlace, changed, ended, enqueued, settings, snoozed, woken } from "./support/centre.ts";

const away = (agent: string) => changed(agent, { present: false });
const aside = [changed("ana"), enqueued("a"), snoozed("a", "ana")];
const types = (centre: Centre, room: string) => centre.toldTo(room).map(({ type }) => type);

test("QU21 putting a conversation aside frees the slot, and the next of the line comes in at once", () => {
  const centre = Centre.after(changed("ana"), enqueued("a"), enqueued("b"), snoozed("a", "ana"));
  expect([centre.holder("b"), centre.entry("a")?.snoozedBy, centre.line()]).toEqual(["ana", "ana", []]);
  expect(centre.toldTo("ana")).toMatchObject([
    { type: "conversation.unassigned", conversationId: "a.1", why: "snoozed" },
    { type: "conversation.snoozed", conversationId: "a.1", thread: "a", customerName: "a", until: 1_000_000 },
    { type: "conversation.assigned", conversationId: "b.1" },
  ]);
});

test("QU21 what is put aside waits in no line, is given to nobody and has no place", () => {
  const centre = Centre.after(...aside, changed("luis"));
  expect([centre.state, centre.holder("a"), centre.seat("luis").load]).toEqual(["clear", null, 0]);
  centre.take(asksPlace("a"));
  expect(centre.toldTo("a")).toMatchObject([{ type: "conversation.placed", position: null }]);
});

test("QU21 back, it goes to who put it aside, although there are others with less to do", () => {
  const centre = Centre.after(
    changed("ana", { capacity: 6 }),
    enqueued("a"),
    enqueued("b"),
    snoozed("a", "ana"),
    changed("luis"),
    woken("a"),
  );
  expect([centre.holder("a"), centre.entry("a")]).toMatchObject(["ana", { snoozedBy: null, enqueuedAt: 2000 }]);
  expect(centre.receipts.at(-1)).toMatchObject({ conversationId: "a.1", agentId: "ana", how: "woken", eligible: 1 });
  expect(types(centre, "ana")).toEqual(["conversation.woken", "conversation.assigned"]);
  expect(types(centre, "a")).toEqual(["conversation.rejoined", "conversation.assigned"]);
});

test.each([
  ["not there", away("ana")],
  ["No Disponible", changed("ana", { available: false })],
  ["full", enqueued("b")],
])("QU21 where who put it aside is %s, it waits in its line at its first arrival time", (_, step) => {
  const centre = Centre.after(...aside, step, enqueued("c"), woken("a"));
  expect(centre.line()).toEqual(["a", "c"]);
  expect(centre.toldTo("a")).toMatchObject([{ type: "conversation.rejoined", position: 1 }]);
  expect(types(centre, "ana")[0]).toBe("conversation.woken");
  expect(types(centre, "ana")).not.toContain("conversation.assigned");
  expect(centre.take(changed("luis")).holder("a")).toBe("luis");
});

test("QU21 who asks for it themselves need not be Disponible, but must have room", () => {
  const centre = Centre.after(...aside, changed("ana", { available: false }), woken("a", "agent"));
  expect(centre.holder("a")).toBe("ana");
  const full = Centre.after(...aside, enqueued("b"), woken("a", "agent"));
  expect([full.holder("a"), full.line()]).toEqual([null, ["a"]]);
});

test("QU21 nobody who waits for who put it aside can be overtaken, for then nobody waits", () => {
  const centre = Centre.after(settings(["general", "sales"]), ...aside, enqueued("b"), enqueued("c"));
  expect([centre.holder("b"), centre.line()]).toEqual(["ana", ["c"]]);
  centre.take(ended("b"));
  expect(centre.holder("c")).toBe("ana");
  expect(centre.take(ended("c")).take(woken("a")).holder("a")).toBe("ana");
});

test("QU21 a wait that was counted is not counted again", () => {
  const centre = Centre.after(enqueued("a"), changed("ana"), snoozed("a", "ana"), away("ana"), woken("a"));
  centre.take({ ...changed("luis"), at: 99_000 });
  expect([centre.holder("a"), centre.context.figures.waited]).toEqual(["luis", 1]);
});

test("QU21 wherever it is when the queue hears of it: who puts it aside has the last word", () => {
  const waiting = Centre.after(changed("ana"), enqueued("a"), away("ana"), snoozed("a", "ana"));
  expect([waiting.state, waiting.line()]).toEqual(["clear", []]);
  const taken = Centre.after(changed("ana"), enqueued("a"), changed("luis"), away("ana"), snoozed("a", "ana"));
  expect([taken.holder("a"), taken.seat("luis").load]).toEqual([null, 0]);
  expect(taken.toldTo("luis")).toMatchObject([{ type: "conversation.unassigned", why: "snoozed" }]);
});

test("QU21 what ends while it is put aside leaves the list of who put it aside", () => {
  const centre = Centre.after(...aside, ended("a"));
  expect(centre.told).toMatchObject([{ room: "ana", type: "conversation.woken", conversationId: "a.1" }]);
  expect(centre.entry("a")).toBeUndefined();
});

test("QU21 waking what is not put aside, and putting aside what is, changes nothing", () => {
  for (const centre of [Centre.after(...aside, snoozed("a", "luis")), Centre.after(...aside, woken("b"))])
    expect([centre.told, centre.entry("a")?.snoozedBy]).toEqual([[], "ana"]);
});

test("QU21 when its department is closed meanwhile, it comes back to the first line", () => {
  const centre = Centre.after(
    settings(["general", "sales"]),
    changed("eva", { departments: ["sales"] }),
    enqueued("a", { department: "sales" }),
    snoozed("a", "eva"),
    away("eva"),
    settings(["general"]),
    woken("a"),
  );
  expect(centre.line("general")).toEqual(["a"]);
});
