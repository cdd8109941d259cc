/**
 * What the room of a thread hears of a channel outside: from the entry worker (role `channel`, for a webhook), from the outbox, and from
 * the rooms of files that are fetched. A provider may say anything: what is longer than anybody would read is cut, never refused, for it
 * would come again for days.
 */
import * as v from "valibot";
import { MEDIA_REASONS, type Message } from "../../machines/lines.ts";
import { FILE_KINDS, FILE_REASONS } from "../../machines/media-limits.ts";
import {
  DELIVERY_REASONS,
  DELIVERY_STATES,
  OUTSIDE_CHANNELS,
  type Receipt,
  type Received,
} from "../../machines/outside.ts";
import { RIGHTS } from "../../machines/rights.ts";
import { UPLOAD_REASONS } from "../../machines/upload-reasons.ts";
import { REASONS } from "../../machines/vocabulary.ts";
import type { Command, Event, Looking } from "../engine/definition.ts";
import { nameOf } from "../files/said.ts";
import { conversationCommands } from "../protocol/conversation.ts";
import { CUSTOMER_NAME_MAX_CHARS } from "../protocol/screens.ts";
import { toldOf } from "./conversation-lines.ts";
import { count, department, word } from "./shared.ts";
import { fileRow } from "./upload-shapes.ts";

const TAKERS = RIGHTS["conversations.take"];
const CHANNEL = ["channel"];

/** More than any provider lets anybody write. */
const WORDS_MAX_CHARS = 16_000;
const SOME_MAX_CHARS = 250;
const MANY_MAX = 30;
const FEW_MAX = 4;
/** Part of a stored key. */
const ID_MAX_CHARS = 256;
const MEDIA_ID_MAX_CHARS = 1_000;

const cut = (chars: number) =>
  v.pipe(
    v.string(),
    v.transform((text) => text.slice(0, chars)),
  );
const words = cut(WORDS_MAX_CHARS);
const some = cut(SOME_MAX_CHARS);
const first = <S extends v.GenericSchema>(most: number, item: S) =>
  v.pipe(
    v.array(item),
    v.transform((items) => items.slice(0, most)),
  );
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(ID_MAX_CHARS));
const maybe = <S extends v.GenericSchema>(schema: S) => v.optional(schema);

const address = v.object({ phone: maybe(id), user: maybe(id), parent: maybe(id), chat: maybe(id) });
const contact = v.object({
  address,
  name: cut(CUSTOMER_NAME_MAX_CHARS),
  username: maybe(cut(CUSTOMER_NAME_MAX_CHARS)),
});

const shared = v.variant("type", [
  v.object({
    type: v.literal("location"),
    latitude: v.number(),
    longitude: v.number(),
    name: maybe(some),
    address: maybe(some),
    url: maybe(some),
  }),
  v.object({
    type: v.literal("contacts"),
    people: first(
      MANY_MAX,
      v.object({ name: some, phones: first(FEW_MAX, some), emails: first(FEW_MAX, some), organisation: maybe(some) }),
    ),
  }),
  v.object({
    type: v.literal("order"),
    text: words,
    items: first(
      MANY_MAX,
      v.object({ id: some, quantity: v.number(), price: maybe(v.number()), currency: maybe(some) }),
    ),
  }),
  v.object({ type: v.literal("form"), name: some, text: words, answers: words }),
  v.object({ type: v.literal("system"), text: words }),
  v.object({ type: v.literal("unsupported"), what: some }),
]);

const file = v.object({
  kind: v.picklist(FILE_KINDS),
  type: cut(200),
  name: some,
  bytes: maybe(count),
  voice: maybe(v.boolean()),
  sticker: maybe(v.boolean()),
  mediaId: v.pipe(v.string(), v.maxLength(MEDIA_ID_MAX_CHARS)),
  sha256: maybe(some),
});

const said = v.variant("kind", [
  v.object({ kind: v.literal("text"), text: words, chosen: maybe(v.picklist(["button", "list"])) }),
  v.object({ kind: v.literal("file"), file, caption: words }),
  v.object({ kind: v.literal("shared"), shared }),
  v.object({ kind: v.literal("reaction"), of: id, emoji: cut(64) }),
  v.object({ kind: v.literal("edited"), of: id, text: words }),
  v.object({ kind: v.literal("revoked"), of: id }),
]);

const received = v.object({
  id,
  sentAt: v.number(),
  contact,
  replyTo: maybe(id),
  forwarded: maybe(v.picklist(["once", "often"])),
  about: maybe(v.object({ what: v.picklist(["ad", "product"]), title: some, url: maybe(v.string()) })),
  said,
});

const failure = {
  reason: maybe(v.picklist(DELIVERY_REASONS)),
  code: maybe(v.number()),
  words: maybe(some),
};
const receipt = v.object({
  id,
  ours: maybe(some),
  state: v.picklist(["sent", "delivered", "read", "played", "failed"]),
  at: v.number(),
  contact: address,
  ...failure,
});

