/**
 * The provider of another channel, as rude as they are: its webhooks come in any order, late, and as often as nobody has said that they
 * are on disk; what it is asked to send it takes, or takes and does not say so, or turns away, or never answers.
 */
import type { Receipt, Received, Said } from "../../machines/outside.ts";
import { oursOf, type Entry, type SendAnswer } from "../../machines/sending.ts";
import type { Outside, Service } from "../../party/engine/definition.ts";
import type { Room } from "../../party/engine/room.ts";
import type { Choice, Platform } from "../../web/simulator/platform.ts";
import { PROJECT } from "./people.ts";

type Channel = "whatsapp" | "telegram";
type Command = { type: string; [field: string]: unknown };

/** Something that the provider says until it hears that it is kept. */
interface Post {
  thread: string;
  id: string;
  command: Command;
  /** How often it says it once more all the same. */
  repeats: number;
  room?: Room | undefined;
  isPosted: boolean;
}

type Fate = "sent" | "lost" | "silent" | "busy" | "refused";
const FATES: Fate[] = ["sent", "sent", "lost", "sent", "busy", "sent", "refused", "sent", "silent", "sent", "sent"];
/** What it tells of what it has taken: mostly all, and sometimes that it came to nothing. */
const STATUSES: Receipt["state"][][] = [
  ["sent", "delivered", "read"],
  ["delivered"],
  ["failed", "sent"],
  ["read", "sent"],
];

export interface Copy {
  id: string;
  thread: string;
  /** Undefined: a reaction. */
  seq: number | undefined;
}

export class Provider {
  readonly posts = new Set<Post>();
  readonly copies: Copy[] = [];
  /** Statuses that the centre has said it has. */
  readonly heard: { thread: string; copy: Copy; state: Receipt["state"] }[] = [];
  readonly errors: string[] = [];
  posted = 0;
  #tried = 0;
  #ids = 0;
  readonly #open = new Set<{ fate: Fate; tell: () => void }>();

  constructor(private readonly platform: Platform) {}

  say(thread: string, command: Command, id: string): void {
    this.posts.add({ thread, id, command, repeats: this.posted % 3 === 0 ? 1 : 0, isPosted: false });
  }

