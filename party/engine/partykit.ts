/**
 * The only file that knows PartyKit: a room's definition in, a party class out. Every trap of that platform is met here.
 *
 * - An alarm that starts a room has no request: `room.id` and `room.context.parties` throw then, and go on throwing in that
 *   instance. So the room's own id is read from storage, and the parties are remembered for all rooms of this isolate.
 * - Requests reach a room before `onStart` has ended unless it blocks them.
 * - Two sockets with one `_pk` shadow each other: the second is turned away.
 * - Nothing may throw across a handler: PartyKit would show the raw text to whoever asked.
 */
import type * as Party from "partykit/server";
import { withHeaders } from "../headers.ts";
import { CLOSE } from "../protocol/frames.ts";
import { call, rememberParties, theParties, type Call, type Parties } from "./calls.ts";
import type { Address, Admission, RoomDefinition } from "./definition.ts";
import type { Host, RoomStorage, Socket, SocketState } from "./host.ts";
import { HEAD } from "./keys.ts";
import { log } from "./lines.ts";
import { Room } from "./room.ts";
import type { Head } from "./saved.ts";

/** Who comes, and by what. Percent-encoded: a header carries bytes, and the runtime complains of each name that is not plain ASCII. */
const IDENTITY = "x-turno-identity";
/** Durable Objects take at most this many keys in one put, get or delete. */
const KEYS_MAX = 128;
/** A peer's close frame is ours to answer; until then the peer waits and the runtime keeps the connection, for 20 s. */
const CLOSED = 1000;
/** PartyKit's own answer to an id that it cannot take (over 256 characters) would be its raw error text. */
const CONNECTION_ID = /^[A-Za-z0-9_.:-]{1,64}$/;

/** Decides who a new socket is, from its request; a response turns it away. */
export type AdmitSocket = (
  request: Request,
  at: Address,
  env: Record<string, unknown>,
) => Promise<Admission | Response>;

class DurableStorage implements RoomStorage {
  constructor(
    private readonly storage: Party.Storage,
    private readonly failed: (error: unknown) => void,
  ) {}

  get(key: string): Promise<unknown> {
    return this.storage.get(key);
  }

  list(options: Parameters<RoomStorage["list"]>[0]): Promise<Map<string, unknown>> {
    return this.storage.list(options);
  }

  /** Writes that follow each other without an `await` are one transaction, and the output gate waits for it. */
  write({ put = {}, delete: gone = [] }: Parameters<RoomStorage["write"]>[0]): void {
    const writes: Promise<unknown>[] = [];
    const entries = Object.entries(put);
    for (let i = 0; i < entries.length; i += KEYS_MAX)
      writes.push(this.storage.put(Object.fromEntries(entries.slice(i, i + KEYS_MAX))));
    for (let i = 0; i < gone.length; i += KEYS_MAX) writes.push(this.storage.delete(gone.slice(i, i + KEYS_MAX)));
    Promise.all(writes).catch(this.failed);
  }
}

class PartySocket implements Socket {
  constructor(private readonly connection: Party.Connection<SocketState>) {}

  get id(): string {
    return this.connection.id;
  }

  get open(): boolean {
    return this.connection.readyState === WebSocket.OPEN;
  }

  get state(): SocketState {
    return this.connection.state as SocketState;
  }

  setState(state: SocketState): void {
    this.connection.setState(state);
  }

  send(text: string): void {
    this.connection.send(text);
  }

  close(code: number, reason: string): void {
    this.connection.close(code, reason);
  }
}

