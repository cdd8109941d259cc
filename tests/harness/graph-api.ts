/**
 * A Graph API for WhatsApp numbers, as strict as the documented one, on loopback. Written from the reference of the Cloud API and not from
 * the adapter that is tried against it. It keeps what it accepted, so that a test can count copies, and its clock can be moved.
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Line } from "../../party/channels/port.ts";
import { Setup } from "./graph/account.ts";
import { GraphError, noSuchObject } from "./graph/errors.ts";
import { judgeMessage, type Json } from "./graph/messages.ts";
import { wamid, type GraphNumber, type StatusMore } from "./graph/payloads.ts";
import { MediaShelf } from "./graph/shelf.ts";
import { Webhooks, type Accepted } from "./graph/webhooks.ts";

/** What goes wrong with one request, instead of its answer. `accepted`: it has been done, and only the answer is lost. */
export type Fault =
  | {
      kind: "error";
      code: number;
      message?: string;
      details?: string;
      status?: number;
      headers?: Record<string, string>;
    }
  | { kind: "down"; status?: number; accepted?: boolean }
  | { kind: "hang"; accepted?: boolean }
  /** Of a download: so much of it comes, and then nothing more. */
  | { kind: "stall"; after: number; accepted: true }
  | { kind: "cut"; accepted?: boolean };

/** Which request: of messages, of read marks, uploads, what is kept, its download, and everything else. */
export type Where = "messages" | "marks" | "upload" | "media" | "download" | "other";

export class GraphApi extends Webhooks {
  token = `EAAG${randomBytes(40).toString("hex")}`;
  readonly setup = new Setup(this.app, () => this.token);
  readonly accepted: Accepted[] = [];
  readonly marks: { id: string; typing: boolean }[] = [];
  /** What it was asked, and its answers: `POST /v24.0/1065/messages 200`. */
  readonly log: string[] = [];
  /** Of bodies, of those that are still on their way as well. */
  bytesArrived = 0;
  readonly media = new MediaShelf(() => this.now());
  /** Whether it looks at the window: it says so in its answer, or accepts and says so in a status. */
  windows: "none" | "answer" | "status" = "none";
  /** Phone numbers that are not on WhatsApp: accepted, and told as failed. */
  readonly unreachable = new Set<string>();
  /** Sent by itself of everything that is accepted, in this order. */
  statuses: string[] = [];
  readonly #faults = new Map<Where, Fault[]>();

  private constructor(private readonly server: Server) {
    super();
    server.on("request", (request: IncomingMessage, response: ServerResponse) => void this.#take(request, response));
  }

  static async start(port = 0): Promise<GraphApi> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
    return new GraphApi(server);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  get root(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get baseUrl(): string {
    return `${this.root}/v24.0`;
  }

  /** How an inbox of this number is set up. */
  line({ id, account } = this.number, project = "p"): Line {
    return {
      project,
      inbox: `wa${id}`,
      baseUrl: this.baseUrl,
      settings: { phoneNumberId: id, businessAccountId: account },
      secrets: { accessToken: this.token, appSecret: this.app.secret },
      webhookSecret: "made-of-the-deployments-secret",
    };
  }

  /** The next requests of this sort go wrong, one each, in this order. */
  fault(where: Where, ...faults: Fault[]): void {
    this.#faults.set(where, [...(this.#faults.get(where) ?? []), ...faults]);
  }

  /** How often a message of ours was accepted. */
  copies(ours: string): number {
    return this.accepted.filter((one) => one.ours === ours).length;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) {
        chunks.push(chunk as Buffer);
        this.bytesArrived += (chunk as Buffer).length;
      }
    } catch {
      this.log.push(`${request.method} ${request.url} cut`);
      return;
    }
    const body = Buffer.concat(chunks);
    const url = new URL(request.url!, this.root);
    const where = whereOf(request.method!, url, body);
    const fault = this.#faults.get(where)?.shift();
    const note = (status: number | string): void => {
      this.log.push(`${request.method} ${url.pathname} ${status}`);
    };
    try {
      if (fault?.kind === "error") {
        const { code, message = `(#${code}) Some error`, ...more } = fault;
        throw new GraphError(code, message, more);
      }
      if (fault && fault.accepted !== true) return this.#fail(fault, response, note);
      const { status = 200, json, bytes, headers = {} } = this.#answer(request, url, body);
      const content = bytes ?? Buffer.from(JSON.stringify(json));
      const head = { "content-type": "application/json", "content-length": content.length, ...headers };
      if (fault?.kind === "stall") {
        note(fault.kind);
        response.writeHead(status, head).write(content.subarray(0, fault.after));
        return;
      }
      if (fault) return this.#fail(fault, response, note);
      note(status);
      response.writeHead(status, head).end(content);
    } catch (error) {
      const said = error instanceof GraphError ? error : new GraphError(1, String(error), { status: 500 });
      note(said.more.status ?? 400);
      response.writeHead(said.more.status ?? 400, { "content-type": "application/json", ...said.more.headers });
      response.end(JSON.stringify(said.body));
    }
  }

