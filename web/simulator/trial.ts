/**
 * A whole centre of real rooms in memory, with people as programs, on a clock that is a number. Nothing in it looks at a clock or
 * at chance but by its seed: the same settings, and the same things done at the same times, give the same run.
 *
 * What is done to it is done at once; what follows from that happens while the time goes on (`advance`, also by nothing).
 */
import type { QueueContext, Receipt } from "../../machines/queue-events.ts";
import { HEAD, LOG } from "../../party/engine/keys.ts";
import type { Event } from "../../party/engine/definition.ts";
import type { Head } from "../../party/engine/saved.ts";
import type { LogRow } from "../../party/protocol/inspection.ts";
import { Arrivals } from "./arrivals.ts";
import { Books } from "./books.ts";
import { Platform, type LogLine } from "./platform.ts";
import { PROJECT, accountOf, idOf } from "./project.ts";
import type { RoomNode } from "./room-node.ts";
import { rooms } from "./rooms.ts";
import { Schedule } from "./schedule.ts";
import { SimulatedAgent } from "./simulated-agent.ts";
import { SimulatedCustomer } from "./simulated-customer.ts";
import type { Stage } from "./stage.ts";
import type {
  TrialAgent,
  TrialArrival,
  TrialCustomerState,
  TrialFigures,
  TrialPoint,
  TrialRoom,
  TrialSettings,
  TrialShift,
  TrialStep,
} from "./trial-types.ts";
import { trialWords } from "./words/index.ts";

/** How often people say that they are there, all of them together: in time for no room to close their sockets. */
const BEAT_MS = 30_000;
const POINT_MS = 60_000;

interface Seated {
  agent: TrialAgent;
  program: SimulatedAgent;
}

interface AdvanceOptions {
  /** After so much work in one piece, in real milliseconds, the page gets its turn. Default: at the end. */
  budgetMs?: number;
}

export class Trial {
  readonly platform: Platform;
  /** Once a simulated minute. */
  readonly points: TrialPoint[] = [];
  /** What rooms have reported as faults: none, ever. */
  readonly errors: LogLine[] = [];
  readonly #settings: TrialSettings;
  readonly #stage: Stage;
  readonly #books: Books;
  readonly #arrivals: Arrivals;
  readonly #plans = new Schedule<{ act: () => void; isOff: boolean }>();
  readonly #seats = new Map<string, Seated>();
  readonly #customers: SimulatedCustomer[] = [];
  /** Those who came by themselves, and those who were added: by numbers of their own, so that one more of these changes none of those. */
  readonly #came = { byThemselves: 0, added: 0 };
  /** How long each conversation keeps agents busy, by its id. */
  readonly #handling = new Map<string, number>();
  readonly #spent = new Map<string, number>();
  readonly #listeners = new Set<(step: TrialStep) => void>();
  #callOffArrival = (): void => {};
  #advancing: Promise<void> = Promise.resolve();

  private constructor(settings: TrialSettings) {
    this.#settings = settings;
    this.platform = new Platform(rooms, false, (line) => this.#hear(line));
    this.platform.now = settings.startAt;
    this.#books = new Books(settings.startAt, this.#queue.storage);
    this.#arrivals = new Arrivals(settings);
    this.#stage = {
      platform: this.platform,
      seed: settings.seed,
      words: trialWords[settings.language ?? "es"],
      departments: settings.departments,
      transfers: settings.transfers ?? 0,
      plan: (ms, act) => this.#plan(this.now + ms, act),
      handlingOf: (conversationId) => this.#handlingOf(conversationId),
      colleaguesOf: (agentId) => this.#colleaguesOf(agentId),
    };
  }

