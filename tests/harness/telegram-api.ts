/**
 * Telegram's end of a bot. What customers and bots write to each other goes through telegram-test-api, which is nobody's of ours; it knows
 * texts alone and signs nothing, so files, reactions, the secret of the webhook, limits and trouble are added here, as the Bot API
 * documents them.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createProbe, type AddressInfo } from "node:net";
import type { Update } from "@grammyjs/types";
import { TelegramServer } from "telegram-test-api/lib/telegramServer.js";

/** What the bot has asked for, and what was accepted of it. */
export interface Call {
  method: string;
  fields: Record<string, unknown>;
  file?: { field: string; name: string; type: string; bytes: Uint8Array };
  ok: boolean;
}

/** `lost`: done, and nobody is told. */
export type Trouble = { status: number; body: unknown } | "lost";

async function freePort(): Promise<number> {
  const probe = createProbe();
  await new Promise<void>((done) => probe.listen(0, "127.0.0.1", done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part as Uint8Array);
  return new Uint8Array(Buffer.concat(parts));
}

const textOf = (field: unknown): string => (typeof field === "string" ? field : "");

const WITH_FILE = new Set(["sendPhoto", "sendVideo", "sendAudio", "sendVoice", "sendDocument"]);

export class TelegramApi {
  readonly calls: Call[] = [];
  readonly files = new Map<string, { bytes: Uint8Array<ArrayBuffer>; type: string }>();
  webhook = { url: "", secret: "" };
  /** What becomes of the next calls of a method, one after the other. */
  readonly troubles: { method: string; trouble: Trouble }[] = [];
  #updates = 1_000_000;
  #messages = 5_000;

  private constructor(
    readonly token: string,
    private readonly server: Server,
    private readonly texts: TelegramServer,
  ) {
    server.on("request", (request, response) => void this.#take(request, response));
  }

  static async start(token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"): Promise<TelegramApi> {
    const texts = new TelegramServer({ port: await freePort(), host: "127.0.0.1" });
    await texts.start();
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return new TelegramApi(token, server, texts);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await Promise.all([new Promise((done) => this.server.close(done)), this.texts.stop()]);
  }

  /** What bots have sent and Telegram has taken, of these methods. */
  accepted(...methods: string[]): Call[] {
    return this.calls.filter(({ method, ok }) => ok && methods.includes(method));
  }

  /** A customer writes, by way of telegram-test-api. Resolves when the webhook has been answered well. */
  async write(chat: number, name: string, text: string): Promise<void> {
    const client = this.texts.getClient(this.token, { chatId: chat, userId: chat, firstName: name, userName: "" });
    await client.sendMessage(client.makeMessage(text));
  }

  /** Any update, with a number of its own. Gives the webhook's answer. */
  async tell(update: Omit<Update, "update_id">, update_id = this.#updates++): Promise<number> {
    return this.#deliver({ update_id, ...update });
  }

  async #deliver(update: unknown): Promise<number> {
    const headers = {
      "content-type": "application/json",
      "x-telegram-bot-api-secret-token": this.webhook.secret,
    };
    const { status } = await fetch(this.webhook.url, { method: "POST", headers, body: JSON.stringify(update) });
    return status;
  }

  nextMessage(): number {
    return this.#messages++;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const answer = (status: number, said: unknown): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
    };
    const path = request.url ?? "";
    // What telegram-test-api tells its bot's webhook.
    if (path === "/hook") {
      const status = await this.#deliver(JSON.parse(Buffer.from(body).toString()));
      return answer(status, {});
    }
    const file = /^\/file\/bot[^/]+\/(.+)$/.exec(path)?.[1];
    if (file !== undefined) {
      const kept = this.files.get(file);
      if (!kept) return answer(404, { ok: false, error_code: 404, description: "Not Found" });
      response.writeHead(200, { "content-type": kept.type }).end(kept.bytes);
      return;
    }
    const [, token, method = ""] = /^\/bot([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (token !== this.token) return answer(401, { ok: false, error_code: 401, description: "Unauthorized" });
    const call = await this.#read(method, request, body);
    const at = this.troubles.findIndex((one) => one.method === method);
    const trouble = at === -1 ? undefined : this.troubles.splice(at, 1)[0]!.trouble;
    if (trouble !== undefined && trouble !== "lost") {
      this.calls.push(call);
      return answer(trouble.status, trouble.body);
    }
    const result = await this.#answer(call);
    call.ok = !("error_code" in result);
    this.calls.push(call);
    if (trouble === "lost") return void request.socket.destroy();
    answer("error_code" in result ? (result.error_code as number) : 200, result);
  }

  async #read(method: string, request: IncomingMessage, body: Uint8Array<ArrayBuffer>): Promise<Call> {
    const type = request.headers["content-type"] ?? "";
    if (!type.startsWith("multipart/"))
      return {
        method,
        ok: false,
        fields: body.length === 0 ? {} : (JSON.parse(Buffer.from(body).toString()) as Call["fields"]),
      };
    const call: Call = { method, ok: false, fields: {} };
    for (const [field, value] of await new Response(body, { headers: { "content-type": type } }).formData())
      if (typeof value === "string") call.fields[field] = value;
      else call.file = { field, name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) };
    return call;
  }

  async #answer({ method, fields, file }: Call): Promise<Record<string, unknown>> {
    const bad = (description: string) => ({ ok: false, error_code: 400, description: `Bad Request: ${description}` });
    const done = (result: unknown) => ({ ok: true, result });
    if (method === "setWebhook") {
      this.webhook = { url: textOf(fields.url), secret: textOf(fields.secret_token) };
      this.texts.setWebhook({ url: `${this.url}/hook` }, this.token);
      return done(true);
    }
    if (method === "getWebhookInfo") return done({ url: this.webhook.url, pending_update_count: 0 });
    if (method === "getFile") {
      const kept = this.files.get(textOf(fields.file_id));
      return kept ? done({ file_path: fields.file_id, file_size: kept.bytes.length }) : bad("invalid file_id");
    }
    if (method === "sendChatAction" || method === "setMessageReaction") return done(true);
    if (WITH_FILE.has(method)) {
      if (!file || file.bytes.length === 0) return bad("file must be non-empty");
      return done({ message_id: this.nextMessage(), date: 0, chat: { id: Number(fields.chat_id), type: "private" } });
    }
    if (method === "sendMessage" && textOf(fields.text) === "") return bad("message text is empty");
    const response = await fetch(`${this.texts.config.apiURL}/bot${this.token}/${method}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(fields),
    });
    return (await response.json()) as Record<string, unknown>;
  }
}
