/**
 * A letter as it is sent: in words, as text and as a page of it, with its link. Of the same job it is the same each time, name and
 * all, so that whoever looks for a letter that came twice finds it.
 */
import type { Mail } from "../../machines/mail.ts";
import { sha256, tokenOf } from "../accounts/tokens.ts";
import type { Settings } from "../engine/definition.ts";
import { secretOf } from "../http/identity.ts";
import { addressOf, domainOf, type MailAddress, type Mailbox } from "./address.ts";
import { baseOf } from "./settings.ts";
import { say, wordsOf, type Said } from "./words/index.ts";

export interface WrittenLetter {
  /** Its Message-ID, without the brackets. */
  id: string;
  from: Mailbox;
  to: MailAddress;
  locale: Mail["locale"];
  subject: string;
  text: string;
  html: string;
}

/** How the panel's page knows what a link is for. */
const FRAGMENTS = { recovery: "recover", invitation: "invite" } as const;
const ID_CHARS = 40;

/** Not of the job's id alone: each room counts its own. */
async function idOf(mail: Mail, jobId: string, from: Mailbox): Promise<string> {
  const digest = await sha256(JSON.stringify([jobId, mail]));
  return `${digest.slice(0, ID_CHARS)}@${domainOf(from.address)}`;
}

/** After a `#`: no proxy and no server has it in its logs. */
async function linkOf({ template, data }: Mail, settings: Settings): Promise<string> {
  const panel = `${baseOf(settings, data.url)}/panel`;
  if (template !== "recovery" && template !== "invitation") return panel;
  const { room, nonce } = data;
  const token = await tokenOf(secretOf(settings), template, room, nonce);
  return `${panel}#${FRAGMENTS[template]}=${room}.${token}`;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text: string): string => text.replace(/[&<>"']/g, (char) => ESCAPES[char]!);

function textOf({ before, action, after }: Said, link: string, { sign, why }: { sign: string; why: string }): string {
  return `${[...before, `${action}:\n${link}`, ...after, `-- \n${sign}\n${why}`].join("\n\n")}\n`;
}

/** Nothing in it is fetched from anywhere: who reads it is not watched. */
function htmlOf(
  { subject, before, action, after }: Said,
  link: string,
  { locale, sign, why }: { locale: string; sign: string; why: string },
): string {
  const paragraph = (text: string) => `<p>${escape(text)}</p>`;
  const to = escape(link);
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escape(subject)}</title></head>`,
    '<body style="margin:0 auto;max-width:36em;padding:24px;font:16px/1.5 system-ui,sans-serif">',
    ...before.map(paragraph),
    `<p><a href="${to}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#0f6b58;color:#ffffff;text-decoration:none">${escape(action)}</a></p>`,
    `<p style="font-size:13px;overflow-wrap:anywhere"><a href="${to}">${to}</a></p>`,
    ...after.map(paragraph),
    `<hr><p style="font-size:13px">${escape(sign)}<br>${escape(why)}</p></body></html>`,
  ].join("\n");
}

/** Undefined: no letter can be sent to this address. */
export async function writeLetter(
  mail: Mail,
  jobId: string,
  from: Mailbox,
  settings: Settings,
): Promise<WrittenLetter | undefined> {
  const to = addressOf(mail.to);
  if (!to) return undefined;
  const { locale } = mail;
  const said = say(mail);
  const link = await linkOf(mail, settings);
  const { sign, why } = wordsOf(locale);
  return {
    id: await idOf(mail, jobId, from),
    from,
    to,
    locale,
    subject: said.subject,
    text: textOf(said, link, { sign, why }),
    html: htmlOf(said, link, { locale, sign, why }),
  };
}
