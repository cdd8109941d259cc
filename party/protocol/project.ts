/**
 * What a panel says to its project's room, and what it sees of it: canned replies, labels, reasons for finishing, settings.
 * The room's id is the project's. Topics `replies`, `labels` and `reasons` are tables, shown row by row under `<table>:<id>`.
 */
import * as v from "valibot";
import { LABEL_COLORS } from "../../machines/catalogue.ts";
import type { Hours } from "../../machines/hours.ts";
import { WRAP_UP_RULES, type ConversationRules, type Department } from "../../machines/vocabulary.ts";

export { LABEL_COLORS, type Label, type LabelColor, type Reply, type WrapUpReason } from "../../machines/catalogue.ts";
export type { Hours, Span } from "../../machines/hours.ts";
export type { Department } from "../../machines/vocabulary.ts";

const type = <T extends string>(name: T) => ({ type: v.literal(name) });

/** The id of a reply, a label or a reason: chosen by the panel that makes it. */
export const projectId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/));

/** What a name, a text or a shortcut must be like is judged by the machine, with a reason. */
const said = v.pipe(v.string(), v.maxLength(20_000));
const minute = v.number();

export const projectCommands = {
  /** Makes it, or changes the one of this id. Placeholders such as `{{customer.name}}` are filled in by the panel. */
  "reply.save": v.strictObject({ ...type("reply.save"), id: projectId, shortcut: said, title: said, text: said }),
  "reply.delete": v.strictObject({ ...type("reply.delete"), id: projectId }),
  "label.save": v.strictObject({
    ...type("label.save"),
    id: projectId,
    name: said,
    color: v.picklist(LABEL_COLORS),
  }),
  "label.delete": v.strictObject({ ...type("label.delete"), id: projectId }),
  "reason.save": v.strictObject({ ...type("reason.save"), id: projectId, name: said }),
  "reason.delete": v.strictObject({ ...type("reason.delete"), id: projectId }),
  "settings.set": v.strictObject({
    ...type("settings.set"),
    wrapUp: v.picklist(WRAP_UP_RULES),
    reopenMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  }),
  /** Business hours, all at once; null: always open. Whether they can be kept is judged by the machine, with a reason. */
  "hours.set": v.strictObject({
    ...type("hours.set"),
    hours: v.nullable(
      v.strictObject({
        week: v.pipe(
          v.array(v.pipe(v.array(v.strictObject({ from: minute, to: minute })), v.maxLength(50))),
          v.length(7),
        ),
        closed: v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(1_000)),
      }),
    ),
  }),
};

/** Topic `settings`. `hours`: null: always open. */
export type SettingsView = ConversationRules & { hours: Hours | null };

/** Topic `project`: what its administrators say of it. */
export interface ProjectView {
  name: string;
  /** IANA name: hours are of this zone. */
  timeZone: string;
  departments: Department[];
  /** The sites on which its chat may stand; none: everywhere. */
  domains: string[];
  /** How many conversations who has no number of their own may hold. */
  capacity: number;
  /** How long who has no panel connected still counts as present. */
  graceMs: number;
}
