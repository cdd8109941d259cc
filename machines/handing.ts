/** From one agent to a colleague or to a department, and back again while nobody has opened it. The queue decides both. */
import {
  line,
  waitTold,
  type Args,
  type Handed,
  type Message,
  type Of,
  type ThreadContext,
  type Transfer,
} from "./thread.ts";

export function transferredLine(args: Args): Message {
  const { agentId, agentName, note } = args.event as Of<"conversation.transferred">;
  const { id: fromId, name: fromName } = args.context.holder ?? { id: "", name: "" };
  return line(args, { kind: "transferred" as const, agentId, agentName, fromId, fromName, note });
}

export function movedLine(args: Args): Message {
  const { department, note } = args.event as Of<"conversation.moved">;
  const { id: fromId, name: fromName } = args.context.holder ?? { id: "", name: "" };
  return line(args, { kind: "moved" as const, department, fromId, fromName, note });
}

export function undoneLine(args: Args): Message {
  const { agentId, agentName } = args.event as Of<"transfer.undone">;
  return line(args, { kind: "undone" as const, agentId, agentName });
}

/** CV24: from now on who had it may take it back. */
export function handedTo({ holder }: ThreadContext, to: Pick<Handed, "to" | "toName" | "kind">): Handed | null {
  return holder && { by: holder.id, byName: holder.name, ...to, undoing: false, declined: null };
}

/** CV23: into the line of a department. */
export function moved({ context, event }: Args) {
  const { department, position, attended, ...said } = event as Of<"conversation.moved">;
  return {
    seq: context.seq + 1,
    holder: null,
    transfer: null,
    declined: null,
    movedTo: department,
    position,
    attended,
    wait: waitTold(said),
    handed: handedTo(context, { to: department, toName: department, kind: "department" }),
  };
}

export function transferAsked({ event }: Args): { transfer: Transfer; declined: null; handed: null } {
  const { note } = event as Of<"transfer.requested">;
  const transfer: Transfer =
    event.type === "departmentTransfer.requested"
      ? { to: event.department, kind: "department", note }
      : { to: (event as Of<"transfer.requested">).to, kind: "agent", note };
  return { transfer, declined: null, handed: null };
}

export function transferQuestion({ context, event }: Args) {
  const { id: fromAgent, name: fromName = "" } = (event as Of<"transfer.requested">).by;
  const { to, kind, note } = context.transfer!;
  const asked = { conversation: context.conversation, fromAgent, fromName, note };
  return {
    event:
      kind === "agent"
        ? { type: "transfer.asked", to, ...asked }
        : { type: "departmentTransfer.asked", department: to, ...asked },
  };
}

export const mayNotUndo = ({ context, event }: Args): boolean =>
  context.handed?.by !== (event as Of<"undo.requested">).by.id;
export const isUndoing = ({ context }: Args): boolean => context.handed?.undoing === true;
export const isHanded = ({ context }: Args): boolean => context.handed !== null;
export const isThisUndo = ({ context, event }: Args): boolean =>
  (event as Of<"undo.declined">).conversation === context.conversation && isUndoing({ context, event });

/** `holder`: who has it as far as the thread knows; the queue may know better by now. */
export const undoQuestion = ({ context: { conversation, handed, holder } }: Args) => ({
  event: { type: "undo.asked", conversation, agentId: handed!.by, holder: holder?.id ?? null },
});

export const undoAsked = ({ context: { handed } }: Args) => ({ handed: { ...handed!, undoing: true, declined: null } });
export const undoDeclined = ({ context: { handed }, event }: Args) => ({
  handed: { ...handed!, undoing: false, declined: (event as Of<"undo.declined">).reason },
});
