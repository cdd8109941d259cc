import { For, Show, createMemo, onCleanup, onMount, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { dayAndTime, minutesAndSeconds } from "../../shared/locale.ts";
import { factsOf } from "../state/aside.ts";
import { called } from "../state/called.ts";
import type { Conversation } from "../state/conversation.ts";
import type { Desk } from "../state/desk.ts";
import { cameFromLine, earlierOf } from "../state/earlier.ts";
import { language, t } from "../words/index.ts";
import { Avatar } from "./avatar.tsx";
import { Broken } from "./broken.tsx";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icons.tsx";
import { LabelChip } from "./label-chip.tsx";
import { soon } from "./later.ts";

const mark = soon(() => import("../outside/mark.tsx"));
const outsideFacts = soon(() => import("../outside/outside-facts.tsx"));
const life = soon(() => import("./life-link.tsx"));

/** Shorter than this and nobody would call it waiting. */
const WAITED_FROM_MS = 1000;

/** Who one is talking with: beside the thread, or in its place where there is no room. */
export function Customer(props: { desk: Desk; conversation: Conversation }) {
  const assignment = () => props.conversation.assignment;
  const view = () => props.conversation.view();
  const facts = () => factsOf(props.conversation);
  const name = () => called(props.conversation) || t().visitor;
  const when = (at: number) =>
    dayAndTime(language(), at, props.desk.now()).replace(/^./u, (first) => first.toLocaleUpperCase(language()));
  const queuedMs = createMemo(() => {
    const { transfer, returned } = assignment();
    const number = view()?.conversation.number;
    const its = facts();
    if (transfer || returned || number === undefined || !its) return undefined;
    return cameFromLine(props.conversation.messages(), number) ? its.assignedAt - its.enqueuedAt : undefined;
  });
  const firstAt = () =>
    props.conversation.room.hasOlder("messages") ? undefined : props.conversation.messages()[0]?.at;
  let back!: HTMLButtonElement;
  // Where this takes the place of something else, the focus comes along, and goes back to where it came from.
  onMount(() => back.checkVisibility() && back.focus());
  onCleanup(() =>
    queueMicrotask(() => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>("[data-opens-customer]")?.focus({ preventScroll: true });
    }),
  );
  return (
    <aside class="customer" aria-label={t().customer}>
      <div class="customer-bar">
        <button
          type="button"
          class="plain with-icon"
          ref={(element) => (back = element)}
          onClick={() => props.desk.side.show(false)}
        >
          <Icon name="back" />
          {t().backToThread}
        </button>
      </div>
      <div class="customer-who">
        <Avatar id={assignment().customerId} name={name()} large />
        <p class="customer-name" dir="auto">
          <Broken text={name()} />
          <Show when={view()?.customer.vouched}>
            <span class="vouched" role="img" aria-label={t().vouched} title={t().vouched}>
              <Icon name="vouched" />
            </span>
          </Show>
        </p>
        <Show when={!view()?.outside && view()}>
          {(now) => (
            <p class="presence quiet" classList={{ on: now().customer.present }}>
              {now().customer.present ? t().customerHere : t().customerAway}
            </p>
          )}
        </Show>
      </div>
      <dl class="facts">
        <Fact name={t().facts.id}>
          <span class="mono">{assignment().customerId}</span>
          <CopyButton label={t().copyId} text={assignment().customerId} />
        </Fact>
        <Show when={view()?.customer.email}>
          {(email) => (
            <Fact name={t().facts.email}>
              <a href={`mailto:${email()}`}>
                <Broken text={email()} />
              </a>
            </Fact>
          )}
        </Show>
        <Show when={view()?.outside && outsideFacts()}>
          {(part) => <Dynamic component={part()} desk={props.desk} conversation={props.conversation} />}
        </Show>
        <Show when={facts()}>
          {(its) => (
            <>
              <Fact name={t().facts.channel}>
                <Show when={mark()} fallback={t().channels[its().channel] ?? its().channel}>
                  {(part) => (
                    <Dynamic
                      component={part()}
                      channel={its().channel}
                      desk={props.desk}
                      conversation={props.conversation}
                    />
                  )}
                </Show>
              </Fact>
              <Fact name={t().facts.department}>{props.desk.project.departmentName(its().department)}</Fact>
            </>
          )}
        </Show>
        <Show when={firstAt()}>{(at) => <Fact name={t().facts.firstContact}>{when(at())}</Fact>}</Show>
        <Show when={facts()}>{(its) => <Fact name={t().facts.enqueued}>{when(its().enqueuedAt)}</Fact>}</Show>
        <Show when={queuedMs() !== undefined}>
          <Fact name={t().facts.queued}>
            {queuedMs()! < WAITED_FROM_MS ? t().notQueued : minutesAndSeconds(queuedMs()!)}
          </Fact>
        </Show>
        <Show when={props.desk.aside() !== props.conversation}>
          <Fact name={t().facts.assigned}>{when(assignment().assignedAt)}</Fact>
        </Show>
        <Show when={props.conversation.waitingSince()}>
          {(since) => <Fact name={t().facts.awaits}>{minutesAndSeconds(props.desk.now() - since())}</Fact>}
        </Show>
      </dl>
      <Labels desk={props.desk} conversation={props.conversation} />
      <Notes conversation={props.conversation} when={when} />
      <EarlierOnes desk={props.desk} conversation={props.conversation} when={when} />
      <Show when={life()}>
        {(part) => (
          <Dynamic
            component={part()}
            desk={props.desk}
            thread={assignment().thread}
            isHeld={view()?.holder?.id === props.desk.me.id}
          />
        )}
      </Show>
    </aside>
  );
}

