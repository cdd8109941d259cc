import { beforeEach, expect, test, vi } from "vitest";

/** A worker that ticks when it is told to. */
class Ticker extends EventTarget {
  static last: Ticker;
  constructor() {
    super();
    Ticker.last = this;
  }
  tick(): void {
    this.dispatchEvent(new Event("message"));
  }
}

let now = 0;
beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal("Worker", Ticker);
  vi.spyOn(performance, "now").mockImplementation(() => now);
  now = 0;
});

test("an interval keeps its pace by the worker's clock, however slow the page's own is", async () => {
  const { every } = await import("../../web/panel/state/steady.ts");
  let pings = 0;
  const stop = every(15_000, () => void (pings += 1));
  for (now = 1000; now <= 60_000; now += 1000) Ticker.last.tick();
  expect(pings).toBe(4);
  stop();
  now += 60_000;
  Ticker.last.tick();
  expect(pings).toBe(4);
});
