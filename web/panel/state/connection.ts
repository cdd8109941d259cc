/** One word for the state of several connections. */
import type { Status } from "../../shared/room-client.ts";

export type Connection = "connecting" | "live" | "reconnecting" | "offline";

export function connectionOf(statuses: readonly Status[], online: boolean): Connection {
  if (!online) return "offline";
  if (statuses.includes("reconnecting")) return "reconnecting";
  return statuses.every((status) => status === "live") ? "live" : "connecting";
}
