/** One conversation that the agent holds: its room, what is being written, and what has just failed. */
import {
  createComputed,
  createEffect,
  createMemo,
  createSignal,
  on,
  onCleanup,
  untrack,
  type Accessor,
} from "solid-js";
import type { Assignment } from "../../../party/protocol/agent.ts";
import type { AgentThreadView, ConversationCommand, Message } from "../../../party/protocol/conversation.ts";
import { TYPING_SHOWN_MS, conversationNumber } from "../../../party/protocol/screens.ts";
import { createRoom, type Room } from "../../shared/create-room.ts";
import type { Outcome, Pending, PendingStore } from "../../shared/room-client.ts";
import { keptInTab } from "../../shared/stored.ts";
import type { Drafts, Failed, Mode } from "./drafts.ts";
import type { Handing } from "./parting.ts";
import { roomAt } from "./room-at.ts";
import { isSaidBy } from "./said.ts";

export type TakingBack = "conversation.reopen" | "transfer.undo" | "conversation.wake";

export interface Sending {
  commandId: string;
  text: string;
  mode: Mode;
}

/** A file of the agent's that is no line of the thread yet: on its way, stopped by something, or a voice note still being made. */
export interface UnsentFile {
  name: string;
  stands: "going" | "failed" | "made";
}

export interface Conversation {
  id: string;
  /** At whose desk. */
  agentId: string;
  assignment: Assignment;
  room: Room;
  view: Accessor<AgentThreadView | undefined>;
  messages: Accessor<readonly Message[]>;
  /** Texts that the room has not answered yet. */
  sending: Accessor<readonly Sending[]>;
  /** Since when the customer has had no answer; null: answered. */
  waitingSince: Accessor<number | null>;
  customerTyping: Accessor<boolean>;
  /** Texts that the room has refused, until the agent says what to do with them. */
  failed: Accessor<readonly Failed[]>;
  mode: Accessor<Mode>;
  setMode: (mode: Mode) => void;
  /** What is being written in this mode. */
  draft: Accessor<string>;
  setDraft: (text: string) => void;
  send: (text: string) => void;
  /** Number of the line that the next text answers. */
  replying: Accessor<number | undefined>;
  reply: (seq: number | undefined) => void;
  /** Says something to the thread that leaves nothing behind here. */
  ask: (command: ConversationCommand) => Promise<Outcome>;
  /** Sends a text that was refused again. */
  retry: (commandId: string) => void;
  /** Takes a text that was refused back into the box, before what is there. */
  editAgain: (commandId: string) => void;
  discard: (commandId: string) => void;
  /** What was left in the box, or was refused. */
  leftOver: () => string;
  /** Everything written here that no room has taken. */
  unsent: () => string;
  unsentFiles: Accessor<readonly UnsentFile[]>;
  /** Whoever sends them says here which they are. */
  showUnsentFiles: (files: Accessor<readonly UnsentFile[]>) => void;
  setLabels: (labels: string[]) => Promise<Outcome>;
  erase: (seq: number) => Promise<Outcome>;
  close: (wrapUp?: string) => Promise<Outcome>;
  transfer: (to: string, note: string) => Promise<Outcome>;
  transferToDepartment: (department: string, note: string) => Promise<Outcome>;
  snooze: (until: number) => Promise<Outcome>;
  /** Has it again after it was finished, handed over or put aside. */
  takeBack: (how: TakingBack) => Promise<Outcome>;
  /** What is known about how it left, for words about it. */
  parting: () => { closedHere: boolean; handing: Handing | undefined; messages: readonly Message[] };
  /** Tells the room how far somebody has read. */
  markRead: () => void;
}

/** The customer sees that somebody types for `TYPING_SHOWN_MS`: often enough to bridge that, and no more. */
const TYPING_EVERY_MS = TYPING_SHOWN_MS / 2;

const COMMANDS = { answer: "message.send", note: "note.add" } as const;
const modeOf = ({ command }: Pending): Mode | undefined =>
  command.type === COMMANDS.answer ? "answer" : command.type === COMMANDS.note ? "note" : undefined;
