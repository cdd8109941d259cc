/** After the end: for a while, who finished the conversation may open it again. The queue decides. */
import { calledOf, line, type Args, type Message, type Of, type ThreadContext } from "./thread.ts";

/** CV21: only an agent's own end can be undone; a project may allow no time for it at all. */
export function chanceAfterEnd({ context, event }: Args, by: "customer" | "agent"): Pick<ThreadContext, "reopen"> {
  const { holder, reopenMs, waitingSince } = context;
  if (by === "customer" || !holder || reopenMs === 0) return { reopen: null };
  return { reopen: { by: holder.id, until: event.at + reopenMs, declined: null, waitingSince } };
}

/** CV17: the end has answered nobody. */
export const stillUnanswered = ({ context }: Args): Pick<ThreadContext, "waitingSince"> => ({
  waitingSince: context.reopen?.waitingSince ?? null,
});

export const mayNotReopen = ({ context, event }: Args): boolean =>
  context.reopen?.by !== (event as Of<"reopen.requested">).by.id;

export const isThisChance = ({ context, event }: Args): boolean =>
  context.reopen?.until === (event as Of<"reopen.expired">).until;

export const chanceTimer = (until: number) => ({
  id: "reopen",
  at: until,
  event: { type: "reopen.expired", until },
});

/** Everything that the queue needs to have the conversation in its books again. */
export const reopenQuestion = ({ context }: Args) => ({
  event: {
    type: "reopen.asked",
    agentId: context.reopen!.by,
    conversation: context.conversation,
    department: context.movedTo ?? context.department,
    channel: context.channel,
    customerId: context.customer.id,
    customerName: calledOf(context.customer),
    enqueuedAt: context.enqueuedAt,
  },
});

export function reopenedLine(args: Args): Message {
  const { agentId, agentName } = args.event as Of<"conversation.reopened">;
  return line(args, { kind: "reopened" as const, agentId, agentName });
}

export const reopenDeclined = ({ context, event }: Args): Pick<ThreadContext, "reopen"> => ({
  reopen: context.reopen && { ...context.reopen, declined: (event as Of<"reopen.declined">).reason },
});
