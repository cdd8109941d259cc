import { describe, expect, test } from "vitest";
import { createActor } from "xstate";
import { NO_FACTS, type Facts } from "../../web/tour/facts.ts";
import { readKept, writeKept } from "../../web/tour/kept.ts";
import { STEP_NAMES, stepOf, type StepName } from "../../web/tour/steps.ts";
import { isWaiting, placeIn, tourMachine, type TourEvent } from "../../web/tour/tour-machine.ts";

/** What the rooms say once a step has been done, after those before it. */
const DOES: Record<StepName, Partial<Facts>> = {
  accept: { available: true },
  open: { opened: ["a.1"] },
  answer: { answered: ["a"] },
  reply: { replied: true },
  note: { noted: true },
  transfer: { handedOver: true },
  undo: { hadBack: true },
  aside: { labelled: true },
  several: { answered: ["a", "b", "c"] },
  finish: { finished: true },
  pause: { paused: true, available: false },
};

function walk(from: StepName | null = null, done: readonly StepName[] = []) {
  const actor = createActor(tourMachine, { input: { from, done } }).start();
  const send = (type: Exclude<TourEvent["type"], "facts.changed">) => actor.send({ type });
  return {
    at: () => placeIn(actor.getSnapshot().value),
    isKnown: () => isWaiting(actor.getSnapshot().value),
    context: () => actor.getSnapshot().context,
    isOver: () => actor.getSnapshot().status === "done",
    send,
    learn: (facts: Partial<Facts>) =>
      actor.send({ type: "facts.changed", facts: { ...actor.getSnapshot().context.facts, ...facts } }),
  };
}

test("each step is reached by doing the one before it, and the last one done ends the tour (TO2)", () => {
  const tour = walk();
  tour.send("tour.next");
  for (const step of STEP_NAMES) {
    expect([tour.at(), tour.isKnown()]).toEqual([step, false]);
    tour.learn(DOES[step]);
    expect(tour.context().justDone).toBe(step);
  }
  expect(tour.at()).toBe("finished");
  expect(tour.context().done).toEqual(STEP_NAMES);
});

test("no button of the guide does a step (TO2)", () => {
  for (const step of STEP_NAMES) {
    const tour = walk(step);
    tour.send("tour.resume");
    tour.send("tour.next");
    tour.send("tour.resume");
    expect([tour.at(), tour.context().done]).toEqual([step, []]);
  }
});

test("a fact about another step moves nothing", () => {
  const tour = walk();
  tour.send("tour.next");
  tour.learn({ noted: true, labelled: true });
  expect([tour.at(), tour.isKnown()]).toEqual(["accept", false]);
});

test("what was done before its step was reached is known there, and waits until one goes on (TO3)", () => {
  const tour = walk();
  tour.send("tour.next");
  tour.learn({ opened: ["a.1"] });
  tour.learn({ available: true });
  expect([tour.at(), tour.isKnown(), tour.context().done]).toEqual(["open", true, ["open", "accept"]]);
  tour.learn({ noted: true });
  expect(tour.at()).toBe("open");
  tour.send("tour.next");
  expect([tour.at(), tour.isKnown(), tour.context().justDone]).toEqual(["answer", false, null]);
});

describe("every step can be (TO4)", () => {
  test.each(
    STEP_NAMES.map(
      (step, index) => [step, STEP_NAMES[index + 1] ?? "finished", STEP_NAMES[index - 1] ?? "welcome"] as const,
    ),
  )("passed over, gone back from and left: %s", (step, next, before) => {
    for (const [how, where] of [
      ["tour.skip", next],
      ["tour.back", before],
      ["tour.leave", "left"],
    ] as const) {
      const tour = walk(step);
      tour.send("tour.resume");
      tour.send(how);
      expect([how, tour.at(), tour.isOver()]).toEqual([how, where, where === "left"]);
      expect(tour.context().done).toEqual([]);
    }
  });
});

test("one goes back from the end, and leaves from there and from the beginning (TO4)", () => {
  const tour = walk("pause");
  tour.send("tour.resume");
  tour.send("tour.skip");
  tour.send("tour.back");
  expect(tour.at()).toBe("pause");
  for (const begun of [walk(), walk("pause")]) {
    begun.send("tour.leave");
    expect(begun.isOver()).toBe(true);
  }
});

test("who comes back goes on where they left, with what they had done, or from the beginning (TO6)", () => {
  const kept = readKept(writeKept("note", ["answer", "accept"]));
  expect(kept).toEqual({ from: "note", done: ["accept", "answer"] });
  const tour = walk(kept.from, kept.done);
  tour.send("tour.resume");
  expect([tour.at(), tour.context().done]).toEqual(["note", ["accept", "answer"]]);
  const anew = walk(kept.from, kept.done);
  anew.send("tour.next");
  expect(anew.at()).toBe("accept");
});

test.each([null, "", "no", "finished accept,open", "elsewhere x", "__proto__ "])(
  "where nothing is kept of a step, the tour begins at its beginning: %s (TO6)",
  (said) => {
    expect(readKept(said)).toEqual({ from: null, done: [] });
    const tour = walk(null);
    tour.send("tour.resume");
    expect(tour.at()).toBe("welcome");
  },
);

test("no step is done before anything has happened", () => {
  expect(STEP_NAMES.filter((step) => stepOf(step).isDone(NO_FACTS))).toEqual([]);
});
