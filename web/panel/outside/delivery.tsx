import { Show, createSignal } from "solid-js";
import type { Delivery } from "../../../machines/outside.ts";
import type { Message } from "../../../party/protocol/conversation.ts";
import { Icon } from "../parts/icons.tsx";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { OutsideIcon } from "./icons.tsx";
import { mayRetry } from "./way.ts";
import { words } from "./words/index.ts";

const DRAWN = { waiting: "sending", sent: "sent", delivered: "both", read: "both" } as const;

/** How far a line of the agent's has come. */
export function DeliveryTick(props: { delivery: Delivery }) {
  const state = () => props.delivery.state;
  const drawn = () => DRAWN[state() as keyof typeof DRAWN];
  return (
    <span
      class="tick"
      classList={{
        read: state() === "read" || state() === "played",
        bad: state() === "failed" || state() === "unclear",
      }}
      title={words().ticks[state()]}
    >
      <Show when={drawn()} fallback={<OutsideIcon name={state() as "played" | "failed" | "unclear"} />}>
        {(name) => <Icon name={name()} />}
      </Show>
      <span class="unseen">{words().ticks[state()]}</span>
    </span>
  );
}

/** Why it has not come, what can be done, and what the provider said. */
export function DeliveryTrouble(props: {
  delivery: Delivery;
  message: Message;
  conversation: Conversation;
  desk: Desk;
}) {
  const [busy, setBusy] = createSignal(false);
  const failed = () => props.delivery.state === "failed";
  const view = () => props.conversation.view();
  const isMine = () => view()?.holder?.id === props.desk.me.id;
  const offers = () => isMine() && mayRetry(props.delivery, props.message.kind, view()!.allowed);
  const detail = () => {
    const { code, words: said = "" } = props.delivery;
    return [code === undefined ? "" : words().code(String(code)), said].filter((part) => part !== "").join(": ");
  };
  async function again(): Promise<void> {
    if (busy()) return;
    setBusy(true);
    const outcome = await props.conversation.ask({ type: "message.retry", seq: props.message.seq });
    setBusy(false);
    if (outcome.kind !== "done") props.desk.notices.failed(outcome.kind === "refused" ? outcome.reason : "fault");
  }
  return (
    <Show
      when={failed() || props.delivery.state === "unclear"}
      fallback={
        <Show when={props.delivery.twice}>
          <p class="way-note">{words().twice}</p>
        </Show>
      }
    >
      <div class="way-trouble" classList={{ unclear: !failed() }}>
        <p>
          <Show when={failed()} fallback={words().unclear}>
            <strong>{words().failed}</strong> {words().failures[props.delivery.reason ?? "unknown"]}
          </Show>
        </p>
        <Show when={props.delivery.twice && failed()}>
          <p>{words().twice}</p>
        </Show>
        <Show when={detail()}>
          <details>
            <summary>{words().detail}</summary>
            <p dir="auto">{detail()}</p>
          </details>
        </Show>
        <Show when={offers()}>
          <button type="button" aria-disabled={busy() ? "true" : undefined} onClick={() => void again()}>
            {busy() ? words().retrying : words().retry}
          </button>
        </Show>
      </div>
    </Show>
  );
}
