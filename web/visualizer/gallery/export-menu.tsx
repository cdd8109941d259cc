import { For, Show, createSignal, createUniqueId } from "solid-js";
import { Icon } from "../../panel/parts/icons.tsx";
import { keepsPlace, placeAt } from "../../panel/state/placing.ts";
import type { MachinePage } from "../chart/model.ts";
import { w } from "../words/index.ts";
import { saveFile } from "./save-file.ts";

/** What each is made by is fetched when somebody wants one. */
const MAKERS = {
  svg: {
    ending: "svg",
    type: "image/svg+xml",
    make: async ({ laid }: MachinePage): Promise<BlobPart> => (await import("./export-svg.tsx")).svgOf(laid),
  },
  png: {
    ending: "png",
    type: "image/png",
    make: async ({ laid }: MachinePage): Promise<BlobPart> => (await import("./export-svg.tsx")).pngOf(laid),
  },
  mermaid: {
    ending: "mmd",
    type: "text/plain",
    make: async ({ laid }: MachinePage): Promise<BlobPart> =>
      (await import("../chart/export-mermaid.ts")).toMermaid(laid.chart),
  },
  xstate: {
    ending: "json",
    type: "application/json",
    make: async ({ laid }: MachinePage): Promise<BlobPart> =>
      `${JSON.stringify((await import("../chart/export-xstate.ts")).toXState(laid.chart), null, 2)}\n`,
  },
} as const;
const FORMATS = Object.keys(MAKERS) as (keyof typeof MAKERS)[];

/** The chart to take along. */
export function ExportMenu(props: { page: MachinePage }) {
  const id = createUniqueId();
  const [hasFailed, setFailed] = createSignal(false);
  let button!: HTMLButtonElement;
  let menu!: HTMLDivElement;
  const place = () => placeAt(button, menu);
  keepsPlace(() => menu, place);

  async function take(format: keyof typeof MAKERS): Promise<void> {
    menu.hidePopover();
    const { ending, type, make } = MAKERS[format];
    try {
      saveFile(`${props.page.facts.id}.${ending}`, new Blob([await make(props.page)], { type }));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  }

  return (
    <>
      <button ref={(element) => (button = element)} type="button" class="plain with-icon" popovertarget={id}>
        {w().exports.title}
        <Icon name="more" />
      </button>
      <Show when={hasFailed()}>
        <p class="trouble" role="alert">
          {w().exports.failed}
        </p>
      </Show>
      <div
        ref={(element) => (menu = element)}
        id={id}
        popover="auto"
        class="card export-menu"
        onBeforeToggle={(event) => event.newState === "open" && requestAnimationFrame(place)}
      >
        <ul>
          <For each={FORMATS}>
            {(format) => (
              <li>
                <button type="button" class="plain" onClick={() => void take(format)}>
                  {w().exports[format]}
                </button>
              </li>
            )}
          </For>
        </ul>
      </div>
    </>
  );
}
