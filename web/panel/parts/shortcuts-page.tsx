import { For, Show } from "solid-js";
import { GROUPS, type Commands, type Group } from "../state/commands.ts";
import { t } from "../words/index.ts";
import { Dialog } from "./dialog.tsx";
import { Kbd } from "./kbd.tsx";

/** What the composer does by itself: no commands, and keys all the same. */
const IN_COMPOSER = [
  { keys: "Enter", label: () => t().keys.send },
  { keys: "Shift+Enter", label: () => t().keys.newLine },
  { keys: "/", label: () => t().keys.reply },
  { keys: "Escape", label: () => t().keys.leave },
];

export default function ShortcutsPage(props: { commands: Commands; onClose: () => void }) {
  const of = (group: Group) =>
    props.commands
      .all()
      .filter((command) => command.group === group && command.keys && !/^open-[2-9]$/.test(command.id));
  return (
    <Dialog title={t().keys.title} class="shortcuts" onClose={() => props.onClose()}>
      <p class="quiet">{t().keys.rule}</p>
      <div class="shortcut-groups">
        <For each={GROUPS}>
          {(group) => (
            <Show when={of(group).length > 0}>
              <section>
                <h3>{t().keys.groups[group]}</h3>
                <dl>
                  <For each={of(group)}>
                    {(command) => (
                      <Line
                        label={command.id === "open-1" ? t().keys.openAny : command.label()}
                        keys={command.id === "open-1" ? ["1…9"] : command.keys!}
                      />
                    )}
                  </For>
                </dl>
              </section>
            </Show>
          )}
        </For>
        <section>
          <h3>{t().keys.inComposer}</h3>
          <dl>
            <For each={IN_COMPOSER}>{(one) => <Line label={one.label()} keys={[one.keys]} />}</For>
          </dl>
        </section>
      </div>
      <div class="buttons">
        <button type="submit">{t().closeThis}</button>
      </div>
    </Dialog>
  );
}

function Line(props: { label: string; keys: readonly string[] }) {
  return (
    <div class="shortcut">
      <dt>{props.label}</dt>
      <dd>
        <For each={props.keys}>
          {(keys) => (
            <>
              <Kbd keys={keys} />
              <span class="unseen">{keys.replace("Shift", t().keys.shift)}</span>
            </>
          )}
        </For>
      </dd>
    </div>
  );
}
