import { For, Show, createSignal, createUniqueId, onCleanup, onMount } from "solid-js";
import { NOTE_MAX_CHARS } from "../../../machines/vocabulary.ts";
import type { SeatView } from "../../../party/protocol/queue.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { remaining } from "../state/length.ts";
import { reasonWords, t } from "../words/index.ts";

export function TransferDialog(props: { desk: Desk; conversation: Conversation; onClose: () => void }) {
  const colleagues = () => props.desk.seats().filter(({ id }) => id !== props.desk.me.id);
  const [to, setTo] = createSignal<string>();
  const [note, setNote] = createSignal("");
  const [trouble, setTrouble] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const chosen = () => colleagues().find((seat) => seat.id === to() && seat.transfer === true);
  const rest = () => remaining(note(), NOTE_MAX_CHARS);
  let dialog!: HTMLDialogElement;
  const titleId = createUniqueId();

  onMount(() => {
    props.desk.wantSeats(true);
    dialog.showModal();
  });
  onCleanup(() => props.desk.wantSeats(false));

  async function transfer(): Promise<void> {
    const seat = chosen();
    if (!seat || busy()) return;
    setBusy(true);
    const outcome = await props.conversation.transfer(seat.id, note());
    setBusy(false);
    if (outcome.kind === "done") return dialog.close();
    setTrouble(outcome.kind === "refused" ? reasonWords(outcome.reason) : t().fault);
  }

  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="card"
      aria-labelledby={titleId}
      onClose={() => props.onClose()}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void transfer();
        }}
      >
        {/* Colleagues come a moment later: without this the note would have the focus, and a phone its keyboard up. */}
        <h2 id={titleId} tabIndex={-1} autofocus>
          {t().transfer}
        </h2>
        <fieldset>
          <legend>{t().transferTo}</legend>
          <For each={colleagues()} fallback={<p class="quiet">{t().noColleagues}</p>}>
            {(seat) => <Colleague seat={seat} chosen={chosen()?.id === seat.id} onChoose={() => setTo(seat.id)} />}
          </For>
        </fieldset>
        <label class="field">
          {t().transferNote}
          <textarea rows={3} maxLength={NOTE_MAX_CHARS} onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        <Show when={rest().isNear}>
          <p class="quiet">{t().charactersLeft(rest().left)}</p>
        </Show>
        <p role="alert" class="trouble">
          <Show when={trouble()}>{(reason) => t().notDone(reason())}</Show>
        </p>
        <div class="buttons">
          <button type="button" onClick={() => dialog.close()}>
            {t().cancel}
          </button>
          <button
            type="submit"
            class="main"
            disabled={!chosen() || busy() || props.conversation.room.status() !== "live"}
          >
            {t().transferSend}
          </button>
        </div>
      </form>
    </dialog>
  );
}

function Colleague(props: { seat: SeatView; chosen: boolean; onChoose: () => void }) {
  const reason = () => (props.seat.transfer === true ? undefined : reasonWords(props.seat.transfer));
  const id = createUniqueId();
  return (
    <label class="colleague" classList={{ off: reason() !== undefined }}>
      <input
        type="radio"
        name="colleague"
        value={props.seat.id}
        checked={props.chosen}
        disabled={reason() !== undefined}
        aria-describedby={id}
        onChange={() => props.onChoose()}
      />
      <span class="name">{props.seat.name}</span>
      <span class="quiet" id={id}>
        {t().loadOf(props.seat.load, props.seat.capacity)}
        <Show when={reason()}>{(why) => <strong> · {why()}</strong>}</Show>
      </span>
    </label>
  );
}
