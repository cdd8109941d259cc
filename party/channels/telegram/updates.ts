/** What Telegram says by webhook: one update, in its own words (Bot API, "Update"). Of each we read what we show, and nothing else. */
import * as v from "valibot";
import type { OutsideContact, OutsideFile, Received, Said, Shared } from "../../../machines/outside.ts";
import type { Heard } from "../port.ts";

const id = v.number();
const text = v.string();
const Person = v.object({
  id,
  is_bot: v.optional(v.boolean()),
  first_name: v.optional(text, ""),
  last_name: v.optional(text, ""),
  username: v.optional(text),
});
const Chat = v.object({ id, type: text });
const file = {
  file_id: text,
  file_size: v.optional(v.number()),
  file_name: v.optional(text),
  mime_type: v.optional(text),
};
const File = v.object(file);
const Place = v.object({ latitude: v.number(), longitude: v.number() });

const Message = v.looseObject({
  message_id: id,
  date: v.number(),
  edit_date: v.optional(v.number()),
  chat: Chat,
  from: v.optional(Person),
  reply_to_message: v.optional(v.object({ message_id: id })),
  forward_origin: v.optional(v.unknown()),
  text: v.optional(text),
  caption: v.optional(text, ""),
  photo: v.optional(v.pipe(v.array(v.object({ ...file, width: v.number() })), v.minLength(1))),
  video: v.optional(File),
  video_note: v.optional(File),
  animation: v.optional(File),
  voice: v.optional(File),
  audio: v.optional(File),
  document: v.optional(File),
  sticker: v.optional(
    v.object({
      ...file,
      is_animated: v.optional(v.boolean()),
      is_video: v.optional(v.boolean()),
      emoji: v.optional(text),
    }),
  ),
  location: v.optional(Place),
  venue: v.optional(v.object({ location: Place, title: text, address: text })),
  contact: v.optional(
    v.object({ phone_number: text, first_name: text, last_name: v.optional(text, ""), user_id: v.optional(id) }),
  ),
});
type Message = v.InferOutput<typeof Message>;

const Reaction = v.object({
  chat: Chat,
  message_id: id,
  user: v.optional(Person),
  date: v.number(),
  new_reaction: v.array(v.looseObject({ type: text, emoji: v.optional(text) })),
});
const Membership = v.object({
  chat: Chat,
  from: Person,
  date: v.number(),
  new_chat_member: v.object({ status: text }),
});
const Update = v.looseObject({ update_id: id });

/** What a file is called where Telegram gives it no name is the screen's affair. */
const fileOf = (kind: OutsideFile["kind"], said: v.InferOutput<typeof File>, type: string): OutsideFile => ({
  kind,
  type: said.mime_type ?? type,
  name: said.file_name ?? "",
  mediaId: said.file_id,
  ...(said.file_size === undefined ? {} : { bytes: said.file_size }),
});

/** Bots get no file larger than this (Bot API, `getFile`). */
const DOWNLOAD_MAX_BYTES = 20 * 1024 * 1024;

/** The largest of the sizes that Telegram offers, and lets us have. */
function pictureOf(sizes: NonNullable<Message["photo"]>): OutsideFile {
  const had = sizes.filter(({ file_size = 0 }) => file_size <= DOWNLOAD_MAX_BYTES);
  const [largest] = (had.length > 0 ? had : sizes).toSorted((a, b) => b.width - a.width);
  return fileOf("image", largest!, "image/jpeg");
}

function stickerOf(sticker: NonNullable<Message["sticker"]>): Said {
  // A drawing that moves is in a form of Telegram's own, which no browser shows.
  if (sticker.is_animated) return { kind: "text", text: sticker.emoji ?? "🖼" };
  const type = sticker.is_video ? "video/webm" : "image/webp";
  const shown = fileOf(sticker.is_video ? "video" : "image", sticker, type);
  return { kind: "file", caption: "", file: { ...shown, sticker: true } };
}

function sharedIn({ location, venue, contact }: Message): Shared | undefined {
  if (venue) {
    const { location: place, title: name, address } = venue;
    return { type: "location", ...place, name, address };
  }
  if (location) return { type: "location", ...location };
  if (!contact) return undefined;
  const name = `${contact.first_name} ${contact.last_name}`.trim();
  return { type: "contacts", people: [{ name, phones: [contact.phone_number], emails: [] }] };
}

/** What the chat itself says of itself: nobody has said anything. */
const SERVICE =
  /^(?:new_chat|left_chat|delete_chat|group_chat|supergroup_chat|channel_chat|pinned|message_auto|migrate|forum|general_forum|video_chat|write_access|boost|chat_)/;
/** Fields that every message may have, and that do not say what it is. */
const COMMON =
  /^(?:message_id|date|edit_date|chat|from|sender|reply_|quote|forward_|via_bot|has_|is_|media_group_id|author_|caption|entities|link_preview|reply_markup|effect_id|business|message_thread|show_caption|external_reply|paid_star)/;

