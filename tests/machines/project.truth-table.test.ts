import { expect, test } from "vitest";
import { REOPEN_MAX_MS, type ProjectEvent } from "../../machines/catalogue.ts";
import { projectMachine } from "../../machines/project.ts";
import { Project, deletes, savesLabel, savesReason, savesReply, sets, stocks } from "./support/project.ts";
import { lines, omissions, render, unanswered, type TruthTable } from "./support/truth-table.ts";

/** One that is kept has one of each and demands a reason. */
const states = {
  bare: new Project().snapshot,
  kept: Project.after(stocks(), sets({ wrapUp: "required" })).snapshot,
};

const at = 60_000;
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
