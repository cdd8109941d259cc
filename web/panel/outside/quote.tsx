import { Match, Switch, createMemo } from "solid-js";
import type { Message } from "../../../party/protocol/conversation.ts";
import { useRowMenu } from "../state/row-menu.ts";
import { quotedWords } from "../state/said-words.ts";
import type { Conversation } from "../state/conversation.ts";
import { words } from "./words/index.ts";

/** Who said it, to the agent who reads. */
export function saidBy(message: Message | undefined, me: string, customer: string): string {
  if (!message || !("from" in message) || message.from === "customer") return customer;
  if (message.authorId === me) return words().you;
  return "authorName" in message ? message.authorName : customer;
}

/** What a line answers. */
export function Quote(props: { replyTo: number; conversation: Conversation; me: string; customer: string }) {
  const menu = useRowMenu();
  const answered = createMemo(() => props.conversation.messages().find(({ seq }) => seq === props.replyTo));
  const who = () => saidBy(answered(), props.me, props.customer);
  return (
    <Switch fallback={<p class="quote quiet">{props.replyTo === 0 ? words().notHere : words().further}</p>}>
      <Match when={props.replyTo > 0 && answered()}>
        {(message) => (
          <button type="button" class="plain quote" onClick={() => menu.goTo(props.replyTo)}>
            <cite>
              <span class="unseen">{words().answering} </span>
              {who()}
            </cite>
            <span dir="auto">{quotedWords(message())}</span>
          </button>
        )}
      </Match>
    </Switch>
  );
}