function fileIn(message: Message): OutsideFile | undefined {
  const { photo, video, video_note: round, animation, voice, audio, document } = message;
  if (photo) return pictureOf(photo);
  if (video) return fileOf("video", video, "video/mp4");
  if (round) return fileOf("video", round, "video/mp4");
  // Before the document, which is the same file.
  if (animation) return fileOf("video", animation, "video/mp4");
  if (voice) return { ...fileOf("audio", voice, "audio/ogg"), voice: true };
  if (audio) return fileOf("audio", audio, "audio/mpeg");
  return document && fileOf("document", document, "application/octet-stream");
}

/** Undefined: nobody says anything by it. */
function saidIn(message: Message): Said | undefined {
  if (message.text !== undefined) return { kind: "text", text: message.text };
  if (message.sticker) return stickerOf(message.sticker);
  const sent = fileIn(message);
  if (sent) return { kind: "file", file: sent, caption: message.caption };
  const shared = sharedIn(message);
  if (shared) return { kind: "shared", shared };
  const what = Object.keys(message).find((key) => !COMMON.test(key));
  if (what === undefined || SERVICE.test(what)) return undefined;
  return { kind: "shared", shared: { type: "unsupported", what } };
}

const contactOf = (chat: number, person: v.InferOutput<typeof Person> | undefined): OutsideContact => ({
  address: { chat: String(chat) },
  name: `${person?.first_name ?? ""} ${person?.last_name ?? ""}`.trim(),
  ...(person?.username === undefined ? {} : { username: person.username }),
});

const SECOND_MS = 1000;
const isTalk = ({
  chat,
  from,
}: {
  chat: { type: string };
  from?: { is_bot?: boolean | undefined } | undefined;
}): boolean => chat.type === "private" && from?.is_bot !== true;

const none = (): Heard => ({ received: [], receipts: [], blocks: [], addresses: [], unknown: [] });
const unknown = (what: string): Heard => ({ ...none(), unknown: [what] });
const received = (one: Received): Heard => ({ ...none(), received: [one] });

function ofMessage(message: Message): Heard {
  if (!isTalk(message)) return unknown(`message in a ${message.chat.type}`);
  const said = saidIn(message);
  if (!said) return unknown("service message");
  const { message_id, date, chat, from, reply_to_message: answered, forward_origin: origin } = message;
  return received({
    // The number of the update says the same: one update brings one message, and a repeated one the same.
    id: String(message_id),
    sentAt: date * SECOND_MS,
    contact: contactOf(chat.id, from),
    ...(answered === undefined ? {} : { replyTo: String(answered.message_id) }),
    ...(origin === undefined ? {} : { forwarded: "once" as const }),
    said,
  });
}

function ofEdit(update: number, message: Message): Heard {
  const { message_id, date, edit_date: edited, chat, from, text: words, caption } = message;
  if (!isTalk(message)) return unknown(`edit in a ${chat.type}`);
  return received({
    id: `u${update}`,
    sentAt: (edited ?? date) * SECOND_MS,
    contact: contactOf(chat.id, from),
    said: { kind: "edited", of: String(message_id), text: words ?? caption },
  });
}

function ofReaction(
  update: number,
  { chat, message_id, user, date, new_reaction }: v.InferOutput<typeof Reaction>,
): Heard {
  if (!isTalk({ chat, from: user })) return unknown(`reaction in a ${chat.type}`);
  const emoji = new_reaction.find(({ type }) => type === "emoji")?.emoji ?? "";
  return received({
    id: `u${update}`,
    sentAt: date * SECOND_MS,
    contact: contactOf(chat.id, user),
    said: { kind: "reaction", of: String(message_id), emoji },
  });
}

function ofMembership({ chat, from, date, new_chat_member: now }: v.InferOutput<typeof Membership>): Heard {
  if (chat.type !== "private") return unknown(`membership in a ${chat.type}`);
  const block = { contact: contactOf(chat.id, from), at: date * SECOND_MS, blocked: now.status === "kicked" };
  return { ...none(), blocks: [block] };
}

/** Kinds of updates that we ask Telegram for. */
export const UPDATES = ["message", "edited_message", "message_reaction", "my_chat_member"] as const;

/** Never throws: what does not look as it should is told by its kind alone. */
export function hearUpdate(body: unknown): Heard {
  const update = v.safeParse(Update, body);
  if (!update.success) return unknown("no update");
  const { update_id, ...rest } = update.output;
  const kind = Object.keys(rest)[0] ?? "nothing";
  const of = <S extends v.GenericSchema>(schema: S, hear: (said: v.InferOutput<S>) => Heard): Heard => {
    const said = v.safeParse(schema, rest[kind]);
    return said.success ? hear(said.output) : unknown(`${kind}: not as it should be`);
  };
  if (kind === "message") return of(Message, ofMessage);
  if (kind === "edited_message") return of(Message, (message) => ofEdit(update_id, message));
  if (kind === "message_reaction") return of(Reaction, (reaction) => ofReaction(update_id, reaction));
  if (kind === "my_chat_member") return of(Membership, ofMembership);
  return unknown(kind);
}
