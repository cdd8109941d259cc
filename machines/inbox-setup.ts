/** What an inbox remembers, hears and asks for: the words of `machines/inbox.ts`. */
import { setup } from "xstate";
import { NAME_MAX_CHARS } from "./catalogue.ts";
import { meet, move, type ContactChange, type ContactRow, type Meeting } from "./contacts.ts";
import { slotWaitMs } from "./inbox-pace.ts";
import type { Ordered } from "./ordered.ts";
import {
  CAPABILITIES,
  type OutsideAddress,
  type OutsideChannel,
  type OutsideContact,
  type Template,
} from "./outside.ts";
import type { JobOutcome } from "./push.ts";
import { isBlank, type Author, type Reason, type Stamp } from "./vocabulary.ts";

/** Templates older than this are asked for anew, while somebody wants them; and never sooner than this after the last time. */
export const TEMPLATES_FRESH_MS = 60 * 60_000;
export const TEMPLATES_SOONEST_MS = 60_000;
/** How exactly it is known when somebody has wanted them: each time would be a write. */
const WANTED_EVERY_MS = 10 * 60_000;
/** Most templates that are kept. */
export const TEMPLATES_MAX = 300;

/** As the set-up page says it. Of a secret only what it is called is told to anybody but an adapter. */
export interface InboxConfig {
  channel: OutsideChannel;
  name: string;
  /** Whose line its customers join. */
  department: string;
  baseUrl: string;
  settings: Readonly<Record<string, string>>;
  sealed: Readonly<Record<string, string>>;
  /** Where its provider sends what it has to say. */
  webhookUrl: string;
}

/** One thing that was looked at in the set-up. */
export interface Found {
  what: string;
  ok: boolean;
  words: string;
}

export interface Check {
  at: number;
  findings: Found[];
  /** Why nothing could be looked at; empty: all was. */
  words: string;
}

export interface InboxContext {
  project: string;
  id: string;
  /** Null: it is not set up, or not any more. */
  config: InboxConfig | null;
  /** How often it has been set up: what was asked for before is of no use after it. */
  setUps: number;
  /** What the provider calls it: a number, a bot. */
  shown: string;
  check: Check | null;
  templates: Ordered<KeptTemplate>;
  /** When they were last had; null: never. */
  templatesAt: number | null;
  templatesWantedAt: number | null;
  /** Why they could not be had the last time; empty: they were. */
  templatesWords: string;
  /** While they come, in pieces: those that are there. */
  coming: string[];
  /** When its bucket is empty: `inbox-pace.ts`. */
  emptyAt: number;
  /** How many rows there are of customers. */
  contacts: number;
}

/** `place`: the provider's order. */
export type KeptTemplate = Template & { place: number };

/** One answer holds so much; `next`: where the rest begins, null: that was all. */
export interface TemplatesPage {
  templates: Template[];
  next: number | null;
}

type Rows = { rows: readonly (ContactRow | null)[] };

export type InboxEvent = Stamp &
  (
    | { type: "inbox.configured"; inbox: InboxConfig; by: Author }
    | { type: "inbox.removed"; by: Author }
    | { type: "check.wanted"; by: Author }
    | { type: "check.ended"; setUp: number; outcome: JobOutcome }
    | { type: "templates.wanted" }
    | { type: "templates.due"; setUp: number }
    | { type: "templates.ended"; setUp: number; from: number; outcome: JobOutcome }
    /** `thread`: to be theirs if they were never met before. `when`: by the provider's clock. */
    | ({ type: "contact.met"; thread: string; when: number } & OutsideContact & Rows)
    /** `when`: by the provider's clock. `wanted`: how many of the rows are of `from`. */
    | ({ type: "address.changed"; from: OutsideAddress; to: OutsideAddress; when: number; ofFrom: number } & Rows)
    | { type: "slot.taken" }
    | { type: "received.counted"; count: number }
  );
export type Args = { context: InboxContext; event: InboxEvent };
export type Of<T extends InboxEvent["type"]> = Extract<InboxEvent, { type: T }>;

/** What the project knows of it. `works`: what the last check said; null: there was none. */
export interface InboxShown {
  id: string;
  channel: OutsideChannel;
  name: string;
  department: string;
  shown: string;
  works: boolean | null;
  /** When it was last checked; null: never. */
  checkedAt: number | null;
}

/** What opens it, for who speaks with its provider. */
export function lineOf({ project, id: inbox, config }: InboxContext) {
  const { channel, baseUrl, settings, sealed } = config!;
  return { project, inbox, channel, baseUrl, settings, sealed };
}
export type SealedLine = ReturnType<typeof lineOf>;

export type InboxDeed = "inboxAdded" | "inboxChanged" | "inboxRemoved";

const worksBy = (check: Check | null): boolean | null =>
  check && check.words === "" && check.findings.every(({ ok }) => ok);

