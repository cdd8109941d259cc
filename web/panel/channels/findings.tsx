import { For, Show } from "solid-js";
import type { InboxView } from "../../../party/protocol/inboxes.ts";
import { Icon } from "../parts/icons.tsx";
import { cw, findingWords } from "./words/index.ts";

type Finding = InboxView["findings"][number];

/** What failed in the same words as the token: of it nothing is known. */
const isBehind = ({ what, ok, words }: Finding, all: readonly Finding[]): boolean =>
  !ok && what !== "token" && all.some((one) => one.what === "token" && !one.ok && one.words === words);

export const toMend = (findings: readonly Finding[]): number =>
  findings.filter((one) => !one.ok && !isBehind(one, findings)).length;

/** Each thing that was looked at: whether it is as it must be, and if not, what to do about it. */
export function Findings(props: { inbox: InboxView }) {
  return (
    <>
      <Show when={props.inbox.words !== ""}>
        <p class="trouble">
          {cw().notChecked} {cw().said(props.inbox.words)}
        </p>
      </Show>
      <Show when={props.inbox.isChecking}>
        <p role="status">{cw().checking}</p>
      </Show>
      <ul class="findings">
        <For each={props.inbox.findings}>
          {(one) => (
            <Show
              when={isBehind(one, props.inbox.findings)}
              fallback={<Looked finding={one} channel={props.inbox.channel} />}
            >
              <li class="quiet">
                <Icon name="clock" />
                <p>
                  <span>{findingWords(props.inbox.channel, one.what).what}</span>
                  <span class="finding-state">{cw().behind}</span>
                </p>
              </li>
            </Show>
          )}
        </For>
      </ul>
    </>
  );
}

function Looked(props: { finding: Finding; channel: InboxView["channel"] }) {
  const words = () => findingWords(props.channel, props.finding.what);
  return (
    <li data-ok={props.finding.ok}>
      <Icon name={props.finding.ok ? "check" : "failed"} />
      <div>
        <p>
          <strong>{words().what}</strong>
          <span class="finding-state">{props.finding.ok ? cw().fine : cw().broken}</span>
        </p>
        <Show when={!props.finding.ok}>
          <p>{words().mend}</p>
        </Show>
        <Show when={props.finding.words !== ""}>
          <p class="quiet">{props.finding.ok ? props.finding.words : cw().said(props.finding.words)}</p>
        </Show>
      </div>
    </li>
  );
}
