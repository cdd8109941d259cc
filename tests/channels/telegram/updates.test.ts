import type { Update } from "@grammyjs/types";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hearUpdate } from "../../../party/channels/telegram/updates.ts";

const rosa = { id: 77, is_bot: false as const, first_name: "Rosa", last_name: "Díaz", username: "rosad" };
const chat = { id: 77, type: "private" as const, first_name: "Rosa" };
const base = { message_id: 12, date: 1_780_000_000, chat, from: rosa };
const message = (more: object): Update => ({ update_id: 9, message: { ...base, ...more } });
const file = { file_id: "F1", file_unique_id: "f1", file_size: 1234 };

const said = (update: unknown) => hearUpdate(update).received[0]?.said;

test("a text says who wrote, when by Telegram's clock, and what it answers", () => {
  const heard = hearUpdate(message({ text: "Hola", reply_to_message: { ...base, message_id: 3, text: "?" } }));
  expect(heard.received).toEqual([
    {
      id: "12",
      sentAt: 1_780_000_000_000,
      contact: { address: { chat: "77" }, name: "Rosa Díaz", username: "rosad" },
      replyTo: "3",
      said: { kind: "text", text: "Hola" },
    },
  ]);
});

test("of a photo's sizes the largest that a bot may have is taken, with its caption", () => {
  const sizes = [
    { ...file, file_id: "small", width: 90, height: 90 },
    { ...file, file_id: "large", width: 1280, height: 960 },
    { ...file, file_id: "huge", width: 9000, height: 9000, file_size: 21 * 1024 * 1024 },
  ];
  expect(said(message({ photo: sizes, caption: "Mira", media_group_id: "A" }))).toEqual({
    kind: "file",
    caption: "Mira",
    file: { kind: "image", type: "image/jpeg", name: "", mediaId: "large", bytes: 1234 },
  });
});

test.each([
  ["video", { video: { ...file, width: 1, height: 1, duration: 1, mime_type: "video/mp4" } }, "video", "video/mp4"],
  ["video_note", { video_note: { ...file, length: 1, duration: 1 } }, "video", "video/mp4"],
  ["animation", { animation: { ...file, width: 1, height: 1, duration: 1 }, document: file }, "video", "video/mp4"],
  ["voice", { voice: { ...file, duration: 1, mime_type: "audio/ogg" } }, "audio", "audio/ogg"],
  ["audio", { audio: { ...file, duration: 1, mime_type: "audio/mpeg", file_name: "a.mp3" } }, "audio", "audio/mpeg"],
  [
    "document",
    { document: { ...file, file_name: "a.pdf", mime_type: "application/pdf" } },
    "document",
    "application/pdf",
  ],
  [
    "sticker",
    { sticker: { ...file, type: "regular", width: 1, height: 1, is_animated: false, is_video: false } },
    "image",
    "image/webp",
  ],
])("a %s is a file to be fetched", (what, more, kind, type) => {
  const heard = said(message(more));
  expect(heard).toMatchObject({ kind: "file", file: { kind, type, mediaId: "F1", bytes: 1234 } });
  expect(heard?.kind === "file" && heard.file.voice === true).toBe(what === "voice");
  expect(heard?.kind === "file" && heard.file.sticker === true).toBe(what === "sticker");
});

test("a sticker that moves in a way no browser knows is told by its emoji", () => {
  const sticker = { ...file, type: "regular", width: 1, height: 1, is_animated: true, is_video: false, emoji: "🎉" };
  expect(said(message({ sticker }))).toEqual({ kind: "text", text: "🎉" });
});

test("a place, a venue and a contact are shared", () => {
  const location = { latitude: 40.4, longitude: -3.7 };
  expect(said(message({ location }))).toEqual({ kind: "shared", shared: { type: "location", ...location } });
  expect(said(message({ venue: { location, title: "Casa", address: "Sol 1" }, location }))).toMatchObject({
    shared: { name: "Casa", address: "Sol 1" },
  });
  expect(said(message({ contact: { phone_number: "+34600", first_name: "Luis" } }))).toMatchObject({
    shared: { type: "contacts", people: [{ name: "Luis", phones: ["+34600"] }] },
  });
});

test("what nobody here can show is told as unsupported by Telegram's word for it, and service messages are not told", () => {
  expect(said(message({ dice: { emoji: "🎲", value: 3 } }))).toEqual({
    kind: "shared",
    shared: { type: "unsupported", what: "dice" },
  });
  expect(hearUpdate(message({ pinned_message: base }))).toMatchObject({ received: [], unknown: ["service message"] });
});

test("an edit is of the message that it changes and has an id of its own", () => {
  const update: Update = {
    update_id: 31,
    edited_message: { ...base, edit_date: 1_780_000_060, text: "Hola!" },
  };
  expect(hearUpdate(update).received).toMatchObject([
    { id: "u31", sentAt: 1_780_000_060_000, said: { kind: "edited", of: "12", text: "Hola!" } },
  ]);
});

test("a reaction is of a message, and an empty one is taken back", () => {
  const reaction = (now: object[]): unknown => ({
    update_id: 32,
    message_reaction: { chat, message_id: 12, user: rosa, date: 1, old_reaction: [], new_reaction: now },
  });
  expect(said(reaction([{ type: "emoji", emoji: "👍" }]))).toEqual({ kind: "reaction", of: "12", emoji: "👍" });
  expect(said(reaction([]))).toEqual({ kind: "reaction", of: "12", emoji: "" });
});

test("a customer who blocks the bot, and takes that back, is told", () => {
  const membership = (status: string): unknown => ({
    update_id: 33,
    my_chat_member: { chat, from: rosa, date: 5, old_chat_member: {}, new_chat_member: { status, user: {} } },
  });
  expect(hearUpdate(membership("kicked")).blocks).toMatchObject([
    { blocked: true, contact: { address: { chat: "77" } } },
  ]);
  expect(hearUpdate(membership("member")).blocks).toMatchObject([{ blocked: false, at: 5000 }]);
});

test("groups and other bots are not customers", () => {
  const group = { ...base, chat: { id: -5, type: "group", title: "G" }, text: "x" };
  expect(hearUpdate({ update_id: 1, message: group })).toMatchObject({ received: [], unknown: ["message in a group"] });
  expect(hearUpdate(message({ from: { ...rosa, is_bot: true }, text: "x" })).received).toEqual([]);
});

test("whatever comes is heard without an error, and what it does not understand says nothing", () => {
  const known = message({
    text: "Hola",
    photo: [{ ...file, width: 1, height: 1 }],
    location: { latitude: 1, longitude: 2 },
  });
  const paths = [
    "update_id",
    "message",
    "message.chat",
    "message.from",
    "message.date",
    "message.photo",
    "message.text",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
      const update = structuredClone(known) as unknown as Record<string, unknown>;
      const names = path.split(".");
      const last = names.pop()!;
      const at = names.reduce((object, name) => object[name] as Record<string, unknown>, update);
      at[last] = value;
      const { received, unknown } = hearUpdate(update);
      expect(received.length + unknown.length).toBe(1);
    }),
  );
  fc.assert(fc.property(fc.jsonValue(), (value) => void hearUpdate(value)));
});