export const shownOf = ({ id, config, shown, check }: InboxContext): InboxShown => {
  const { channel, name, department } = config!;
  return { id, channel, name, department, shown, works: worksBy(check), checkedAt: check?.at ?? null };
};

export const meetingOf = ({ event }: Args): Meeting => {
  if (event.type === "contact.met") return meet(event.rows, event);
  const { from, to, when, rows, ofFrom } = event as Of<"address.changed">;
  return move({ from, to, at: when }, rows.slice(0, ofFrom), rows.slice(ofFrom));
};

/** Which fields of the set-up are other than they were, by name. */
export function changedFields(before: InboxConfig | null, after: InboxConfig): string[] {
  const values = (config: InboxConfig | null): Record<string, unknown> => {
    if (!config) return {};
    const { settings, sealed, channel: _channel, webhookUrl: _url, ...own } = config;
    return { ...own, ...settings, ...sealed };
  };
  const [was, is] = [values(before), values(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((field) => was[field] !== is[field]);
}

const isDue = ({ context, event }: Args): boolean =>
  context.templatesAt === null || event.at - context.templatesAt >= TEMPLATES_SOONEST_MS;

type Told = { type: string; [field: string]: unknown };

export const setupInbox = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: InboxContext; events: InboxEvent; input: { project: string; id: string } },
  actions: {
    tellProject: (_, _params: { project: string; event: Told }) => {},
    /** Looks whether it works, at its provider. */
    check: (_, _params: { setUp: number; sealed: SealedLine; webhookUrl: string }) => {},
    /** Asks the provider for its templates, from this one on. */
    fetchTemplates: (_, _params: { setUp: number; from: number; sealed: SealedLine }) => {},
    keepContact: (_, _params: { row: ContactRow }) => {},
    changeContact: (_, _params: ContactChange) => {},
    startTimer: (_, _params: { id: string; at: number; event: Told }) => {},
    cancelTimer: (_, _params: { id: string }) => {},
    refuse: (_, _params: { reason: Reason | "inboxOff" | "tooSoon"; waitMs?: number }) => {},
  },
  guards: {
    isNameless: ({ event }) => isBlank((event as Of<"inbox.configured">).inbox.name),
    isNameTooLong: ({ event }) => (event as Of<"inbox.configured">).inbox.name.length > NAME_MAX_CHARS,
    isSameSetUp: ({ context, event }) => {
      const { inbox } = event as Of<"inbox.configured">;
      return context.config?.webhookUrl === inbox.webhookUrl && changedFields(context.config, inbox).length === 0;
    },
    isOfThisSetUp: ({ context, event }) => (event as Of<"check.ended">).setUp === context.setUps,
    isOfAnotherSetUp: ({ context, event }) => (event as Of<"check.ended">).setUp !== context.setUps,
    hasNoTemplates: ({ context }) => !CAPABILITIES[context.config!.channel].templates,
    areTemplatesDue: isDue,
    isWantNew: ({ context, event }) => event.at - (context.templatesWantedAt ?? 0) >= WANTED_EVERY_MS,
    /** IN9: nobody has wanted them since they were last had. */
    areTemplatesUnwanted: ({ context: { setUps, templatesWantedAt }, event }) =>
      (event as Of<"templates.due">).setUp !== setUps || (templatesWantedAt ?? 0) <= event.at - TEMPLATES_FRESH_MS,
    isPage: ({ event }) => pageOf((event as Of<"templates.ended">).outcome) !== undefined,
    isMorePages: ({ event }) => {
      const next = pageOf((event as Of<"templates.ended">).outcome)?.next ?? null;
      return next !== null && next < TEMPLATES_MAX;
    },
    isNobody: ({ event }) => (event as Of<"contact.met">).rows.every((row) => row === null) && hasNoName(event),
    changesContacts: (args) => {
      const { row, changes } = meetingOf(args);
      return changes.length > 0 || (row === null && args.event.type === "contact.met");
    },
    isTooSoon: ({ context, event }) => slotWaitMs(context.config!.channel, context.emptyAt, event.at) > 0,
    countsReceived: ({ context }) => CAPABILITIES[context.config!.channel].inboxCountsReceived,
  },
});

const hasNoName = (event: InboxEvent): boolean => {
  const { address } = event as Of<"contact.met">;
  return Object.values(address).every((name) => !name);
};

/** What came of it; undefined: nothing did. */
export function pageOf(outcome: JobOutcome): TemplatesPage | undefined {
  return outcome.kind === "done" && !("cut" in outcome) ? (outcome.value as TemplatesPage) : undefined;
}

/** Why a job had no result. */
export const wordsOf = (outcome: JobOutcome): string => {
  if (outcome.kind === "failed") return outcome.reason;
  return outcome.kind === "timedOut" ? "no answer in time" : "";
};

export const refuse = (reason: Reason | "inboxOff") => ({ type: "refuse" as const, params: { reason } });
