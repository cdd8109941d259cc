/** The agent's desk: the connections to all rooms that concern them, and which conversation is in front. */
import {
  batch,
  createComputed,
  createEffect,
  createMemo,
  createRoot,
  createSignal,
  getOwner,
  on,
  onCleanup,
  untrack,
  type Accessor,
  type Owner,
} from "solid-js";
import { may } from "../../../machines/rights.ts";
import type { AgentView, Assignment } from "../../../party/protocol/agent.ts";
import type { FiguresView, LineView, Receipt, SeatView } from "../../../party/protocol/queue.ts";
import { createRoom, type Room } from "../../shared/create-room.ts";
import type { MirrorList } from "../../shared/mirror.ts";
import { until } from "../../shared/until.ts";
import type { Me } from "../api.ts";
import { createAside } from "./aside.ts";
import { createConversation, type Conversation } from "./conversation.ts";
import { connectionOf, unhurried, type Connection } from "./connection.ts";
import { draftsOf, type Drafts } from "./drafts.ts";
import { createFinding, type Finding } from "./finding.ts";
import { isTyping } from "./hurry.ts";
import { createNotices, type Notices } from "./notices.ts";
import { createPage, type Page } from "./page.ts";
import type { HandedTo } from "./parting.ts";
import { createProject, type Project } from "./project.ts";
import { ifSubscribed } from "./push-owner.ts";
import type { TellRoom } from "./push.ts";
import { createReading, type Readable } from "./reading.ts";
import { whyNotMine } from "./rights.ts";
import { roomAt } from "./room-at.ts";
import { createSeat, type Seat } from "./seat.ts";
import type { Session } from "./session.ts";
import { createSide, type Side } from "./side.ts";
import { tellOfLostSnoozes } from "./snoozing.ts";
import { byWait } from "./waiting.ts";
import { wayBack } from "./way-back.ts";
import { t } from "../words/index.ts";

export interface Desk {
  me: Me;
  /** What lives in it ends with the desk. */
  owner: Owner | null;
  agent: Accessor<AgentView | undefined>;
  figures: Accessor<FiguresView | undefined>;
  /** Colleagues, while somebody asks for them (`wantSeats`). */
  seats: Accessor<readonly SeatView[]>;
  wantSeats: (want: boolean) => void;
  /** Why a conversation was given to whom, by the number that its assignment bears. */
  receipt: (number: number) => Promise<Receipt | undefined>;
  /** Receipts before that number, or the newest; undefined: the queue cannot be asked now. */
  receipts: (before?: number) => Promise<MirrorList | undefined>;
  /** Whether the queue would answer now. */
  hasQueue: Accessor<boolean>;
  /** Who waits for an agent, longest first, while somebody asks for it (`wantLine`, as often with false as with true); undefined: not come yet. */
  line: Accessor<readonly LineView[] | undefined>;
  wantLine: (want: boolean) => void;
  /** Of an agent, or of a department. */
  nameOf: (id: string) => string;
  /** Who has waited longest for an answer first. */
  conversations: Accessor<readonly Conversation[]>;
  /** What the list shows of them. */
  finding: Finding;
  /** One that the agent has, or has put aside and reads, or reads because their role may. */
  selected: Accessor<Conversation | undefined>;
  /** The one in front, if it is put aside: it may be read and had again. */
  aside: Accessor<Conversation | undefined>;
  select: (id: string | null) => void;
  /** Opens one that is somebody else's, to be read (`conversations.readAny`). */
  read: (one: Readable) => void;
  /** Whether the one in front is somebody else's. */
  isReading: Accessor<boolean>;
  /** What was being read may not be any more: says so, and true if it was so. To be called once the page stands. */
  tellOfLostReading: () => boolean;
  hasOtherProjects: () => boolean;
  /** For what was asked for a while ago. */
  selectUnlessTyping: (id: string) => void;
  /** The customer's column. */
  side: Side;
  connection: Accessor<Connection>;
  /** Whether the agent's own room would hear a command now. */
  isLive: Accessor<boolean>;
  /** Tries every lost connection at once. */
  retry: () => void;
  outdated: Accessor<boolean>;
  page: Page;
  /** The rooms' time, every second. */
  now: Accessor<number>;
  notices: Notices;
  project: Project;
  setAvailable: (available: boolean) => void;
  /** A command to the agent's own room. */
  tellRoom: TellRoom;
  /** Tells the agent's room that nobody stays behind, and resolves when it knows or cannot be reached. */
  goodbye: () => Promise<void>;
}

