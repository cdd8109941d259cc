import { For, Show, Suspense, createEffect, createSignal, on, onMount } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { FileKind } from "../../../machines/media-limits.ts";
import { TEXT_MAX_CHARS } from "../../../machines/vocabulary.ts";
import { AttachMenu, KINDS } from "../files/attach-menu.tsx";
import { FileIcon } from "../../files/file-icon.tsx";
import { whyNoFile } from "../files/why-no-file.ts";
import { useCommands } from "../state/commands.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { MODES } from "../state/drafts.ts";
import { remaining } from "../state/length.ts";
import { touches } from "../state/page.ts";
import { slashed, type Values } from "../state/placeholders.ts";
import { reasonWords, t } from "../words/index.ts";
import { Icon } from "./icons.tsx";
import { Kbd } from "./kbd.tsx";
import { later, soon } from "./later.ts";

const head = soon(() => import("../outside/composer-head.tsx"));
const EmojiPicker = later(() => import("./emoji-picker.tsx"));
const RepliesMenu = later(() => import("./replies-menu.tsx"));

const LIST = "replies-list";

export function Composer(props: {
  desk: Desk;
  conversation: Conversation;
  onKind: (kind: FileKind) => void;
  onFiles: (files: readonly File[]) => void;
  onVoice: () => void;
}) {
  const draft = () => props.conversation.draft();
  const mode = () => props.conversation.mode();
  const isNote = () => mode() === "note";
  const rest = () => remaining(draft(), TEXT_MAX_CHARS);
  const words = () => t().composer[mode()];
  /** Why it cannot be sent now. */
  const whyNot = (): string | undefined => {
    const may = props.conversation.view()?.allowed[isNote() ? "note.add" : "message.send"];
    if (may !== undefined && may !== true) return reasonWords(may);
    if (draft().trim() === "") return reasonWords("emptyText");
    return rest().isOver ? reasonWords("textTooLong") : undefined;
  };
  /** Nothing can be written to the customer for a while: what stands there stays. */
  const isShut = () => {
    const may = props.conversation.view()?.allowed["message.send"];
    return !isNote() && (may === "windowClosed" || may === "customerBlocked");
  };
  /** Said when somebody has tried to. */
  const [tried, setTried] = createSignal(false);
  const [noteKept, setNoteKept] = createSignal(false);
  const [picking, setPicking] = createSignal(false);
  const [caret, setCaret] = createSignal(0);
  const [turnedDown, setTurnedDown] = createSignal<number>();
  const [option, setOption] = createSignal<string>();
  const slash = () => {
    const found = slashed(draft().slice(0, caret()));
    return found?.at === turnedDown() ? undefined : found;
  };
  let field!: HTMLTextAreaElement;
  let menu: ((event: KeyboardEvent) => boolean) | undefined;
  let openClip = (): void => {};

  const values = (): Values => ({
    // Not what they are called in lists: nobody is greeted by their address.
    "customer.name": props.conversation.view()?.customer.name ?? "",
    "customer.email": props.conversation.view()?.customer.email ?? "",
    "customer.id": props.conversation.assignment.customerId,
    "agent.name": props.desk.me.name,
  });

  function write(text: string): void {
    if (isShut()) return;
    setTried(false);
    setNoteKept(false);
    const at = turnedDown();
    if (at !== undefined && text[at] !== "/") setTurnedDown(undefined);
    props.conversation.setDraft(text);
  }

  /** Puts a text in place of what stands between two points, and the caret after it. */
  function insert(text: string, from: number, to: number): void {
    write(draft().slice(0, from) + text + draft().slice(to));
    field.focus();
    field.setSelectionRange(from + text.length, from + text.length);
    setCaret(from + text.length);
  }

  function send(): void {
    if (whyNot() !== undefined) return void setTried(true);
    setTurnedDown(undefined);
    setNoteKept(isNote());
    props.conversation.send(draft());
    field.focus();
  }

  function pressed(event: KeyboardEvent): void {
    if (event.isComposing || (slash() && menu?.(event))) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (slash()) setTurnedDown(slash()!.at);
      else if (props.conversation.replying() !== undefined) props.conversation.reply(undefined);
      else field.closest(".thread")?.querySelector<HTMLElement>("[role=log]")?.focus();
      return;
    }
    if (event.key !== "Enter" || event.shiftKey || touches()) return;
    event.preventDefault();
    send();
  }

  function compose(as: (typeof MODES)[number]): void {
    props.conversation.setMode(as);
    field.focus({ preventScroll: true });
  }

  onMount(() => {
    if (!touches()) field.focus({ preventScroll: true });
  });
  createEffect(
    on(draft, () => {
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight}px`;
    }),
  );
  createEffect(
    on(
      () => props.conversation.replying(),
      (seq) => seq !== undefined && field.focus({ preventScroll: true }),
      { defer: true },
    ),
  );
  useCommands()?.offer(() => [
    { id: "answer", group: "conversation", label: () => t().keys.answer, keys: ["R"], run: () => compose("answer") },
    {
      id: "note",
      group: "conversation",
      label: () => t().keys.note,
      keys: ["N", "Alt+N"],
      run: () => compose(isNote() && document.activeElement === field ? "answer" : "note"),
    },
    {
      id: "attach",
      group: "conversation",
      label: () => t().files.attach,
      keys: ["U", "Alt+U"],
      reason: () => whyNoFile(props.conversation),
      run: () => openClip(),
    },
    ...KINDS.map((kind) => ({
      id: `attach-${kind}`,
      group: "conversation" as const,
      label: () => `${t().files.attach}: ${t().files.kinds[kind]}`,
      reason: () => whyNoFile(props.conversation),
      run: () => props.onKind(kind),
    })),
    {
      id: "voice",
      group: "conversation",
      label: () => t().files.voice,
      keys: ["V", "Alt+V"],
      reason: () => whyNoFile(props.conversation),
      run: () => props.onVoice(),
    },
  ]);

  return (
    <div class="composing">
      <Show when={props.conversation.view()?.outside && head()}>
        {(part) => <Dynamic component={part()} desk={props.desk} conversation={props.conversation} />}
      </Show>
      <form
        class="composer"
        classList={{ private: isNote() }}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div class="tabs composer-modes" role="group" aria-label={t().composer.mode}>
          <For each={MODES}>
            {(known) => (
              <button type="button" class="plain" aria-pressed={mode() === known} onClick={() => compose(known)}>
                {t().composer[known].name}
              </button>
            )}
          </For>
        </div>
        <Suspense>
          <Show when={slash()}>
            {(found) => (
              <RepliesMenu
                listId={LIST}
                replies={props.desk.project.replies()}
                word={found().word}
                values={values()}
                onKeys={(handler) => (menu = handler)}
                onOption={setOption}
                onChoose={(text) => insert(text, found().at, caret())}
              />
            )}
          </Show>
          <Show when={picking()}>
            <EmojiPicker
              onChoose={(emoji) => insert(emoji, field.selectionStart, field.selectionEnd)}
              onClose={() => {
                setPicking(false);
                field.focus();
              }}
            />
          </Show>
        </Suspense>
        <textarea
          ref={(element) => (field = element)}
          rows={1}
          dir="auto"
          aria-label={words().box}
          aria-describedby="compose-hint compose-trouble"
          aria-invalid={rest().isOver ? "true" : undefined}
          aria-autocomplete="list"
          aria-controls={slash() ? LIST : undefined}
          aria-activedescendant={slash() ? option() : undefined}
          placeholder={isShut() ? reasonWords("notNow") : words().box}
          value={draft()}
          readOnly={isShut()}
          onInput={(event) => {
            setCaret(event.currentTarget.selectionStart);
            write(event.currentTarget.value);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={pressed}
          onPaste={(event) => {
            const pasted = [...(event.clipboardData?.files ?? [])];
            // A text that was copied with its looks brings a picture of itself.
            if (pasted.length === 0 || event.clipboardData?.getData("text/plain")) return;
            event.preventDefault();
            props.onFiles(pasted);
          }}
        />
        <AttachMenu
          reason={whyNoFile(props.conversation)}
          onOpener={(open) => (openClip = open)}
          onChoose={(kind) => props.onKind(kind)}
        />
        <button
          type="button"
          class="plain square voice"
          aria-label={t().files.voice}
          title={whyNoFile(props.conversation) ?? t().files.voice}
          aria-disabled={whyNoFile(props.conversation) === undefined ? undefined : "true"}
          onClick={() => whyNoFile(props.conversation) === undefined && props.onVoice()}
        >
          <FileIcon name="mic" />
        </button>
        <button
          type="button"
          class="plain square emoji"
          aria-label={t().emoji.open}
          title={t().emoji.open}
          aria-expanded={picking()}
          onClick={() => setPicking(!picking())}
        >
          <Icon name="smile" />
        </button>
        <button
          type="submit"
          class="main with-icon"
          aria-label={words().send}
          aria-disabled={whyNot() === undefined ? undefined : "true"}
          aria-describedby={whyNot() === undefined ? undefined : "compose-why"}
          title={whyNot() ?? words().send}
        >
          <Icon name="send" />
          <span id="compose-why" class="unseen">
            {whyNot()}
          </span>
        </button>
        <p class="composer-foot">
          <span id="compose-trouble" class="trouble" role="alert">
            {tried() ? whyNot() : undefined}
          </span>
          <span class="unseen" role="status">
            {noteKept() ? t().composer.noteKept : undefined}
          </span>
          <span id="compose-hint" class="quiet hint">
            {isNote() ? t().composer.noteHint : t().composeHint}
            <span class="hint-keys">
              {" · "}
              {t().composer.slash}
              {" · "}
              <Kbd keys="Mod+K" /> {t().keys.bar}
            </span>
          </span>
          <Show when={rest().isNear}>
            <span class="count" role="status" classList={{ trouble: rest().isOver }}>
              {rest().isOver ? t().charactersOver(-rest().left) : t().charactersLeft(rest().left)}
            </span>
          </Show>
        </p>
      </form>
    </div>
  );
}
