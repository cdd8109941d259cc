/** How the panel reaches a room. */
import type { RoomClientOptions } from "../../shared/room-client.ts";
import { ticket } from "../api.ts";
import { every } from "./steady.ts";

export const roomAt = (
  party: "agent" | "conversation" | "project" | "queue",
  room: string,
): Pick<RoomClientOptions, "origin" | "party" | "room" | "ticket" | "every"> => ({
  origin: location.origin.replace(/^http/, "ws"),
  party,
  room,
  ticket: () => ticket(party, room),
  every,
});
