import { For, Show, createEffect, createMemo, createSignal, onCleanup, on, untrack } from "solid-js";
import { DAYS, copyOf, dayWords, faultOf, isSame, tidy, usualHours } from "../state/hours.ts";
import type { Hours, SettingsView } from "../../../party/protocol/project.ts";
import type { Project } from "../state/project.ts";
import { clockIn } from "../state/zone-clock.ts";
import { language, reasonWords } from "../words/index.ts";
import { more } from "../words/more.ts";
import { Choice } from "./choice.tsx";
import { ClosedDays } from "./closed-days.tsx";
import { HoursDay } from "./hours-day.tsx";

const MODES = ["always", "weekly"] as const;
const CLOCK_EVERY_MS = 5000;

/** When the project answers: changed here as a whole, kept by one command. */
export function HoursPage(props: {
  project: Project;
  settings: SettingsView;
  /** Who may see them and not change them. */
  isOff: boolean;
  /** Which hours the room would not keep, and why, as it says it. */
  refused: { hours: Hours | null; reason: string } | undefined;
  /** Undefined: as they are kept. */
  onDraft: (draft: { hours: Hours | null } | undefined) => void;
}) {
  const kept = createMemo<Hours | null>(() => copyOf(props.settings.hours), null, { equals: isSame });
  const [draft, setDraft] = createSignal<Hours | null>(untrack(kept));
  const [now, setNow] = createSignal(Date.now());
  const ticking = setInterval(() => setNow(Date.now()), CLOCK_EVERY_MS);
  onCleanup(() => clearInterval(ticking));
  const said = createMemo(() => draft() && tidy(draft()!));
  /** Of what was refused, and not of what has been changed since. */
  const reason = (): string | undefined =>
    props.refused && isSame(props.refused.hours, said()) ? props.refused.reason : undefined;
  const faults = createMemo(() => DAYS.map((day) => (reason() && draft() ? faultOf(draft()!, day) : undefined)));
  let page!: HTMLFieldSetElement;
  createEffect(() => {
    if (reason() !== undefined) queueMicrotask(() => page.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  });

  // What somebody else keeps shows, unless one is changing it oneself.
  createEffect(
    on(kept, (now, before) => {
      if (before !== undefined && isSame(untrack(draft), before)) setDraft(now);
    }),
  );
  createEffect(() => props.onDraft(isSame(said(), kept()) ? undefined : { hours: said() }));
  onCleanup(() => props.onDraft(undefined));

  const change = (part: Partial<Hours>): void => void setDraft((before) => ({ ...(before ?? usualHours()), ...part }));
  const zone = () => props.project.about()?.timeZone;
  const clock = (timeZone: string): string => clockIn(timeZone, language(), now() + props.project.room.clockOffset());

  return (
    <fieldset class="hours" disabled={props.isOff} ref={(element) => (page = element)}>
      <Choice
        label={more().hours.when}
        options={MODES}
        words={(mode) => more().hours.modes[mode]}
        chosen={draft() ? "weekly" : "always"}
        onChoose={(mode) => setDraft(mode === "always" ? null : (kept() ?? usualHours()))}
      />
      <p class="quiet">
        {more().hours.informs} <Show when={zone()}>{(name) => <>{more().hours.zone(name(), clock(name()))}</>}</Show>
      </p>
      <Show when={draft()}>
        {(hours) => (
          <>
            <ul class="hours-week">
              <For each={DAYS}>
                {(day) => (
                  <HoursDay
                    day={day}
                    name={dayWords(day, language())}
                    spans={hours().week[day]!}
                    fault={faults()[day]}
                    onChange={(spans) => change({ week: hours().week.with(day, spans) })}
                    onCopy={(days) =>
                      change({
                        week: hours().week.map((spans, at) => (days.includes(at) ? hours().week[day]! : spans)),
                      })
                    }
                  />
                )}
              </For>
            </ul>
            <p class="quiet">{more().hours.midnight}</p>
            <ClosedDays
              closed={hours().closed}
              fault={reason() === "closedDaysInvalid" ? reasonWords("closedDaysInvalid") : undefined}
              onChange={(closed) => change({ closed })}
            />
          </>
        )}
      </Show>
    </fieldset>
  );
}
