import { For, onCleanup, onMount } from "solid-js";
import type { ChannelSetup, InboxView } from "../../../party/protocol/inboxes.ts";
import { GuardedButton } from "../parts/guarded-button.tsx";
import { Icon } from "../parts/icons.tsx";
import type { Desk } from "../state/desk.ts";
import { whenChecked } from "./channel-list.tsx";
import { ChannelState } from "./channel-state.tsx";
import type { Inboxes } from "./inboxes.ts";
import { Findings, toMend } from "./findings.tsx";
import { Paste } from "./paste.tsx";
import { cw } from "./words/index.ts";

/** One number or bot: whether it works, what is to be done about it, and what is to be pasted where. */
export function ChannelPage(props: {
  desk: Desk;
  inbox: InboxView;
  setup: ChannelSetup;
  inboxes: Inboxes;
  onBack: () => void;
  onChange: () => void;
  onGone: (name: string) => void;
  onTold: (words: string) => void;
}) {
  let title!: HTMLHeadingElement;
  /** Whoever is elsewhere by now is told nothing of it. */
  let isGone = false;
  onMount(() => title.focus());
  onCleanup(() => (isGone = true));
  const busy = () => (props.inboxes.trying.busy() || props.inbox.isChecking ? cw().checking : undefined);
  const facts = () => [
    { term: cw().channel, is: cw().names[props.inbox.channel] },
    { term: cw().shown, is: props.inbox.shown || "—" },
    { term: cw().department, is: props.desk.project.departmentName(props.inbox.department) },
    { term: cw().checked, is: whenChecked(props.inbox, props.desk.now()) },
  ];

  async function check(): Promise<void> {
    props.onTold("");
    const found = await props.inboxes.check(props.inbox.id);
    if (!found || isGone) return;
    const { findings, words } = found;
    const count = toMend(findings);
    props.onTold(words !== "" ? cw().notChecked : count === 0 ? cw().allWorks : cw().toMend(count));
  }
  async function remove(): Promise<void> {
    const { id, name } = props.inbox;
    if (confirm(cw().removeAsk(name)) && (await props.inboxes.remove(id))) props.onGone(name);
  }

  return (
    <article class="channel" aria-labelledby="channel-title">
      <button type="button" class="plain with-icon channel-back" onClick={() => props.onBack()}>
        <Icon name="back" />
        {cw().back}
      </button>
      <h3 id="channel-title" tabIndex={-1} ref={(element) => (title = element)}>
        <bdi>{props.inbox.name}</bdi>
      </h3>
      <p>
        <ChannelState inbox={props.inbox} />
      </p>
      <dl class="channel-facts">
        <For each={facts()}>
          {({ term, is }) => (
            <div>
              <dt>{term}</dt>
              <dd>{is}</dd>
            </div>
          )}
        </For>
      </dl>
      <section aria-labelledby="channel-check">
        <h4 id="channel-check">{cw().findingsTitle}</h4>
        <Findings inbox={props.inbox} />
      </section>
      <Paste setup={props.setup} webhookUrl={props.inbox.webhookUrl} />
      <p role="alert" class="trouble">
        {props.inboxes.trying.trouble()}
      </p>
      <div class="buttons">
        <button
          type="button"
          class="apart bad"
          aria-disabled={busy() === undefined ? undefined : "true"}
          onClick={() => void (busy() ?? remove())}
        >
          {cw().remove}
        </button>
        <button type="button" onClick={() => props.onChange()}>
          {cw().change}
        </button>
        <GuardedButton main label={cw().check} reason={busy()} onPress={() => void check()} />
      </div>
    </article>
  );
}
