import { Match, Show, Switch, createResource, createSignal, onCleanup } from "solid-js";
import { may } from "../../../machines/rights.ts";
import { recordedDay } from "../../simulator/recorded-day.ts";
import { settingsOf } from "../../simulator/what-if.ts";
import { whoAmI, type Me } from "../../panel/api.ts";
import { tw } from "../words/trial/index.ts";
import { ComparedDays } from "./compared.tsx";
import { createComparing } from "./comparing.ts";
import { dayBounds } from "./day-bounds.ts";
import { withOneMore } from "./plan.ts";
import { readQueue } from "./read-queue.ts";

const today = (): string => new Date().toLocaleDateString("sv-SE");

/** A day of the project of whoever is signed in, once as it was and once with somebody more. */
export default function RealDay() {
  const [who] = createResource(() => whoAmI());
  const me = () => (who.error ? undefined : who()?.me);
  return (
    <Switch fallback={<p class="quiet">{tw().loading}</p>}>
      <Match when={!who.loading && !me()}>
        <p>
          {tw().signIn} <a href="/panel">{tw().toPanel}</a>
        </p>
      </Match>
      <Match when={me()}>
        {(known) => (
          <Show when={may(known().role, "conversations.readAny")} fallback={<p>{tw().notYours}</p>}>
            <DayOf me={known()} />
          </Show>
        )}
      </Match>
    </Switch>
  );
}

function DayOf(props: { me: Me }) {
  const comparing = createComparing();
  const [day, setDay] = createSignal(today());
  const [read, setRead] = createSignal<number | null>(null);
  const [fault, setFault] = createSignal<"nothing" | "unread" | null>(null);
  let reading = new AbortController();
  onCleanup(() => reading.abort());

  async function compare(): Promise<void> {
    reading.abort();
    const { signal } = (reading = new AbortController());
    setFault(null);
    comparing.forget();
    setRead(0);
    try {
      const { timeZone, log, receipts } = await readQueue(props.me.project, setRead, signal);
      const { from, to } = dayBounds(day(), timeZone);
      const until = Math.min(to, Date.now());
      const recorded = recordedDay(log, receipts, from, until);
      if (recorded.arrivals.length === 0) return void setFault("nothing");
      const plan = { settings: settingsOf(recorded), deeds: [] };
      comparing.compare(plan, withOneMore(plan, tw().extra), until);
    } catch {
      if (!signal.aborted) setFault("unread");
    } finally {
      if (!signal.aborted) setRead(null);
    }
  }

  return (
    <>
      <form
        class="try-ask"
        onSubmit={(event) => {
          event.preventDefault();
          void compare();
        }}
      >
        <label>
          {tw().day}
          <input
            type="date"
            required
            max={today()}
            value={day()}
            onInput={({ currentTarget }) => setDay(currentTarget.value)}
          />
        </label>
        <button type="submit" class="main" disabled={read() !== null || comparing.part() !== null}>
          {tw().compare}
        </button>
      </form>
      <p role="status">
        <Show when={read() !== null}>{tw().reading(read()!)}</Show>
        <Show when={fault()}>{(what) => (what() === "nothing" ? tw().nothingThatDay : tw().unread)}</Show>
      </p>
      <ComparedDays
        comparing={comparing}
        beforeName={tw().asWas}
        assumptions={[...tw().assumptions, ...tw().assumptionsOfDay]}
      />
    </>
  );
}
