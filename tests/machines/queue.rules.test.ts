import { expect, test } from "vitest";
import { DEFAULT_RULES } from "../../machines/vocabulary.ts";
import { Centre, asks, asksPlace, changed, ended, enqueued, settings } from "./support/centre.ts";

const roomy = (agent: string, departments = ["general"]) => changed(agent, { capacity: 6, departments });
const away = (agent: string) => changed(agent, { present: false });
const waiting = (...threads: string[]) => threads.map((thread) => enqueued(thread));
/** Who got what, in order of assignment. */
const given = (centre: Centre) =>
  centre.receipts.map(({ conversationId, agentId }) => `${conversationId} → ${agentId}`);

test("QU1 a conversation that arrives again changes nothing, waiting or held", () => {
  for (const steps of [waiting("rosa"), [changed("ana"), ...waiting("rosa")]]) {
    const centre = Centre.after(...steps);
    const before = centre.context;
    centre.take(enqueued("rosa"));
    expect([centre.context === before, centre.told, centre.timers]).toEqual([true, [], []]);
  }
});

test("QU1 what concerns a conversation that the queue does not have changes nothing", () => {
  const centre = Centre.after(changed("ana"), ...waiting("rosa"));
  const before = centre.context;
  for (const step of [ended("nobody"), ended("rosa", 0), ended("rosa", 2)]) {
    centre.take(step);
    expect([centre.context === before, centre.told]).toEqual([true, []]);
  }
});

test("QU1 an end that comes twice frees one slot", () => {
  const centre = Centre.after(roomy("ana"), ...waiting("rosa", "juan"), ended("rosa"), ended("rosa"));
  expect(centre.seat("ana").load).toBe(1);
});

test("QU2 a department that the project does not have leads to the first line", () => {
  const centre = Centre.after(settings(["general", "sales"]), enqueued("rosa", { department: "moon" }));
  expect(centre.line("general")).toEqual(["rosa"]);
});

test("QU2 when a department is closed, those in its line go on in the first one by their time of arrival", () => {
  const centre = Centre.after(
    settings(["general", "sales"]),
    enqueued("rosa"),
    enqueued("juan", { department: "sales" }),
    enqueued("eva"),
    settings(["general"]),
  );
  expect(centre.line()).toEqual(["rosa", "juan", "eva"]);
  expect(centre.timers.map(({ id }) => id)).toContain("positions");
  expect(centre.take(roomy("ana")).receipts).toHaveLength(3);
});

test("QU2 a conversation held while its department is closed comes back to the first line", () => {
  const centre = Centre.after(
    settings(["general", "sales"]),
    roomy("ana", ["sales"]),
    enqueued("rosa", { department: "sales" }),
    settings(["general"]),
  );
  expect(centre.holder("rosa")).toBe("ana");
  expect(centre.take(away("ana")).line()).toEqual(["rosa"]);
});

test("QU3 the line is given away in order of arrival", () => {
  const centre = Centre.after(...waiting("rosa", "juan", "eva"), changed("ana"), ended("rosa"), ended("juan"));
  expect(given(centre)).toEqual(["rosa.1 → ana", "juan.1 → ana", "eva.1 → ana"]);
});

test("QU3 who wrote first is first, even if the message took longer", () => {
  const centre = Centre.after({ ...enqueued("juan", { enqueuedAt: 900 }), at: 1000 });
  centre.take({ ...enqueued("rosa", { enqueuedAt: 800 }), at: 1100 });
  expect(centre.line()).toEqual(["rosa", "juan"]);
  expect(centre.toldTo("rosa")).toMatchObject([{ type: "conversation.placed", position: 1 }]);
});

test("QU3 a clock that runs ahead gains no place and loses none", () => {
  const centre = Centre.after({ ...enqueued("rosa", { enqueuedAt: 9_999_999 }), at: 1000 }, ...waiting("juan"));
  expect(centre.line()).toEqual(["rosa", "juan"]);
});

