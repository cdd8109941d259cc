import { For, Show } from "solid-js";
import type { ChannelSetup } from "../../../party/protocol/inboxes.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { cw } from "./words/index.ts";

/** What the provider's app must have asked for. */
const FIELDS = "messages";

/** What goes into the provider's own pages. Where we tell it ourselves, that there is nothing to do. */
export function Paste(props: { setup: ChannelSetup; webhookUrl: string }) {
  const rows = () => [
    { label: cw().callbackUrl, value: props.webhookUrl },
    { label: cw().verifyToken, value: props.setup.verifyToken },
    { label: cw().fields, value: FIELDS },
  ];
  return (
    <Show when={props.setup.verifyToken !== ""} fallback={<p class="quiet">{cw().pasteNothing}</p>}>
      <section aria-labelledby="channel-paste">
        <h4 id="channel-paste">{cw().pasteTitle}</h4>
        <p class="quiet">{cw().pasteHint}</p>
        <Show when={!props.webhookUrl.startsWith("https:")}>
          <p class="banner warn" role="note">
            {cw().pasteHttps}
          </p>
        </Show>
        <dl class="paste">
          <For each={rows()}>
            {({ label, value }) => (
              <div>
                <dt>{label}</dt>
                <dd class="secret">
                  <code>{value}</code>
                  <CopyButton label={cw().copy(label)} text={value} />
                </dd>
              </div>
            )}
          </For>
        </dl>
      </section>
    </Show>
  );
}
