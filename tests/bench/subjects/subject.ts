/** What is compared: something that carries texts between two ends and keeps them. */
export type End = "customer" | "agent";

export interface Thread {
  id: string;
  /** Called when the client of this end has parsed a text of the other. */
  heard: (end: End, text: string) => void;
  say(end: End, text: string): void;
}

export interface Subject {
  readonly name: "turno" | "floor" | "socket.io";
  /** Conversations with both ends connected. Asked for more later, it gives the same ones and opens the rest. */
  open(count: number): Promise<Thread[]>;
  /** Kills the server without warning, starts it again and reads what it still has: texts by thread id. */
  survivors(threads: readonly Thread[]): Promise<Map<string, string[]>>;
  /** Processor time so far, in milliseconds, by program. */
  cpu(): Map<string, number>;
  stop(): Promise<void>;
}

/** Runs `work` over all items, so many at the same time. */
export async function abreast<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  const run = async () => {
    for (const [index, item] of rest) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, run));
  return results;
}
