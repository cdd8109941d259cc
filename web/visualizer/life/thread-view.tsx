import { For, Match, Show, Switch, createEffect, createMemo, on } from "solid-js";
import type { Message } from "../../../machines/lines.ts";
import { lineWords } from "../../panel/state/lines.ts";
import { t } from "../../panel/words/index.ts";
import { life as w } from "../words/life/index.ts";
import type { Point } from "./replay.ts";
import { clock } from "./telling.ts";

/** The last ones: nobody reads more beside a chart. */
const SHOWN_MAX = 30;

/** What has been said in a thread up to some point. */
export function ThreadView(props: { point: Point; before: Point }) {
  const list = () => props.point.lists.messages;
  const lines = createMemo(() => {
    const all = list();
    if (!all) return [];
    return Array.from({ length: Math.min(SHOWN_MAX, all.size) }, (_, at) => {
      const [, row] = all.at(all.size - Math.min(SHOWN_MAX, all.size) + at)!;
      return row as unknown as Message;
    });
  });
  const newFrom = () => ((props.before.lists.messages?.size ?? 0) === 0 ? 0 : props.before.lists.messages!.size);
  const earlier = () => (list()?.size ?? 0) - lines().length;
  let box!: HTMLDivElement;
  createEffect(on(lines, () => box.scrollTo(0, box.scrollHeight)));
  return (
    <div class="life-thread" role="group" tabIndex={0} aria-label={w().tabs.thread} ref={(element) => (box = element)}>
      <Show when={lines().length > 0} fallback={<p class="quiet">{w().threadEmpty}</p>}>
        <Show when={earlier() > 0}>
          <p class="quiet life-notice">{w().earlier(earlier())}</p>
        </Show>
        <ol>
          <For each={lines()}>{(line, index) => <Line line={line} isNew={earlier() + index() >= newFrom()} />}</For>
        </ol>
      </Show>
    </div>
  );
}

const wordsOf = (line: Message): string => {
  if (line.kind === "text" || line.kind === "note") return line.text;
  if (line.kind === "template") return line.template.text;
  if (line.kind === "erased") return w().erased;
  if (line.kind === "file") return [w().filed(line.file.name), line.caption].filter(Boolean).join(" — ");
  return lineWords(line, t(), { when: clock });
};

function Line(props: { line: Message; isNew: boolean }) {
  const from = () => ("from" in props.line ? props.line.from : undefined);
  const author = () => ("authorName" in props.line ? props.line.authorName : "");
  return (
    <li
      class="life-line"
      classList={{ fresh: props.isNew, note: props.line.kind === "note" }}
      data-from={from() ?? (props.line.kind === "note" ? "agent" : "room")}
    >
      <Switch>
        <Match when={from() || props.line.kind === "note"}>
          <span class="quiet life-author">
            {author() || (from() === "customer" ? w().roles.customer : w().someone)}
            <Show when={props.line.kind === "note"}> · {w().note}</Show>
          </span>
          <span class="life-words" dir="auto">
            {wordsOf(props.line)}
          </span>
          <time class="quiet">{clock(props.line.at)}</time>
        </Match>
        <Match when={true}>
          <span class="life-notice quiet">
            {wordsOf(props.line)} · {clock(props.line.at)}
          </span>
        </Match>
      </Switch>
    </li>
  );
}
