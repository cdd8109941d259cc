import { For, Show, createMemo, createSignal, type JSX } from "solid-js";
import type { Effect } from "../../../party/engine/definition.ts";
import { persist } from "../../../party/engine/saved.ts";
import { addressOf } from "../routes.ts";
import { life as w } from "../words/life/index.ts";
import { changesOf } from "./changes.ts";
import type { Life } from "./life.ts";
import { isParty } from "./parties.ts";
import { pendingOf, type Step } from "./replay.ts";
import { personOf, senderOf } from "./sender.ts";
import { clock, span, stateWords, told } from "./telling.ts";

const FIELDS_OF_ITS_OWN = ["type", "at", "from"];

/** What happened at one entry, and what followed from it. */
export function StepView(props: { life: Life; step: Step; links: boolean; children?: JSX.Element }) {
  const row = () => props.step.row;
  const changes = createMemo(() =>
    changesOf(props.life.definition, props.step.before.snapshot, props.step.after.snapshot),
  );
  const timers = createMemo(() => pendingOf(props.step.after));
  const fields = () =>
    Object.entries(row().event).filter(
      ([name]) => !FIELDS_OF_ITS_OWN.includes(name) && (name !== "by" || personOf(props.step.row) === undefined),
    );
  const before = () => stateWords(props.step.before.snapshot.value);
  const after = () => stateWords(props.step.after.snapshot.value);
  return (
    <div class="life-step">
      <h2>{told(row(), props.life.names())}</h2>
      <p class="quiet">
        <code>{row().event.type}</code> · {clock(row().at)} · {w().revision} {row().seq}
      </p>
      <Show when={props.step.fault}>
        {(fault) => (
          <p class="trouble">
            {w().fault}: {fault()}
          </p>
        )}
      </Show>
      <dl class="life-facts">
        <div>
          <dt>{w().who}</dt>
          <dd>
            <Who step={props.step} links={props.links} />
          </dd>
        </div>
        <div>
          <dt>{w().state}</dt>
          <dd class="life-states">
            <Show when={before() !== after()} fallback={<span class="quiet">{w().same}</span>}>
              <code>{before()}</code> → <code>{after()}</code>
            </Show>
          </dd>
        </div>
        <Show when={props.step.taken.length > 0}>
          <div>
            <dt>{w().transitions}</dt>
            <dd>
              <For each={props.step.taken}>
                {(id) => (
                  <a class="life-link" href={addressOf.machine(props.life.definition.machine.id, { select: id })}>
                    {transitionWords(id)}
                  </a>
                )}
              </For>
            </dd>
          </div>
        </Show>
      </dl>
      {props.children}
      <h3>{w().effects}</h3>
      <Show when={props.step.effects.length > 0} fallback={<p class="quiet">{w().none}</p>}>
        <ol class="life-effects">
          <For each={props.step.effects}>
            {(effect, index) => (
              <li>
                <code>{props.step.names[index()]}</code>
                <span>{effectWords(effect, row().at)}</span>
                <Show when={detailsOf(effect)}>{(details) => <Json value={details()} />}</Show>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <h3>{w().changes}</h3>
      <Show when={changes().length > 0} fallback={<p class="quiet">{w().none}</p>}>
        <ul class="life-changes">
          <For each={changes()}>
            {(change) => (
              <li>
                <code class="path">{change.path}</code>
                <span class="was">{short(change.before) ?? w().wasNot}</span>
                <span class="is">{short(change.after) ?? w().isNot}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={timers().length > 0}>
        <h3>{w().timers}</h3>
        <ul class="life-timers">
          <For each={timers()}>
            {(timer) => (
              <li>
                <code>{timer.id}</code>
                <span>{timer.at > row().at ? w().rings(span(timer.at - row().at)) : w().rang}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={fields().length > 0}>
        <h3>{w().fields}</h3>
        <dl class="life-facts">
          <For each={fields()}>
            {([name, value]) => (
              <div>
                <dt>
                  <code>{name}</code>
                </dt>
                <dd>{short(value)}</dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
      <Context life={props.life} step={props.step} />
    </div>
  );
}

function Who(props: { step: Step; links: boolean }) {
  const by = () => personOf(props.step.row);
  const from = () => senderOf(props.step.row);
  return (
    <Show
      when={by()}
      fallback={
        <Show when={from()} fallback={w().byItself}>
          {(other) => (
            <>
              <code>
                {other().party} {other().room}
              </code>
              <Show when={props.links && isParty(other().party)}>
                {" "}
                <a href={addressOf.life(other().party, other().room)}>{w().toRoom}</a>
              </Show>
            </>
          )}
        </Show>
      }
    >
      {(person) => (
        <>
          {person().name || w().roles[person().role] || w().someone}{" "}
          <span class="quiet">
            {person().role} <code>{person().id}</code>
          </span>
        </>
      )}
    </Show>
  );
}

/** Written out only while it is open: it may be long. */
function Context(props: { life: Life; step: Step }) {
  const [isOpen, open] = createSignal(false);
  const text = () =>
    JSON.stringify(
      (persist(props.life.definition, props.step.after.snapshot) as { context: unknown }).context,
      null,
      2,
    );
  return (
    <details class="life-context" onToggle={(event) => open(event.currentTarget.open)}>
      <summary>{w().context}</summary>
      <Show when={isOpen()}>
        <pre tabIndex={0}>{text()}</pre>
      </Show>
    </details>
  );
}

function Json(props: { value: unknown }) {
  return <code class="life-json">{short(props.value)}</code>;
}

const SHORT_MAX_CHARS = 400;
/** In one line; undefined: there is nothing. */
function short(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === "string" ? `"${value}"` : JSON.stringify(value).replaceAll(/([:,])(?=\S)/g, "$1 ");
  return text.length > SHORT_MAX_CHARS ? `${text.slice(0, SHORT_MAX_CHARS)}…` : text;
}

/** `conversation.queued|conversation.assigned|0` → `queued: conversation.assigned`. */
function transitionWords(id: string): string {
  const [source, event] = id.split("|");
  const state = source!.includes(".") ? source!.slice(source!.indexOf(".") + 1) : source!;
  return event === "" ? state : `${state}: ${event}`;
}

function effectWords(effect: Effect, at: number): string {
  const say = w().effect;
  const words = (): { [K in Effect["kind"]]: (one: Extract<Effect, { kind: K }>) => string } => ({
    send: ({ to, event }) => say.send(`${to.party} ${to.room}`, event.type),
    startTimer: (timer) => say.startTimer(timer.id, span(timer.at - at)),
    cancelTimer: ({ id }) => say.cancelTimer(id),
    append: ({ list, row }) => say.append(list, row.seq),
    replace: ({ list, row }) => say.replace(list, row.seq),
    amend: ({ list, seq }) => say.amend(list, seq),
    job: ({ service }) => say.job(service),
    signal: ({ topic }) => say.signal(topic),
    refuse: ({ reason }) => say.refuse(reason),
  });
  return words()[effect.kind](effect as never);
}

/** What else it says; undefined: nothing. */
function detailsOf(effect: Effect): object | undefined {
  if (effect.kind === "send") {
    const { type: _, ...fields } = effect.event;
    return Object.keys(fields).length > 0 ? fields : undefined;
  }
  if (effect.kind === "append" || effect.kind === "replace") return effect.row;
  return effect.kind === "amend" ? effect.set : undefined;
}
