/** One letter to a provider of mail, over HTTP. */
import type { MailAnswer } from "../../machines/mail.ts";
import type { Outside } from "../engine/definition.ts";
import type { Mailbox } from "./address.ts";
import type { WrittenLetter } from "./letter.ts";
import type { Api } from "./settings.ts";

type Form = (letter: WrittenLetter, key: string) => { headers: Record<string, string>; body: object };

const SHOWN_MAX_CHARS = 300;

/** In JSON a name needs no other letters than its own. */
const sender = ({ name, address }: Mailbox): string =>
  name === null ? address : `"${name.replaceAll("\\", "")}" <${address}>`;

const FORMS: Record<Api["via"], Form> = {
  resend: ({ id, from, to, subject, text, html }, key) => ({
    // For a day, the same key is the same letter there.
    headers: { authorization: `Bearer ${key}`, "idempotency-key": id },
    body: { from: sender(from), to: [to], subject, text, html, headers: { "Message-ID": `<${id}>` } },
  }),
  postmark: ({ id, from, to, subject, text, html }, key) => ({
    headers: { "x-postmark-server-token": key },
    body: {
      From: sender(from),
      To: to,
      Subject: subject,
      TextBody: text,
      HtmlBody: html,
      // It has no key against sending twice. Without the second header it would give the letter another id.
      Headers: [
        { Name: "Message-ID", Value: `<${id}>` },
        { Name: "X-PM-KeepID", Value: "true" },
      ],
      MessageStream: "outbound",
      TrackOpens: false,
      TrackLinks: "None",
    },
  }),
};

/** In milliseconds: it comes as seconds or as a date. */
function retryAfterOf(response: Response): number | null {
  const told = response.headers.get("retry-after");
  if (told === null) return null;
  const ms = /^\d+$/.test(told.trim()) ? Number(told) * 1000 : Date.parse(told) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

/** About this letter, and not about us: it would be refused each time. */
const ABOUT_THE_LETTER = [400, 406, 413, 422];
const TOO_MANY = 429;
/** Another request with the same key is under way, or has been answered. */
const CONFLICT = 409;

/** Never throws. */
export async function sendByApi(
  letter: WrittenLetter,
  { via, url, key }: Api,
  { fetch, signal }: Pick<Outside, "fetch" | "signal">,
): Promise<MailAnswer> {
  const { headers, body } = FORMS[via](letter, key);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      redirect: "manual",
      signal,
    });
    const { ok, status } = response;
    const words = `${via} answered ${status}: ${(await response.text()).slice(0, SHOWN_MAX_CHARS)}`;
    if (ok) return { kind: "sent", via };
    if (ABOUT_THE_LETTER.includes(status)) return { kind: "refused", words };
    if (status === CONFLICT || status >= 500) return { kind: "unknown", words };
    return { kind: "notSent", words, retryAfterMs: status === TOO_MANY ? retryAfterOf(response) : null };
  } catch (error) {
    // Whether it had come that far, nobody says.
    return { kind: "unknown", words: `${via}: ${String(error)}`.slice(0, SHOWN_MAX_CHARS) };
  }
}
