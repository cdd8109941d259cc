/** How often something may be tried, asked of the gates before it is done. */
import type { Kind } from "../../machines/gate.ts";
import { gateKey, neighbourhood, type GateKey } from "../accounts/gates.ts";
import { randomId } from "../accounts/tokens.ts";
import { addressOf, ask, command, type Asked } from "./context.ts";

export type Passage = { ok: true; release: () => Promise<void> } | { ok: false; waitMs: number };

/**
 * Counts one attempt for each of these keys, or for none of them. What succeeds is to be released: only failures make anybody wait.
 * @param attempt Of the same name it is the same one, and counts once.
 * @param weight As how many it counts.
 */
export async function passGates(
  c: Asked,
  keys: readonly GateKey[],
  attempt = randomId(),
  weight = 1,
): Promise<Passage> {
  const begun: GateKey[] = [];
  const release = async (): Promise<void> => {
    await Promise.all(begun.map(({ at, key }) => command(c, at, { type: "attempt.release", key, attempt })));
  };
  for (const { kind, at, key } of keys) {
    if ((await command(c, at, { type: "attempt.begin", key, kind, attempt, weight })) === undefined) {
      begun.push({ kind, at, key });
      continue;
    }
    await release();
    const waitMs = (await ask(c, at, { type: "wait", key, at: Date.now() })) as number;
    // It was too soon a moment ago, whatever the clock says now.
    return { ok: false, waitMs: Math.max(1, waitMs) };
  }
  return { ok: true, release };
}

/** By where it comes from, if the platform says that. */
export async function keysFrom(c: Asked, kind: Kind): Promise<GateKey[]> {
  const address = addressOf(c);
  return address === undefined ? [] : [await gateKey(kind, "from", neighbourhood(address))];
}

/**
 * Of a way into an account. A browser that has signed in there before counts by itself alone: strangers can make neither the
 * account nor the address wait for its owner.
 */
export async function keysInto(
  c: Asked,
  kind: "signIn" | "code",
  room: string,
  device: string | undefined,
): Promise<GateKey[]> {
  if (device !== undefined) return [await gateKey(kind, "device", `${room}.${device}`)];
  return [...(await keysFrom(c, "signInFrom")), await gateKey(kind, "account", room)];
}

const TOO_SOON = 429;

export function tooSoon(c: Asked, waitMs: number): Response {
  c.header("retry-after", String(Math.ceil(waitMs / 1000)));
  return c.json({ error: "tooSoon", waitMs }, TOO_SOON);
}
