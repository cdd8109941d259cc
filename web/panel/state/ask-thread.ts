/** Says one thing to a thread that is not in the agent's list, and hangs up. */
import { RoomClient, type Outcome } from "../../shared/room-client.ts";
import type { TakingBack } from "./conversation.ts";
import { roomAt } from "./room-at.ts";

export async function askThread(room: string, how: TakingBack): Promise<Outcome> {
  const client = new RoomClient(roomAt("conversation", room));
  try {
    return await client.send({ type: how });
  } finally {
    client.close();
  }
}
