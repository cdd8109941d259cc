/** The people of the world: customers with a widget each, agents with a panel on each of their devices. */
import type { AgentView } from "../../party/protocol/agent.ts";
import type { AgentThreadView, CustomerThreadView } from "../../party/protocol/conversation.ts";
import type { MemberRole } from "../../machines/rights.ts";
import type { Platform } from "../../web/simulator/platform.ts";
import { Screen } from "../../web/simulator/screen.ts";

export const PROJECT = "demo";
/** The most that any agent may ever hold in this world; it changes between 1 and this. */
export const CAPACITY_MAX = 3;

/** Somebody who works here, as the entry worker describes them. */
export const personOf = (name: string, departments: readonly string[], role: MemberRole = "agent") => ({
  id: `${PROJECT}_${name}`,
  email: `${name}@example.com`,
  account: `a${name.padEnd(40, "0").replace(/[^0-9a-f]/g, "0")}`,
  name,
  role,
  departments,
  capacity: null,
});

/** What became of every text that anybody sent. */
export class Ledger {
  readonly acknowledged = new Map<string, string>();
  /** The command by which each text was sent. */
  readonly commandOf = new Map<string, string>();
  readonly authors = new Map<string, { thread: string; texts: string[] }>();
  refused = 0;
  /** Of those, what was said of a conversation that was over. */
  over = 0;
  readonly #screens = new Map<Screen, number>();
  #commands = 0;

  /** Writes a text of its own into a thread: `author.screen/number`. Order is promised to one screen. */
  write(screen: Screen, author: string): void {
    const thread = screen.node.self.room;
    if (!this.#screens.has(screen)) this.#screens.set(screen, this.#screens.size);
    const key = `${author}.${this.#screens.get(screen)}`;
    let by = this.authors.get(key);
    if (!by) this.authors.set(key, (by = { thread, texts: [] }));
    const text = `${key}/${by.texts.length}`;
    by.texts.push(text);
    this.send(screen, { type: "message.send", text });
  }

  send(screen: Screen, command: { type: string; [field: string]: unknown }): void {
    screen.onAnswer = ({ command: { type, text } }, answer) => {
      if (answer.kind === "refused") {
        this.refused++;
        if (answer.reason === "conversationOver") this.over++;
      } else if (answer.kind === "fault") throw new Error(`${answer.code}: ${answer.detail}`);
      else if (type === "message.send") this.acknowledged.set(String(text), screen.node.self.room);
    };
    const commandId = `c${++this.#commands}`;
    if (command.type === "message.send") this.commandOf.set(String(command.text), commandId);
    screen.send(command, commandId);
  }
}

export class Customer {
  readonly id: string;
  readonly screen: Screen;
  online = true;

  constructor(platform: Platform, number: number) {
    this.id = `${PROJECT}_c${number}`;
    // Some have no name until they say one.
    const known = number % 5 === 4 ? {} : { name: `Customer ${number}` };
    const identity = { role: "customer", id: this.id, project: PROJECT, ...known };
    this.screen = new Screen(platform, platform.node("conversation", this.id), identity);
    this.screen.connect();
  }

  get view(): CustomerThreadView | undefined {
    return this.screen.mirror.topics.customer as CustomerThreadView | undefined;
  }

  get screens(): Screen[] {
    return [this.screen];
  }

  keepAlive(): void {
    if (!this.online) return;
    this.screen.connect();
    this.screen.ping();
  }
}

export class Panel {
  readonly agent: Screen;
  readonly queue: Screen;
  readonly project: Screen;
  readonly threads = new Map<string, Screen>();
  online = false;

  constructor(
    private readonly platform: Platform,
    readonly agentId: string,
    readonly name: string,
    role: MemberRole = "agent",
  ) {
    const identity = { role, id: agentId, project: PROJECT, name: agentId };
    this.agent = new Screen(platform, platform.node("agent", agentId), identity);
    // One device looks at who waits, the other at what was decided.
    const also = name.endsWith("0") ? "line" : "receipts";
    this.queue = new Screen(platform, platform.node("queue", PROJECT), identity, ["figures", "seats", also]);
    this.project = new Screen(platform, platform.node("project", PROJECT), identity);
    this.agent.onMirror = () => this.#followList();
  }

  get view(): AgentView | undefined {
    return this.agent.mirror.topics.agent as AgentView | undefined;
  }

  get screens(): Screen[] {
    return [this.agent, this.queue, this.project, ...this.threads.values()];
  }

  connect(): void {
    this.online = true;
    for (const screen of this.screens) screen.connect();
  }

  /** `silent`: nobody tells the server. */
  drop(silent: boolean): void {
    this.online = false;
    for (const screen of this.screens) {
      if (silent) screen.vanish();
      else screen.disconnect();
    }
  }

  keepAlive(): void {
    if (!this.online) return;
    for (const screen of this.screens) {
      screen.connect();
      screen.ping();
    }
  }

  /** The threads that name this agent in a field: what they finished, put aside or handed over and may have back. */
  mayHaveBack(field: "reopen" | "snoozed" | "handed"): Screen[] {
    return [...this.threads.values()].filter(({ mirror }) => {
      const view = mirror.topics.agent as AgentThreadView | undefined;
      return view?.[field]?.by === this.agentId;
    });
  }

  /** One connection to each thread that the agent holds, has put aside or had a moment ago, as the panel has. */
  #followList(): void {
    const { assignments = [], snoozed = [], left = [] } = this.view ?? {};
    const held = new Set([...assignments, ...snoozed].map(({ thread }) => thread));
    for (const { conversationId } of left) held.add(conversationId.slice(0, conversationId.lastIndexOf(".")));
    for (const [thread, screen] of this.threads)
      if (!held.has(thread)) {
        screen.disconnect();
        this.threads.delete(thread);
      }
    for (const thread of held)
      if (!this.threads.has(thread)) {
        const screen = new Screen(this.platform, this.platform.node("conversation", thread), this.agent.identity);
        this.threads.set(thread, screen);
        if (this.online) screen.connect();
      }
  }
}
