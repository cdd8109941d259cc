/** Says one thing about a conversation that is not in the agent's list to its thread, and hangs up. */
import type { Snoozed } from "../../../party/protocol/agent.ts";
import { conversationNumber } from "../../../party/protocol/screens.ts";
import { RoomClient, type Outcome } from "../../shared/room-client.ts";
import type { TakingBack } from "./conversation.ts";
import { roomAt } from "./room-at.ts";

type About = Pick<Snoozed, "thread" | "conversationId">;

export async function askThread({ thread, conversationId }: About, how: TakingBack): Promise<Outcome> {
  const client = new RoomClient(roomAt("conversation", thread));
  try {
    return await client.send({ type: how, conversation: conversationNumber(conversationId) });
  } finally {
    client.close();
  }
}