  /** Opens the centre: its project is described, and whoever is there at that time has come. */
  static async open(settings: TrialSettings): Promise<Trial> {
    const trial = new Trial(settings);
    for (const agent of settings.agents) trial.#seat(agent);
    trial.#describe();
    await trial.advance(0);
    for (const seated of trial.#seats.values()) trial.#begin(seated);
    trial.#planArrival();
    trial.#beat();
    trial.#point();
    await trial.advance(0);
    return trial;
  }

  get now(): number {
    return this.platform.now;
  }

  /** Goes on from deadline to deadline; the page may do things to it at each of its turns. */
  advance(ms: number, options: AdvanceOptions = {}): Promise<void> {
    this.#advancing = this.#advancing.then(() => this.#goOn(this.now + ms, options));
    return this.#advancing;
  }

  figures(): TrialFigures {
    const agents = [...this.#seats].map(([id, { agent }]): [string, TrialAgent] => [id, agent]);
    return this.#books.figures(this.now, agents);
  }

  receipts(): readonly Receipt[] {
    return this.#books.receipts;
  }

  rooms(): TrialRoom[] {
    return Array.from(this.platform.nodes.values(), ({ self, storage }) => {
      const head = storage.peek(HEAD) as Head | undefined;
      const { value = null } = (head?.snapshot ?? {}) as { value?: unknown };
      return { ...self, state: value, revision: head?.revision ?? 0 };
    });
  }

  /** What has happened in a room, from its beginning. Empty: nothing, or there is none of this name. */
  logOf(party: string, room: string): LogRow[] {
    const rows = this.platform.nodes.get(`${party}/${room}`)?.storage.inMemory(LOG) ?? new Map<string, unknown>();
    return Array.from(rows, ([key, row]) => ({ seq: Number(key.slice(LOG.length)), ...(row as Omit<LogRow, "seq">) }));
  }

  customers(): TrialCustomerState[] {
    return this.#customers.map(({ id, name, view, screen }) => {
      return { id, name, state: view?.state ?? "quiet", connected: screen.connection?.open ?? false };
    });
  }

  /** Gives what ends it. */
  onStep(listener: (step: TrialStep) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // What can be done to it.

  /** Somebody more comes now, with these words or some of the usual ones. Gives their id. */
  addCustomer(text?: string): string {
    const name = `x${this.#came.added++}`;
    return this.#arrive(name, { department: this.#arrivals.departmentOf(name) }, text);
  }

  setArrivals(perHour: number): void {
    this.#arrivals.setPerHour(perHour, this.now);
    this.#planArrival();
  }

  /** The median, in milliseconds, of what is begun from now on. */
  setHandling(ms: number): void {
    this.#arrivals.handlingMs = ms;
  }

  /** One more has a seat from now on, or one who had gone is back. */
  addAgent(agent: TrialAgent): void {
    const seated = this.#seat(agent);
    this.#describe();
    this.#begin(seated);
  }

  /** They sign out for good: what they hold goes back to the line. */
  removeAgent(name: string): void {
    this.#agent(name)?.leave();
  }

  /** As an administrator of the project does it. */
  setCapacity(name: string, capacity: number): void {
    this.#change(name, { capacity });
  }

  /** As an administrator of the project does it. */
  setDepartments(name: string, departments: readonly string[]): void {
    this.#change(name, { departments: [...departments] });
  }

  setAvailable(name: string, available: boolean): void {
    this.#agent(name)?.setAvailable(available);
  }

  /** The line of an agent (by name) or a customer (by id) is cut, and nobody is told, until it is mended. */
  breakConnection(who: string): void {
    this.#person(who)?.vanish();
  }

  mend(who: string): void {
    this.#person(who)?.mend();
  }

  /** The process that a room runs in dies. It is started again by the next who wants something of it. */
  crash(party: string, room: string): void {
    this.platform.nodes.get(`${party}/${room}`)?.crash();
  }

  get #queue(): RoomNode {
    return this.platform.node("queue", PROJECT);
  }

