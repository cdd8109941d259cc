import { hueOf, initials } from "../../panel/state/look.ts";
import type { ShownConversation } from "./talk.ts";

/** A customer, small enough to be moved about. */
export function Token(props: {
  conversation: ShownConversation;
  says: string;
  isFirst: boolean;
  isHead?: boolean;
  onOpen: () => void;
}) {
  return (
    <button
      type="button"
      class="try-token"
      classList={{ head: props.isHead === true, returned: props.conversation.returned }}
      style={{ "--hue": hueOf(props.conversation.name) }}
      data-token={props.conversation.id}
      data-initials={initials(props.conversation.name)}
      tabIndex={props.isFirst ? 0 : -1}
      aria-label={props.says}
      title={props.says}
      onClick={() => props.onOpen()}
    />
  );
}
