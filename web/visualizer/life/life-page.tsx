/** `/machines/life/<party>/<room>`: a room's life, as it goes on and as it was. */
import { Match, Show, Switch, type JSX } from "solid-js";
import { addressOf, go } from "../routes.ts";
import { w as all } from "../words/index.ts";
import { life as w } from "../words/life/index.ts";
import { CheckButton } from "./check-button.tsx";
import { ExportButton } from "./export-button.tsx";
import { receiptsOf } from "./receipts.ts";
import { createRoomLife } from "./room-life.ts";
import { Viewer } from "./viewer.tsx";

export default function LifePage(props: { party: string; room: string; at: number | null; live: boolean }) {
  // oxlint-disable-next-line solid/reactivity -- another room is another page
  const { party, room, at, live } = props;
  const when = new URLSearchParams(location.search).get("when") ?? "";
  const moment = /^\d{1,15}$/.test(when) ? { when: Number(when) } : null;
  const begin = live ? null : at === null ? moment : { revision: at };
  const its = createRoomLife(party, room);
  const receipts = receiptsOf(room.split("_", 1)[0]!);
  const stayed = (seq: number | null): void => {
    const address = addressOf.life(party, room) + (seq === null ? "" : `?at=${seq}`);
    if (address !== location.pathname + location.search) go(address, "replace");
  };
  return (
    <Switch
      fallback={
        <Told>
          <p role="status" class="quiet">
            {w().connecting}
          </p>
        </Told>
      }
    >
      <Match when={its.isOutdated()}>
        <Told>
          <p>{w().outdated}</p>
        </Told>
      </Match>
      <Match when={its.standing() === "signedOut"}>
        <Told>
          <p>{w().signedOut}</p>
          <p>
            <a href="/panel">{w().toPanel}</a>
          </p>
        </Told>
      </Match>
      <Match when={its.standing() === "noRoom"}>
        <Told>
          <p>{w().noSuchRoom}</p>
        </Told>
      </Match>
      <Match when={its.standing() === "denied"}>
        <Told>
          <p role="alert">{w().denied}</p>
          <p class="quiet">{w().deniedMore}</p>
        </Told>
      </Match>
      <Match when={its.standing() === "fetching"}>
        <Told>
          <p role="status">{w().fetching(its.fetched(), its.newest())}</p>
          <progress value={its.fetched()} max={its.newest()} aria-label={w().timeline} />
        </Told>
      </Match>
      <Match when={its.standing() === "there" && its.life()}>
        {(life) => (
          <Viewer
            life={life()}
            receipts={receipts}
            now={its.view() && { view: its.view()!, at: its.now(), isLive: its.isLive() }}
            at={begin}
            onStay={stayed}
          >
            <Show when={its.me()}>{(me) => <CheckButton project={me().project} party={party} room={room} />}</Show>
            <ExportButton life={life()} receipts={receipts} />
          </Viewer>
        )}
      </Match>
    </Switch>
  );
}

function Told(props: { children: JSX.Element }) {
  return (
    <main class="page">
      <h1>{all().pages.life}</h1>
      {props.children}
      <p>
        <a href={addressOf.file}>{w().openFile}</a>
      </p>
    </main>
  );
}
