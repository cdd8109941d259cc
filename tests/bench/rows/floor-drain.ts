import type { Floor } from "../subjects/floor.ts";

/** What the platform needs to store so many texts, each in one of so many rooms, and to show each to one client. */
export async function drainFloor(floor: Floor, clients: number, texts: number): Promise<number> {
  const threads = await floor.open(clients);
  let heard = 0;
  let all = () => {};
  const done = new Promise<void>((resolve) => (all = resolve));
  for (const thread of threads)
    thread.heard = () => {
      if (++heard === texts) all();
    };
  const start = performance.now();
  for (let n = 0; n < texts; n++) threads[n % clients]!.say("customer", `${n}`);
  await done;
  return performance.now() - start;
}
