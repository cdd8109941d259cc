/** A customer who comes, writes, waits for whom they get, answers now and then, and leaves when it is over. */
import type { CustomerThreadView, Message } from "../../party/protocol/conversation.ts";
import { PROJECT } from "./project.ts";
import { Random, seedOf } from "./random.ts";
import { Screen } from "./screen.ts";
import { commander, type Stage } from "./stage.ts";

/** Milliseconds, from … to. */
const PACE = {
  answer: [6_000, 30_000],
  rating: [3_000, 15_000],
  farewell: [15_000, 30_000],
  reconnecting: [1_000, 3_000],
} as const;
/** Chances. */
const ANSWERS = 0.6;
const RATES = 0.4;
/** Nobody writes for ever. */
const ANSWERS_MAX = 8;

export class SimulatedCustomer {
  readonly id: string;
  readonly name: string;
  readonly screen: Screen;
  /** Somebody has broken their connection: they do not come back by themselves. */
  #isBroken = false;
  #hasLeft = false;
  #answers = 0;
  #answered = 0;
  #saysGoodbye = false;
  readonly #random: Random;
  readonly #send = commander("customer");

  constructor(
    private readonly stage: Stage,
    name: string,
    private readonly department: string | undefined,
    private readonly text?: string,
  ) {
    this.id = `${PROJECT}_${name}`;
    this.#random = new Random(seedOf(stage.seed, "customer", name));
    this.name = this.#random.pick(stage.words.names)!;
    const identity = { role: "customer", id: this.id, project: PROJECT, name: this.name };
    this.screen = new Screen(stage.platform, stage.platform.node("conversation", this.id), identity);
    this.screen.onMirror = () => this.#look();
    this.screen.onClosed = () => {
      if (!this.#isBroken && !this.#hasLeft) this.#later(PACE.reconnecting, () => this.#connect());
    };
  }

  get view(): CustomerThreadView | undefined {
    return this.screen.mirror.topics.customer as CustomerThreadView | undefined;
  }

  arrive(): void {
    this.screen.connect();
    if (this.department !== undefined)
      this.#send(this.screen, { type: "customer.introduce", department: this.department });
    this.#send(this.screen, { type: "message.send", text: this.text ?? this.#random.pick(this.stage.words.first)! });
  }

  keepAlive(): void {
    this.screen.ping();
  }

  /** Their line is cut, and nobody is told. */
  vanish(): void {
    this.#isBroken = true;
    this.screen.vanish();
  }

  mend(): void {
    this.#isBroken = false;
    this.#connect();
  }

  #connect(): void {
    if (!this.#isBroken && !this.#hasLeft) this.screen.connect();
  }

  #later([from, to]: readonly [number, number], act: () => void): void {
    this.stage.plan(this.#random.between(from, to), act);
  }

  #look(): void {
    const { view } = this;
    if (!view) return;
    const isOver = view.state === "quiet" && view.conversation > 0;
    if (isOver && !this.#saysGoodbye) this.#goodbye(view.conversation);
    if (!isOver) this.#saysGoodbye = false;
    const last = this.screen.mirror.lists.messages?.rows.at(-1) as Message | undefined;
    if (view.state !== "assigned" || last?.kind !== "text" || last.from !== "agent") return;
    if (last.seq <= this.#answered || this.#answers >= ANSWERS_MAX) return;
    this.#answered = last.seq;
    if (this.#random.next() < ANSWERS) this.#later(PACE.answer, () => this.#answer());
  }

  #answer(): void {
    // Too late: it would be the beginning of another conversation.
    if (this.view?.state !== "assigned" || this.#hasLeft) return;
    this.#answers++;
    this.#send(this.screen, { type: "message.send", text: this.#random.pick(this.stage.words.customer)! });
  }

  #goodbye(conversation: number): void {
    this.#saysGoodbye = true;
    const isStillOver = () => this.#saysGoodbye && !this.#hasLeft;
    if (this.#random.next() < RATES) {
      const score = 2 + this.#random.below(4);
      this.#later(PACE.rating, () => {
        if (!isStillOver()) return;
        this.#send(this.screen, { type: "conversation.rate", conversation, score, comment: "" });
      });
    }
    this.#later(PACE.farewell, () => {
      if (!isStillOver()) return;
      this.#hasLeft = true;
      this.screen.disconnect();
    });
  }
}
