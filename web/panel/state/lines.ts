/** Words and ticks for what stands in a thread. */
import type { AgentThreadView, Message } from "../../../party/protocol/conversation.ts";
import type { Words } from "../words/es.ts";

export type Tick = "sending" | "sent" | "delivered" | "read";

export function tickOf(seq: number, marks: AgentThreadView["marks"] | undefined): Tick {
  if (!marks) return "sent";
  if (seq <= marks.customerRead) return "read";
  return seq <= marks.customerDelivered ? "delivered" : "sent";
}

export interface Lookups {
  /** A time, as a person says it. */
  when?: (at: number) => string;
  /** A reason for finishing, by its id; undefined: the project has it no longer. */
  reason?: (id: string) => string | undefined;
  /** What people call a department. */
  department?: (id: string) => string;
}

/** What happened to the conversation, in words; empty for a text. */
export function lineWords(
  message: Message,
  { lines, rated, closedBecause }: Words,
  { when = String, reason = () => undefined, department = String }: Lookups = {},
): string {
  switch (message.kind) {
    case "text":
    case "file":
    case "note":
    case "template":
      return "";
    case "shared":
      return message.shared.type === "system" ? message.shared.text : "";
    case "opened":
      return lines.opened;
    case "assigned":
      return message.returned ? lines.assignedAgain(message.agentName) : lines.assigned(message.agentName);
    case "transferred":
      return lines.transferred(message.fromName, message.agentName);
    case "returned":
      return lines.returned(message.agentName);
    case "moved":
      return lines.moved(message.fromName, department(message.department));
    case "undone":
      return lines.undone(message.agentName);
    case "reopened":
      return lines.reopened(message.agentName);
    case "snoozed":
      return lines.snoozed(message.agentName, when(message.until));
    case "woken":
      return lines.woken[message.by];
    case "closed": {
      const words = message.by === "agent" ? lines.closedByAgent(message.authorName) : lines.closedByCustomer;
      const why = message.wrapUp == null ? undefined : reason(message.wrapUp);
      return why === undefined ? words : closedBecause(words, why);
    }
    case "rated":
      return rated(message.score, message.comment);
    default:
      // Of a kind that a newer room has.
      return "";
  }
}
