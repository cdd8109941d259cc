/** What a player plays: the file itself, or what it has to be made into for this browser. */
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { mustBeRemuxed, playable } from "./playable.ts";

export function createHeard(path: Accessor<string | undefined>, type: Accessor<string>, failed: () => void) {
  const [made, setMade] = createSignal<string>();
  createEffect(
    on(path, (now) => {
      setMade(undefined);
      if (now === undefined || !mustBeRemuxed(type())) return;
      let release: (() => void) | undefined;
      let isOver = false;
      onCleanup(() => {
        isOver = true;
        release?.();
      });
      void playable(now).then((sound) => {
        if (!sound) return failed();
        ({ release } = sound);
        if (isOver) release();
        else setMade(sound.src);
      });
    }),
  );
  return (): string | undefined => (mustBeRemuxed(type()) ? made() : path());
}
