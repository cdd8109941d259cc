/** A thread on another channel, with its lines and their names kept as the engine keeps them, so that what happens to one finds it. */
import * as v from "valibot";
import { shown, toldOf, type StoredMessage } from "../../../party/rooms/conversation-lines.ts";
import { outsideCommands, outsideLooks, refsOf } from "../../../party/rooms/conversation-outside.ts";
import type { OutsideContact, Receipt, Received, Said } from "../../../machines/outside.ts";
import type { Message } from "../../../machines/thread.ts";
import type { ThreadEvent } from "../../../machines/thread.ts";
import { Thread, ana, assigned, type ThreadStep } from "./thread.ts";

export const INBOX = "wa1055";
export const ROSA: OutsideContact = { address: { phone: "34600111222", user: "ES.rosa" }, name: "Rosa" };
export const DAY_MS = 24 * 60 * 60 * 1000;
/** In the morning. */
export const MORNING = Date.UTC(2026, 5, 1, 8);

type Channel = "whatsapp" | "telegram";
/** What is left out of a message is as it mostly is. */
export type Heard = Partial<Omit<Received, "said">> & { channel?: Channel; department?: string };

export class OutsideThread extends Thread {
  readonly rows = new Map<number, StoredMessage>();
  readonly #names = new Map<string, number>();
  #heard = 0;
  #kept = 0;
  override now = MORNING;

  constructor(readonly channel: Channel = "whatsapp") {
    super();
  }

  static of(channel: Channel, ...texts: string[]): OutsideThread {
    const thread = new OutsideThread(channel);
    for (const text of texts) thread.says(text);
    return thread;
  }

  /** Rosa has written, and Ana has it. */
  static talking(channel: Channel = "whatsapp"): OutsideThread {
    const thread = OutsideThread.of(channel, "Hola");
    thread.take(assigned());
    return thread;
  }

  /** The lines as everybody sees them. */
  get lines(): Message[] {
    return [...this.rows.values()].map(shown);
  }

  line(seq: number): Message {
    return shown(this.rows.get(seq)!);
  }

  /** The line of the provider's id. */
  named(id: string): Message {
    return this.line(this.#names.get(id)!);
  }

  override take(step: ThreadStep): string | undefined {
    const refused = super.take(this.#looked(step));
    for (const message of this.messages.slice(this.#kept)) this.#keep(message);
    this.#kept = this.messages.length;
    for (const message of this.replaced.splice(0)) this.rows.set(message.seq, message);
    for (const { seq, set, refs = [] } of this.amended.splice(0)) {
      const row = this.rows.get(seq);
      if (!row) throw new Error(`there is no line ${seq} to amend`);
      const is = { ...row, ...set } as Record<string, unknown>;
      for (const [field, value] of Object.entries(set)) if (value === undefined) delete is[field];
      this.rows.set(seq, is as StoredMessage);
      for (const name of refs) this.#names.set(name, seq);
    }
    return refused;
  }

  /** What the customer does; the message's number is its id. */
  hears(said: Said, more: Heard = {}): string | undefined {
    this.#heard++;
    const { channel = this.channel, department = "general", ...message } = more;
    const received = {
      id: `in${this.#heard}`,
      sentAt: this.now + 1000,
      contact: ROSA,
      ...message,
      said,
    };
    return this.command({ type: "outside.received", inbox: INBOX, channel, department, received }, received.id);
  }

  says(text: string, more: Heard = {}): string | undefined {
    return this.hears({ kind: "text", text }, more);
  }

  status(receipt: Partial<Receipt> & Pick<Receipt, "id" | "state">): string | undefined {
    return this.command({ type: "outside.receipt", inbox: INBOX, receipt: { at: this.now, contact: {}, ...receipt } });
  }

  /** From the entry worker, as the room translates it. */
  command(command: { type: string; [field: string]: unknown }, commandId = "k1"): string | undefined {
    const { schema, event } = outsideCommands[command.type]!;
    const parsed = v.parse(schema, command);
    const told = event ? event(parsed as never, { role: "channel", id: "w", project: "demo" }, {}) : parsed;
    return this.take({ ...told, commandId } as unknown as ThreadStep);
  }

  agent(step: object): string | undefined {
    return this.take({ by: ana, commandId: `a${this.context.seq + 1}`, ...step } as unknown as ThreadStep);
  }

  writes(text = "Buenos días"): string | undefined {
    return this.agent({ type: "agent.wrote", text });
  }

  #keep(message: Message): void {
    this.rows.set(message.seq, message);
    for (const name of refsOf(message)) this.#names.set(name, message.seq);
  }

  #looked(step: ThreadStep): ThreadStep {
    const looks = step.type === "erase.requested" ? { tells: toldOf } : outsideLooks[step.type];
    if (!looks || "row" in step || "rows" in step) return step;
    const find = (wanted: number | string) => {
      const row = this.rows.get(typeof wanted === "string" ? (this.#names.get(wanted) ?? 0) : wanted);
      return row ? looks.tells(row as never) : null;
    };
    if (!("wanted" in looks) || !looks.wanted)
      return { ...step, row: find((step as unknown as { seq: number }).seq) } as never;
    return { ...step, rows: looks.wanted(step as never).map(find) } as never;
  }
}

/** What happens because of a channel outside, and to no thread of web chat. */
export const OUTSIDE_EVENTS = [
  "outside.said",
  "outside.reacted",
  "outside.edited",
  "outside.revoked",
  "outside.noticed",
  "outside.receipt",
  "outside.blocked",
  "outside.addressChanged",
  "window.closed",
  "delivery.changed",
  "file.came",
  "file.missing",
  "agent.replied",
  "agent.sentTemplate",
  "agent.reacted",
  "retry.requested",
] as const satisfies ThreadEvent["type"][];
