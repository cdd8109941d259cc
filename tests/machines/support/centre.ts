/** A queue with its people, driven by short sentences. */
import { initialTransition, type AnyMachineSnapshot } from "xstate";
import type { Entry, Seat } from "../../../machines/desk.ts";
import { queueMachine } from "../../../machines/queue.ts";
import type { QueueContext, QueueEvent, Receipt } from "../../../machines/queue-events.ts";
import type { WrapUpRule } from "../../../machines/vocabulary.ts";
import { take } from "./asked.ts";

type Untimed<E> = E extends unknown ? Omit<E, "at"> & { at?: number } : never;
export type QueueStep = Untimed<QueueEvent>;
export interface Notice {
  room: string;
  type: string;
  [field: string]: unknown;
}

export const enqueued = (thread: string, more: Partial<{ enqueuedAt: number; department: string }> = {}) =>
  ({
    type: "conversation.enqueued",
    from: { party: "conversation", room: thread },
    conversation: 1,
    department: more.department ?? "general",
    channel: "web",
    customerId: thread,
    customerName: thread,
    enqueuedAt: more.enqueuedAt ?? Infinity,
  }) as const;
export const ended = (thread: string, conversation = 1) =>
  ({
    type: "conversation.ended",
    from: { party: "conversation", room: thread },
    conversation,
    by: "agent",
    endedAt: 0,
  }) as const;
export const asks = (thread: string, fromAgent: string, to: string, conversation = 1) =>
  ({
    type: "transfer.asked",
    from: { party: "conversation", room: thread },
    conversation,
    fromAgent,
    fromName: fromAgent,
    to,
    note: "nota",
  }) as const;
export const asksReopen = (thread: string, agentId: string, enqueuedAt = 0, conversation = 1) =>
  ({ ...enqueued(thread, { enqueuedAt }), type: "reopen.asked", conversation, agentId }) as const;
const about = (thread: string, conversation: number) =>
  ({ from: { party: "conversation", room: thread }, conversation }) as const;
export const asksDepartment = (thread: string, fromAgent: string, department: string, conversation = 1) =>
  ({
    type: "departmentTransfer.asked",
    ...about(thread, conversation),
    fromAgent,
    fromName: fromAgent,
    department,
    note: "nota",
  }) as const;
/** `holder`: who has it as far as the thread knows. */
export const asksBack = (thread: string, agentId: string, holder: string | null, conversation = 1) =>
  ({ type: "undo.asked", ...about(thread, conversation), agentId, holder }) as const;
export const snoozed = (thread: string, agentId: string, conversation = 1) =>
  ({ type: "conversation.snoozed", ...about(thread, conversation), agentId, until: 1_000_000 }) as const;
export const woken = (thread: string, by: "time" | "customer" | "agent" = "time", conversation = 1) =>
  ({ type: "conversation.woken", ...about(thread, conversation), by }) as const;
export const named = (thread: string, customerName = "Rosa", conversation = 1) =>
  ({ type: "customer.named", ...about(thread, conversation), customerName }) as const;
export const asksPlace = (thread: string, conversation = 1) =>
  ({ type: "place.asked", from: { party: "conversation", room: thread }, conversation }) as const;
export type SeatChange = Partial<Pick<Seat, "present" | "available" | "capacity" | "departments">>;
export const changed = (agent: string, seat: SeatChange = {}) =>
  ({
    type: "agent.changed",
    from: { party: "agent", room: agent },
    name: agent,
    present: true,
    available: true,
    capacity: 1,
    departments: ["general"],
    ...seat,
  }) as const;
export const settings = (departments = ["general"], timeZone = "UTC") =>
  ({ type: "settings.changed", departments, timeZone }) as const;

export const ruled = (wrapUp: WrapUpRule, reopenMs = 60_000) =>
  ({ type: "rules.changed", rules: { wrapUp, reopenMs } }) as const;

/** A queue that takes steps. Time goes on by a second with each that names none. */
export class Centre {
  snapshot = initialTransition(queueMachine, { project: "demo" })[0] as AnyMachineSnapshot;
  receipts: Receipt[] = [];
  /** What the last step told rooms, and which timers it started. */
  told: Notice[] = [];
  timers: { id: string; at: number }[] = [];
  now = 0;

  static after(...steps: QueueStep[]): Centre {
    const centre = new Centre();
    for (const step of steps) centre.take(step);
    return centre;
  }

  get context(): QueueContext {
    return this.snapshot.context as QueueContext;
  }

  get state(): string {
    return this.snapshot.value as string;
  }

  take(step: QueueStep): this {
    this.now = step.at ?? this.now + 1000;
    const event = { ...step, at: this.now };
    // A customer joins the line when they write: without another time given, that is now.
    if (event.type === "conversation.enqueued" && event.enqueuedAt === Infinity) event.enqueuedAt = this.now;
    const { snapshot, asked } = take(queueMachine, this.snapshot, event);
    this.snapshot = snapshot;
    this.told = [];
    this.timers = [];
    for (const { type, params } of asked) {
      if (type === "keepReceipt") this.receipts.push(params.receipt as Receipt);
      else if (type === "startTimer") this.timers.push(params as { id: string; at: number });
      else {
        const room = (type === "notifyAgent" ? params.agentId : params.thread) as string;
        this.told.push({ room, ...(params.event as { type: string }) });
      }
    }
    return this;
  }

  entry = (thread: string, conversation = 1): Entry | undefined =>
    this.context.conversations.get(`${thread}.${conversation}`);
  holder = (thread: string, conversation = 1): string | null | undefined => this.entry(thread, conversation)?.agentId;
  seat = (agent: string): Seat => this.context.seats.get(agent)!;
  /** Who waits in a line, head first. */
  line = (department = "general"): string[] =>
    [...this.context.waiting.prefix(`${department}/`)].map(([, id]) => this.context.conversations.get(id)!.thread);
  toldTo = (room: string): Notice[] => this.told.filter((notice) => notice.room === room);
}
