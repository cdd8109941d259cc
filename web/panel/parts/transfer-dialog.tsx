import { For, Show, createSignal, createUniqueId, onCleanup, onMount } from "solid-js";
import { NOTE_MAX_CHARS } from "../../../machines/vocabulary.ts";
import type { SeatView } from "../../../party/protocol/queue.ts";
import type { Conversation } from "../state/conversation.ts";
import { UnsentFiles, createUnsent } from "../files/unsent.tsx";
import { departmentsOf, type Target as Line } from "../state/departments.ts";
import type { Desk } from "../state/desk.ts";
import { remaining } from "../state/length.ts";
import { reasonWords, t } from "../words/index.ts";
import { Avatar } from "./avatar.tsx";
import { Dialog } from "./dialog.tsx";
import { GuardedButton } from "./guarded-button.tsx";
import { Icon } from "./icons.tsx";

type Target = { kind: "agent" | "department"; id: string };

export function TransferDialog(props: { desk: Desk; conversation: Conversation; onClose: () => void }) {
  const colleagues = () => props.desk.seats().filter(({ id }) => id !== props.desk.me.id);
  const departments = () =>
    departmentsOf(
      props.desk.seats(),
      props.desk.project.about()?.departments ?? [],
      props.conversation.assignment.department,
    );
  const [to, setTo] = createSignal<Target>();
  const [note, setNote] = createSignal("");
  const [trouble, setTrouble] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  /** What was chosen, as long as it may be. */
  const chosen = (): Target | undefined => {
    const target = to();
    if (target?.kind !== "agent") return target;
    return colleagues().some((seat) => seat.id === target.id && seat.transfer === true) ? target : undefined;
  };
  const isChosen = (kind: Target["kind"], id: string) => chosen()?.kind === kind && chosen()?.id === id;
  const whyNot = () => {
    if (props.conversation.room.status() !== "live") return t().notConnected;
    if (busy()) return reasonWords("notNow");
    return chosen() ? undefined : t().transferTo;
  };
  const unsent = createUnsent(() => [props.conversation]);
  const rest = () => remaining(note(), NOTE_MAX_CHARS);
  let shut = (): void => {};

  onMount(() => props.desk.wantSeats(true));
  onCleanup(() => props.desk.wantSeats(false));

  async function transfer(): Promise<void> {
    const target = chosen();
    if (!target || whyNot() !== undefined) return;
    setBusy(true);
    if (!(await unsent.settle())) return void setBusy(false);
    const outcome = await (target.kind === "agent"
      ? props.conversation.transfer(target.id, note())
      : props.conversation.transferToDepartment(target.id, note()));
    setBusy(false);
    if (outcome.kind === "done") return shut();
    setTrouble(outcome.kind === "refused" ? reasonWords(outcome.reason) : t().fault);
  }

  return (
    <Dialog
      title={t().transfer}
      onOpen={(close) => (shut = close)}
      onSubmit={() => void transfer()}
      onClose={() => props.onClose()}
    >
      <fieldset>
        <legend>{t().transferTo}</legend>
        <For each={colleagues()} fallback={<p class="quiet">{t().noColleagues}</p>}>
          {(seat) => (
            <Colleague
              seat={seat}
              chosen={isChosen("agent", seat.id)}
              onChoose={() => setTo({ kind: "agent", id: seat.id })}
            />
          )}
        </For>
      </fieldset>
      <Show when={departments().length > 0}>
        <fieldset>
          <legend>{t().transferToDepartment}</legend>
          <For each={departments()}>
            {(department) => (
              <DepartmentChoice
                department={department}
                chosen={isChosen("department", department.id)}
                onChoose={() => setTo({ kind: "department", id: department.id })}
              />
            )}
          </For>
        </fieldset>
      </Show>
      <label class="field">
        {t().transferNote}
        <textarea rows={3} maxLength={NOTE_MAX_CHARS} onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
      <Show when={rest().isNear}>
        <p class="quiet">{t().charactersLeft(rest().left)}</p>
      </Show>
      <UnsentFiles unsent={unsent} />
      <p role="alert" class="trouble">
        <Show when={trouble()}>{(reason) => <>{t().notDone(reason())}</>}</Show>
      </p>
      <div class="buttons">
        <button type="button" onClick={() => shut()}>
          {t().cancel}
        </button>
        <GuardedButton submit main label={t().transferSend} reason={whyNot()} />
      </div>
    </Dialog>
  );
}

function Colleague(props: { seat: SeatView; chosen: boolean; onChoose: () => void }) {
  const reason = () => (props.seat.transfer === true ? undefined : reasonWords(props.seat.transfer));
  const id = createUniqueId();
  return (
    <label class="colleague" classList={{ off: reason() !== undefined }}>
      <input
        type="radio"
        name="transfer-to"
        value={props.seat.id}
        checked={props.chosen}
        disabled={reason() !== undefined}
        aria-describedby={id}
        onChange={() => props.onChoose()}
      />
      <Avatar id={props.seat.id} name={props.seat.name} />
      <span class="name">{props.seat.name}</span>
      <span class="quiet" id={id}>
        {t().loadOf(props.seat.load, props.seat.capacity)}
        <Show when={reason()}>{(why) => <strong> · {why()}</strong>}</Show>
      </span>
    </label>
  );
}

function DepartmentChoice(props: { department: Line; chosen: boolean; onChoose: () => void }) {
  const id = createUniqueId();
  return (
    <label class="colleague">
      <input
        type="radio"
        name="transfer-to"
        value={props.department.id}
        checked={props.chosen}
        aria-describedby={id}
        onChange={() => props.onChoose()}
      />
      <Icon name="line" />
      <span class="name">{props.department.name}</span>
      <span class="quiet" id={id}>
        {t().freeAgents(props.department.free)}
      </span>
    </label>
  );
}
