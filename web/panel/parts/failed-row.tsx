import type { Conversation } from "../state/conversation.ts";
import type { Failed } from "../state/drafts.ts";
import { reasonWords, t } from "../words/index.ts";
import { Linked } from "./linked.tsx";

/** A text that the room has refused: why, and what can be done about it. */
export function FailedRow(props: { failed: Failed; conversation: Conversation }) {
  const id = () => props.failed.commandId;
  const why = () => (props.failed.reason === "fault" ? t().fault : reasonWords(props.failed.reason));
  return (
    <article class="bubble mine failed" classList={{ private: props.failed.mode === "note" }}>
      <Linked text={props.failed.text} />
      <p class="trouble" role="alert">
        {t().notSent(why())}
      </p>
      <div class="failed-ways">
        <button type="button" onClick={() => props.conversation.retry(id())}>
          {t().retry}
        </button>
        <button type="button" onClick={() => props.conversation.editAgain(id())}>
          {t().editAgain}
        </button>
        <button type="button" onClick={() => props.conversation.discard(id())}>
          {t().discard}
        </button>
      </div>
    </article>
  );
}
