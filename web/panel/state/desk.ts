/** The agent's desk: the connections to all rooms that concern them, and which conversation is in front. */
import {
  batch,
  createComputed,
  createEffect,
  createMemo,
  createRoot,
  createSignal,
  on,
  onCleanup,
  untrack,
  type Accessor,
} from "solid-js";
import type { AgentView, Assignment } from "../../../party/protocol/agent.ts";
import type { FiguresView, SeatView } from "../../../party/protocol/queue.ts";
import { createRoom, type Room } from "../../shared/create-room.ts";
import { until } from "../../shared/until.ts";
import { ticket, type Me } from "../api.ts";
import { createConversation, type Conversation } from "./conversation.ts";
import { connectionOf, unhurried, type Connection } from "./connection.ts";
import { draftsOf, type Drafts } from "./drafts.ts";
import { createNotices, type Notices } from "./notices.ts";
import { createPage, type Page } from "./page.ts";
import { byWait } from "./waiting.ts";

export interface Desk {
  me: Me;
  agent: Accessor<AgentView | undefined>;
  figures: Accessor<FiguresView | undefined>;
  /** Colleagues, while somebody asks for them (`wantSeats`). */
  seats: Accessor<readonly SeatView[]>;
  wantSeats: (want: boolean) => void;
  nameOf: (agentId: string) => string;
  /** Who has waited longest for an answer first. */
  conversations: Accessor<readonly Conversation[]>;
  selected: Accessor<Conversation | undefined>;
  select: (id: string | null) => void;
  connection: Accessor<Connection>;
  /** Whether the agent's own room would hear a command now. */
  isLive: Accessor<boolean>;
  outdated: Accessor<boolean>;
  page: Page;
  /** The rooms' time, every second. */
  now: Accessor<number>;
  notices: Notices;
  setAvailable: (available: boolean) => void;
  /** Tells the agent's room that nobody stays behind, and resolves when it knows or cannot be reached. */
  goodbye: () => Promise<void>;
}

/** Longer than a room needs to answer, shorter than a person's patience. */
const GOODBYE_MAX_MS = 3000;
const OTHER_TABS_MAX_MS = 1000;
const FIGURES = ["figures"];
const FIGURES_AND_SEATS = ["figures", "seats"];

const inAddress = (): string | null => decodeURIComponent(location.hash.slice(1)) || null;

