import { Show, createEffect, createSignal, onMount } from "solid-js";
import { TEXT_MAX_CHARS } from "../../../machines/vocabulary.ts";
import type { Conversation } from "../state/conversation.ts";
import { touches } from "../state/page.ts";
import { remaining } from "../state/length.ts";
import { reasonWords, t } from "../words/index.ts";
import { Icon } from "./icons.tsx";

export function Composer(props: { conversation: Conversation }) {
  const draft = () => props.conversation.draft();
  const rest = () => remaining(draft(), TEXT_MAX_CHARS);
  const allowed = () => props.conversation.view()?.allowed["message.send"];
  const [own, setOwn] = createSignal<string>();
  const trouble = () => own() ?? props.conversation.trouble();
  const troubleWords = () => {
    const reason = trouble();
    if (reason !== undefined) return t().notSent(reason === "fault" ? t().fault : reasonWords(reason));
    const may = allowed();
    return may === undefined || may === true ? undefined : reasonWords(may);
  };
  let field!: HTMLTextAreaElement;

  function send(): void {
    const text = draft();
    if (rest().isOver) return void setOwn("textTooLong");
    if (text.trim() === "") return void setOwn("emptyText");
    setOwn(undefined);
    props.conversation.send(text);
    field.focus();
  }

  function pressed(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || touches()) return;
    event.preventDefault();
    send();
  }

  onMount(() => {
    if (!touches()) field.focus({ preventScroll: true });
  });
  createEffect(() => {
    draft();
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  });

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={(element) => (field = element)}
        rows={1}
        dir="auto"
        aria-label={t().compose}
        aria-describedby="compose-hint compose-trouble"
        aria-invalid={rest().isOver ? "true" : undefined}
        placeholder={t().compose}
        value={draft()}
        onInput={(event) => {
          setOwn(undefined);
          props.conversation.setDraft(event.currentTarget.value);
        }}
        onKeyDown={pressed}
      />
      <button type="submit" class="main with-icon" aria-label={t().send} title={t().send}>
        <Icon name="send" />
      </button>
      <p class="composer-foot">
        <span id="compose-trouble" class="trouble" role="alert">
          {troubleWords()}
        </span>
        <span id="compose-hint" class="quiet hint">
          {t().composeHint}
        </span>
        <Show when={rest().isNear}>
          <span class="count" role="status" classList={{ trouble: rest().isOver }}>
            {rest().isOver ? t().charactersOver(-rest().left) : t().charactersLeft(rest().left)}
          </span>
        </Show>
      </p>
    </form>
  );
}
