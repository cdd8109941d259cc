/**
 * What a panel says to its project's room, and what it sees of it: canned replies, labels, reasons for finishing, settings.
 * The room's id is the project's. Topics `replies`, `labels` and `reasons` are tables, shown row by row under `<table>:<id>`.
 */
import * as v from "valibot";
import { LABEL_COLORS } from "../../machines/catalogue.ts";
import { WRAP_UP_RULES, type ConversationRules } from "../../machines/vocabulary.ts";

export { LABEL_COLORS, type Label, type LabelColor, type Reply, type WrapUpReason } from "../../machines/catalogue.ts";

const type = <T extends string>(name: T) => ({ type: v.literal(name) });

/** The id of a reply, a label or a reason: chosen by the panel that makes it. */
export const projectId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/));

/** What a name, a text or a shortcut must be like is judged by the machine, with a reason. */
const said = v.pipe(v.string(), v.maxLength(20_000));

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
};

/** Topic `settings`. */
export type SettingsView = ConversationRules;
