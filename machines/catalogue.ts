/** What a project keeps for its agents: canned replies, labels, reasons for finishing, settings; and their limits. */
import type { Ordered } from "./ordered.ts";
import type { ConversationRules, Stamp } from "./vocabulary.ts";

/** Colours are names: what they look like, light or dark, is the panel's affair. */
export const LABEL_COLORS = ["grey", "red", "orange", "yellow", "green", "teal", "blue", "purple", "pink"] as const;
export type LabelColor = (typeof LABEL_COLORS)[number];

/** Most canned replies, labels and reasons of a project, each. */
export const REPLIES_MAX = 500;
export const LABELS_OF_PROJECT_MAX = 200;
export const REASONS_OF_PROJECT_MAX = 100;
/** Longest name of a reply, a label or a reason, in UTF-16 code units. */
export const NAME_MAX_CHARS = 80;
/** How long after its end a conversation may at most be opened again: seven days, in milliseconds. */
export const REOPEN_MAX_MS = 7 * 24 * 60 * 60 * 1000;
/** What is typed after "/" in the composer. */
export const SHORTCUT = /^[a-z0-9-]{1,32}$/;

export interface Reply {
  id: string;
  shortcut: string;
  title: string;
  /** Placeholders such as `{{customer.name}}` are text here. */
  text: string;
}

export interface Label {
  id: string;
  name: string;
  color: LabelColor;
}

export interface WrapUpReason {
  id: string;
  name: string;
}

export interface ProjectContext extends ConversationRules {
  project: string;
  replies: Ordered<Reply>;
  labels: Ordered<Label>;
  reasons: Ordered<WrapUpReason>;
  /** `shortcut` → id of its reply. */
  shortcuts: Ordered<string>;
}

export type ProjectEvent = Stamp &
  (
    | ({ type: "reply.saved" } & Reply)
    | { type: "reply.deleted"; id: string }
    | ({ type: "label.saved" } & Label)
    | { type: "label.deleted"; id: string }
    | ({ type: "reason.saved" } & WrapUpReason)
    | { type: "reason.deleted"; id: string }
    | ({ type: "settings.chosen" } & ConversationRules)
    | { type: "project.stocked"; replies: Reply[]; labels: Label[]; reasons: WrapUpReason[] }
  );
