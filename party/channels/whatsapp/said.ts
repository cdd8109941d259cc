/** What a message says, by its `type`. What cannot be read is told as unsupported, so that somebody knows that there was something. */
import * as v from "valibot";
import type { FileKind } from "../../../machines/media-limits.ts";
import type { OutsideFile, Said } from "../../../machines/outside.ts";
import * as shapes from "./payloads.ts";
import { sha256Of } from "./hex.ts";

type Reader = (content: unknown) => Said | undefined;

const reader =
  <S extends v.GenericSchema>(schema: S, read: (content: v.InferOutput<S>) => Said | undefined): Reader =>
  (content) => {
    const parsed = v.safeParse(schema, content);
    return parsed.success ? read(parsed.output) : undefined;
  };

const media = (kind: FileKind, more: Partial<OutsideFile> = {}): Reader =>
  reader(shapes.Media, ({ id, mime_type, sha256, caption, filename, voice }) => {
    const checksum = sha256Of(sha256);
    return {
      kind: "file",
      file: {
        kind,
        type: mime_type,
        name: filename,
        mediaId: id,
        ...(voice === true && { voice }),
        ...(checksum !== undefined && { sha256: checksum }),
        ...more,
      },
      caption,
    };
  });

const chosen = (text: string, from: "button" | "list"): Said => ({ kind: "text", text, chosen: from });

const READERS: Readonly<Record<string, Reader>> = {
  text: reader(shapes.Text, ({ body }) => ({ kind: "text", text: body })),
  image: media("image"),
  video: media("video"),
  audio: media("audio"),
  document: media("document"),
  sticker: media("image", { sticker: true }),

  location: reader(shapes.Location, (place) => ({
    kind: "shared",
    shared: { type: "location", ...withoutMissing(place) },
  })),

  contacts: reader(shapes.People, (people) => ({
    kind: "shared",
    shared: {
      type: "contacts",
      people: people.map(({ name, phones, emails, org }) => ({
        name: name.formatted_name,
        phones: phones.flatMap(({ phone, wa_id }) => phone ?? wa_id ?? []),
        emails: emails.map(({ email }) => email),
        ...(org?.company !== undefined && { organisation: org.company }),
      })),
    },
  })),

  order: reader(shapes.Order, ({ text, product_items }) => ({
    kind: "shared",
    shared: {
      type: "order",
      text,
      items: product_items.map(({ product_retailer_id: id, quantity, item_price: price, currency }) => ({
        id,
        quantity,
        ...(price !== undefined && { price }),
        ...(currency !== undefined && { currency }),
      })),
    },
  })),

  button: reader(shapes.Button, ({ text, payload }) => {
    const label = text ?? payload;
    return label === undefined ? undefined : chosen(label, "button");
  }),

  interactive: reader(shapes.Interactive, ({ type, button_reply, list_reply, nfm_reply }) => {
    if (type === "button_reply" && button_reply) return chosen(button_reply.title, "button");
    // As the customer sees it: what is described stands below.
    if (type === "list_reply" && list_reply)
      return chosen([list_reply.title, list_reply.description].filter(Boolean).join("\n"), "list");
    if (type !== "nfm_reply" || !nfm_reply) return undefined;
    const { name, body: text, response_json: answers } = nfm_reply;
    return { kind: "shared", shared: { type: "form", name, text, answers } };
  }),

  reaction: reader(shapes.Reaction, ({ message_id: of, emoji }) => ({ kind: "reaction", of, emoji })),
  revoke: reader(shapes.Revoke, ({ original_message_id: of }) => ({ kind: "revoked", of })),

  edit: reader(shapes.Edit, ({ original_message_id: of, message }) => {
    const text = editedText(message);
    return text === undefined ? undefined : { kind: "edited", of, text };
  }),

  system: reader(shapes.System, ({ body }) =>
    body === "" ? undefined : { kind: "shared", shared: { type: "system", text: body } },
  ),
};

/** Of a text its words, of a file its caption. */
function editedText(message: Record<string, unknown>): string | undefined {
  const { type } = message;
  const content = typeof type === "string" ? message[type] : undefined;
  const text = v.safeParse(shapes.Text, content);
  if (text.success) return text.output.body;
  const captioned = v.safeParse(shapes.Captioned, content);
  return captioned.success ? captioned.output.caption : undefined;
}

const withoutMissing = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;

/** The provider's word for a kind of thing, and nothing that a customer may have written. */
export const wordOf = (word: unknown): string =>
  typeof word === "string" && /^[\w.-]{1,60}$/.test(word) ? word : "unknown";

function unsupported({ type, ...message }: shapes.Message): Said {
  const inner = v.safeParse(shapes.Unsupported, message[type]);
  const says = inner.success && wordOf(inner.output.type);
  const what = !says ? wordOf(type) : type === "unsupported" ? says : `${wordOf(type)}.${says}`;
  return { kind: "shared", shared: { type: "unsupported", what } };
}

export function saidOf(message: shapes.Message): Said {
  const read = Object.hasOwn(READERS, message.type) ? READERS[message.type] : undefined;
  return read?.(message[message.type]) ?? unsupported(message);
}
