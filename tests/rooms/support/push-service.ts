/**
 * What the maker of a browser has: a push service that keeps what it is given, and a browser that reads it, with the key that
 * only it has. Neither shares any code with who pushes.
 */
import { createECDH, createPublicKey, randomBytes, verify } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { generateKeyPairSync } from "node:crypto";
import type { AddressInfo } from "node:net";
import { decrypt } from "http_ece";
import { Facts } from "../../harness/facts.ts";

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

type Answer = (response: ServerResponse) => void;
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end();
/** Takes it and says nothing, for ever. */
export const silence: Answer = () => {};

export class PushService extends Facts {
  readonly received: Received[] = [];
  /** What the next ones are answered; afterwards each is created. */
  readonly answers: Answer[] = [];
  readonly #server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      this.received.push({ path: request.url!, headers: request.headers, body: Buffer.concat(parts) });
      (this.answers.shift() ?? status(201))(response);
      this.changed();
    });
  });

  static async open(): Promise<PushService> {
    const service = new PushService();
    service.#server.listen(0, "127.0.0.1");
    await once(service.#server, "listening");
    return service;
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Those for this browser, once there are so many. */
  of(browser: Browser, count: number): Promise<Received[]> {
    const its = () => this.received.filter(({ path }) => path === browser.path);
    return this.until(() => its().length >= count && its());
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }
}

export class Browser {
  readonly #key = createECDH("prime256v1");
  readonly #auth = randomBytes(16);
  readonly path = `/push/${randomBytes(6).toString("hex")}`;

  constructor(
    private readonly service: PushService,
    readonly locale: "es" | "en" = "es",
  ) {
    this.#key.generateKeys();
  }

  get subscription() {
    const keys = { p256dh: this.#key.getPublicKey("base64url"), auth: this.#auth.toString("base64url") };
    return { endpoint: `http://${this.service.host}${this.path}`, keys, locale: this.locale };
  }

  read({ body }: Received): unknown {
    const params = { version: "aes128gcm", privateKey: this.#key, authSecret: this.#auth } as const;
    return JSON.parse(decrypt(body, params).toString("utf8"));
  }
}

/** A centre's keys, made as an operator would make them. */
export function vapidKeys() {
  const { x, y, d } = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x!, "base64url"), Buffer.from(y!, "base64url")]);
  return { publicKey: point.toString("base64url"), privateKey: d!, subject: "mailto:ops@example.com" };
}

/** What the signature of a push says, if it is ours. @throws otherwise. */
export function signedBy(publicKey: string, { headers }: Received): { aud: string; exp: number; sub: string } {
  const { token, key } = /^vapid t=(?<token>[^,]+), k=(?<key>.+)$/.exec(headers.authorization ?? "")!.groups!;
  if (key !== publicKey) throw new Error("another key");
  const point = Buffer.from(publicKey, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString("base64url"));
  const [head, claims, signature] = token!.split(".") as [string, string, string];
  const jwk = { key: { kty: "EC", crv: "P-256", x: x!, y: y! }, format: "jwk" } as const;
  const check = { key: createPublicKey(jwk), dsaEncoding: "ieee-p1363" } as const;
  if (!verify("sha256", Buffer.from(`${head}.${claims}`), check, Buffer.from(signature, "base64url")))
    throw new Error("not signed by this key");
  return JSON.parse(Buffer.from(claims, "base64url").toString()) as { aud: string; exp: number; sub: string };
}
