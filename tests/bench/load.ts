/** The open loop: a text is due when it is due, however the server fares, and its latency counts from then. */
import type { End, Thread } from "./subjects/subject.ts";

export interface Load {
  /** Texts a second over all threads. */
  rate: number;
  seconds: number;
}

export interface Heard {
  /** Milliseconds from due to parsed by the peer, in order of sending. */
  latencies: number[];
  undelivered: number;
  duplicated: number;
  /** By thread id, what was heard. */
  texts: Map<string, string[]>;
}

/** How long to wait for stragglers after the last text. */
const STRAGGLERS_MS = 5_000;
/** A timer may be this late; the rest is waited for by looking again and again. */
const TIMER_SLACK_MS = 1.5;
const FILLER = "Buenos días, quería preguntar por un pedido de la semana pasada.";

let runs = 0;

export async function run(threads: readonly Thread[], { rate, seconds }: Load): Promise<Heard> {
  const total = Math.floor(rate * seconds);
  const prefix = `${runs++}.`;
  const due = new Float64Array(total);
  const heardAt = new Float64Array(total);
  const texts = new Map(threads.map(({ id }) => [id, [] as string[]]));
  let heard = 0;
  let duplicated = 0;
  let finished = () => {};
  for (const thread of threads)
    thread.heard = (_end, text) => {
      if (!text.startsWith(prefix)) return;
      const index = Number(text.slice(prefix.length, text.indexOf(" ")));
      texts.get(thread.id)!.push(text);
      if (heardAt[index]! > 0) duplicated++;
      else {
        heardAt[index] = performance.now();
        if (++heard === total) finished();
      }
    };
  const all = new Promise<void>((done) => (finished = done));
  const start = performance.now() + 20;
  for (let sent = 0; sent < total;) {
    const now = performance.now();
    let at = start + (sent * 1000) / rate;
    for (; sent < total && at <= now; at = start + (sent * 1000) / rate) {
      due[sent] = at;
      const thread = threads[sent % threads.length]!;
      const end: End = Math.floor(sent / threads.length) % 2 === 0 ? "customer" : "agent";
      thread.say(end, `${prefix}${sent} ${FILLER}`);
      sent++;
    }
    const wait = at - performance.now();
    await new Promise((next) => (wait > TIMER_SLACK_MS ? setTimeout(next, wait - TIMER_SLACK_MS) : setImmediate(next)));
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([all, new Promise((over) => (timer = setTimeout(over, STRAGGLERS_MS)))]);
  clearTimeout(timer);
  for (const thread of threads) thread.heard = () => {};
  const latencies: number[] = [];
  for (let index = 0; index < total; index++) if (heardAt[index]! > 0) latencies.push(heardAt[index]! - due[index]!);
  return { latencies, undelivered: total - heard, duplicated, texts };
}

/** One text each way in each thread: rooms that sleep are woken before anything is measured. */
export async function warm(threads: readonly Thread[]): Promise<void> {
  const rate = 400;
  await run(threads, { rate, seconds: (2 * threads.length) / rate });
}
