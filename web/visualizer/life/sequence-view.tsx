import { For, createEffect, on } from "solid-js";
import { Virtualizer, type VirtualizerHandle } from "virtua/solid";
import { life as w } from "../words/life/index.ts";
import type { Entry, Life } from "./life.ts";
import type { Arrow, Lane } from "./sequence.ts";
import { clock, told, type Names } from "./telling.ts";

/** By the style sheet: of an arrow, and around those of one entry. */
const ARROW_PX = 34;
const AROUND_PX = 10;

/** Who told whom what: one lifeline each, and the entries from top to bottom. */
export function SequenceView(props: { life: Life; onGo: (index: number) => void }) {
  const lanes = () => props.life.lanes();
  let list: VirtualizerHandle | undefined;
  createEffect(
    on([() => props.life.index(), () => props.life.entries().length], ([index]) => {
      if (index >= 0) list?.scrollToIndex(index, { align: "nearest" });
    }),
  );
  return (
    <div class="life-sequence" style={{ "--lanes": String(Math.max(1, lanes().length)) }}>
      <ul class="life-heads">
        <For each={lanes()}>
          {(lane) => (
            <li data-lane={lane} classList={{ own: lane === ownLane(props.life) }}>
              {w().lanes[lane]}
            </li>
          )}
        </For>
      </ul>
      <div class="life-scroll">
        <Virtualizer
          ref={(handle) => (list = handle)}
          data={props.life.entries()}
          itemSize={ARROW_PX + AROUND_PX}
          bufferSize={ARROW_PX}
          as="ol"
          item="li"
        >
          {(entry) => (
            <Arrows
              entry={entry}
              lanes={lanes()}
              names={props.life.names()}
              isHere={entry.index === props.life.index()}
              onGo={() => props.onGo(entry.index)}
            />
          )}
        </Virtualizer>
      </div>
    </div>
  );
}

const ownLane = ({ self }: Life): Lane => (self.party === "agent" ? "agents" : (self.party as Lane));

function Arrows(props: { entry: Entry; lanes: readonly Lane[]; names: Names; isHere: boolean; onGo: () => void }) {
  const row = () => props.entry.row;
  const words = () =>
    props.entry.arrows.map(({ from, to, event }) => `${w().lanes[from]} → ${w().lanes[to]}: ${event}`);
  return (
    <button
      type="button"
      class="plain life-arrows"
      aria-current={props.isHere ? "step" : undefined}
      tabIndex={props.isHere ? 0 : -1}
      title={clock(row().at)}
      onClick={() => props.onGo()}
    >
      <span class="unseen">{`${told(row(), props.names)}. ${words().join(". ")}`}</span>
      <For each={props.entry.arrows}>{(arrow) => <Shown arrow={arrow} lanes={props.lanes} />}</For>
    </button>
  );
}

function Shown(props: { arrow: Arrow; lanes: readonly Lane[] }) {
  const from = () => props.lanes.indexOf(props.arrow.from);
  const to = () => props.lanes.indexOf(props.arrow.to);
  const way = () => (from() === to() ? "self" : to() < from() ? "back" : "on");
  return (
    <span
      class="life-arrow"
      data-kind={props.arrow.kind}
      data-way={way()}
      aria-hidden="true"
      style={{ "--at": String(Math.min(from(), to())), "--over": String(Math.abs(to() - from())) }}
    >
      <span class="life-arrow-line" />
      <span class="life-arrow-words">
        {props.arrow.event}{" "}
        <i>{props.arrow.kind === "told" ? `${props.arrow.who} (${w().deduced})` : props.arrow.who}</i>
      </span>
    </span>
  );
}
