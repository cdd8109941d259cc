import { For, Show, Switch, Match, createSignal } from "solid-js";
import { LABEL_COLORS, type Hours, type LabelColor } from "../../../party/protocol/project.ts";
import type { Outcome } from "../../shared/room-client.ts";
import type { Right } from "../../../machines/rights.ts";
import type { Desk } from "../state/desk.ts";
import { whyNotMine } from "../state/rights.ts";
import { GAPS } from "../state/placeholders.ts";
import { reasonWords, t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { CatalogueRules } from "./catalogue-rules.tsx";
import { Choice } from "./choice.tsx";
import { Dialog } from "./dialog.tsx";
import { GuardedButton } from "./guarded-button.tsx";
import { HoursPage } from "./hours-page.tsx";
import { Icon } from "./icons.tsx";
import { LabelChip } from "./label-chip.tsx";

const TABLES = ["replies", "labels", "reasons", "settings", "hours"] as const;
type Table = (typeof TABLES)[number];
const RIGHT_OF: Record<Table, Right> = {
  replies: "replies.edit",
  labels: "labels.edit",
  reasons: "reasons.edit",
  settings: "settings.edit",
  hours: "settings.edit",
};
/** Shown where they are to be mended. */
const AT_FIELDS = ["hoursInvalid", "hoursOverlap", "closedDaysInvalid"];

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
export default function CatalogueDialog(props: { desk: Desk; at?: Table; onClose: () => void }) {
  // oxlint-disable-next-line solid/reactivity -- where it opens; then it is the person who goes on
  const [table, setTable] = createSignal<Table>(props.at ?? "replies");
  const [edited, edit] = createSignal<Edited>();
  const [trouble, setTrouble] = createSignal<string>();
  /** Hours that are not kept yet. */
  const [draft, setDraft] = createSignal<{ hours: Hours | null }>();
  const [refused, setRefused] = createSignal<{ hours: Hours | null; reason: string }>();
  const [saved, setSaved] = createSignal(false);
  let shut = (): void => {};
  const project = () => props.desk.project;
  const whyNot = () => whyNotMine(props.desk.me, RIGHT_OF[table()]);

  const rows = (): readonly Edited[] => {
    const { replies, labels, reasons } = project();
    if (table() === "replies") return replies().map(({ title, ...reply }) => ({ ...blank(), ...reply, name: title }));
    return (table() === "labels" ? labels() : reasons()).map((one) => ({ ...blank(), ...one }));
  };

  const mayLeave = (): boolean => draft() === undefined || confirm(more().hours.leave);

  function show(which: Table): void {
    if (which !== table() && !mayLeave()) return;
    setTable(which);
    edit(undefined);
    setTrouble(undefined);
    setSaved(false);
  }

  async function saveHours(): Promise<void> {
    const { hours } = draft() ?? {};
    if (hours === undefined) return;
    const outcome = await say({ type: "hours.set", hours });
    setSaved(outcome.kind === "done");
    if (outcome.kind !== "refused" || !AT_FIELDS.includes(outcome.reason)) return setRefused(undefined);
    setTrouble(undefined);
    setRefused({ hours, reason: outcome.reason });
  }

  async function say(command: { type: string; [field: string]: unknown }): Promise<Outcome> {
    const outcome = await project().room.client.send(command);
    setTrouble(
      outcome.kind === "done" ? undefined : outcome.kind === "refused" ? reasonWords(outcome.reason) : t().fault,
    );
    if (outcome.kind === "done") edit(undefined);
    return outcome;
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
    if (which !== "settings" && which !== "hours" && confirm(more().catalogue.removeAsk(one.name)))
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
        if (table() === "hours") void saveHours();
        else if (one && whyNot() === undefined) save(one);
        else shut();
      }}
      mayClose={mayLeave}
      onClose={() => props.onClose()}
    >
      <div class="tabs" role="group" aria-label={t().catalogue.title}>
        <For each={TABLES}>
          {(known) => (
            <button type="button" class="plain" aria-pressed={table() === known} onClick={() => show(known)}>
              {known === "hours" ? t().catalogue.hours : more().catalogue[known]}
            </button>
          )}
        </For>
      </div>
      <Switch>
        <Match when={table() === "settings"}>
          <CatalogueRules project={project()} isOff={whyNot() !== undefined} onSay={(command) => void say(command)} />
        </Match>
        <Match when={table() === "hours"}>
          <Show when={project().settings()} fallback={<p role="status">{t().loading}</p>}>
            {(settings) => (
              <HoursPage
                project={project()}
                isOff={whyNot() !== undefined}
                settings={settings()}
                refused={refused()}
                onDraft={setDraft}
              />
            )}
          </Show>
        </Match>
        <Match when={edited()}>
          {(one) => (
            <>
              <label class="field">
                {more().catalogue.name}
                <input
                  type="text"
                  value={one().name}
                  onInput={(event) => change({ name: event.currentTarget.value })}
                />
              </label>
              <Show when={table() === "replies"}>
                <label class="field">
                  {more().catalogue.shortcut}
                  <input
                    type="text"
                    autocapitalize="off"
                    value={one().shortcut}
                    onInput={(event) => change({ shortcut: event.currentTarget.value })}
                  />
                </label>
                <label class="field">
                  {more().catalogue.text}
                  <textarea
                    rows={5}
                    value={one().text}
                    onInput={(event) => change({ text: event.currentTarget.value })}
                  />
                </label>
                <p class="quiet">
                  {more().catalogue.gaps} <code>{GAPS.map((gap) => `{{${gap}}}`).join(" ")}</code>
                </p>
              </Show>
              <Show when={table() === "labels"}>
                <Choice
                  label={more().catalogue.color}
                  options={LABEL_COLORS}
                  words={(color) => more().catalogue.colors[color]}
                  chosen={one().color}
                  onChoose={(color) => change({ color })}
                />
              </Show>
            </>
          )}
        </Match>
        <Match when={true}>
          <ul class="catalogue-rows">
            <For each={rows()} fallback={<li class="quiet">{more().catalogue.empty}</li>}>
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
                  <button
                    type="button"
                    aria-label={more().catalogue.edit(one.name)}
                    aria-disabled={whyNot() === undefined ? undefined : "true"}
                    title={whyNot()}
                    onClick={() => whyNot() === undefined && edit(one)}
                  >
                    {t().editAgain}
                  </button>
                  <button
                    type="button"
                    class="plain square"
                    aria-label={more().catalogue.remove(one.name)}
                    aria-disabled={whyNot() === undefined ? undefined : "true"}
                    title={whyNot() ?? more().catalogue.remove(one.name)}
                    onClick={() => whyNot() === undefined && remove(one)}
                  >
                    <Icon name="close" />
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Match>
      </Switch>
      <Show when={whyNot()}>
        <p class="quiet">{whyNot()}</p>
      </Show>
      <p role="alert" class="trouble">
        {trouble()}
      </p>
      <div class="buttons">
        <Show when={table() === "hours"}>
          <p class="apart quiet" role="status">
            {draft() ? more().hours.unsaved : saved() ? more().hours.saved : ""}
          </p>
          <button type="button" onClick={() => mayLeave() && shut()}>
            {t().closeThis}
          </button>
          <Show
            when={whyNot()}
            fallback={
              <button type="submit" class="main" disabled={draft() === undefined}>
                {t().save}
              </button>
            }
          >
            <GuardedButton submit main label={t().save} reason={whyNot()} />
          </Show>
        </Show>
        <Show
          when={edited()}
          fallback={
            <Show when={table() !== "hours"}>
              <Show when={table() !== "settings"}>
                <span class="apart">
                  <GuardedButton label={more().catalogue.add} reason={whyNot()} onPress={() => edit(blank())} />
                </span>
              </Show>
              <button type="submit">{t().closeThis}</button>
            </Show>
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
