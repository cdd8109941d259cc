import { For, Show } from "solid-js";
import { NARROWINGS } from "../state/find.ts";
import type { Finding } from "../state/finding.ts";
import { t } from "../words/index.ts";
import { Icon } from "./icons.tsx";

/** Search and filters of the list. */
export function ListTools(props: { finding: Finding }) {
  const wanted = () => props.finding.wanted();
  let field!: HTMLInputElement;
  const clear = (): void => {
    props.finding.want({ query: "" });
    field.focus();
  };
  return (
    <div class="tools" role="search">
      <div class="search">
        <Icon name="search" />
        <input
          ref={(element) => (field = element)}
          id="list-search"
          type="text"
          enterkeyhint="search"
          autocomplete="off"
          spellcheck={false}
          aria-label={t().search}
          placeholder={t().searchHint}
          value={wanted().query}
          onInput={(event) => props.finding.want({ query: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || wanted().query === "") return;
            event.stopPropagation();
            clear();
          }}
        />
        <Show when={wanted().query !== ""}>
          <button
            type="button"
            class="plain square"
            aria-label={t().clearSearch}
            title={t().clearSearch}
            onClick={clear}
          >
            <Icon name="close" />
          </button>
        </Show>
      </div>
      <div class="chips" role="group" aria-label={t().narrow}>
        <For each={NARROWINGS}>
          {(narrowing) => (
            <button
              type="button"
              class="chip"
              aria-pressed={wanted().narrowing === narrowing}
              onClick={() => props.finding.want({ narrowing })}
            >
              {t().narrowings[narrowing]}
              <Show when={narrowing !== "all"}>
                {" "}
                <span class="chip-count">{props.finding.count(narrowing)}</span>
              </Show>
            </button>
          )}
        </For>
        {/* One channel is no choice. */}
        <Show when={props.finding.channels().length > 1 || wanted().channel !== null}>
          <select
            class="chip"
            aria-label={t().channel}
            onChange={(event) => props.finding.want({ channel: event.currentTarget.value || null })}
          >
            <option value="" selected={wanted().channel === null}>
              {t().allChannels}
            </option>
            <For each={props.finding.channels()}>
              {(channel) => (
                <option value={channel} selected={wanted().channel === channel}>
                  {t().channels[channel] ?? channel}
                </option>
              )}
            </For>
          </select>
        </Show>
        <Show when={props.finding.labels().length > 0 || wanted().label !== null}>
          <select
            class="chip"
            aria-label={t().label}
            onChange={(event) => props.finding.want({ label: event.currentTarget.value || null })}
          >
            <option value="" selected={wanted().label === null}>
              {t().allLabels}
            </option>
            <For each={props.finding.labels()}>
              {(label) => (
                <option value={label.id} selected={wanted().label === label.id}>
                  {label.name}
                </option>
              )}
            </For>
          </select>
        </Show>
      </div>
    </div>
  );
}
