import { expect, test } from "vitest";
import type { Author } from "../../machines/vocabulary.ts";
import { Project, type ProjectStep } from "./support/project.ts";

const describes = (role: "administrator" | "supervisor", ...state: "disabled"[]): ProjectStep[] => {
  const person = { email: "", account: `a${"0".repeat(40)}`, name: "Ana", departments: [], capacity: null };
  const people = [
    { ...person, id: "demo_ana", role },
    { ...person, id: "demo_eva", role: "administrator" as const },
  ];
  const by: Author = { id: "demo_eva", role: "administrator", project: "demo" };
  return [
    { type: "project.described", name: "Tienda", timeZone: "UTC", departments: [], people },
    ...state.map((): ProjectStep => ({ type: "member.disabled", id: "demo_ana", by })),
  ];
};
const replaces = (sealed: string, id = "demo_ana"): ProjectStep => ({
  type: "widgetKey.replaced",
  sealed,
  by: { id, role: "administrator", project: "demo", name: "Ana" },
});

test("WK1 a new key takes the old one's place, with the time at which it was made, and is noted without what it says", () => {
  const project = Project.after(...describes("administrator"), replaces("one"));
  expect(project.context.widgetKey).toEqual({ sealed: "one", at: 1000 });
  expect(project.take(replaces("two"))).toBeUndefined();
  expect(project.context.widgetKey).toEqual({ sealed: "two", at: 1000 });
  const [noted, ...more] = project.asked;
  expect(more).toEqual([]);
  expect(noted).toMatchObject({
    type: "keepAudit",
    params: { row: { what: "settingsChanged", detail: "widgetKey", by: "demo_ana", byName: "Ana", seq: 2 } },
  });
});

test("WK1 who is no administrator any more replaces no key, whatever their screen was let in with", () => {
  for (const steps of [describes("supervisor"), describes("administrator", "disabled")]) {
    const project = Project.after(...steps);
    expect(project.take(replaces("one"))).toBe("rightsChanged");
    expect(project.context.widgetKey).toBeNull();
  }
});