function Fact(props: { name: string; children: JSX.Element }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Labels(props: { desk: Desk; conversation: Conversation }) {
  const labels = () => {
    const set = props.conversation.view()?.labels ?? [];
    return props.desk.project.labels().filter(({ id }) => set.includes(id));
  };
  return (
    <Show when={labels().length > 0}>
      <section class="block">
        <h3>{t().labels}</h3>
        <p class="label-row">
          <For each={labels()}>{(label) => <LabelChip label={label} />}</For>
        </p>
      </section>
    </Show>
  );
}

/** What colleagues have noted of this customer, the last first, as far as it is at hand. */
function Notes(props: { conversation: Conversation; when: (at: number) => string }) {
  const notes = createMemo(() =>
    props.conversation
      .messages()
      .filter((message) => message.kind === "note")
      .toReversed(),
  );
  return (
    <Show when={notes().length > 0}>
      <section class="block">
        <h3>
          {t().privateNotes} <span class="quiet">{notes().length}</span>
        </h3>
        <ol>
          <For each={notes()}>
            {(note) => (
              <li class="noted">
                <span dir="auto">{note.text}</span>
                <span class="quiet">
                  {note.authorName} · {props.when(note.at)}
                </span>
              </li>
            )}
          </For>
        </ol>
      </section>
    </Show>
  );
}

function EarlierOnes(props: { desk: Desk; conversation: Conversation; when: (at: number) => string }) {
  const count = () => (props.conversation.view()?.conversation.number ?? 1) - 1;
  const known = createMemo(() => earlierOf(props.conversation.messages(), count() + 1));
  return (
    <Show when={props.conversation.view()}>
      <section class="block">
        <h3>
          {t().earlier} <span class="quiet">{count()}</span>
        </h3>
        <Show when={count() > 0} fallback={<p class="quiet">{t().noEarlier}</p>}>
          <ol>
            <For each={known()}>
              {(one) => (
                <li>
                  <span>{props.when(one.at)}</span>
                  <Show when={one.agent}>{(agent) => <span class="quiet">{t().earlierEndedBy(agent())}</span>}</Show>
                </li>
              )}
            </For>
          </ol>
          <Show when={count() > known().length}>
            <p class="quiet">{t().earlierMore(count() - known().length)}</p>
          </Show>
        </Show>
      </section>
    </Show>
  );
}
