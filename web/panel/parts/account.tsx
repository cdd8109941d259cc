import { For } from "solid-js";
import { useCommands, type Overlay } from "../state/commands.ts";
import { touches } from "../state/page.ts";
import { t } from "../words/index.ts";
import { Avatar } from "./avatar.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { Preferences } from "./preferences.tsx";
import type { Me } from "../api.ts";

const MENU = "account-menu";
const OVERLAYS = [
  { opens: "alerts", icon: "sound", label: () => t().alerts.title },
  { opens: "catalogue", icon: "label", label: () => t().catalogue.title },
  { opens: "shortcuts", icon: "keyboard", label: () => t().keys.title },
] as const satisfies readonly { opens: Overlay; icon: IconName; label: () => string }[];

/** Who one is here, and the way out. On a phone the way out is inside, under the thumb. */
export function Account(props: { me: Me; leaving: boolean; onSignOut: () => void }) {
  const commands = useCommands();
  let menu!: HTMLDivElement;
  const words = () => (props.leaving ? t().signingOut : t().signOut);
  return (
    <>
      <button type="button" class="plain own" popovertarget={MENU}>
        <Avatar id={props.me.id} name={props.me.name} />
        <span class="own-name">{props.me.name}</span>
        <span class="unseen">{t().account}</span>
        <Icon name="more" />
      </button>
      <button type="button" class="plain with-icon leave" disabled={props.leaving} onClick={() => props.onSignOut()}>
        <Icon name="leave" />
        <span class="label">{words()}</span>
      </button>
      <div ref={(element) => (menu = element)} id={MENU} popover="auto" class="card menu" aria-label={t().preferences}>
        <p class="menu-who">
          <Avatar id={props.me.id} name={props.me.name} large />
          <strong>{props.me.name}</strong>
        </p>
        <Preferences density />
        <ul class="menu-links">
          <For each={OVERLAYS.filter(({ opens }) => opens !== "shortcuts" || !touches())}>
            {(overlay) => (
              <li>
                <button
                  type="button"
                  class="plain with-icon"
                  onClick={() => {
                    menu.hidePopover();
                    commands?.open(overlay.opens);
                  }}
                >
                  <Icon name={overlay.icon} />
                  {overlay.label()}
                </button>
              </li>
            )}
          </For>
        </ul>
        <button
          type="button"
          class="with-icon leave-inside"
          disabled={props.leaving}
          onClick={() => {
            menu.hidePopover();
            props.onSignOut();
          }}
        >
          <Icon name="leave" />
          {words()}
        </button>
      </div>
    </>
  );
}
