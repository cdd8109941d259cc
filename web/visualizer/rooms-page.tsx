/** Which room to look at: one of this project's, or a life that somebody has saved as a file. */
import { For, Match, Show, Switch, createResource, createSignal } from "solid-js";
import { may } from "../../machines/rights.ts";
import { whoAmI } from "../panel/api.ts";
import { insist } from "../panel/parts/later.ts";
import { RoomsList } from "./life/rooms-list.tsx";
import { addressOf, go, greets } from "./routes.ts";
import { w } from "./words/index.ts";

const PARTIES = ["conversation", "agent", "queue"] as const;
type PartyName = (typeof PARTIES)[number];

export default function RoomsPage() {
  const [who] = createResource(() => insist(() => whoAmI()));
  const [party, setParty] = createSignal<PartyName>("conversation");
  const [room, setRoom] = createSignal("");
  const me = () => who()?.me;
  return (
    <main class="page">
      <h1 ref={greets}>{w().pages.life}</h1>
      <p>{w().rooms.about}</p>
      <Switch>
        <Match when={who.loading}>
          <p role="status" class="quiet">
            {w().loading}
          </p>
        </Match>
        <Match when={!me()}>
          <p>
            {w().rooms.signIn} <a href="/panel">{w().rooms.panel}</a>
          </p>
        </Match>
        <Match when={!may(me()!.role, "rooms.inspect")}>
          <p>{w().rooms.notYours}</p>
          <p>
            <a href={addressOf.life("agent", me()!.id)}>{w().rooms.own}</a>
          </p>
        </Match>
        <Match when={me()} keyed>
          {({ project }) => (
            <>
              <RoomsList project={project} />
              <h2>{w().rooms.byId}</h2>
              <form
                class="rooms-form"
                onSubmit={(event) => {
                  event.preventDefault();
                  const name = party() === "queue" ? project : room().trim();
                  if (name !== "") go(addressOf.life(party(), name));
                }}
              >
                <label class="field">
                  {w().rooms.kind}
                  <select onChange={(event) => setParty(event.currentTarget.value as PartyName)}>
                    <For each={PARTIES}>
                      {(name) => (
                        <option value={name} selected={name === party()}>
                          {w().machines[name]![0]}
                        </option>
                      )}
                    </For>
                  </select>
                </label>
                <Show when={party() !== "queue"}>
                  <label class="field">
                    {w().rooms.name}
                    <input
                      type="text"
                      required
                      autocomplete="off"
                      spellcheck={false}
                      value={room()}
                      onInput={(event) => setRoom(event.currentTarget.value)}
                    />
                  </label>
                </Show>
                <button type="submit" class="main">
                  {w().rooms.open}
                </button>
              </form>
            </>
          )}
        </Match>
      </Switch>
      <h2>{w().rooms.file}</h2>
      <p>
        <a href={addressOf.file}>{w().rooms.openFile}</a>
      </p>
    </main>
  );
}
