/** Telegram: a bot, by the Bot API. Source of methods, limits and words: core.telegram.org/bots/api. */
import * as v from "valibot";
import { isSame } from "../../accounts/tokens.ts";
import { MediaGone, type ChannelAdapter, type Finding, type Line, type World } from "../port.ts";
import { ask } from "./calls.ts";
import { wordsOfThrown } from "../wording.ts";
import { send } from "./send.ts";
import { UPDATES, hearUpdate } from "./updates.ts";

const SECRET_HEADER = "x-telegram-bot-api-secret-token";

const Bot = v.object({ username: v.optional(v.string()), first_name: v.optional(v.string(), "") });
const Hook = v.object({
  url: v.string(),
  pending_update_count: v.optional(v.number(), 0),
  last_error_date: v.optional(v.number()),
  last_error_message: v.optional(v.string()),
});
const Kept = v.object({ file_path: v.string(), file_size: v.optional(v.number()) });

async function asked<S extends v.GenericSchema>(
  method: string,
  what: object,
  schema: S,
  line: Line,
  world: World,
): Promise<{ ok: true; result: v.InferOutput<S> } | { ok: false; words: string }> {
  try {
    const { ok, result, description } = await ask(method, line, world, what);
    if (!ok) return { ok, words: description };
    const parsed = v.safeParse(schema, result);
    return parsed.success ? { ok, result: parsed.output } : { ok: false, words: `${method}: an odd answer` };
  } catch (error) {
    return { ok: false, words: wordsOfThrown(error, line) };
  }
}

/** An error of the last hour concerns the webhook as it is. */
const RECENT_S = 60 * 60;

async function webhook(line: Line, url: string, world: World): Promise<Finding> {
  const set = await asked(
    "setWebhook",
    { url, secret_token: line.webhookSecret, allowed_updates: UPDATES },
    v.literal(true),
    line,
    world,
  );
  if (!set.ok) return { what: "webhook", ok: false, words: set.words };
  const info = await asked("getWebhookInfo", {}, Hook, line, world);
  if (!info.ok) return { what: "webhook", ok: false, words: info.words };
  const { url: there, last_error_message: trouble, last_error_date: since = 0 } = info.result;
  if (there !== url) return { what: "webhook", ok: false, words: `it is ${there || "not set"}` };
  if (trouble !== undefined && since > Date.now() / 1000 - RECENT_S)
    return { what: "webhook", ok: false, words: trouble };
  return { what: "webhook", ok: true, words: there };
}

export const telegram: ChannelAdapter = {
  channel: "telegram",
  baseUrl: "https://api.telegram.org",
  settings: [{ name: "botToken", secret: true, pattern: /^\d{5,20}:[A-Za-z0-9_-]{20,100}$/ }],
  inboxOf: ({ botToken = "" }) => `tg${botToken.split(":")[0]}`,

  verify(request, _body, lines) {
    const said = request.headers.get(SECRET_HEADER) ?? "";
    const known = lines.filter(({ webhookSecret }) => isSame(webhookSecret, said));
    return Promise.resolve(known.length > 0 ? known : null);
  },

  hear: (body, lines) => lines.map(({ inbox }) => ({ inbox, ...hearUpdate(body) })),

  send,

  async markRead(_id, { chat }, typing, line, world) {
    if (typing && chat !== undefined) await ask("sendChatAction", line, world, { chat_id: chat, action: "typing" });
  },

  async fetchMedia(mediaId, line, world) {
    const kept = await asked("getFile", { file_id: mediaId }, Kept, line, world);
    if (!kept.ok) {
      if (/too big|wrong file|invalid file|temporarily unavailable/i.test(kept.words)) throw new MediaGone(kept.words);
      throw new Error(kept.words);
    }
    const { file_path: path, file_size: bytes } = kept.result;
    const response = await world.fetch(`${line.baseUrl}/file/bot${line.secrets.botToken}/${path}`, {
      redirect: "manual",
      signal: world.signal,
    });
    if (response.status === 404) throw new MediaGone("the file is gone");
    if (!response.ok || !response.body) throw new Error(`the file: ${response.status}`);
    return {
      body: response.body,
      type: response.headers.get("content-type") ?? "application/octet-stream",
      ...(bytes === undefined ? {} : { bytes }),
    };
  },

  async check(line, webhookUrl, world) {
    const bot = await asked("getMe", {}, Bot, line, world);
    if (!bot.ok) return { shown: "", findings: [{ what: "token", ok: false, words: bot.words }] };
    const { username, first_name: called } = bot.result;
    const shown = username === undefined ? called : `@${username}`;
    return {
      shown,
      findings: [{ what: "token", ok: true, words: shown }, await webhook(line, webhookUrl, world)],
    };
  },
};
