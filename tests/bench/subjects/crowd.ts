/** Customers who write without a screen: thousands of conversations, each through its own thread's room. */
import { calls } from "./people.ts";

const AT_ONCE = 100;
/**
 * A room holds about five files open until it has been idle for ten seconds, and a process may have perhaps 20,000: more
 * new rooms a second than this, and the runtime answers "internal error".
 */
const ROOMS_PER_SECOND = 80;

export async function write(url: string, rooms: readonly string[]): Promise<void> {
  const project = rooms[0]!.split("_", 1)[0]!;
  for (let from = 0; from < rooms.length; from += AT_ONCE) {
    const list = rooms.slice(from, from + AT_ONCE).map((room) => ({
      to: { party: "conversation", room },
      body: {
        kind: "command" as const,
        by: { role: "customer", id: room, project },
        command: { type: "message.send", text: "Hola" },
      },
    }));
    const rest = new Promise((over) => setTimeout(over, (list.length * 1_000) / ROOMS_PER_SECOND));
    const answers = (await calls(url, list)) as { kind: string }[];
    const bad = answers.find(({ kind }) => kind !== "done");
    if (bad) throw new Error(`a customer could not write: ${JSON.stringify(bad)}`);
    if (from + AT_ONCE < rooms.length) await rest;
  }
}
