import { For, Show } from "solid-js";
import { minutesAndSeconds } from "../../shared/locale.ts";
import { tw } from "../words/trial/index.ts";
import { departmentName } from "./departments.ts";
import { roving } from "./roving.ts";
import type { ShownLine } from "./talk.ts";
import { Token } from "./token.tsx";

/** Most customers of one line that are drawn. */
const DRAWN = 28;

/** Who waits, department by department, the next one first. */
export function Lines(props: { lines: readonly ShownLine[]; now: number; onOpen: (thread: string) => void }) {
  return (
    <For each={props.lines}>
      {(line) => (
        <section class="try-waiting" aria-label={tw().inLine(departmentName(line.department), line.waiting)}>
          <h3>
            <span>{departmentName(line.department)}</span>
            <span class="try-count" classList={{ none: line.waiting === 0 }}>
              {line.waiting}
            </span>
          </h3>
          <Show when={line.first[0]} fallback={<p class="quiet">{tw().nobodyWaits}</p>}>
            {(head) => (
              <>
                <p class="try-next">
                  <span class="flag">{tw().next}</span> <bdi>{head().name}</bdi>
                  <strong>{minutesAndSeconds(props.now - head().enqueuedAt)}</strong>
                </p>
                <ul class="try-tokens" onKeyDown={roving}>
                  <For each={line.first.slice(0, DRAWN)}>
                    {(conversation, index) => (
                      <li>
                        <Token
                          conversation={conversation}
                          isFirst={index() === 0}
                          isHead={index() === 0}
                          says={tw().waitsSince(
                            conversation.name,
                            minutesAndSeconds(props.now - conversation.enqueuedAt) +
                              (conversation.returned ? ` (${tw().returned})` : ""),
                          )}
                          onOpen={() => props.onOpen(conversation.thread)}
                        />
                      </li>
                    )}
                  </For>
                  <Show when={line.waiting > DRAWN}>
                    <li class="quiet">{tw().more(line.waiting - DRAWN)}</li>
                  </Show>
                </ul>
              </>
            )}
          </Show>
        </section>
      )}
    </For>
  );
}
