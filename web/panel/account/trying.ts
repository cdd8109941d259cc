/** Something that is tried by HTTP and may be refused: what is said of it, and how long to wait before the next try. */
import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { Said } from "../api.ts";
import { whyNot } from "./words/index.ts";

const TICK_MS = 1000;

export interface Trying {
  busy: Accessor<boolean>;
  /** The reason of the last refusal; undefined: there was none. */
  error: Accessor<string | undefined>;
  /** The same in words. */
  trouble: Accessor<string | undefined>;
  /** Milliseconds until it may be tried again; 0: now. */
  waitMs: Accessor<number>;
  /** Undefined: it was refused, and `trouble` says why. */
  run: <T>(work: () => Promise<Said<T>>) => Promise<T | undefined>;
  fail: (error: string | undefined) => void;
}

/** @param words For reasons that mean something else here than elsewhere. */
export function createTrying(words: (error: string) => string | undefined = () => undefined): Trying {
  const [busy, setBusy] = createSignal(false);
  const [error, fail] = createSignal<string>();
  const [waitMs, setWait] = createSignal(0);
  let ticking: ReturnType<typeof setInterval> | undefined;
  onCleanup(() => clearInterval(ticking));

  function wait(ms: number): void {
    clearInterval(ticking);
    const until = Date.now() + ms;
    setWait(ms);
    ticking = setInterval(() => {
      const left = Math.max(0, until - Date.now());
      setWait(left);
      if (left > 0) return;
      clearInterval(ticking);
      fail(undefined);
    }, TICK_MS);
  }

  return {
    busy,
    error,
    trouble: () => (error() === undefined ? undefined : (words(error()!) ?? whyNot(error()!))),
    waitMs,
    fail: (reason) => void fail(reason),
    async run(work) {
      if (busy() || waitMs() > 0) return undefined;
      setBusy(true);
      fail(undefined);
      const said = await work();
      setBusy(false);
      if (said.ok) return said.body;
      fail(said.error);
      if (said.waitMs !== undefined) wait(said.waitMs);
      return undefined;
    },
  };
}
