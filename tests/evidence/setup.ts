/**
 * Records which transitions the tests of machines take (`tests/machines`); the reporter merges what it is told.
 *
 * What is drawn by chance differs by run: a test that runs a property is left out.
 */
import fc from "fast-check";
import { afterEach, beforeEach, expect } from "vitest";
import { isRecorded } from "./files.ts";
import { watchSteps } from "./steps.ts";
import { keep, type Taken } from "./taken.ts";

if (isRecorded(expect.getState().testPath ?? "")) {
  let taken: Taken | undefined;
  beforeEach(() => {
    taken = { transitions: {}, last: [] };
    const mine = taken;
    watchSteps((microsteps, event) => {
      if (event.at !== undefined) keep(mine, microsteps, event.at);
    });
    fc.configureGlobal({
      ...fc.readConfigureGlobal(),
      beforeEach: () => {
        taken = undefined;
        watchSteps(undefined);
      },
    });
  });
  afterEach(({ task }) => {
    if (taken) task.meta.taken = taken;
    watchSteps(undefined);
  });
}
