/** The session as Solid sees it: signals out, commands in. */
import { createEffect, createMemo, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import type { CustomerThreadView, Message } from "../../party/protocol/conversation.ts";
import { TYPING_SHOWN_MS } from "../../party/protocol/screens.ts";
import type { Pending, Status } from "../shared/room-client.ts";
import type { Said, User } from "./frame-talk.ts";
import type { KeyValue } from "./key-value.ts";
import { isFromAgent, lastFromAgent, saidOf, unreadOf } from "./lines.ts";
import { Marks } from "./marks.ts";
import { Session, type SessionState } from "./session.ts";
import { Typing } from "./typing.ts";
import type { Words } from "./words/index.ts";

export interface Chat {
  phase: Accessor<SessionState["phase"]>;
  status: Accessor<Status>;
  thread: Accessor<string | undefined>;
  view: Accessor<CustomerThreadView | undefined>;
  rows: Accessor<readonly Message[]>;
  hasOlder: Accessor<boolean>;
  unsent: Accessor<readonly Pending[]>;
  unread: Accessor<number>;
  /** The newest of the unread. */
  lastUnread: Accessor<Said | null>;
  /** What the customer has said of themselves. */
  user: Accessor<User>;
  introduced: Accessor<boolean>;
  /** Whether the site has said who they are. */
  vouched: Accessor<boolean>;
  /** Whether the agent is typing now. */
  agentTypes: Accessor<boolean>;
  typing: Typing;
  session: Session;
}

export function createChat(options: {
  origin: string;
  project: string;
  storage: KeyValue;
  words: Accessor<Words>;
  /** Whether the customer can see the thread now. */
  seen: Accessor<boolean>;
  /** A text that has just been written, here or there; not one that is merely loaded. */
  onSaid: (said: Said) => void;
}): Chat {
  const [state, setState] = createSignal<SessionState>();
  const [agentTypes, setAgentTypes] = createSignal(false);
  let forget: ReturnType<typeof setTimeout> | undefined;
  const hush = () => {
    clearTimeout(forget);
    setAgentTypes(false);
  };
  onCleanup(hush);

  const session = new Session({
    origin: options.origin,
    project: options.project,
    storage: options.storage,
    onChange: setState,
    onSignal: (signal) => {
      if (signal.type !== "typing") return;
      hush();
      if (signal.typing !== true) return;
      setAgentTypes(true);
      forget = setTimeout(hush, TYPING_SHOWN_MS);
    },
  });
  setState(session.state);

  const current = () => state()!;
  const phase = createMemo(() => current().phase);
  const status = createMemo(() => current().status);
  const thread = createMemo(() => current().thread);
  const view = createMemo(() => current().mirror.topics.customer as CustomerThreadView | undefined);
  const list = createMemo(() => current().mirror.lists.messages);
  const rows = createMemo(() => (list()?.rows ?? []) as unknown as readonly Message[]);
  const hasOlder = createMemo(() => list()?.older === true && (rows()[0]?.seq ?? 1) > 1);
  /** A text may be in the thread before the room's answer has come. */
  const unsent = createMemo(() => {
    const there = new Set(rows().flatMap((row) => ("commandId" in row ? [row.commandId] : [])));
    return current().unsent.filter(({ commandId }) => !there.has(commandId));
  });

  let marks = newMarks();
  function newMarks(): Marks {
    return new Marks((seen) => session.send({ type: "messages.mark", ...seen }));
  }
  // A new visitor's thread counts from one again.
  createEffect(() => {
    if (phase() !== "joined") marks = newMarks();
  });
  const lastHeard = createMemo(() => lastFromAgent(rows()));
  createEffect(() => {
    const last = lastHeard();
    const known = view()?.marks.customerRead;
    if (known !== undefined) marks.update({ delivered: last, read: options.seen() ? last : 0 }, known);
  });
  const unread = createMemo(() => (options.seen() ? 0 : unreadOf(rows(), view()?.marks.customerRead ?? 0)));
  const lastUnread = createMemo(() => (unread() === 0 ? null : saidOf(rows().findLast(isFromAgent), options.words())));
  createEffect(() => {
    lastHeard();
    hush();
  });

  // What is there when the thread is first seen is history; what comes behind it has just been said.
  let heardUpTo: number | undefined;
  createEffect(() => {
    if (phase() !== "joined") heardUpTo = undefined;
  });
  createEffect(() => {
    const last = view() && (rows().at(-1)?.seq ?? 0);
    if (last === undefined) return;
    const since = heardUpTo ?? last;
    heardUpTo = Math.max(last, since);
    for (const row of rows()) {
      const said = row.seq > since ? saidOf(row, options.words()) : null;
      if (said) untrack(() => options.onSaid(said));
    }
  });

  const typing = new Typing((on) => {
    if (view()?.state === "assigned") session.signal({ type: "typing", typing: on });
  });

  const user = createMemo(() => current().user, undefined, { equals: sameUser });
  const introduced = createMemo(() => current().introduced);
  const vouched = createMemo(() => current().vouched);

  return {
    phase,
    status,
    thread,
    view,
    rows,
    hasOlder,
    unsent,
    unread,
    lastUnread,
    user,
    introduced,
    vouched,
    agentTypes,
    typing,
    session,
  };
}

const sameUser = (a: User, b: User): boolean => JSON.stringify(a) === JSON.stringify(b);
