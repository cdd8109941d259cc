/** What the routes share: how they are asked, how they ask rooms, and what a request says of where it comes from. */
import { sValidator } from "@hono/standard-validator";
import type { Context } from "hono";
import * as v from "valibot";
import type { Page } from "../../machines/account-events.ts";
import type { Address, Event } from "../engine/definition.ts";
import { call } from "../engine/calls.ts";
import type { Entry } from "../entry.ts";
import type { Outcome } from "../engine/room.ts";
import type { AccountCommand } from "../rooms/account.ts";
import { secretOf } from "./identity.ts";

export interface Env {
  Bindings: Omit<Entry, "assets">;
}
export type Asked = Context<Env>;

export const malformed = { error: "malformed" } as const;
export const ENTRY = { role: "entry", id: "http", project: "" };

export const validate = <S extends v.GenericSchema>(schema: S) =>
  sValidator("json", schema, (result, c) => (result.success ? undefined : c.json(malformed, 400)));

export const email = v.pipe(v.string(), v.trim(), v.maxLength(254));
/** Longer ones are refused with the reason, and anything endless before it is looked at. */
export const password = v.pipe(v.string(), v.maxLength(1000));
export const locale = v.optional(v.picklist(["es", "en"]), "es");

export const secretFor = (c: Asked): string => secretOf(c.env.env);
export const isSecure = (c: Asked): boolean => new URL(c.req.url).protocol === "https:";

export const ask = (c: Asked, at: Address, question: Event): Promise<unknown> =>
  call(c.env.parties, at, { kind: "ask", question });

export const account = (room: string): Address => ({ party: "account", room });

/** The reason of a refusal, if it was one. @throws if the room failed. */
export async function command(c: Asked, at: Address, what: Event): Promise<string | undefined> {
  const outcome = (await call(c.env.parties, at, { kind: "command", by: ENTRY, command: what })) as
    | Outcome
    | { kind: "malformed"; detail: string };
  if (outcome.kind === "done") return undefined;
  if (outcome.kind === "refused") return outcome.reason;
  throw new Error(
    `${at.party} answered ${outcome.kind} to ${what.type}${"detail" in outcome ? `: ${outcome.detail}` : ""}`,
  );
}

export const tell = (c: Asked, room: string, what: AccountCommand): Promise<string | undefined> =>
  command(c, account(room), what);

/** The address of the network, where the platform says it: a header that whoever asks cannot set there. */
export const addressOf = (c: Asked): string | undefined => c.req.header("cf-connecting-ip")?.slice(0, 64);

const BROWSERS: [string, RegExp][] = [
  ["Edge", /\bEdg(?:e|A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Firefox", /\b(?:Firefox|FxiOS)\//],
  ["Chrome", /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ["Safari", /\bSafari\//],
];
const SYSTEMS: [string, RegExp][] = [
  ["Android", /\bAndroid\b/],
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMac OS X\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\bLinux\b/],
];

/** As its owner would call it: `Firefox · Linux`. Empty: a program that does not say. */
export function deviceOf(userAgent: string | undefined): string {
  const found = (names: [string, RegExp][]) => names.find(([, sign]) => sign.test(userAgent ?? ""))?.[0];
  return [found(BROWSERS), found(SYSTEMS)].filter(Boolean).join(" · ");
}

export const whereFrom = (c: Asked): { device: string; address: string } => ({
  device: deviceOf(c.req.header("user-agent")),
  address: addressOf(c) ?? "",
});

/** Of the page that asks: letters speak as it does, and in a demo lead back to it. */
export const pageOf = (c: Asked, speaks: Page["locale"]): Page => ({ locale: speaks, url: new URL(c.req.url).origin });
