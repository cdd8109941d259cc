import { For, Match, Show, Switch, createMemo } from "solid-js";
import { Dynamic } from "solid-js/web";
import { minutesAndSeconds } from "../../shared/locale.ts";
import { called } from "../state/called.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { urgencyOf } from "../state/look.ts";
import { lastWords } from "../state/said-words.ts";
import { shortId } from "../state/short-id.ts";
import { t } from "../words/index.ts";
import { Avatar } from "./avatar.tsx";
import { Icon } from "./icons.tsx";
import { LabelChip } from "./label-chip.tsx";
import { soon } from "./later.ts";

const mark = soon(() => import("../outside/mark.tsx"));

const UNREAD_SHOWN_MAX = 99;
const LABELS_SHOWN_MAX = 2;
/** What needs the agent first. */
const STANDINGS = ["failed", "made", "going"] as const;
const MARKS = { failed: "failed", made: "sending", going: "upload" } as const;

export const entryId = (conversationId: string): string => `entry-${conversationId}`;

/** A conversation in the list. */
export function Entry(props: { desk: Desk; conversation: Conversation }) {
  const assignment = () => props.conversation.assignment;
  const view = () => props.conversation.view();
  const name = () => called(props.conversation) || t().visitor;
  const unread = () => view()?.unread ?? 0;
  const wait = () => {
    const since = props.conversation.waitingSince();
    if (since === null) return undefined;
    const ms = props.desk.now() - since;
    return { time: minutesAndSeconds(ms), urgency: urgencyOf(ms) };
  };
  return (
    <button
      type="button"
      class="entry"
      id={entryId(props.conversation.id)}
      aria-current={props.desk.selected() === props.conversation ? "true" : undefined}
      onClick={() => props.desk.select(props.conversation.id)}
    >
      <Avatar id={assignment().customerId} name={name()} />
      <span class="who">
        <Show when={!assignment().opened}>
          <span class="dot" title={t().isNew}>
            <span class="unseen">{t().isNew}</span>
          </span>
        </Show>
        <span class="name" dir="auto" classList={{ strong: unread() > 0 || !assignment().opened }}>
          {name()}
        </span>
        <Unsent desk={props.desk} conversation={props.conversation} />
      </span>
      <Show when={wait()}>
        {(now) => (
          <span class={`wait ${now().urgency}`} title={t().waitingForAnswer(now().time)}>
            {now().time}
          </span>
        )}
      </Show>
      <span class="quiet id">
        <bdi dir="ltr">{shortId(assignment().customerId)}</bdi> ·{" "}
        <Show when={mark()} fallback={t().channels[assignment().channel] ?? assignment().channel}>
          {(part) => (
            <Dynamic
              component={part()}
              channel={assignment().channel}
              desk={props.desk}
              conversation={props.conversation}
              shows="window"
            />
          )}
        </Show>
      </span>
      <Words desk={props.desk} conversation={props.conversation} name={name()} />
      <Show when={unread() > 0}>
        <span class="unread">
          <span aria-hidden="true">{unread() > UNREAD_SHOWN_MAX ? `${UNREAD_SHOWN_MAX}+` : unread()}</span>
          <span class="unseen">{t().unread(unread())}</span>
        </span>
      </Show>
      <Labels desk={props.desk} conversation={props.conversation} />
      <Flags conversation={props.conversation} />
    </button>
  );
}

/** What was looked for, what is being written, what was left unsent, or what was said last: the first of these there is. */
function Words(props: { desk: Desk; conversation: Conversation; name: string }) {
  const found = createMemo(() => props.desk.finding.excerpt(props.conversation));
  // In front its box shows it.
  const leftOver = () => (props.desk.selected() === props.conversation ? "" : props.conversation.leftOver());
  const last = () => {
    const words = lastWords(props.conversation);
    return props.conversation.view()?.last?.from === "agent" ? `${t().you}: ${words}` : words;
  };
  return (
    <Switch
      fallback={
        <span class="preview" dir="auto">
          {last()}
        </span>
      }
    >
      <Match when={found()}>
        {(excerpt) => (
          <span class="preview" dir="auto">
            {excerpt().before}
            <mark>{excerpt().hit}</mark>
            {excerpt().after}
          </span>
        )}
      </Match>
      <Match when={props.conversation.customerTyping()}>
        <span class="preview typing">{t().isTyping(props.name)}</span>
      </Match>
      <Match when={leftOver()}>
        {(text) => (
          <span class="preview">
            <span class="draft">{t().draft}:</span> <bdi>{text()}</bdi>
          </span>
        )}
      </Match>
    </Switch>
  );
}

/** Of a conversation that is not in front: it goes on there, or waits for the agent, and must not be forgotten. */
function Unsent(props: { desk: Desk; conversation: Conversation }) {
  const worst = () => {
    if (props.desk.selected() === props.conversation) return undefined;
    const files = props.conversation.unsentFiles();
    return STANDINGS.find((one) => files.some(({ stands }) => stands === one));
  };
  return (
    <Show when={worst()}>
      {(stands) => (
        <span class="files-mark" classList={{ failed: stands() === "failed" }} title={t().files.unsent[stands()]}>
          <Icon name={MARKS[stands()]} />
          <span class="unseen">{t().files.unsent[stands()]}</span>
        </span>
      )}
    </Show>
  );
}

function Labels(props: { desk: Desk; conversation: Conversation }) {
  const all = () => props.desk.finding.labelsOf(props.conversation);
  const more = () => all().slice(LABELS_SHOWN_MAX);
  return (
    <Show when={all().length > 0}>
      <span class="entry-labels">
        <For each={all().slice(0, LABELS_SHOWN_MAX)}>{(label) => <LabelChip label={label} />}</For>
        <Show when={more().length > 0}>
          <span
            class="quiet"
            title={more()
              .map(({ name }) => name)
              .join(", ")}
          >
            +{more().length}
          </span>
        </Show>
      </span>
    </Show>
  );
}

function Flags(props: { conversation: Conversation }) {
  const assignment = () => props.conversation.assignment;
  return (
    <Show when={assignment().returned || assignment().transfer}>
      <span class="flags">
        <Show when={assignment().returned}>
          <span class="flag">{t().returned}</span>
        </Show>
        <Show when={assignment().transfer}>
          {(transfer) => (
            <>
              <span class="flag">{t().transferredBy(transfer().fromName)}</span>
              <Show when={transfer().note}>
                <span class="note">{transfer().note}</span>
              </Show>
            </>
          )}
        </Show>
      </span>
    </Show>
  );
}
