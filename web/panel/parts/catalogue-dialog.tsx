import { For, Show, Switch, Match, createSignal } from "solid-js";
import { LABEL_COLORS, type LabelColor } from "../../../party/protocol/project.ts";
import type { Project } from "../state/project.ts";
import { GAPS } from "../state/placeholders.ts";
import { reasonWords, t } from "../words/index.ts";
import { CatalogueRules } from "./catalogue-rules.tsx";
import { Choice } from "./choice.tsx";
import { Dialog } from "./dialog.tsx";
import { Icon } from "./icons.tsx";
import { LabelChip } from "./label-chip.tsx";

const TABLES = ["replies", "labels", "reasons", "settings"] as const;
type Table = (typeof TABLES)[number];

/** What is being changed; `id` is made here for what is new. */
interface Edited {
  id: string;
  name: string;
  shortcut: string;
  text: string;
  color: LabelColor;
}

const blank = (): Edited => ({ id: crypto.randomUUID(), name: "", shortcut: "", text: "", color: "grey" });

/** What the whole project shares: who changes it here changes it for everybody, at once. */
export default function CatalogueDialog(props: { project: Project; onClose: () => void }) {
  const [table, setTable] = createSignal<Table>("replies");
  const [edited, edit] = createSignal<Edited>();
  const [trouble, setTrouble] = createSignal<string>();
  let shut = (): void => {};

  const rows = (): readonly Edited[] => {
    const { replies, labels, reasons } = props.project;
    if (table() === "replies") return replies().map(({ title, ...reply }) => ({ ...blank(), ...reply, name: title }));
    return (table() === "labels" ? labels() : reasons()).map((one) => ({ ...blank(), ...one }));
  };

  function show(which: Table): void {
    setTable(which);
    edit(undefined);
    setTrouble(undefined);
  }

  async function say(command: { type: string; [field: string]: unknown }): Promise<void> {
    const outcome = await props.project.room.client.send(command);
    setTrouble(
      outcome.kind === "done" ? undefined : outcome.kind === "refused" ? reasonWords(outcome.reason) : t().fault,
    );
    if (outcome.kind === "done") edit(undefined);
  }

  function save(one: Edited): void {
    const { id, name, shortcut, text, color } = one;
    if (table() === "replies") void say({ type: "reply.save", id, shortcut: shortcut.trim(), title: name, text });
    else if (table() === "labels") void say({ type: "label.save", id, name, color });
    else void say({ type: "reason.save", id, name });
  }
  const removal = { replies: "reply.delete", labels: "label.delete", reasons: "reason.delete" } as const;
  function remove(one: Edited): void {
    const which = table();
    if (which !== "settings" && confirm(t().catalogue.removeAsk(one.name)))
      void say({ type: removal[which], id: one.id });
  }
  const change = (part: Partial<Edited>): void => void edit((before) => before && { ...before, ...part });

  return (
    <Dialog
      title={t().catalogue.title}
      class="catalogue"
      onOpen={(close) => (shut = close)}
      onSubmit={() => {
        const one = edited();
        if (one) save(one);
        else shut();
      }}
      onClose={() => props.onClose()}
    >
      <div class="tabs" role="group" aria-label={t().catalogue.title}>
        <For each={TABLES}>
          {(known) => (
            <button type="button" class="plain" aria-pressed={table() === known} onClick={() => show(known)}>
              {t().catalogue[known]}
            </button>
          )}
        </For>
      </div>
      <Switch>
        <Match when={table() === "settings"}>
          <CatalogueRules project={props.project} onSay={(command) => void say(command)} />
        </Match>
        <Match when={edited()}>
          {(one) => (
            <>
              <label class="field">
                {t().catalogue.name}
                <input
                  type="text"
                  value={one().name}
                  onInput={(event) => change({ name: event.currentTarget.value })}
                />
              </label>
              <Show when={table() === "replies"}>
                <label class="field">
                  {t().catalogue.shortcut}
                  <input
                    type="text"
                    autocapitalize="off"
                    value={one().shortcut}
                    onInput={(event) => change({ shortcut: event.currentTarget.value })}
                  />
                </label>
                <label class="field">
                  {t().catalogue.text}
                  <textarea
                    rows={5}
                    value={one().text}
                    onInput={(event) => change({ text: event.currentTarget.value })}
                  />
                </label>
                <p class="quiet">
                  {t().catalogue.gaps} <code>{GAPS.map((gap) => `{{${gap}}}`).join(" ")}</code>
                </p>
              </Show>
              <Show when={table() === "labels"}>
                <Choice
                  label={t().catalogue.color}
                  options={LABEL_COLORS}
                  words={(color) => t().catalogue.colors[color]}
                  chosen={one().color}
                  onChoose={(color) => change({ color })}
                />
              </Show>
            </>
          )}
        </Match>
        <Match when={true}>
          <ul class="catalogue-rows">
            <For each={rows()} fallback={<li class="quiet">{t().catalogue.empty}</li>}>
              {(one) => (
                <li>
                  <span class="catalogue-name">
                    <Show when={table() === "labels"} fallback={one.name}>
                      <LabelChip label={one} />
                    </Show>
                    <Show when={one.shortcut !== ""}>
                      <span class="quiet"> /{one.shortcut}</span>
                    </Show>
                  </span>
                  <button type="button" aria-label={t().catalogue.edit(one.name)} onClick={() => edit(one)}>
                    {t().editAgain}
                  </button>
                  <button
                    type="button"
                    class="plain square"
                    aria-label={t().catalogue.remove(one.name)}
                    title={t().catalogue.remove(one.name)}
                    onClick={() => remove(one)}
                  >
                    <Icon name="close" />
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Match>
      </Switch>
      <p role="alert" class="trouble">
        {trouble()}
      </p>
      <div class="buttons">
        <Show
          when={edited()}
          fallback={
            <>
              <Show when={table() !== "settings"}>
                <button type="button" class="apart" onClick={() => edit(blank())}>
                  {t().catalogue.add}
                </button>
              </Show>
              <button type="submit" class="main">
                {t().closeThis}
              </button>
            </>
          }
        >
          <button type="button" onClick={() => show(table())}>
            {t().cancel}
          </button>
          <button type="submit" class="main">
            {t().save}
          </button>
        </Show>
      </div>
    </Dialog>
  );
}
