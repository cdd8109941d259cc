/** Webhooks as the provider writes them, from its reference of the field `messages`: every kind of message that a customer can send. */
import { randomUUID } from "node:crypto";
import type { Json } from "./messages.ts";

export interface Person {
  phone?: string;
  user?: string;
  parent?: string;
  name?: string;
  username?: string;
}

export interface GraphNumber {
  /** The phone number's id. */
  id: string;
  /** As it is shown. */
  display: string;
  name: string;
  /** Of the business account that it belongs to. */
  account: string;
}

/** `type`, and what stands under its name. */
export type Content = Json & { type: string };
type Media = { id: string; mime_type: string; sha256: string };

export const wamid = (): string => `wamid.${Buffer.from(randomUUID()).toString("base64")}`;
const seconds = (ms: number): string => String(Math.floor(ms / 1000));
const withoutMissing = (fields: Json): Json =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export const content = {
  text: (body: string): Content => ({ type: "text", text: { body } }),
  image: (media: Media, caption?: string): Content => ({ type: "image", image: withoutMissing({ ...media, caption }) }),
  video: (media: Media, caption?: string): Content => ({ type: "video", video: withoutMissing({ ...media, caption }) }),
  audio: (media: Media): Content => ({ type: "audio", audio: { ...media, voice: false } }),
  voice: (media: Media): Content => ({ type: "audio", audio: { ...media, voice: true } }),
  document: (media: Media, filename?: string, caption?: string): Content => ({
    type: "document",
    document: withoutMissing({ ...media, filename, caption }),
  }),
  sticker: (media: Media, animated = false): Content => ({ type: "sticker", sticker: { ...media, animated } }),
  location: (latitude: number, longitude: number, more: Json = {}): Content => ({
    type: "location",
    location: { latitude, longitude, ...more },
  }),
  contacts: (...people: Json[]): Content => ({ type: "contacts", contacts: people }),
  /** Without an emoji: taken back. */
  reaction: (message_id: string, emoji?: string): Content => ({
    type: "reaction",
    reaction: withoutMissing({ message_id, emoji }),
  }),
  button: (text: string, payload = text): Content => ({ type: "button", button: { payload, text } }),
  buttonReply: (title: string, id = title): Content => ({
    type: "interactive",
    interactive: { type: "button_reply", button_reply: { id, title } },
  }),
  listReply: (title: string, description?: string, id = title): Content => ({
    type: "interactive",
    interactive: { type: "list_reply", list_reply: withoutMissing({ id, title, description }) },
  }),
  form: (name: string, answers: Json, body = "Sent"): Content => ({
    type: "interactive",
    interactive: { type: "nfm_reply", nfm_reply: { name, body, response_json: JSON.stringify(answers) } },
  }),
  order: (text: string, ...product_items: Json[]): Content => ({
    type: "order",
    order: { catalog_id: "194836987003835", text, product_items },
  }),
  edit: (original_message_id: string, message: Content): Content => ({
    type: "edit",
    edit: { original_message_id, message },
  }),
  revoke: (original_message_id: string): Content => ({ type: "revoke", revoke: { original_message_id } }),
  unsupported: (what = "unknown"): Content => ({
    type: "unsupported",
    unsupported: { type: what },
    errors: [
      {
        code: 131051,
        title: "Message type unknown",
        message: "Message type unknown",
        error_data: { details: "Message type is currently not supported." },
      },
    ],
  }),
  changedNumber: (before: string, to: Person): Content => ({
    type: "system",
    system: withoutMissing({
      body: `User ${to.name ?? "A"} changed from ${before} to ${to.phone}`,
      wa_id: to.phone,
      user_id: to.user,
      type: "user_changed_number",
    }),
  }),
  changedUserId: (before: string, to: Person): Content => ({
    type: "system",
    system: withoutMissing({
      body: `User ${to.name ?? "A"} changed from ${before} to ${to.user}`,
      user_id: to.user,
      wa_id: to.phone,
      type: "user_changed_user_id",
    }),
  }),
};

export const contextOf = {
  reply: (id: string, from = "15550783881"): Json => ({ from, id }),
  forwarded: { forwarded: true } as Json,
  oftenForwarded: { frequently_forwarded: true } as Json,
  product: (id: string, from = "15550783881"): Json => ({
    from,
    id,
    referred_product: { catalog_id: "194836987003835", product_retailer_id: "di9ozbzfi4" },
  }),
};

export interface MessageMore {
  id?: string;
  /** Epoch ms. */
  at?: number;
  context?: Json;
}

export const messageOf = (person: Person, said: Content, { id, at, context }: MessageMore = {}): Json =>
  withoutMissing({
    context,
    from: person.phone,
    from_user_id: person.user,
    from_parent_user_id: person.parent,
    id: id ?? wamid(),
    timestamp: seconds(at ?? Date.now()),
    ...said,
  });

export const contactOf = ({ phone, user, parent, name = "A", username }: Person): Json =>
  withoutMissing({
    profile: withoutMissing({ name, username }),
    wa_id: phone,
    user_id: user,
    parent_user_id: parent,
  });

export interface StatusMore {
  at?: number;
  ours?: string;
  errors?: { code: number; title: string; message?: string; error_data?: { details: string } }[];
}

export const statusOf = (id: string, status: string, to: Person, { at, ours, errors }: StatusMore = {}): Json =>
  withoutMissing({
    id,
    status,
    timestamp: seconds(at ?? Date.now()),
    recipient_id: to.phone,
    recipient_user_id: to.user,
    recipient_parent_user_id: to.parent,
    biz_opaque_callback_data: ours,
    errors,
    // Only those that a business pays for, or might.
    ...(status === "sent" && {
      conversation: {
        id: "c8b1f4",
        expiration_timestamp: seconds((at ?? Date.now()) + 86_400_000),
        origin: { type: "service" },
      },
      pricing: { billable: false, pricing_model: "PMP", category: "service" },
    }),
  });

/** What stands under `value` besides what every one of them has. */
export function changeOf({ id, display }: GraphNumber, value: Json, field = "messages"): Json {
  const metadata = { display_phone_number: display, phone_number_id: id };
  return { value: { messaging_product: "whatsapp", metadata, ...value }, field };
}

export const payloadOf = (account: string, ...changes: Json[]): Json => ({
  object: "whatsapp_business_account",
  entry: [{ id: account, changes }],
});

/** One webhook with all of these in it; who wrote them stands there once each. */
export function batchOf(number: GraphNumber, messages: readonly { by: Person; message: Json }[]): Json {
  const people = [...new Set(messages.filter(({ message }) => message.type !== "system").map(({ by }) => by))];
  const contacts = people.length > 0 ? { contacts: people.map(contactOf) } : {};
  return payloadOf(number.account, changeOf(number, { ...contacts, messages: messages.map(({ message }) => message) }));
}
