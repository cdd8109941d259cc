/** An agent at a panel: opens what they are given, answers, and finishes it when its time is over. */
import type { AgentView, Assignment } from "../../party/protocol/agent.ts";
import type { AgentThreadView, Message } from "../../party/protocol/conversation.ts";
import { conversationNumber } from "../../party/protocol/screens.ts";
import { PROJECT } from "./project.ts";
import { Random, seedOf } from "./random.ts";
import { Screen } from "./screen.ts";
import { commander, type Stage } from "./stage.ts";

/** Milliseconds, from … to. */
const PACE = {
  opening: [2_000, 8_000],
  answer: [5_000, 25_000],
  reconnecting: [1_000, 3_000],
} as const;

/** A conversation in their hands. */
interface Held {
  assignment: Assignment;
  since: number;
  screen: Screen | undefined;
  /** What is planned of it. */
  plans: (() => void)[];
  /** Number of the last line that was answered. */
  answered: number;
}

export class SimulatedAgent {
  readonly screen: Screen;
  isThere = false;
  /** Somebody has broken their connection. */
  #isBroken = false;
  readonly #held = new Map<string, Held>();
  readonly #random: Random;
  readonly #send = commander("agent");

  constructor(
    private readonly stage: Stage,
    readonly id: string,
    readonly name: string,
    /** How long each conversation has been with agents before, in milliseconds, whoever they were. */
    private readonly spent: Map<string, number>,
  ) {
    this.#random = new Random(seedOf(stage.seed, "agent", name));
    this.screen = this.#screenOf("agent", id);
    this.screen.onMirror = () => this.#look();
  }

  get view(): AgentView | undefined {
    return this.screen.mirror.topics.agent as AgentView | undefined;
  }

  get screens(): Screen[] {
    return [this.screen, ...[...this.#held.values()].flatMap(({ screen }) => screen ?? [])];
  }

  /** Sits down at the panel, and says whether they want conversations. */
  come(available = true): void {
    this.isThere = true;
    this.setAvailable(available);
    this.#connect();
  }

  /** Signs out: what they hold goes back to the line at once. */
  leave(): void {
    if (!this.isThere) return;
    this.isThere = false;
    this.screen.onAnswer = () => {
      if (this.isThere || this.screen.pending.length > 0) return;
      this.#loseAll();
      this.screen.disconnect();
    };
    this.#send(this.screen, { type: "session.end" });
  }

  setAvailable(available: boolean): void {
    if (this.isThere) this.#send(this.screen, { type: "availability.set", available });
  }

  /** Their line is cut, and nobody is told. */
  vanish(): void {
    this.#isBroken = true;
    for (const screen of this.screens) screen.vanish();
    // What they still have when they are back, they go on with.
    this.#loseAll();
  }

  mend(): void {
    this.#isBroken = false;
    this.#connect();
  }

  keepAlive(): void {
    for (const screen of this.screens) screen.ping();
  }

  #screenOf(party: string, room: string): Screen {
    const { platform } = this.stage;
    const identity = { role: "agent", id: this.id, project: PROJECT, name: this.name };
    const screen = new Screen(platform, platform.node(party, room), identity);
    screen.onClosed = () => {
      if (this.#mayConnect) this.#plan(PACE.reconnecting, () => this.#connect());
    };
    return screen;
  }

  get #mayConnect(): boolean {
    return this.isThere && !this.#isBroken;
  }

  #connect(): void {
    if (this.#mayConnect) for (const screen of this.screens) screen.connect();
  }

  #plan([from, to]: readonly [number, number], act: () => void): () => void {
    return this.stage.plan(this.#random.between(from, to), act);
  }

  #look(): void {
    if (!this.isThere) return;
    const { assignments = [] } = this.view ?? {};
    const now = new Map(assignments.map((one) => [one.conversationId, one]));
    for (const [id, held] of this.#held) if (!now.has(id)) this.#lose(id, held);
    for (const [id, assignment] of now) if (!this.#held.has(id)) this.#take(id, assignment);
  }

  #take(id: string, assignment: Assignment): void {
    const { stage } = this;
    const held: Held = { assignment, since: stage.platform.now, screen: undefined, plans: [], answered: 0 };
    this.#held.set(id, held);
    const left = Math.max(1, stage.handlingOf(id) - (this.spent.get(id) ?? 0));
    // Of the conversation, and so the same whoever has it.
    const random = new Random(seedOf(stage.seed, "held", id, assignment.transfer === null ? "first" : "again"));
    const handsOn = assignment.transfer === null && random.next() < stage.transfers;
    const opening = Math.min(this.#random.between(...PACE.opening), Math.floor(left / 2));
    held.plans.push(
      stage.plan(opening, () => this.#open(held)),
      stage.plan(left, () => this.#finish(held)),
    );
    if (handsOn) held.plans.push(stage.plan(Math.floor(left * random.next()), () => this.#handOn(held, random)));
  }

  #lose(id: string, { since, screen, plans }: Held): void {
    this.#held.delete(id);
    this.spent.set(id, (this.spent.get(id) ?? 0) + this.stage.platform.now - since);
    for (const callOff of plans) callOff();
    screen?.disconnect();
  }

  #loseAll(): void {
    for (const [id, held] of this.#held) this.#lose(id, held);
  }

  #open(held: Held): void {
    const { conversationId, opened } = held.assignment;
    const screen = this.#threadOf(held);
    if (opened) return;
    this.#send(this.screen, { type: "conversation.open", conversationId });
    const text = this.#random.pick(this.stage.words.greeting)!.replace("{name}", this.name);
    this.#send(screen, { type: "message.send", text });
  }

  #threadOf(held: Held): Screen {
    if (!held.screen) {
      held.screen = this.#screenOf("conversation", held.assignment.thread);
      held.screen.onMirror = () => this.#read(held);
    }
    if (this.#mayConnect) held.screen.connect();
    return held.screen;
  }

  #read(held: Held): void {
    const { mirror } = held.screen!;
    const view = mirror.topics.agent as AgentThreadView | undefined;
    const last = mirror.lists.messages?.rows.at(-1) as Message | undefined;
    if (view?.holder?.id !== this.id || last?.kind !== "text" || last.from !== "customer") return;
    if (last.seq <= held.answered) return;
    held.answered = last.seq;
    held.plans.push(this.#plan(PACE.answer, () => this.#answer(held)));
  }

  #answer(held: Held): void {
    this.#send(this.#threadOf(held), { type: "message.send", text: this.#random.pick(this.stage.words.agent)! });
  }

  #finish(held: Held): void {
    const conversation = conversationNumber(held.assignment.conversationId);
    this.#send(this.#threadOf(held), { type: "conversation.close", conversation });
  }

  /** To another department where there is one, else to a colleague who could take it. */
  #handOn(held: Held, random: Random): void {
    const { department, conversationId } = held.assignment;
    const about = { conversation: conversationNumber(conversationId), note: this.stage.words.note };
    const others = this.stage.departments.filter((other) => other !== department);
    if (others.length > 0) {
      const command = { type: "conversation.transferToDepartment", ...about, department: random.pick(others)! };
      return this.#send(this.#threadOf(held), command);
    }
    const to = random.pick(this.stage.colleaguesOf(this.id));
    if (to !== undefined) this.#send(this.#threadOf(held), { type: "conversation.transfer", ...about, to });
  }
}