const isText = (pending: Pending): boolean => modeOf(pending) !== undefined;

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
  // Whatever the thread has gone on to meanwhile: what is said here is about this one.
  const about = { conversation: conversationNumber(id) };
  const [mode, setMode] = createSignal<Mode>("answer");
  const [texts, showTexts] = createSignal({ answer: drafts.read(id), note: drafts.read(id, "note") });
  const [failed, showFailed] = createSignal(drafts.failed(id));
  const [unsentFiles, showUnsentFiles] = createSignal<Accessor<readonly UnsentFile[]>>(() => []);
  const draft = (): string => texts()[mode()];
  const [replying, setReplying] = createSignal<number>();
  const [customerTyping, setCustomerTyping] = createSignal(false);
  let typingEnds: ReturnType<typeof setTimeout> | undefined;
  let typedAt = -Infinity;
  let marked = 0;
  let closedHere = false;
  let handing: Handing | undefined;

  function write(text: string, as: Mode): void {
    drafts.write(id, text, as);
    showTexts((before) => ({ ...before, [as]: text }));
  }

  function setDraft(text: string): void {
    const as = untrack(mode);
    write(text, as);
    const now = Date.now();
    if (as === "note") return;
    if (text === "" ? typedAt > now - TYPING_SHOWN_MS : typedAt <= now - TYPING_EVERY_MS) {
      typedAt = text === "" ? -Infinity : now;
      room.client.signal({ type: "typing", typing: text !== "" });
    }
  }

  function setFailed(all: readonly Failed[]): void {
    drafts.keepFailed(id, all);
    showFailed(all);
  }

  /** Takes a text out of those that were refused. */
  function takeFailed(commandId: string): Failed | undefined {
    const one = untrack(failed).find((text) => text.commandId === commandId);
    setFailed(untrack(failed).filter((text) => text !== one));
    return one;
  }

  function keepRefused(pending: Pending, outcome: Outcome): void {
    const as = modeOf(pending);
    if (outcome.kind === "done" || as === undefined) return;
    const reason = outcome.kind === "refused" ? outcome.reason : "fault";
    const text = pending.command.text as string;
    const { replyTo } = pending.command as { replyTo?: number };
    const answers = replyTo === undefined ? {} : { replyTo };
    setFailed([...untrack(failed), { commandId: pending.commandId, text, mode: as, reason, ...answers }]);
  }

  const room = createRoom({
    ...roomAt("conversation", assignment.thread),
    store: textsInTab(drafts.agentId, id),
    onOutcome: keepRefused,
    onSignal: (signal) => {
      if (signal.type !== "typing") return;
      clearTimeout(typingEnds);
      setCustomerTyping(signal.typing === true);
      typingEnds = setTimeout(() => setCustomerTyping(false), TYPING_SHOWN_MS);
    },
  });
  onCleanup(() => clearTimeout(typingEnds));
  onCleanup(
    drafts.onOther(id, () => {
      showTexts({ answer: drafts.read(id), note: drafts.read(id, "note") });
      showFailed(drafts.failed(id));
    }),
  );

  const view = (): AgentThreadView | undefined => room.topics.agent as AgentThreadView | undefined;
  const messages = createMemo(() => room.rows("messages") as readonly Message[]);
  // To who has lost it the thread is shown no more: what it was is needed to say how it ended.
  let seen: readonly Message[] = [];
  createComputed(() => messages().length > 0 && (seen = messages()));
  const command = (said: ConversationCommand): Promise<Outcome> => room.client.send(said);

  const known = new Map<string, Sending>();
  const sending = createMemo(() => {
    const there = new Set(messages().map((message) => ("commandId" in message ? message.commandId : "")));
    const now = room.pending().flatMap((pending) => {
      const { commandId, command } = pending;
      const as = modeOf(pending);
      if (as === undefined || there.has(commandId)) return [];
      return [known.get(commandId) ?? { commandId, text: command.text as string, mode: as }];
    });
    known.clear();
    for (const one of now) known.set(one.commandId, one);
    return now;
  });
  const say = (text: string, as: Mode, replyTo?: number): void =>
    void command(
      as === "note" || replyTo === undefined ? { type: COMMANDS[as], text } : { type: COMMANDS.answer, text, replyTo },
    );

  // What was being written has come.
  createEffect(on(messages, () => setCustomerTyping(false)));
  createEffect(() => {
    const now = view();
    // Kept as it was said last: it may be shown to us no more.
    if (now) handing = { transfer: now.transfer && { ...now.transfer }, handed: now.handed && { ...now.handed } };
  });

  return {
    id,
    agentId: drafts.agentId,
    assignment,
    room,
    view,
    messages,
    sending,
    // Until the thread has come they wait at least since they joined the line.
    waitingSince: createMemo(() => (view() ? view()!.waitingSince : assignment.enqueuedAt)),
    customerTyping,
    failed,
    mode,
    setMode,
    draft,
    setDraft,
    send(text) {
      const as = untrack(mode);
      setDraft("");
      say(text, as, untrack(replying));
      if (as === "answer") setReplying(undefined);
      // A note is an aside: what comes next is for the customer again.
      setMode("answer");
    },
    replying,
    reply(seq) {
      if (seq !== undefined) setMode("answer");
      setReplying(seq);
    },
    ask: command,
    retry(commandId) {
      const one = takeFailed(commandId);
      if (one) say(one.text, one.mode, one.replyTo);
    },
    editAgain(commandId) {
      const one = takeFailed(commandId);
      if (!one) return;
      setMode(one.mode);
      if (one.replyTo !== undefined) setReplying(one.replyTo);
      write([one.text, untrack(draft)].filter((part) => part !== "").join("\n"), one.mode);
    },
    discard: (commandId) => void takeFailed(commandId),
    leftOver: () => failed()[0]?.text ?? (texts().answer.trim() || texts().note.trim()),
    unsent: () =>
      [...failed().map(({ text }) => text), ...sending().map(({ text }) => text), texts().answer, texts().note]
        .filter((text) => text !== "")
        .join("\n"),
    unsentFiles: () => unsentFiles()(),
    showUnsentFiles: (files) => void showUnsentFiles(() => files),
    setLabels: (labels) => command({ type: "labels.set", labels }),
    erase: (seq) => command({ type: "message.erase", seq }),
    async close(wrapUp) {
      // Said before it is answered: the list, which comes on another socket, may lose the conversation first.
      closedHere = true;
      const outcome = await command({
        type: "conversation.close",
        ...about,
        ...(wrapUp === undefined ? {} : { wrapUp }),
      });
      closedHere = outcome.kind === "done";
      return outcome;
    },
    transfer: (to, note) => command({ type: "conversation.transfer", ...about, to, note }),
    transferToDepartment: (department, note) =>
      command({ type: "conversation.transferToDepartment", ...about, department, note }),
    snooze: (until) => command({ type: "conversation.snooze", ...about, until }),
    takeBack: (how) => command({ type: how, ...about }),
    parting: () => ({ closedHere, handing: view() ?? handing, messages: seen }),
    markRead() {
      const last = messages().findLast(isSaidBy("customer"));
      const read = last?.seq ?? 0;
      if (read <= Math.max(marked, view()?.marks.agentRead ?? 0)) return;
      marked = read;
      void command({ type: "messages.mark", delivered: read, read });
    },
  };
}
