import { Show, createEffect, createMemo, onMount } from "solid-js";
import { FileIcon, type FileIconName } from "../../files/file-icon.tsx";
import { createSource } from "../../files/source.ts";
import type { Files } from "./files.ts";
import { ZOOM_STEP, createViewing } from "../../files/viewing.ts";

/** The thread's pictures, one at a time, as large as the chat and larger: by keys, wheel, mouse and fingers. */
export function Viewer(props: { files: Files }) {
  const words = () => props.files.speech().words;
  const pictures = createMemo(() =>
    props.files.chat.rows().flatMap((row) => (row.kind === "file" && row.file.kind === "image" ? [row] : [])),
  );
  const id = () => props.files.viewed() ?? "";
  const viewing = createViewing({
    ids: () => pictures().map(({ file }) => file.id),
    id,
    // oxlint-disable-next-line solid/reactivity -- asked when one goes on
    show: (next) => props.files.view(next),
    stage: () => stage,
  });
  const { index } = viewing;
  const picture = () => pictures()[index()];
  // oxlint-disable-next-line solid/reactivity -- it is shut when the thread is another one
  const source = createSource(props.files.addresses()!, id);
  let dialog!: HTMLDialogElement;
  let stage!: HTMLDivElement;
  onMount(() => dialog.showModal());
  // It was erased while somebody looked at it.
  createEffect(() => index() < 0 && dialog.open && dialog.close());

  function press(event: KeyboardEvent): void {
    // The chat around it has its own use for Escape and Tab.
    event.stopPropagation();
    if (event.key === "Tab") return turn(event);
    viewing.pressed(event);
  }
  /** From the last button to the first: beyond the frame is the site. */
  function turn(event: KeyboardEvent): void {
    const all = [...dialog.querySelectorAll<HTMLElement>("button,a[href]")];
    const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
    if (document.activeElement !== from && document.activeElement !== dialog) return;
    event.preventDefault();
    to?.focus();
  }

  const Tool = (tool: { label: string; icon: FileIconName; off?: boolean; onPress: () => void }) => (
    <button
      type="button"
      class="file-tool"
      aria-label={tool.label}
      title={tool.label}
      aria-disabled={tool.off}
      onClick={() => !tool.off && tool.onPress()}
    >
      <FileIcon name={tool.icon} />
    </button>
  );
  const Step = (step: { label: string; by: 1 | -1 }) => (
    <button
      type="button"
      class="file-tool"
      classList={{ before: step.by < 0, after: step.by > 0 }}
      aria-label={step.label}
      title={step.label}
      aria-disabled={pictures()[index() + step.by] === undefined}
      onClick={() => viewing.go(step.by)}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={step.by < 0 ? "M15 5l-7 7 7 7" : "M9 5l7 7-7 7"} />
      </svg>
    </button>
  );

  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="viewer"
      aria-label={words().viewer.title(index() + 1, pictures().length)}
      onKeyDown={press}
      onClose={() => props.files.view(undefined)}
    >
      <Show when={picture()}>
        {(one) => (
          <>
            <div class="viewer-head">
              <bdi class="file-name">{one().file.name}</bdi>
              <Tool
                label={words().viewer.farther}
                icon="farther"
                off={!viewing.isClose()}
                onPress={() => viewing.zoom(1 / ZOOM_STEP)}
              />
              <span class="hidden" role="status">
                {words().viewer.zoom(Math.round(viewing.look().zoom * 100))}
              </span>
              <Tool label={words().viewer.closer} icon="closer" onPress={() => viewing.zoom(ZOOM_STEP)} />
              <a
                class="file-tool"
                href={source.path()}
                download={one().file.name}
                aria-label={words().shown.downloadOf(one().file.name)}
                title={words().shown.download}
              >
                <FileIcon name="download" />
              </a>
              <button
                type="button"
                class="file-tool"
                aria-label={words().viewer.close}
                title={words().viewer.close}
                onClick={() => dialog.close()}
              >
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d="M6 6l12 12M18 6L6 18" />
                </svg>
              </button>
            </div>
            <div
              ref={(element) => (stage = element)}
              class="viewer-stage" // One by one: to spread them needs more of Solid, which the frame would load first.
              onWheel={viewing.hands.onWheel}
              onDblClick={viewing.hands.onDblClick}
              onPointerDown={viewing.hands.onPointerDown}
              onPointerMove={viewing.hands.onPointerMove}
              onPointerUp={viewing.hands.onPointerUp}
              onPointerCancel={viewing.hands.onPointerUp}
            >
              <Show
                when={source.lack()}
                fallback={
                  <Show when={source.path()}>
                    {(path) => (
                      <img
                        src={path()}
                        alt={one().caption || one().file.name}
                        draggable={false}
                        style={{ transform: viewing.transform() }}
                        onError={() => source.failed()}
                      />
                    )}
                  </Show>
                }
              >
                {(lack) => <p role="status">{words().shown[lack()]}</p>}
              </Show>
            </div>
            {/* They stay where they are: what has the focus must not go. */}
            <Show when={pictures().length > 1}>
              <Step label={words().viewer.previous} by={-1} />
              <Step label={words().viewer.next} by={1} />
            </Show>
            <p class="viewer-caption" dir="auto">
              {one().caption}
            </p>
          </>
        )}
      </Show>
    </dialog>
  );
}
