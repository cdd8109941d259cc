/**
 * Files on their way, in the browser's own storage until they are there: after a reload, or when a tab is lost, the next page goes on
 * with them. Each is in the hand of one tab, whose lock ends with it. Where a browser has no locks or no room, nothing is kept.
 */
import { createStore, del, set, values } from "idb-keyval";
import { reach } from "../shared/reach.ts";
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
  /** In the order in which they are to be sent. */
  at: number;
  tab: string;
}

/** The server has erased by then what came of it. */
const DAY_MS = 86_400_000;
const THIS_TAB: string = crypto.randomUUID();
const store = createStore("turno-files", "on-their-way");
const lockOf = (tab: string): string => `turno.files.${tab}`;
let holding: Promise<void> | undefined;
let last = 0;

/** From then on others leave alone what this tab has in hand. */
const hold = (): Promise<void> =>
  (holding ??= new Promise((held) => {
    void navigator.locks.request(lockOf(THIS_TAB), () => {
      held();
      return new Promise(() => {});
    });
  }));

const all = async (): Promise<KeptFile[]> =>
  (await values<KeptFile>(store).catch(() => [])).toSorted((a, b) => a.at - b.at);

export function keep(file: Omit<KeptFile, "at" | "tab">): void {
  if (reach.isApart || !("locks" in navigator)) return;
  kept.write(KEPT_FILES, "yes");
  last = Math.max(last + 1, Date.now());
  const one: KeptFile = { ...file, at: last, tab: THIS_TAB };
  void hold()
    .then(() => set(one.id, one, store))
    .catch(() => {});
}

export function forget(id: string): void {
  void holding?.then(() => del(id, store)).catch(() => {});
}

/**
 * Gives what no tab has in hand, in order, also when the tab that has it goes away.
 * @param found Is to forget it in the end.
 */
export async function findKept(owner: string, signal: AbortSignal, found: (file: KeptFile) => void): Promise<void> {
  const there = await all();
  if (there.length === 0) return kept.write(KEPT_FILES, null);
  await hold();
  const old = Date.now() - DAY_MS;
  there.filter(({ at }) => at < old).forEach(({ id }) => forget(id));
  const tabs = there.flatMap(({ owner: its, at, tab }) =>
    its === owner && at >= old && tab !== THIS_TAB ? [tab] : [],
  );
  const take = async (tab: string): Promise<void> => {
    // Whoever had them in hand, or another who waited for it, may have seen to them.
    for (const file of (await all()).filter((one) => one.owner === owner && one.tab === tab)) {
      if (signal.aborted) return;
      await set(file.id, { ...file, tab: THIS_TAB }, store);
      found(file);
    }
  };
  for (const tab of new Set(tabs))
    void navigator.locks.request(lockOf(tab), { signal }, () => take(tab)).catch(() => {});
}
