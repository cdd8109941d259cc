/**
 * Whether the customer stands beside the thread. Where there is room it is a habit, kept; where there is not, it is a screen of
 * its own for a moment, and the browser's Back leads out of it.
 */
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { kept } from "../../shared/stored.ts";

export interface Side {
  shown: Accessor<boolean>;
  show: (shown: boolean) => void;
}

const KEY = "turno.customer";
const HIDDEN = "hidden";
/** From here on list, thread and customer fit beside each other. */
const WIDE = "(min-width: 1200px)";

const isInHistory = (): boolean => (history.state as { customer?: boolean } | null)?.customer === true;

export function createSide(selectedId: Accessor<string | null>): Side {
  const media = matchMedia(WIDE);
  const [wide, setWide] = createSignal(media.matches);
  const [habit, setHabit] = createSignal(kept.read(KEY) !== HIDDEN);
  const [visit, setVisit] = createSignal(isInHistory());
  const listening = new AbortController();
  const { signal } = listening;
  media.addEventListener("change", () => setWide(media.matches), { signal });
  addEventListener("popstate", () => setVisit(isInHistory()), { signal });
  onCleanup(() => listening.abort());
  createEffect(on(selectedId, () => setVisit(isInHistory()), { defer: true }));

  return {
    shown: () => (wide() ? habit() : visit()),
    show(shown) {
      if (wide()) {
        kept.write(KEY, shown ? null : HIDDEN);
        setHabit(shown);
        return;
      }
      if (shown === visit()) return;
      if (!shown) return history.back();
      history.pushState({ customer: true }, "", location.href);
      setVisit(true);
    },
  };
}
