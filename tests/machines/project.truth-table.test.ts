import { expect, test } from "vitest";
import { REOPEN_MAX_MS, type ProjectEvent } from "../../machines/catalogue.ts";
import { LIMITS } from "../../machines/gate.ts";
import { projectMachine } from "../../machines/project.ts";
import { inboxRow } from "./support/inbox.ts";
import * as members from "./support/members.ts";
import { Project, deletes, opens, savesLabel, savesReason, savesReply, sets, stocks, week } from "./support/project.ts";
import { lines, omissions, render, unanswered, type TruthTable } from "./support/truth-table.ts";

const pestered = Array.from({ length: LIMITS.invitationTo.free }, (_, n) => [
  members.invites("max@example.com"),
  members.withdraws(`demo_m${n + 2}`),
]);
/** One that is kept has one of each, demands a reason, has invited somebody, and somebody else too often. */
const states = {
  bare: new Project().snapshot,
  kept: Project.after(
    members.describes(),
    stocks(),
    sets({ wrapUp: "required" }),
    members.invites(),
    ...pestered.flat(),
    { type: "inbox.changed", inbox: inboxRow() },
  ).snapshot,
};

const at = 61_000;
const events = {
  "reply.saved a new one": { ...savesReply("otra"), at },
  "reply.saved the old one": { ...savesReply("saludo"), at },
  "reply.saved without title": { ...savesReply("otra", { title: "" }), at },
  "reply.saved long title": { ...savesReply("otra", { title: "x".repeat(81) }), at },
  "reply.saved without text": { ...savesReply("otra", { text: "" }), at },
  "reply.saved long text": { ...savesReply("otra", { text: "x".repeat(4097) }), at },
  "reply.saved bad shortcut": { ...savesReply("otra", { shortcut: "Á" }), at },
  "reply.saved taken shortcut": { ...savesReply("otra", { shortcut: "saludo" }), at },
  "reply.deleted": { ...deletes("reply", "saludo"), at },
  "reply.deleted unknown": { ...deletes("reply", "x"), at },
  "label.saved": { ...savesLabel("otra"), at },
  "label.saved without name": { ...savesLabel("otra", { name: "" }), at },
  "label.saved long name": { ...savesLabel("otra", { name: "x".repeat(81) }), at },
  "label.deleted": { ...deletes("label", "vip"), at },
  "label.deleted unknown": { ...deletes("label", "x"), at },
  "reason.saved": { ...savesReason("otra"), at },
  "reason.saved without name": { ...savesReason("otra", { name: "" }), at },
  "reason.deleted the last": { ...deletes("reason", "resuelta"), at },
  "reason.deleted unknown": { ...deletes("reason", "x"), at },
  "settings.chosen others": { ...sets({ wrapUp: "optional" }), at },
  "settings.chosen a reason": { ...sets({ wrapUp: "required", reopenMs: 1 }), at },
  "settings.chosen the same": { ...sets({ wrapUp: "required" }), at },
  "settings.chosen too long": { ...sets({ wrapUp: "off", reopenMs: REOPEN_MAX_MS + 1 }), at },
  "hours.chosen others": { ...opens(week()), at },
  "hours.chosen the same": { ...opens(null), at },
  "hours.chosen impossible": { ...opens(week([[{ from: 600, to: 600 }]])), at },
  "hours.chosen with overlap": {
    ...opens(
      week([
        [
          { from: 0, to: 2 },
          { from: 1, to: 3 },
        ],
      ]),
    ),
    at,
  },
  "hours.chosen closed on no day": { ...opens({ ...week(), closed: ["2026-02-30"] }), at },
  "project.described": { type: "project.described", name: "Tienda", timeZone: "UTC", departments: [], people: [], at },
  "project.changed others": { ...members.sets({ name: "Otra" }), at },
  "project.changed the same": { ...members.sets({}), at },
  "project.changed impossible": { ...members.sets({ timeZone: "Luna" }), at },
  "project.changed capacity": { ...members.sets({ capacity: 31 }), at },
  "project.changed grace": { ...members.sets({ graceMs: 1 }), at },
  "member.invited": { ...members.invites("eva@example.com"), at },
  "member.invited no address": { ...members.invites("eva"), at },
  "member.invited too often": { ...members.invites("max@example.com"), at: 60_999 },
  "member.changed": { ...members.changes({ role: "supervisor" }), at },
  "member.changed the same": { ...members.changes({}), at },
  "member.disabled": { ...members.disables(), at },
  "member.enabled": { ...members.enables(), at },
  "invitation.resent": { ...members.resends(), at },
  "invitation.resent too soon": { ...members.resends(), at: 1001 },
  "invitation.withdrawn": { ...members.withdraws(), at },
  "invitation.accepted": { ...members.accepts(), at },
  "invitation.accepted another": { ...members.accepts("7"), at },
  "invitation.expired": { ...members.expires(), at },
  "invitation.expired another": { ...members.expires("7"), at },
  "letter.answered": { ...members.answered({ kind: "sent", via: "smtp" }), at },
  "letter.due": { ...members.letterDue(), at },
  "audit.noted": { ...members.notes, at },
  "audit.noted erased": { ...members.notes, what: "erased", about: "demo_rosa", at },
  "widgetKey.replaced": { type: "widgetKey.replaced", sealed: "x", by: members.john, at },
  "widgetKey.replaced by who may not": {
    type: "widgetKey.replaced",
    sealed: "x",
    by: { ...members.john, id: "demo_ana" },
    at,
  },
  "inbox.changed": { type: "inbox.changed", inbox: inboxRow(), at },
  "inbox.removed": { type: "inbox.removed", id: inboxRow().id, at },
  "inbox.removed unknown": { type: "inbox.removed", id: "wa0", at },
  "project.stocked": { ...stocks(), at },
} satisfies Record<string, ProjectEvent>;

