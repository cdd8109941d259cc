/** The room of a project: its catalogue, its rules, its members (`project-members.ts`). Its behaviour is in `machines/project.ts`. */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import {
  LABEL_COLORS,
  type Label,
  type ProjectContext,
  type Reply,
  type WrapUpReason,
} from "../../machines/catalogue.ts";
import { ACCOUNT_DEEDS } from "../../machines/account-events.ts";
import type { AuditRow } from "../../machines/audit.ts";
import type { Mail } from "../../machines/mail.ts";
import type { InboxShown } from "../../machines/inbox-setup.ts";
import { hasJoined, membershipOf, withEmail, type Member } from "../../machines/members.ts";
import type { Ordered } from "../../machines/ordered.ts";
import { DEFAULT_CAPACITY, GRACE_MS } from "../../machines/vocabulary.ts";
import { inboxFault, type InboxWish, type ProjectInbox } from "../../machines/project-inboxes.ts";
import { projectMachine, shortcutsOf } from "../../machines/project.ts";
import { RIGHTS, may, type Right } from "../../machines/rights.ts";
import {
  WATCHTOWER,
  type Command,
  type Effect,
  type Event,
  type Identity,
  type RoomDefinition,
} from "../engine/definition.ts";
import { mail } from "../mail/service.ts";
import { projectCommands, projectId, type ProjectView, type SettingsView } from "../protocol/project.ts";
import { inboxId, line, projectInbox, shownInbox } from "./inbox-shapes.ts";
import { memberRoomCommands, savedMember, savedTry, showMember } from "./project-members.ts";
import { count, hours, refuse, rules, send, timers, word, words } from "./shared.ts";

const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as ProjectContext;

function settings(snapshot: AnyMachineSnapshot): SettingsView {
  const { wrapUp, reopenMs, hours: kept } = contextOf(snapshot);
  return { wrapUp, reopenMs, hours: kept };
}

function view(snapshot: AnyMachineSnapshot): ProjectView {
  const { name, timeZone, departments, domains, capacity, graceMs } = contextOf(snapshot);
  return { name, timeZone, departments: [...departments], domains: [...domains], capacity, graceMs };
}

const reply = v.object({ id: projectId, shortcut: v.string(), title: v.string(), text: v.string() });
const label = v.object({ id: projectId, name: v.string(), color: v.picklist(LABEL_COLORS) });
const reason = v.object({ id: projectId, name: v.string() });

