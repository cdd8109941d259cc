import { For, onCleanup, onMount } from "solid-js";
import { placeOf } from "../state/place.ts";
import { t } from "../words/index.ts";
import { Icon, type IconName } from "./icons.tsx";
import { Kbd } from "./kbd.tsx";

const MENU = "thread-more";
const CHOICES = [
  { id: "snooze", icon: "clock", keys: "S", label: () => t().snooze.title },
  { id: "labels", icon: "label", keys: "L", label: () => t().chooseLabels },
  { id: "why", icon: "receipt", keys: "W", label: () => t().why.title },
] as const satisfies readonly { id: string; icon: IconName; keys: string; label: () => string }[];
type Choice = (typeof CHOICES)[number]["id"];

/** What is done to a conversation less often. */
export function MoreMenu(props: { whyNot: Record<Choice, string | undefined>; onChoose: (choice: Choice) => void }) {
  let button!: HTMLButtonElement;
  let menu!: HTMLDivElement;

  // Not by the style sheet: what places a popover at its button there is not known to every browser yet.
  function place(): void {
    const page = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const isRtl = getComputedStyle(button).direction === "rtl";
    const { top, left } = placeOf(button.getBoundingClientRect(), menu.getBoundingClientRect(), page, isRtl);
    menu.style.top = `${top}px`;
    menu.style.left = `${left}px`;
  }
  onMount(() => {
    const moved = (): void => void (menu.matches(":popover-open") && place());
    addEventListener("resize", moved);
    onCleanup(() => removeEventListener("resize", moved));
  });

  return (
    <>
      <button
        type="button"
        class="plain square more-button"
        ref={(element) => (button = element)}
        popovertarget={MENU}
        aria-label={t().more}
        title={t().more}
      >
        <Icon name="dots" />
      </button>
      <div
        ref={(element) => (menu = element)}
        id={MENU}
        popover="auto"
        class="card more-menu"
        // Before it is painted: `toggle` comes later, and it would be seen elsewhere first.
        onBeforeToggle={(event) => event.newState === "open" && requestAnimationFrame(place)}
      >
        <ul>
          <For each={CHOICES}>
            {(choice) => (
              <li>
                <button
                  type="button"
                  class="plain with-icon"
                  aria-disabled={props.whyNot[choice.id] === undefined ? undefined : "true"}
                  onClick={() => {
                    if (props.whyNot[choice.id] !== undefined) return;
                    menu.hidePopover();
                    props.onChoose(choice.id);
                  }}
                >
                  <Icon name={choice.icon} />
                  <span class="more-label">
                    {choice.label()}
                    <small>{props.whyNot[choice.id]}</small>
                  </span>
                  <Kbd keys={choice.keys} />
                </button>
              </li>
            )}
          </For>
        </ul>
      </div>
    </>
  );
}
