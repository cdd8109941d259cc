/** A host in memory that counts: what a step reads, writes and says, without a platform around it. */
import type { Address } from "../../party/engine/definition.ts";
import type { Delivery, Host, RoomStorage, Socket, SocketState } from "../../party/engine/host.ts";

export interface Counts {
  keysRead: number;
  keysWritten: number;
  bytesWritten: number;
  bytesToRooms: number;
  bytesToSockets: number;
}

export const NOTHING: Counts = { keysRead: 0, keysWritten: 0, bytesWritten: 0, bytesToRooms: 0, bytesToSockets: 0 };

export class MemoryHost implements Host {
  readonly stored = new Map<string, unknown>();
  readonly open: Socket[] = [];
  counts: Counts = { ...NOTHING };
  /** Sizes are only looked at where they are asked for: measuring them costs more than a step. */
  weighs = false;
  clock = Date.UTC(2026, 0, 15, 9);
  readonly storage: RoomStorage = {
    get: (key) => {
      this.counts.keysRead++;
      return Promise.resolve(this.stored.get(key));
    },
    list: ({ prefix, start, end, reverse, limit }) => {
      const keys = [...this.stored.keys()].filter(
        (key) => key.startsWith(prefix) && (start === undefined || key >= start) && (end === undefined || key < end),
      );
      keys.sort();
      if (reverse === true) keys.reverse();
      const found = keys.slice(0, limit);
      this.counts.keysRead += found.length;
      return Promise.resolve(new Map(found.map((key) => [key, this.stored.get(key)])));
    },
    write: ({ put = {}, delete: gone = [] }) => {
      for (const [key, value] of Object.entries(put)) {
        this.stored.set(key, value);
        if (this.weighs) this.counts.bytesWritten += JSON.stringify(value).length;
        this.counts.keysWritten++;
      }
      for (const key of gone) this.stored.delete(key);
      this.counts.keysWritten += gone.length;
    },
  };

  readonly env = {};
  readonly bindings = { r2: {} };

  constructor(readonly self: Address) {}

  fetch(): Promise<Response> {
    return Promise.reject(new Error("there is no world outside"));
  }

  flushed(): Promise<void> {
    return Promise.resolve();
  }

  now(): number {
    return this.clock;
  }

  setAlarm(): void {}

  hasAlarm(): Promise<boolean> {
    return Promise.resolve(true);
  }

  sockets(): Iterable<Socket> {
    return this.open;
  }

  deliver(_to: Address, delivery: Delivery): Promise<void> {
    if (this.weighs) this.counts.bytesToRooms += JSON.stringify(delivery).length;
    return Promise.resolve();
  }

  /** The clock is moved by hand, so what should rest runs at the next move. */
  later(_ms: number, work: () => void): () => void {
    const soon = setImmediate(work);
    return () => clearImmediate(soon);
  }

  log(): void {}

  connect(id: string, state: SocketState): Socket {
    const socket: Socket = {
      id,
      open: true,
      state,
      setState(next) {
        this.state = next;
      },
      send: (text) => (this.counts.bytesToSockets += text.length),
      close: () => {},
    };
    this.open.push(socket);
    return socket;
  }
}