test("QU3 nobody of one line waits for another line", () => {
  const centre = Centre.after(
    settings(["general", "sales"]),
    ...waiting("rosa"),
    enqueued("juan", { department: "sales" }),
  );
  expect(given(centre.take(roomy("eva", ["sales"])))).toEqual(["juan.1 → eva"]);
  expect(centre.line()).toEqual(["rosa"]);
});

test.each([
  ["not present", { present: false }],
  ["No Disponible", { available: false }],
  ["full", { capacity: 0 }],
  ["of another department", { departments: ["sales"] }],
  ["of no department", { departments: [] }],
])("QU4 an agent who is %s is given nothing", (_, seat) => {
  const centre = Centre.after(changed("ana", seat), ...waiting("rosa"));
  expect([centre.receipts, centre.line(), centre.state]).toEqual([[], ["rosa"], "backlog"]);
  expect(centre.take(changed("ana")).holder("rosa")).toBe("ana");
});

test("QU4 an agent who becomes free takes no more than their capacity, one after the other", () => {
  const centre = Centre.after(...waiting("a", "b", "c", "d", "e"), changed("ana", { capacity: 3 }));
  expect(centre.seat("ana").load).toBe(3);
  expect(centre.line()).toEqual(["d", "e"]);
});

test("QU4 who gets a conversation, its room and the agent's room are told the same", () => {
  const centre = Centre.after(changed("ana"), { ...enqueued("rosa"), at: 5000 });
  expect(centre.toldTo("ana")).toEqual([
    {
      room: "ana",
      type: "conversation.assigned",
      conversationId: "rosa.1",
      thread: "rosa",
      department: "general",
      channel: "web",
      customerId: "rosa",
      customerName: "rosa",
      enqueuedAt: 5000,
      assignedAt: 5000,
      returned: false,
      transfer: null,
      receipt: 1,
    },
  ]);
  expect(centre.toldTo("rosa").at(-1)).toEqual({
    room: "rosa",
    type: "conversation.assigned",
    conversation: 1,
    agentId: "ana",
    agentName: "ana",
    department: "general",
    rules: DEFAULT_RULES,
  });
});

test("QU5 the lowest load comes first", () => {
  const centre = Centre.after(roomy("ana"), ...waiting("a", "b"), roomy("luis"), ...waiting("c", "d", "e"));
  expect(given(centre).slice(2)).toEqual(["c.1 → luis", "d.1 → luis", "e.1 → ana"]);
});

test("QU5 with equal load, the one whose last assignment is longest ago", () => {
  const centre = Centre.after(roomy("ana"), ...waiting("a"), roomy("luis"), ...waiting("b"), ended("b"), ended("a"));
  centre.take(enqueued("c"));
  expect(given(centre).at(-1)).toBe("c.1 → ana");
  expect(given(centre.take(ended("c")).take(enqueued("d"))).at(-1)).toBe("d.1 → luis");
});

test("QU5 who has never been given one comes before who has", () => {
  const centre = Centre.after(roomy("ana"), ...waiting("a"), ended("a"), roomy("zoe"), ...waiting("b"));
  expect(given(centre).at(-1)).toBe("b.1 → zoe");
});

test("QU5 a transfer taken on counts as an assignment", () => {
  const centre = Centre.after(roomy("ana"), ...waiting("a"), roomy("luis"), asks("a", "ana", "luis"), ended("a"));
  expect(given(centre.take(enqueued("b"))).at(-1)).toBe("b.1 → ana");
});