  #fail(fault: Fault, response: ServerResponse, note: (what: number | string) => void): void {
    note(fault.kind);
    if (fault.kind === "cut") response.destroy();
    if (fault.kind === "down") {
      response.writeHead(fault.status ?? 503, { "content-type": "text/html" });
      response.end("<html>Sorry, something went wrong.</html>");
    }
    // Of one that hangs nothing more is heard, until the other end has had enough.
  }

  #answer(request: IncomingMessage, url: URL, body: Buffer): Reply {
    const header = (name: string): string => String(request.headers[name] ?? "");
    if (url.pathname === "/whatsapp_business/attachments/") return this.#download(header, url);
    const [, version, id = "", edge = ""] = /^\/(v\d+\.\d+)\/([^/]+)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    if (version === undefined) throw new GraphError(2500, "Unknown path components");
    this.setup.authorize(header("authorization"), url);
    if (id === "me") return { json: { id: "122100000000000001" } };
    if (id === "debug_token") return { json: this.setup.debugToken(url) };
    const number = this.numbers.find((one) => one.id === id);
    const ask = `${request.method} ${edge}`;
    if (number && ask === "POST messages") return { json: this.#messages(number, header("content-type"), body) };
    if (number && ask === "POST media") return { json: { id: this.media.upload(header("content-type"), body) } };
    if (number && ask === "GET ") return { json: this.setup.about(number) };
    if (this.numbers.some(({ account }) => account === id))
      return { json: this.setup.account(ask, id, this.numbers, url) };
    if (id === this.app.id && ask === "GET subscriptions") return { json: this.setup.subscriptions() };
    if (ask === "GET ") return { json: this.media.describe(id, this.root) };
    throw noSuchObject(id, request.method!);
  }

  #download(header: (name: string) => string, { searchParams }: URL): Reply {
    if (header("authorization") !== `Bearer ${this.token}`)
      throw new GraphError(190, "Authentication Error", { status: 401 });
    if (header("user-agent") === "") throw new GraphError(1, "Sorry, something went wrong.", { status: 400 });
    const kept = this.media.at(searchParams.get("hash") ?? "");
    if (!kept) throw new GraphError(100, "URL signature expired", { status: 404 });
    return { bytes: kept.bytes, headers: { "content-type": kept.type } };
  }

  #messages(number: GraphNumber, type: string, body: Buffer): object {
    if (!type.startsWith("application/json"))
      throw new GraphError(100, "(#100) The parameter messaging_product is required.");
    let said: unknown;
    try {
      said = JSON.parse(body.toString());
    } catch {
      throw new GraphError(100, "(#100) Invalid JSON");
    }
    const mark = said as { status?: unknown; message_id?: unknown; typing_indicator?: unknown };
    if (mark.status === "read") {
      if (typeof mark.message_id !== "string")
        throw new GraphError(100, "(#100) The parameter message_id is required.");
      this.marks.push({ id: mark.message_id, typing: mark.typing_indicator !== undefined });
      return { success: true };
    }
    judgeMessage(said, {
      own: [number.display, number.id],
      mediaType: (id) => this.media.get(id)?.type,
      templates: this.setup.templates,
    });
    return this.#accept(number, said);
  }

  #accept(number: GraphNumber, body: Json): object {
    const to = String(body.to ?? body.recipient).replace(/[^\w.]/g, "");
    const isClosed = body.type !== "template" && (this.windowUntil.get(to) ?? 0) <= this.now();
    const details =
      "Message failed to send because more than 24 hours have passed since the customer last replied to this number.";
    if (this.windows === "answer" && isClosed)
      throw new GraphError(131047, "(#131047) Re-engagement message", { details });
    this.pace.take(number.id, to);
    const one: Accepted = {
      id: wamid(),
      number: number.id,
      to,
      ours: body.biz_opaque_callback_data as string | undefined,
      at: this.now(),
      body,
    };
    this.accepted.push(one);
    const error = (code: number, title: string, why: string) => ({
      errors: [{ code, title, message: title, error_data: { details: why } }],
    });
    if (this.windows === "status" && isClosed)
      this.#tellLater(one, ["failed"], error(131047, "Re-engagement message", details));
    else if (this.unreachable.has(to))
      this.#tellLater(one, ["failed"], error(131026, "Message undeliverable", "Message Undeliverable."));
    else this.#tellLater(one, this.statuses);
    const contact = body.to === undefined ? { input: to, user_id: to } : { input: body.to, wa_id: to };
    return { messaging_product: "whatsapp", contacts: [contact], messages: [{ id: one.id }] };
  }

  #tellLater(one: Accepted, statuses: readonly string[], more?: StatusMore): void {
    if (this.webhook === "" || statuses.length === 0) return;
    const work = (async () => {
      for (const status of statuses) await this.deliverAll([this.telling(one, status, more)]);
    })();
    void this.underWay(work);
  }
}

interface Reply {
  status?: number;
  json?: object;
  bytes?: Buffer;
  headers?: Record<string, string>;
}

function whereOf(method: string, { pathname }: URL, body: Buffer): Where {
  if (pathname.startsWith("/whatsapp_business/")) return "download";
  if (method === "POST" && pathname.endsWith("/media")) return "upload";
  if (method === "POST" && pathname.endsWith("/messages"))
    return /"status":\s*"read"/.test(body.toString("utf8", 0, 200)) ? "marks" : "messages";
  return method === "GET" && /^\/v[\d.]+\/\d+$/.test(pathname) ? "media" : "other";
}
