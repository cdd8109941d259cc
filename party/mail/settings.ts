/** What the deployment says about mail: by which way it goes, from whom, and where links lead. */
import type { Settings } from "../engine/definition.ts";
import { addressOf, mailboxOf, type Mailbox } from "./address.ts";

export interface Smtp {
  via: "smtp";
  host: string;
  port: number;
  /** From the first byte on; otherwise STARTTLS. */
  isTls: boolean;
  login: { user: string; password: string } | null;
}

export interface Api {
  via: "resend" | "postmark";
  url: string;
  key: string;
}

export type Way = Smtp | Api | { via: "outbox" };

/** Names the setting that is wrong, and never says what stands in it: it may be a password. */
export class WrongSetting extends Error {}

const SCHEMES: Record<string, { port: number; isTls: boolean }> = {
  "smtp:": { port: 587, isTls: false },
  "smtps:": { port: 465, isTls: true },
};
const APIS = { resend: "https://api.resend.com/emails", postmark: "https://api.postmarkapp.com/email" };
const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** What never leaves this machine. */
export const isLoopback = (host: string): boolean => LOOPBACK.includes(host);

export const said = (settings: Settings, name: string): string => {
  const value = settings[name];
  return typeof value === "string" ? value.trim() : "";
};

const SMTP_FORM = "TURNO_SMTP_URL must be like smtps://user:password@host:465 or smtp://user:password@host:587";

function smtpOf(text: string): Smtp {
  if (!URL.canParse(text)) throw new WrongSetting(`${SMTP_FORM} (percent-encode @ : / # ? in name and password)`);
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  const scheme = SCHEMES[protocol];
  const isMore = !["", "/"].includes(pathname) || search !== "" || hash !== "";
  if (!scheme || hostname === "" || isMore) throw new WrongSetting(SMTP_FORM);
  if ((username === "") !== (password === "")) throw new WrongSetting("TURNO_SMTP_URL has a name without a password");
  const { isTls } = scheme;
  const base = { via: "smtp", host: hostname, port: port === "" ? scheme.port : Number(port), isTls } as const;
  if (username === "") return { ...base, login: null };
  try {
    return { ...base, login: { user: decodeURIComponent(username), password: decodeURIComponent(password) } };
  } catch {
    throw new WrongSetting("TURNO_SMTP_URL has a % in its name or password that must be written as %25");
  }
}

function apiOf(name: string, settings: Settings): Api {
  if (name !== "resend" && name !== "postmark") throw new WrongSetting("TURNO_MAIL_API must be resend or postmark");
  const key = said(settings, "TURNO_MAIL_KEY");
  if (!/^[\x21-\x7e]+$/.test(key)) throw new WrongSetting(`TURNO_MAIL_KEY must be the key that ${name} has given`);
  const url = said(settings, "TURNO_MAIL_API_URL") || APIS[name];
  if (!isOurWeb(url)) throw new WrongSetting("TURNO_MAIL_API_URL must be an https address");
  return { via: name, url, key };
}

/** https, or plain http on this machine. */
function isOurWeb(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}

/** Throws `WrongSetting`. */
export function wayOf(settings: Settings): { way: Way; from: Mailbox } {
  const smtp = said(settings, "TURNO_SMTP_URL");
  const api = said(settings, "TURNO_MAIL_API");
  if (smtp !== "" && api !== "") throw new WrongSetting("TURNO_SMTP_URL and TURNO_MAIL_API are two ways: set one");
  if (smtp === "" && api === "") {
    if (settings.TURNO_DEMO !== "1")
      throw new WrongSetting("no mail is configured: set TURNO_SMTP_URL or TURNO_MAIL_API, and TURNO_MAIL_FROM");
    return { way: { via: "outbox" }, from: { name: "Turno", address: addressOf("turno@demo.invalid")! } };
  }
  const from = mailboxOf(said(settings, "TURNO_MAIL_FROM"));
  if (!from)
    throw new WrongSetting("TURNO_MAIL_FROM must be like no-reply@example.com or Turno <no-reply@example.com>");
  return { way: smtp === "" ? apiOf(api, settings) : smtpOf(smtp), from };
}

/**
 * Where our pages are. Only a demo believes what a request said of it: elsewhere whoever asks for a letter to somebody else could
 * name a host of their own, and have the link's token sent there.
 */
export function baseOf(settings: Settings, stored = ""): string {
  const text = said(settings, "TURNO_URL") || (settings.TURNO_DEMO === "1" ? stored : "");
  const isOrigin = isOurWeb(text) && new URL(text).pathname === "/" && !/[?#]/.test(text);
  if (!isOrigin)
    throw new WrongSetting("TURNO_URL must be where the panel is, without a path: https://chat.example.com");
  return new URL(text).origin;
}

/** For the start-up log. */
export function mailState(settings: Settings): Record<string, unknown> {
  try {
    const { way, from } = wayOf(settings);
    if (way.via === "outbox") return { msg: "mail", via: way.via, readAt: "/outbox" };
    const isTold = settings.TURNO_DEMO !== "1" || said(settings, "TURNO_URL") !== "";
    const links = isTold ? baseOf(settings) : "where it is asked for";
    return { msg: "mail", via: way.via, from: from.address, links };
  } catch (error) {
    return { level: "warn", msg: "no mail", words: (error as Error).message };
  }
}

export type LettersGo = "out" | "outbox" | "nowhere";

/** For who is about to have one sent. In a demo without settings for mail, its outbox has them. */
export function lettersGo(settings: Settings): LettersGo {
  try {
    const { way } = wayOf(settings);
    if (settings.TURNO_DEMO !== "1") baseOf(settings);
    return way.via === "outbox" ? "outbox" : "out";
  } catch {
    return "nowhere";
  }
}