  #agent(name: string): SimulatedAgent | undefined {
    return this.#seats.get(idOf(name))?.program;
  }

  #person(who: string): SimulatedAgent | SimulatedCustomer | undefined {
    return this.#agent(who) ?? this.#customers.find(({ id }) => id === who);
  }

  #plan(at: number, act: () => void): () => void {
    const plan = { act, isOff: false };
    this.#plans.add(at, plan);
    return () => {
      plan.isOff = true;
    };
  }

  async #goOn(until: number, { budgetMs = Infinity }: AdvanceOptions): Promise<void> {
    let turnAt = performance.now() + budgetMs;
    await this.platform.settle();
    for (let at = this.#nextAt(); at <= until; at = this.#nextAt()) {
      this.platform.now = Math.max(this.now, at);
      while (this.#plans.next <= this.now) {
        const { act, isOff } = this.#plans.take()!;
        if (!isOff) act();
      }
      await this.platform.settle();
      if (performance.now() < turnAt) continue;
      await new Promise((resolve) => setTimeout(resolve));
      turnAt = performance.now() + budgetMs;
    }
    this.platform.now = until;
  }

  #nextAt(): number {
    return Math.min(this.#plans.next, this.platform.nextDeadline());
  }

  #hear(line: LogLine): void {
    if (line.level === "error") this.errors.push(line);
    if (line.event === undefined || line.revision === undefined || line.level !== undefined) return;
    const { party, room, event, revision } = line as unknown as Omit<TrialStep, "at">;
    const at = this.now;
    if (party === "queue") this.#books.follow(this.#queue.room!.snapshot.context as QueueContext, at);
    for (const listener of this.#listeners) listener({ party, room, revision, at, event });
  }

  // People

  #seat(agent: TrialAgent): Seated {
    const id = idOf(agent.name);
    const program = this.#seats.get(id)?.program ?? new SimulatedAgent(this.#stage, id, agent.name, this.#spent);
    const seated = { agent, program };
    this.#seats.set(id, seated);
    return seated;
  }

  /** Comes now, or by their hours. */
  #begin({ agent, program }: Seated): void {
    const { name, shifts } = agent;
    if (!shifts) return program.come();
    for (const [n, shift] of shifts.entries()) {
      if (shift.to <= this.now) continue;
      this.#plan(Math.max(this.now, shift.from), () => this.#beginShift(name, program, shift));
      const isLast = shifts[n + 1]?.from !== shift.to;
      if (isLast) this.#plan(shift.to, () => program.leave());
    }
  }

  #beginShift(name: string, program: SimulatedAgent, { available, capacity }: TrialShift): void {
    if (this.#seats.get(idOf(name))?.agent.capacity !== capacity) this.setCapacity(name, capacity);
    if (program.isThere) program.setAvailable(available);
    else program.come(available);
  }

  #change(name: string, change: Partial<Pick<TrialAgent, "capacity" | "departments">>): void {
    const id = idOf(name);
    const seated = this.#seats.get(id);
    if (!seated) return;
    seated.agent = { ...seated.agent, ...change };
    this.#command("administrator", { type: "member.change", id, ...change });
  }

  #colleaguesOf(agentId: string): string[] {
    const { seats } = (this.#queue.room?.snapshot.context ?? {}) as Partial<QueueContext>;
    return Array.from(seats?.values() ?? []).flatMap(({ id, present, available, load, capacity }) =>
      id !== agentId && present && available && load < capacity ? [id] : [],
    );
  }

  #handlingOf(conversationId: string): number {
    let ms = this.#handling.get(conversationId);
    if (ms === undefined) this.#handling.set(conversationId, (ms = this.#arrivals.handlingOf(conversationId)));
    return ms;
  }

  #arrive(name: string, { department, handlingMs }: Partial<TrialArrival>, text?: string): string {
    const { departments } = this.#settings;
    const wanted = departments.length > 1 ? department : undefined;
    const customer = new SimulatedCustomer(this.#stage, name, wanted, text);
    this.#customers.push(customer);
    if (handlingMs !== undefined) this.#handling.set(`${customer.id}.1`, handlingMs);
    customer.arrive();
    return customer.id;
  }

  #planArrival(): void {
    this.#callOffArrival();
    const { next } = this.#arrivals;
    if (!next) return;
    this.#callOffArrival = this.#plan(Math.max(this.now, next.at), () => {
      this.#arrivals.came();
      const name = `c${this.#came.byThemselves++}`;
      this.#arrive(name, { department: this.#arrivals.departmentOf(name), ...next });
      this.#planArrival();
    });
  }

  // What goes on by itself

  #beat(): void {
    for (const { program } of this.#seats.values()) program.keepAlive();
    for (const customer of this.#customers) customer.keepAlive();
    this.#plan(this.now + BEAT_MS, () => this.#beat());
  }

  #point(): void {
    this.points.push(this.#books.point(this.now));
    this.#plan(this.now + POINT_MS, () => this.#point());
  }

  #describe(): void {
    const { departments } = this.#settings;
    const people = Array.from(this.#seats, ([id, { agent }]) => ({
      id,
      email: `${id}@example.com`,
      account: accountOf(id),
      name: agent.name,
      role: "agent",
      departments: [...agent.departments],
      capacity: agent.capacity,
    }));
    this.#command("entry", {
      type: "project.describe",
      name: this.#stage.words.project,
      timeZone: "UTC",
      departments: departments.map((id) => ({ id, name: id })),
      people,
    });
  }

  /** Of the project. Not waited for: it is not done before the watchtower has heard of the room. */
  #command(role: string, command: Event): void {
    const by = { role, id: `${PROJECT}_${role}`, project: PROJECT, name: role };
    void this.platform.node("project", PROJECT).handle((room) => room.command(by, command));
  }
}
