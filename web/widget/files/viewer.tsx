import { Show, createEffect, createMemo, createSignal, on, onMount } from "solid-js";
import { FileIcon, type FileIconName } from "../../files/file-icon.tsx";
import { createSource } from "../../files/source.ts";
import type { Files } from "./files.ts";
import { STILL, moved, zoomed } from "../../files/zoom.ts";

const STEP = 1.5;
const PAN_PX = 60;
/** So far a finger goes for the next picture. */
const SWIPE_PX = 60;

interface Point {
  x: number;
  y: number;
}
const between = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The thread's pictures, one at a time, as large as the chat and larger: by keys, wheel, mouse and fingers. */
export function Viewer(props: { files: Files }) {
  const words = () => props.files.speech().words;
  const pictures = createMemo(() =>
    props.files.chat.rows().flatMap((row) => (row.kind === "file" && row.file.kind === "image" ? [row] : [])),
  );
  const id = () => props.files.viewed() ?? "";
  const index = () => pictures().findIndex(({ file }) => file.id === id());
  const picture = () => pictures()[index()];
  const [look, setLook] = createSignal(STILL);
  // oxlint-disable-next-line solid/reactivity -- it is shut when the thread is another one
  const source = createSource(props.files.addresses()!, id);
  let dialog!: HTMLDialogElement;
  let stage!: HTMLDivElement;
  onMount(() => dialog.showModal());
  createEffect(on(id, () => setLook(STILL)));
  // It was erased while somebody looked at it.
  createEffect(() => index() < 0 && dialog.open && dialog.close());

  const place = (): DOMRect => stage.getBoundingClientRect();
  const pan = (x: number, y: number): void => void setLook((now) => moved(now, x, y, place()));
  const zoom = (by: number, at?: Point): void => void setLook((now) => zoomed(now, by, place(), at));
  function go(step: 1 | -1): void {
    const next = pictures()[index() + step];
    if (next) props.files.view(next.file.id);
  }
  const KEYS: Record<string, () => void> = {
    ArrowLeft: () => (look().zoom > 1 ? pan(PAN_PX, 0) : go(-1)),
    ArrowRight: () => (look().zoom > 1 ? pan(-PAN_PX, 0) : go(1)),
    ArrowUp: () => pan(0, PAN_PX),
    ArrowDown: () => pan(0, -PAN_PX),
    "+": () => zoom(STEP),
    "-": () => zoom(1 / STEP),
    "0": () => setLook(STILL),
  };
  function press(event: KeyboardEvent): void {
    // The chat around it has its own use for Escape and Tab.
    event.stopPropagation();
    if (event.key === "Tab") return turn(event);
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
  /** From the last button to the first: beyond the frame is the site. */
  function turn(event: KeyboardEvent): void {
    const all = [...dialog.querySelectorAll<HTMLElement>("button,a[href]")];
    const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
    if (document.activeElement !== from && document.activeElement !== dialog) return;
    event.preventDefault();
    to?.focus();
  }

  const fingers = new Map<number, Point>();
  let began: Point | undefined;
  const fromMiddle = ({ x, y }: Point): Point => {
    const { left, top, width, height } = place();
    return { x: x - left - width / 2, y: y - top - height / 2 };
  };
  function down(event: PointerEvent): void {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
    began = fingers.size === 1 ? event : undefined;
  }
  function move(event: PointerEvent): void {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const other = [...fingers].find(([finger]) => finger !== event.pointerId)?.[1];
    if (other)
      zoom(
        between(event, other) / Math.max(1, between(before, other)),
        fromMiddle({ x: (event.x + other.x) / 2, y: (event.y + other.y) / 2 }),
      );
    else if (look().zoom > 1) pan(event.x - before.x, event.y - before.y);
    fingers.set(event.pointerId, event);
  }
  function up(event: PointerEvent): void {
    fingers.delete(event.pointerId);
    const far = event.x - (began?.x ?? event.x);
    began = undefined;
    if (look().zoom === 1 && Math.abs(far) > SWIPE_PX && event.type === "pointerup") go(far < 0 ? 1 : -1);
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
      onClick={() => go(step.by)}
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
                off={look().zoom === 1}
                onPress={() => zoom(1 / STEP)}
              />
              <span class="hidden" role="status">
                {words().viewer.zoom(Math.round(look().zoom * 100))}
              </span>
              <Tool label={words().viewer.closer} icon="closer" onPress={() => zoom(STEP)} />
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
              class="viewer-stage"
              onWheel={(event) => zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, fromMiddle(event))}
              onDblClick={(event) => (look().zoom > 1 ? setLook(STILL) : zoom(STEP ** 2, fromMiddle(event)))}
              onPointerDown={down}
              onPointerMove={move}
              onPointerUp={up}
              onPointerCancel={up}
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
                        style={{ transform: `translate(${look().x}px, ${look().y}px) scale(${look().zoom})` }}
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
