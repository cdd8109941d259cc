/** A page older than its server loads itself again: by itself once, so that a server that is wrong cannot make it spin. */
import { keptInTab } from "../../shared/stored.ts";

const KEY = "turno.reloaded";
const AGAIN_AFTER_MS = 60_000;

export function reloadOnce(): void {
  const now = Date.now();
  if (now - Number(keptInTab.read(KEY) ?? 0) < AGAIN_AFTER_MS) return;
  keptInTab.write(KEY, String(now));
  location.reload();
}