/** @param denied The server will not let us in any more. */
export function createDesk(me: Me, denied: () => void): Desk {
  const origin = location.origin.replace(/^http/, "ws");
  const agentRoom = createRoom(
    { origin, party: "agent", room: me.id, ticket: () => ticket("agent", me.id) },
    "conversationId",
  );
  const queueRoom = createRoom({
    origin,
    party: "queue",
    room: me.project,
    ticket: () => ticket("queue", me.project),
    watch: FIGURES,
  });
  const agent = (): AgentView | undefined => agentRoom.topics.agent as AgentView | undefined;
  const drafts = draftsOf(me.id);
  const held = createConversations(() => agent()?.assignments, drafts);

  const rooms = (): Room[] => [agentRoom, queueRoom, ...held.list().map(({ room }) => room)];
  const page = createPage(
    () => rooms().forEach((room) => room.client.check()),
    () => rooms().forEach((room) => room.client.lost()),
  );
  createEffect(() => rooms().some((room) => room.status() === "denied") && denied());

  const [selectedId, setSelectedId] = createSignal(inAddress());
  const fromAddress = (): void => void setSelectedId(inAddress());
  addEventListener("hashchange", fromAddress);
  onCleanup(() => removeEventListener("hashchange", fromAddress));
  const select = (id: string | null): void => {
    if (id === selectedId()) return;
    history.pushState(null, "", id === null ? location.pathname : `#${encodeURIComponent(id)}`);
    setSelectedId(id);
  };
  const selected = createMemo(() => held.list().find(({ id }) => id === selectedId()));

  const seats = createMemo(() =>
    Object.values((queueRoom.topics.seats ?? {}) as Record<string, SeatView>).toSorted((a, b) =>
      a.name.localeCompare(b.name),
    ),
  );
  const names = new Map<string, string>();
  createComputed(() => seats().forEach(({ id, name }) => names.set(id, name)));
  const nameOf = (id: string): string => seats().find((seat) => seat.id === id)?.name ?? names.get(id) ?? id;
  const [dialog, wantSeats] = createSignal(false);
  // A transfer that is under way or was declined is told with the colleague's name.
  const needsSeats = createMemo(
    () => dialog() || held.list().some((one) => one.view()?.transfer != null || one.view()?.declined != null),
  );
  createEffect(on(needsSeats, (need) => queueRoom.client.watch(need ? FIGURES_AND_SEATS : FIGURES), { defer: true }));

  const notices = createNotices(drafts);
  held.onLeave((conversation) => {
    const wasOpen = untrack(selectedId) === conversation.id;
    const why = untrack(agent)?.left.find(({ conversationId }) => conversationId === conversation.id)?.why;
    notices.left(conversation, { wasOpen, nameOf, why });
    if (!wasOpen) return;
    history.replaceState(null, "", location.pathname);
    setSelectedId(null);
  });

  void until(() => agent() !== undefined).then(() =>
    notices.orphans(agent()?.assignments.map(({ conversationId }) => conversationId) ?? []),
  );
  createEffect(on(selected, (conversation) => conversation && notices.wentOn(), { defer: true }));
  // Opened here is opened everywhere: the room is told once.
  createEffect(() => {
    const conversation = selected();
    if (!conversation || conversation.assignment.opened) return;
    untrack(() => void agentRoom.client.send({ type: "conversation.open", conversationId: conversation.id }));
  });

  return {
    me,
    agent,
    figures: () => queueRoom.topics.figures as FiguresView | undefined,
    seats,
    wantSeats,
    nameOf,
    conversations: createMemo(() =>
      held
        .list()
        .map((one) => ({
          one,
          id: one.id,
          since: one.waitingSince(),
          lastAt: one.view()?.last?.at ?? one.assignment.assignedAt,
        }))
        .sort(byWait)
        .map(({ one }) => one),
    ),
    selected,
    select,
    connection: unhurried(
      createMemo(() =>
        connectionOf(
          rooms().map((room) => room.status()),
          page.online(),
        ),
      ),
    ),
    isLive: () => page.online() && agentRoom.status() === "live",
    outdated: createMemo(() => rooms().some((room) => room.status() === "outdated")),
    page,
    now: () => page.now() + agentRoom.clockOffset(),
    notices,
    setAvailable: (available) => void agentRoom.client.send({ type: "availability.set", available }),
    async goodbye() {
      // Our other tabs go at the same time: only the last screen's goodbye makes the agent offline at once.
      await until(() => (agent()?.screens ?? 1) <= 1, OTHER_TABS_MAX_MS);
      const said = agentRoom.client.send({ type: "session.end" });
      await Promise.race([said, new Promise((resolve) => setTimeout(resolve, GOODBYE_MAX_MS))]);
    },
  };
}

/** One `Conversation` for each assignment, for as long as it lasts. */
function createConversations(assignments: () => readonly Assignment[] | undefined, drafts: Drafts) {
  const living = new Map<string, { conversation: Conversation; dispose: () => void }>();
  const [list, setList] = createSignal<readonly Conversation[]>([]);
  let leave: (conversation: Conversation) => void = () => {};

  createComputed(() => {
    const now = assignments();
    if (!now) return;
    const ids = new Set(now.map(({ conversationId }) => conversationId));
    untrack(() => {
      const gone = [...living].filter(([id]) => !ids.has(id));
      for (const [id] of gone) living.delete(id);
      for (const assignment of now) {
        const { conversationId: id } = assignment;
        if (!living.has(id))
          living.set(
            id,
            createRoot((dispose) => ({ conversation: createConversation(assignment, drafts), dispose })),
          );
      }
      batch(() => {
        setList([...living.values()].map(({ conversation }) => conversation));
        for (const [, { conversation }] of gone) leave(conversation);
      });
      for (const [, { conversation, dispose }] of gone) part(conversation, dispose);
    });
  });
  onCleanup(() => {
    for (const { dispose } of living.values()) dispose();
  });
  return { list, onLeave: (listener: typeof leave) => (leave = listener) };
}

/** Stays on the line until the room has answered what was sent last: a text that it refuses must come back. */
function part(conversation: Conversation, dispose: () => void): void {
  void until(() => conversation.sending().length === 0 || conversation.room.status() === "denied").then(dispose);
}
