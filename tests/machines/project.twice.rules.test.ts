/** What a project is told again, or of what is not there, and what it cannot keep. */
import { describe, expect, test } from "vitest";
import { NAME_MAX_CHARS } from "../../machines/catalogue.ts";
import { describes, disables, enables, invites, letterDue } from "./support/members.ts";
import { Project, opens, savesReply, week, type ProjectStep } from "./support/project.ts";

/** Nothing comes of it. */
function ignores(project: Project, step: ProjectStep): void {
  const { snapshot } = project;
  expect([step.type, project.take(step), project.asked]).toEqual([step.type, undefined, []]);
  expect(project.snapshot).toBe(snapshot);
}

describe("said twice, or of what is not there", () => {
  test("IN12 an inbox that is not there is not taken away", () => {
    ignores(Project.after(describes()), { type: "inbox.removed", id: "wa777" });
  });

  test("ME1 the letter of an invitation before is not sent again", () => {
    ignores(Project.after(describes(), invites()), letterDue("7"));
  });

  test("ME3 who is disabled is disabled once, and who is not is not enabled", () => {
    ignores(Project.after(describes()), enables());
    ignores(Project.after(describes(), disables()), disables());
  });
});

test("PR3 a reply has a name, and that has an end", () => {
  expect(new Project().take(savesReply("saludo", { title: " " }))).toBe("nameMissing");
  expect(new Project().take(savesReply("saludo", { title: "x".repeat(NAME_MAX_CHARS + 1) }))).toBe("nameTooLong");
  expect(new Project().take(savesReply("saludo", { title: "x".repeat(NAME_MAX_CHARS) }))).toBeUndefined();
});

test("PR8 spans of a day are in order, and none over another", () => {
  const over = [
    { from: 540, to: 840 },
    { from: 800, to: 900 },
  ];
  expect(Project.after(describes()).take(opens(week([over])))).toBe("hoursOverlap");
});
