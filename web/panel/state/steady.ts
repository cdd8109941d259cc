/**
 * An interval that keeps its pace in a tab nobody looks at. After five minutes there, browsers let a page's own timers run once
 * a minute: too seldom for a room, which takes a screen for dead that has been silent for 40 seconds.
 */
const waiting = new Set<() => void>();
let worker: Worker | undefined;

function start(): void {
  if (worker) return;
  worker = new Worker(new URL("./steady-worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", () => waiting.forEach((look) => look()));
  // Without one the page's own clock has to do.
  worker.addEventListener("error", () => setInterval(() => waiting.forEach((look) => look()), 1000), { once: true });
}

export function every(ms: number, run: () => void): () => void {
  start();
  let due = performance.now() + ms;
  const look = (): void => {
    const now = performance.now();
    if (now < due) return;
    due = now + ms;
    run();
  };
  waiting.add(look);
  return () => void waiting.delete(look);
}
