/**
 * The platform in memory, for many rooms: clock, alarms, storage with crashes, sockets, and the wire between rooms. Nothing
 * happens by itself: `choices` lists what may happen next, and whoever drives picks. `settle` picks all of it, in order.
 */
import type { Address, Bindings, Identity, RoomDefinition, Ticket } from "../../party/engine/definition.ts";
import type { Delivery, Host } from "../../party/engine/host.ts";
import { Room } from "../../party/engine/room.ts";
import { Connection, type Peer } from "./socket.ts";
import { FakeStorage } from "./storage.ts";

export interface Choice {
  what: string;
  happen: () => void;
}

/** A delivery on its way. `settle` is absent for a copy that nobody waits for. */
export interface Flight {
  from: RoomNode;
  to: Address;
  delivery: Delivery;
  stage: "going" | "there" | "answering";
  /** It does not arrive earlier. */
  notBefore: number;
  failed: boolean;
  settle?: { resolve: () => void; reject: (error: Error) => void };
}

interface Later {
  at: number;
  life: object;
  work: () => void;
}

export type LogLine = Record<string, unknown>;

const nameOf = ({ party, room }: Address): string => `${party}/${room}`;

export class Platform {
  now = Date.UTC(2026, 0, 15, 9);
  readonly nodes = new Map<string, RoomNode>();
  readonly flights = new Set<Flight>();
  readonly lines: LogLine[] = [];
  /** The settings of the deployment. */
  env: Record<string, unknown> = {};
  /** What the platform lends. */
  bindings: Bindings = { r2: {} };
  /** What else may happen: in the world outside. */
  outside: () => Choice[] = () => [];
  #connections = 0;

  constructor(
    readonly definitions: Readonly<Record<string, RoomDefinition>>,
    /** Whether log lines are kept for the test to read. */
    private readonly keepLines = true,
    private readonly onLine: (line: LogLine) => void = () => {},
  ) {}

  node(party: string, room: string): RoomNode {
    const name = nameOf({ party, room });
    let node = this.nodes.get(name);
    if (!node) this.nodes.set(name, (node = new RoomNode(this, this.definitions[party]!, { party, room })));
    return node;
  }

  log(line: LogLine): void {
    if (this.keepLines) this.lines.push(line);
    this.onLine(line);
  }

  nextConnectionId(): string {
    return `s${++this.#connections}`;
  }

  /** Everything that may happen next without the clock moving. */
  choices(): Choice[] {
    const choices: Choice[] = [];
    for (const node of this.nodes.values()) choices.push(...node.choices());
    choices.push(...this.outside());
    for (const flight of this.flights) {
      if (flight.stage === "going" && flight.notBefore <= this.now)
        choices.push({ what: `deliver ${describe(flight)}`, happen: () => this.arrive(flight) });
      if (flight.stage === "answering")
        choices.push({ what: `answer ${describe(flight)}`, happen: () => this.answer(flight) });
    }
    return choices;
  }

  async happen(choice: Choice): Promise<void> {
    choice.happen();
    await quiet();
  }

  /** Lets everything happen that may happen now. */
  async settle(): Promise<void> {
    await quiet();
    for (let rounds = 0; ; rounds++) {
      const choices = this.choices();
      if (choices.length === 0) return;
      if (rounds > 10_000) throw new Error(`never settles: ${choices.map(({ what }) => what).join(", ")}`);
      for (const choice of choices) choice.happen();
      await quiet();
    }
  }

  /** Moves the clock, stopping at each deadline on the way. */
  async advance(ms: number): Promise<void> {
    const target = this.now + ms;
    await this.settle();
    for (let next = this.nextDeadline(); next <= target; next = this.nextDeadline()) {
      this.now = Math.max(this.now, next);
      await this.settle();
    }
    this.now = target;
    await this.settle();
  }

  nextDeadline(): number {
    const delayed = [...this.flights].filter(({ stage }) => stage === "going").map(({ notBefore }) => notBefore);
    return Math.min(...[...this.nodes.values()].map((node) => node.nextDeadline()), ...delayed);
  }

  arrive(flight: Flight): void {
    flight.stage = "there";
    const node = this.node(flight.to.party, flight.to.room);
    const answered = (failed: boolean) =>
      node.storage.gate(() => {
        if (!this.flights.has(flight)) return;
        flight.failed = failed;
        flight.stage = "answering";
      });
    node
      .handle((room) => room.accept(structuredClone(flight.delivery)))
      .then(
        () => answered(false),
        () => answered(true),
      );
  }

  answer(flight: Flight): void {
    this.flights.delete(flight);
    if (flight.failed) flight.settle?.reject(new Error("the other room failed"));
    else flight.settle?.resolve();
  }

  /** The sender hears that it failed: before it arrived, or after it was accepted. */
  fail(flight: Flight): void {
    this.flights.delete(flight);
    flight.settle?.reject(new Error("the connection broke"));
  }

  /** The sender gives up waiting, and the delivery arrives all the same, later. */
  outlast(flight: Flight, ms: number): void {
    flight.notBefore = this.now + ms;
    flight.settle?.reject(new Error("no answer in time"));
    delete flight.settle;
  }

  /** A copy will arrive as well, so much later. */
  duplicate(flight: Flight, ms: number): void {
    this.flights.add({ ...flight, stage: "going", notBefore: this.now + ms, settle: undefined });
  }
}

/** One room on the platform, through all of its lives. */
export class RoomNode {
  readonly storage = new FakeStorage();
  readonly connections = new Set<Connection>();
  readonly self: Address;
  #laters: Later[] = [];
  #life: object | undefined;
  #starting: Promise<Room> | undefined;
  /** The room of the present life, once it has loaded. */
  room: Room | undefined;

  constructor(
    private readonly platform: Platform,
    public definition: RoomDefinition,
    self: Address,
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
    const connection = new Connection(id, identity, this.platform.now, peer, (say) => this.storage.gate(say));
    this.connections.add(connection);
    this.#guard(this.handle((room) => room.joined(connection.socket, by)));
    return connection;
  }

  choices(): Choice[] {
    const choices: Choice[] = [];
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
    return choices;
  }

  nextDeadline(): number {
    return Math.min(this.storage.alarm ?? Infinity, ...this.#laters.map(({ at }) => at));
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
        const sent = structuredClone(delivery);
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
        if (alive()) this.#laters.push(later);
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

/** Waits until every promise that can go on by itself has done so. */
export const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function describe({ from, to, delivery }: Flight): string {
  return `${from.name} → ${nameOf(to)} (${delivery.messages.map(({ event }) => event.type).join(", ")})`;
}
