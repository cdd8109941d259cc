/**
 * The room of an inbox. Its behaviour is in `machines/inbox.ts`. It has no sockets: the entry worker speaks with it, for administrators
 * and for webhooks, and the services that send.
 */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { meet, namesOf, type ContactChange, type ContactRow } from "../../machines/contacts.ts";
import { lineOf, shownOf, type InboxContext, type KeptTemplate, type SealedLine } from "../../machines/inbox-setup.ts";
import { inboxMachine } from "../../machines/inbox.ts";
import type { OutsideAddress, OutsideContact, Template } from "../../machines/outside.ts";
import { RIGHTS } from "../../machines/rights.ts";
import { check, templates as fetchTemplates } from "../channels/looking.ts";
import type { Effect, Event, RoomDefinition } from "../engine/definition.ts";
import type { InboxView, TemplatesView } from "../protocol/inboxes.ts";
import { config } from "./inbox-shapes.ts";
import { count, projectOf, refuse, send, timers, word } from "./shared.ts";

const contextOf = (snapshot: AnyMachineSnapshot) => snapshot.context as InboxContext;

const entry = ["entry"];
const manages = RIGHTS["inboxes.manage"];

/** Becomes part of a stored key. */
const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const address = v.strictObject({
  phone: v.optional(name),
  user: v.optional(name),
  parent: v.optional(name),
  chat: v.optional(name),
});
const called = v.pipe(v.string(), v.maxLength(1000));

/** A service is told what it needs to open the inbox, and its outcome comes back for this set-up of it. */
const job = (service: string, id: string, params: object, event: Event): Effect => ({
  kind: "job",
  id,
  service,
  params,
  event,
});

const savedTemplate = v.object({
  name: v.string(),
  language: v.string(),
  category: v.string(),
  parts: v.array(
    v.object({
      type: v.picklist(["header", "body", "footer", "buttons"]),
      text: v.string(),
      parameters: v.array(v.string()),
    }),
  ),
  place: count,
});

const told = (row: ContactRow): ContactRow => row;

interface ContactAsked {
  address: OutsideAddress;
  name?: string;
  username?: string;
}
type Rows = { rows: readonly (ContactRow | null)[] };

