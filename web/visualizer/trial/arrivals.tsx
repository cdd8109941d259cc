import { For, Show, createEffect, createSignal, on } from "solid-js";
import { Icon } from "../../panel/parts/icons.tsx";
import { tw } from "../words/trial/index.ts";
import { departmentName } from "./departments.ts";
import { departmentId, LIMITS, type Doing } from "./plan.ts";

const MINUTE_MS = 60_000;

/** Customers: how many come, how long they take, and what they come for. */
export function Arrivals(props: {
  perHour: number;
  handlingMs: number;
  departments: readonly string[];
  onDo: (doing: Doing) => void;
  onDepartments: (departments: readonly string[]) => void;
}) {
  const [named, setNamed] = createSignal("");
  // While a hand is on the slider its number is shown, and it is set when the hand lets go: each value would be a deed of its
  // own. Then it is shown until the centre says the same.
  const [turning, setTurning] = createSignal<number>();
  const [taking, setTaking] = createSignal<number>();
  createEffect(
    on(
      () => props.perHour,
      () => setTurning(undefined),
    ),
  );
  createEffect(
    on(
      () => props.handlingMs,
      () => setTaking(undefined),
    ),
  );
  const minutes = () => taking() ?? Math.round(props.handlingMs / MINUTE_MS);
  const arrive = (count: number) => props.onDo({ kind: "arrive", count });
  function add(): void {
    const id = departmentId(named());
    if (id === "" || props.departments.includes(id)) return;
    setNamed("");
    props.onDepartments([...props.departments, id]);
  }
  return (
    <div class="try-arrivals">
      <label>
        <span>{tw().arrivals}</span>
        <span class="try-value" aria-hidden="true">
          {turning() ?? props.perHour}
        </span>
        <input
          type="range"
          min={LIMITS.arrivalsPerHour.least}
          max={LIMITS.arrivalsPerHour.most}
          step="5"
          value={turning() ?? props.perHour}
          onInput={({ currentTarget }) => setTurning(currentTarget.valueAsNumber)}
          onChange={({ currentTarget }) => props.onDo({ kind: "arrivals", perHour: currentTarget.valueAsNumber })}
        />
      </label>
      <div class="try-add">
        <button type="button" onClick={() => arrive(1)}>
          {tw().addOne}
        </button>
        <button type="button" onClick={() => arrive(10)}>
          {tw().addTen}
        </button>
      </div>
      <label>
        <span>{tw().handling}</span>
        <span class="try-value" aria-hidden="true">
          {tw().minutes(minutes())}
        </span>
        <input
          type="range"
          min={LIMITS.handlingMinutes.least}
          max={LIMITS.handlingMinutes.most}
          aria-valuetext={tw().minutes(minutes())}
          value={minutes()}
          onInput={({ currentTarget }) => setTaking(currentTarget.valueAsNumber)}
          onChange={({ currentTarget }) =>
            props.onDo({ kind: "handling", ms: currentTarget.valueAsNumber * MINUTE_MS })
          }
        />
        <small class="quiet">{tw().handlingSays}</small>
      </label>
      <details>
        <summary>{tw().departments}</summary>
        <ul class="try-departments">
          <For each={props.departments}>
            {(one) => (
              <li>
                <span>{departmentName(one)}</span>
                <Show when={props.departments.length > LIMITS.departments.least}>
                  <button
                    type="button"
                    class="plain square small"
                    aria-label={tw().removeDepartment(departmentName(one))}
                    onClick={() => props.onDepartments(props.departments.filter((other) => other !== one))}
                  >
                    <Icon name="close" />
                  </button>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={props.departments.length < LIMITS.departments.most}>
          <form
            class="try-new"
            onSubmit={(event) => {
              event.preventDefault();
              add();
            }}
          >
            <input
              aria-label={tw().newDepartment}
              placeholder={tw().newDepartment}
              maxLength={LIMITS.nameChars}
              value={named()}
              onInput={({ currentTarget }) => setNamed(currentTarget.value)}
            />
            <button type="submit">{tw().addDepartment}</button>
          </form>
        </Show>
        <small class="quiet">{tw().departmentsSay}</small>
      </details>
    </div>
  );
}
