import { createEffect, createRoot } from "solid-js";

/** Resolves when `fact` is true of what it reads, or after `maxMs`. Ends with nobody's component. */
export function until(fact: () => boolean, maxMs?: number): Promise<void> {
  return new Promise((resolve) => {
    createRoot((dispose) => {
      const end = (): void => {
        clearTimeout(late);
        dispose();
        resolve();
      };
      const late = maxMs === undefined ? undefined : setTimeout(end, maxMs);
      createEffect(() => fact() && queueMicrotask(end));
    });
  });
}
