/** How a page of the visualizer reaches a room. */
import { ticket } from "../../panel/api.ts";

export const reaching = (party: string, room: string) => ({
  origin: location.origin.replace(/^http/, "ws"),
  party,
  room,
  ticket: () => ticket(party, room),
});
