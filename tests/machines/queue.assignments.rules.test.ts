import { describe, expect, test } from "vitest";
import { DEFAULT_RULES } from "../../machines/vocabulary.ts";
import { Centre, asks, changed, ended, enqueued, ruled } from "./support/centre.ts";

const assignedTo = (centre: Centre, thread: string) =>
  centre.toldTo(thread).find(({ type }) => type === "conversation.assigned");

describe("the project's rules", () => {
  test("QU17 go with each assignment, as they were told last", () => {
    const centre = Centre.after(changed("ana", { capacity: 9 }), enqueued("rosa"));
    expect(assignedTo(centre, "rosa")).toMatchObject({ rules: DEFAULT_RULES });
    centre.take(ruled("required", 5000)).take(enqueued("pepe"));
    expect(assignedTo(centre, "pepe")).toMatchObject({ rules: { wrapUp: "required", reopenMs: 5000 } });
    centre.take(ruled("off", 0)).take(enqueued("juan"));
    expect(assignedTo(centre, "juan")).toMatchObject({ rules: { wrapUp: "off", reopenMs: 0 } });
  });

  test("QU17 go with a transfer to a colleague", () => {
    const centre = Centre.after(changed("ana"), enqueued("rosa"), changed("luis"), ruled("optional", 7000));
    centre.take(asks("rosa", "ana", "luis"));
    expect(centre.toldTo("rosa")).toMatchObject([
      { type: "conversation.transferred", rules: { wrapUp: "optional", reopenMs: 7000 } },
    ]);
  });

  test("QU17 change nothing else, and tell nobody", () => {
    const centre = Centre.after(changed("ana"), enqueued("rosa"), enqueued("pepe"));
    const { rules: _, ...before } = centre.context;
    centre.take(ruled("required"));
    const { rules, ...after } = centre.context;
    expect(rules).toEqual({ wrapUp: "required", reopenMs: 60_000 });
    expect(after).toEqual(before);
    expect(centre.told).toEqual([]);
  });
});

describe("receipts", () => {
  test("QU18 each assignment names the receipt that says why", () => {
    const centre = Centre.after(changed("ana", { capacity: 1 }), changed("luis", { capacity: 2 }));
    for (const thread of ["rosa", "pepe", "juan"]) {
      centre.take(enqueued(thread));
      const agent = centre.holder(thread)!;
      const [notice] = centre.toldTo(agent);
      const receipt = centre.receipts.find(({ seq }) => seq === notice!.receipt);
      expect(receipt).toMatchObject({ conversationId: `${thread}.1`, agentId: agent, at: centre.now });
    }
    expect(centre.receipts.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test("QU18 several assignments of one step name one each, and a transfer its own", () => {
    const centre = Centre.after(enqueued("rosa"), enqueued("pepe"), changed("ana", { capacity: 2 }));
    expect(centre.toldTo("ana").map(({ conversationId, receipt }) => [conversationId, receipt])).toEqual([
      ["rosa.1", 1],
      ["pepe.1", 2],
    ]);
    centre.take(changed("luis")).take(asks("pepe", "ana", "luis"));
    expect(centre.toldTo("luis")).toMatchObject([{ conversationId: "pepe.1", receipt: 3 }]);
    expect(centre.receipts[2]).toMatchObject({ how: "transfer", agentId: "luis" });
    centre.take(ended("rosa"));
    expect(centre.receipts).toHaveLength(3);
  });
});
