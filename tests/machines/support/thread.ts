/** A thread in its states, reached by events, and the words of those who take part. */
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import { conversationMachine } from "../../../machines/conversation.ts";
import type { FileRow, Message, ThreadContext, ThreadEvent } from "../../../machines/thread.ts";
import type { Author } from "../../../machines/vocabulary.ts";
import { take, type Asked } from "./asked.ts";

export const rosa: Author = { role: "customer", id: "demo_rosa", project: "demo", name: "Rosa" };
export const ana: Author = { role: "agent", id: "demo_ana", project: "demo", name: "Ana" };
export const luis: Author = { role: "agent", id: "demo_luis", project: "demo", name: "Luis" };

export const john: Author = { role: "administrator", id: "demo_john", project: "demo", name: "John" };

type Untimed<E> = E extends unknown ? Omit<E, "at"> & { at?: number } : never;
export type ThreadStep = Untimed<ThreadEvent>;

export const writes = (text = "Hola", by = rosa): ThreadStep =>
  by.role === "customer"
    ? { type: "customer.wrote", text, commandId: "c1", by }
    : { type: "agent.wrote", text, commandId: "c1", by };
export const PICTURE: FileRow = {
  id: "0b0e7a52-0000-4000-8000-000000000001",
  kind: "image",
  type: "image/jpeg",
  name: "recibo.jpg",
  bytes: 5,
  width: 2,
  height: 3,
};
/** All of the file is there, says its room. */
export const sends = (by = rosa, conversation: number | null = null, caption = "El recibo"): ThreadStep => ({
  type: by.role === "customer" ? "customer.sentFile" : "agent.sentFile",
  file: PICTURE,
  caption,
  conversation,
  by,
});
/** Of a line of this author and kind; null: there is no such line. */
export const erases = (seq: number, authorId: string, by = ana, kind: Message["kind"] | null = "text"): ThreadStep => ({
  type: "erase.requested",
  seq,
  row: kind && {
    kind,
    at: 2,
    conversation: 1,
    authorId,
    from: authorId === rosa.id ? "customer" : "agent",
    commandId: "c1",
    file: kind === "file" ? PICTURE.id : "",
  },
  by,
});
export const assigned = (to = ana, conversation = 1): ThreadStep => ({
  type: "conversation.assigned",
  conversation,
  agentId: to.id,
  agentName: to.name!,
});
export const asksTransfer = (to = luis.id, by = ana, note = "Pregunta por su pedido"): ThreadStep => ({
  type: "transfer.requested",
  conversation: 1,
  to,
  note,
  by,
});
export const transferred = (to = luis, conversation = 1, note = "Pregunta por su pedido"): ThreadStep => ({
  type: "conversation.transferred",
  conversation,
  agentId: to.id,
  agentName: to.name!,
  note,
});
export const declined = (to = luis.id, conversation = 1): ThreadStep => ({
  type: "transfer.declined",
  conversation,
  to,
  reason: "agentAtCapacity",
});
export const closes = (by = ana, wrapUp?: string): ThreadStep => ({
  type: "close.requested",
  conversation: 1,
  by,
  ...(wrapUp === undefined ? {} : { wrapUp }),
});
export const notes = (text = "Es cliente desde 2019", by = ana): ThreadStep => ({
  type: "note.written",
  text,
  commandId: "n1",
  by,
});
export const labels = (ids: string[], by = ana): ThreadStep => ({ type: "labels.chosen", labels: ids, by });
export const leaves: ThreadStep = { type: "customer.left", conversation: 1, by: rosa };
export const rates = (score = 4, comment = ""): ThreadStep => ({
  type: "conversation.rated",
  conversation: 1,
  score,
  comment,
  by: rosa,
});
export const reopens = (by = ana): ThreadStep => ({ type: "reopen.requested", conversation: 1, by });
export const reopened = (to = ana, conversation = 1): ThreadStep => ({
  type: "conversation.reopened",
  conversation,
  agentId: to.id,
  agentName: to.name!,
});
export const notReopened = (conversation = 1): ThreadStep => ({
  type: "reopen.declined",
  conversation,
  reason: "agentAtCapacity",
});
export const chanceEnds = (until: number): ThreadStep => ({ type: "reopen.expired", until });
export const asksDepartment = (department = "sales", by = ana, note = "Pregunta por su pedido"): ThreadStep => ({
  type: "departmentTransfer.requested",
  conversation: 1,
  department,
  note,
  by,
});
export const moved = (department = "sales", conversation = 1): ThreadStep => ({
  type: "conversation.moved",
  conversation,
  department,
  note: "Pregunta por su pedido",
  position: 2,
  attended: true,
});
export const undoes = (by = ana): ThreadStep => ({ type: "undo.requested", conversation: 1, by });
export const undone = (to = ana, conversation = 1, department = "general"): ThreadStep => ({
  type: "transfer.undone",
  conversation,
  agentId: to.id,
  agentName: to.name!,
  department,
});
export const notUndone = (conversation = 1): ThreadStep => ({
  type: "undo.declined",
  conversation,
  reason: "agentAtCapacity",
});
export const snoozes = (until: number, by = ana): ThreadStep => ({
  type: "snooze.requested",
  conversation: 1,
  until,
  by,
});
export const snoozeEnds = (until: number): ThreadStep => ({ type: "snooze.ended", until });
export const wakes = (by = ana): ThreadStep => ({ type: "wake.requested", conversation: 1, by });
export const rejoined = (position: number | null = null, conversation = 1): ThreadStep => ({
  type: "conversation.rejoined",
  conversation,
  position,
  attended: true,
});
export const returned: ThreadStep = { type: "conversation.returned", conversation: 1 };

