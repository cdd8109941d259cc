/** What a page's own thread does in each frame, in milliseconds of processor: what others do on the machine meanwhile does not count. */
import type { Browser, Page } from "playwright-core";

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  tdur?: number;
  args?: { name?: string };
}

const CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "__metadata"];

/** Of each frame that was drawn while this was done. */
export async function framesOf(browser: Browser, page: Page, work: () => Promise<void>): Promise<number[]> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  // The thread on which scripts are called before a frame.
  const callers = traceEvents.filter(({ name }) => name === "FireAnimationFrame");
  const { pid, tid } = callers[0]!;
  const own = traceEvents.filter((event) => event.pid === pid && event.tid === tid);
  const starts = callers.map(({ ts }) => ts).toSorted((a, b) => a - b);
  const spent = starts.map(() => 0);
  for (const { name, ph, ts, tdur = 0 } of own) {
    if (ph !== "X" || !name.endsWith("RunTask")) continue;
    // What leads to a frame, its events among them, ends with the frame's own task.
    const frame = starts.findIndex((start) => start >= ts);
    if (frame >= 0) spent[frame]! += tdur / 1000;
  }
  // Before the first one is also what the page was at before.
  return spent.slice(1);
}
