import { Show, untrack } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { awaitThread, thread } from "../state/thread-part.ts";
import { t } from "../words/index.ts";

/** The conversation in front, or for a moment after the first sight of the list that it is being fetched. */
export function InFront(props: { desk: Desk; conversation: Conversation }) {
  if (!untrack(thread)) awaitThread();
  return (
    <Show
      when={thread()}
      fallback={
        <div class="no-thread">
          <p class="quiet" role="status">
            {t().loading}
          </p>
          {/* On a phone nothing else leads back. */}
          <button type="button" onClick={() => props.desk.select(null)}>
            {t().back}
          </button>
        </div>
      }
    >
      {(part) => <Dynamic component={part()} desk={props.desk} conversation={props.conversation} />}
    </Show>
  );
}
