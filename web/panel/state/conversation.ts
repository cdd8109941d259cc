/** One conversation that the agent holds: its room, what is being written, and what has just failed. */
import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { Assignment } from "../../../party/protocol/agent.ts";
import {
  TYPING_SHOWN_MS,
  type AgentThreadView,
  type ConversationCommand,
  type Message,
} from "../../../party/protocol/conversation.ts";
import { createRoom, type Room } from "../../shared/create-room.ts";
import type { Outcome, Pending, PendingStore } from "../../shared/room-client.ts";
import { keptInTab } from "../../shared/stored.ts";
import { ticket } from "../api.ts";
import type { Drafts } from "./drafts.ts";
import { waitingSince } from "./waiting.ts";

export interface Sending {
  commandId: string;
  text: string;
}

export interface Conversation {
  id: string;
  assignment: Assignment;
  room: Room;
  view: Accessor<AgentThreadView | undefined>;
  messages: Accessor<readonly Message[]>;
  /** Texts that the room has not answered yet. */
  sending: Accessor<readonly Sending[]>;
  waitingSince: Accessor<number | null>;
  customerTyping: Accessor<boolean>;
  draft: Accessor<string>;
  setDraft: (text: string) => void;
  /** Why the last text was not taken. */
  trouble: Accessor<string | undefined>;
  send: (text: string) => void;
  close: () => Promise<Outcome>;
  transfer: (to: string, note: string) => Promise<Outcome>;
  /** What is known about how it left, for words about it. */
  parting: () => { closedHere: boolean; transferredTo: string | null };
  /** Tells the room how far somebody has read. */
  markRead: () => void;
}

/** The customer sees that somebody types for `TYPING_SHOWN_MS`: often enough to bridge that, and no more. */
const TYPING_EVERY_MS = TYPING_SHOWN_MS / 2;

const isText = ({ command }: Pending): boolean => command.type === "message.send";

/** Texts on their way survive a reload of this tab; the room knows them by their ids and takes each once. */
function textsInTab(agentId: string, id: string): PendingStore {
  const key = `turno.sending.${agentId}/${id}`;
  return {
    load: () => JSON.parse(keptInTab.read(key) ?? "[]") as Pending[],
    save: (pending) => {
      const texts = pending.filter(isText);
      keptInTab.write(key, texts.length > 0 ? JSON.stringify(texts) : null);
    },
  };
}

export function createConversation(assignment: Assignment, drafts: Drafts): Conversation {
  const id = assignment.conversationId;
  const [draft, showDraft] = createSignal(drafts.read(id));
  const [trouble, setTrouble] = createSignal<string>();
  const [customerTyping, setCustomerTyping] = createSignal(false);
  let typingEnds: ReturnType<typeof setTimeout> | undefined;
  let typedAt = -Infinity;
  let marked = 0;
  let closedHere = false;
  let transferredTo: string | null = null;

  function setDraft(text: string): void {
    drafts.write(id, text);
    showDraft(text);
    setTrouble(undefined);
    const now = Date.now();
    if (text === "" ? typedAt > now - TYPING_SHOWN_MS : typedAt <= now - TYPING_EVERY_MS) {
      typedAt = text === "" ? -Infinity : now;
      room.client.signal({ type: "typing", typing: text !== "" });
    }
  }

  /** What was not taken goes back to where it was written, before what has been written since. */
  function giveBack(pending: Pending, outcome: Outcome): void {
    if (outcome.kind === "done" || !isText(pending)) return;
    setDraft([pending.command.text as string, draft()].filter((part) => part !== "").join("\n"));
    setTrouble(outcome.kind === "refused" ? outcome.reason : "fault");
  }

  const room = createRoom({
    origin: location.origin.replace(/^http/, "ws"),
    party: "conversation",
    room: assignment.thread,
    ticket: () => ticket("conversation", assignment.thread),
    store: textsInTab(drafts.agentId, id),
    onOutcome: giveBack,
    onSignal: (signal) => {
      if (signal.type !== "typing") return;
      clearTimeout(typingEnds);
      setCustomerTyping(signal.typing === true);
      typingEnds = setTimeout(() => setCustomerTyping(false), TYPING_SHOWN_MS);
    },
  });
  onCleanup(() => clearTimeout(typingEnds));

  const view = (): AgentThreadView | undefined => room.topics.agent as AgentThreadView | undefined;
  const messages = createMemo(() => room.rows("messages") as readonly Message[]);
  const command = (said: ConversationCommand): Promise<Outcome> => room.client.send(said);

  const sending = createMemo(() => {
    const there = new Set(messages().map((message) => (message.kind === "text" ? message.commandId : "")));
    return room
      .pending()
      .filter((pending) => isText(pending) && !there.has(pending.commandId))
      .map(({ commandId, command }) => ({ commandId, text: command.text as string }));
  });

  // What was being written has come.
  createEffect(on(messages, () => setCustomerTyping(false)));
  createEffect(() => {
    const to = view()?.transfer?.to;
    if (to !== undefined) transferredTo = to;
    else if (view()) transferredTo = null;
  });

  return {
    id,
    assignment,
    room,
    view,
    messages,
    sending,
    waitingSince: createMemo(() => waitingSince(messages(), assignment)),
    customerTyping,
    draft,
    setDraft,
    trouble,
    send(text) {
      setDraft("");
      void command({ type: "message.send", text });
    },
    async close() {
      // Said before it is answered: the list, which comes on another socket, may lose the conversation first.
      closedHere = true;
      const outcome = await command({ type: "conversation.close" });
      closedHere = outcome.kind === "done";
      return outcome;
    },
    transfer: (to, note) => command({ type: "conversation.transfer", to, note }),
    parting: () => ({ closedHere, transferredTo }),
    markRead() {
      const last = messages().findLast((message) => message.kind === "text" && message.from === "customer");
      const read = last?.seq ?? 0;
      if (read <= Math.max(marked, view()?.marks.agentRead ?? 0)) return;
      marked = read;
      void command({ type: "messages.mark", delivered: read, read });
    },
  };
}
