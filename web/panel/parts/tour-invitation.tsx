import { Show, createSignal } from "solid-js";
import { kept } from "../../shared/stored.ts";
import { more } from "../words/more.ts";
import { Icon } from "./icons.tsx";

/** How far one has come in the tour, as its page says; or that one does not want it. */
const KEY = "turno.tour";
const NOT_WANTED = "no";

/** For who has never had a conversation, until they have walked some of it, or say that they do not want to. */
export default function TourInvitation() {
  const [isWanted, want] = createSignal(kept.read(KEY) === null);
  return (
    <Show when={isWanted()}>
      <p class="tour-invitation">
        <a href="/tour" target="_blank">
          {more().tour.invitation}
        </a>
        <button
          type="button"
          class="plain square"
          aria-label={more().tour.notWanted}
          title={more().tour.notWanted}
          onClick={() => {
            kept.write(KEY, NOT_WANTED);
            want(false);
          }}
        >
          <Icon name="close" />
        </button>
      </p>
    </Show>
  );
}
