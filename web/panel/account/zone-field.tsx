import { For, Show, createUniqueId } from "solid-js";
import { w } from "./words/index.ts";

const zones: readonly string[] = Intl.supportedValuesOf("timeZone");

/** One of the zones that this browser knows, or the one that holds already. */
export function ZoneField(props: {
  value: string;
  hint?: string;
  disabled?: boolean;
  onChange: (zone: string) => void;
}) {
  const id = createUniqueId();
  const all = () => (zones.includes(props.value) ? zones : [props.value, ...zones]);
  return (
    <div class="box">
      <label for={id}>{w().setup.zone}</label>
      <select
        id={id}
        disabled={props.disabled}
        aria-describedby={props.hint === undefined ? undefined : `${id}-said`}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        <For each={all()}>
          {(zone) => (
            <option value={zone} selected={zone === props.value}>
              {zone.replaceAll("_", " ")}
            </option>
          )}
        </For>
      </select>
      <Show when={props.hint}>
        <p id={`${id}-said`} class="quiet">
          {props.hint}
        </p>
      </Show>
    </div>
  );
}
