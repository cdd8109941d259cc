import { expect, test } from "vitest";
import { Gate, releases, rests } from "./support/gate.ts";

test("GA3 GA4 where nobody has tried anything lately, nothing can be taken back, and nothing is left to forget", () => {
  const gate = new Gate();
  const { snapshot } = gate;
  for (const step of [releases("t1", 1000), rests(2000)]) {
    expect(gate.take(step)).toBeUndefined();
    expect([gate.snapshot === snapshot, gate.asked]).toEqual([true, []]);
  }
});
