import { afterEach, beforeEach, expect, test } from "vitest";
import { telegram } from "../../../party/channels/telegram/index.ts";
import { MediaGone, type Line, type Outgoing } from "../../../party/channels/port.ts";
import { TelegramApi } from "../../harness/telegram-api.ts";

let api: TelegramApi;
let line: Line;
beforeEach(async () => {
  api = await TelegramApi.start();
  const secrets = { botToken: api.token };
  line = { project: "p", inbox: "tg1", baseUrl: api.url, settings: {}, secrets, webhookSecret: "hush" };
});
afterEach(() => api.stop());

const world = {
  fetch: (url: string, init: RequestInit) => fetch(url, init),
  signal: new AbortController().signal,
  log: () => {},
};
const to = { chat: "77" };
const text = (words: string): Outgoing => ({ ours: "t:1", to, what: { kind: "text", text: words } });
const send = (outgoing: Outgoing) => telegram.send(outgoing, line, world);
const refuse = (method: string, error_code: number, description: string, parameters = {}) =>
  api.troubles.push({
    method,
    trouble: { status: error_code, body: { ok: false, error_code, description, parameters } },
  });

function outgoing(
  kind: "image" | "video" | "audio" | "document",
  type: string,
  voice = false,
  bytes = 70_000,
): Outgoing {
  const content = new Uint8Array(bytes).fill(7);
  const open = () => Promise.resolve(new Blob([content]).stream());
  const name = 'a "quoted"\r\nname.bin';
  return { ours: "t:2", to, what: { kind: "file", caption: "Mira", file: { kind, type, name, bytes, voice, open } } };
}

test("a text goes out, answers what it answers, and is known by Telegram's id of it", async () => {
  expect(await send({ ...text("Hola"), replyTo: "12" })).toEqual({ kind: "sent", id: "1" });
  const [call] = api.accepted("sendMessage");
  expect(call?.fields).toEqual({
    chat_id: "77",
    text: "Hola",
    reply_parameters: { message_id: 12, allow_sending_without_reply: true },
  });
});

test("what Telegram has none of was surely not sent", async () => {
  const template = { name: "aviso", language: "es", parameters: [], text: "Su pedido está listo" };
  const said = await send({ ...text(""), what: { kind: "template", template } });
  expect(said).toMatchObject({ kind: "notSent", retry: false, reason: "notAllowed" });
  expect(api.calls).toEqual([]);
});

test.each([
  ["image", "image/png", false, "sendPhoto", "photo"],
  ["video", "video/mp4", false, "sendVideo", "video"],
  ["audio", "audio/mpeg", false, "sendAudio", "audio"],
  ["audio", "audio/ogg", true, "sendVoice", "voice"],
  ["document", "application/pdf", false, "sendDocument", "document"],
] as const)("%s of type %s, a voice note: %s, goes out whole by %s", async (kind, type, voice, method, field) => {
  expect(await send(outgoing(kind, type, voice))).toMatchObject({ kind: "sent" });
  const [{ file, fields } = {} as never] = api.accepted(method);
  expect(fields).toMatchObject({ chat_id: "77", caption: "Mira" });
  expect(file).toMatchObject({ field, type });
  expect(file!.bytes).toEqual(new Uint8Array(70_000).fill(7));
});

test("a reaction is set and taken back", async () => {
  await send({ ours: "", to, what: { kind: "reaction", of: "12", emoji: "👍" } });
  await send({ ours: "", to, what: { kind: "reaction", of: "12", emoji: "" } });
  expect(api.accepted("setMessageReaction").map(({ fields }) => fields.reaction)).toEqual([
    [{ type: "emoji", emoji: "👍" }],
    [],
  ]);
});

test("too much at once waits as long as Telegram says", async () => {
  refuse("sendMessage", 429, "Too Many Requests: retry after 7", { retry_after: 7 });
  expect(await send(text("Hola"))).toMatchObject({ kind: "notSent", retry: true, waitMs: 7000, reason: "tooMuch" });
});

