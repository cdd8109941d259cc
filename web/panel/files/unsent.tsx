/** Asked before what would lose files that are on their way: whether they are to go first, or not at all. */
import { Match, Show, Switch, createSignal, onCleanup } from "solid-js";
import { until } from "../../shared/until.ts";
import { called } from "../state/called.ts";
import type { Conversation, UnsentFile } from "../state/conversation.ts";
import { language, t } from "../words/index.ts";
import { more } from "../words/more.ts";
import { callOff } from "./files.ts";

const NAMED_MAX = 3;

interface Left extends UnsentFile {
  who: string;
}

export interface Unsent {
  all: () => readonly Left[];
  /** Whether all of them go by themselves. */
  mayWait: () => boolean;
  waits: () => boolean;
  choose: (waits: boolean) => void;
  /** Whether what was asked for waits for them now. */
  isWaiting: () => boolean;
  /** Does what was chosen. False: what was asked for must not be done, or not yet. */
  settle: () => Promise<boolean>;
}

/** Ends with the dialog that asks. */
export function createUnsent(conversations: () => readonly Conversation[]): Unsent {
  const [first, setFirst] = createSignal(true);
  const [isWaiting, setWaiting] = createSignal(false);
  const [isOver, setOver] = createSignal(false);
  onCleanup(() => setOver(true));
  const all = (): Left[] =>
    conversations().flatMap((one) => one.unsentFiles().map((file) => ({ ...file, who: called(one) || t().visitor })));
  const mayWait = (): boolean => all().every(({ stands }) => stands === "going");
  const waits = (): boolean => mayWait() && first();
  return {
    all,
    mayWait,
    waits,
    choose: setFirst,
    isWaiting,
    async settle() {
      if (isWaiting()) return false;
      if (!waits()) {
        await Promise.all(conversations().map(callOff));
        return true;
      }
      setWaiting(true);
      // oxlint-disable-next-line solid/reactivity -- `until` tracks it
      await until(() => isOver() || all().length === 0 || !waits());
      setWaiting(false);
      return !isOver() && all().length === 0;
    },
  };
}

function namesOf(files: readonly Left[], withWho: boolean): string {
  const named = files.slice(0, NAMED_MAX).map(({ name, who }) => (withWho ? more().unsent.to(name, who) : name));
  const rest = files.length - named.length;
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(
    rest > 0 ? [...named, more().unsent.more(rest)] : named,
  );
}

export function UnsentFiles(props: {
  unsent: Unsent;
  /** They are of several conversations: it is said to whom each goes. */
  withWho?: boolean;
}) {
  const count = () => props.unsent.all().length;
  const sentence = () => more().unsent.files(count(), namesOf(props.unsent.all(), props.withWho === true));
  return (
    <Show when={count() > 0}>
      <fieldset class="unsent">
        <legend>{sentence()}</legend>
        <Switch>
          <Match when={props.unsent.isWaiting()}>
            <p class="quiet" role="status">
              {more().unsent.waiting}
            </p>
          </Match>
          <Match when={!props.unsent.mayWait()}>
            <p class="quiet">{more().unsent.lost(count())}</p>
          </Match>
          <Match when={true}>
            <Choice unsent={props.unsent} waits label={more().unsent.first(count())} />
            <Choice unsent={props.unsent} waits={false} label={more().unsent.without(count())} />
          </Match>
        </Switch>
      </fieldset>
    </Show>
  );
}

function Choice(props: { unsent: Unsent; waits: boolean; label: string }) {
  return (
    <label class="colleague sound">
      <input
        type="radio"
        name="unsent"
        checked={props.unsent.waits() === props.waits}
        onChange={() => props.unsent.choose(props.waits)}
      />
      <span class="name">{props.label}</span>
    </label>
  );
}
