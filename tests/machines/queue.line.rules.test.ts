import { expect, test } from "vitest";
import { Centre, changed, ended, enqueued, named } from "./support/centre.ts";

test("QU16 the queue has a backlog from the first who waits until the last one has been given away or has left", () => {
  const centre = Centre.after(enqueued("rosa"), enqueued("pepe"));
  expect(centre.snapshot.value).toBe("backlog");
  centre.take(changed("ana", { capacity: 1 }));
  expect([centre.holder("rosa"), centre.snapshot.value]).toEqual(["ana", "backlog"]);
  centre.take(ended("pepe"));
  expect(centre.snapshot.value).toBe("clear");
});

test("QU10 the receipt says what the customer was called when they were given away", () => {
  const centre = Centre.after(enqueued("rosa")).take(named("rosa", "Rosa Vidal")).take(changed("ana"));
  expect(centre.receipts.at(-1)).toMatchObject({ conversationId: "rosa.1", customerName: "Rosa Vidal" });
});
