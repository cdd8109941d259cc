/** An agent who takes whoever writes, on whichever channel, and what she sees of them. */
import { expect } from "vitest";
import type { Message } from "../../../../party/protocol/conversation.ts";
import { Agent, signInDemo, type Watched } from "../../../harness/people.ts";
import type { Centre } from "../../../harness/workerd.ts";
import { Sender, read, sha256 } from "../files.ts";
import type { Arrived, FileSaid, Person } from "./driver.ts";

export class Desk {
  private constructor(
    readonly centre: Centre,
    readonly agent: Agent,
    private readonly papers: Record<string, string>,
  ) {}

  static async open(centre: Centre, person: string): Promise<Desk> {
    const agent = await Agent.signIn(centre.url, person);
    await agent.until(() => agent.view?.presence === "present");
    const { papers } = await signInDemo(centre.url, person);
    return new Desk(centre, agent, papers);
  }

  /** Their conversation is hers. */
  async has({ name }: Person): Promise<Talk> {
    const mine = () => this.agent.assignments.find(({ customerName }) => customerName === name);
    const { thread } = await this.agent.until(mine);
    const talk = this.#talk(thread);
    await talk.screen.until(() => talk.rows.length > 0);
    return talk;
  }

  async finishesAll(): Promise<void> {
    for (const { thread } of this.agent.assignments) {
      const { screen } = this.#talk(thread);
      await screen.until(() => this.agent.threadView(thread) !== undefined);
      await this.#talk(thread).finishes();
    }
  }

  #talk(thread: string): Talk {
    return new Talk(this, this.agent.thread(thread), thread);
  }

  files(thread: string): Sender {
    return new Sender(this.centre.url, this.papers, thread);
  }
}

/** One customer's thread, as the agent has it. */
export class Talk {
  constructor(
    readonly desk: Desk,
    readonly screen: Watched,
    readonly thread: string,
  ) {}

  get rows(): readonly Message[] {
    return this.screen.messages;
  }

  get conversation(): number {
    return this.desk.agent.threadView(this.thread)!.conversation.number;
  }

  /** What the customer has said, by what kind of line it became. */
  get said(): (string | undefined)[] {
    return this.rows.flatMap((row) =>
      "from" in row && row.from === "customer" ? [row.kind === "text" ? row.text : row.kind] : [],
    );
  }

  send(command: { type: string; [field: string]: unknown }) {
    return this.screen.client.send(command);
  }

  async hears(text: string): Promise<Message> {
    return this.screen.until(() => this.rows.find((row) => row.kind === "text" && row.text === text));
  }

  /** The number of its line. */
  async writes(text: string, more: object = {}): Promise<number> {
    expect(await this.send({ type: "message.send", text, ...more })).toEqual({ kind: "done" });
    return (await this.hears(text)).seq;
  }

  async sends({ bytes, voice = false, ...file }: FileSaid, caption: string): Promise<void> {
    await this.desk.files(this.thread).whole(bytes, { conversation: this.conversation, ...file, voice }, caption);
  }

  /** Files of the customer that are here, as they can be read. */
  async files(): Promise<Arrived[]> {
    const rows = this.rows.flatMap((row) => (row.kind === "file" && row.from === "customer" ? [row] : []));
    return Promise.all(
      rows
        .filter(({ file }) => file.missing === undefined && file.coming !== true)
        .map(async ({ caption, file: { id, kind, voice = false } }) => {
          const address = await this.desk.files(this.thread).address(id);
          const bytes = address === undefined ? Buffer.alloc(0) : await read(this.desk.centre.url, address);
          return { kind, caption, voice, sha256: sha256(bytes) };
        }),
    );
  }

  async finishes(): Promise<void> {
    expect(await this.send({ type: "conversation.close", conversation: this.conversation })).toEqual({ kind: "done" });
    const { agent } = this.desk;
    await agent.until(() => agent.assignments.every(({ thread }) => thread !== this.thread));
  }
}