test("QU6 the conversations of an agent who vanished are in line at their first arrival, flagged", () => {
  const centre = Centre.after(...waiting("a", "b", "c", "d"), changed("ana", { capacity: 2 }), away("ana"));
  expect(centre.line()).toEqual(["a", "b", "c", "d"]);
  expect(["a", "c"].map((thread) => centre.entry(thread)!.returned)).toEqual([true, false]);
  expect(centre.seat("ana").load).toBe(0);
  expect(centre.toldTo("a")).toEqual([{ room: "a", type: "conversation.returned", conversation: 1 }]);
  const lost = centre.toldTo("ana").filter(({ type }) => type === "conversation.unassigned");
  expect(lost.map(({ conversationId, why }) => [conversationId, why])).toEqual([
    ["a.1", "returned"],
    ["b.1", "returned"],
  ]);
});

test("QU6 a colleague with room has them in the same step, and sees that they came back", () => {
  const centre = Centre.after(roomy("ana"), ...waiting("a"), roomy("luis"), away("ana"));
  expect(centre.holder("a")).toBe("luis");
  expect(centre.toldTo("a").map(({ type }) => type)).toEqual(["conversation.returned", "conversation.assigned"]);
  expect(centre.toldTo("luis")).toMatchObject([{ returned: true, enqueuedAt: centre.entry("a")!.enqueuedAt }]);
});

test("QU6 a conversation that was transferred comes back to its own line", () => {
  const centre = Centre.after(settings(["general", "sales"]), roomy("ana"), ...waiting("a"));
  centre
    .take(roomy("eva", ["sales"]))
    .take(asks("a", "ana", "eva"))
    .take(away("ana"))
    .take(away("eva"));
  expect([centre.line("general"), centre.line("sales")]).toEqual([["a"], []]);
});

test("QU10 the receipt says who could have had it, in the order of choice, and how many waited", () => {
  const centre = Centre.after(roomy("ana"), ...waiting("a"), roomy("luis"), roomy("zoe"), {
    ...enqueued("b"),
    at: 9000,
  });
  expect(centre.receipts.at(-1)).toEqual({
    seq: 2,
    at: 9000,
    conversationId: "b.1",
    customerName: "b",
    department: "general",
    agentId: "luis",
    how: "fromLine",
    enqueuedAt: 9000,
    waitMs: null,
    waiting: 1,
    eligible: 3,
    first: [
      {
        agentId: "luis",
        load: 0,
        assignedAt: 0,
      },
      {
        agentId: "zoe",
        load: 0,
        assignedAt: 0,
      },
      {
        agentId: "ana",
        load: 1,
        assignedAt: 2000,
      },
    ],
  });
});

test("QU10 receipts are numbered without gaps, transfers among them, and list at most ten", () => {
  const agents = Array.from({ length: 12 }, (_, index) => roomy(`agent${index}`));
  const centre = Centre.after(...agents, ...waiting("a", "b"), asks("a", "agent0", "agent5"), ...waiting("c"));
  expect(centre.receipts.map(({ seq, how }) => [seq, how])).toEqual([
    [1, "fromLine"],
    [2, "fromLine"],
    [3, "transfer"],
    [4, "fromLine"],
  ]);
  expect(centre.receipts[0]).toMatchObject({ eligible: 12 });
  expect(centre.receipts[0]!.first).toHaveLength(10);
  expect(centre.receipts[2]).toMatchObject({ agentId: "agent5", waiting: 0, eligible: 1, first: [] });
});

test("QU10 each receipt of one step shows the line as it then was", () => {
  const centre = Centre.after(...waiting("a", "b", "c"), changed("ana", { capacity: 2 }));
  expect(centre.receipts.map(({ waiting, first }) => [waiting, first[0]!.load])).toEqual([
    [3, 0],
    [2, 1],
  ]);
});

test("QU11 an agent of two departments gets the head that has waited longest", () => {
  const centre = Centre.after(
    settings(["general", "sales"]),
    enqueued("a", { department: "sales" }),
    enqueued("b"),
    enqueued("c", { department: "sales" }),
    changed("ana", { departments: ["general", "sales"] }),
    ended("a"),
    ended("b"),
  );
  expect(given(centre)).toEqual(["a.1 → ana", "b.1 → ana", "c.1 → ana"]);
});

