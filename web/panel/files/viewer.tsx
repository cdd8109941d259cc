import { Show, createEffect, createMemo, createSignal, on, onMount } from "solid-js";
import { clockTime, dayName } from "../../shared/locale.ts";
import { Icon } from "../parts/icons.tsx";
import { called } from "../state/called.ts";
import type { Conversation } from "../state/conversation.ts";
import { language, t } from "../words/index.ts";
import { FileIcon } from "../../files/file-icon.tsx";
import { filesOf } from "./files.ts";
import { createSource } from "../../files/source.ts";
import { STILL, ZOOM_MAX, moved, zoomed } from "../../files/zoom.ts";
import { words } from "./words/index.ts";

const ZOOM_STEP = 1.5;

/** The thread's pictures, one at a time, as large as there is room for and larger. */
export default function Viewer(props: { conversation: Conversation; at: string; onClose: (last: string) => void }) {
  const pictures = createMemo(() =>
    props.conversation
      .messages()
      .flatMap((message) => (message.kind === "file" && message.file.kind === "image" ? [message] : [])),
  );
  // oxlint-disable-next-line solid/reactivity -- where one begins; from there on one moves by oneself
  const [id, setId] = createSignal(props.at);
  const index = () => pictures().findIndex(({ file }) => file.id === id());
  const picture = () => pictures()[index()];
  const [view, setView] = createSignal(STILL);
  // oxlint-disable-next-line solid/reactivity -- one conversation
  const source = createSource(filesOf(props.conversation).addresses, id);
  const who = () => {
    const one = picture();
    return one?.from === "agent" ? one.authorName : called(props.conversation) || t().visitor;
  };
  let dialog!: HTMLDialogElement;
  let stage!: HTMLDivElement;
  let drag: { x: number; y: number } | undefined;
  onMount(() => dialog.showModal());
  createEffect(on(id, () => setView(STILL)));
  // It was erased while somebody looked at it.
  createEffect(() => index() < 0 && dialog.open && dialog.close());

  function go(step: 1 | -1): void {
    const next = pictures()[index() + step];
    if (next) setId(next.file.id);
  }
  const zoom = (by: number): void => void setView((now) => zoomed(now, by, stage.getBoundingClientRect()));
  const pan = (x: number, y: number): void => void setView((now) => moved(now, x, y, stage.getBoundingClientRect()));
  const PAN_PX = 80;
  const KEYS: Record<string, () => void> = {
    ArrowLeft: () => (view().zoom > 1 ? pan(PAN_PX, 0) : go(-1)),
    ArrowRight: () => (view().zoom > 1 ? pan(-PAN_PX, 0) : go(1)),
    ArrowUp: () => pan(0, PAN_PX),
    ArrowDown: () => pan(0, -PAN_PX),
    PageUp: () => go(-1),
    PageDown: () => go(1),
    "+": () => zoom(ZOOM_STEP),
    "=": () => zoom(ZOOM_STEP),
    "-": () => zoom(1 / ZOOM_STEP),
    "0": () => setView(STILL),
  };
  function pressed(event: KeyboardEvent): void {
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
  const moves = () => `translate(${view().x}px, ${view().y}px) scale(${view().zoom})`;

  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="viewer"
      aria-label={words().viewer.title(index() + 1, pictures().length)}
      onKeyDown={pressed}
      onClose={() => props.onClose(id())}
    >
      <Show when={picture()}>
        {(one) => (
          <>
            <header class="viewer-head">
              <p class="viewer-what">
                <bdi class="file-name">{one().file.name}</bdi>
                <span class="viewer-who">
                  {who()} · {dayName(language(), one().at, Date.now())}, {clockTime(language(), one().at)}
                  <Show when={pictures().length > 1}>
                    {" · "}
                    {words().viewer.title(index() + 1, pictures().length)}
                  </Show>
                </span>
              </p>
              <div class="viewer-tools">
                <Tool
                  label={words().viewer.farther}
                  keys="-"
                  off={view().zoom <= 1}
                  icon="farther"
                  onPress={() => zoom(1 / ZOOM_STEP)}
                />
                <span class="viewer-zoom" role="status">
                  {words().viewer.zoom(Math.round(view().zoom * 100))}
                </span>
                <Tool
                  label={words().viewer.closer}
                  keys="+"
                  off={view().zoom >= ZOOM_MAX}
                  icon="closer"
                  onPress={() => zoom(ZOOM_STEP)}
                />
                <Tool
                  label={words().viewer.fit}
                  keys="0"
                  off={view().zoom === 1}
                  icon="fit"
                  onPress={() => setView(STILL)}
                />
                <a
                  class="viewer-tool"
                  href={source.path()}
                  download={one().file.name}
                  aria-label={words().shown.downloadOf(one().file.name)}
                  title={words().shown.download}
                >
                  <FileIcon name="download" />
                </a>
                <button
                  type="button"
                  class="viewer-tool"
                  aria-label={words().viewer.close}
                  title={`${words().viewer.close} (Esc)`}
                  onClick={() => dialog.close()}
                >
                  <Icon name="close" />
                </button>
              </div>
            </header>
            <div
              class="viewer-stage"
              classList={{ zoomed: view().zoom > 1 }}
              ref={(element) => (stage = element)}
              tabIndex={-1}
              autofocus
              onWheel={(event) => zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15)}
              onDblClick={() => (view().zoom > 1 ? setView(STILL) : zoom(ZOOM_STEP ** 2))}
              onPointerDown={(event) => {
                if (view().zoom <= 1) return;
                stage.setPointerCapture(event.pointerId);
                drag = { x: event.clientX, y: event.clientY };
              }}
              onPointerMove={(event) => {
                if (!drag) return;
                pan(event.clientX - drag.x, event.clientY - drag.y);
                drag = { x: event.clientX, y: event.clientY };
              }}
              onPointerUp={() => (drag = undefined)}
              onPointerCancel={() => (drag = undefined)}
            >
              <Show
                when={source.lack()}
                fallback={
                  <Show when={source.path()}>
                    {(path) => (
                      <img
                        src={path()}
                        alt={words().shown.image(who(), one().file.name)}
                        width={one().file.width}
                        height={one().file.height}
                        draggable={false}
                        style={{ transform: moves() }}
                        onError={() => source.failed()}
                      />
                    )}
                  </Show>
                }
              >
                {(lack) => (
                  <p class="viewer-lack" role="status">
                    {words().shown[lack()]}
                  </p>
                )}
              </Show>
            </div>
            {/* They stay where they are: what has the focus must not go. */}
            <Show when={pictures().length > 1}>
              <button
                type="button"
                class="viewer-tool viewer-before"
                aria-label={words().viewer.previous}
                aria-disabled={index() === 0 ? "true" : undefined}
                onClick={() => go(-1)}
              >
                <Icon name="back" />
              </button>
              <button
                type="button"
                class="viewer-tool viewer-after"
                aria-label={words().viewer.next}
                aria-disabled={index() === pictures().length - 1 ? "true" : undefined}
                onClick={() => go(1)}
              >
                <Icon name="forward" />
              </button>
            </Show>
            <Show when={one().caption}>
              <p class="viewer-caption" dir="auto">
                {one().caption}
              </p>
            </Show>
          </>
        )}
      </Show>
    </dialog>
  );
}

function Tool(props: {
  label: string;
  keys: string;
  off: boolean;
  icon: "closer" | "farther" | "fit";
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      class="viewer-tool"
      aria-label={props.label}
      title={`${props.label} (${props.keys})`}
      aria-disabled={props.off ? "true" : undefined}
      onClick={() => !props.off && props.onPress()}
    >
      <FileIcon name={props.icon} />
    </button>
  );
}
