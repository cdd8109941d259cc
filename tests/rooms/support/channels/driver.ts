/** A channel as its customers use it: what the contract of all channels is tried with. A further channel is a further one of these. */
import type { FileKind, LimitedChannel } from "../../../../machines/media-limits.ts";
import type { Centre } from "../../../harness/workerd.ts";
import type { Browser } from "../browser.ts";

export interface FileSaid {
  kind: FileKind;
  type: string;
  name: string;
  bytes: Buffer;
  voice?: boolean;
}

/** What a customer has on their screen of what agents said. */
export type Arrived = { text: string } | { kind: FileKind; sha256: string; caption: string; voice: boolean };

export interface Person {
  readonly name: string;
  /** Resolves when the channel has been told that it is on disk, whatever happens meanwhile. */
  writes(text: string): Promise<void>;
  sends(file: FileSaid, caption: string): Promise<void>;
  /** What they have said last comes once more, as it came before. */
  repeats(): Promise<void>;
  /** From agents, in the order in which it came. */
  arrived(): Promise<Arrived[]>;
  /** They look at all that has arrived. */
  reads(): Promise<void>;
}

export interface Channel {
  person(): Promise<Person>;
  close(): Promise<void>;
}

/** How an agent comes not to be able to write, and to be able to again. */
export interface OutOfReach {
  reason: string;
  begins(person: Person): Promise<void>;
  ends(person: Person): Promise<void>;
}

export interface Driver {
  channel: LimitedChannel;
  /** As far as the channel can tell what became of an agent's message. */
  tells: "sent" | "read";
  /** Null: customers can always be written to. */
  outOfReach: OutOfReach | null;
  /** @param john An administrator's browser. */
  open(centre: Centre, john: Browser): Promise<Channel>;
}

let people = 0;
/** Nobody has the name of anybody else, so that their conversations are told apart by it. */
export const nextPerson = (channel: string): { name: string; number: number } => {
  const number = ++people;
  return { name: `${channel} ${number}`, number };
};

/** Until the server has said that it has it: what is down comes back. */
export async function insists(deliver: () => Promise<number>): Promise<void> {
  for (;;) {
    const status = await deliver().catch(() => 0);
    if (status === 200) return;
    if (status !== 0 && status < 500) throw new Error(`the webhook answered ${status}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
