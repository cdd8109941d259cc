/**
 * How often somebody may send invitations, and how often one address may be written to. Counted as at a gate, but in the project
 * itself: there a letter is sent and counted in one step, so that no number of commands at once gets past it, and withdrawing an
 * invitation makes nothing of that undone. Only what somebody has joined by is taken back. Pure.
 */
import type { ProjectContext } from "./catalogue.ts";
import { hasRested, waitOf, withAttempt, type Key, type Kind } from "./gate.ts";
import type { Ordered } from "./ordered.ts";

type Kept = Pick<ProjectContext, "tries">;

/** Keys forgotten in one step. */
const FORGET_MAX = 100;

const keysOf = (by: string, email: string): readonly (readonly [string, Kind])[] => [
  [`by/${by}`, "invitation"],
  [`to/${email}`, "invitationTo"],
];

/** ME10: for how long they may not write to this address; 0: they may. */
export const invitingWaitMs = ({ tries }: Kept, by: string, email: string, at: number): number =>
  Math.max(...keysOf(by, email).map(([id]) => waitOf({ keys: tries }, id, at)));

/** With one more letter. `nonce`: its invitation's, which no other one has. */
export function withLetter({ tries }: Kept, by: string, email: string, nonce: string, at: number): Ordered<Key> {
  const rested = [...tries].filter(([, key]) => hasRested(key, at)).slice(0, FORGET_MAX);
  const left = rested.reduce((all, [id]) => all.delete(id), tries);
  return keysOf(by, email).reduce(
    (all, [id, kind]) => all.set(id, withAttempt({ keys: tries }, id, { kind, attempt: nonce, at })),
    left,
  );
}

/** Somebody has joined by it: it was welcome. */
export function withoutLetter({ tries }: Kept, nonce: string): Ordered<Key> {
  let left = tries;
  for (const [id, { attempts, ...key }] of tries) {
    const others = attempts.filter((one) => one !== nonce);
    if (others.length === attempts.length) continue;
    left = others.length === 0 ? left.delete(id) : left.set(id, { ...key, attempts: others });
  }
  return left;
}
