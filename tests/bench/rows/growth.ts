/** Row 10: what one event costs the queue room as everything around it grows tenfold, and tenfold again. */
import type { Entry } from "../../../machines/desk.ts";
import type { QueueContext } from "../../../machines/queue-events.ts";
import { DEFAULT_CAPACITY } from "../../../machines/vocabulary.ts";
import type { Address, Event } from "../../../party/engine/definition.ts";
import type { Socket } from "../../../party/engine/host.ts";
import { Room } from "../../../party/engine/room.ts";
import { PROTOCOL_VERSION } from "../../../party/protocol/frames.ts";
import { definition } from "../../../party/rooms/queue.ts";
import { MemoryHost, NOTHING, type Counts } from "../memory-host.ts";
import type { Options } from "../options.ts";
import { report, startRow } from "../report.ts";
import { median } from "../stats.ts";

const SIZES = [
  { agents: 200, waiting: 1_000 },
  { agents: 2_000, waiting: 10_000 },
  { agents: 20_000, waiting: 100_000 },
];
const PROJECT = "growth";
const EVENTS = 400;
const MOST_PER_TENFOLD = 1.2;
const MOST_WHILE_WATCHED = 1.2;
const TURNS = 3;
/** Announcements overlap a little by chance. */
const SAME_KEYS = 1.05;
const agent = (n: number): string => `${PROJECT}_a${n}`;
const thread = (n: number): string => `${PROJECT}_t${n}`;

/** What a panel watches always, and while it shows who waits. */
const WATCHED = { closed: ["figures", "seats"], open: ["figures", "seats", "line"] } as const;

class Queue {
  readonly host = new MemoryHost({ party: "queue", room: PROJECT });
  #room = new Room(definition, this.host);
  #seq = 0;
  #socket!: Socket;

  /** Everyone holds as many as they can, and so many more wait: written as rows, then restored. */
  async fill(agents: number, waiting: number): Promise<void> {
    await this.#room.load();
    await this.tell("directory", "main", { type: "settings.changed", timeZone: "UTC", departments: ["general"] });
    const held = agents * DEFAULT_CAPACITY;
    const { clock, stored } = this.host;
    for (let n = 0; n < held + waiting; n++) {
      const agentId = n < held ? agent(n % agents) : null;
      const enqueuedAt = clock - 10_000_000 + n;
      const id = `${thread(n)}.1`;
      const who = { customerId: thread(n), customerName: "Rosa", channel: "web", department: "general" } as const;
      const entry: Entry = {
        id,
        thread: thread(n),
        conversation: 1,
        ...who,
        enqueuedAt,
        agentId,
        transfer: null,
        movedFrom: null,
        snoozedBy: null,
        assignments: 1,
        returned: false,
      };
      stored.set(`row/conversations/${id}`, entry);
    }
    for (let n = 0; n < agents; n++)
      stored.set(`row/seats/${agent(n)}`, {
        ...seat(n, true),
        id: agent(n),
        load: DEFAULT_CAPACITY,
        assignedAt: clock - 1_000 + (n % 1_000),
      });
    this.#room = new Room(definition, this.host);
    await this.#room.load();
    const { conversations } = this.#room.snapshot.context as QueueContext;
    if (conversations.size !== held + waiting) throw new Error("the rows did not restore");
    const identity = { role: "agent", id: agent(0), project: PROJECT };
    this.#socket = this.host.connect("s", { identity, shown: [], openedAt: clock, heardAt: clock, offences: 0 });
    await this.#room.receive(
      this.#socket,
      JSON.stringify({ kind: "hello", protocol: PROTOCOL_VERSION, watch: WATCHED.closed }),
    );
    await this.#room.receive(this.#socket, JSON.stringify({ kind: "ping", revision: this.#room.revision }));
  }

  async watch(topics: readonly string[]): Promise<void> {
    this.host.clock += 1_000;
    await this.#room.receive(this.#socket, JSON.stringify({ kind: "watch", watch: topics }));
  }

  async tell(party: string, room: string, event: Event): Promise<void> {
    const from: Address = { party, room };
    await this.#room.accept({ from, messages: [{ seq: String(++this.#seq).padStart(15, "0"), event }] });
  }

  /** Each event is taken, shown and delivered before the next one comes. */
  async cost(events: () => Generator<() => Promise<void>>): Promise<Counts & { microseconds: number }> {
    for (const event of events()) await this.#one(event);
    this.host.counts = { ...NOTHING };
    this.host.weighs = true;
    let done = 0;
    for (const event of events()) {
      await this.#one(event);
      done++;
    }
    const counts = this.host.counts;
    this.host.weighs = false;
    this.host.counts = { ...NOTHING };
    const microseconds = await this.time(events);
    const each = (value: number): number => value / done;
    return {
      keysRead: each(counts.keysRead),
      keysWritten: each(counts.keysWritten),
      bytesWritten: each(counts.bytesWritten),
      bytesToRooms: each(counts.bytesToRooms),
      bytesToSockets: each(counts.bytesToSockets),
      microseconds,
    };
  }

  /** Of one event, in microseconds of processor. */
  async time(events: () => Generator<() => Promise<void>>): Promise<number> {
    let done = 0;
    const start = process.cpuUsage();
    for (const event of events()) {
      await this.#one(event);
      done++;
    }
    const { user, system } = process.cpuUsage(start);
    return (user + system) / done;
  }

  async #one(event: () => Promise<void>): Promise<void> {
    this.host.clock += 1_000;
    await event();
    while (this.#room.outboxSize > 0) await new Promise(setImmediate);
    await this.#room.receive(this.#socket, JSON.stringify({ kind: "ping", revision: this.#room.revision }));
  }

  announce(): Promise<void> {
    this.host.clock += 2_000;
    return this.#room.alarm();
  }
}

