import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { t } from "../words/index.ts";
import { Icon } from "./icons.tsx";

/** Under the thread of what is somebody else's, where one writes elsewhere: whose it is, and the way out. */
export default function ReadingFoot(props: { desk: Desk; conversation: Conversation }) {
  const holder = () => props.conversation.view()?.holder;
  const words = () => {
    if (props.conversation.room.status() === "denied") return t().reading.denied;
    return holder() ? t().reading.held(holder()!.name) : t().reading.free;
  };
  return (
    <div class="aside-foot">
      <Icon name="eye" />
      <p role="status">{words()}</p>
      <button type="button" onClick={() => props.desk.select(null)}>
        {t().reading.leave}
      </button>
    </div>
  );
}
