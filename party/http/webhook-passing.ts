/**
 * What a webhook says, on its way to our rooms: who its people are is asked of the inbox, and each message goes to their thread. Threads
 * are told side by side, each of them in the provider's order; by the provider's ids they know what comes twice.
 */
import { namesOf } from "../../machines/contacts.ts";
import { RECEIVED_AT_ONCE } from "../../machines/inbox-pace.ts";
import { CAPABILITIES, type OutsideAddress, type OutsideChannel, type OutsideContact } from "../../machines/outside.ts";
import { inboxRoom } from "../channels/line.ts";
import type { Heard } from "../channels/port.ts";
import type { Address, Event, Identity } from "../engine/definition.ts";
import { call } from "../engine/calls.ts";
import type { Outcome } from "../engine/room.ts";
import { ROOM_ID } from "../protocol/frames.ts";
import { CUSTOMER_NAME_MAX_CHARS } from "../protocol/screens.ts";
import { ENTRY, ask, type Asked } from "./context.ts";
import type { ProjectLine } from "./project-lines.ts";

/** Threads that are told at the same time. */
const ABREAST = 16;
/** One of ours, as the provider was told it: the thread, and the line in it. */
const OURS = /^(?<thread>[^.]+)\.\d+$/;
const SECOND_MS = 1000;

interface Told {
  what: Event;
  /** Of the same one it is the same thing. */
  id: string;
}

interface Whose {
  thread: string;
  department: string;
  known: boolean;
}

/** Null: nobody. Undefined: that could not be found out now. */
type Asking = Promise<Whose | null | undefined>;

/** Of an inbox in this second, as far as it has not been told. */
const received = new Map<string, { second: number; count: number }>();

/** @returns How many are to be told now. */
function countReceived(inbox: string, count: number): number {
  const second = Math.floor(Date.now() / SECOND_MS);
  const before = received.get(inbox);
  const all = (before?.second === second ? before.count : 0) + count;
  const isEnough = all >= RECEIVED_AT_ONCE;
  received.set(inbox, { second, count: isEnough ? 0 : all });
  return isEnough ? all : 0;
}

const keyOf = ({ address, name, username = "" }: OutsideContact): string =>
  [...namesOf(address), name, username].join("\0");

/** Cut as their thread cuts them: nobody's message is turned away because of what they call themselves. */
const withShortNames = ({ address, name, username }: OutsideContact): OutsideContact => ({
  address,
  name: name.slice(0, CUSTOMER_NAME_MAX_CHARS),
  ...(username !== undefined && { username: username.slice(0, CUSTOMER_NAME_MAX_CHARS) }),
});

class Passing {
  /** Whether all of it is on disk. */
  isKept = true;
  readonly #threads = new Map<string, Told[]>();
  readonly #room: Address;
  readonly #by: Identity;

  constructor(
    private readonly c: Asked,
    private readonly channel: OutsideChannel,
    private readonly line: ProjectLine,
  ) {
    const { project, inbox } = line;
    this.#room = inboxRoom(project, inbox);
    this.#by = { role: "channel", id: inbox, project };
  }

