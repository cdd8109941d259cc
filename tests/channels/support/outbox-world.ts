/**
 * An outbox on the platform in memory, between a thread that knows no more than it must and a provider that may fail in every way: before
 * it has anything, after it has taken it, or by never answering. What it has taken is counted.
 */
import type { Delivery, OutsideChannel } from "../../../machines/outside.ts";
import type { Message } from "../../../machines/thread.ts";
import type { ChannelAdapter, Line, Outgoing, Sent } from "../../../party/channels/port.ts";
import { markBy } from "../../../party/channels/marking.ts";
import { sendBy, type Rooms, type Slot } from "../../../party/channels/sending.ts";
import type { Event } from "../../../party/engine/definition.ts";
import { definition as directory } from "../../../party/rooms/directory.ts";
import { definition as outbox } from "../../../party/rooms/outbox.ts";
import { plainThread, toldOf, type Told } from "../../harness/fixture/plain-thread.ts";
import { Platform, type Choice } from "../../../web/simulator/platform.ts";
import { quiet } from "../../../web/simulator/quiet.ts";
import type { RoomNode } from "../../../web/simulator/room-node.ts";

const THREAD = "demo_rosa";
const WAYS = {
  whatsapp: { inbox: "wa100", channel: "whatsapp", to: { phone: "34600111222" } },
  telegram: { inbox: "tg200", channel: "telegram", to: { chat: "77" } },
} as const;

/** What the provider does with one request. */
export type Mood =
  | "takes"
  /** It has it, and nobody hears of that. */
  | "takesAndBreaks"
  | "takesAndIsSilent"
  | "breaks"
  | "isSilent"
  | "isBusy"
  | "refuses";

interface Request {
  outgoing: Outgoing;
  mood: Mood;
  stage: "going" | "there" | "silent";
  answer: (sent: Sent) => void;
  fail: (error: Error) => void;
}

/** `seq`: of the line; null: a reaction. */
export interface Arrival {
  seq: number | null;
  ours: string;
  id: string;
  words: unknown;
}

export class OutboxWorld {
  readonly platform: Platform;
  /** Everything that the provider has taken, in order. */
  readonly taken: Arrival[] = [];
  readonly marked: string[] = [];
  /** For the next requests, in order; then it takes whatever comes. */
  moods: Mood[] = [];
  /** For the next who ask for a slot; then there is one. */
  slots: Slot[] = [];
  /** Whether it tells of what it has taken. */
  tells = true;
  isOff = false;
  readonly erased = new Set<number>();
  #requests: Request[] = [];
  #statuses: Arrival[] = [];

