/** What the panel's page of channels asks for and gets, and what its topic `inboxes` shows: numbers and bots of the project. */
import * as v from "valibot";
import { OUTSIDE_CHANNELS, type OutsideChannel, type Template } from "../../machines/outside.ts";
import type { InboxShown } from "../../machines/inbox-setup.ts";

export type { InboxShown } from "../../machines/inbox-setup.ts";

/** To whoever manages inboxes. Of secrets, which there are: never what they are. */
export interface InboxView extends InboxShown {
  baseUrl: string;
  settings: Readonly<Record<string, string>>;
  /** Names of those that are kept. */
  secrets: string[];
  webhookUrl: string;
  isChecking: boolean;
  /** Of the last check. */
  findings: { what: string; ok: boolean; words: string }[];
  /** Why nothing could be looked at; empty: all was. */
  words: string;
}

/** What a channel's set-up asks for, and what is to be pasted at its provider. */
export interface ChannelSetup {
  channel: OutsideChannel;
  baseUrl: string;
  /** `pattern`: as of a regular expression. */
  settings: { name: string; secret: boolean; optional: boolean; preset: string; pattern: string }[];
  /** Where the provider of all the project's inboxes of this channel sends; empty: it is told by us, for each. */
  webhookUrl: string;
  /** What it asks for before it sends anything; empty: nothing. */
  verifyToken: string;
}

export interface TemplatesView {
  templates: Template[];
  /** When they were last asked for; null: never. */
  at: number | null;
  /** Why they could not be had the last time; empty: they were. */
  words: string;
  isComing: boolean;
}

const said = v.pipe(v.string(), v.maxLength(4000));

export const inboxBodies = {
  /** Makes one, or changes the one of this id. Settings and secrets by name; a secret that is left out or empty stays as it was. */
  save: v.strictObject({
    id: v.optional(v.pipe(v.string(), v.maxLength(64))),
    channel: v.picklist(OUTSIDE_CHANNELS),
    name: said,
    department: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
    baseUrl: v.optional(said, ""),
    settings: v.record(v.pipe(v.string(), v.maxLength(64)), said),
  }),
};
