/** What the tests of this channel share: a number of a project, and every kind of message that its customers can send. */
import type { Said } from "../../../machines/outside.ts";
import { whatsapp } from "../../../party/channels/whatsapp/index.ts";
import type { HeardFor, Line, World } from "../../../party/channels/port.ts";
import {
  batchOf,
  content,
  messageOf,
  type Content,
  type GraphNumber,
  type Person,
} from "../../harness/graph/payloads.ts";
import type { Json } from "../../harness/graph/messages.ts";

export const number: GraphNumber = {
  id: "106540352242922",
  display: "15550783881",
  name: "Lucky Shrub",
  account: "102290129340398",
};

export const lineOf = (phoneNumberId: string, appSecret = "0123456789abcdef0123456789abcdef"): Line => ({
  project: "p",
  inbox: `wa${phoneNumberId}`,
  baseUrl: "http://127.0.0.1:1/v24.0",
  settings: { phoneNumberId, businessAccountId: number.account },
  secrets: { accessToken: "EAAGtokentokentokentoken", appSecret },
  webhookSecret: "hush",
});
export const line = lineOf(number.id);

export const world = (signal = new AbortController().signal): World => ({
  fetch: (url, init) => fetch(url, init),
  signal,
  log: () => {},
});

export const AT = Date.UTC(2026, 5, 1, 9, 30);
export const ana: Person = { phone: "34600111222", user: "ES.13491208655302741918", name: "Ana" };

export const hearAll = (payload: unknown, lines: readonly Line[] = [line]): HeardFor[] => whatsapp.hear(payload, lines);

/** All that is heard of the one number. */
export function hear(payload: unknown): HeardFor {
  const heard = hearAll(payload);
  return heard[0] ?? { inbox: line.inbox, received: [], receipts: [], blocks: [], addresses: [], unknown: [] };
}

export const payloadOf = (said: Content, by: Person = ana, more: { context?: Json; id?: string } = {}): Json =>
  batchOf(number, [{ by, message: messageOf(by, said, { at: AT, id: "wamid.one", ...more }) }]);

const HEX = "4a3b".repeat(16);
const media = (type: string) => ({
  id: "1037543291543636",
  mime_type: type,
  sha256: Buffer.from(HEX, "hex").toString("base64"),
});
const file = { mediaId: "1037543291543636", sha256: HEX, name: "" };

