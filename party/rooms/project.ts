/** The room of a project's catalogue and rules. Its behaviour is in `machines/project.ts`. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import {
  LABEL_COLORS,
  type Label,
  type ProjectContext,
  type Reply,
  type WrapUpReason,
} from "../../machines/catalogue.ts";
import type { Ordered } from "../../machines/ordered.ts";
import { projectMachine, shortcutsOf } from "../../machines/project.ts";
import type { ConversationRules } from "../../machines/vocabulary.ts";
import type { Command, Event, RoomDefinition } from "../engine/definition.ts";
import { projectCommands, projectId, type SettingsView } from "../protocol/project.ts";
import { refuse, rules, send } from "./shared.ts";

const AGENT = "agent";
const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as ProjectContext;

function settings(snapshot: AnyMachineSnapshot): SettingsView {
  const { wrapUp, reopenMs } = contextOf(snapshot);
  return { wrapUp, reopenMs };
}

const reply = v.object({ id: projectId, shortcut: v.string(), title: v.string(), text: v.string() });
const label = v.object({ id: projectId, name: v.string(), color: v.picklist(LABEL_COLORS) });
const reason = v.object({ id: projectId, name: v.string() });

/** A command of the same fields as its event; names without the spaces around them. */
const does = (schema: Command["schema"], type: string): Command => ({
  roles: [AGENT],
  schema,
  event: (input: Record<string, unknown>): Event => {
    const { name, title, shortcut } = input as Record<string, string | undefined>;
    return {
      ...input,
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(title === undefined ? {} : { title: title.trim() }),
      ...(shortcut === undefined ? {} : { shortcut: shortcut.trim() }),
      type,
    };
  },
});

const show = <T extends object>(row: T): T => row;

export const definition: RoomDefinition = {
  party: "project",
  machine: projectMachine,
  version: 1,
  migrations: [],
  context: v.object({ project: v.string(), ...rules }),
  tables: { replies: reply, labels: label, reasons: reason },
  derive: ({ replies }: { replies: Ordered<Reply> }) => ({ shortcuts: shortcutsOf(replies) }),
  derivedFields: ["shortcuts"],
  input: (room) => ({ project: room }),
  effects: {
    tellQueue: ({ project, rules: changed }: { project: string; rules: ConversationRules }) =>
      send("queue", project, { type: "rules.changed", rules: changed }),
    refuse,
  },
  messages: {},
  commands: {
    "reply.save": does(projectCommands["reply.save"], "reply.saved"),
    "reply.delete": does(projectCommands["reply.delete"], "reply.deleted"),
    "label.save": does(projectCommands["label.save"], "label.saved"),
    "label.delete": does(projectCommands["label.delete"], "label.deleted"),
    "reason.save": does(projectCommands["reason.save"], "reason.saved"),
    "reason.delete": does(projectCommands["reason.delete"], "reason.deleted"),
    "settings.set": does(projectCommands["settings.set"], "settings.chosen"),
    /** The first content, from the entry worker. */
    "project.stock": {
      roles: ["entry"],
      schema: v.object({
        type: v.literal("project.stock"),
        replies: v.array(reply),
        labels: v.array(label),
        reasons: v.array(reason),
      }),
      event: ({ replies, labels, reasons }: { replies: Reply[]; labels: Label[]; reasons: WrapUpReason[] }): Event => ({
        type: "project.stocked",
        replies,
        labels,
        reasons,
      }),
    },
  },
  topics: {
    replies: { rows: { table: "replies", show } },
    labels: { rows: { table: "labels", show } },
    reasons: { rows: { table: "reasons", show } },
    settings: { view: (snapshot) => ({ ...settings(snapshot) }) },
  },
  admit: ({ role, project }, snapshot) =>
    role === AGENT && project === contextOf(snapshot).project ? ["replies", "labels", "reasons", "settings"] : [],
  // It has nothing to wake up for but what it has promised to the queue.
  isIdle: () => true,
};
