import { expect, test } from "vitest";
import { draftsOf, type Failed } from "../../web/panel/state/drafts.ts";
import { tomorrowAt } from "../../web/panel/state/snoozing.ts";
import { keepIn } from "../../web/shared/stored.ts";

const inMemory = () =>
  keepIn(() => {
    throw new Error("storage is forbidden here");
  });
const refused: Failed = { commandId: "c1", text: "Buenos días", mode: "answer", reason: "notNow" };

test("a note that is being written is never taken for an answer", () => {
  const drafts = draftsOf("demo_ana", inMemory());
  drafts.write("demo_x.1", "Hola", "answer");
  drafts.write("demo_x.1", "Cuidado con este", "note");
  expect(drafts.read("demo_x.1")).toBe("Hola");
  expect(drafts.read("demo_x.1", "note")).toBe("Cuidado con este");
});

test("what was not sent is given back in the order in which it was written, and can be forgotten", () => {
  const drafts = draftsOf("demo_ana", inMemory());
  drafts.keepFailed("demo_x.1", [refused]);
  drafts.write("demo_x.1", "y otra cosa");
  expect(drafts.unsent("demo_x.1")).toBe("Buenos días\ny otra cosa");
  expect(drafts.all()).toEqual(["demo_x.1"]);
  drafts.forget("demo_x.1");
  expect(drafts.unsent("demo_x.1")).toBe("");
  expect(drafts.all()).toEqual([]);
});

test("tomorrow at nine is nine by the clock, also when the clocks change in between", () => {
  for (const now of ["2026-03-28T10:00", "2026-10-24T10:00", "2026-12-31T23:59"]) {
    const at = new Date(tomorrowAt(9, new Date(now).getTime()));
    expect([at.getHours(), at.getMinutes()]).toEqual([9, 0]);
    expect(at.getTime()).toBeGreaterThan(new Date(now).getTime());
    expect(at.getTime() - new Date(now).getTime()).toBeLessThan(48 * 3_600_000);
  }
});