/** Longer than a room needs to answer, shorter than a person's patience. */
const GOODBYE_MAX_MS = 3000;
const OTHER_TABS_MAX_MS = 1000;
const FIGURES = ["figures"];
/** What a notice is about that is about what was being read. */
export const READING = "reading";
/** As many as a room gives. */
const RECEIPTS_AT_ONCE = 100;

const inAddress = (): string | null => decodeURIComponent(location.hash.slice(1)) || null;

export function createDesk(me: Me, session: Session): Desk {
  const agentRoom = createSeat(me);
  const queueRoom = createRoom({ ...roomAt("queue", me.project), watch: FIGURES });
  const agent = (): AgentView | undefined => agentRoom.topics.agent as AgentView | undefined;
  const tellRoom: TellRoom = (command) => agentRoom.client.send(command);
  void ifSubscribed((push) => push.keepUp(me.id, tellRoom));
  const drafts = draftsOf(me.id);
  const project = createProject(me.project);
  // What a notice is about can still be taken back for as long as the notice is there.
  const held = createConversations(
    () => agent()?.assignments,
    drafts,
    (id) => notices.isTold(id),
  );

  const rooms = (): (Room | Seat)[] => [
    agentRoom,
    queueRoom,
    project.room,
    ...[...held.list(), ...(aside() ? [aside()!] : [])].map(({ room }) => room),
  ];
  const retry = (): void => rooms().forEach((room) => room.client.check());
  const page = createPage(retry, () => rooms().forEach((room) => room.client.lost()));
  createEffect(() => rooms().some((room) => room.status() === "denied") && session.ask());

  const [selectedId, setSelectedId] = createSignal(inAddress());
  const fromAddress = (): void => void setSelectedId(inAddress());
  addEventListener("hashchange", fromAddress);
  onCleanup(() => removeEventListener("hashchange", fromAddress));
  const select = (id: string | null): void => {
    if (id === selectedId()) return;
    history.pushState(null, "", id === null ? location.pathname : `#${encodeURIComponent(id)}`);
    setSelectedId(id);
  };
  const deselect = (): void => {
    history.replaceState(null, "", location.pathname);
    setSelectedId(null);
  };
  const takes = may(me.role, "conversations.take");
  const reading = createReading(
    me.id,
    may(me.role, "conversations.readAny"),
    selectedId,
    // As long as nothing is known of what they hold, it may be this one.
    (id) => (takes && agent() === undefined) || held.list().some((one) => one.id === id),
  );
  const aside = createAside(
    selectedId,
    () => [...(agent()?.snoozed ?? []), ...reading.list()],
    (id) => held.list().some((one) => one.id === id),
    drafts,
    deselect,
  );
  const selected = createMemo(() => held.list().find(({ id }) => id === selectedId()) ?? aside());

  const seats = createMemo(() =>
    Object.values((queueRoom.topics.seats ?? {}) as Record<string, SeatView>).toSorted((a, b) =>
      a.name.localeCompare(b.name),
    ),
  );
  const names = new Map<string, string>();
  createComputed(() => seats().forEach(({ id, name }) => names.set(id, name)));
  const nameOf = (id: string): string =>
    seats().find((seat) => seat.id === id)?.name ?? names.get(id) ?? project.departmentName(id);
  const [dialog, wantSeats] = createSignal(false);
  // A transfer that is under way or was declined is told with the colleague's name.
  const needsSeats = createMemo(
    () => dialog() || held.list().some((one) => one.view()?.transfer != null || one.view()?.declined != null),
  );
  const [lineReaders, countLineReaders] = createSignal(0);
  const needsLine = createMemo(() => lineReaders() > 0);
  createEffect(
    on(
      [needsSeats, needsLine],
      ([seats, line]) => queueRoom.client.watch([...FIGURES, ...(seats ? ["seats"] : []), ...(line ? ["line"] : [])]),
      { defer: true },
    ),
  );
  const line = createMemo(() => {
    const shown = queueRoom.topics.line as Record<string, LineView> | undefined;
    return shown && Object.values(shown).toSorted((a, b) => a.enqueuedAt - b.enqueuedAt || (a.id < b.id ? -1 : 1));
  });

  // Never under the hands of somebody who writes: the rest would go to somebody else.
  const selectUnlessTyping = (id: string): void => void (isTyping() || select(id));
  const notices = createNotices(drafts, held.list, selectUnlessTyping);
  held.onLeave((conversation) => {
    const wasOpen = untrack(selectedId) === conversation.id;
    const why = untrack(agent)?.left.find(({ conversationId }) => conversationId === conversation.id)?.why;
    const back = () => wayBack(conversation, me.id, page.now());
    const called = ({ to, toName, kind }: HandedTo): string =>
      kind === "department" ? project.departmentName(to) : (toName ?? nameOf(to));
    notices.left(conversation, { wasOpen, agentId: me.id, nameOf: called, why, wayBack: back });
    if (wasOpen) deselect();
  });

  void until(() => agent() !== undefined).then(() =>
    notices.orphans(agent()?.assignments.map(({ conversationId }) => conversationId) ?? []),
  );
  createEffect(on(selected, (conversation) => conversation && notices.wentOn(), { defer: true }));
  tellOfLostSnoozes(() => agent()?.snoozed ?? [], held.list, notices.asideLost);
  // Opened here is opened everywhere: the room is told once.
  createEffect(() => {
    const conversation = selected();
    if (!conversation || conversation.assignment.opened) return;
    untrack(() => void agentRoom.client.send({ type: "conversation.open", conversationId: conversation.id }));
  });

  const conversations = createMemo(() =>
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
  );

  return {
    me,
    owner: getOwner(),
    hasOtherProjects: session.hasOtherProjects,
    read(one) {
      reading.want(one);
      select(one.conversationId);
    },
    isReading: () =>
      aside() !== undefined && reading.list().some(({ conversationId }) => conversationId === selectedId()),
    tellOfLostReading() {
      const isLost = reading.isOver();
      if (isLost) {
        deselect();
        notices.tell(READING, () => `${t().reading.over} ${whyNotMine(me, "conversations.readAny") ?? ""}`);
      }
      return isLost;
    },
    agent,
    figures: () => queueRoom.topics.figures as FiguresView | undefined,
    seats,
    wantSeats,
    line,
    wantLine: (want) => void countLineReaders((count) => count + (want ? 1 : -1)),
    nameOf,
    async receipt(number) {
      const page = await queueRoom.client.page("receipts", 1, number + 1);
      return page?.rows.find(({ seq }) => seq === number) as Receipt | undefined;
    },
    receipts: (before) => queueRoom.client.page("receipts", RECEIPTS_AT_ONCE, before),
    hasQueue: () => page.online() && queueRoom.status() === "live",
    conversations,
    finding: createFinding(conversations, selected, project.labels),
    selected,
    aside,
    select,
    selectUnlessTyping,
    side: createSide(selectedId),
    retry,
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
    now: () => page.now() + queueRoom.clockOffset(),
    notices,
    project,
    setAvailable: (available) => void agentRoom.client.send({ type: "availability.set", available }),
    tellRoom,
    async goodbye() {
      // Our other tabs go at the same time: only the last screen's goodbye makes the agent offline at once.
      await until(() => (agent()?.screens ?? 1) <= 1, OTHER_TABS_MAX_MS);
      const said = agentRoom.client.send({ type: "session.end" });
      // Whoever sits down here next is not called in this agent's name.
      const unsubscribed = ifSubscribed((push) => push.turnOff(me.id, tellRoom));
      const patience = new Promise((resolve) => setTimeout(resolve, GOODBYE_MAX_MS));
      await Promise.race([Promise.all([said, unsubscribed]), patience]);
    },
  };
}

/** One `Conversation` for each assignment, for as long as it lasts. */
function createConversations(
  assignments: () => readonly Assignment[] | undefined,
  drafts: Drafts,
  isTold: (id: string) => boolean,
) {
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
      for (const [, { conversation, dispose }] of gone) part(conversation, isTold, dispose);
    });
  });
  onCleanup(() => {
    for (const { dispose } of living.values()) dispose();
  });
  return { list, onLeave: (listener: typeof leave) => (leave = listener) };
}

/**
 * Stays on the line until the room has answered what was sent last, because a text that it refuses must come back, and while
 * the agent is told of it.
 */
function part(conversation: Conversation, isTold: (id: string) => boolean, dispose: () => void): void {
  const isOver = (): boolean => conversation.sending().length === 0 && !isTold(conversation.id);
  void until(() => isOver() || conversation.room.status() === "denied").then(dispose);
}
