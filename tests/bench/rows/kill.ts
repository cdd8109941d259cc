/** Row 8: `kill -9` under load. Screens resume by sequence number and repeat what has had no answer. */
import type { Options } from "../options.ts";
import { check, report, startRow } from "../report.ts";
import type { RoomSocket } from "../subjects/room-socket.ts";
import { Turno } from "../subjects/turno.ts";

const THREADS = 100;
const RATE = 300;
const LOAD_BEFORE_MS = 1_500;
const LOAD_AFTER_MS = 1_500;
const GOAL_MS = 1_000;

/** One end that keeps what it said until the room has answered, as a screen does. */
class Speaker {
  readonly said: string[] = [];
  readonly acknowledged: string[] = [];
  /** Sequence numbers in the order in which this client was shown them. */
  readonly shown: number[] = [];
  live = true;
  readonly #open = new Map<string, string>();

  constructor(
    private readonly socket: RoomSocket,
    private readonly onAcknowledged: () => void,
  ) {
    socket.onClose = () => (this.live = false);
  }

  /** From now on what is shown counts: the rows before belong to an earlier run. */
  listen(): void {
    this.socket.onRow = ({ seq }) => this.shown.push(seq);
  }

  get waiting(): number {
    return this.#open.size;
  }

  say(text: string): void {
    const commandId = crypto.randomUUID();
    this.said.push(text);
    this.#open.set(commandId, text);
    void this.socket.answerTo(commandId).then(() => {
      this.#open.delete(commandId);
      this.acknowledged.push(text);
      this.onAcknowledged();
    });
    if (this.live) this.#tell(commandId, text);
  }

  async resume(): Promise<void> {
    await this.socket.open();
    this.live = true;
    for (const [commandId, text] of this.#open) this.#tell(commandId, text, true);
  }

  #tell(commandId: string, text: string, again = false): void {
    this.socket.tell({ type: "message.send", text }, commandId, again);
  }
}

const pause = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms));

async function killOnce(turno: Turno, round: number, count: number): Promise<number> {
  const threads = await turno.open(count);
  let firstAfter = 0;
  let killedAt = Infinity;
  let resumed = false;
  const acknowledged = () => {
    if (resumed && firstAfter === 0) firstAfter = performance.now();
  };
  const ends = turno.pairs.slice(0, count).map(({ customer, agent }) => {
    const speakers = [new Speaker(customer, acknowledged), new Speaker(agent, acknowledged)] as const;
    for (const speaker of speakers) speaker.listen();
    return speakers;
  });
  const all = ends.flat();
  let n = 0;
  const ticker = setInterval(() => {
    for (const until = n + RATE / 100; n < until; n++) all[(n * 7) % all.length]!.say(`kill${round}.${n}`);
  }, 10);
  await pause(LOAD_BEFORE_MS);
  killedAt = performance.now();
  await turno.child.ask("kill9");
  const acknowledgedBefore = all.map((speaker) => [...speaker.acknowledged]);
  await turno.child.ask("restart");
  await fetch(`${turno.url}/api/health`);
  resumed = true;
  await Promise.all(all.map((speaker) => speaker.resume()));
  await pause(LOAD_AFTER_MS);
  clearInterval(ticker);
  while (all.some(({ waiting }) => waiting > 0)) await pause(5);

  const kept = await Promise.all(turno.pairs.slice(0, count).map(({ customer }) => customer.wholeList("messages")));
  let missing = 0;
  let doubled = 0;
  let disordered = 0;
  for (const [index, speakers] of ends.entries()) {
    const stored = kept[index]!.map(({ text }) => text as string | undefined);
    for (const [side, { said, acknowledged: known, shown }] of speakers.entries()) {
      const mine = new Set(said);
      const order = stored.filter((text) => text !== undefined && mine.has(text));
      const before = acknowledgedBefore[index * 2 + side]!;
      missing += [...before, ...known].filter((text) => !stored.includes(text)).length;
      doubled += order.length - new Set(order).size + (shown.length - new Set(shown).size);
      if (order.join() !== said.join() || shown.some((seq, at) => seq <= (shown[at - 1] ?? 0))) disordered++;
    }
  }
  const total = all.reduce((sum, { said }) => sum + said.length, 0);
  const early = acknowledgedBefore.flat().length;
  check(8, "nothing acknowledged is missing", missing === 0, `${missing} of ${total}, ${early} acknowledged before`);
  check(8, "nothing came twice to a client that resumed, nothing is stored twice", doubled === 0, `${doubled}`);
  check(8, "order is kept at both ends", disordered === 0, `${disordered} of ${all.length} ends`);
  for (const thread of threads) thread.heard = () => {};
  return firstAfter - killedAt;
}

export async function kill(options: Options): Promise<void> {
  const count = options.quick ? 20 : THREADS;
  startRow(8, `kill -9 under load: ${RATE} messages a second over ${count} threads`);
  const turno = await Turno.start(options.runtime);
  try {
    await turno.open(count);
    const values: number[] = [];
    for (let round = 0; round < options.runs; round++) values.push(await killOnce(turno, round, count));
    const met = values.every((value) => value <= GOAL_MS);
    report({ row: 8, what: "kill → first durable message", unit: "ms", turno: values, goal: `≤ ${GOAL_MS} ms`, met });
  } finally {
    await turno.stop();
  }
}
