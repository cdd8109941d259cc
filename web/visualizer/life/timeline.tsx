import { Show, createEffect, createMemo, createSignal, createUniqueId, on } from "solid-js";
import { Virtualizer, type VirtualizerHandle } from "virtua/solid";
import { Icon } from "../../panel/parts/icons.tsx";
import { life as w } from "../words/life/index.ts";
import { createFinding } from "./finding.ts";
import type { Entry, Life } from "./life.ts";
import { clock, stateWords, told, type Names } from "./telling.ts";

/** By the style sheet. */
const ROW_PX = 52;

/** All entries, one of which is where one is. */
export function Timeline(props: { life: Life; onGo: (index: number) => void }) {
  const [query, setQuery] = createSignal("");
  const entries = () => props.life.entries();
  const found = createFinding(() => props.life, query);
  const hits = createMemo(() => new Set(found()));
  const searchId = createUniqueId();
  let list: VirtualizerHandle | undefined;

  const place = () => found().indexOf(props.life.index());
  function step(by: 1 | -1): void {
    const at = props.life.index();
    const next = by === 1 ? found().find((one) => one > at) : found().findLast((one) => one < at);
    const to = next ?? found().at(by === 1 ? 0 : -1);
    if (to !== undefined) props.onGo(to);
  }
  createEffect(
    on([() => props.life.index(), () => entries().length], ([index]) => {
      if (index >= 0) list?.scrollToIndex(index, { align: "nearest" });
      else list?.scrollTo(0);
    }),
  );

  return (
    <section class="life-timeline" aria-label={w().timeline}>
      <div class="life-search" role="search">
        <label class="unseen" for={searchId}>
          {w().search}
        </label>
        <input
          id={searchId}
          type="search"
          autocomplete="off"
          spellcheck={false}
          placeholder={w().search}
          value={query()}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
            else if (event.key === "Escape") setQuery("");
          }}
        />
        <Show when={query().trim() !== ""} fallback={<p class="quiet life-count">{w().entries(entries().length)}</p>}>
          <p class="quiet life-count" role="status">
            {w().found(place() + 1, found().length)}
          </p>
          <button type="button" class="plain square" aria-label={w().previousFound} onClick={() => step(-1)}>
            <Icon name="back" />
          </button>
          <button type="button" class="plain square" aria-label={w().nextFound} onClick={() => step(1)}>
            <Icon name="forward" />
          </button>
        </Show>
      </div>
      <div class="life-scroll">
        <Virtualizer
          ref={(handle) => (list = handle)}
          data={entries()}
          itemSize={ROW_PX}
          bufferSize={ROW_PX}
          as="ol"
          item="li"
          keepMounted={props.life.index() < 0 ? [] : [props.life.index()]}
        >
          {(entry) => (
            <Row
              entry={entry}
              names={props.life.names()}
              before={entries()[entry.index - 1]}
              isHere={entry.index === props.life.index()}
              isStop={entry.index === Math.max(0, props.life.index())}
              isFound={hits().has(entry.index)}
              onGo={() => props.onGo(entry.index)}
            />
          )}
        </Virtualizer>
      </div>
    </section>
  );
}

function Row(props: {
  entry: Entry;
  names: Names;
  before: Entry | undefined;
  isHere: boolean;
  /** The Tab key comes to one row. */
  isStop: boolean;
  isFound: boolean;
  onGo: () => void;
}) {
  const state = () => stateWords(props.entry.row.to);
  const isMoved = () => props.before === undefined || stateWords(props.before.row.to) !== state();
  return (
    <button
      type="button"
      class="plain life-row"
      classList={{ found: props.isFound }}
      aria-current={props.isHere ? "step" : undefined}
      tabIndex={props.isStop ? 0 : -1}
      onClick={() => props.onGo()}
    >
      <span class="life-lane" data-lane={props.entry.arrows[0]?.from} aria-hidden="true" />
      <span class="life-told">{told(props.entry.row, props.names)}</span>
      <time class="quiet">{clock(props.entry.row.at)}</time>
      <span class="life-event">
        <code>{props.entry.row.event.type}</code>
        <Show when={isMoved()}>
          <span class="life-to">→ {state()}</span>
        </Show>
      </span>
    </button>
  );
}
