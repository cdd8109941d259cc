/** The centre of the tour: the real rooms in this page, who works there, who writes there, and what the new agent has done. */
import type { Stamped } from "../../party/engine/definition.ts";
import { logKey } from "../../party/engine/keys.ts";
import type { Language } from "../shared/locale.ts";
import type { Reach } from "../shared/reach.ts";
import { Platform, type LogLine } from "../simulator/platform.ts";
import { rooms } from "../simulator/rooms.ts";
import { Answers } from "./answers.ts";
import { NO_FACTS, learn, type Facts } from "./facts.ts";
import { Colleague, Customer } from "./people.ts";
import { Running } from "./running.ts";
import { socketsTo } from "./sockets.ts";
import { GENERAL, SALES, STAFF, description, settings, stock, type Who } from "./staff.ts";
import { talkEn } from "./words/talk-en.ts";
import { talkEs, type Talk } from "./words/talk-es.ts";

const TALK: Record<Language, Talk> = { es: talkEs, en: talkEn };
/** Between one customer and the next, where several come. */
const APART_MS = 1_500;

interface Options {
  language: Language;
  /** A centre of its own in all that a browser keeps by name: of letters, digits and hyphens. */
  name: string;
  /** Epoch milliseconds. */
  startAt: number;
  clock?: () => number;
  /** The new agent has signed out. */
  onLeft?: () => void;
}

export class TourCentre {
  facts: Facts = NO_FACTS;
  /** Called when the facts have changed. */
  onFacts: () => void = () => {};
  readonly running: Running;
  readonly answers: Answers;
  readonly #platform: Platform;
  readonly #project: string;
  readonly #talk: Talk;
  readonly #luis: Colleague;
  readonly #customers: Customer[] = [];
  /** How many customers the new agent is to have with them. */
  #wanted = 1;
  #coming = false;
  #mayTake = false;

  private constructor({ language, name, startAt, clock, onLeft }: Options) {
    this.#talk = TALK[language];
    this.#project = name;
    this.#platform = new Platform(rooms, false, (line) => this.#read(line));
    this.#platform.now = startAt;
    this.running = new Running(this.#platform, clock);
    const me = this.identity("me");
    const own = this.#platform.node("agent", me.id);
    const now = () => this.#platform.now;
    this.answers = new Answers(me, own, this.#talk.project, now, () => onLeft?.());
    this.#luis = this.#colleague("luis", () => this.#mayTake);
  }

  static async open(options: Options): Promise<TourCentre> {
    const centre = new TourCentre(options);
    await centre.#furnish();
    return centre;
  }

  /** What a panel needs to reach it. */
  get reach(): Pick<Reach, "request" | "WebSocket"> {
    return {
      request: (path, init) => this.answers.request(path, init),
      WebSocket: socketsTo({
        platform: this.#platform,
        take: (ticket) => this.answers.take(ticket),
        stir: () => this.running.stir(),
      }),
    };
  }

  identity(who: Who) {
    const { name, role } = STAFF[who];
    return { role, id: `${this.#project}_${who}`, project: this.#project, name };
  }

  /** So many customers are to be with the new agent, or wait for them: who is missing comes. */
  want(count: number): void {
    this.#wanted = count;
    this.#fill();
  }

  /** Whether the colleague takes up what is handed over, and it can no longer be had back. */
  letColleagueTake(may: boolean): void {
    this.#mayTake = may;
    this.#luis.look();
    this.running.stir();
  }

  end(): void {
    this.running.end();
  }

  async #furnish(): Promise<void> {
    await this.#asEntry(description(this.#project, this.#talk));
    await this.#asEntry(stock(this.#talk));
    await this.#command(this.identity("john"), settings);
    // One after the other: who is full is full before the next one is there.
    this.#colleague("elena").sitDown(true);
    await this.running.settled();
    const { name, line } = this.#talk.elsewhere;
    this.#customer({ name, email: "", lines: [line] }, SALES, "elsewhere").arrive();
    await this.running.settled();
    this.#luis.sitDown(true);
    this.#colleague("marta").sitDown(false);
    this.#next();
    await this.running.settled();
  }

  #asEntry(command: { type: string }): Promise<void> {
    return this.#command({ role: "entry", id: "boot", project: "" }, command);
  }

  async #command(by: { role: string; id: string; project: string }, command: { type: string }): Promise<void> {
    // It is not done before other rooms have heard of it.
    const done = this.#platform.node("project", this.#project).handle((room) => room.command(by, command));
    await this.running.settled();
    const outcome = await done;
    if (outcome.kind !== "done") throw new Error(`${command.type}: ${JSON.stringify(outcome)}`);
  }

  #colleague(who: Who, mayTake = () => true): Colleague {
    return new Colleague(this.running, { ...this.identity(who), answer: this.#talk.colleague }, mayTake);
  }

  #customer(said: Omit<Talk["customers"][number], never>, department: string, tag: string): Customer {
    const id = `${this.#project}_${tag}`;
    return new Customer(this.running, { ...said, id, project: this.#project, department });
  }

  #next(): void {
    const { customers } = this.#talk;
    const number = this.#customers.length;
    const id = crypto.randomUUID().slice(0, 6);
    const customer = this.#customer(customers[number % customers.length]!, GENERAL, id);
    this.#customers.push(customer);
    customer.arrive();
  }

  /** Those who wait in the line, or are with the new agent. */
  get #there(): number {
    const gone = this.#customers.filter(({ id }) => this.#isGone(id)).length;
    return this.#customers.length - gone;
  }

  /** They have been with the new agent, and are no longer. */
  #isGone(thread: string): boolean {
    return this.#been.has(thread) && !this.facts.held.some((id) => id.startsWith(`${thread}.`));
  }
  readonly #been = new Set<string>();

  #fill(): void {
    if (this.#coming || this.#there >= this.#wanted) return;
    this.#coming = true;
    this.running.later(APART_MS, () => {
      this.#coming = false;
      if (this.#there < this.#wanted) this.#next();
      this.#fill();
    });
  }

  #read({ party, room, revision }: LogLine): void {
    if (revision === undefined || (party !== "agent" && party !== "conversation")) return;
    const at = { party, room: String(room) };
    const stored = this.#platform.node(at.party, at.room).storage.inMemory(logKey(Number(revision)));
    const [entry] = stored.values() as Iterable<{ event: Stamped }>;
    if (!entry) return;
    const { id: me } = this.identity("me");
    const before = this.facts;
    this.facts = learn(
      before,
      at,
      entry.event,
      me,
      this.#talk.replies.map(({ text }) => text),
    );
    if (this.facts === before) return;
    for (const id of this.facts.held) this.#been.add(id.slice(0, id.lastIndexOf(".")));
    // CV22: it comes back by itself when its customer writes.
    const aside = this.facts.setAside.find((thread) => !before.setAside.includes(thread));
    this.#customers.find(({ id }) => id === aside)?.insist(this.#talk.insists);
    this.#fill();
    this.onFacts();
  }
}