export const definition: RoomDefinition = {
  party: "inbox",
  machine: inboxMachine,
  version: 1,
  migrations: [],
  context: v.object({
    project: word,
    id: word,
    config: v.nullable(config),
    setUps: count,
    shown: v.string(),
    check: v.nullable(
      v.object({
        at: count,
        findings: v.array(v.object({ what: word, ok: v.boolean(), words: v.string() })),
        words: v.string(),
      }),
    ),
    templatesAt: v.nullable(count),
    templatesWantedAt: v.nullable(count),
    templatesWords: v.string(),
    coming: v.array(v.string()),
    emptyAt: v.number(),
    contacts: count,
  }),
  tables: { templates: savedTemplate },
  input: (room) => ({ project: projectOf(room), id: room.slice(projectOf(room).length + 1) }),
  effects: {
    ...timers,
    refuse,
    tellProject: ({ project, event }: { project: string; event: Event }) => send("project", project, event),
    check: ({ setUp, ...params }: { setUp: number; sealed: SealedLine; webhookUrl: string }) =>
      job("check", `check-${setUp}`, params, { type: "check.ended", setUp }),
    fetchTemplates: ({ setUp, from, sealed }: { setUp: number; from: number; sealed: SealedLine }) =>
      job("templates", `templates-${setUp}-${from}`, { from, sealed }, { type: "templates.ended", setUp, from }),
    keepContact: ({ row }: { row: ContactRow }): Effect => ({
      kind: "append",
      list: "contacts",
      row: { ...row },
      refs: row.names,
    }),
    changeContact: (change: ContactChange): Effect => ({ kind: "amend", list: "contacts", ...change }),
  },
  services: { check, templates: fetchTemplates },
  looks: {
    "contact.met": {
      list: "contacts",
      wanted: (event: { address: OutsideAddress }) => namesOf(event.address),
      tells: told,
    },
    "address.changed": {
      list: "contacts",
      wanted: ({ from, to }: { from: OutsideAddress; to: OutsideAddress }) => [...namesOf(from), ...namesOf(to)],
      tells: told,
    },
  },
  messages: {},
  commands: {
    /** From the entry worker, for an administrator: secrets are sealed for this room. */
    "inbox.configured": {
      roles: manages,
      schema: v.strictObject({ type: v.literal("inbox.configured"), inbox: config }),
    },
    "inbox.removed": { roles: manages, schema: v.strictObject({ type: v.literal("inbox.removed") }) },
    "check.wanted": { roles: manages, schema: v.strictObject({ type: v.literal("check.wanted") }) },
    "templates.wanted": { roles: entry, schema: v.strictObject({ type: v.literal("templates.wanted") }) },
    "contact.met": {
      roles: entry,
      schema: v.strictObject({
        type: v.literal("contact.met"),
        address,
        name: called,
        username: v.optional(called),
        thread: word,
        when: count,
      }),
    },
    "address.changed": {
      roles: entry,
      schema: v.strictObject({ type: v.literal("address.changed"), from: address, to: address, when: count }),
      event: (input: Event & { from: OutsideAddress }): Event => ({ ...input, ofFrom: namesOf(input.from).length }),
    },
    "slot.take": {
      roles: entry,
      schema: v.strictObject({ type: v.literal("slot.take") }),
      event: () => ({ type: "slot.taken" }),
    },
    "received.count": {
      roles: entry,
      schema: v.strictObject({ type: v.literal("received.count"), count }),
      event: ({ count: n }: { count: number }) => ({ type: "received.counted", count: n }),
    },
  },
  questions: {
    /** As it is shown to who manages it; null: it is not set up. */
    inbox: (snapshot): InboxView | null => {
      const context = contextOf(snapshot);
      if (!context.config) return null;
      const { baseUrl, settings, sealed, webhookUrl } = context.config;
      const { findings = [], words = "" } = context.check ?? {};
      return {
        ...shownOf(context),
        baseUrl,
        settings,
        secrets: Object.keys(sealed),
        webhookUrl,
        isChecking: snapshot.matches({ on: { check: "checking" } }),
        findings,
        words,
      };
    },
    /** What opens it, sealed; null: it is not set up. */
    line: (snapshot): SealedLine | null => {
      const context = contextOf(snapshot);
      return context.config && lineOf(context);
    },
    /** Whose thread somebody of this address has. `known`: there is nothing to be changed for what is said of them. */
    contact: {
      looks: { list: "contacts", wanted: ({ address: of }: ContactAsked) => namesOf(of), tells: told },
      answer: (snapshot, { rows, address: of, name: calls = "", username = "" }: ContactAsked & Rows) => {
        const { config: now } = contextOf(snapshot);
        const contact: OutsideContact = { address: of, name: calls, username };
        const { row, changes } = meet(rows, contact);
        if (!now || !row) return null;
        const { thread, alsoThreads } = row;
        return { thread, alsoThreads, department: now.department, known: changes.length === 0 };
      },
    },
    templates: (snapshot): TemplatesView => {
      const { templates, templatesAt, templatesWords } = contextOf(snapshot);
      const inOrder = [...templates.values()].toSorted((a, b) => a.place - b.place);
      return {
        templates: inOrder.map(({ place: _place, ...template }: KeptTemplate): Template => template),
        at: templatesAt,
        words: templatesWords,
        isComing: snapshot.matches({ on: { templates: "coming" } }),
      };
    },
  },
  // Addresses of customers, and rows that say the same: of no use once they have been acted on.
  logKept: 200,
  topics: {},
  admit: () => [],
  // As long as it is set up it is woken after a boot: known once, it need not say at every message that it is awake.
  isIdle: (snapshot) => contextOf(snapshot).config === null,
};
