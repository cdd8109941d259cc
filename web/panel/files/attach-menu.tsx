import { For, createUniqueId, onMount } from "solid-js";
import type { FileKind } from "../../../machines/media-limits.ts";
import { keepsPlace, placeAt } from "../state/placing.ts";
import { t } from "../words/index.ts";
import { FileIcon } from "../../files/file-icon.tsx";

/** As the manual has them. */
export const KINDS: readonly FileKind[] = ["image", "video", "document", "audio"];

/** The paper clip, and what it opens. */
export function AttachMenu(props: {
  /** Why not, in words. */
  reason: string | undefined;
  onOpener: (open: () => void) => void;
  onChoose: (kind: FileKind) => void;
}) {
  const id = createUniqueId();
  let button!: HTMLButtonElement;
  let menu!: HTMLDivElement;

  const place = () => placeAt(button, menu);
  keepsPlace(() => menu, place);
  onMount(() => props.onOpener(() => menu.showPopover()));
  function step(event: KeyboardEvent): void {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const all = [...menu.querySelectorAll("button")];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    all[(at + by + all.length) % all.length]?.focus();
  }

  return (
    <>
      <button
        type="button"
        class="plain square clip"
        ref={(element) => (button = element)}
        aria-label={t().files.attach}
        title={props.reason ?? t().files.attach}
        aria-haspopup="true"
        aria-disabled={props.reason === undefined ? undefined : "true"}
        aria-describedby={props.reason === undefined ? undefined : `${id}-why`}
        onClick={() => props.reason === undefined && menu.togglePopover()}
      >
        <FileIcon name="clip" />
        <span id={`${id}-why`} class="unseen">
          {props.reason}
        </span>
      </button>
      <div
        ref={(element) => (menu = element)}
        id={id}
        popover="auto"
        class="card more-menu"
        role="group"
        aria-label={t().files.attach}
        onKeyDown={step}
        onBeforeToggle={(event) => event.newState === "open" && requestAnimationFrame(place)}
        // The first of them has the keys, and the clip has them again when nothing was chosen.
        onToggle={(event) => {
          if (event.newState === "open") menu.querySelector("button")?.focus();
        }}
      >
        <ul>
          <For each={KINDS}>
            {(kind) => (
              <li>
                <button
                  type="button"
                  class="plain with-icon"
                  onClick={() => {
                    menu.hidePopover();
                    props.onChoose(kind);
                  }}
                >
                  <FileIcon name={kind} />
                  <span class="more-label">{t().files.kinds[kind]}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </div>
    </>
  );
}
