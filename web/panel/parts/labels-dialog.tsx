import { For, createSignal, untrack } from "solid-js";
import { called } from "../state/called.ts";
import { useCommands } from "../state/commands.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { reasonWords, t } from "../words/index.ts";
import { Dialog } from "./dialog.tsx";
import { DialogFoot } from "./dialog-foot.tsx";
import { Icon } from "./icons.tsx";
import { LabelChip } from "./label-chip.tsx";

export default function LabelsDialog(props: { desk: Desk; conversation: Conversation; onClose: () => void }) {
  const name = () => called(props.conversation) || t().visitor;
  const [chosen, choose] = createSignal<readonly string[]>(untrack(() => props.conversation.view()?.labels ?? []));
  const [trouble, setTrouble] = createSignal<string>();
  const commands = useCommands();
  let choices!: HTMLFieldSetElement;
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
      onOpen={(close) => {
        shut = close;
        // No box to write in: the first choice brings no keyboard up.
        choices.querySelector("input")?.focus();
      }}
      onSubmit={() => void save()}
      onClose={() => props.onClose()}
    >
      <fieldset ref={(element) => (choices = element)} class="label-choices" aria-label={t().labels}>
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
      <button
        type="button"
        class="with-icon to-catalogue"
        onClick={() => {
          shut();
          commands?.open("catalogue");
        }}
      >
        <Icon name="label" />
        {t().catalogue.title}
      </button>
      <DialogFoot label={t().save} trouble={trouble()} onCancel={() => shut()} />
    </Dialog>
  );
}
