/** A socket without manners: sends what it likes and keeps what it is told. */
import { once } from "node:events";
import type { ClientOptions, WebSocket } from "ws";
import { PROTOCOL_VERSION, type DownFrame } from "../../../party/protocol/frames.ts";
import { post } from "../../harness/people.ts";
import type { Centre } from "../../harness/workerd.ts";

export interface Place {
  party: string;
  room: string;
}

export async function visitor(centre: Centre, name = "Rosa"): Promise<{ id: string; token: string }> {
  const response = await post(centre.url, "/visitors", { project: "demo", name });
  const { me, token } = (await response.json()) as { me: { id: string }; token: string };
  return { id: me.id, token };
}

export const asks = (centre: Centre, token: string, at: Place): Promise<Response> =>
  post(centre.url, "/tickets", { rooms: [at] }, { authorization: `Bearer ${token}` });

export async function ticketFor(centre: Centre, token: string, at: Place): Promise<string> {
  const { tickets } = (await (await asks(centre, token, at)).json()) as { tickets: [{ ticket: string }] };
  return tickets[0].ticket;
}

export const address = ({ party, room }: Place, ticket: string, pk: string = crypto.randomUUID()): string =>
  `/parties/${party}/${room}?${new URLSearchParams({ _pk: pk, ticket }).toString()}`;

export class RawSocket {
  readonly frames: DownFrame[] = [];
  readonly texts: string[] = [];
  readonly closed: Promise<number>;
  readonly #watchers = new Set<() => void>();

  private constructor(readonly socket: WebSocket) {
    this.closed = once(socket, "close").then(([code]) => code as number);
    socket.on("message", (data) => {
      const text = (data as Buffer).toString();
      this.texts.push(text);
      this.frames.push(JSON.parse(text) as DownFrame);
      for (const watcher of this.#watchers) watcher();
    });
  }

  static async open(centre: Centre, path: string, options: ClientOptions = {}): Promise<RawSocket> {
    const raw = new RawSocket(centre.ws(path, options));
    await once(raw.socket, "open");
    return raw;
  }

  send(frame: unknown): void {
    this.socket.send(typeof frame === "string" || frame instanceof Buffer ? frame : JSON.stringify(frame));
  }

  next<K extends DownFrame["kind"]>(kind: K, after = 0): Promise<Extract<DownFrame, { kind: K }>> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.frames.slice(after).find((frame) => frame.kind === kind);
        if (!found) return;
        this.#watchers.delete(look);
        resolve(found as Extract<DownFrame, { kind: K }>);
      };
      this.#watchers.add(look);
      look();
    });
  }

  hello(): Promise<Extract<DownFrame, { kind: "welcome" }>> {
    const after = this.frames.length;
    this.send({ kind: "hello", protocol: PROTOCOL_VERSION });
    return this.next("welcome", after);
  }

  command(command: object, commandId: string = crypto.randomUUID()): void {
    this.send({ kind: "command", commandId, command });
  }

  /** Everything that is said between this frame and the answer to a ping behind it. */
  async answersTo(frame: unknown): Promise<DownFrame[]> {
    const from = this.frames.length;
    this.send(frame);
    this.send({ kind: "ping" });
    await this.next("pong", from);
    return this.frames.slice(from).filter(({ kind }) => kind !== "pong");
  }
}

/** How the server turns a connection away: the status of its answer. */
export async function turnedAway(centre: Centre, path: string, options: ClientOptions = {}): Promise<number> {
  const socket = centre.ws(path, options);
  socket.on("error", () => {});
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode: number }];
  socket.terminate();
  return response.statusCode;
}
