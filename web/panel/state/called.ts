/** What a customer is called where they are told of. */
import type { Conversation } from "./conversation.ts";

/** Who has given no name is known by their address; empty: by nothing. */
export const called = ({ assignment, view }: Pick<Conversation, "assignment" | "view">): string =>
  assignment.customerName || view()?.customer.email || "";
