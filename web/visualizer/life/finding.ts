/** Finding entries of a life by some words: in slices, for there may be ten thousand. */
import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import { plain } from "../../panel/state/placeholders.ts";
import type { Life } from "./life.ts";
import { said } from "./telling.ts";

const SLICE_MS = 6;
/** So long a person types before they look up. */
const REST_MS = 120;

/** @returns indexes, in order. */
export function createFinding(life: Accessor<Life>, query: Accessor<string>): Accessor<readonly number[]> {
  const [found, setFound] = createSignal<readonly number[]>([]);
  createEffect(() => {
    const words = plain(query()).trim().split(/\s+/).filter(Boolean);
    const all = life().entries();
    const names = life().names();
    if (words.length === 0) {
      setFound([]);
      return;
    }
    const hits: number[] = [];
    let at = 0;
    const look = (): void => {
      const end = performance.now() + SLICE_MS;
      for (; at < all.length && performance.now() < end; at++) {
        const text = plain(said(all[at]!.row, names));
        if (words.every((word) => text.includes(word))) hits.push(at);
      }
      if (at < all.length) timer = setTimeout(look);
      else setFound(hits);
    };
    let timer = setTimeout(look, REST_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return found;
}