  async pass(heard: Heard): Promise<void> {
    await this.#changeAddresses(heard);
    const people = new Map<string, Asking>();
    const whose = (said: OutsideContact, when: number): Asking => {
      const contact = withShortNames(said);
      const key = keyOf(contact);
      const asked = people.get(key) ?? this.#safely(this.#meet(contact, when));
      people.set(key, asked);
      return asked;
    };
    await this.#sort(heard, whose);
    this.#count(heard.received.length);
    const rest = this.#threads.entries();
    const tellSome = async (): Promise<void> => {
      for (const [thread, told] of rest) await this.#tellThread(thread, told);
    };
    await Promise.all(Array.from({ length: Math.min(ABREAST, this.#threads.size) }, tellSome));
  }

  /** By thread, in the provider's order. All are asked for at once, and waited for in turn. */
  async #sort(
    { received: messages, receipts, blocks, addresses }: Heard,
    whose: (contact: OutsideContact, when: number) => Asking,
  ): Promise<void> {
    const { inbox } = this.line;
    const { channel } = this;
    const sorted = [
      ...messages.map((message) => ({ whose: whose(message.contact, message.sentAt), id: message.id, message })),
      ...receipts.map((receipt) => ({
        whose: this.#safely(this.#toldOf(receipt.ours, receipt.contact)),
        id: `${receipt.id}:${receipt.state}`,
        what: { type: "outside.receipt", inbox, receipt },
      })),
      ...blocks.map(({ contact, at, blocked }) => ({
        whose: this.#safely(this.#known(contact.address)),
        id: `blocked:${at}:${blocked}`,
        what: { type: "outside.blocked", blocked, at },
      })),
      ...addresses.map(({ id, to, text, at }) => ({
        whose: this.#safely(this.#known(to)),
        id,
        what: { type: "outside.addressChanged", to, text, at },
      })),
    ];
    for (const one of sorted) {
      const who = await one.whose;
      if (who === undefined) continue;
      if (who === null) {
        this.#notTaken("what" in one ? one.what.type : "outside.received", "nobody");
        continue;
      }
      const { department } = who;
      const what =
        "what" in one ? one.what : { type: "outside.received", inbox, channel, department, received: one.message };
      const told = this.#threads.get(who.thread) ?? [];
      this.#threads.set(who.thread, [...told, { what, id: one.id }]);
    }
  }

  #safely(asked: Promise<Whose | null>): Asking {
    return asked.catch((error: unknown) => this.#failed(error));
  }

  /** Null: the inbox would not have them. */
  async #meet(contact: OutsideContact, when: number): Promise<Whose | null> {
    const before = await this.#contact(contact);
    if (before?.known) return before;
    const { project } = this.line;
    const { address, name, username } = contact;
    // Theirs if they were never met before. No visitor has one like it: theirs are hexadecimal after the project.
    const thread = `${project}_o${crypto.randomUUID().replaceAll("-", "")}`;
    const met = { type: "contact.met", address, name, ...(username === undefined ? {} : { username }), thread, when };
    if (!(await this.#tell(this.#room, met, ENTRY))) return null;
    return this.#contact(contact);
  }

  #contact({ address, name, username }: Partial<OutsideContact>): Promise<Whose | null> {
    return ask(this.c, this.#room, { type: "contact", address, name, username }) as Promise<Whose | null>;
  }

  /** Whoever has not been met has no thread in which anything could change. */
  #known(address: OutsideAddress): Promise<Whose | null> {
    return namesOf(address).length === 0 ? Promise.resolve(null) : this.#contact({ address });
  }

  #toldOf(ours: string | undefined, address: OutsideAddress): Promise<Whose | null> {
    const { thread = "" } = OURS.exec(ours ?? "")?.groups ?? {};
    const isOurs = thread.startsWith(`${this.line.project}_`) && ROOM_ID.test(thread);
    return isOurs ? Promise.resolve({ thread, department: "", known: true }) : this.#known(address);
  }

  async #changeAddresses({ addresses }: Heard): Promise<void> {
    for (const { id, from, to, at } of addresses) {
      const what = { type: "address.changed", from, to, when: at };
      await this.#tell(this.#room, what, ENTRY, id).catch((error: unknown) => this.#failed(error));
    }
  }

  async #tellThread(room: string, told: readonly Told[]): Promise<void> {
    try {
      // What comes after one that failed would stand before it.
      for (const { what, id } of told) await this.#tell({ party: "conversation", room }, what, this.#by, id);
    } catch (error) {
      this.#failed(error);
    }
  }

  /** False: it would not have it, and never will. @throws if it is to be sent again. */
  async #tell(at: Address, command: Event, by: Identity, commandId?: string): Promise<boolean> {
    const body = { kind: "command" as const, by, command, ...(commandId === undefined ? {} : { commandId }) };
    const outcome = (await call(this.c.env.parties, at, body)) as Outcome | { kind: "malformed" };
    if (outcome.kind === "done") return true;
    if (outcome.kind === "fault") throw new Error(`${at.party}/${at.room} failed at ${command.type}`);
    this.#notTaken(command.type, outcome.kind === "refused" ? outcome.reason : outcome.kind);
    return false;
  }

  /** Once in a while, behind the answer: ours are paced by it, and nobody's message is lost with it. */
  #count(messages: number): void {
    if (!CAPABILITIES[this.channel].inboxCountsReceived) return;
    const count = countReceived(this.#room.room, messages);
    if (count === 0) return;
    const counted = this.#tell(this.#room, { type: "received.count", count }, ENTRY);
    this.c.env.later(counted.catch((error: unknown) => this.#log("error", "received not counted", String(error))));
  }

  #failed(error: unknown): undefined {
    this.isKept = false;
    this.#log("error", "webhook failed", String(error));
  }

  #notTaken(what: string, why: string): void {
    this.#log("warn", "webhook not taken", why, what);
  }

  /** Not a word of what anybody has said. */
  #log(level: "warn" | "error", msg: string, why: string, what?: string): void {
    const { project, inbox } = this.line;
    console.log(JSON.stringify({ level, msg, project, inbox, what, why }));
  }
}

/** Whether all of it is on disk. */
export async function passOn(
  c: Asked,
  channel: OutsideChannel,
  all: readonly { heard: Heard; line: ProjectLine }[],
): Promise<boolean> {
  const passing = all.map(async ({ heard, line }) => {
    const one = new Passing(c, channel, line);
    await one.pass(heard);
    return one.isKept;
  });
  return (await Promise.all(passing)).every(Boolean);
}
