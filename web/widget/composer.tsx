import { Show, createEffect, createSignal, onCleanup } from "solid-js";
import { TEXT_MAX_CHARS } from "../../machines/vocabulary.ts";
import type { Chat } from "./chat.ts";
import type { KeyValue } from "./key-value.ts";
import type { CustomerReason, Words } from "./words/es.ts";

/** From here on the customer sees how much room is left. */
const COUNT_FROM = TEXT_MAX_CHARS - 300;
const DRAFT = "turno.draft";

export function Composer(props: { chat: Chat; words: Words; tab: KeyValue; mayFocus: () => boolean }) {
  let field!: HTMLTextAreaElement;
  // oxlint-disable-next-line solid/reactivity -- read once: the draft of the last page is where this one starts
  const [text, setText] = createSignal(props.tab.get(DRAFT) ?? "");
  const [problem, setProblem] = createSignal("");
  const tooLong = () => text().length > TEXT_MAX_CHARS;
  const count = () => (tooLong() ? props.words.tooLong : props.words.left)(text().length, TEXT_MAX_CHARS);

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
          onBlur={() => props.chat.typing.stopped()}
          onKeyDown={(event) => {
            // While an input method composes, Enter chooses a word.
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
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
