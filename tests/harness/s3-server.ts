/**
 * A store that speaks S3, as strict as the real ones: what is not signed by its key, is not what its signature or its checksum says, or
 * is there already, is refused. Written from the documentation of AWS Signature Version 4, and not from the client that we use.
 */
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

interface Kept {
  bytes: Buffer;
  headers: Record<string, string>;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const sha256 = (data: string | Buffer) => createHash("sha256").update(data);
/** RFC 3986, as AWS wants it: everything but the unreserved. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
const SKEW_MAX_MS = 15 * 60 * 1000;

export class S3Server {
  readonly kept = new Map<string, Kept>();
  /** What it was asked, and its answers: `PUT /bucket/key 200`. */
  readonly log: string[] = [];
  readonly key = { id: "AKIDTURNOTESTS", secret: "s3cret+with/odd=signs" };
  /** Answers each request so, whatever it is; null: as it should. */
  failing: { status: number; body: string } | null = null;

  private constructor(private readonly server: Server) {
    server.on("request", (request: IncomingMessage, response: ServerResponse) => void this.#take(request, response));
  }

  static async start(port = 0): Promise<S3Server> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
    return new S3Server(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get settings(): Record<string, string> {
    return {
      TURNO_S3_ENDPOINT: this.url,
      TURNO_S3_BUCKET: "turno-tests",
      TURNO_S3_REGION: "eu-test-1",
      TURNO_S3_KEY_ID: this.key.id,
      TURNO_S3_SECRET: this.key.secret,
    };
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // Cut on its way: nothing is kept of it.
      this.log.push(`${request.method} ${request.url} cut`);
      return;
    }
    const [status, body, headers = {}] = this.#answer(request, Buffer.concat(chunks));
    this.log.push(`${request.method} ${request.url} ${status}`);
    response.writeHead(status, { "content-length": body.length, ...headers });
    response.end(request.method === "HEAD" ? undefined : body);
  }

  #answer(request: IncomingMessage, body: Buffer): [number, Buffer | string, Record<string, string>?] {
    const error = (status: number, code: string): [number, string] => [
      status,
      `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`,
    ];
    if (this.failing) return [this.failing.status, this.failing.body];
    const header = (name: string) => String(request.headers[name] ?? "");
    const unsigned = this.#unsigned(request, header);
    if (unsigned !== undefined) return error(403, unsigned);
    const path = decodeURIComponent(new URL(request.url!, this.url).pathname);
    if (!path.startsWith("/turno-tests/")) return error(404, "NoSuchBucket");
    const kept = this.kept.get(path);
    if (request.method === "PUT") {
      if (request.headers["content-length"] === undefined) return error(411, "MissingContentLength");
      const signed = header("x-amz-content-sha256");
      if (signed !== "UNSIGNED-PAYLOAD" && signed !== sha256(body).digest("hex"))
        return error(400, "XAmzContentSHA256Mismatch");
      const checksum = header("x-amz-checksum-sha256");
      if (checksum !== "" && checksum !== sha256(body).digest("base64")) return error(400, "BadDigest");
      if (header("if-none-match") === "*" && kept) return error(412, "PreconditionFailed");
      const meta = Object.entries(request.headers).filter(([name]) => name.startsWith("x-amz-meta-"));
      this.kept.set(path, { bytes: body, headers: Object.fromEntries(meta) as Record<string, string> });
      return [200, ""];
    }
    if (request.method === "DELETE") {
      this.kept.delete(path);
      return [204, ""];
    }
    if (!kept) return error(404, "NoSuchKey");
    if (request.method === "HEAD") return [200, "", { ...kept.headers, "content-length": String(kept.bytes.length) }];
    if (request.method !== "GET") return error(405, "MethodNotAllowed");
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(header("range")) ?? [];
    if (first === undefined) return [200, kept.bytes, kept.headers];
    if (Number(first) >= kept.bytes.length) return error(416, "InvalidRange");
    return [206, kept.bytes.subarray(Number(first), Number(last) + 1), kept.headers];
  }

  /** Why it is not signed as it must be; undefined: it is. */
  #unsigned(request: IncomingMessage, header: (name: string) => string): string | undefined {
    const [, id, day, region, names, signature] = AUTHORIZATION.exec(header("authorization")) ?? [];
    if (signature === undefined) return "AccessDenied";
    if (id !== this.key.id) return "InvalidAccessKeyId";
    const date = header("x-amz-date");
    const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
    if (!s || Math.abs(Date.UTC(+y!, +mo! - 1, +d!, +h!, +mi!, +s) - Date.now()) > SKEW_MAX_MS)
      return "RequestTimeTooSkewed";
    const signed = names!.split(";");
    const mustBe = ["host", ...Object.keys(request.headers).filter((name) => name.startsWith("x-amz-"))];
    if (!date.startsWith(day!) || !mustBe.every((name) => signed.includes(name))) return "AccessDenied";
    const { pathname, searchParams } = new URL(request.url!, this.url);
    const query = [...searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).toSorted();
    const canonical = [
      request.method,
      decodeURIComponent(pathname).split("/").map(encode).join("/"),
      query.join("&"),
      ...signed.map((name) => `${name}:${header(name).trim().replace(/\s+/g, " ")}`),
      "",
      names,
      header("x-amz-content-sha256"),
    ].join("\n");
    const scope = `${day}/${region}/s3/aws4_request`;
    const text = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical).digest("hex")].join("\n");
    const key = hmac(hmac(hmac(hmac(`AWS4${this.key.secret}`, day!), region!), "s3"), "aws4_request");
    return timingSafeEqual(hmac(key, text), Buffer.from(signature, "hex")) ? undefined : "SignatureDoesNotMatch";
  }
}
