import { Show, createEffect, createMemo, createSignal, onMount } from "solid-js";
import { clockTime, dayName } from "../../shared/locale.ts";
import { Icon } from "../parts/icons.tsx";
import { called } from "../state/called.ts";
import type { Conversation } from "../state/conversation.ts";
import { language, t } from "../words/index.ts";
import { FileIcon } from "../../files/file-icon.tsx";
import { filesOf } from "./files.ts";
import { createSource } from "../../files/source.ts";
import { ZOOM_STEP, createViewing } from "../../files/viewing.ts";
import { ZOOM_MAX } from "../../files/zoom.ts";
import { words } from "./words/index.ts";

/** The thread's pictures, one at a time, as large as there is room for and larger. */
export default function Viewer(props: { conversation: Conversation; at: string; onClose: (last: string) => void }) {
  const pictures = createMemo(() =>
    props.conversation
      .messages()
      .flatMap((message) => (message.kind === "file" && message.file.kind === "image" ? [message] : [])),
  );
  // oxlint-disable-next-line solid/reactivity -- where one begins; from there on one moves by oneself
  const [id, setId] = createSignal(props.at);
  const viewing = createViewing({
    ids: () => pictures().map(({ file }) => file.id),
    id,
    show: setId,
    stage: () => stage,
  });
  const { index } = viewing;
  const picture = () => pictures()[index()];
  const zoom = () => viewing.look().zoom;
  // oxlint-disable-next-line solid/reactivity -- one conversation
  const source = createSource(filesOf(props.conversation).addresses, id);
  const who = () => {
    const one = picture();
    return one?.from === "agent" ? one.authorName : called(props.conversation) || t().visitor;
  };
  let dialog!: HTMLDialogElement;
  let stage!: HTMLDivElement;
  onMount(() => dialog.showModal());
  // It was erased while somebody looked at it.
  createEffect(() => index() < 0 && dialog.open && dialog.close());

  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="viewer"
      aria-label={words().viewer.title(index() + 1, pictures().length)}
      onKeyDown={viewing.pressed}
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
                  off={!viewing.isClose()}
                  icon="farther"
                  onPress={() => viewing.zoom(1 / ZOOM_STEP)}
                />
                <span class="viewer-zoom" role="status">
                  {words().viewer.zoom(Math.round(zoom() * 100))}
                </span>
                <Tool
                  label={words().viewer.closer}
                  keys="+"
                  off={zoom() >= ZOOM_MAX}
                  icon="closer"
                  onPress={() => viewing.zoom(ZOOM_STEP)}
                />
                <Tool label={words().viewer.fit} keys="0" off={!viewing.isClose()} icon="fit" onPress={viewing.fit} />
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
              classList={{ zoomed: viewing.isClose() }}
              ref={(element) => (stage = element)}
              tabIndex={-1}
              autofocus
              {...viewing.hands}
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
                        style={{ transform: viewing.transform() }}
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
                onClick={() => viewing.go(-1)}
              >
                <Icon name="back" />
              </button>
              <button
                type="button"
                class="viewer-tool viewer-after"
                aria-label={words().viewer.next}
                aria-disabled={index() === pictures().length - 1 ? "true" : undefined}
                onClick={() => viewing.go(1)}
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