const seat = (n: number, available: boolean) => ({
  name: agent(n),
  present: true,
  available,
  capacity: DEFAULT_CAPACITY,
  departments: ["general"],
});

/** The same events at every size; each leaves the centre about as large as it was. */
function kinds(queue: Queue, size: { agents: number }): Record<string, () => Generator<() => Promise<void>>> {
  let fresh = 10_000_000;
  let closed = 0;
  return {
    *arrivals() {
      for (let n = 0; n < EVENTS; n++) {
        const room = thread(fresh++);
        const who = { customerId: room, customerName: "Rosa", channel: "web", department: "general" };
        const enqueuedAt = queue.host.clock;
        yield () =>
          queue.tell("conversation", room, { type: "conversation.enqueued", conversation: 1, ...who, enqueuedAt });
      }
    },
    *closes() {
      for (let n = 0; n < EVENTS; n++) {
        const ended = { type: "conversation.ended", conversation: 1, by: "agent", endedAt: queue.host.clock };
        yield () => queue.tell("conversation", thread(closed++), ended);
      }
    },
    *"availability changes"() {
      for (let n = 0; n < EVENTS; n++) {
        const who = ((n >> 1) * 7) % size.agents;
        yield () => queue.tell("agent", agent(who), { type: "agent.changed", ...seat(who, n % 2 === 1) });
      }
    },
    *"a close and the announcement of places"() {
      for (let n = 0; n < EVENTS / 4; n++) {
        const ended = { type: "conversation.ended", conversation: 1, by: "agent", endedAt: queue.host.clock };
        yield async () => {
          await queue.tell("conversation", thread(closed++), ended);
          await queue.announce();
        };
      }
    },
  };
}

export async function growth(options: Options): Promise<void> {
  const sizes = options.quick ? SIZES.slice(0, 2) : SIZES;
  const steps = sizes.map(({ agents, waiting }) => `${agents} agents and ${waiting} waiting`).join(" / ");
  startRow(10, `Growth: what an event costs the queue room, in process, at ${steps}`);
  const found = new Map<string, (Counts & { microseconds: number })[][]>();
  const dearer = new Map<string, number[]>();
  for (const size of sizes)
    for (let round = 0; round < options.runs; round++) {
      const queue = new Queue();
      await queue.fill(size.agents, size.waiting);
      for (const [kind, events] of Object.entries(kinds(queue, size))) {
        const cost = await queue.cost(events);
        const bySize = found.get(kind) ?? [];
        found.set(kind, bySize);
        (bySize[sizes.indexOf(size)] ??= []).push(cost);
      }
      const watched = new Queue();
      await watched.fill(size.agents, size.waiting);
      for (const [kind, events] of Object.entries(kinds(watched, size)))
        dearer.set(kind, [...(dearer.get(kind) ?? []), await whileLineIsOpen(watched, events)]);
    }
  for (const [kind, bySize] of found)
    for (const [measure, unit] of MEASURES) {
      const values = bySize.map((runs) => median(runs.map((cost) => cost[measure])));
      const factors = values.slice(1).map((value, index) => factor(values[index]!, value));
      const worst = Math.max(...factors);
      const seen = values.map((value) => value.toFixed(value < 100 ? 1 : 0)).join(" / ");
      const most = measure.startsWith("keys") ? SAME_KEYS : MOST_PER_TENFOLD;
      const goal = measure.startsWith("keys") ? "the same" : `≤ ${MOST_PER_TENFOLD} × per tenfold`;
      const what = `${kind}, ${unit} ${seen}: largest factor`;
      report({ row: 10, what, unit: "×", turno: [worst], goal, met: worst <= most });
    }
  for (const [kind, factors] of dearer) {
    const what = `${kind}, processor time with the line on a screen: factor at all sizes`;
    const met = median(factors) <= MOST_WHILE_WATCHED;
    report({ row: 10, what, unit: "×", turno: factors, goal: `≤ ${MOST_WHILE_WATCHED} ×`, met });
  }
}

/** Closed and open by turns, so that what else this machine does falls on both. */
async function whileLineIsOpen(queue: Queue, events: () => Generator<() => Promise<void>>): Promise<number> {
  const closed: number[] = [];
  const open: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    await queue.watch(WATCHED.open);
    open.push(await queue.time(events));
    await queue.watch(WATCHED.closed);
    closed.push(await queue.time(events));
  }
  return median(open) / median(closed);
}

const factor = (before: number, after: number): number => (before === 0 && after === 0 ? 1 : after / before);

const MEASURES = [
  ["microseconds", "µs of processor"],
  ["keysRead", "keys read"],
  ["keysWritten", "keys written"],
  ["bytesWritten", "bytes written"],
  ["bytesToRooms", "bytes to rooms"],
  ["bytesToSockets", "bytes to a socket"],
] as const;
