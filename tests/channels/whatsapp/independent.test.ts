/** Another reader of the same webhooks, written by others, finds in them what we find. */
import { normalizeWebhook } from "@kapso/whatsapp-cloud-api/server";
import { expect, test } from "vitest";
import type { Received, Said } from "../../../machines/outside.ts";
import {
  batchOf,
  changeOf,
  content,
  messageOf,
  payloadOf as envelope,
  statusOf,
} from "../../harness/graph/payloads.ts";
import { AT, EVERY_KIND, ana, hear, number, payloadOf } from "./support.ts";

type Theirs = ReturnType<typeof normalizeWebhook>["messages"][number];
// oxlint-disable-next-line typescript/no-explicit-any -- their types name a third of the fields that they give
type Loose = any;

const FILES: Record<string, string> = {
  image: "image",
  video: "video",
  audio: "audio",
  document: "document",
  sticker: "image",
};

/** What they found, said as we say it. */
function saidByThem(message: Theirs): Said {
  const of = message[message.type] as Loose;
  const kind = FILES[message.type];
  if (kind !== undefined) {
    return {
      kind: "file",
      caption: of.caption ?? "",
      file: {
        kind: kind as "image",
        type: of.mimeType,
        name: of.filename ?? "",
        mediaId: of.id,
        sha256: Buffer.from(of.sha256, "base64").toString("hex"),
        ...(of.voice === true && { voice: true }),
        ...(message.type === "sticker" && { sticker: true }),
      },
    };
  }
  switch (message.type) {
    case "text":
      return { kind: "text", text: of.body };
    case "location":
      return { kind: "shared", shared: { type: "location", ...of } };
    case "contacts":
      return {
        kind: "shared",
        shared: {
          type: "contacts",
          people: of.map((one: Loose) => ({
            name: one.name.formattedName,
            phones: (one.phones ?? []).map((phone: Loose) => phone.phone ?? phone.waId),
            emails: (one.emails ?? []).map((email: Loose) => email.email),
            ...(one.org && { organisation: one.org.company }),
          })),
        },
      };
    case "reaction":
      return { kind: "reaction", of: of.messageId, emoji: of.emoji ?? "" };
    case "button":
      return { kind: "text", text: of.text, chosen: "button" };
    case "interactive": {
      const { buttonReply, listReply, nfmReply } = of;
      if (buttonReply) return { kind: "text", text: buttonReply.title, chosen: "button" };
      if (listReply) return { kind: "text", text: `${listReply.title}\n${listReply.description}`, chosen: "list" };
      if (!nfmReply) return { kind: "shared", shared: { type: "unsupported", what: `interactive.${of.type}` } };
      const { name, body, responseJson } = nfmReply;
      expect(message.kapso?.flowResponse).toEqual(JSON.parse(responseJson));
      return { kind: "shared", shared: { type: "form", name, text: body, answers: responseJson } };
    }
    case "order":
      return {
        kind: "shared",
        shared: {
          type: "order",
          text: of.orderText,
          items: of.productItems.map((item: Loose) => ({
            id: item.productRetailerId,
            quantity: Number(item.quantity),
            ...(item.itemPrice && { price: item.itemPrice }),
            ...(item.currency && { currency: item.currency }),
          })),
        },
      };
    case "edit": {
      const edited = of.message[of.message.type];
      return { kind: "edited", of: of.originalMessageId, text: edited.body ?? edited.caption };
    }
    case "revoke":
      return { kind: "revoked", of: of.originalMessageId };
    default:
      return {
        kind: "shared",
        shared: { type: "unsupported", what: message.type === "unsupported" ? of.type : message.type },
      };
  }
}

function receivedByThem(payload: object): Received[] {
  const { messages, contacts } = normalizeWebhook(payload);
  return messages.map((message) => {
    expect(message.kapso?.direction).toBe("inbound");
    const contact = contacts.find(
      (one: Loose) => one.waId === message.from || one.userId === message.fromUserId,
    ) as Loose;
    return {
      id: message.id,
      sentAt: Number(message.timestamp) * 1000,
      contact: {
        address: { phone: message.from!, user: message.fromUserId! },
        name: contact.profile.name,
      },
      ...(message.context?.id !== undefined && { replyTo: message.context.id }),
      ...(message.context?.forwarded === true && { forwarded: "once" as const }),
      said: saidByThem(message),
    };
  });
}

test.each(Object.entries(EVERY_KIND))("an independent reader finds the same in %s", (_, { said }) => {
  const payload = payloadOf(said);
  expect(hear(payload).received).toEqual(receivedByThem(payload));
});

test("an independent reader finds the same in one batch of all of them, from several people, in its order", () => {
  const people = ["34600111222", "34600111223", "34600111224"].map((phone, n) => ({
    phone,
    user: `ES.${n}`,
    name: `N${n}`,
  }));
  const all = Object.values(EVERY_KIND).map(({ said }, n) => {
    const by = people[n % people.length]!;
    const context =
      n % 3 === 0 ? { id: `wamid.answered${n}`, from: "1" } : n % 3 === 1 ? { forwarded: true } : undefined;
    return { by, message: messageOf(by, said, { id: `wamid.${n}`, at: AT + n * 1000, ...(context && { context }) }) };
  });
  const payload = batchOf(number, all);
  const { received } = hear(payload);
  expect(received).toHaveLength(Object.keys(EVERY_KIND).length);
  expect(received).toEqual(receivedByThem(payload));
});

test("an independent reader finds the same changes of number and of id", () => {
  const said = [
    content.changedNumber("34600111222", { phone: "34600555666", user: "ES.9" }),
    content.changedUserId("ES.1", { user: "ES.2" }),
  ];
  const messages = said.map((one, n) =>
    messageOf(n === 0 ? { phone: "34600111222" } : {}, one, { id: `wamid.${n}`, at: AT }),
  );
  const payload = envelope(number.account, changeOf(number, { messages }));
  const theirs = normalizeWebhook(payload).messages.map((message) => {
    const { body, waId, userId } = message.system as Loose;
    const before = body.split(" changed from ")[1].split(" to ")[0];
    return {
      id: message.id,
      at: Number(message.timestamp) * 1000,
      from: /^\d+$/.test(before) ? { phone: before } : { user: before },
      to: { ...(waId && { phone: waId }), user: userId },
      text: body,
    };
  });
  expect(hear(payload).addresses).toEqual(theirs);
});

test("an independent reader finds the same statuses", () => {
  const errors = [{ code: 131026, title: "Message undeliverable" }];
  const statuses = [
    statusOf("wamid.1", "sent", ana, { at: AT, ours: "t.1" }),
    statusOf("wamid.1", "read", ana, { at: AT + 5000 }),
    statusOf("wamid.2", "failed", ana, { at: AT, errors }),
  ];
  const payload = envelope(number.account, changeOf(number, { statuses }));
  const theirs = normalizeWebhook(payload).statuses.map((status: Loose) => ({
    id: status.id,
    ...(status.bizOpaqueCallbackData && { ours: status.bizOpaqueCallbackData }),
    state: status.status,
    at: Number(status.timestamp) * 1000,
    contact: { phone: status.recipientId, user: status.recipientUserId },
    ...(status.errors && {
      reason: "recipientUnreachable",
      code: status.errors[0].code,
      words: status.errors[0].title,
    }),
  }));
  expect(hear(payload).receipts).toEqual(theirs);
});
