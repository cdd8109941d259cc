/**
 * The job service `mail`: one letter to one person. What became of it is told so that the machine can decide about trying again;
 * the same job brings the same letter each time, under one Message-ID.
 */
import type { Mail, MailAnswer } from "../../machines/mail.ts";
import type { Outside, Service } from "../engine/definition.ts";
import { callKnown } from "../engine/calls.ts";
import { POST } from "../rooms/post.ts";
import { sendByApi } from "./api.ts";
import { writeLetter, type WrittenLetter } from "./letter.ts";
import { mimeOf } from "./mime.ts";
import { wayOf, WrongSetting } from "./settings.ts";
import { sendBySmtp } from "./smtp.ts";

/** Sooner than the engine's own limit: here it is still known how far the letter had come. */
const PATIENCE_MS = 15_000;

/** What its machine makes of a letter that is there already is its own affair: it is there. */
async function keepInDemo(
  { id, to, locale, subject, text }: WrittenLetter,
  template: Mail["template"],
): Promise<MailAnswer> {
  const command = { type: "letter.post", letter: { id, to, locale, template, subject, text } };
  const by = { role: "entry", id: "mail", project: "" };
  const answer = (await callKnown(POST, { kind: "command", by, command })) as { kind: string };
  return answer.kind === "done"
    ? { kind: "sent", via: "outbox" }
    : { kind: "notSent", words: `the outbox answered: ${answer.kind}`, retryAfterMs: null };
}

async function send(mail: Mail, outside: Outside, signal: AbortSignal): Promise<MailAnswer> {
  const { id, env, fetch } = outside;
  const { way, from } = wayOf(env);
  const letter = await writeLetter(mail, id, from, env);
  if (!letter) return { kind: "refused", words: "the address cannot be written to" };
  if (way.via === "outbox") return keepInDemo(letter, mail.template);
  if (way.via !== "smtp") return sendByApi(letter, way, { fetch, signal });
  // Loaded where it is used: there are no such sockets where machines and rooms are tested.
  const { connect } = await import("cloudflare:sockets");
  return sendBySmtp({ from: from.address, to: letter.to, data: mimeOf(letter, Date.now()) }, way, connect, signal);
}

export const mail: Service = async (mail: Mail, outside): Promise<MailAnswer> => {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  outside.signal.addEventListener("abort", stop, { once: true });
  const patience = setTimeout(stop, PATIENCE_MS);
  try {
    const answer = await send(mail, outside, stopping.signal);
    if (answer.kind !== "sent")
      outside.log({ level: "warn", msg: "letter not sent", template: mail.template, ...answer });
    return answer;
  } catch (error) {
    if (!(error instanceof WrongSetting)) throw error;
    outside.log({ level: "error", msg: "no mail", template: mail.template, words: error.message });
    return { kind: "off", words: error.message };
  } finally {
    clearTimeout(patience);
    outside.signal.removeEventListener("abort", stop);
  }
};
