/** What the agent has put aside, opened to be read: its thread, without having it. */
import { createEffect, createRoot, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import type { Assignment, Snoozed } from "../../../party/protocol/agent.ts";
import { until } from "../../shared/until.ts";
import { createConversation, type Conversation } from "./conversation.ts";
import type { Drafts } from "./drafts.ts";
import { BETWEEN_MS } from "./snoozing.ts";

/** What the list of what is put aside says; the thread itself says the rest (`factsOf`). */
const assignmentOf = ({ conversationId, thread, customerName }: Snoozed): Assignment => ({
  conversationId,
  thread,
  customerName,
  // A thread is one customer's.
  customerId: thread,
  department: "",
  channel: "web",
  enqueuedAt: 0,
  assignedAt: 0,
  returned: false,
  transfer: null,
  receipt: null,
  opened: true,
});

type Facts = Pick<Assignment, "channel" | "department" | "enqueuedAt" | "assignedAt">;

/** Where and since when: undefined as long as only the thread could say it and has not come. */
export function factsOf({ assignment, view }: Conversation): Facts | undefined {
  if (assignment.assignedAt > 0) return assignment;
  return view()?.conversation as Facts | undefined;
}

interface Open {
  id: string;
  conversation: Conversation;
  dispose: () => void;
}

/**
 * The one that is wanted and put aside. When it wakes it stays until it is held again or wanted no more, or has gone to somebody
 * else (`gone`).
 */
export function createAside(
  wanted: Accessor<string | null>,
  snoozed: Accessor<readonly Snoozed[]>,
  isHeld: (id: string) => boolean,
  drafts: Drafts,
  gone: (id: string) => void,
): Accessor<Conversation | undefined> {
  const [open, setOpen] = createSignal<Open>();
  const found = (): Snoozed | undefined => snoozed().find(({ conversationId }) => conversationId === wanted());

  function drop(one: Open): void {
    setOpen((now) => (now === one ? undefined : now));
    one.dispose();
  }

  // An effect: what leaves the agent's list by being put aside is no longer wanted by the time this looks.
  createEffect(
    on(
      () => found()?.conversationId,
      (id) => {
        const before = untrack(open);
        if (before?.id === id) return;
        if (id === undefined && before!.id === untrack(wanted)) {
          const isOver = (): boolean => isHeld(before!.id) || wanted() !== before!.id;
          void until(isOver, BETWEEN_MS).then(() => {
            if (untrack(found)?.conversationId === before!.id) return;
            if (!untrack(isOver)) gone(before!.id);
            drop(before!);
          });
          return;
        }
        if (before) drop(before);
        if (id === undefined) return;
        createRoot((dispose) => {
          const conversation = createConversation(assignmentOf(untrack(found)!), drafts);
          // Who reads it here has not taken it up again.
          setOpen({ id, conversation: { ...conversation, markRead: () => {} }, dispose });
        });
      },
    ),
  );
  onCleanup(() => untrack(open)?.dispose());
  return () => (open()?.id === wanted() ? open()?.conversation : undefined);
}