/** Every kind: as the provider writes it, and what it says. */
export const EVERY_KIND: Record<string, { said: Content; is: Said }> = {
  "a text": { said: content.text("¡Hola! 👋\n¿Qué tal?"), is: { kind: "text", text: "¡Hola! 👋\n¿Qué tal?" } },
  "a picture with a caption": {
    said: content.image(media("image/jpeg"), "mira"),
    is: { kind: "file", caption: "mira", file: { ...file, kind: "image", type: "image/jpeg" } },
  },
  "a picture without one": {
    said: content.image(media("image/png")),
    is: { kind: "file", caption: "", file: { ...file, kind: "image", type: "image/png" } },
  },
  "a video": {
    said: content.video(media("video/mp4"), "el vídeo"),
    is: { kind: "file", caption: "el vídeo", file: { ...file, kind: "video", type: "video/mp4" } },
  },
  "a piece of music": {
    said: content.audio(media("audio/mpeg")),
    is: { kind: "file", caption: "", file: { ...file, kind: "audio", type: "audio/mpeg" } },
  },
  "a voice note": {
    said: content.voice(media("audio/ogg; codecs=opus")),
    is: { kind: "file", caption: "", file: { ...file, kind: "audio", type: "audio/ogg; codecs=opus", voice: true } },
  },
  "a document": {
    said: content.document(media("application/pdf"), "factura nº 7.pdf", "la factura"),
    is: {
      kind: "file",
      caption: "la factura",
      file: { ...file, kind: "document", type: "application/pdf", name: "factura nº 7.pdf" },
    },
  },
  "a sticker": {
    said: content.sticker(media("image/webp"), true),
    is: { kind: "file", caption: "", file: { ...file, kind: "image", type: "image/webp", sticker: true } },
  },
  "a place": {
    said: content.location(40.4168, -3.7038, { name: "Sol", address: "Puerta del Sol", url: "https://sol.example" }),
    is: {
      kind: "shared",
      shared: {
        type: "location",
        latitude: 40.4168,
        longitude: -3.7038,
        name: "Sol",
        address: "Puerta del Sol",
        url: "https://sol.example",
      },
    },
  },
  "a place without a name": {
    said: content.location(0, 0),
    is: { kind: "shared", shared: { type: "location", latitude: 0, longitude: 0 } },
  },
  "two contacts": {
    said: content.contacts(
      {
        name: { formatted_name: "Luis Pérez", first_name: "Luis" },
        phones: [{ phone: "+34 600 333 444", wa_id: "34600333444", type: "CELL" }, { wa_id: "34600333445" }],
        emails: [{ email: "luis@example.com", type: "WORK" }],
        org: { company: "Pérez e hijos" },
      },
      { name: { formatted_name: "Eva" } },
    ),
    is: {
      kind: "shared",
      shared: {
        type: "contacts",
        people: [
          {
            name: "Luis Pérez",
            phones: ["+34 600 333 444", "34600333445"],
            emails: ["luis@example.com"],
            organisation: "Pérez e hijos",
          },
          { name: "Eva", phones: [], emails: [] },
        ],
      },
    },
  },
  "a reaction": {
    said: content.reaction("wamid.other", "❤️"),
    is: { kind: "reaction", of: "wamid.other", emoji: "❤️" },
  },
  "a reaction that is taken back": {
    said: content.reaction("wamid.other"),
    is: { kind: "reaction", of: "wamid.other", emoji: "" },
  },
  "a template's button": {
    said: content.button("Sí, quiero", "yes-1"),
    is: { kind: "text", text: "Sí, quiero", chosen: "button" },
  },
  "a reply button": {
    said: content.buttonReply("Mañana", "tomorrow"),
    is: { kind: "text", text: "Mañana", chosen: "button" },
  },
  "a row of a list": {
    said: content.listReply("Envío exprés", "1 a 2 días", "express"),
    is: { kind: "text", text: "Envío exprés\n1 a 2 días", chosen: "list" },
  },
  "an answered form": {
    said: content.form("flow", { size: "M", notes: "sin prisa" }, "Enviado"),
    is: {
      kind: "shared",
      shared: { type: "form", name: "flow", text: "Enviado", answers: '{"size":"M","notes":"sin prisa"}' },
    },
  },
  "an order": {
    said: content.order(
      "Sin plástico, por favor",
      { product_retailer_id: "sku-1", quantity: 2, item_price: 12.5, currency: "EUR" },
      { product_retailer_id: "sku-2", quantity: "1" },
    ),
    is: {
      kind: "shared",
      shared: {
        type: "order",
        text: "Sin plástico, por favor",
        items: [
          { id: "sku-1", quantity: 2, price: 12.5, currency: "EUR" },
          { id: "sku-2", quantity: 1 },
        ],
      },
    },
  },
  "an edited text": {
    said: content.edit("wamid.other", content.text("no, el azul")),
    is: { kind: "edited", of: "wamid.other", text: "no, el azul" },
  },
  "an edited caption": {
    said: content.edit("wamid.other", content.image(media("image/jpeg"), "este no")),
    is: { kind: "edited", of: "wamid.other", text: "este no" },
  },
  "a revoked one": { said: content.revoke("wamid.other"), is: { kind: "revoked", of: "wamid.other" } },
  "a kind that the provider cannot pass on": {
    said: content.unsupported("poll_creation"),
    is: { kind: "shared", shared: { type: "unsupported", what: "poll_creation" } },
  },
  "a kind that is not known yet": {
    said: { type: "hologram", hologram: { id: "7" } },
    is: { kind: "shared", shared: { type: "unsupported", what: "hologram" } },
  },
  "a choice whose inner object is missing": {
    said: { type: "interactive", interactive: { type: "nfm_reply" } },
    is: { kind: "shared", shared: { type: "unsupported", what: "interactive.nfm_reply" } },
  },
};
