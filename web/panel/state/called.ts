/** What a customer is called where they are told of. */
import { calledOf } from "../../../machines/thread.ts";
import type { Conversation } from "./conversation.ts";

/** Who has given no name is known by how they can be reached; empty: by nothing. */
export function called({ assignment, view }: Pick<Conversation, "assignment" | "view">): string {
  const customer = view()?.customer;
  return assignment.customerName || (customer ? calledOf(customer) : "");
}
