import { For } from "solid-js";
import { keepsPlace, placeAt } from "../state/placing.ts";
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

  const place = () => placeAt(button, menu);
  keepsPlace(() => menu, place);

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
