/** Words and ticks for what stands in a thread. */
import type { AgentThreadView, Message } from "../../../party/protocol/conversation.ts";
import type { Words } from "../words/es.ts";

export type Tick = "sending" | "sent" | "delivered" | "read";

export function tickOf(seq: number, marks: AgentThreadView["marks"] | undefined): Tick {
  if (!marks) return "sent";
  if (seq <= marks.customerRead) return "read";
  return seq <= marks.customerDelivered ? "delivered" : "sent";
}

/** What happened to the conversation, in words; empty for a text. */
export function lineWords(message: Message, { lines }: Words): string {
  switch (message.kind) {
    case "text":
      return "";
    case "opened":
      return lines.opened;
    case "assigned":
      return message.returned ? lines.assignedAgain(message.agentName) : lines.assigned(message.agentName);
    case "transferred":
      return lines.transferred(message.fromName, message.agentName);
    case "returned":
      return lines.returned(message.agentName);
    default:
      return message.by === "agent" ? lines.closedByAgent(message.authorName) : lines.closedByCustomer;
  }
}
