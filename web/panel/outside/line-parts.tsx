/** What a line of another channel has besides its words: in one piece, because a thread wants all of them or none. */
import { For, Show, type JSX } from "solid-js";
import type { OutsideLine } from "../../../machines/lines.ts";
import type { AboutWhat } from "../../../machines/outside.ts";
import { dayAndTime } from "../../shared/locale.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import type { Said } from "../state/said.ts";
import { language } from "../words/index.ts";
import { DeliveryTick, DeliveryTrouble } from "./delivery.tsx";
import { Quote } from "./quote.tsx";
import { SharedBody, TemplateBody } from "./shared-body.tsx";
import { isLate } from "./way.ts";
import { words } from "./words/index.ts";
import "./outside.css";

export interface LineProps {
  message: Said;
  conversation: Conversation;
  desk: Desk;
  customer: string;
}

/** What made them write. */
function About(props: { about: AboutWhat }) {
  const said = () => words().about[props.about.what](props.about.title);
  return (
    <p class="line-mark" dir="auto">
      <Show when={props.about.url} fallback={said()}>
        {(url) => (
          <a href={url()} target="_blank" rel="noopener noreferrer nofollow">
            {said()}
            <span class="unseen"> ({words().opensTab})</span>
          </a>
        )}
      </Show>
    </p>
  );
}

/** Before the words: what it is about, whether it was handed on, and what it answers. */
function Head(props: LineProps) {
  return (
    <>
      <Show when={props.message.about}>{(about) => <About about={about()} />}</Show>
      <Show when={props.message.forwarded}>{(how) => <p class="line-mark">{words().forwarded[how()]}</p>}</Show>
      <Show when={props.message.replyTo !== undefined}>
        <Quote
          replyTo={props.message.replyTo!}
          conversation={props.conversation}
          me={props.desk.me.id}
          customer={props.customer}
        />
      </Show>
    </>
  );
}

/** Of what is neither text nor file. */
function Body(props: LineProps) {
  return (
    <>
      <Show when={props.message.kind === "shared" && props.message.shared}>
        {(shared) => <SharedBody shared={shared()} />}
      </Show>
      <Show when={props.message.kind === "template" && props.message.template}>
        {(template) => <TemplateBody template={template()} />}
      </Show>
    </>
  );
}

/** Beside the time: how it was written, changed, and when. */
function Marks(props: LineProps) {
  const chosen = () => (props.message.kind === "text" ? props.message.chosen : undefined);
  return (
    <>
      <Show when={chosen()}>{(how) => <span class="mark-of">{words().chosen[how()]}</span>}</Show>
      <Show when={props.message.editedAt !== undefined}>
        <span>{words().edited}</span>
      </Show>
      <Show when={isLate(props.message)}>
        <span>{words().sentAt(dayAndTime(language(), props.message.sentAt!, props.desk.now()))} ·</span>
      </Show>
    </>
  );
}

/** Undefined: the ticks of our own chat say it. */
function Tick(props: { message: Said; fallback: JSX.Element }) {
  return (
    <Show when={props.message.delivery} fallback={props.fallback}>
      {(delivery) => <DeliveryTick delivery={delivery()} />}
    </Show>
  );
}

type Reactions = NonNullable<OutsideLine["reactions"]>;

function Foot(props: LineProps) {
  const reacted = (): { said: string; emoji: string }[] => {
    const { customer = "", agent = "" }: Reactions = props.message.reactions ?? {};
    return [
      { said: words().reacted(props.customer, customer), emoji: customer },
      { said: words().youReacted(agent), emoji: agent },
    ].filter(({ emoji }) => emoji !== "");
  };
  return (
    <>
      <Show when={props.message.delivery}>
        {(delivery) => (
          <DeliveryTrouble
            delivery={delivery()}
            message={props.message}
            conversation={props.conversation}
            desk={props.desk}
          />
        )}
      </Show>
      <Show when={reacted().length > 0}>
        <ul class="reactions" aria-label={words().reactions}>
          <For each={reacted()}>
            {({ said, emoji }) => (
              <li title={said}>
                <span aria-hidden="true">{emoji}</span>
                <span class="unseen">{said}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}

export default { Head, Body, Marks, Tick, Foot };
