import { For, Index, Show, createSignal, createUniqueId } from "solid-js";
import { SPANS_MAX } from "../../../machines/hours.ts";
import type { Span } from "../../../party/protocol/project.ts";
import { DAYS, WORKDAYS, dayWords, minuteOf, timeOf, withSpan } from "../state/hours.ts";
import { language, reasonWords } from "../words/index.ts";
import { more } from "../words/more.ts";
import { Icon } from "./icons.tsx";

/** One day of the week: its spans, and its way to other days. */
export function HoursDay(props: {
  day: number;
  name: string;
  spans: readonly Span[];
  /** Why the room would not have this day. */
  fault: string | undefined;
  onChange: (spans: Span[]) => void;
  onCopy: (days: readonly number[]) => void;
}) {
  const [copying, setCopying] = createSignal(false);
  const faultId = createUniqueId();
  const others = (days: readonly number[]): number[] => days.filter((day) => day !== props.day);
  let row!: HTMLLIElement;
  let copyButton!: HTMLButtonElement;

  function put(at: number, part: keyof Span, time: string): void {
    const minute = minuteOf(time, part);
    // A field that is half filled in has no time yet.
    if (minute !== undefined)
      props.onChange(props.spans.map((span, n) => (n === at ? { ...span, [part]: minute } : span)));
  }
  function remove(at: number): void {
    props.onChange(props.spans.filter((_, n) => n !== at));
    // What had the focus has gone.
    queueMicrotask(() => row.querySelector<HTMLElement>(".hours-add")?.focus());
  }
  function add(): void {
    props.onChange(withSpan(props.spans));
    queueMicrotask(() => row.querySelector<HTMLElement>(".span:last-of-type input")?.focus());
  }
  function copy(days: readonly number[]): void {
    props.onCopy(others(days));
    setCopying(false);
    copyButton.focus();
  }

  const field = (at: number, part: keyof Span, value: () => number) => (
    <input
      type="time"
      required
      aria-label={more().hours[part](props.name)}
      aria-invalid={props.fault === undefined ? undefined : "true"}
      aria-describedby={props.fault === undefined ? undefined : faultId}
      value={timeOf(value())}
      onInput={(event) => put(at, part, event.currentTarget.value)}
    />
  );

  return (
    <li ref={(element) => (row = element)} class="hours-day" classList={{ wrong: props.fault !== undefined }}>
      <span class="day-name">{props.name}</span>
      <div class="spans">
        <Index each={props.spans} fallback={<span class="quiet closed">{more().hours.closed}</span>}>
          {(span, at) => (
            <div class="span">
              {field(at, "from", () => span().from)}
              <span aria-hidden="true">–</span>
              {field(at, "to", () => span().to)}
              <button
                type="button"
                class="plain square"
                aria-label={more().hours.remove(props.name, `${timeOf(span().from)}–${timeOf(span().to)}`)}
                title={more().hours.remove(props.name, `${timeOf(span().from)}–${timeOf(span().to)}`)}
                onClick={() => remove(at)}
              >
                <Icon name="close" />
              </button>
            </div>
          )}
        </Index>
        <Show when={props.fault}>
          {(fault) => (
            <p id={faultId} class="trouble">
              {reasonWords(fault())}
            </p>
          )}
        </Show>
      </div>
      <div class="day-ways">
        <Show when={props.spans.length < SPANS_MAX}>
          <button type="button" class="plain hours-add" aria-label={more().hours.addTo(props.name)} onClick={add}>
            {more().hours.add}
          </button>
        </Show>
        <button
          type="button"
          class="plain"
          ref={(element) => (copyButton = element)}
          aria-label={more().hours.copyFrom(props.name)}
          aria-expanded={copying()}
          onClick={() => setCopying(!copying())}
        >
          {more().hours.copy}
        </button>
      </div>
      <Show when={copying()}>
        <div class="copy-to" role="group" aria-label={more().hours.copyFrom(props.name)}>
          <span class="quiet">{more().hours.copyTo}</span>
          <button type="button" class="chip" onClick={() => copy(WORKDAYS)}>
            {more().hours.workdays}
          </button>
          <button type="button" class="chip" onClick={() => copy(DAYS)}>
            {more().hours.all}
          </button>
          <For each={others(DAYS)}>
            {(day) => (
              <button type="button" class="chip" aria-label={dayWords(day, language())} onClick={() => copy([day])}>
                {dayWords(day, language(), "short")}
              </button>
            )}
          </For>
        </div>
      </Show>
    </li>
  );
}
