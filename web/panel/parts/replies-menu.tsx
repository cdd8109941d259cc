import { For, Show, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import type { Reply } from "../../../party/protocol/project.ts";
import { fill, found, unknownGaps, type Values } from "../state/placeholders.ts";
import { t } from "../words/index.ts";

/** The canned replies that fit what stands after the "/", and the chosen one as it would be sent. */
export default function RepliesMenu(props: {
  listId: string;
  replies: readonly Reply[];
  word: string;
  values: Values;
  /** The box keeps the focus, and hands over the keys that are the menu's. */
  onKeys: (handler: ((event: KeyboardEvent) => boolean) | undefined) => void;
  onOption: (id: string | undefined) => void;
  onChoose: (text: string) => void;
}) {
  const shown = createMemo(() => found(props.replies, props.word));
  const [at, setAt] = createSignal(0);
  const chosen = () => shown()[Math.min(at(), shown().length - 1)];
  const optionId = (reply: Reply) => `${props.listId}-${reply.id}`;
  const choose = (reply: Reply): void => props.onChoose(fill(reply.text, props.values));
  createEffect(on(shown, () => setAt(0)));
  createEffect(() => {
    const reply = chosen();
    props.onOption(reply ? optionId(reply) : undefined);
    if (reply) document.getElementById(optionId(reply))?.scrollIntoView({ block: "nearest" });
  });

  function pressed(event: KeyboardEvent): boolean {
    const reply = chosen();
    if (!reply || event.shiftKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((Math.min(at(), shown().length - 1) + step + shown().length) % shown().length);
    else if (event.key === "Enter" || event.key === "Tab") choose(reply);
    else return false;
    event.preventDefault();
    return true;
  }
  // oxlint-disable-next-line solid/reactivity -- read when a key is pressed
  props.onKeys(pressed);
  onCleanup(() => {
    props.onKeys(undefined);
    props.onOption(undefined);
  });

  return (
    <div class="replies card">
      <ul id={props.listId} role="listbox" aria-label={t().replies.title}>
        <For each={shown()}>
          {(reply) => (
            <li
              id={optionId(reply)}
              role="option"
              aria-selected={reply === chosen()}
              onPointerMove={() => setAt(shown().indexOf(reply))}
              // The box must not lose the focus to the menu.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(reply)}
            >
              <span class="reply-title">{reply.title}</span>
              <span class="quiet">/{reply.shortcut}</span>
            </li>
          )}
        </For>
      </ul>
      <Show when={chosen()} fallback={<p class="quiet replies-none">{t().replies.none}</p>}>
        {(reply) => (
          <div class="reply-preview">
            <p class="quiet">{t().replies.preview}</p>
            <p class="text">{fill(reply().text, props.values)}</p>
            <Show when={unknownGaps(reply().text).length > 0}>
              <p class="trouble">{t().replies.unknownGaps(unknownGaps(reply().text).join(", "))}</p>
            </Show>
          </div>
        )}
      </Show>
    </div>
  );
}
