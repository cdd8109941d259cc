/** All that is known of what is selected in a chart. */
import { For, Match, Show, Switch, createMemo, createSignal, type JSX } from "solid-js";
import { language, reasonWords } from "../../panel/words/index.ts";
import type { ChartState, ChartTransition, MachinePage } from "../chart/model.ts";
import { w } from "../words/index.ts";
import { durationWords } from "./durations.ts";
import { shortName } from "./rows.ts";

interface Shown {
  page: MachinePage;
  onSelect: (id: string) => void;
}

/** Tests shown without being asked for more. */
const TESTS_SHOWN = 4;

export function StateDetails(props: Shown & { state: ChartState }) {
  const chart = () => props.page.laid.chart;
  const within = () => chart().states.filter(({ parent }) => parent === props.state.id);
  const leaving = () => chart().transitions.filter(({ source }) => source === props.state.id);
  const coming = () =>
    chart().transitions.filter(({ targets, source }) => source !== props.state.id && targets.includes(props.state.id));
  return (
    <>
      <p class="quiet">
        {w().chart.kinds[props.state.kind]} · <code>{props.state.id}</code>
      </p>
      <Description text={props.state.description} />
      <dl class="details-facts">
        <Names title={w().details.entry} names={props.state.entry} />
        <Names title={w().details.exit} names={props.state.exit} />
        <Show when={props.state.initial}>
          {(initial) => (
            <Fact title={w().details.initial}>
              <ToState id={initial()} onSelect={props.onSelect} />
            </Fact>
          )}
        </Show>
      </dl>
      <Section title={w().details.within} some={within()}>
        {(state) => <ToState id={state.id} onSelect={props.onSelect} />}
      </Section>
      <h3>{w().details.transitions}</h3>
      <Show when={leaving().length > 0} fallback={<p class="quiet">{w().details.noTransitions}</p>}>
        <ToTransitions some={leaving()} onSelect={props.onSelect} />
      </Show>
      <Show when={coming().length > 0}>
        <h3>{w().details.incoming}</h3>
        <ToTransitions some={coming()} from onSelect={props.onSelect} />
      </Show>
    </>
  );
}

export function TransitionDetails(props: Shown & { transition: ChartTransition }) {
  const known = () => props.page.facts.evidence[props.transition.id];
  const siblings = () =>
    props.page.laid.chart.transitions.filter(
      ({ source, event }) => source === props.transition.source && event === props.transition.event,
    );
  const rules = createMemo(() => {
    const named = new Set([
      ...(known()?.rules ?? []),
      ...[...props.transition.description.matchAll(/\b[A-Z]{2}\d+\b/g)].map(([id]) => id),
    ]);
    return props.page.facts.rules.filter(({ id }) => named.has(id));
  });
  const refusals = () => [...new Set([...props.transition.refuses, ...(known()?.refuses ?? [])])];
  return (
    <>
      <Description text={props.transition.description} />
      <dl class="details-facts">
        <Fact title={w().details.event}>
          <code>{props.transition.event || w().chart.always}</code>
        </Fact>
        <Show
          when={props.transition.guard}
          fallback={
            <Show when={props.transition.place > 0}>
              <Fact title={w().details.guard}>{w().details.otherwise}</Fact>
            </Show>
          }
        >
          {(guard) => (
            <Fact title={w().details.guard}>
              <code>{guard()}</code>
            </Fact>
          )}
        </Show>
        <Fact title={w().details.from}>
          <ToState id={props.transition.source} onSelect={props.onSelect} />
        </Fact>
        <Fact title={w().details.to}>
          <Show when={props.transition.targets.length > 0} fallback={w().details.stays}>
            <For each={props.transition.targets}>{(id) => <ToState id={id} onSelect={props.onSelect} />}</For>
            <Show when={props.transition.reenter}> ({w().details.reenters})</Show>
          </Show>
        </Fact>
        <Fact title={w().details.effects}>
          <Show when={props.transition.actions.length > 0} fallback={w().details.noEffects}>
            <ol class="details-names">
              <For each={props.transition.actions}>
                {(name) => (
                  <li>
                    <code>{name}</code>
                  </li>
                )}
              </For>
            </ol>
          </Show>
        </Fact>
      </dl>
      <Section title={w().details.refusals} some={refusals()}>
        {(reason) => (
          <>
            <code>{reason}</code>
            <p>«{reasonWords(reason)}»</p>
          </>
        )}
      </Section>
      <Section title={w().details.timers} some={known()?.timers ?? []}>
        {({ name, minMs, maxMs }) => (
          <>
            <code>{name}</code>
            <p>{w().details.timer(durationWords(language(), minMs), durationWords(language(), maxMs))}</p>
          </>
        )}
      </Section>
      <Section title={w().details.rules} some={rules()}>
        {({ id, text }) => <RuleText id={id} text={text} />}
      </Section>
      <Tests some={known()?.tests ?? []} />
      <Show when={siblings().length > 1}>
        <h3>{w().details.candidates(props.transition.event || w().chart.always)}</h3>
        <ToTransitions some={siblings()} here={props.transition.id} onSelect={props.onSelect} />
      </Show>
    </>
  );
}

