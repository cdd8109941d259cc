/** What happens when an inbox is set up, looked at, asked for templates, and met by customers. */
import { namesOf, type ContactRow } from "./contacts.ts";
import { slotWaitMs, withReceived, withSlots } from "./inbox-pace.ts";
import {
  TEMPLATES_FRESH_MS,
  TEMPLATES_MAX,
  changedFields,
  lineOf,
  meetingOf,
  pageOf,
  setupInbox,
  shownOf,
  wordsOf,
  type Args,
  type Check,
  type InboxContext,
  type InboxDeed,
  type KeptTemplate,
  type Of,
} from "./inbox-setup.ts";
import { Ordered } from "./ordered.ts";

const { assign, enqueueActions } = setupInbox;
type Enqueue = Parameters<Parameters<typeof enqueueActions>[0]>[0]["enqueue"];

/** IN7: names of what was changed, never what it was changed to. */
function note(enqueue: Enqueue, { context, event }: Args, what: InboxDeed, detail: string): void {
  const { by } = event as Of<"inbox.removed">;
  const { project, id: about } = context;
  const who = { who: by.id, whoName: by.name ?? "", whoRole: by.role };
  const noted = { type: "audit.noted", what, about, detail, when: event.at, ...who };
  enqueue({ type: "tellProject", params: { project, event: noted } });
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What it is shown as, and what its webhooks are known by: the project's room keeps both. */
const told = (context: InboxContext) => ({ type: "inbox.changed", inbox: shownOf(context), line: lineOf(context) });

function tell(enqueue: Enqueue, context: InboxContext, before?: InboxContext): void {
  const event = told(context);
  if (before?.config && isSame(event, told(before))) return;
  enqueue({ type: "tellProject", params: { project: context.project, event } });
}

const TEMPLATES_TIMER = "templates";

const keyOf = ({ name, language }: Pick<KeptTemplate, "name" | "language">): string => `${language}/${name}`;

/** IN9: what is as it was stays the very row, and is not written again. */
function withTemplates(context: InboxContext, { event }: { event: Of<"templates.ended"> }): Partial<InboxContext> {
  const page = pageOf(event.outcome)!;
  const { from } = event;
  let { templates } = context;
  const coming = from === 0 ? [] : [...context.coming];
  for (const [index, template] of page.templates.entries()) {
    const kept: KeptTemplate = { ...template, place: from + index };
    if (kept.place >= TEMPLATES_MAX) break;
    const key = keyOf(kept);
    coming.push(key);
    if (!isSame(templates.get(key), kept)) templates = templates.set(key, kept);
  }
  if (page.next !== null && page.next < TEMPLATES_MAX) return { templates, coming };
  const there = new Set(coming);
  for (const key of templates.keys()) if (!there.has(key)) templates = templates.delete(key);
  return { templates, coming: [], templatesAt: event.at, templatesWords: "" };
}

const startCheck = (enqueue: Enqueue, context: InboxContext): void =>
  enqueue({
    type: "check",
    params: { setUp: context.setUps, sealed: lineOf(context), webhookUrl: context.config!.webhookUrl },
  });
const startTemplates = (enqueue: Enqueue, context: InboxContext, from = 0): void =>
  enqueue({ type: "fetchTemplates", params: { setUp: context.setUps, from, sealed: lineOf(context) } });

export const did = {
  /** IN1, IN6 */
  setUp: enqueueActions(({ context, event, enqueue }) => {
    const { inbox } = event as Of<"inbox.configured">;
    const before = context.config;
    const fields = changedFields(before, inbox);
    const setUps = context.setUps + 1;
    // Templates of other settings may be others.
    const changed = { config: inbox, setUps, coming: [], templatesAt: null };
    const after: InboxContext = { ...context, ...changed };
    enqueue.assign(changed);
    tell(enqueue, after, context);
    if (!before) note(enqueue, { context, event }, "inboxAdded", inbox.name);
    else if (fields.length > 0) note(enqueue, { context, event }, "inboxChanged", fields.join(", "));
    startCheck(enqueue, after);
  }),
  /** IN8: who its customers are stays, and so do their threads. */
  removed: enqueueActions(({ context, event, enqueue }) => {
    const { project, id, config } = context;
    enqueue.assign({
      config: null,
      setUps: context.setUps + 1,
      shown: "",
      check: null,
      templates: Ordered.empty(),
      templatesAt: null,
      templatesWantedAt: null,
      templatesWords: "",
      coming: [],
    });
    enqueue({ type: "cancelTimer", params: { id: TEMPLATES_TIMER } });
    enqueue({ type: "tellProject", params: { project, event: { type: "inbox.removed", id } } });
    note(enqueue, { context, event }, "inboxRemoved", config!.name);
  }),
  askedToCheck: enqueueActions(({ context, enqueue }) => startCheck(enqueue, context)),
  /** IN6 */
  checked: enqueueActions(({ context, event, enqueue }) => {
    const { outcome } = event as Of<"check.ended">;
    const words = wordsOf(outcome);
    const value = words === "" && outcome.kind === "done" ? (outcome.value as CheckValue | null) : null;
    const { shown = context.shown, findings = [] } = value ?? {};
    const check: Check = { at: event.at, findings, words: value ? "" : words || "no answer that could be kept" };
    const after: InboxContext = { ...context, check, shown: shown || context.shown };
    enqueue.assign({ check, shown: after.shown });
    tell(enqueue, after, context);
  }),
  wantedTemplates: assign(({ event }) => ({ templatesWantedAt: event.at })),
  askedForTemplates: enqueueActions(({ context, event, enqueue }) => {
    if (event.type === "templates.wanted") enqueue.assign({ templatesWantedAt: event.at });
    startTemplates(enqueue, context);
  }),
  tookTemplates: enqueueActions(({ context, event, enqueue }) => {
    enqueue.assign(withTemplates(context, { event: event as Of<"templates.ended"> }));
    const { next } = pageOf((event as Of<"templates.ended">).outcome)!;
    if (next !== null && next < TEMPLATES_MAX) startTemplates(enqueue, context, next);
    else startHour(enqueue, context, event.at);
  }),
  /** What there was stays: it is still more than nothing. */
  missedTemplates: enqueueActions(({ context, event, enqueue }) => {
    const words = wordsOf((event as Of<"templates.ended">).outcome) || "no answer that could be kept";
    enqueue.assign({ templatesWords: words, templatesAt: event.at, coming: [] });
    startHour(enqueue, context, event.at);
  }),
  /** IN2, IN3, IN4 */
  met: enqueueActions(({ context, event, enqueue }) => {
    const { row, changes } = meetingOf({ context, event });
    for (const params of changes) enqueue({ type: "changeContact", params });
    if (row !== null || event.type !== "contact.met") return;
    const seq = context.contacts + 1;
    const { thread, name, username = "", address, at, when: metAt } = event;
    const added: ContactRow = { seq, at, metAt, thread, alsoThreads: [], names: namesOf(address), name, username };
    enqueue.assign({ contacts: seq });
    enqueue({ type: "keepContact", params: { row: added } });
  }),
  /** IN5 */
  tookSlot: assign(({ context, event }) => ({
    emptyAt: withSlots(context.config!.channel, context.emptyAt, event.at),
  })),
  counted: assign(({ context, event }) => ({
    emptyAt: withReceived(context.config!.channel, context.emptyAt, event.at, (event as Of<"received.counted">).count),
  })),
};

interface CheckValue {
  shown: string;
  findings: Check["findings"];
}

function startHour(enqueue: Enqueue, { setUps }: InboxContext, at: number): void {
  const event = { type: "templates.due", setUp: setUps };
  enqueue({ type: "startTimer", params: { id: TEMPLATES_TIMER, at: at + TEMPLATES_FRESH_MS, event } });
}

export const refuseSlot = {
  type: "refuse" as const,
  params: ({ context, event }: Args) => ({
    reason: "tooSoon" as const,
    waitMs: slotWaitMs(context.config!.channel, context.emptyAt, event.at),
  }),
};