/** The same, said of another conversation of the thread. */
export const of = <S extends ThreadStep>(conversation: number, step: S): S => ({ ...step, conversation });

/** A thread that remembers what it was asked for. Time goes on by a second with each event that names none. */
export class Thread {
  snapshot = initialTransition(conversationMachine, { thread: "demo_rosa", project: "demo" })[0] as AnyMachineSnapshot;
  messages: Message[] = [];
  told: Record<string, unknown>[] = [];
  typing: unknown[] = [];
  /** What the rooms of files were told, and what stands in the place of erased lines. */
  toldFiles: Record<string, unknown>[] = [];
  replaced: Message[] = [];
  amended: { seq: number; set: Record<string, unknown>; refs?: string[] }[] = [];
  toldOutbox: Record<string, unknown>[] = [];
  /** What the project's audit log was told. */
  noted: unknown[] = [];
  /** What each timer waits for, by its id. */
  timers = new Map<string, { at: number; event: ThreadStep }>();
  now = 0;

  static after(...steps: ThreadStep[]): Thread {
    const thread = new Thread();
    for (const step of steps) thread.take(step);
    return thread;
  }

  get context(): ThreadContext {
    return this.snapshot.context as ThreadContext;
  }

  /** Returns the reason of a refusal, if it was one. */
  take(step: ThreadStep): string | undefined {
    this.now = step.at ?? this.now + 1000;
    const { snapshot, asked, refused } = take(conversationMachine, this.snapshot, { ...step, at: this.now });
    this.snapshot = snapshot;
    for (const one of asked) this.#keep(one);
    return refused;
  }

  #keep({ type, params }: Asked): void {
    if (type === "append") this.messages.push(params.message as Message);
    if (type === "tellQueue") this.told.push(params.event as Record<string, unknown>);
    if (type === "startTimer")
      this.timers.set(params.id as string, { at: params.at as number, event: params.event as ThreadStep });
    if (type === "cancelTimer") this.timers.delete(params.id as string);
    if (type === "tellUpload" || type === "tellDownload")
      this.toldFiles.push({ id: params.id, ...(params.event as object) });
    if (type === "replace") this.replaced.push(params.message as Message);
    if (type === "amend") this.amended.push(params as (typeof this.amended)[number]);
    if (type === "tellOutbox") this.toldOutbox.push(params.event as Record<string, unknown>);
    if (type === "noteAudit") this.noted.push(params);
    if (type === "showTyping") this.typing.push(params);
  }
}