/** A command of the same fields as its event; names without the spaces around them. */
const does = (schema: Command["schema"], type: string, right: Right): Command => ({
  roles: RIGHTS[right],
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

/** What version 1 did not have yet: told when the project is described again. */
const toVersion2 = (saved: { context: object }): unknown => ({
  ...saved,
  context: { name: "", timeZone: "UTC", departments: [], hours: null, ...saved.context },
});

/** What version 2 did not have yet: told when the project is described again. */
const toVersion3 = (saved: { context: object }): unknown => ({
  ...saved,
  context: {
    domains: [],
    capacity: DEFAULT_CAPACITY,
    graceMs: GRACE_MS,
    invitations: 0,
    audited: 0,
    widgetKey: null,
    ...saved.context,
  },
});

const show = <T extends object>(row: T): T => row;

/** ME9: the room itself knows best what its members are. Others are what the entry worker says. */
function roleOf({ id, role }: Identity, { members }: ProjectContext): string {
  const member = members.get(id);
  if (!member) return role;
  return member.state === "active" ? member.role : "";
}

const TOPICS: Record<string, Right> = {
  replies: "catalogue.see",
  labels: "catalogue.see",
  reasons: "catalogue.see",
  settings: "catalogue.see",
  project: "catalogue.see",
  inboxes: "catalogue.see",
  members: "members.see",
  audit: "audit.read",
};

/** Nothing of what opens it. */
const showInbox = ({ line: _line, ...inbox }: ProjectInbox): InboxShown => inbox;

const noted = { who: word, whoName: v.string(), whoRole: word, detail: v.string(), when: v.number() };

/** What the entry worker is told of somebody who works here. */
const described = ({ id, email, account, name, role, departments }: Member) => ({
  id,
  email,
  account,
  name,
  role,
  departments: [...departments],
});

export const definition: RoomDefinition = {
  party: "project",
  machine: projectMachine,
  version: 5,
  migrations: [
    { from: 1, snapshot: toVersion2 },
    { from: 2, snapshot: toVersion3 },
    // New tables begin empty: `tries`, then `inboxes`.
    { from: 3 },
    { from: 4 },
  ],
  context: v.object({
    project: v.string(),
    name: v.string(),
    timeZone: v.string(),
    departments: v.array(v.object({ id: v.string(), name: v.string() })),
    domains: words,
    capacity: count,
    graceMs: count,
    invitations: count,
    audited: count,
    widgetKey: v.nullable(v.object({ sealed: v.string(), at: count })),
    hours,
    ...rules,
  }),
  tables: {
    replies: reply,
    labels: label,
    reasons: reason,
    members: savedMember,
    inboxes: projectInbox,
    tries: savedTry,
  },
  derive: ({ replies }: { replies: Ordered<Reply> }) => ({ shortcuts: shortcutsOf(replies) }),
  derivedFields: ["shortcuts"],
  input: (room) => ({ project: room }),
  effects: {
    tellQueue: ({ project, event }: { project: string; event: Event }) => send("queue", project, event),
    tellAgent: ({ agentId, event }: { agentId: string; event: Event }) => send("agent", agentId, event),
    tellAccount: ({ account, event }: { account: string; event: Event }) => send("account", account, event),
    tellDirectory: ({ event }: { event: Event }) => send(WATCHTOWER.party, WATCHTOWER.room, event),
    sendMail: ({
      id,
      nonce,
      mail: params,
      again,
    }: {
      id: string;
      nonce: string;
      mail: Mail;
      again: boolean;
    }): Effect => ({
      kind: "job",
      id: `invitation-${id}-${nonce}`,
      service: "mail",
      params,
      event: { type: "letter.answered", id, nonce },
      again,
    }),
    keepAudit: ({ row }: { row: AuditRow }): Effect => ({ kind: "append", list: "audit", row: { ...row } }),
    ...timers,
    refuse,
  },
  services: { mail },
  messages: {
    account: v.object({
      type: v.literal("audit.noted"),
      what: v.picklist(ACCOUNT_DEEDS),
      about: v.optional(word),
      ...noted,
    }),
    conversation: v.object({
      type: v.literal("audit.noted"),
      what: v.picklist(["read", "erased"]),
      about: word,
      ...noted,
    }),
    inbox: v.variant("type", [
      v.pipe(
        v.object({ type: v.literal("inbox.changed"), inbox: shownInbox, line }),
        v.transform(({ type, inbox, line: opens }): Event => ({ type, inbox: { ...inbox, line: opens } })),
      ),
      v.object({ type: v.literal("inbox.removed"), id: inboxId }),
      v.object({
        type: v.literal("audit.noted"),
        what: v.picklist(["inboxAdded", "inboxChanged", "inboxRemoved"]),
        about: word,
        ...noted,
      }),
    ]),
  },
  commands: {
    "reply.save": does(projectCommands["reply.save"], "reply.saved", "replies.edit"),
    "reply.delete": does(projectCommands["reply.delete"], "reply.deleted", "replies.edit"),
    "label.save": does(projectCommands["label.save"], "label.saved", "labels.edit"),
    "label.delete": does(projectCommands["label.delete"], "label.deleted", "labels.edit"),
    "reason.save": does(projectCommands["reason.save"], "reason.saved", "reasons.edit"),
    "reason.delete": does(projectCommands["reason.delete"], "reason.deleted", "reasons.edit"),
    "settings.set": does(projectCommands["settings.set"], "settings.chosen", "settings.edit"),
    "hours.set": does(projectCommands["hours.set"], "hours.chosen", "settings.edit"),
    ...memberRoomCommands,
    /** From the entry worker, for an administrator: what it has made, sealed for this room. */
    "widgetKey.replace": {
      roles: RIGHTS["project.edit"],
      schema: v.strictObject({
        type: v.literal("widgetKey.replace"),
        sealed: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{40,200}$/)),
      }),
      event: ({ sealed }: { sealed: string }): Event => ({ type: "widgetKey.replaced", sealed }),
    },
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
    project: { view: (snapshot) => ({ ...view(snapshot) }) },
    members: { rows: { table: "members", show: showMember } },
    inboxes: { rows: { table: "inboxes", show: showInbox } },
    audit: { lists: { audit: (row: AuditRow & { [field: string]: unknown }) => row } },
  },
  admit: (by, snapshot) => {
    const context = contextOf(snapshot);
    if (by.project !== context.project) return [];
    const role = roleOf(by, context);
    return Object.keys(TOPICS).filter((topic) => may(role, TOPICS[topic]!));
  },
  questions: {
    /** Whether it knows who works in it. One of before that has to be described once more. */
    isDescribed: (snapshot) => contextOf(snapshot).members.size > 0,
    people: (snapshot) =>
      [...contextOf(snapshot).members.values()].filter(({ state }) => state === "active").map(described),
    /** What the account of somebody who works here, or has worked here, is told; null: nobody of this id. */
    membership: (snapshot, { id }: { id: string }) => {
      const context = contextOf(snapshot);
      const member = context.members.get(id);
      if (!member || !hasJoined(member)) return null;
      const { type: _type, ...membership } = membershipOf(context, member);
      return { account: member.account, email: member.email, membership };
    },
    widgetKey: (snapshot) => contextOf(snapshot).widgetKey,
    /** Those of a channel, or all, with what opens them, sealed: to know whose a webhook is. */
    inboxes: (snapshot, { channel }: { channel?: string }) =>
      [...contextOf(snapshot).inboxes.values()].filter((inbox) => channel === undefined || inbox.channel === channel),
    /** Why somebody may not do this with an inbox; null: they may. */
    inboxFault: (snapshot, { wish }: { wish: InboxWish }) => inboxFault(contextOf(snapshot), wish),
    /** For the entry worker, where somebody else has shown whose address it is; null: nobody of it is invited. */
    invitationFor: (snapshot, { email, at }: { email: string; at: number }) => {
      const { id, state, invitation } = withEmail(contextOf(snapshot), email) ?? {};
      if (state !== "invited" || !invitation || invitation.until <= at) return null;
      return { id, nonce: invitation.nonce };
    },
    /** For the entry worker, which checks the link against it; null: there is none that is still good. */
    invitation: (snapshot, { id, at }: { id: string; at: number }) => {
      const { members, name } = contextOf(snapshot);
      const { state, invitation, email, role } = members.get(id) ?? {};
      if (state !== "invited" || !invitation || invitation.until <= at) return null;
      return { nonce: invitation.nonce, email, role, by: invitation.byName, project: name };
    },
  },
  // It has nothing to wake up for but its timers, and what it has promised.
  isIdle: () => true,
};
