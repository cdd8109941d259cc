/** A provider that files lie with: gives one in the middle of which it may wait, and takes what is uploaded. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export class Provider {
  bytes: Buffer = Buffer.alloc(0);
  hasRanges = true;
  /** After so many bytes it says nothing more until it is told to. */
  pauseAt = Infinity;
  /** Where each request began. */
  readonly asked: number[] = [];
  readonly uploads: { length: string | undefined; bytes: Buffer }[] = [];
  readonly #waiting: (() => void)[] = [];

  private constructor(private readonly server: Server) {
    server.on("request", (request: IncomingMessage, response: ServerResponse) =>
      request.method === "PUT" ? this.#take(request, response) : this.#give(request, response),
    );
  }

  static async open(): Promise<Provider> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return new Provider(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/media`;
  }

  goOn(): void {
    this.pauseAt = Infinity;
    for (const go of this.#waiting.splice(0)) go();
  }

  #give({ headers }: IncomingMessage, response: ServerResponse): void {
    const from = this.hasRanges ? Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0) : 0;
    this.asked.push(from);
    const { bytes } = this;
    response.on("error", () => {});
    const range = { "content-range": `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
    response.writeHead(from > 0 ? 206 : 200, { "content-length": bytes.length - from, ...(from > 0 ? range : {}) });
    if (this.pauseAt >= bytes.length) return void response.end(bytes.subarray(from));
    const pauseAt = this.pauseAt;
    response.write(bytes.subarray(from, pauseAt));
    this.#waiting.push(() => response.end(bytes.subarray(pauseAt)));
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      this.uploads.push({ length: request.headers["content-length"], bytes: Buffer.concat(chunks) });
      response.end("{}");
    });
  }
}