  constructor(readonly channel: OutsideChannel = "whatsapp") {
    const services = { send: sendBy(this.#rooms()), mark: markBy(this.#rooms()) };
    this.platform = new Platform({ outbox: { ...outbox, services }, conversation: plainThread, directory });
    this.platform.outside = () => this.#choices();
  }

  get outbox(): RoomNode {
    return this.platform.node("outbox", THREAD);
  }

  get thread(): RoomNode {
    return this.platform.node("conversation", THREAD);
  }

  get state(): unknown {
    return this.outbox.room?.snapshot.value;
  }

  get told(): Told[] {
    return toldOf(this.thread.room!.snapshot);
  }

  /** What is known of a line in the end. */
  last(seq: number): Delivery | undefined {
    return this.told.findLast((one) => one.seq === seq)?.delivery;
  }

  copies(seq: number): number {
    return this.taken.filter((one) => one.seq === seq).length;
  }

  want(seq: number): Promise<void> {
    return this.#say({ type: "entry.wanted", seq, what: "text", ...WAYS[this.channel] });
  }

  react(of: string): Promise<void> {
    return this.#say({ type: "entry.wanted", seq: 0, what: "reaction", of, emoji: "👍", ...WAYS[this.channel] });
  }

  retry(seq: number): Promise<void> {
    return this.#say({ type: "entry.retried", seq, what: "text", ...WAYS[this.channel] });
  }

  read(id: string): Promise<void> {
    return this.#say({ type: "read.wanted", id, typing: false, ...WAYS[this.channel] });
  }

  /** The process dies in which this room is, and with it what it had not sent yet, or waits for. */
  crash(node: RoomNode): void {
    node.crash();
    if (node === this.outbox) this.#requests = [];
  }

  /** Only the room dies: what it had begun goes on, and is heard by nobody. */
  end(node: RoomNode): void {
    node.crash();
  }

  /** Lets everything happen, at each moment what `pick` picks, and moves the clock to whatever is due next, until nothing is left to do. */
  async finish(pick: (choices: Choice[]) => Choice | "crash" | undefined = ([first]) => first): Promise<void> {
    for (let steps = 0; steps < 20_000; steps++) {
      await quiet();
      const choices = this.platform.choices();
      if (choices.length > 0) {
        const picked = pick(choices);
        if (picked !== "crash" && picked) picked.happen();
        continue;
      }
      // Nobody else would wake it to be looked at.
      await this.thread.start();
      if (this.platform.choices().length > 0) continue;
      if (this.#isDone()) return;
      const next = this.platform.nextDeadline();
      if (!Number.isFinite(next)) throw new Error("nothing will ever happen again");
      this.platform.now = Math.max(this.platform.now, next);
    }
    throw new Error("it never ends");
  }

  #isDone(): boolean {
    const { room } = this.outbox;
    if (!room || !this.thread.room || this.outbox.storage.inMemory("job/").size > 0) return false;
    return room.snapshot.value === "idle" && room.outboxSize + this.thread.room.outboxSize === 0;
  }

  async #say(event: Event): Promise<void> {
    const by = { role: "entry", id: "test", project: "" };
    const said = this.thread.handle((room) => room.command(by, { type: "asked", event }));
    // It is acknowledged once the watchtower knows of it, which takes a few deliveries.
    let isSaid = false;
    void said.then(() => (isSaid = true));
    await quiet();
    if (!isSaid) await this.platform.settle();
    while (this.thread.storage.dirty) this.thread.storage.flushOne();
  }

  #rooms(): Rooms {
    const line: Line = {
      project: "demo",
      inbox: "wa100",
      baseUrl: "",
      settings: {},
      secrets: {},
      webhookSecret: "",
    };
    return {
      adapterOf: () => this.#adapter(),
      openLine: () => Promise.resolve(this.isOff ? null : line),
      outgoing: (_, seq) =>
        Promise.resolve((this.erased.has(seq) ? { kind: "erased" } : { kind: "text", text: `line ${seq}` }) as Message),
      takeSlot: () => Promise.resolve(this.slots.shift() ?? { kind: "done" }),
      openFile: () => Promise.resolve(null),
      random: () => 0,
    };
  }

  #adapter(): ChannelAdapter {
    return {
      send: (outgoing: Outgoing) =>
        new Promise<Sent>((answer, fail) => {
          this.#requests.push({ outgoing, mood: this.moods.shift() ?? "takes", stage: "going", answer, fail });
        }),
      markRead: (id: string) => {
        this.marked.push(id);
        return Promise.resolve();
      },
    } as unknown as ChannelAdapter;
  }

  #choices(): Choice[] {
    const choices: Choice[] = [];
    for (const request of this.#requests) {
      if (request.stage === "going") choices.push({ what: "arrive", happen: () => this.#arrive(request) });
      if (request.stage === "there") choices.push({ what: "answer", happen: () => this.#answer(request) });
    }
    const [status] = this.#statuses;
    if (status) choices.push({ what: "status", happen: () => this.#tell(status) });
    return choices;
  }

  #arrive(request: Request): void {
    const { outgoing, mood } = request;
    request.stage = mood.endsWith("Silent") ? "silent" : "there";
    if (!mood.startsWith("takes")) return;
    const { ours, what } = outgoing;
    const number = Number(ours.split(".")[1]);
    const seq = what.kind === "reaction" ? null : number;
    const arrival = { seq, ours, id: `id-${this.taken.length + 1}`, words: what };
    this.taken.push(arrival);
    if (this.tells && seq !== null) this.#statuses.push(arrival);
  }

  #answer(request: Request): void {
    this.#requests = this.#requests.filter((one) => one !== request);
    const { mood, answer, fail } = request;
    const { id } = this.taken.findLast(({ ours }) => ours === request.outgoing.ours) ?? { id: "" };
    const because = { reason: "providerDown", words: mood } as const;
    if (mood === "takes") answer({ kind: "sent", id });
    else if (mood === "isBusy") answer({ kind: "notSent", retry: true, ...because });
    else if (mood === "refuses") answer({ kind: "notSent", retry: false, ...because });
    else fail(new Error(mood));
  }

  /** By webhook: the thread hears of it, and tells the outbox. */
  #tell({ seq, id }: Arrival): void {
    this.#statuses.shift();
    const by = { role: "entry", id: "webhook", project: "" };
    void this.thread.handle((room) => room.command(by, { type: "named", seq, id }));
  }
}
