import { For, Show, createMemo, createSignal, onMount } from "solid-js";
import { findEmoji } from "../state/emoji.ts";
import { language, t } from "../words/index.ts";
import { more } from "../words/more.ts";

const COLUMNS = 8;
const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };

/** The machine's own characters: nothing to load, and the customer sees theirs. */
export default function EmojiPicker(props: { onChoose: (emoji: string) => void; onClose: () => void }) {
  const [query, setQuery] = createSignal("");
  const groups = createMemo(() => findEmoji(query()));
  let panel!: HTMLDivElement;
  let field!: HTMLInputElement;
  onMount(() => field.focus());

  function choose(emoji: string): void {
    props.onChoose(emoji);
    props.onClose();
  }

  function pressed(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      return props.onClose();
    }
    const all = [...panel.querySelectorAll<HTMLButtonElement>("[data-emoji]")];
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === "Enter" && at < 0) {
      event.preventDefault();
      const first = all[0]?.dataset.emoji;
      if (first !== undefined) choose(first);
      return;
    }
    const step = at < 0 ? (event.key === "ArrowDown" ? 1 : undefined) : STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const to = at < 0 ? 0 : at + step;
    if (to < 0) field.focus();
    else all[Math.min(to, all.length - 1)]?.focus();
  }

  return (
    <div
      class="emoji-picker card"
      ref={(element) => (panel = element)}
      role="dialog"
      aria-label={t().emoji.open}
      onKeyDown={pressed}
      onFocusOut={({ relatedTarget }) => {
        if (
          relatedTarget instanceof Node &&
          !panel.contains(relatedTarget) &&
          !panel.parentElement?.contains(relatedTarget)
        )
          props.onClose();
      }}
    >
      <input
        ref={(element) => (field = element)}
        type="text"
        autocomplete="off"
        spellcheck={false}
        aria-label={more().emoji.search}
        placeholder={more().emoji.search}
        onInput={(event) => setQuery(event.currentTarget.value)}
      />
      <div class="emoji-groups">
        <For each={groups()}>
          {(group) => (
            <section aria-label={more().emoji.groups[group.name]}>
              <h3>{more().emoji.groups[group.name]}</h3>
              <div class="emoji-grid">
                <For each={group.emoji}>
                  {(one) => (
                    <button
                      type="button"
                      class="plain"
                      data-emoji={one.char}
                      aria-label={one.names[language()].split(",")[0]}
                      title={one.names[language()]}
                      onClick={() => choose(one.char)}
                    >
                      {one.char}
                    </button>
                  )}
                </For>
              </div>
            </section>
          )}
        </For>
        <Show when={groups().length === 0}>
          <p class="quiet" role="status">
            {more().emoji.none}
          </p>
        </Show>
      </div>
    </div>
  );
}
