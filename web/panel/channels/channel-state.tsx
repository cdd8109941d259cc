import type { InboxView } from "../../../party/protocol/inboxes.ts";
import { cw } from "./words/index.ts";

const stateOf = ({ isChecking, works }: InboxView): "checking" | "unchecked" | "works" | "worksNot" => {
  if (isChecking) return "checking";
  if (works === null) return "unchecked";
  return works ? "works" : "worksNot";
};

/** What the last check said, in a word. */
export function ChannelState(props: { inbox: InboxView }) {
  return (
    <span class="state-mark channel-state" data-state={stateOf(props.inbox)}>
      {cw()[stateOf(props.inbox)]}
    </span>
  );
}
