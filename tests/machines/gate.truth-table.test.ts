import { expect, test } from "vitest";
import { gateMachine, type GateEvent } from "../../machines/gate.ts";
import { Gate, begins, releases, rests } from "./support/gate.ts";
import { lines, omissions, render, unanswered, type TruthTable } from "./support/truth-table.ts";

const HOUR_MS = 3_600_000;

/** One key has used up what is free, the last of it at 5; another one has tried once. */
const counting = Gate.after(...[1, 2, 3, 4, 5].map((n) => begins(`a${n}`, n)), begins("l1", 1, "luis"));
const states = { calm: new Gate().snapshot, counting: counting.snapshot };

const events = {
  "attempt.begun of a new key": begins("x", 6, "marta"),
  "attempt.begun of a known key": begins("x", 6, "luis"),
  "attempt.begun again": begins("l1", 6, "luis"),
  "attempt.begun too soon": begins("x", 6),
  "attempt.begun after the wait": begins("x", 1005),
  "attempt.released": releases("l1", 6, "luis"),
  "attempt.released of another": releases("x", 6),
  "attempt.released of a new key": releases("x", 6, "marta"),
  "rest.ended early": rests(6),
  "rest.ended": rests(5 + HOUR_MS),
} satisfies Record<string, GateEvent>;

const table: TruthTable = { machine: gateMachine, states, events };

const TABLE = `
event                         | calm     | counting
attempt.begun of a new key    | counting | counting
attempt.begun of a known key  | counting | counting
attempt.begun again           | counting | ·
attempt.begun too soon        | counting | no: tooSoon
attempt.begun after the wait  | counting | counting
attempt.released              | ·        | counting
attempt.released of another   | ·        | ·
attempt.released of a new key | ·        | ·
rest.ended early              | ·        | counting
rest.ended                    | ·        | calm
`;

test("a gate does in both its states with every event what the table says", () => {
  expect(render(table)).toBe(lines(TABLE));
});

test("the table of the gate leaves out no state and no event", () => {
  expect(omissions(table)).toEqual([]);
});

test("whoever knocks at a gate is answered", () => {
  expect(unanswered(table, gateMachine.events as string[])).toEqual([]);
});
