import { expect, test } from "vitest";
import { MEMBER_ROLES, RIGHTS, ROLES, may, type Right } from "../../machines/rights.ts";
import { lines } from "./support/truth-table.ts";

/** As docs/design/accounts.md has it, a right a line. */
const TABLE = `
right                 | agent | supervisor | auditor | administrator | customer | entry
conversations.take    | x     | x          |         | x             |          |
conversations.readAny |       | x          | x       | x             |          |
messages.eraseAny     |       |            |         | x             |          |
queue.see             | x     | x          | x       | x             |          |
catalogue.see         | x     | x          | x       | x             |          |
replies.edit          | x     | x          |         | x             |          |
labels.edit           | x     | x          |         | x             |          |
reasons.edit          |       | x          |         | x             |          |
settings.edit         |       | x          |         | x             |          |
members.see           |       | x          | x       | x             |          |
members.manage        |       |            |         | x             |          |
project.edit          |       |            |         | x             |          |
inboxes.manage        |       |            |         | x             |          |
rooms.inspect         |       | x          | x       | x             |          |
audit.read            |       |            | x       | x             |          |
`;

const rights = Object.keys(RIGHTS) as Right[];

test("RI1 each role may do exactly what the table says", () => {
  const rows = rights.map((right) => [right, ...ROLES.map((role) => (may(role, right) ? "x" : ""))].join(" | "));
  expect(lines([["right", ...ROLES].join(" | "), ...rows].join("\n"))).toBe(lines(TABLE));
});

test("RI1 who is nobody, or brings a role that is not in the table, may do nothing", () => {
  for (const right of rights)
    for (const role of ["", "Agent", "admin", "toString", "customer", "entry"]) expect(may(role, right)).toBe(false);
});

test("RI2 an administrator may do everything that anybody of the project may do", () => {
  for (const right of rights)
    for (const role of MEMBER_ROLES) if (may(role, right)) expect(may("administrator", right), right).toBe(true);
});

test("RI3 who only looks on can change nothing", () => {
  const changing = rights.filter((right) => /\.(take|edit|manage)$/.test(right));
  expect(changing).toHaveLength(8);
  expect(changing.filter((right) => may("auditor", right))).toEqual([]);
});
