import { Show, createEffect, createSignal, onCleanup } from "solid-js";
import { TEXT_MAX_CHARS } from "../../machines/vocabulary.ts";
import type { Chat } from "./chat.ts";
import { filesOf, type Entrance } from "./files/entrance.ts";
import type { KeyValue } from "./key-value.ts";
import type { CustomerReason, Words } from "./words/es.ts";

/** From here on the customer sees how much room is left. */
const COUNT_FROM = TEXT_MAX_CHARS - 300;
const DRAFT = "turno.draft";

interface Props {
  chat: Chat;
  words: Words;
  tab: KeyValue;
  files: Entrance;
  mayFocus: () => boolean;
}

export function Composer(props: Props) {
  let field!: HTMLTextAreaElement;
  // oxlint-disable-next-line solid/reactivity -- read once: the draft of the last page is where this one starts
  const [text, setText] = createSignal(props.tab.get(DRAFT) ?? "");
  const [problem, setProblem] = createSignal("");
  const tooLong = () => text().length > TEXT_MAX_CHARS;
  const count = () => (tooLong() ? props.words.tooLong : props.words.left)(text().length, TEXT_MAX_CHARS);

  /** Why no file can be sent: what the room says to a text it says to a file. */
  const whyNoFile = () => {
    const may = props.chat.view()?.allowed["message.send"] ?? true;
    return may === true ? undefined : (props.words.reasons[may as CustomerReason] ?? props.words.notSent);
  };

  createEffect(() => {
    // Where there is no mouse, the keyboard would cover half of what there is to read.
    if (props.mayFocus() && !matchMedia("(pointer: coarse)").matches) field.focus();
  });
  onCleanup(() => props.chat.typing.stopped());

  function change(value: string): void {
    setText(value);
    if (value === "") props.tab.remove(DRAFT);
    else props.tab.set(DRAFT, value);
  }

  async function send(): Promise<void> {
    const words = text();
    if (words.trim() === "" || tooLong()) return;
    setProblem("");
    props.chat.typing.stopped();
    // Kept as unsent before it stops being a draft: at no moment is it nowhere.
    const answer = props.chat.session.write(words);
    change("");
    field.focus();
    const outcome = await answer;
    if (outcome === undefined || outcome.kind === "done") return;
    const reason = outcome.kind === "refused" ? (outcome.reason as CustomerReason) : undefined;
    setProblem((reason && props.words.reasons[reason]) ?? props.words.notSent);
    if (text() === "") change(words);
  }

  return (
    <form
      class="composer"
      hidden={props.files.desk()?.taken()}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Show when={problem()}>
        <p class="problem" role="alert">
          {problem()}
        </p>
      </Show>
      <Show when={text().length > COUNT_FROM}>
        <p id="count" class="count" classList={{ problem: tooLong() }} role={tooLong() ? "alert" : undefined}>
          {count()}
        </p>
      </Show>
      <div class="field">
        <Tool
          class="clip"
          label={props.words.attach}
          whyNot={whyNoFile()}
          path="M20 11l-8.5 8.5a5 5 0 01-7-7L13 4a3.4 3.4 0 015 5l-8.5 8.5a1.8 1.8 0 01-2.5-2.5L14.5 7.5"
          onPress={() => props.files.ask((desk) => desk.choose())}
        />
        <textarea
          ref={(element) => (field = element)}
          rows="1"
          dir="auto"
          enterkeyhint="send"
          aria-label={props.words.message}
          placeholder={
            props.chat.view()?.state === "quiet" && props.chat.rows().length > 0
              ? props.words.messageAfter
              : props.words.message
          }
          aria-invalid={tooLong()}
          aria-describedby={text().length > COUNT_FROM ? "count" : undefined}
          value={text()}
          onInput={(event) => {
            change(event.currentTarget.value);
            props.chat.typing.changed(event.currentTarget.value);
          }}
          onPaste={(event) => {
            const pasted = filesOf(event.clipboardData);
            if (pasted.length === 0 || whyNoFile() !== undefined) return;
            event.preventDefault();
            props.files.ask((desk) => desk.add(pasted));
          }}
          onBlur={() => props.chat.typing.stopped()}
          onKeyDown={(event) => {
            // While an input method composes, Enter chooses a word.
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <Show when={text() === ""}>
          <Tool
            label={props.words.record}
            whyNot={whyNoFile()}
            path="M12 3a3 3 0 00-3 3v6a3 3 0 006 0V6a3 3 0 00-3-3zM5 11a7 7 0 0014 0M12 18v3"
            onPress={() => props.files.ask((desk) => desk.record())}
          />
        </Show>
        <button
          type="submit"
          class="primary"
          aria-label={props.words.send}
          disabled={text().trim() === "" || tooLong()}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 12l16-8-6 17-3-7z" />
          </svg>
        </button>
      </div>
    </form>
  );
}

interface ToolProps {
  class?: string;
  label: string;
  whyNot: string | undefined;
  path: string;
  onPress: () => void;
}

function Tool(props: ToolProps) {
  return (
    <button
      type="button"
      class={`tool ${props.class ?? ""}`}
      aria-label={props.label}
      title={props.whyNot ?? props.label}
      disabled={props.whyNot !== undefined}
      onClick={() => props.onPress()}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={props.path} />
      </svg>
    </button>
  );
}