test.each([
  [403, "Forbidden: bot was blocked by the user", "blockedByCustomer"],
  [403, "Forbidden: user is deactivated", "recipientUnreachable"],
  [400, "Bad Request: chat not found", "recipientUnreachable"],
  [401, "Unauthorized", "notAllowed"],
  [400, "Bad Request: PHOTO_INVALID_DIMENSIONS", "mediaProblem"],
  [413, "Request Entity Too Large", "mediaProblem"],
  [400, "Bad Request: message text is empty", "contentRefused"],
  [400, "Bad Request: something new", "unknown"],
])("a refusal %i «%s» is final, and says why", async (code, description, reason) => {
  refuse("sendMessage", code, description);
  expect(await send(text("Hola"))).toMatchObject({ kind: "notSent", retry: false, reason, code, words: description });
});

test("what Telegram may have done without saying so is unknown, and the token is in no word of it", async () => {
  api.troubles.push({ method: "sendMessage", trouble: "lost" });
  const lost = await send(text("Hola"));
  expect(lost.kind).toBe("unknown");
  expect(JSON.stringify(lost)).not.toContain(api.token);
  expect(api.accepted("sendMessage")).toHaveLength(1);
  api.troubles.push({ method: "sendMessage", trouble: { status: 502, body: "<html>" } });
  expect((await send(text("Hola"))).kind).toBe("unknown");
});

test("a check sets the webhook with its secret and says what the bot is called", async () => {
  const { shown, findings } = await telegram.check(line, "http://127.0.0.1:1/hook", world);
  expect(api.webhook).toEqual({ url: "http://127.0.0.1:1/hook", secret: "hush" });
  expect(findings.every(({ ok }) => ok)).toBe(true);
  expect(shown).not.toBe("");
});

test("a check says which of token and webhook is wrong, in Telegram's words", async () => {
  const wrong = { ...line, secrets: { botToken: "1234567:AAAAAAAAAAAAAAAAAAAAAAAA" } };
  expect((await telegram.check(wrong, "http://127.0.0.1:1/", world)).findings).toEqual([
    { what: "token", ok: false, words: "Unauthorized" },
  ]);
  refuse("setWebhook", 400, "Bad Request: bad webhook: HTTPS url must be provided for webhook");
  expect((await telegram.check(line, "http://127.0.0.1:1/", world)).findings[1]).toMatchObject({
    what: "webhook",
    ok: false,
  });
});

test("a file is fetched as it is, and one that Telegram keeps no more is gone", async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  api.files.set("F1", { bytes, type: "image/jpeg" });
  const { body, ...about } = await telegram.fetchMedia("F1", line, world);
  expect(new Uint8Array(await new Response(body).arrayBuffer())).toEqual(bytes);
  expect(about).toEqual({ type: "image/jpeg", bytes: 3 });
  await expect(telegram.fetchMedia("F2", line, world)).rejects.toThrow(MediaGone);
});

test("a webhook is Telegram's only with the secret of its bot", async () => {
  const asked = (secret?: string) =>
    telegram.verify(
      new Request("http://x/", {
        method: "POST",
        headers: secret === undefined ? {} : { "x-telegram-bot-api-secret-token": secret },
      }),
      new Uint8Array(),
      [line],
    );
  expect(await asked("hush")).toEqual([line]);
  expect(await asked("hus")).toBe(null);
  expect(await asked()).toBe(null);
});

test("an inbox is named after its bot, never after its token", () => {
  expect(telegram.inboxOf({ botToken: api.token })).toBe("tg110201543");
});

test("what is said to a customer is sent on to nowhere else, and a token that is quoted is in nobody's words", async () => {
  const seen: (string | undefined)[] = [];
  const answering = (description: string) => (_: string, init: RequestInit) => {
    seen.push(init.redirect);
    return Promise.resolve(Response.json({ ok: false, error_code: 404, description }));
  };
  const fetch = answering(`Not Found: /bot${api.token}/sendMessage`);
  expect(await telegram.send(text("Hola"), line, { ...world, fetch })).toMatchObject({
    kind: "notSent",
    words: "Not Found: /bot…/sendMessage",
  });
  expect(seen).toEqual(["manual"]);
});
