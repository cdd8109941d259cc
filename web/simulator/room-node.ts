/** One room on the platform in memory. */
import type { Address, Identity, RoomDefinition, Ticket } from "../../party/engine/definition.ts";
import type { Host } from "../../party/engine/host.ts";
import { Room } from "../../party/engine/room.ts";
import { clone } from "./clone.ts";
import { nameOf, type Choice, type Ground } from "./ground.ts";
import { Connection, type Peer } from "./socket.ts";
import { FakeStorage } from "./storage.ts";

interface Later {
  at: number;
  life: object;
  work: () => void;
}

/** One room on the platform, through all of its lives. */
export class RoomNode {
  readonly storage = new FakeStorage(() => this.stir());
  readonly connections = new Set<Connection>();
  readonly self: Address;
  #laters: Later[] = [];
  #life: object | undefined;
  #starting: Promise<Room> | undefined;
  /** The room of the present life, once it has loaded. */
  room: Room | undefined;

  constructor(
    private readonly platform: Ground,
    public definition: RoomDefinition,
    self: Address,
    /** Rooms have their turns in the order in which they came to be. */
    readonly number: number,
    /** Something may happen here now, or will at another time than before. */
    private readonly stir: () => void,
  ) {
    this.self = self;
  }

  get name(): string {
    return nameOf(this.self);
  }

  get hasLaters(): boolean {
    return this.#laters.length > 0;
  }

  start(): Promise<Room> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  handle<T>(work: (room: Room) => Promise<T>): Promise<T> {
    return this.start().then(work);
  }

  async #start(): Promise<Room> {
    const life = (this.#life = {});
    const room = new Room(this.definition, this.#host(life));
    await room.load();
    if (this.#life === life) this.room = room;
    return room;
  }

  /** @param ticket One of its own, if none is said. */
  connect(identity: Identity, peer: Peer, ticket?: Ticket): Connection {
    const id = this.platform.nextConnectionId();
    const by = ticket ?? { id, until: this.platform.now + 30_000 };
    const connection = new Connection(
      id,
      identity,
      this.platform.now,
      peer,
      (say) => this.storage.gate(say),
      this.stir,
    );
    this.connections.add(connection);
    this.#guard(this.handle((room) => room.joined(connection.socket, by)));
    return connection;
  }

  addChoices(choices: Choice[]): void {
    const { now } = this.platform;
    if (this.storage.dirty) choices.push({ what: `flush ${this.name}`, happen: () => this.storage.flushOne() });
    if (this.storage.alarm !== null && this.storage.alarm <= now)
      choices.push({ what: `alarm ${this.name}`, happen: () => this.ring() });
    for (const later of this.#laters)
      if (later.at <= now) choices.push({ what: `later ${this.name}`, happen: () => this.#run(later) });
    for (const connection of this.connections) {
      if (connection.down.length > 0)
        choices.push({ what: `down ${connection.socket.id}`, happen: () => connection.arriveDown() });
      if (connection.up.length > 0)
        choices.push({ what: `up ${connection.socket.id}`, happen: () => this.#arriveUp(connection) });
    }
  }

  nextDeadline(): number {
    let next = this.storage.alarm ?? Infinity;
    for (const { at } of this.#laters) if (at < next) next = at;
    return next;
  }

  /** An alarm comes, due or not. */
  ring(): void {
    const due = this.storage.alarm !== null && this.storage.alarm <= this.platform.now;
    // It counts as rung when the handler has ended: a crash in the middle makes it ring again.
    if (due) this.storage.alarm = null;
    this.#guard(
      this.handle(async (room) => {
        await room.alarm();
        if (due && this.storage.alarm === null) this.storage.setAlarm(null);
      }),
    );
  }

  /** The process dies: unflushed writes, what waited for them, timers in memory and sockets are gone. */
  crash(): void {
    this.#end();
    this.storage.crash();
    this.stir();
    for (const connection of this.connections) connection.broken(1006);
    this.connections.clear();
  }

  /** Hibernation: the instance is dropped at rest, its sockets stay. */
  sleep(): void {
    while (this.storage.dirty) this.storage.flushOne();
    this.#end();
  }

  #end(): void {
    this.#life = undefined;
    this.#starting = undefined;
    this.room = undefined;
    this.#laters = [];
    for (const flight of this.platform.flights) {
      if (flight.from === this) delete flight.settle;
      if (nameOf(flight.to) === this.name && flight.stage === "there") this.platform.fail(flight);
    }
  }

  #run(later: Later): void {
    this.#laters = this.#laters.filter((other) => other !== later);
    later.work();
  }

  #arriveUp(connection: Connection): void {
    const up = connection.up.shift();
    if (up === undefined) return;
    const { socket } = connection;
    if (up !== "left") {
      this.#guard(this.handle((room) => room.receive(socket, up.data)));
      return;
    }
    socket.open = false;
    this.connections.delete(connection);
    this.#guard(this.handle((room) => room.left(socket)));
  }

  /** As the platform's adapter does: what a handler throws is logged and goes no further. */
  #guard(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      this.platform.log({ ...this.self, level: "error", msg: "handler failed", error: String(error) });
    });
  }

  #host(life: object): Host {
    const alive = () => this.#life === life;
    const { platform } = this;
    return {
      self: this.self,
      env: platform.env,
      bindings: platform.bindings,
      fetch: () => Promise.reject(new Error("there is no world outside")),
      storage: this.storage.access(alive),
      flushed: () => new Promise((resolve) => this.storage.gate(() => alive() && resolve())),
      now: () => platform.now,
      setAlarm: (at) => {
        if (alive()) this.storage.setAlarm(at);
      },
      // A life that is over hears no more of anybody, should something of it still wait for an answer from outside.
      sockets: () => (alive() ? [...this.connections].map(({ socket }) => socket).filter(({ open }) => open) : []),
      deliver: (to, delivery) => {
        const sent = clone(delivery);
        return new Promise((resolve, reject) => {
          if (!alive()) return;
          const settle = { resolve, reject };
          this.storage.gate(() =>
            platform.flights.add({
              from: this,
              to,
              delivery: sent,
              stage: "going",
              notBefore: 0,
              failed: false,
              settle,
            }),
          );
        });
      },
      hasAlarm: () => Promise.resolve(this.storage.alarm !== null),
      later: (ms, work) => {
        const later = { at: platform.now + ms, life, work };
        if (alive()) {
          this.#laters.push(later);
          this.stir();
        }
        return () => {
          this.#laters = this.#laters.filter((other) => other !== later);
        };
      },
      log: (line) => {
        if (alive()) platform.log({ ...this.self, ...line });
      },
    };
  }
}
