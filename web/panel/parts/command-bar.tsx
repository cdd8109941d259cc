import { For, Show, createEffect, createMemo, createSignal, createUniqueId, onMount } from "solid-js";
import { may } from "../../../machines/rights.ts";
import type { Command, Commands } from "../state/commands.ts";
import type { Desk } from "../state/desk.ts";
import { plain } from "../state/placeholders.ts";
import { t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { Kbd } from "./kbd.tsx";

/** Everything that can be done, found by a few letters of its name. */
export default function CommandBar(props: { desk: Desk; commands: Commands; onClose: () => void }) {
  const [query, setQuery] = createSignal("");
  const [at, setAt] = createSignal(0);
  /** Pages beside the desk, which goes on. */
  const elsewhere = (): Command[] => {
    if (!may(props.desk.me.role, "rooms.inspect")) return [];
    const open = (): void => void window.open("/machines", "_blank", "noopener");
    return [{ id: "machines", group: "desk", label: () => more().machines, run: open }];
  };
  const found = createMemo(() => {
    const words = plain(query()).split(/\s+/);
    return [...props.commands.all(), ...elsewhere()].filter(
      ({ id, label }) => id !== "bar" && !/^open-\d/.test(id) && words.every((word) => plain(label()).includes(word)),
    );
  });
  const chosen = () => found()[Math.min(at(), found().length - 1)];
  const listId = createUniqueId();
  const optionId = (command: Command) => `${listId}-${command.id.replace(/\W/g, "_")}`;
  let dialog!: HTMLDialogElement;
  let next: Command | undefined;
  onMount(() => dialog.showModal());
  createEffect(() => {
    const command = chosen();
    if (command) document.getElementById(optionId(command))?.scrollIntoView({ block: "nearest" });
  });

  /** Done when the bar has gone: the focus is then where it was, and the command may move it. */
  function choose(command: Command | undefined): void {
    if (!command) return;
    next = command;
    dialog.close();
  }

  function pressed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined)
      setAt((found().length + Math.min(at(), found().length - 1) + step) % Math.max(1, found().length));
    else if (event.key === "Enter") choose(chosen());
    else if (event.key === "k" && (event.ctrlKey || event.metaKey)) dialog.close();
    else return;
    event.preventDefault();
  }

  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="card command-bar"
      aria-label={t().keys.bar}
      onClick={(event) => event.target === dialog && dialog.close()}
      onClose={() => {
        props.onClose();
        if (next) props.commands.press(next);
      }}
    >
      <input
        type="text"
        role="combobox"
        aria-label={t().keys.bar}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={chosen() ? optionId(chosen()!) : undefined}
        aria-autocomplete="list"
        autocomplete="off"
        spellcheck={false}
        placeholder={t().keys.barHint}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={pressed}
      />
      <ul id={listId} role="listbox" aria-label={t().keys.bar}>
        <For each={found()}>
          {(command) => (
            <li
              id={optionId(command)}
              role="option"
              aria-selected={command === chosen()}
              aria-disabled={command.reason?.() === undefined ? undefined : "true"}
              onPointerMove={() => setAt(found().indexOf(command))}
              onClick={() => choose(command)}
            >
              <span class="command-label">{command.label()}</span>
              <Show when={command.reason?.()}>{(reason) => <span class="quiet">{reason()}</span>}</Show>
              <Show when={command.keys?.[0]}>{(keys) => <Kbd keys={keys()} />}</Show>
            </li>
          )}
        </For>
      </ul>
      <p class="quiet" role="status">
        <Show when={found().length === 0}>{t().keys.nothing}</Show>
      </p>
    </dialog>
  );
}
