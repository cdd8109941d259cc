import { For, Show, createMemo, createSignal, createUniqueId, type JSX } from "solid-js";
import { Avatar } from "../../panel/parts/avatar.tsx";
import { shortId } from "../../panel/state/short-id.ts";
import { language, t } from "../../panel/words/index.ts";
import { dayAndTime } from "../../shared/locale.ts";
import { addressOf } from "../routes.ts";
import { w } from "../words/index.ts";
import { createRooms, matches, roomOfConversation } from "./rooms.ts";
import { span } from "./telling.ts";
import "../styles/rooms.css";

/** The rooms of a project to choose from: its queue, those who wait, its agents, and the conversations that were given last. */
export function RoomsList(props: { project: string }) {
  // oxlint-disable-next-line solid/reactivity -- another project is another page
  const rooms = createRooms(props.project);
  const [query, setQuery] = createSignal("");
  const searchId = createUniqueId();
  const called = (customer: string | undefined, room: string): string =>
    customer || `${w().rooms.nameless} ${shortId(room)}`;

  const waiting = createMemo(() =>
    rooms.waiting().filter(({ id, customerName, department }) => matches(query(), [customerName, id, department])),
  );
  const agents = createMemo(() => rooms.agents().filter(({ id, name }) => matches(query(), [name, id])));
  const given = createMemo(() =>
    rooms
      .given()
      .filter(({ conversationId, customerName, agentId }) =>
        matches(query(), [customerName, conversationId, rooms.nameOf(agentId)]),
      ),
  );
  const isQueue = () => matches(query(), [w().machines.queue![0], w().rooms.queue, props.project]);
  const isNothing = () => waiting().length + agents().length + given().length === 0 && !isQueue();

  return (
    <Show
      when={rooms.isThere()}
      fallback={
        <p role="status" class="quiet">
          {w().loading}
        </p>
      }
    >
      <div class="rooms-search" role="search">
        <label class="unseen" for={searchId}>
          {w().rooms.filter}
        </label>
        <input
          id={searchId}
          type="search"
          autocomplete="off"
          spellcheck={false}
          placeholder={w().rooms.filter}
          value={query()}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && setQuery("")}
        />
        <p class="quiet" role="status">
          {isNothing() ? w().rooms.nothing : ""}
        </p>
      </div>
      <div class="rooms">
        <Show when={isQueue() || waiting().length > 0}>
          <Part title={w().rooms.line}>
            <Show when={isQueue()}>
              <Choice address={addressOf.life("queue", props.project)} name={w().rooms.queue}>
                {w().rooms.waiting(rooms.waiting().length)}
              </Choice>
            </Show>
            <For each={waiting()}>
              {(one) => (
                <Choice
                  address={addressOf.life("conversation", roomOfConversation(one.id))}
                  name={called(one.customerName, one.id)}
                >
                  {w().rooms.waits(span(Math.max(0, rooms.now() - one.enqueuedAt)))}
                </Choice>
              )}
            </For>
          </Part>
        </Show>
        <Show when={agents().length > 0}>
          <Part title={w().rooms.agents}>
            <For each={agents()}>
              {(seat) => (
                <Choice address={addressOf.life("agent", seat.id)} name={seat.name} avatar={seat.id}>
                  {seat.present ? (seat.available ? t().available : t().unavailable) : w().rooms.away}
                  <Show when={seat.load > 0}> · {t().loadOf(seat.load, seat.capacity)}</Show>
                </Choice>
              )}
            </For>
          </Part>
        </Show>
        <Show when={given().length > 0 || (query() === "" && rooms.waiting().length === 0)}>
          <Part title={w().rooms.recent}>
            <For each={given()} fallback={<li class="quiet">{w().rooms.noRecent}</li>}>
              {(one) => (
                <Choice
                  address={addressOf.life("conversation", roomOfConversation(one.conversationId))}
                  name={called(one.customerName, one.conversationId)}
                >
                  {rooms.nameOf(one.agentId)} · <time>{dayAndTime(language(), one.at, rooms.now())}</time>
                </Choice>
              )}
            </For>
            <Show when={rooms.hasOlder()}>
              <li>
                <button type="button" onClick={() => rooms.older()}>
                  {w().rooms.older}
                </button>
              </li>
            </Show>
          </Part>
        </Show>
      </div>
    </Show>
  );
}

function Part(props: { title: string; children: JSX.Element }) {
  const id = createUniqueId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{props.title}</h2>
      <ul>{props.children}</ul>
    </section>
  );
}

function Choice(props: { address: string; name: string; avatar?: string; children: JSX.Element }) {
  return (
    <li>
      <a href={props.address}>
        <Show when={props.avatar}>{(id) => <Avatar id={id()} name={props.name} />}</Show>
        <span>
          <strong>{props.name}</strong>
          <span class="quiet">{props.children}</span>
        </span>
      </a>
    </li>
  );
}