test("QU11 who leaves a department gets no more from it", () => {
  const centre = Centre.after(
    settings(["general", "sales"]),
    roomy("ana", ["general", "sales"]),
    roomy("ana", ["sales"]),
  );
  expect(centre.take(enqueued("a")).line()).toEqual(["a"]);
});

test("QU12 lowering the capacity below the load takes nothing away and gives nothing new", () => {
  const centre = Centre.after(changed("ana", { capacity: 3 }), ...waiting("a", "b", "c", "d"));
  centre.take(changed("ana", { capacity: 1 }));
  expect([centre.seat("ana").load, centre.line()]).toEqual([3, ["d"]]);
  for (const thread of ["a", "b"]) expect(centre.take(ended(thread)).line()).toEqual(["d"]);
  expect(centre.take(ended("c")).holder("d")).toBe("ana");
});

test("QU12 raising the capacity lets the next ones in at once", () => {
  const centre = Centre.after(changed("ana"), ...waiting("a", "b", "c"), changed("ana", { capacity: 3 }));
  expect([centre.line(), centre.state]).toEqual([[], "clear"]);
});

test("QU13 finishing brings the next of the line in with the same step", () => {
  const centre = Centre.after(changed("ana"), ...waiting("a", "b"), ended("a"));
  expect([centre.holder("b"), centre.entry("a")]).toEqual(["ana", undefined]);
  expect(centre.toldTo("ana").map(({ type }) => type)).toEqual(["conversation.unassigned", "conversation.assigned"]);
});

test("QU13 handing over brings the next of the line to who handed over", () => {
  const centre = Centre.after(settings(["general", "sales"]), changed("ana"), ...waiting("a", "b"));
  centre.take(roomy("eva", ["sales"])).take(asks("a", "ana", "eva"));
  expect([centre.holder("a"), centre.holder("b")]).toEqual(["eva", "ana"]);
});

test("QU13 who becomes No Disponible keeps what they have and is given nothing more", () => {
  const centre = Centre.after(roomy("ana"), ...waiting("a"), changed("ana", { capacity: 6, available: false }));
  expect([centre.take(enqueued("b")).holder("a"), centre.line()]).toEqual(["ana", ["b"]]);
});

test("QU13 who leaves the line while waiting frees nobody's slot", () => {
  const centre = Centre.after(changed("ana"), ...waiting("a", "b", "c"), ended("b"));
  expect([centre.line(), centre.seat("ana").load]).toEqual([["c"], 1]);
});

test("QU15 who asks is told the place and whether anybody is there", () => {
  const centre = Centre.after(changed("ana"), ...waiting("a", "b", "c"));
  const told = (thread: string, conversation = 1) => {
    const [notice] = centre.take(asksPlace(thread, conversation)).toldTo(thread);
    return [notice?.position, notice?.attended];
  };
  expect([told("c"), told("a"), told("new", 0)]).toEqual([
    [2, true],
    [null, true],
    [null, true],
  ]);
  centre.take(changed("ana", { available: false }));
  expect([told("c"), told("new", 0)]).toEqual([
    [2, false],
    [null, false],
  ]);
});

test("QU15 who asks for a department is told whether anybody is there for that one", () => {
  const centre = Centre.after(settings(["general", "sales"]), changed("ana", { departments: ["general"] }));
  const attended = (department: string) =>
    centre.take({ ...asksPlace("new", 0), department }).toldTo("new")[0]?.attended;
  expect([attended("general"), attended("sales"), attended("nowhere")]).toEqual([true, false, true]);
});

test("QU15 an agent who is full is still there to answer", () => {
  const centre = Centre.after(changed("ana"), ...waiting("a", "b"));
  expect(centre.toldTo("b")).toMatchObject([{ position: 1, attended: true }]);
});
