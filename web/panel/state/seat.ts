/** The agent's own room. Who takes no conversations has none: what the server showed of it at first stays as it was. */
import { may } from "../../../machines/rights.ts";
import { createRoom, type Room } from "../../shared/create-room.ts";
import type { RoomClient } from "../../shared/room-client.ts";
import { takeShown, type Me } from "../api.ts";
import { roomAt } from "./room-at.ts";

export type Seat = Pick<Room, "status" | "topics"> & { client: Pick<RoomClient, "send" | "check" | "lost"> };

const noSeat = (topics: Readonly<Record<string, unknown>> = {}): Seat => ({
  status: () => "live",
  topics,
  client: { send: () => Promise.resolve({ kind: "fault", code: "forbidden" }), check() {}, lost() {} },
});

export function createSeat(me: Me): Seat {
  const shown = takeShown();
  return may(me.role, "conversations.take")
    ? createRoom({ ...roomAt("agent", me.id), shown }, "conversationId")
    : noSeat(shown);
}
