import { For, Show, createSignal, onCleanup, onMount } from "solid-js";
import type { FileKind } from "../../../machines/media-limits.ts";
import { convert } from "../../files/converting.ts";
import { limitsOf } from "../../files/refusals.ts";
import type { UploadView } from "../../files/upload.ts";
import type { Files } from "./files.ts";
import { focusComposer } from "./focus.ts";
import { Must } from "./must.tsx";
import { Preview } from "./preview.tsx";

/** In place of the composer: says what may be sent, shows what was chosen, and sends it with what is said about each. */
export function Tray(props: { files: Files }) {
  const words = () => props.files.speech().words;
  const [captions, setCaptions] = createSignal<Record<string, string>>({});
  const [notes, setNotes] = createSignal<Record<string, string>>({});
  const [converting, setConverting] = createSignal<string>();
  const items = () => props.files.chosen();
  const ids = () => items().map(({ id }) => id);
  let box!: HTMLElement;
  let input!: HTMLInputElement;
  let camera!: HTMLInputElement;
  let isSent = false;
  onMount(() => box.querySelector<HTMLElement>("[data-first]")?.focus());
  onCleanup(() => {
    if (isSent) return;
    const left = ids();
    if (left.length > 0) void props.files.uploads().then((uploads) => left.forEach((id) => uploads.drop(id)));
  });

  function shut(): void {
    props.files.setMode(undefined);
    focusComposer();
  }
  function take(from: HTMLInputElement): void {
    props.files.add([...(from.files ?? [])]);
    from.value = "";
    box.focus();
  }
  async function as(one: UploadView, kind: FileKind): Promise<void> {
    keep(one.id, await props.files.replace(one, { ...one, kind }));
  }
  const keep = (before: string, after: string): void =>
    void setCaptions((all) => ({ ...all, [after]: all[before] ?? "" }));
  async function fit(one: UploadView): Promise<void> {
    setConverting(one.id);
    const made = await convert(one, "web").catch(() => undefined);
    setConverting(undefined);
    if (!made) return void setNotes((all) => ({ ...all, [one.id]: words().notConverted }));
    const id = await props.files.replace(one, made);
    keep(one.id, id);
    const { size } = props.files;
    setNotes((all) => ({ ...all, [id]: words().converted(size(one.bytes), size(made.file.size)) }));
  }
  const captionOf = (id: string): string => captions()[id]?.trim() ?? "";
  const over = (one: UploadView): number =>
    Math.max(0, captionOf(one.id).length - (limitsOf("web", one.kind).captionMax ?? 0));
  const whyNot = (): string | undefined => {
    if (items().some(({ trouble }) => trouble)) return words().someRefused;
    if (items().some(({ state }) => state === "chosen")) return words().stillChecking;
    const worst = Math.max(0, ...items().map(over));
    return worst > 0 ? words().captionTooLong(worst) : undefined;
  };
  async function send(): Promise<void> {
    if (whyNot() !== undefined) return;
    isSent = true;
    const all = items().map(({ id }) => [id, captionOf(id)] as const);
    const uploads = await props.files.uploads();
    for (const [id, caption] of all) uploads.send(id, caption);
    shut();
  }
  const isPhone = matchMedia("(pointer: coarse)").matches;

  return (
    <section
      ref={(element) => (box = element)}
      class="composer tray"
      tabindex="-1"
      aria-label={props.files.own().title}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.isComposing) return;
        event.stopPropagation();
        shut();
      }}
      onPaste={(event) => {
        const pasted = [...(event.clipboardData?.files ?? [])];
        if (pasted.length === 0) return;
        event.preventDefault();
        props.files.add(pasted);
      }}
    >
      <input ref={(element) => (input = element)} type="file" multiple hidden data-files onChange={() => take(input)} />
      <input
        ref={(element) => (camera = element)}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        onChange={() => take(camera)}
      />
      <Show
        when={items().length > 0}
        fallback={
          <>
            <h2>{props.files.own().title}</h2>
            <Must files={props.files} />
            <Show when={!isPhone}>
              <p class="file-about">{props.files.own().drop}</p>
            </Show>
            <div class="buttons">
              <button type="button" class="plain" onClick={shut}>
                {props.files.own().cancel}
              </button>
              <Show when={isPhone}>
                <button type="button" class="plain" onClick={() => camera.click()}>
                  {props.files.own().photo}
                </button>
              </Show>
              <button type="button" class="primary" data-first onClick={() => input.click()}>
                {props.files.own().choose}
              </button>
            </div>
          </>
        }
      >
        <ul class="previews">
          <For each={ids()}>
            {(id) => (
              <Show when={items().find((one) => one.id === id)}>
                {(one) => (
                  <Preview
                    files={props.files}
                    one={one()}
                    alone={items().length === 1}
                    caption={captions()[id] ?? ""}
                    note={notes()[id]}
                    over={over(one()) > 0}
                    converting={converting() === id}
                    onCaption={(text) => setCaptions((all) => ({ ...all, [id]: text }))}
                    onEnter={() => void send()}
                    onConvert={() => void fit(one())}
                    onAs={(kind) => void as(one(), kind)}
                    onRemove={() => {
                      void props.files.uploads().then((uploads) => uploads.drop(id));
                      if (items().length < 2) shut();
                      else box.focus();
                    }}
                    onRetry={() => void props.files.uploads().then((uploads) => uploads.retry(id))}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
        <p id="why-not" class="file-about" role="status">
          {whyNot()}
        </p>
        <div class="buttons">
          <button type="button" class="plain" onClick={shut}>
            {props.files.own().cancel}
          </button>
          <button type="button" class="plain" onClick={() => input.click()}>
            {words().addMore}
          </button>
          <button
            type="button"
            class="primary"
            aria-disabled={whyNot() !== undefined}
            aria-describedby="why-not"
            onClick={() => void send()}
          >
            {words().send(items().length)}
          </button>
        </div>
      </Show>
    </section>
  );
}
