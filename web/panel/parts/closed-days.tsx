import { For, Show, createSignal, createUniqueId } from "solid-js";
import { dateWords } from "../state/hours.ts";
import { language } from "../words/index.ts";
import { more } from "../words/more.ts";
import { Icon } from "./icons.tsx";

/** Days on which it is closed, whatever the week says. */
export function ClosedDays(props: {
  closed: readonly string[];
  fault: string | undefined;
  onChange: (closed: string[]) => void;
}) {
  const [date, setDate] = createSignal("");
  const faultId = createUniqueId();
  let field!: HTMLInputElement;
  function add(): void {
    if (date() === "") return field.focus();
    props.onChange([...new Set([...props.closed, date()])].toSorted());
    setDate("");
    field.focus();
  }
  return (
    <section class="closed-days">
      <h3>{more().hours.closedDays}</h3>
      <ul>
        <For each={props.closed} fallback={<li class="quiet">{more().hours.noClosedDays}</li>}>
          {(day) => (
            <li>
              <span>{dateWords(day, language())}</span>
              <button
                type="button"
                class="plain square"
                aria-label={more().hours.removeDay(dateWords(day, language()))}
                title={more().hours.removeDay(dateWords(day, language()))}
                onClick={() => {
                  props.onChange(props.closed.filter((one) => one !== day));
                  field.focus();
                }}
              >
                <Icon name="close" />
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.fault}>
        {(fault) => (
          <p id={faultId} class="trouble">
            {fault()}
          </p>
        )}
      </Show>
      <div class="add-day">
        <input
          ref={(element) => (field = element)}
          type="date"
          aria-label={more().hours.day}
          aria-invalid={props.fault === undefined ? undefined : "true"}
          aria-describedby={props.fault === undefined ? undefined : faultId}
          value={date()}
          onInput={(event) => setDate(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            // Adds the day, and does not yet send the form.
            event.preventDefault();
            add();
          }}
        />
        <button type="button" onClick={add}>
          {more().hours.addDay}
        </button>
      </div>
    </section>
  );
}
