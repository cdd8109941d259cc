import { For, Show, createSignal } from "solid-js";
import { SECTIONS, useCommands, type Overlay, type Section } from "../state/commands.ts";
import type { Desk } from "../state/desk.ts";
import { touches } from "../state/page.ts";
import { t } from "../words/index.ts";
import { Avatar } from "./avatar.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { Preferences } from "./preferences.tsx";

const MENU = "account-menu";
const PAGES: Record<Section, IconName> = {
  own: "key",
  projects: "forward",
  people: "people",
  project: "inbox",
  channels: "send",
  audit: "receipt",
};
const OVERLAYS = [
  { opens: "alerts", icon: "sound", label: () => t().alerts.title },
  { opens: "catalogue", icon: "label", label: () => t().catalogue.title },
  { opens: "shortcuts", icon: "keyboard", label: () => t().keys.title },
] as const satisfies readonly { opens: Overlay; icon: IconName; label: () => string }[];

/** Who one is here, and the way out. On a phone the way out is inside, under the thumb. */
export function Account(props: { desk: Desk; leaving: boolean; onSignOut: () => void }) {
  const me = () => props.desk.me;
  const commands = useCommands();
  let menu!: HTMLDivElement;
  // A quarter of all that the first sight of the desk consists of, and not in sight.
  const [isMade, make] = createSignal(false);
  const links = (): { opens: Overlay; icon: IconName; label: string }[] => [
    ...SECTIONS.filter((section) => section !== "projects" || props.desk.hasOtherProjects()).map((section) => ({
      opens: section,
      icon: PAGES[section],
      label: t().menu[section],
    })),
    ...OVERLAYS.filter(({ opens }) => opens !== "shortcuts" || !touches()).map(({ opens, icon, label }) => ({
      opens,
      icon,
      label: label(),
    })),
  ];
  const words = () => (props.leaving ? t().signingOut : t().signOut);
  return (
    <>
      <button type="button" class="plain own" popovertarget={MENU}>
        <Avatar id={me().id} name={me().name} />
        <span class="own-name">{me().name}</span>
        <span class="unseen">{t().account}</span>
        <Icon name="more" />
      </button>
      <button type="button" class="plain with-icon leave" disabled={props.leaving} onClick={() => props.onSignOut()}>
        <Icon name="leave" />
        <span class="label">{words()}</span>
      </button>
      <div
        ref={(element) => (menu = element)}
        id={MENU}
        popover="auto"
        class="card menu"
        aria-label={t().preferences}
        onBeforeToggle={() => make(true)}
      >
        <Show when={isMade()}>
          <p class="menu-who">
            <Avatar id={me().id} name={me().name} large />
            <span class="menu-where">
              <strong>{me().name}</strong>
              <small class="quiet">{props.desk.project.about()?.name}</small>
              <small class="quiet">{t().where}</small>
            </span>
          </p>
          <Preferences density />
          <ul class="menu-links">
            <For each={links()}>
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
                    {overlay.label}
                  </button>
                </li>
              )}
            </For>
            <li>
              <a class="with-icon" href="/tour" target="_blank">
                <Icon name="forward" />
                {t().tour}
              </a>
            </li>
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
        </Show>
      </div>
    </>
  );
}
