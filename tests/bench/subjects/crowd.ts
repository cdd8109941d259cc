/** Customers who write without a screen: thousands of conversations, each through its own thread's room. */
import { calls } from "./people.ts";

const AT_ONCE = 100;

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
    const answers = (await calls(url, list)) as { kind: string }[];
    if (answers.some(({ kind }) => kind !== "done")) throw new Error("a customer could not write");
  }
}
