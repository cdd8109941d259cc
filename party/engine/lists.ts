/**
 * What a step does to lists: entries are appended, amended, and replaced by what is left of them; names find them.
 *
 * A name is a key of its own, so whoever gets a name takes it from whom it belonged to without a look at them. What an entry believes
 * to be called is asked again before a name is taken away from it.
 */
import { LOG_LIST } from "../protocol/inspection.ts";
import type { Effect, Row } from "./definition.ts";
import type { RoomStorage } from "./host.ts";
import { aboutKey, changedKey, listKey, refKey } from "./keys.ts";

/** Part of a stored key, which may have 2,048 bytes. */
export const NAME_MAX_CHARS = 256;

/** Beside an entry that has names or was changed. */
export interface About {
  names: readonly string[];
  /** Revision of the last change. */
  changed?: number;
  /** Revisions of changes that gave it words, for whoever must find them to take them away. */
  worded?: readonly number[];
}

/** An entry that the step has looked up and changes. */
export interface Entry {
  row: Row;
  about: About;
}

export type Change = Extract<Effect, { kind: "amend" | "replace" }>;
export const isChange = (effect: Effect): effect is Change => effect.kind === "amend" || effect.kind === "replace";
export const numberOf = (change: Change): number => (change.kind === "amend" ? change.seq : change.row.seq);

export async function readAbout(storage: RoomStorage, list: string, seq: number): Promise<About> {
  const about = (await storage.get(aboutKey(list, seq))) as About | undefined;
  if (!about) return { names: [] };
  const names: string[] = [];
  for (const name of about.names) if ((await storage.get(refKey(list, name))) === seq) names.push(name);
  return { ...about, names };
}

export class ListChanges {
  /** By list, in order of number, each once. */
  readonly rows = new Map<string, Map<number, Row>>();
  readonly put: Record<string, unknown> = {};
  readonly gone = new Set<string>();

  /** @throws if an entry is to be changed that was not looked up, or by what is not its to change: a fault of ours. */
  constructor(
    effects: readonly Effect[],
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly revision: number,
    /** Whether this step gives the row words. */
    private readonly hasWords: (row: Row) => boolean,
  ) {
    for (const effect of effects) {
      if (effect.kind === "append") this.#append(effect);
      else if (isChange(effect)) this.#change(effect);
    }
  }

  #append({ list, row, refs = [] }: Extract<Effect, { kind: "append" }>): void {
    this.#set(list, row);
    if (list === LOG_LIST) throw new Error("a room has one log, and it is the engine's");
    if (refs.length === 0) return;
    this.#name(list, row.seq, refs);
    this.put[aboutKey(list, row.seq)] = { names: [...refs] } satisfies About;
  }

  #change(change: Change): void {
    const { list } = change;
    const seq = numberOf(change);
    const entry = this.entries.get(listKey(list, seq));
    if (!entry) throw new Error(`${change.kind} of ${list}/${seq}, which was not looked up`);
    const { about } = entry;
    const names = new Set(about.names);
    if (change.kind === "replace") {
      entry.row = change.row;
      if (change.refs) names.clear();
    } else {
      if ("seq" in change.set || "at" in change.set) throw new Error(`${list}/${seq} keeps its number and its time`);
      entry.row = amended(entry.row, change.set);
      for (const name of change.unref ?? []) names.delete(name);
    }
    for (const name of about.names) if (!names.has(name)) this.#unname(list, seq, name);
    for (const name of change.refs ?? []) names.add(name);
    this.#name(list, seq, change.refs ?? []);
    const isWorded = change.kind === "amend" && this.hasWords(entry.row);
    if (about.changed !== undefined) this.gone.add(changedKey(list, about.changed, seq));
    const worded = change.kind === "replace" ? [] : [...(about.worded ?? []), ...(isWorded ? [this.revision] : [])];
    entry.about = { names: [...names], changed: this.revision, ...(worded.length > 0 ? { worded } : {}) };
    this.#set(list, entry.row);
    this.put[aboutKey(list, seq)] = entry.about;
    const key = changedKey(list, this.revision, seq);
    this.put[key] = { seq };
    this.gone.delete(key);
  }

  #name(list: string, seq: number, names: readonly string[]): void {
    for (const name of names) {
      if (name === "" || name.length > NAME_MAX_CHARS) throw new Error(`${list}/${seq}: no name for an entry`);
      this.put[refKey(list, name)] = seq;
      this.gone.delete(refKey(list, name));
    }
  }

  #unname(list: string, seq: number, name: string): void {
    const key = refKey(list, name);
    // Another one may have got it in this very step.
    if ((this.put[key] ?? seq) !== seq) return;
    delete this.put[key];
    this.gone.add(key);
  }

  #set(list: string, row: Row): void {
    this.put[listKey(list, row.seq)] = row;
    const rows = this.rows.get(list);
    if (rows) rows.set(row.seq, row);
    else this.rows.set(list, new Map([[row.seq, row]]));
  }
}

function amended(row: Row, set: Readonly<Record<string, unknown>>): Row {
  const is: Row = { ...row, ...set };
  for (const [field, value] of Object.entries(set)) if (value === undefined) delete is[field];
  return is;
}
