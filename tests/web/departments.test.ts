import { expect, test } from "vitest";
import type { LineView } from "../../party/protocol/queue.ts";
import { outOfReach } from "../../web/panel/state/departments.ts";

const line = ["sales", "support", "sales", "billing"].map((department) => ({ department }) as LineView);

test("who waits for a department that an agent is not of can never come to them", () => {
  expect(outOfReach(line, ["sales"])).toBe(2);
  expect(outOfReach(line, ["sales", "support", "billing"])).toBe(0);
  expect(outOfReach([], ["sales"])).toBe(0);
});
