/** Put aside: nobody's work until its time has come, the customer writes, or who put it aside wants it back. */
import { line, type Args, type Message, type Of, type ThreadContext } from "./thread.ts";
import { SNOOZE_MAX_MS } from "./vocabulary.ts";

export const isNotAhead = ({ event }: Args): boolean => (event as Of<"snooze.requested">).until <= event.at;
export const isTooFarAhead = ({ event }: Args): boolean =>
  (event as Of<"snooze.requested">).until > event.at + SNOOZE_MAX_MS;
export const isNotSnoozer = ({ context, event }: Args): boolean =>
  context.snoozed?.by !== (event as Of<"wake.requested">).by.id;
export const isThisSnooze = ({ context, event }: Args): boolean =>
  context.snoozed?.until === (event as Of<"snooze.ended">).until;

export function snoozedLine(args: Args): Message {
  const { id: agentId, name: agentName } = args.context.holder!;
  const { until } = args.event as Of<"snooze.requested">;
  return line(args, { kind: "snoozed" as const, agentId, agentName, until });
}

export const putAside = ({ context, event }: Args) => ({
  seq: context.seq + 1,
  holder: null,
  declined: null,
  handed: null,
  snoozed: {
    by: context.holder!.id,
    byName: context.holder!.name,
    until: (event as Of<"snooze.requested">).until,
  } satisfies ThreadContext["snoozed"],
});

export const snoozeTimer = ({ context: { snoozed } }: Args) => ({
  id: "snooze",
  at: snoozed!.until,
  event: { type: "snooze.ended", until: snoozed!.until },
});

export const snoozeNotice = ({ context: { conversation, snoozed } }: Args) => ({
  event: { type: "conversation.snoozed", conversation, agentId: snoozed!.by, until: snoozed!.until },
});

export type Waking = Extract<Message, { kind: "woken" }>["by"];
