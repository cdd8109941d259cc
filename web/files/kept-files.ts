/**
 * Files on their way, in the browser's own storage until they are there: after a reload, or when a tab is lost, they go on. A lock says
 * which tab has a file in hand, and ends with that tab. Where a browser has no locks or no room, nothing is kept.
 */
import { createStore, del, get, set, values } from "idb-keyval";
import { kept } from "../shared/stored.ts";
import { KEPT_FILES } from "./kept-mark.ts";
import type { Chosen } from "./upload.ts";

export interface KeptFile extends Chosen {
  id: string;
  /** Who sends it. */
  owner: string;
  conversation: string;
  caption: string;
  /** To whom it goes. */
  who: string;
  at: number;
}

/** The server has erased by then what came of it. */
const DAY_MS = 86_400_000;
const store = createStore("turno-files", "on-their-way");
const inHand = new Map<string, () => void>();
let last = 0;

const lockOf = (id: string): string => `turno.file.${id}`;
const inHandUntilForgotten = (id: string): Promise<void> => new Promise((release) => void inHand.set(id, release));

export function keep(file: Omit<KeptFile, "at">): void {
  if (!("locks" in navigator)) return;
  const { id } = file;
  const held = inHandUntilForgotten(id);
  void navigator.locks.request(lockOf(id), () => held);
  kept.write(KEPT_FILES, "yes");
  // In the order in which they are to be sent.
  last = Math.max(last + 1, Date.now());
  void set(id, { ...file, at: last }, store).catch(() => {});
}

export function forget(id: string): void {
  void del(id, store).catch(() => {});
  inHand.get(id)?.();
  inHand.delete(id);
}

/**
 * Gives what nobody has in hand, in order, also when the tab that has it goes away.
 * @param found Is to forget it in the end.
 */
export async function findKept(owner: string, signal: AbortSignal, found: (file: KeptFile) => void): Promise<void> {
  const all = await values<KeptFile>(store).catch(() => []);
  const old = Date.now() - DAY_MS;
  if (all.length === 0) kept.write(KEPT_FILES, null);
  for (const { id, owner: its, at } of all.toSorted((a, b) => a.at - b.at)) {
    if (at < old) forget(id);
    if (at < old || its !== owner) continue;
    const taken = navigator.locks.request(lockOf(id), { signal }, async () => {
      // Whoever had it in hand may have seen to it.
      const file = await get<KeptFile>(id, store);
      if (!file || signal.aborted) return;
      const held = inHandUntilForgotten(id);
      found(file);
      await held;
    });
    void taken.catch(() => {});
  }
}
