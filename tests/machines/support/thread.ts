/** A thread in its states, reached by events, and the words of those who take part. */
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import { conversationMachine } from "../../../machines/conversation.ts";
import type { Message, ThreadContext, ThreadEvent } from "../../../machines/thread.ts";
import type { Author } from "../../../machines/vocabulary.ts";
import { take, type Asked } from "./asked.ts";

export const rosa: Author = { role: "customer", id: "demo_rosa", project: "demo", name: "Rosa" };
export const ana: Author = { role: "agent", id: "demo_ana", project: "demo", name: "Ana" };
export const luis: Author = { role: "agent", id: "demo_luis", project: "demo", name: "Luis" };

type Untimed<E> = E extends unknown ? Omit<E, "at"> & { at?: number } : never;
export type ThreadStep = Untimed<ThreadEvent>;

export const writes = (text = "Hola", by = rosa): ThreadStep =>
  by.role === "customer"
    ? { type: "customer.wrote", text, commandId: "c1", by }
    : { type: "agent.wrote", text, commandId: "c1", by };
export const assigned = (to = ana, conversation = 1): ThreadStep => ({
  type: "conversation.assigned",
  conversation,
  agentId: to.id,
  agentName: to.name!,
});
export const asksTransfer = (to = luis.id, by = ana, note = "Pregunta por su pedido"): ThreadStep => ({
  type: "transfer.requested",
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
export const closes = (by = ana): ThreadStep => ({ type: "close.requested", by });
export const leaves: ThreadStep = { type: "customer.left", by: rosa };
export const returned: ThreadStep = { type: "conversation.returned", conversation: 1 };

/** A thread that remembers what it was asked for. Time goes on by a second with each event that names none. */
export class Thread {
  snapshot = initialTransition(conversationMachine, { thread: "demo_rosa", project: "demo" })[0] as AnyMachineSnapshot;
  messages: Message[] = [];
  told: Record<string, unknown>[] = [];
  typing: unknown[] = [];
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
    if (type === "showTyping") this.typing.push(params);
  }
}
