/** What a project keeps for its agents: canned replies, labels, reasons for finishing, settings; and their limits. */
import type { Page } from "./account-events.ts";
import type { AuditNoted } from "./audit.ts";
import type { Key } from "./gate.ts";
import type { Ordered } from "./ordered.ts";
import type { Hours } from "./hours.ts";
import type { Described, Member } from "./members.ts";
import type { ProjectInbox } from "./project-inboxes.ts";
import type { JobOutcome } from "./push.ts";
import type { Author, ConversationRules, Department, Stamp } from "./vocabulary.ts";
import type { WidgetKey, WidgetKeyReplaced } from "./widget-key.ts";

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

/** What its administrators say of it. */
export interface ProjectSettings {
  /** Empty until it is described. */
  name: string;
  /** IANA name: where a day begins and ends, and what hours are of. */
  timeZone: string;
  departments: readonly Department[];
  /** DI7: the sites on which its chat may stand, `example.com` or `*.example.com`; none: everywhere. */
  domains: readonly string[];
  /** How many conversations who has no number of their own may hold. */
  capacity: number;
  /** How long who has no panel connected still counts as present. */
  graceMs: number;
}

export interface ProjectContext extends ConversationRules, ProjectSettings {
  project: string;
  /** When customers may expect somebody; null: always. */
  hours: Hours | null;
  replies: Ordered<Reply>;
  labels: Ordered<Label>;
  reasons: Ordered<WrapUpReason>;
  /** `shortcut` → id of its reply. */
  shortcuts: Ordered<string>;
  members: Ordered<Member>;
  /** Numbers and bots of other channels, as their rooms have said. */
  inboxes: Ordered<ProjectInbox>;
  /** Null: it has none, and vouches for nobody. */
  widgetKey: WidgetKey | null;
  /** How many invitations there have been: new ids and nonces are of the next one. */
  invitations: number;
  /** ME10: their letters of late, by who sent them and by whom they were for. */
  tries: Ordered<Key>;
  /** How many rows the audit log has. */
  audited: number;
}

type By = { by: Author };

export type ProjectEvent = Stamp &
  (
    | ({ type: "reply.saved" } & Reply)
    | { type: "reply.deleted"; id: string }
    | ({ type: "label.saved" } & Label)
    | { type: "label.deleted"; id: string }
    | ({ type: "reason.saved" } & WrapUpReason)
    | { type: "reason.deleted"; id: string }
    | ({ type: "settings.chosen"; by?: Author } & ConversationRules)
    | { type: "hours.chosen"; hours: Hours | null; by?: Author }
    /** All at once, with people whose accounts are known. */
    | ({ type: "project.described"; people: readonly Described[] } & Pick<
        ProjectSettings,
        "name" | "timeZone" | "departments"
      > &
        Partial<ProjectSettings>)
    | ({ type: "project.changed" } & Partial<ProjectSettings> & By)
    | ({ type: "member.invited"; email: string; page: Page } & Pick<Member, "role" | "departments" | "capacity"> & By)
    | ({ type: "member.changed"; id: string } & Partial<Pick<Member, "name" | "role" | "departments" | "capacity">> &
        By)
    | ({ type: "member.disabled"; id: string } & By)
    | ({ type: "member.enabled"; id: string } & By)
    | ({ type: "invitation.resent"; id: string; page: Page } & By)
    | ({ type: "invitation.withdrawn"; id: string } & By)
    /** By whoever has the letter's link: the entry worker has seen to that. */
    | { type: "invitation.accepted"; id: string; nonce: string; account: string; name: string }
    | { type: "invitation.expired"; id: string; nonce: string }
    | { type: "letter.answered"; id: string; nonce: string; outcome: JobOutcome }
    | { type: "letter.due"; id: string; nonce: string }
    | ({ type: "audit.noted" } & AuditNoted)
    | { type: "inbox.changed"; inbox: ProjectInbox }
    | { type: "inbox.removed"; id: string }
    | WidgetKeyReplaced
    | { type: "project.stocked"; replies: Reply[]; labels: Label[]; reasons: WrapUpReason[] }
  );
