/** Who is in the centre beside the new agent: programs, each at a screen of its own. */
import type { AgentView } from "../../party/protocol/agent.ts";
import type { Message } from "../../party/protocol/conversation.ts";
import { PING_EVERY_MS } from "../../party/protocol/frames.ts";
import { Screen } from "../simulator/screen.ts";
import type { Running } from "./running.ts";

/** Between hearing something and beginning to type, and from there to the answer: as a person would. */
const READS_MS = 1_200;
const TYPES_MS = 1_800;
/** So long somebody is patient who is not answered. */
const INSISTS_MS = 6_000;

let commands = 0;
const send = (screen: Screen, command: { type: string; [field: string]: unknown }): void =>
  screen.send(command, `tour-${++commands}`);

/** A screen that stays. */
function sit(running: Running, screen: Screen): Screen {
  screen.connect();
  const stay = (): void => {
    screen.connect();
    screen.ping();
    running.later(PING_EVERY_MS, stay);
  };
  running.later(PING_EVERY_MS, stay);
  running.stir();
  return screen;
}

const linesOf = (screen: Screen): readonly Message[] =>
  (screen.mirror.lists.messages?.rows ?? []) as readonly Message[];

const typing = (screen: Screen): void =>
  screen.connection?.send({ kind: "signal", signal: { type: "typing", typing: true } });

export interface CustomerOf {
  /** Of the thread: begins with the project's. */
  id: string;
  project: string;
  name: string;
  /** Empty: they give none. */
  email: string;
  department: string;
  /** What they say: the first when they come, each other one when they have been answered. */
  lines: readonly string[];
}

/** Says their lines, and reads what they are told. */
export class Customer {
  readonly screen: Screen;
  #said = 0;
  /** Up to which line they have heard what was said. */
  #heard = 0;

  constructor(
    private readonly running: Running,
    private readonly who: CustomerOf,
  ) {
    const { id, project, name } = who;
    const { platform } = running;
    this.screen = new Screen(platform, platform.node("conversation", id), { role: "customer", id, project, name });
    this.screen.onMirror = () => this.#listen();
  }

  arrive(): void {
    const { name, email, department } = this.who;
    sit(this.running, this.screen);
    send(this.screen, { type: "customer.introduce", name, department, ...(email === "" ? {} : { email }) });
    this.#say();
  }

  get id(): string {
    return this.who.id;
  }

  /** Has nothing more to say that they came with, and asks all the same. */
  insist(text: string): void {
    this.running.later(INSISTS_MS, () => {
      send(this.screen, { type: "message.send", text });
      this.running.stir();
    });
  }

  #say(): void {
    const text = this.who.lines[this.#said];
    if (text === undefined) return;
    this.#said++;
    send(this.screen, { type: "message.send", text });
    this.running.stir();
  }

  #listen(): void {
    const last = linesOf(this.screen).findLast((one) => one.kind === "text" && one.from === "agent");
    if (!last || last.seq <= this.#heard) return;
    this.#heard = last.seq;
    this.running.later(READS_MS, () => {
      send(this.screen, { type: "messages.mark", delivered: this.#heard, read: this.#heard });
      if (this.#said < this.who.lines.length) typing(this.screen);
      this.running.later(TYPES_MS, () => this.#say());
    });
  }
}

export interface ColleagueOf {
  id: string;
  project: string;
  name: string;
  /** What they answer to a customer who is handed to them. */
  answer: string;
}

/** Takes over what is handed to them, once they may. */
export class Colleague {
  readonly screen: Screen;
  readonly #threads = new Map<string, Screen>();

  constructor(
    private readonly running: Running,
    private readonly who: ColleagueOf,
    private readonly mayTake: () => boolean,
  ) {
    const { id } = who;
    this.screen = new Screen(running.platform, running.platform.node("agent", id), this.#identity);
    this.screen.onMirror = () => this.look();
  }

  get #identity() {
    const { id, project, name } = this.who;
    return { role: "agent", id, project, name };
  }

  sitDown(available: boolean): void {
    sit(this.running, this.screen);
    send(this.screen, { type: "availability.set", available });
  }

  /** To be called when they may take what they might not before. */
  look(): void {
    const view = this.screen.mirror.topics.agent as AgentView | undefined;
    for (const { thread, opened, conversationId } of view?.assignments ?? []) {
      if (opened || this.#threads.has(conversationId) || !this.mayTake()) continue;
      const { platform } = this.running;
      const screen = sit(this.running, new Screen(platform, platform.node("conversation", thread), this.#identity));
      this.#threads.set(conversationId, screen);
      send(this.screen, { type: "conversation.open", conversationId });
      this.running.later(READS_MS, () => typing(screen));
      this.running.later(READS_MS + TYPES_MS, () => send(screen, { type: "message.send", text: this.who.answer }));
    }
  }
}
