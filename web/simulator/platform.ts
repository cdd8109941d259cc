/**
 * The platform in memory, for many rooms: clock, alarms, storage with crashes, sockets, and the wire between rooms. Nothing
 * happens by itself: `choices` lists what may happen next, and whoever drives picks. `settle` picks all of it, in order.
 */
import type { Bindings, RoomDefinition } from "../../party/engine/definition.ts";
import { clone } from "./clone.ts";
import { nameOf, type Choice, type Flight, type Ground, type LogLine } from "./ground.ts";
import { quiet } from "./quiet.ts";
import { RoomNode } from "./room-node.ts";
import { Schedule } from "./schedule.ts";

export type { Choice, Flight, LogLine } from "./ground.ts";
export type { RoomNode } from "./room-node.ts";

export class Platform implements Ground {
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
  /** Rooms at which something may happen now. Looking at all of them each time would cost as much as there ever were. */
  readonly #stirred = new Set<RoomNode>();
  /** When something will happen at the others. May say so too early or twice, never too late. */
  readonly #deadlines = new Schedule<RoomNode>();

  constructor(
    readonly definitions: Readonly<Record<string, RoomDefinition>>,
    /** Whether log lines are kept for the test to read. */
    private readonly keepLines = true,
    private readonly onLine: (line: LogLine) => void = () => {},
  ) {}

  node(party: string, room: string): RoomNode {
    const name = nameOf({ party, room });
    let node = this.nodes.get(name);
    if (!node) {
      const made = new RoomNode(this, this.definitions[party]!, { party, room }, this.nodes.size, () =>
        this.#stirred.add(made),
      );
      this.nodes.set(name, (node = made));
    }
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
    while (this.#deadlines.next <= this.now) this.#stirred.add(this.#deadlines.take()!);
    for (const node of [...this.#stirred].sort((a, b) => a.number - b.number)) {
      const before = choices.length;
      node.addChoices(choices);
      if (choices.length > before) continue;
      this.#stirred.delete(node);
      const at = node.nextDeadline();
      if (at < Infinity) this.#deadlines.add(at, node);
    }
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
    let next = Infinity;
    for (const { stage, notBefore } of this.flights) if (stage === "going") next = Math.min(next, notBefore);
    for (const node of this.#stirred) next = Math.min(next, node.nextDeadline());
    for (let node = this.#deadlines.first; node; node = this.#deadlines.first) {
      const at = node.nextDeadline();
      if (at === this.#deadlines.next) return Math.min(next, at);
      this.#deadlines.take();
      if (at < Infinity) this.#deadlines.add(at, node);
    }
    return next;
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
      .handle((room) => room.accept(clone(flight.delivery)))
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

function describe({ from, to, delivery }: Flight): string {
  return `${from.name} → ${nameOf(to)} (${delivery.messages.map(({ event }) => event.type).join(", ")})`;
}
