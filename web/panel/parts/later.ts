/** Parts that are fetched after the desk itself has been drawn, or when they are wanted, whichever is first. */
import { createSignal, lazy, type Accessor, type Component } from "solid-js";

const AGAIN_AFTER_MS = 2000;
/** Gives the desk's own connections their turn first. */
const EARLY_AFTER_MS = 1500;
/** For so long keys wait for a part that was asked for. Then they go where they can: the network may have gone. */
const KEYS_WAIT_MS = 3000;
const parts: (() => Promise<unknown>)[] = [];
const awaited = new Set<number>();
let isEarlyOver = false;

/** Whether a part is still being fetched that was asked for not long before. Times are those of events. */
export const isPartComing = (at: number): boolean => [...awaited].some((since) => at - since < KEYS_WAIT_MS);

/** Until it is there: the network may have gone, and it comes back. */
export async function insist<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((again) => setTimeout(again, AGAIN_AFTER_MS));
    }
  }
}

/** The keys wait for it. */
export async function keysFor<T>(coming: Promise<T>): Promise<T> {
  const since = performance.now();
  awaited.add(since);
  try {
    return await coming;
  } finally {
    awaited.delete(since);
  }
}

/** @param hasKeys Whether it will have the keys once it is there: what stands beside something else has not. */
// oxlint-disable-next-line typescript/no-explicit-any -- as Solid's own `lazy`: any component
export function later<T extends Component<any>>(load: () => Promise<{ default: T }>, hasKeys = true): T {
  let coming: Promise<{ default: T }> | undefined;
  const come = (): Promise<{ default: T }> => (coming ??= insist(load));
  parts.push(come);
  // Named by a part that was itself fetched late.
  if (isEarlyOver) void come();
  return lazy(() => (hasKeys ? keysFor(come()) : come()));
}

/**
 * For what stands in many rows of a list that come and go: undefined until it is there, so that each row keeps its place. (Rows that
 * wait for one lazy component stay empty when the first of them has gone.) It is fetched when it is first looked for.
 */
export function soon<T extends object>(load: () => Promise<{ default: T }>): Accessor<T | undefined> {
  const [there, set] = createSignal<T>();
  let coming: Promise<void> | undefined;
  const come = (): Promise<void> => (coming ??= insist(load).then((part) => void set(() => part.default)));
  parts.push(come);
  if (isEarlyOver) void come();
  return () => {
    void come();
    return there();
  };
}

/** What is wanted in an outage must be there before it. Gives the way to stop. */
export function fetchEarly(): () => void {
  const timer = setTimeout(() => {
    isEarlyOver = true;
    parts.forEach((come) => void come());
  }, EARLY_AFTER_MS);
  return () => clearTimeout(timer);
}
