import { expect, test } from "vitest";
import { describes, disables, john, person } from "./support/members.ts";
import { Project, type ProjectStep } from "./support/project.ts";

const replaces = (sealed: string, id = john.id): ProjectStep => ({
  type: "widgetKey.replaced",
  sealed,
  by: { ...john, id },
});

test("WK1 a new key takes the old one's place, with the time at which it was made, and is noted without what it says", () => {
  const project = Project.after(describes(), replaces("one"));
  expect(project.context.widgetKey).toEqual({ sealed: "one", at: 1000 });
  expect(project.take(replaces("two"))).toBeUndefined();
  expect(project.context.widgetKey).toEqual({ sealed: "two", at: 1000 });
  const [noted, ...more] = project.asked;
  expect(more).toEqual([]);
  expect(noted).toMatchObject({
    type: "keepAudit",
    params: { row: { what: "settingsChanged", detail: "widgetKey", by: john.id, byName: "john", seq: 2 } },
  });
  expect(JSON.stringify(noted)).not.toContain("two");
});

test("WK1 who is no administrator any more replaces no key, whatever their screen was let in with", () => {
  const eva = person("eva", "administrator");
  const demoted = Project.after(describes([person("john", "supervisor"), eva]));
  const disabled = Project.after(
    describes([person("john", "administrator"), eva]),
    disables(john.id, { ...john, id: eva.id }),
  );
  for (const project of [demoted, disabled]) {
    expect(project.take(replaces("one"))).toBe("rightsChanged");
    expect(project.context.widgetKey).toBeNull();
  }
  expect(disabled.take(replaces("one", eva.id))).toBeUndefined();
});
