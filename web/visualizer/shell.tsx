import { For, type JSX } from "solid-js";
import { Brand } from "../panel/parts/brand.tsx";
import { Icon } from "../panel/parts/icons.tsx";
import { Preferences } from "../panel/parts/preferences.tsx";
import { t } from "../panel/words/index.ts";
import { addressOf, type Route } from "./routes.ts";
import { w } from "./words/index.ts";

const PREFERENCES = "preferences";

const PAGES = [
  { id: "gallery", address: addressOf.gallery, holds: ["gallery", "machine"] },
  { id: "life", address: addressOf.rooms, holds: ["rooms", "life", "file"] },
  { id: "try", address: addressOf.try, holds: ["try"] },
] as const satisfies readonly { id: string; address: string; holds: readonly Route["page"][] }[];

/** What stands around every page of the visualizer. */
export function Shell(props: { at: Route["page"]; children: JSX.Element }) {
  const isAt = (holds: readonly Route["page"][]) => holds.includes(props.at);
  return (
    <div class="shell">
      <header class="shell-top">
        <a class="shell-brand" href={addressOf.gallery}>
          <Brand />
          <span class="shell-title">{w().title}</span>
        </a>
        <nav aria-label={w().parts}>
          <ul>
            <For each={PAGES}>
              {(page) => (
                <li>
                  <a href={page.address} aria-current={isAt(page.holds) ? "page" : undefined}>
                    {w().pages[page.id]}
                  </a>
                </li>
              )}
            </For>
          </ul>
        </nav>
        <button
          type="button"
          class="plain square"
          popovertarget={PREFERENCES}
          aria-label={t().preferences}
          title={t().preferences}
        >
          <Icon name="dots" />
        </button>
        <div id={PREFERENCES} popover="auto" class="card menu" aria-label={t().preferences}>
          <Preferences />
        </div>
      </header>
      {props.children}
    </div>
  );
}
