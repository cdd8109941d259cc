/** One word for the state of several connections. */
import { createEffect, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import type { Status } from "../../shared/room-client.ts";

export type Connection = "connecting" | "live" | "reconnecting" | "crowded" | "offline";

export function connectionOf(statuses: readonly Status[], online: boolean): Connection {
  if (!online) return "offline";
  if (statuses.includes("crowded")) return "crowded";
  if (statuses.includes("reconnecting")) return "reconnecting";
  return statuses.every((status) => status === "live") ? "live" : "connecting";
}

/** Most conversations that come are there before anybody could read that they are being fetched. */
const SLOW_MS = 800;

/** The same word, without "connecting" for what takes no time. */
export function unhurried(connection: Accessor<Connection>): Accessor<Connection> {
  const [shown, show] = createSignal(untrack(connection));
  createEffect(() => {
    const now = connection();
    if (now !== "connecting" || untrack(shown) !== "live") {
      show(now);
      return;
    }
    const timer = setTimeout(() => show(now), SLOW_MS);
    onCleanup(() => clearTimeout(timer));
  });
  return shown;
}