export function Overview(props: { page: MachinePage; onFind: (words: string) => void; find: string }) {
  const paragraphs = () => props.page.facts.purpose.split("\n\n");
  return (
    <>
      <h3>{w().details.purpose}</h3>
      <div lang="en" class="details-purpose">
        <For each={paragraphs()}>
          {(text) => (
            <p>
              <Prose text={text} />
            </p>
          )}
        </For>
      </div>
      <dl class="details-facts">
        <Fact title={w().details.source}>
          <code>{props.page.facts.source}</code>
        </Fact>
      </dl>
      <Section title={w().details.rules} some={props.page.facts.rules}>
        {({ id, text }) => (
          <div class="details-rule" data-found={props.find.trim().toUpperCase() === id ? "" : undefined}>
            <RuleText id={id} text={text} />
            <button type="button" class="plain details-see" onClick={() => props.onFind(id)}>
              {w().details.seePlaces} <span class="unseen">{id}</span>
            </button>
          </div>
        )}
      </Section>
    </>
  );
}

function RuleText(props: { id: string; text: string }) {
  return (
    <p lang="en">
      <strong>{props.id}</strong> <Prose text={props.text} />
    </p>
  );
}

/** As in the sources: between backquotes stands what a machine reads. */
function Prose(props: { text: string }) {
  const parts = () => props.text.split("`").map((text, index) => ({ text, isCode: index % 2 === 1 }));
  return <For each={parts()}>{({ text, isCode }) => (isCode ? <code>{text}</code> : text)}</For>;
}

function Tests(props: { some: readonly { file: string; title: string }[] }) {
  const [isAll, showAll] = createSignal(false);
  const shown = () => (isAll() ? props.some : props.some.slice(0, TESTS_SHOWN));
  return (
    <>
      <h3>{w().details.tests}</h3>
      <Show when={props.some.length > 0} fallback={<p class="quiet">{w().details.noTests}</p>}>
        <ul class="details-list">
          <For each={shown()}>
            {({ file, title }) => (
              <li lang="en">
                <p>{title}</p>
                <code class="quiet">{file}</code>
              </li>
            )}
          </For>
        </ul>
        <Show when={shown().length < props.some.length}>
          <button type="button" class="plain details-see" onClick={() => showAll(true)}>
            {w().details.allTests(props.some.length)}
          </button>
        </Show>
      </Show>
    </>
  );
}

function Description(props: { text: string }) {
  return (
    <Show when={props.text !== ""}>
      <p lang="en" class="details-description">
        <Prose text={props.text} />
      </p>
    </Show>
  );
}

function Fact(props: { title: string; children: JSX.Element }) {
  return (
    <div>
      <dt>{props.title}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Names(props: { title: string; names: readonly string[] }) {
  return (
    <Show when={props.names.length > 0}>
      <Fact title={props.title}>
        <code>{props.names.join(", ")}</code>
      </Fact>
    </Show>
  );
}

function Section<T>(props: { title: string; some: readonly T[]; children: (one: T) => JSX.Element }) {
  return (
    <Show when={props.some.length > 0}>
      <h3>{props.title}</h3>
      <ul class="details-list">
        <For each={props.some}>{(one) => <li>{props.children(one)}</li>}</For>
      </ul>
    </Show>
  );
}

function ToState(props: { id: string; onSelect: (id: string) => void }) {
  return (
    <button type="button" class="plain details-to" title={props.id} onClick={() => props.onSelect(props.id)}>
      <strong>{shortName(props.id)}</strong>
    </button>
  );
}

function ToTransitions(props: {
  some: readonly ChartTransition[];
  /** That one is here, and cannot be gone to. */
  here?: string;
  /** Told by where they come from. */
  from?: boolean;
  onSelect: (id: string) => void;
}) {
  return (
    <ol class="details-transitions">
      <For each={props.some}>
        {(one) => (
          <li>
            <button
              type="button"
              class="plain details-to"
              aria-current={props.here === one.id ? "true" : undefined}
              onClick={() => props.onSelect(one.id)}
            >
              <Switch>
                <Match when={props.from}>
                  <strong>{shortName(one.source)}</strong>{" "}
                  <span class="tone-event">{one.event || w().chart.always}</span>
                </Match>
                <Match when={!props.from}>
                  <span class="tone-event">{one.event || w().chart.always}</span>
                </Match>
              </Switch>
              <Show when={one.guard} fallback={one.place > 0 && <span class="tone-guard">{" [else]"}</span>}>
                {(guard) => <span class="tone-guard">{` [${guard()}]`}</span>}
              </Show>
              <Show when={!props.from && one.targets.length > 0}>{` → ${one.targets.map(shortName).join(", ")}`}</Show>
              <Show when={one.refuses.length > 0}>
                <span class="tone-refusal">{` ✗ ${one.refuses.join(", ")}`}</span>
              </Show>
            </button>
          </li>
        )}
      </For>
    </ol>
  );
}
