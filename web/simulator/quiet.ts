/** The end of what promises can do by themselves: the next turn of the event loop, wherever this runs. */

const next: (go: () => void) => void = typeof setImmediate === "function" ? setImmediate : byChannel();

/** A browser waits four milliseconds with a timer, and not at all with a message. */
function byChannel(): (go: () => void) => void {
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", () => waiting.shift()?.());
  port1.start();
  return (go) => {
    waiting.push(go);
    port2.postMessage(null);
  };
}

/** Waits until every promise that can go on by itself has done so. */
export const quiet = (): Promise<void> => new Promise((resolve) => next(resolve));