export function createParty(definition: RoomDefinition, admitSocket: AdmitSocket): Party.PartyKitServer {
  class TurnoParty implements Party.Server {
    readonly options = { hibernate: true };
    #room: Room | undefined;
    #parties: Parties | undefined;
    #self: Address | undefined;

    constructor(readonly room: Party.Room) {}

    /** Rooms have no public HTTP: what they are told comes by socket, or from our own code. */
    static onBeforeRequest(request: Party.Request): Response {
      return withHeaders(answer(404, { error: "not found" }), new URL(request.url).protocol === "https:");
    }

    static async onBeforeConnect(request: Party.Request, lobby: Party.Lobby): Promise<Request | Response> {
      rememberParties(lobby.parties);
      const incoming = request as unknown as Request;
      const id = new URL(incoming.url).searchParams.get("_pk");
      if (id !== null && !CONNECTION_ID.test(id)) return answer(400, { error: "malformed" });
      const admitted = await admitSocket(incoming, { party: definition.party, room: lobby.id }, lobby.env);
      if (admitted instanceof Response) return admitted;
      const trusted = new Request(incoming);
      trusted.headers.delete(IDENTITY);
      trusted.headers.set(IDENTITY, encodeURIComponent(JSON.stringify(admitted)));
      return trusted;
    }

    onStart(): Promise<void> {
      return this.room.blockConcurrencyWhile(async () => {
        const head = await this.room.storage.get<Head>(HEAD);
        const self = head?.self ?? { party: definition.party, room: this.room.id };
        this.#self = self;
        try {
          this.#parties = this.room.context.parties;
          rememberParties(this.#parties);
        } catch {
          // Started by an alarm: others' knowledge has to do.
        }
        const room = new Room(definition, this.#host(self));
        await room.load();
        this.#room = room;
      });
    }

    async onConnect(connection: Party.Connection<SocketState>, { request }: Party.ConnectionContext): Promise<void> {
      const header = request.headers.get(IDENTITY);
      if (header === null) return connection.close(CLOSE.offences, "no identity");
      const twins = [...this.room.getConnections(connection.id)].length;
      if (twins > 1) return connection.close(CLOSE.duplicateConnection, "this connection id is in use");
      const { identity, ticket } = JSON.parse(decodeURIComponent(header)) as Admission;
      const now = Date.now();
      connection.setState({ identity, shown: [], openedAt: now, heardAt: now, offences: 0 });
      await this.#guard(() => this.#running.joined(new PartySocket(connection), ticket));
    }

    onMessage(message: string | ArrayBuffer, connection: Party.Connection<SocketState>): Promise<void> {
      if (!connection.state) return Promise.resolve();
      return this.#guard(() => this.#running.receive(new PartySocket(connection), message));
    }

    async onClose(connection: Party.Connection<SocketState>): Promise<void> {
      if (connection.state) await this.#guard(() => this.#running.left(new PartySocket(connection)));
      try {
        connection.close(CLOSED);
      } catch {
        // Already closed on both sides.
      }
    }

    onError(connection: Party.Connection<SocketState>): Promise<void> {
      return this.onClose(connection);
    }

    onAlarm(): Promise<void> {
      return this.#guard(() => this.#running.alarm());
    }

    async onRequest(request: Party.Request): Promise<Response> {
      try {
        const body = await request.json<Call>();
        return answer(200, (await this.#answer(body)) ?? null);
      } catch (error) {
        this.#log({ level: "error", msg: "call failed", error: String(error) });
        return answer(500, { error: "fault" });
      }
    }

    #answer(body: Call): Promise<unknown> {
      if (body.kind === "deliver") return this.#running.accept(body.delivery);
      if (body.kind === "command") return this.#running.command(body.by, body.command, body.commandId);
      if (body.kind === "alarmsLost") return Promise.resolve(this.#running.alarmsLost);
      if (body.kind === "check") return this.#running.check(body.by);
      if (body.kind === "ask") return this.#running.ask(body.question);
      return this.#running.alarm();
    }

    get #running(): Room {
      if (!this.#room) throw new Error("not started");
      return this.#room;
    }

    async #guard(work: () => Promise<void>): Promise<void> {
      try {
        await work();
      } catch (error) {
        this.#log({ level: "error", msg: "handler failed", error: String(error) });
      }
    }

    #log(line: Record<string, unknown>): void {
      const { party, room } = this.#self ?? { party: definition.party, room: undefined };
      log({ at: Date.now(), party, room, ...line });
    }

    /** What is in memory is not what is stored any more. Throwing here is the platform's way to end an instance. */
    #startAgain(error: unknown): void {
      this.#log({ level: "error", msg: "write failed", error: String(error) });
      const end = async (): Promise<void> => {
        throw new Error("a write failed: starting again from what is stored");
      };
      void this.#guard(() => this.room.blockConcurrencyWhile(end));
    }

    #host(self: Address): Host {
      const storage = new DurableStorage(this.room.storage, (error) => this.#startAgain(error));
      return {
        self,
        env: this.room.env,
        bindings: this.room.context.bindings,
        // Bare, it would be called with another `this` than the runtime allows.
        fetch: (url, init) => fetch(url, init),
        storage,
        flushed: () => this.room.storage.sync(),
        now: () => Date.now(),
        hasAlarm: async () => (await this.room.storage.getAlarm()) !== null,
        setAlarm: (at) => {
          this.room.storage
            .setAlarm(at)
            .catch((error: unknown) => this.#log({ level: "error", msg: "no alarm", error: String(error) }));
        },
        sockets: () => this.#sockets(),
        deliver: async (to, delivery) => {
          await call(this.#parties ?? theParties(), to, { kind: "deliver", delivery });
        },
        later: (ms, work) => {
          const timer = setTimeout(work, ms);
          return () => clearTimeout(timer);
        },
        log: (line) => this.#log(line),
      };
    }

    *#sockets(): Generator<Socket> {
      for (const connection of this.room.getConnections<SocketState>())
        if (connection.state) yield new PartySocket(connection);
    }
  }
  return TurnoParty;
}

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
}
