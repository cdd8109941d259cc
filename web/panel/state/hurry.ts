/**
 * Who types does not see at once that what they type in has gone. From then on keys alone are not taken for commands, until
 * the person does something deliberate or rests: what was meant as words must not act, nor open something else to type in.
 */
import { takesText } from "./keys.ts";

/** Longer than between two keys of one thought, shorter than it takes to read what has happened. */
const REST_MS = 1500;

export interface Hurry {
  /** What had the focus, and took text, has gone. Times are those of events. */
  lost: (at: number) => void;
  /** A press, Tab, Escape, or another field. */
  deliberate: () => void;
  /** Whether a key alone, pressed then, is still part of what was being typed. */
  ignores: (at: number) => boolean;
}

export function createHurry(): Hurry {
  let since: number | undefined;
  return {
    lost: (at) => void (since = at),
    deliberate: () => void (since = undefined),
    ignores(at) {
      if (since === undefined) return false;
      if (at - since >= REST_MS) since = undefined;
      else since = Math.max(since, at);
      return since !== undefined;
    },
  };
}

export const isTyping = (): boolean => takesText(document.activeElement);

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "timeStamp">;

/** Watches the page until `signal`. Gives whether a key is still part of what was being typed. */
export function watchHurry(signal: AbortSignal, hurry = createHurry()): (key: Key) => boolean {
  let field: Element | undefined;
  let lastKeyAt = -Infinity;
  const lose = (at: number): void => {
    field = undefined;
    hurry.lost(at);
  };
  const on = <K extends "focusin" | "focusout" | "pointerdown">(
    name: K,
    listener: (event: WindowEventMap[K] | FocusEvent) => void,
  ): void => addEventListener(name, listener as EventListener, { capture: true, signal });
  on("pointerdown", hurry.deliberate);
  on("focusin", ({ target }) => {
    const isField = takesText(target as Element);
    if (isField) hurry.deliberate();
    else if (field && !field.isConnected) lose(performance.now());
    field = isField ? (target as Element) : undefined;
  });
  // Some browsers say it while the field is still there, when it goes: it is asked once the page has become what it becomes.
  on("focusout", ({ target }) =>
    queueMicrotask(() => {
      if (target !== field || !field) return;
      if (!field.isConnected) lose(performance.now());
      else if (document.activeElement !== field) field = undefined;
    }),
  );
  return ({ key, ctrlKey, metaKey, altKey, timeStamp }) => {
    // Browsers that say nothing of it.
    if (field && !field.isConnected) lose(lastKeyAt);
    lastKeyAt = timeStamp;
    if (key === "Tab" || key === "Escape") hurry.deliberate();
    if (ctrlKey || metaKey || altKey || isTyping()) return false;
    return hurry.ignores(timeStamp);
  };
}
