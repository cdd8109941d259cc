import { For, Match, Show, Switch, createEffect, createSignal, on, onCleanup, onMount } from "solid-js";
import type { FileKind } from "../../../machines/media-limits.ts";
import type { Chosen, UploadView } from "../../files/upload.ts";
import { Dialog } from "../parts/dialog.tsx";
import { GuardedButton } from "../parts/guarded-button.tsx";
import type { Conversation } from "../state/conversation.ts";
import { remaining } from "../state/length.ts";
import { t } from "../words/index.ts";
import { convert, convertible } from "../../files/converting.ts";
import { FileIcon } from "../../files/file-icon.tsx";
import { filesOf } from "./files.ts";
import { Must } from "./must.tsx";
import { acceptOf, limitsOf, troubleWords } from "./refusals.ts";
import { size } from "./sizes.ts";
import { standsBefore } from "../../files/standing.ts";
import { Thumb } from "../../files/thumb.tsx";
import { words } from "./words/index.ts";

/** What is to be sent: a kind that was chosen, or files that came as they are. */
export interface Offered {
  kind?: FileKind;
  files?: readonly File[];
}

const KINDS: readonly FileKind[] = ["image", "video", "audio"];
/** As a browser sees it; what is inside is found out by looking. */
const kindOf = ({ type }: File): FileKind => KINDS.find((kind) => type.startsWith(`${kind}/`)) ?? "document";

/** States what a file must be, looks into those that are chosen, and sends them with what is said about each. */
export default function AttachDialog(props: {
  conversation: Conversation;
  offered: Offered;
  /** Why they cannot be sent now, in words. */
  reason: string | undefined;
  onClose: () => void;
}) {
  // oxlint-disable-next-line solid/reactivity -- the dialog is of one conversation
  const files = filesOf(props.conversation);
  const { channel } = files;
  const [ids, setIds] = createSignal<readonly string[]>([]);
  const [captions, setCaptions] = createSignal<Record<string, string>>({});
  const [converting, setConverting] = createSignal<ReadonlySet<string>>(new Set());
  const [notes, setNotes] = createSignal<Record<string, string>>({});
  /** Nobody has said what they are: another kind will do. */
  const guessed = new Set<string>();
  const items = () => ids().flatMap((id) => files.all.filter((one) => one.id === id));
  let input!: HTMLInputElement;
  let buttons!: HTMLDivElement;
  let shut = (): void => {};
  let isSent = false;

  // oxlint-disable-next-line solid/reactivity -- asked when files come
  const chosenOf = (file: File): Chosen => ({
    file,
    name: file.name,
    kind: props.offered.kind ?? kindOf(file),
    voice: false,
  });
  async function add(chosen: readonly File[]): Promise<void> {
    const uploads = await files.uploads;
    for (const file of chosen) {
      const id = uploads.add(chosenOf(file));
      if (props.offered.kind === undefined) guessed.add(id);
      setIds((before) => [...before, id]);
    }
  }
  async function replace(one: UploadView, chosen: Chosen): Promise<string> {
    const uploads = await files.uploads;
    const id = uploads.replace(one.id, chosen);
    setCaptions((before) => ({ ...before, [id]: before[one.id] ?? "" }));
    setIds((before) => before.map((known) => (known === one.id ? id : known)));
    return id;
  }
  const as = (one: UploadView, kind: FileKind): Promise<string> =>
    replace(one, { file: one.file, name: one.name, kind, voice: false });
  async function makeFit(one: UploadView): Promise<void> {
    setConverting((before) => new Set([...before, one.id]));
    const made = await convert(one, channel).catch(() => undefined);
    if (!made) {
      setConverting((before) => new Set([...before].filter((id) => id !== one.id)));
      return void setNotes((before) => ({ ...before, [one.id]: words().notConverted }));
    }
    const id = await replace(one, made);
    setNotes((before) => ({ ...before, [id]: words().converted(size(one.bytes), size(made.file.size)) }));
  }
  async function remove(id: string): Promise<void> {
    setIds((before) => before.filter((known) => known !== id));
    (await files.uploads).drop(id);
  }
  async function send(): Promise<void> {
    if (whyNot() !== undefined) return;
    isSent = true;
    const uploads = await files.uploads;
    for (const one of items()) uploads.send(one.id, captions()[one.id]?.trim() ?? "");
    shut();
  }

  const captionOver = (one: UploadView): number => {
    const max = limitsOf(channel, one.kind).captionMax ?? 0;
    return Math.max(0, (captions()[one.id]?.trim().length ?? 0) - max);
  };
  const whyNot = (): string | undefined => {
    if (props.reason !== undefined) return props.reason;
    if (items().length === 0) return words().nothingLeft;
    if (items().some(({ trouble }) => trouble)) return words().someRefused;
    if (items().some(({ state }) => state === "chosen")) return words().stillChecking;
    const over = items()
      .map(captionOver)
      .find((count) => count > 0);
    return over === undefined ? undefined : words().captionTooLong(over);
  };

  onMount(() => void (props.offered.files && add(props.offered.files)));
  createEffect(() => {
    for (const one of items()) {
      const kind = one.trouble?.refusal?.kinds?.[0];
      if (kind !== undefined && guessed.delete(one.id)) void as(one, kind);
    }
  });
  onCleanup(() => {
    if (isSent) return;
    const left = ids();
    void files.uploads.then((uploads) => left.forEach((id) => uploads.drop(id)));
  });

  const title = () =>
    items().length > 1
      ? words().preview(items().length)
      : words().must.title[items()[0]?.kind ?? props.offered.kind ?? "document"];
  const pick = () => input.click();
  // What Enter would do: first to choose them, and then to send them. The button of before has gone with the keys.
  createEffect(
    on(
      () => items().length > 0,
      () =>
        queueMicrotask(() => {
          const has = document.activeElement;
          if (has === document.body || has?.tagName === "H2" || has?.tagName === "DIALOG")
            buttons.querySelector<HTMLElement>(".main")?.focus();
        }),
    ),
  );
  return (
    <Dialog
      title={title()}
      class="attach"
      onOpen={(close) => (shut = close)}
      onSubmit={() => void send()}
      onClose={() => props.onClose()}
    >
      <div
        class="attach-body"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void add([...(event.dataTransfer?.files ?? [])]);
        }}
        onPaste={(event) => {
          const pasted = [...(event.clipboardData?.files ?? [])];
          if (pasted.length === 0) return;
          event.preventDefault();
          event.stopPropagation();
          void add(pasted);
        }}
      >
        <input
          ref={(element) => (input = element)}
          type="file"
          class="unseen"
          tabIndex={-1}
          aria-hidden="true"
          multiple
          accept={props.offered.kind && acceptOf(limitsOf(channel, props.offered.kind))}
          onChange={() => {
            void add([...(input.files ?? [])]);
            input.value = "";
          }}
        />
        <Show when={items().length === 0 && props.offered.kind}>
          {(kind) => <Must channel={channel} kind={kind()} />}
        </Show>
        <Show when={items().length > 0}>
          <ul class="previews">
            <For each={ids()}>
              {(id) => (
                <Show when={files.all.find((one) => one.id === id)}>
                  {(one) => (
                    <Preview
                      one={one()}
                      alone={items().length === 1}
                      caption={captions()[id] ?? ""}
                      captionMax={limitsOf(channel, one().kind).captionMax}
                      trouble={one().trouble ? troubleWords(one(), channel) : undefined}
                      note={notes()[id]}
                      converting={converting().has(id)}
                      offer={one().trouble && notes()[id] === undefined ? convertible(one()) : undefined}
                      onCaption={(text) => setCaptions((before) => ({ ...before, [id]: text }))}
                      onConvert={() => void makeFit(one())}
                      onAs={(kind) => void as(one(), kind)}
                      onRemove={() => void remove(id)}
                      onRetry={() => void files.uploads.then((uploads) => uploads.retry(id))}
                    />
                  )}
                </Show>
              )}
            </For>
          </ul>
        </Show>
      </div>
      <div class="buttons" ref={(element) => (buttons = element)}>
        <button type="button" onClick={() => shut()}>
          {t().cancel}
        </button>
        <Show
          when={items().length > 0}
          fallback={
            <button type="button" class="main" onClick={pick}>
              {props.offered.kind ? words().upload[props.offered.kind] : words().addMore}
            </button>
          }
        >
          <button type="button" onClick={pick}>
            {words().addMore}
          </button>
          <GuardedButton submit main icon="send" label={words().send(items().length)} reason={whyNot()} />
        </Show>
      </div>
    </Dialog>
  );
}

