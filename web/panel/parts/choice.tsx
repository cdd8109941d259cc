import { For, createUniqueId } from "solid-js";

/** A few words of which one holds, side by side. */
export function Choice<T extends string>(props: {
  label: string;
  options: readonly T[];
  words: (option: T) => string;
  chosen: T;
  onChoose: (option: T) => void;
  /** Seen, and not changed. */
  isOff?: boolean;
  /** What the option's own words are written in, if it is not the page's language. */
  lang?: (option: T) => string;
}) {
  const name = createUniqueId();
  return (
    <fieldset class="choice">
      <legend>{props.label}</legend>
      <div class="choice-row">
        <For each={props.options}>
          {(option) => (
            <label lang={props.lang?.(option)}>
              <input
                type="radio"
                name={name}
                value={option}
                disabled={props.isOff}
                checked={option === props.chosen}
                onChange={() => props.onChoose(option)}
              />
              <span>{props.words(option)}</span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  );
}
