import { For, Show, createMemo } from "solid-js";
import { Icon } from "../../panel/parts/icons.tsx";
import { minutesAndSeconds } from "../../shared/locale.ts";
import { tw } from "../words/trial/index.ts";
import { departmentName } from "./departments.ts";
import { LIMITS, type Doing } from "./plan.ts";
import { roving } from "./roving.ts";
import type { ShownAgent } from "./talk.ts";
import { Token } from "./token.tsx";

/** How an agent stands, in the words of the panel. */
function stateOf(agent: ShownAgent, now: number): { words: string; tone: "free" | "full" | "off" | "lost" } {
  if (!agent.isConnected && agent.present && agent.graceEndsAt === null) return { words: tw().unnoticed, tone: "lost" };
  if (agent.graceEndsAt !== null)
    return { words: tw().grace(minutesAndSeconds(agent.graceEndsAt - now)), tone: "lost" };
  if (!agent.present) return { words: tw().gone, tone: "off" };
  if (!agent.available) return { words: tw().unavailable, tone: "off" };
  if (agent.held.length >= agent.capacity) return { words: tw().full, tone: "full" };
  return { words: tw().available, tone: "free" };
}

/** One agent: what they hold, how they stand, and what one can do to them. */
export function AgentCard(props: {
  agent: ShownAgent;
  now: number;
  departments: readonly string[];
  onDo: (doing: Doing) => void;
  onOpenAgent: () => void;
  onOpen: (thread: string) => void;
}) {
  const name = () => props.agent.name;
  const state = createMemo(() => stateOf(props.agent, props.now));
  const empty = () => Array.from({ length: Math.max(0, props.agent.capacity - props.agent.held.length) });
  const serve = (department: string, serves: boolean) =>
    props.onDo({
      kind: "departments",
      agent: name(),
      departments: props.departments.filter((one) =>
        one === department ? serves : props.agent.departments.includes(one),
      ),
    });
  return (
    <li class="try-agent" data-tone={state().tone}>
      <div class="try-agent-head">
        <button type="button" class="plain try-name" onClick={() => props.onOpenAgent()} title={tw().lifeOf(name())}>
          <bdi>{name()}</bdi>
        </button>
        <span class="try-state">{state().words}</span>
        <button
          type="button"
          class="plain square small"
          aria-label={tw().dismiss(name())}
          title={tw().dismiss(name())}
          onClick={() => props.onDo({ kind: "dismiss", agent: name() })}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="try-places">
        <ul
          class="try-tokens"
          aria-label={tw().slots(name(), props.agent.held.length, props.agent.capacity)}
          onKeyDown={roving}
        >
          <For each={props.agent.held}>
            {(conversation, index) => (
              <li>
                <Token
                  conversation={conversation}
                  isFirst={index() === 0}
                  says={tw().with(conversation.name, name())}
                  onOpen={() => props.onOpen(conversation.thread)}
                />
              </li>
            )}
          </For>
          <For each={empty()}>{() => <li class="try-slot" aria-hidden="true" />}</For>
        </ul>
        <div class="try-stepper" role="group" aria-label={tw().capacityOf}>
          <button
            type="button"
            class="plain"
            aria-label={tw().fewer(name())}
            disabled={props.agent.capacity <= LIMITS.capacity.least}
            onClick={() => props.onDo({ kind: "capacity", agent: name(), capacity: props.agent.capacity - 1 })}
          >
            −
          </button>
          <span>{props.agent.capacity}</span>
          <button
            type="button"
            class="plain"
            aria-label={tw().another(name())}
            disabled={props.agent.capacity >= LIMITS.capacity.most}
            onClick={() => props.onDo({ kind: "capacity", agent: name(), capacity: props.agent.capacity + 1 })}
          >
            +
          </button>
        </div>
      </div>
      <Show when={props.departments.length > 1}>
        <fieldset class="try-serves">
          <legend class="unseen">{tw().serves(name())}</legend>
          <For each={props.departments}>
            {(department) => (
              <label>
                <input
                  type="checkbox"
                  checked={props.agent.departments.includes(department)}
                  disabled={props.agent.departments.length === 1 && props.agent.departments[0] === department}
                  onChange={({ currentTarget }) => serve(department, currentTarget.checked)}
                />
                <span>{departmentName(department)}</span>
              </label>
            )}
          </For>
        </fieldset>
      </Show>
      <div class="try-agent-foot">
        <button
          type="button"
          class="try-toggle"
          role="switch"
          aria-checked={props.agent.available}
          aria-label={tw().takes(name())}
          disabled={!props.agent.isConnected}
          onClick={() => props.onDo({ kind: "available", agent: name(), available: !props.agent.available })}
        >
          <span aria-hidden="true" class="try-knob" />
          <span>{tw().available}</span>
        </button>
        <button
          type="button"
          class="with-icon try-cut"
          aria-label={props.agent.isConnected ? tw().cutOf(name()) : tw().mendOf(name())}
          onClick={() => props.onDo({ kind: props.agent.isConnected ? "break" : "mend", agent: name() })}
        >
          <Icon name="unplugged" />
          <span>{props.agent.isConnected ? tw().cut : tw().mend}</span>
        </button>
      </div>
    </li>
  );
}
