/**
 * What goes out. One rule decides what is said of an outcome: until the message itself has been posted nothing can have been sent, and
 * after that only an answer of the provider's tells whether it was.
 */
import * as v from "valibot";
import type { Line, Outgoing, OutgoingFile, Sent, World } from "../port.ts";
import { formOf } from "../multipart.ts";
import { verdictOf } from "./errors.ts";
import { ask, pathOf, post, type Answer, type Trouble } from "./graph.ts";
import { wordsOfThrown } from "../wording.ts";
import { componentsOf } from "./templates.ts";

type NotSent = Extract<Sent, { kind: "notSent" }>;

const Accepted = v.object({ messages: v.pipe(v.array(v.object({ id: v.string() })), v.minLength(1)) });
const Uploaded = v.object({ id: v.string() });

const SERVER_FAILED = 500;
/** Without a code of the Graph API's: somebody on the way asks for patience. */
const PATIENCE = new Set([408, 425, 429]);

function refusal({ status, code, words, waitMs }: Trouble): NotSent {
  const verdict =
    code !== undefined
      ? verdictOf(code)
      : PATIENCE.has(status)
        ? { reason: "tooMuch" as const, retry: true }
        : { reason: "unknown" as const, retry: false };
  const wait = waitMs ?? ("waitMs" in verdict ? verdict.waitMs : undefined);
  return {
    kind: "notSent",
    retry: verdict.retry,
    // A wait is for who tries again.
    ...(verdict.retry && wait !== undefined && { waitMs: wait }),
    reason: verdict.reason,
    ...(code !== undefined && { code }),
    words,
  };
}

const later = (words: string): NotSent => ({ kind: "notSent", retry: true, reason: "providerDown", words });

/** The runtime's `fetch` says so where a body is a stream; the types of browsers do not know it yet. */
type StreamInit = RequestInit & { duplex: "half" };

/** WhatsApp takes OGG only with Opus inside, and wants to be told. */
const saidType = ({ type }: OutgoingFile): string => (type === "audio/ogg" ? "audio/ogg; codecs=opus" : type);

/** @returns its id at the provider, or why it is not there. Nothing of it has been sent. */
async function upload(file: OutgoingFile, line: Line, world: World): Promise<{ id: string } | NotSent> {
  const type = saidType(file);
  try {
    const fields = { messaging_product: "whatsapp", type };
    const init: StreamInit = { method: "POST", duplex: "half", ...formOf(fields, "file", { ...file, type }) };
    const answer = await ask(pathOf(line.settings.phoneNumberId, "media"), line, world, init);
    if (!answer.ok && answer.status >= SERVER_FAILED) return { ...later(answer.words), ...codeOf(answer) };
    if (!answer.ok) {
      const why = refusal(answer);
      return why.reason === "contentRefused" ? { ...why, reason: "mediaProblem" } : why;
    }
    const uploaded = v.safeParse(Uploaded, answer.body);
    return uploaded.success ? { id: uploaded.output.id } : later("the upload was answered without an id");
  } catch (error) {
    return later(wordsOfThrown(error, line));
  }
}

const codeOf = ({ code }: Trouble): { code?: number } => (code === undefined ? {} : { code });

const LINK = /\bhttps?:\/\/\S/i;

type Content = Record<string, unknown> & { type: string };

async function contentOf({ what }: Outgoing, line: Line, world: World): Promise<{ content: Content } | NotSent> {
  if (what.kind === "text") {
    const { text: body } = what;
    return { content: { type: "text", text: { body, ...(LINK.test(body) && { preview_url: true }) } } };
  }
  if (what.kind === "reaction")
    return { content: { type: "reaction", reaction: { message_id: what.of, emoji: what.emoji } } };
  if (what.kind === "template") {
    const { name, language } = what.template;
    const components = componentsOf(what.template);
    const filled = { name, language: { code: language }, ...(components.length > 0 && { components }) };
    return { content: { type: "template", template: filled } };
  }
  const { file, caption } = what;
  const { kind, name, voice } = file;
  // Sent without it, nobody would know that it is not there.
  if (kind === "audio" && caption !== "")
    return { kind: "notSent", retry: false, reason: "contentRefused", words: "no caption on audio" };
  const uploaded = await upload(file, line, world);
  if ("kind" in uploaded) return uploaded;
  const media = {
    id: uploaded.id,
    ...(caption !== "" && { caption }),
    ...(kind === "document" && { filename: name }),
    ...(kind === "audio" && voice && { voice }),
  };
  return { content: { type: kind, [kind]: media } };
}

/** The phone wins where both stand, so only one of them is said. */
function recipientOf({ phone, user, parent }: Outgoing["to"]): Record<string, string> | undefined {
  if (phone !== undefined) return { to: phone };
  const recipient = user ?? parent;
  return recipient === undefined ? undefined : { recipient };
}

export async function send(outgoing: Outgoing, line: Line, world: World): Promise<Sent> {
  const to = recipientOf(outgoing.to);
  if (!to) return { kind: "notSent", retry: false, reason: "recipientUnreachable", words: "no address" };
  const made = await contentOf(outgoing, line, world);
  if ("kind" in made) return made;
  // The upload may have taken all the time that there was.
  if (world.signal.aborted) return later("out of time before it was sent");
  const message = {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    ...to,
    ...made.content,
    ...(outgoing.replyTo !== undefined && { context: { message_id: outgoing.replyTo } }),
    biz_opaque_callback_data: outgoing.ours,
  };
  let answer: Answer;
  try {
    answer = await post(pathOf(line.settings.phoneNumberId, "messages"), line, world, message);
  } catch (error) {
    return { kind: "unknown", words: wordsOfThrown(error, line) };
  }
  if (!answer.ok) return answer.status >= SERVER_FAILED ? { kind: "unknown", words: answer.words } : refusal(answer);
  const accepted = v.safeParse(Accepted, answer.body);
  if (!accepted.success) return { kind: "unknown", words: "answered without an id" };
  return { kind: "sent", id: accepted.output.messages[0]!.id };
}

/** With `typing` the customer sees that somebody writes, until the answer or for 25 seconds. */
export async function markRead(id: string, typing: boolean, line: Line, world: World): Promise<void> {
  await post(pathOf(line.settings.phoneNumberId, "messages"), line, world, {
    messaging_product: "whatsapp",
    status: "read",
    message_id: id,
    ...(typing && { typing_indicator: { type: "text" } }),
  });
}
