/** What the page itself knows: whether somebody looks at it, whether there is a network, what time it is. */
import { createSignal, onCleanup, type Accessor } from "solid-js";

export interface Page {
  /** In front, and with the keyboard. */
  looked: Accessor<boolean>;
  online: Accessor<boolean>;
  /** Epoch milliseconds, every second. */
  now: Accessor<number>;
}

/** No Shift key at hand: Enter starts a new line and the button sends. */
export const touches = (): boolean => matchMedia("(hover: none) and (pointer: coarse)").matches;

const TICK_MS = 1000;

/**
 * @param back Called when the network or the person comes back.
 * @param lost Called when the network goes.
 */
export function createPage(back: () => void, lost: () => void): Page {
  const isLooked = (): boolean => document.visibilityState === "visible" && document.hasFocus();
  const [looked, setLooked] = createSignal(isLooked());
  const [online, setOnline] = createSignal(navigator.onLine);
  const [now, setNow] = createSignal(Date.now());
  const listening = new AbortController();
  const on = (target: EventTarget, name: string, listener: () => void): void =>
    target.addEventListener(name, listener, { signal: listening.signal });
  on(window, "focus", () => setLooked(isLooked()));
  on(window, "blur", () => setLooked(isLooked()));
  on(window, "offline", () => {
    setOnline(false);
    lost();
  });
  on(window, "online", () => {
    setOnline(true);
    back();
  });
  on(document, "visibilitychange", () => {
    setLooked(isLooked());
    if (document.visibilityState === "visible") back();
  });
  const ticking = setInterval(() => setNow(Date.now()), TICK_MS);
  onCleanup(() => {
    listening.abort();
    clearInterval(ticking);
  });
  return { looked, online, now };
}
