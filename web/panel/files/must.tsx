import { For, Show } from "solid-js";
import type { FileKind, LimitedChannel } from "../../../machines/media-limits.ts";
import { t } from "../words/index.ts";
import { countWords, limitsOf, typeLines } from "./refusals.ts";
import { size } from "./sizes.ts";
import { words } from "./words/index.ts";

/** What a file must be on this channel. */
export function Must(props: { channel: LimitedChannel; kind: FileKind }) {
  const limits = () => limitsOf(props.channel, props.kind);
  return (
    <div class="must">
      <p>{words().must.intro(t().channels[props.channel] ?? props.channel)}</p>
      <dl>
        <div>
          <dt>{words().must.types}</dt>
          <For each={typeLines(limits())}>{(line) => <dd>{line}</dd>}</For>
        </div>
        <div>
          <dt>{words().must.size}</dt>
          <dd>{words().must.atMost(size(limits().bytesMax))}</dd>
        </div>
        <div>
          <dt>{words().must.caption}</dt>
          <dd>
            <Show when={limits().captionMax} fallback={words().must.noCaption}>
              {(max) => words().must.captionMax(countWords(max()))}
            </Show>
          </dd>
        </div>
      </dl>
      <p class="quiet">{words().must.drop}</p>
    </div>
  );
}
