import { Show, type JSX } from "solid-js";
import { dayAndTime } from "../../shared/locale.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { language } from "../words/index.ts";
import { words } from "./words/index.ts";

function Fact(props: { name: string; children: JSX.Element }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** What another channel says of its customer, and by which of our numbers or bots they write. */
export default function OutsideFacts(props: { desk: Desk; conversation: Conversation }) {
  const outside = () => props.conversation.view()?.outside;
  const inbox = () => props.desk.project.inboxes().find(({ id }) => id === outside()?.inbox);
  const until = () => outside()?.windowUntil ?? undefined;
  return (
    <Show when={outside()}>
      {(its) => (
        <>
          <Show when={its().phone}>
            {(phone) => (
              <Fact name={words().phone}>
                <a href={`tel:+${phone()}`}>
                  <bdi dir="ltr">+{phone()}</bdi>
                </a>
              </Fact>
            )}
          </Show>
          <Show when={its().username}>
            {(name) => (
              <Fact name={words().username}>
                <bdi>@{name()}</bdi>
              </Fact>
            )}
          </Show>
          <Show when={inbox()}>
            {(one) => (
              <Fact name={words().inbox}>
                <span>
                  <bdi>{one().name}</bdi>
                  <Show when={one().shown}>
                    {" "}
                    <bdi class="quiet">{one().shown}</bdi>
                  </Show>
                </span>
              </Fact>
            )}
          </Show>
          <Show when={until()}>
            {(at) => (
              <Fact name={words().window.until}>
                {at() > props.desk.now() ? dayAndTime(language(), at(), props.desk.now()) : words().window.over}
              </Fact>
            )}
          </Show>
        </>
      )}
    </Show>
  );
}
