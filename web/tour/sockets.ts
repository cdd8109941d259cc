/** Sockets to the rooms in this page, which look like the browser's to whoever has one. */
import type { Identity, Ticket } from "../../party/engine/definition.ts";
import type { Connection } from "../simulator/socket.ts";
import type { Platform } from "../simulator/platform.ts";

/** Who may enter which room, once. */
export interface Pass {
  party: string;
  room: string;
  identity: Identity;
  ticket: Ticket;
}

export interface Doors {
  platform: Platform;
  /** What a ticket is good for; undefined: nothing. */
  take: (ticket: string) => Pass | undefined;
  /** Something waits for the rooms. */
  stir: () => void;
}

/** What a browser says when a connection never came about, or broke. */
const ABNORMAL = 1006;
const NORMAL = 1000;

/** Node has none. */
class Closed extends Event {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
  constructor(type: string, { code = NORMAL, reason = "" }: { code?: number; reason?: string } = {}) {
    super(type);
    this.code = code;
    this.reason = reason;
    this.wasClean = code !== ABNORMAL;
  }
}

/** A class of sockets, as `new WebSocket(address)`, for addresses as `RoomClient` makes them. */
export function socketsTo(doors: Doors): unknown {
  return class RoomSocket extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly url: string;
    readonly protocol = "";
    readonly extensions = "";
    readonly bufferedAmount = 0;
    binaryType = "blob";
    readyState: number = RoomSocket.CONNECTING;
    #connection: Connection | undefined;

    constructor(address: string) {
      super();
      this.url = address;
      // Whoever has made it listens from the next line on.
      queueMicrotask(() => this.#connect());
    }

    send(data: string): void {
      if (this.readyState === RoomSocket.CONNECTING) throw new DOMException("still connecting", "InvalidStateError");
      if (this.readyState !== RoomSocket.OPEN) return;
      this.#connection?.sendRaw(data);
      doors.stir();
    }

    close(code = NORMAL, reason = ""): void {
      if (this.readyState >= RoomSocket.CLOSING) return;
      this.readyState = RoomSocket.CLOSING;
      this.#connection?.cut();
      doors.stir();
      queueMicrotask(() => this.#closed(code, reason));
    }

    #connect(): void {
      if (this.readyState !== RoomSocket.CONNECTING) return;
      const [, party, room] = /\/parties\/([^/]+)\/([^/?]+)/.exec(new URL(this.url).pathname) ?? [];
      const pass = doors.take(new URL(this.url).searchParams.get("ticket") ?? "");
      if (!pass || pass.party !== party || pass.room !== room) {
        this.dispatchEvent(new Event("error"));
        return this.#closed(ABNORMAL, "");
      }
      this.#connection = doors.platform.node(party, room).connect(
        pass.identity,
        {
          frame: (frame) => {
            if (this.readyState === RoomSocket.OPEN)
              this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
          },
          closed: (code) => this.#closed(code, ""),
        },
        pass.ticket,
      );
      this.readyState = RoomSocket.OPEN;
      doors.stir();
      this.dispatchEvent(new Event("open"));
    }

    #closed(code: number, reason: string): void {
      if (this.readyState === RoomSocket.CLOSED) return;
      this.readyState = RoomSocket.CLOSED;
      this.dispatchEvent(new Closed("close", { code, reason }));
    }
  };
}