interface FromChannel {
  inbox: string;
  channel: string;
  department: string;
  received: Received;
}

/** What a message is, by what it says: the machine hears of each as something else that has happened. */
function heard({ type: _, received: message, ...from }: FromChannel & { type: string }): Event {
  const { said: what } = message;
  if (what.kind === "reaction") return { type: "outside.reacted", ...from, received: message };
  if (what.kind === "edited") return { type: "outside.edited", ...from, received: message };
  if (what.kind === "revoked") return { type: "outside.revoked", ...from, received: message };
  if (what.kind === "shared" && what.shared.type === "system")
    return { type: "outside.noticed", ...from, received: message };
  const named = what.kind === "file" ? { ...what, file: { ...what.file, name: nameOf(what.file) } } : what;
  // Of a room, like everything that is made up here: the machine makes up nothing.
  return { type: "outside.said", fileId: crypto.randomUUID(), ...from, received: { ...message, said: named } };
}

const type = <T extends string>(name: T) => ({ type: v.literal(name) });

export const outsideCommands: Record<string, Command> = {
  "outside.received": {
    roles: CHANNEL,
    schema: v.object({
      ...type("outside.received"),
      inbox: word,
      channel: v.picklist(OUTSIDE_CHANNELS),
      department,
      received,
    }),
    event: heard,
  },
  "outside.receipt": { roles: CHANNEL, schema: v.object({ ...type("outside.receipt"), inbox: word, receipt }) },
  "outside.blocked": {
    roles: CHANNEL,
    schema: v.object({ ...type("outside.blocked"), blocked: v.boolean(), at: v.number() }),
    event: ({ at: when, ...blocked }: { type: string; at: number }): Event => ({ ...blocked, when }),
  },
  "outside.addressChanged": {
    roles: CHANNEL,
    schema: v.object({ ...type("outside.addressChanged"), to: address, text: words, at: v.number() }),
    event: ({ at: when, ...changed }: { type: string; at: number }): Event => ({ ...changed, when }),
  },
  "template.send": {
    roles: TAKERS,
    schema: conversationCommands["template.send"],
    event: ({
      template: name,
      language,
      parameters,
      text,
    }: v.InferOutput<(typeof conversationCommands)["template.send"]>) => ({
      type: "agent.sentTemplate",
      template: { name, language, parameters, text },
    }),
  },
  "message.react": {
    roles: TAKERS,
    schema: conversationCommands["message.react"],
    event: ({ seq, emoji }: { seq: number; emoji: string }) => ({ type: "agent.reacted", seq, emoji }),
  },
  "message.retry": {
    roles: TAKERS,
    schema: conversationCommands["message.retry"],
    event: ({ seq }: { seq: number }) => ({ type: "retry.requested", seq }),
  },
};

export const fromOutbox = v.object({
  ...type("delivery.changed"),
  seq: count,
  delivery: v.object({
    state: v.picklist(DELIVERY_STATES),
    at: v.number(),
    ...failure,
    twice: maybe(v.literal(true)),
  }),
  id: maybe(id),
});

export const fromDownload = v.variant("type", [
  v.object({ ...type("file.came"), seq: count, file: v.omit(fileRow, ["name"]) }),
  v.object({
    ...type("file.missing"),
    seq: count,
    reason: v.picklist([...MEDIA_REASONS, ...FILE_REASONS, ...UPLOAD_REASONS, ...REASONS]),
  }),
]);

const line: Looking = { list: "messages", tells: toldOf };
const lines = (wanted: (event: never) => (number | string)[]): Looking => ({ ...line, wanted });
const answered = lines(({ received: { replyTo } }: FromChannel) => (replyTo === undefined ? [] : [replyTo]));
const about = lines(({ received: { said: what } }: FromChannel) => ("of" in what ? [what.of] : []));

/** Of our own id of a line its number is the end; whose line it is the machine sees to. */
const numberIn = (ours = ""): number => Number(/\.(\d{1,15})$/.exec(ours)?.[1] ?? 0);

export const outsideLooks: Record<string, Looking> = {
  "outside.said": answered,
  "outside.reacted": about,
  "outside.edited": about,
  "outside.revoked": about,
  "outside.receipt": lines(({ receipt: { id: name, ours } }: { receipt: Receipt }) => [name, numberIn(ours)]),
  "agent.replied": lines(({ replyTo }: { replyTo: number }) => [replyTo]),
  "agent.reacted": line,
  "retry.requested": line,
  "delivery.changed": line,
  "file.came": line,
  "file.missing": line,
};

/** The provider's ids by which it is found. */
export const refsOf = (message: Message): string[] =>
  "outsideId" in message && message.outsideId !== undefined ? [message.outsideId] : [];
