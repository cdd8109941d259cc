/** The server's side of files, in memory: by the contract, and as unreliable as a test wants it. */
import { createHash } from "node:crypto";
import type { Found } from "../../../machines/media-limits.ts";
import type { Told } from "../../../web/files/upload.ts";

const PART_BYTES = 4 * 1024 * 1024;

interface Kept {
  name: string;
  bytes: number;
  parts: Map<number, Uint8Array>;
  state: Told["state"];
  reason: string | null;
  caption: string;
}

type Answer = { status: number; body: object };
const json = (status: number, body: object = {}): Answer => ({ status, body });

export class FilesServer {
  readonly files = new Map<string, Kept>();
  /** "PUT 0 of photo.jpg", in the order in which they came. */
  readonly heard: string[] = [];
  /** Names, in the order in which their messages were taken. */
  readonly sent: string[] = [];
  /** Parts on their way, at most. */
  most = 0;
  #busy = 0;
  /** Gives what the network does to it: an answer, `gone` (it arrived, and its answer did not), `away`, or nothing. */
  meddle: (what: string) => Answer | "away" | "gone" | undefined = () => undefined;
  /** Waited for before a part is answered. */
  gate: (what: string) => Promise<void> = async () => {};
  /** Why the thread will not have it. */
  declines: (name: string) => string | undefined = () => undefined;
  found: Found | undefined;

  install(): () => void {
    const before = {
      fetch: globalThis.fetch,
      XMLHttpRequest: (globalThis as { XMLHttpRequest?: unknown }).XMLHttpRequest,
    };
    // oxlint-disable-next-line typescript/no-this-alias -- the class below has a `this` of its own
    const server = this;
    globalThis.fetch = (async (path: string, init: RequestInit = {}) => {
      const body = typeof init.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {};
      const { status, body: said } = await server.#answer(init.method ?? "GET", path, body);
      return new Response(status === 204 ? null : JSON.stringify(said), { status });
    }) as typeof fetch;
    class Request extends EventTarget {
      status = 0;
      responseText = "";
      upload = new EventTarget();
      #path = "";
      #sum = "";
      #isOver = false;
      open(_method: string, path: string): void {
        this.#path = path;
      }
      setRequestHeader(name: string, value: string): void {
        if (name === "x-part-sha256") this.#sum = value;
      }
      abort(): void {
        this.#end(0, "");
      }
      send(bytes: ArrayBuffer): void {
        this.upload.dispatchEvent(Object.assign(new Event("progress"), { loaded: Math.floor(bytes.byteLength / 2) }));
        server.began();
        void server
          .#answer("PUT", this.#path, {}, { bytes: new Uint8Array(bytes), sum: this.#sum })
          .then(({ status, body }) => this.#end(status, JSON.stringify(body)))
          .catch(() => this.#end(0, ""))
          .finally(() => server.#busy--);
      }
      #end(status: number, text: string): void {
        if (this.#isOver) return;
        this.#isOver = true;
        this.status = status;
        this.responseText = text;
        this.dispatchEvent(new Event("loadend"));
      }
    }
    Object.assign(globalThis, { XMLHttpRequest: Request });
    return () => void Object.assign(globalThis, before);
  }

  began(): void {
    this.most = Math.max(this.most, ++this.#busy);
  }

  async #answer(
    method: string,
    path: string,
    body: Record<string, unknown>,
    part?: { bytes: Uint8Array; sum: string },
  ): Promise<Answer> {
    const [, id = "", what = "", n = ""] = /^\/api\/files(?:\/([^/]+))?(?:\/(\w+))?(?:\/(\d+))?$/.exec(path) ?? [];
    const name = this.files.get(id)?.name ?? (body.name as string | undefined) ?? id;
    const line = [method, what === "parts" ? n : what, "of", name].filter((word) => word !== "").join(" ");
    this.heard.push(line);
    const done = this.meddle(line);
    if (done === "away") throw new TypeError("network");
    if (typeof done === "object") return done;
    await this.gate(line);
    const answer = this.#take(method, id, what, Number(n), body, part);
    if (done === "gone") throw new TypeError("network");
    return answer;
  }

  #take(
    method: string,
    id: string,
    what: string,
    n: number,
    body: Record<string, unknown>,
    part?: { bytes: Uint8Array; sum: string },
  ): Answer {
    if (method === "POST" && id === "") return this.#begin(body as { id: string; name: string; bytes: number });
    const file = this.files.get(id);
    if (!file) return json(404, { error: "not found" });
    if (part) {
      if (file.state !== "uploading") return json(409, { error: "unexpectedPart" });
      if (createHash("sha256").update(part.bytes).digest("hex") !== part.sum) return json(422, { error: "damaged" });
      file.parts.set(n, part.bytes);
      if (file.parts.size === Math.ceil(file.bytes / PART_BYTES)) file.state = "stored";
      return json(204);
    }
    if (method === "DELETE") file.state = "cancelled";
    if (what === "send" && file.state === "uploading") return json(409, { error: "partsMissing" });
    if (what === "send" && file.state === "stored") this.#send(file, body.caption as string);
    return json(200, { upload: this.#shown(file) });
  }

  #begin({ id, name, bytes }: { id: string; name: string; bytes: number }): Answer {
    const known = this.files.get(id);
    const file = known ?? { name, bytes, parts: new Map(), state: "uploading" as const, reason: null, caption: "" };
    this.files.set(id, file);
    return json(200, { upload: this.#shown(file) });
  }

  #send(file: Kept, caption: string): void {
    file.caption = caption;
    file.reason = this.declines(file.name) ?? null;
    if (file.reason !== null) return;
    file.state = "sent";
    this.sent.push(file.name);
  }

  #shown({ state, parts, reason }: Kept): Told {
    return { state, have: [...parts.keys()], reason, found: this.found ?? null };
  }
}
