import { For, createSignal } from "solid-js";
import { clockTime, dayAndTime, isSameDay } from "../../shared/locale.ts";
import { UnsentFiles, createUnsent } from "../files/unsent.tsx";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { tomorrowAt } from "../state/snoozing.ts";
import { language, reasonWords, t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { Dialog } from "./dialog.tsx";
import { DialogFoot } from "./dialog-foot.tsx";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MORNING_HOUR = 9;

export default function SnoozeDialog(props: { desk: Desk; conversation: Conversation; onClose: () => void }) {
  const [trouble, setTrouble] = createSignal<string>();
  const [other, setOther] = createSignal("");
  let shut = (): void => {};
  const choices = [
    { words: () => more().snooze.minutes(30), at: (now: number) => now + 30 * MINUTE_MS },
    { words: () => more().snooze.hours(1), at: (now: number) => now + HOUR_MS },
    { words: () => more().snooze.hours(3), at: (now: number) => now + 3 * HOUR_MS },
    { words: () => more().snooze.tomorrow, at: (now: number) => tomorrowAt(MORNING_HOUR, now) },
  ];

  const when = (at: number): string => {
    const now = props.desk.now();
    return isSameDay(at, now) ? clockTime(language(), at) : dayAndTime(language(), at, now);
  };

  const unsent = createUnsent(() => [props.conversation]);
  async function snooze(until: number): Promise<void> {
    if (!(await unsent.settle())) return;
    const outcome = await props.conversation.snooze(until);
    if (outcome.kind === "done") return shut();
    setTrouble(outcome.kind === "refused" ? reasonWords(outcome.reason) : t().fault);
  }

  return (
    <Dialog
      title={t().snooze.title}
      class="snooze"
      onOpen={(close) => (shut = close)}
      onSubmit={() => {
        const at = new Date(other()).getTime();
        if (Number.isNaN(at)) setTrouble(reasonWords("snoozeNotAhead"));
        else void snooze(at);
      }}
      onClose={() => props.onClose()}
    >
      <p class="quiet">{more().snooze.why}</p>
      <UnsentFiles unsent={unsent} />
      <ul class="snooze-choices">
        <For each={choices}>
          {(choice) => (
            <li>
              <button type="button" onClick={() => void snooze(choice.at(props.desk.now()))}>
                <span>{choice.words()}</span>
                <span class="quiet">{t().snooze.until(when(choice.at(props.desk.now())))}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
      <label class="field">
        {more().snooze.at}
        <input type="datetime-local" onInput={(event) => setOther(event.currentTarget.value)} />
      </label>
      <DialogFoot
        label={more().snooze.put}
        off={other() === "" ? "disabled" : undefined}
        trouble={trouble()}
        onCancel={() => shut()}
      />
    </Dialog>
  );
}