function Preview(props: {
  one: UploadView;
  /** There is no other: it is shown large. */
  alone: boolean;
  caption: string;
  /** Null: it has none on this channel. */
  captionMax: number | null;
  trouble: string | undefined;
  note: string | undefined;
  converting: boolean;
  offer: "jpeg" | "smaller" | undefined;
  onCaption: (text: string) => void;
  onConvert: () => void;
  onAs: (kind: FileKind) => void;
  onRemove: () => void;
  onRetry: () => void;
}) {
  const one = () => props.one;
  const state = () => standsBefore(one(), props.converting, words(), size);
  const rest = () => remaining(props.caption, props.captionMax ?? 0);
  return (
    <li class="preview-file" classList={{ single: props.alone, refused: props.trouble !== undefined }}>
      <Thumb file={one().file} kind={one().kind} />
      <div class="preview-what">
        <bdi class="file-name">{one().name}</bdi>
        <span class="quiet">{size(one().bytes)}</span>
        <Switch>
          <Match when={props.trouble !== undefined && !props.converting}>
            <p class="trouble" role="alert">
              {props.trouble}
            </p>
          </Match>
          <Match when={true}>
            <p class="quiet preview-state" role="status">
              {state()}
            </p>
          </Match>
        </Switch>
        <Show when={props.note}>
          <p class="quiet" role="status">
            {props.note}
          </p>
        </Show>
        <div class="preview-ways">
          <Show when={props.offer}>
            {(how) => (
              <button type="button" disabled={props.converting} onClick={() => props.onConvert()}>
                {words().convert[how()]}
              </button>
            )}
          </Show>
          <For each={one().trouble?.refusal?.kinds ?? []}>
            {(kind) => (
              <button type="button" onClick={() => props.onAs(kind)}>
                {words().sendAs[kind]}
              </button>
            )}
          </For>
          <Show when={props.trouble !== undefined && one().trouble?.refusal == null}>
            <button type="button" onClick={() => props.onRetry()}>
              {t().retry}
            </button>
          </Show>
        </div>
      </div>
      <button
        type="button"
        class="plain square"
        aria-label={words().remove(one().name)}
        title={words().remove(one().name)}
        onClick={() => props.onRemove()}
      >
        <FileIcon name="trash" />
      </button>
      <Show when={props.captionMax !== null && props.trouble === undefined}>
        <textarea
          class="preview-caption"
          rows={1}
          dir="auto"
          aria-label={words().captionOf(one().name)}
          placeholder={words().caption}
          value={props.caption}
          aria-invalid={rest().isOver ? "true" : undefined}
          onInput={(event) => props.onCaption(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        />
      </Show>
    </li>
  );
}
