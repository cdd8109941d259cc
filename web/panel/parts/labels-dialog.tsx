import { For, createSignal, untrack } from "solid-js";
import { useCommands } from "../state/commands.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { reasonWords, t } from "../words/index.ts";
import { Dialog } from "./dialog.tsx";
import { LabelChip } from "./label-chip.tsx";

export default function LabelsDialog(props: { desk: Desk; conversation: Conversation; onClose: () => void }) {
  const name = () => props.conversation.assignment.customerName || t().visitor;
  const [chosen, choose] = createSignal<readonly string[]>(untrack(() => props.conversation.view()?.labels ?? []));
  const [trouble, setTrouble] = createSignal<string>();
  const commands = useCommands();
  let shut = (): void => {};

  async function save(): Promise<void> {
    const outcome = await props.conversation.setLabels([...chosen()]);
    if (outcome.kind === "done") return shut();
    setTrouble(outcome.kind === "refused" ? reasonWords(outcome.reason) : t().fault);
  }

  return (
    <Dialog
      title={t().labelsOf(name())}
      class="labels"
      onOpen={(close) => (shut = close)}
      onSubmit={() => void save()}
      onClose={() => props.onClose()}
    >
      <fieldset class="label-choices" aria-label={t().labels}>
        <For each={props.desk.project.labels()} fallback={<p class="quiet">{t().noLabels}</p>}>
          {(label) => (
            <label>
              <input
                type="checkbox"
                checked={chosen().includes(label.id)}
                onChange={(event) => {
                  const others = chosen().filter((id) => id !== label.id);
                  choose(event.currentTarget.checked ? [...others, label.id] : others);
                }}
              />
              <LabelChip label={label} />
            </label>
          )}
        </For>
      </fieldset>
      <p role="alert" class="trouble">
        {trouble()}
      </p>
      <div class="buttons">
        <button
          type="button"
          class="plain apart"
          onClick={() => {
            shut();
            commands?.open("catalogue");
          }}
        >
          {t().catalogue.title}
        </button>
        <button type="button" onClick={() => shut()}>
          {t().cancel}
        </button>
        <button type="submit" class="main">
          {t().save}
        </button>
      </div>
    </Dialog>
  );
}
