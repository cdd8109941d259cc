import { Show } from "solid-js";
import { WRAP_UP_RULES } from "../../../machines/vocabulary.ts";
import type { Project } from "../state/project.ts";
import { more } from "../words/more.ts";
import { Choice } from "./choice.tsx";

const MINUTE_MS = 60_000;

/** The project's rules for its conversations; each choice holds at once. */
export function CatalogueRules(props: {
  project: Project;
  /** Who may see them and not change them. */
  isOff: boolean;
  onSay: (command: { type: "settings.set"; wrapUp: string; reopenMs: number }) => void;
}) {
  return (
    <Show when={props.project.settings()}>
      {(settings) => (
        <>
          <Choice
            label={more().catalogue.wrapUp}
            options={WRAP_UP_RULES}
            words={(rule) => more().catalogue.wrapUps[rule]}
            chosen={settings().wrapUp}
            isOff={props.isOff}
            onChoose={(wrapUp) => props.onSay({ type: "settings.set", wrapUp, reopenMs: settings().reopenMs })}
          />
          <label class="field">
            {more().catalogue.reopenMinutes}
            <input
              type="number"
              min="0"
              disabled={props.isOff}
              value={settings().reopenMs / MINUTE_MS}
              onChange={(event) => {
                const minutes = event.currentTarget.valueAsNumber;
                if (minutes >= 0)
                  props.onSay({
                    type: "settings.set",
                    wrapUp: settings().wrapUp,
                    reopenMs: Math.round(minutes * MINUTE_MS),
                  });
              }}
            />
          </label>
        </>
      )}
    </Show>
  );
}