  readonly send: Service = (params: Entry & { thread: string }, outside: Outside) =>
    new Promise<SendAnswer>((resolve, reject) => {
      if (outside.again) return resolve({ kind: "unknown", words: "cut off" });
      const next = FATES[this.#tried++ % FATES.length]!;
      // A file may take minutes, for which nobody waits at the end.
      const fate = next === "silent" && params.what === "file" ? "lost" : next;
      const id = fate === "busy" || fate === "refused" ? undefined : this.#take(params);
      if (fate === "silent") return;
      const tell = (): void => {
        if (fate === "lost") reject(new Error("connection lost"));
        else if (id !== undefined) resolve({ kind: "sent", id });
        else resolve({ kind: "notSent", retry: fate === "busy", reason: "contentRefused", words: fate });
      };
      this.#open.add({ fate, tell });
    });

  #take(params: Entry & { thread: string }): string {
    const { thread } = params;
    const seq = params.what === "reaction" ? undefined : params.seq;
    const id = `out${++this.#ids}`;
    const copy: Copy = { id, thread, seq };
    this.copies.push(copy);
    if (params.channel === "whatsapp" && seq !== undefined)
      for (const state of STATUSES[this.#ids % STATUSES.length]!) {
        const receipt: Receipt = { id, ours: oursOf(thread, seq), state, at: this.platform.now, contact: {} };
        this.say(thread, { type: "outside.receipt", inbox: params.inbox, receipt }, `${id}:${state}`);
      }
    return id;
  }

  choices(): Choice[] {
    const answers = [...this.#open].map((asked) => ({
      what: `${asked.fate} at the provider`,
      happen: () => {
        this.#open.delete(asked);
        asked.tell();
      },
    }));
    const posts = [...this.posts].filter((post) => this.#mayPost(post));
    return [...answers, ...posts.map((post) => ({ what: `post ${post.id}`, happen: () => this.#post(post) }))];
  }

  /** Nobody has said that it is kept, and whoever was asked is not there any more. */
  #mayPost({ thread, isPosted, room }: Post): boolean {
    return !isPosted || (room !== undefined && this.platform.node("conversation", thread).room !== room);
  }

  #post(post: Post): void {
    const { thread, command, id } = post;
    const node = this.platform.node("conversation", thread);
    post.isPosted = true;
    this.posted++;
    void node
      .handle((room) => {
        post.room = room;
        return room.command({ role: "channel", id: "webhook", project: PROJECT }, structuredClone(command), id);
      })
      .then((outcome) => {
        if (outcome.kind !== "done") this.errors.push(`${command.type} ${id}: ${JSON.stringify(outcome)}`);
        node.storage.gate(() => this.#kept(post));
      })
      .catch((error: unknown) => this.errors.push(`${command.type} ${id}: ${String(error)}`));
  }

  #kept(post: Post): void {
    post.isPosted = false;
    if (post.repeats-- > 0) return;
    if (!this.posts.delete(post)) return;
    const receipt = post.command.receipt as Receipt | undefined;
    const copy = receipt && this.copies.find(({ id }) => id === receipt.id);
    if (copy) this.heard.push({ thread: post.thread, copy, state: receipt.state });
  }
}

/** Somebody with a telephone. */
export class Texter {
  readonly id: string;
  readonly channel: Channel;
  /** What they have said, by the provider's id. */
  readonly said = new Map<string, { text: string; sentAt: number; isTakenBack: boolean }>();
  #count = 0;
  /** What they have changed is what they take back, mostly. */
  #edited: string | undefined;

  constructor(
    private readonly provider: Provider,
    private readonly platform: Platform,
    number: number,
  ) {
    this.id = `${PROJECT}_w${number}`;
    this.channel = number % 2 === 0 ? "whatsapp" : "telegram";
  }

  /** @returns what is said by whom under which id, for whoever keeps the books. */
  act(b: number): { id: string; text: string } | undefined {
    const id = `${this.id}:${++this.#count}`;
    const mine = [...this.said.keys()];
    const kind = b % 12;
    const some = mine[b % Math.max(1, mine.length)];
    const own = kind === 9 ? (this.#edited ?? some) : some;
    if (kind === 11) {
      const at = this.platform.now;
      this.provider.say(this.id, { type: "outside.blocked", blocked: b % 24 === 11, at }, id);
    } else if (kind === 10 && own !== undefined) {
      const copy = this.provider.copies.findLast(({ thread }) => thread === this.id);
      this.#say(id, { kind: "reaction", of: b % 24 === 10 ? own : (copy?.id ?? own), emoji: b % 5 === 0 ? "" : "👍" });
    } else if (kind === 9 && own !== undefined) {
      this.said.get(own)!.isTakenBack = true;
      this.#say(id, { kind: "revoked", of: own });
    } else if (kind === 8 && own !== undefined) {
      const text = `edited by ${id}`;
      this.#edited = own;
      this.#say(id, { kind: "edited", of: own, text });
      return { id: own, text };
    } else return this.#speaks(id, b);
    return undefined;
  }

  #speaks(id: string, b: number): { id: string; text: string } {
    const text = `said by ${id}`;
    const sentAt = this.platform.now - (b % 37 === 0 ? 3 * 24 * 60 * 60 * 1000 : 0) + this.#count;
    this.said.set(id, { text, sentAt, isTakenBack: false });
    if (b % 7 === 0)
      this.#say(id, { kind: "shared", shared: { type: "location", latitude: 1, longitude: 1, name: text } }, sentAt);
    else this.#say(id, { kind: "text", text }, sentAt);
    return { id, text };
  }

  #say(id: string, said: Said, sentAt = this.platform.now + this.#count): void {
    const name = this.#count % 4 === 0 ? `Texter ${this.#count}` : "";
    const address = this.#count % 3 === 0 ? { user: `u.${this.id}` } : { phone: "34600000000" };
    const received: Received = { id, sentAt, contact: { address, name }, said };
    const from = { inbox: "in1", channel: this.channel, department: this.channel === "whatsapp" ? "general" : "sales" };
    this.provider.say(this.id, { type: "outside.received", ...from, received }, id);
  }
}
