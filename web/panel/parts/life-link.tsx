import { Show } from "solid-js";
import { may } from "../../../machines/rights.ts";
import type { Desk } from "../state/desk.ts";
import { more } from "../words/more.ts";
import { Icon } from "./icons.tsx";
import "../styles/life-link.css";

type Party = "conversation" | "agent" | "queue";

/** @param props.when Epoch milliseconds: the moment to look at. */
export function LifeLink(props: { party: Party; room: string; when?: number; label: string; bare?: boolean }) {
  const address = () =>
    `/machines/life/${props.party}/${encodeURIComponent(props.room)}${props.when === undefined ? "" : `?when=${props.when}`}`;
  return (
    <a
      class="life-link"
      href={address()}
      target="_blank"
      aria-label={props.bare ? props.label : undefined}
      title={props.bare ? props.label : undefined}
    >
      <Icon name="eye" />
      <Show when={!props.bare}>{props.label}</Show>
    </a>
  );
}

/** Of the conversation in front, for who may see its life: who oversees, and who has it. */
export default function ConversationLife(props: { desk: Desk; thread: string; isHeld: boolean }) {
  return (
    <Show when={props.isHeld || may(props.desk.me.role, "conversations.readAny")}>
      <p class="block">
        <LifeLink party="conversation" room={props.thread} label={more().life.here} />
      </p>
    </Show>
  );
}

/** For who may look on any room of the project. */
export function QueueLife(props: { desk: Desk }) {
  return (
    <Show when={may(props.desk.me.role, "rooms.inspect")}>
      <LifeLink party="queue" room={props.desk.me.project} label={more().life.queue} />
    </Show>
  );
}
