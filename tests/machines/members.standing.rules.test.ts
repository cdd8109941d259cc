import { expect, test } from "vitest";
import { RIGHTS, may, type MemberRole } from "../../machines/rights.ts";
import { RIGHT_OF } from "../../machines/standing.ts";
import { definition } from "../../party/rooms/project.ts";
import { changes, describes, disables, enables, invites, person, resends, sets, withdraws } from "./support/members.ts";
import {
  Project,
  deletes,
  opens,
  savesLabel,
  savesReason,
  savesReply,
  sets as choosesRules,
  stocks,
  week,
} from "./support/project.ts";

const replacesKey = { type: "widgetKey.replaced", sealed: "x" };
/** What somebody says on a screen that was let in before. */
const says = (event: object, id: string) => ({ ...event, by: { role: "administrator", id, project: "demo" } }) as never;
const saying: [MemberRole, Record<string, object>][] = [
  [
    "auditor",
    {
      "reply.saved": savesReply("otra"),
      "reply.deleted": deletes("reply", "saludo"),
      "label.saved": savesLabel("otra"),
      "label.deleted": deletes("label", "vip"),
    },
  ],
  [
    "agent",
    {
      "reason.saved": savesReason("otra"),
      "reason.deleted": deletes("reason", "resuelta"),
      "settings.chosen": choosesRules(),
      "hours.chosen": opens(week()),
    },
  ],
  [
    "supervisor",
    {
      "project.changed": sets({ graceMs: 9000 }),
      "widgetKey.replaced": replacesKey,
      "member.invited": invites(),
      "member.changed": changes({ capacity: 1 }),
      "member.disabled": disables(),
      "member.enabled": enables(),
      "invitation.resent": resends(),
      "invitation.withdrawn": withdraws(),
    },
  ],
];

test.each(saying)(
  "ME9 RI1 who is only %s any more, or disabled, changes nothing that takes more, whatever their screen was let in for",
  (role, events) => {
    const people = [person("john", "administrator"), person("ana"), person("eva", role)];
    const off = person("off", "administrator");
    const project = Project.after(describes([...people, off]), stocks(), invites(), disables("demo_off"));
    const before = project.snapshot;
    for (const [type, event] of Object.entries(events)) {
      expect([type, project.take(says(event, "demo_eva"), 99_000)]).toEqual([type, "rightsChanged"]);
      expect([type, project.take(says(event, "demo_off"), 99_000)]).toEqual([type, "rightsChanged"]);
      expect(project.snapshot).toBe(before);
    }
  },
);

test("ME9 whatever somebody may say to the project's room has its right, the same at its door and in its machine", () => {
  const said = saying.flatMap(([, events]) => Object.keys(events));
  expect(said.toSorted()).toEqual(Object.keys(RIGHT_OF).toSorted());
  for (const [role, events] of saying)
    for (const type of Object.keys(events))
      expect([type, may(role, RIGHT_OF[type as "reply.saved"]!)]).toEqual([type, false]);
  for (const [name, { roles, event }] of Object.entries(definition.commands)) {
    const { type } = event!({ name: "" } as never, {} as never, {});
    const right = RIGHT_OF[type as "reply.saved"];
    expect([name, roles]).toEqual([name, right === undefined ? ["entry"] : RIGHTS[right]]);
  }
});