const table: TruthTable = { machine: projectMachine, states, events };

const TABLE = `
event                      | bare                | kept
reply.saved a new one      | kept                | kept
reply.saved the old one    | kept                | kept
reply.saved without title  | no: nameMissing     | no: nameMissing
reply.saved long title     | no: nameTooLong     | no: nameTooLong
reply.saved without text   | no: emptyText       | no: emptyText
reply.saved long text      | no: textTooLong     | no: textTooLong
reply.saved bad shortcut   | no: shortcutInvalid | no: shortcutInvalid
reply.saved taken shortcut | kept                | no: shortcutTaken
reply.deleted              | ·                   | kept
reply.deleted unknown      | ·                   | ·
label.saved                | kept                | kept
label.saved without name   | no: nameMissing     | no: nameMissing
label.saved long name      | no: nameTooLong     | no: nameTooLong
label.deleted              | ·                   | kept
label.deleted unknown      | ·                   | ·
reason.saved               | kept                | kept
reason.saved without name  | no: nameMissing     | no: nameMissing
reason.deleted the last    | ·                   | no: reasonsMissing
reason.deleted unknown     | ·                   | ·
settings.chosen others     | kept                | kept
settings.chosen a reason   | no: reasonsMissing  | kept
settings.chosen the same   | no: reasonsMissing  | ·
settings.chosen too long   | no: reopenTooLong   | no: reopenTooLong
hours.chosen others           | kept | kept
hours.chosen the same         | · | ·
hours.chosen impossible       | no: hoursInvalid | no: hoursInvalid
hours.chosen with overlap     | no: hoursOverlap | no: hoursOverlap
hours.chosen closed on no day | no: closedDaysInvalid | no: closedDaysInvalid
project.described             | bare | kept
project.changed others     | bare                | kept
project.changed the same   | ·                   | ·
project.changed impossible | no: timeZoneInvalid | no: timeZoneInvalid
project.changed capacity   | no: capacityInvalid | no: capacityInvalid
project.changed grace      | no: graceInvalid    | no: graceInvalid
member.invited             | no: departmentUnknown | kept
member.invited no address  | no: emailInvalid    | no: emailInvalid
member.invited too often   | no: departmentUnknown | no: tooManyInvitations
member.changed             | no: memberMissing   | kept
member.changed the same    | no: memberMissing   | ·
member.disabled            | no: memberMissing   | kept
member.enabled             | no: memberMissing   | ·
invitation.resent          | no: memberMissing   | kept
invitation.resent too soon | no: memberMissing   | no: resentTooSoon
invitation.withdrawn       | no: memberMissing   | kept
invitation.accepted        | no: invitationOver  | kept
invitation.accepted another | no: invitationOver | no: invitationOver
invitation.expired         | ·                   | kept
invitation.expired another | ·                   | ·
letter.answered            | ·                   | kept
letter.due                 | ·                   | kept
audit.noted                | bare                | kept
audit.noted erased         | bare                | kept
widgetKey.replaced | bare | kept
widgetKey.replaced by who may not | bare | no: rightsChanged
inbox.changed | bare | kept
inbox.removed | · | kept
inbox.removed unknown | · | ·
project.stocked            | kept                | ·
`;

test("a project does in both its states with every event what the table says", () => {
  expect(render(table)).toBe(lines(TABLE));
});

test("the table of the project leaves out no state and no event", () => {
  expect(omissions(table)).toEqual([]);
});

test("every command to a project is answered, whatever it has", () => {
  expect(unanswered(table, projectMachine.events as string[])).toEqual([]);
});
