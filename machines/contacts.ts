/**
 * Who an inbox's customers are: one row each, found by any of the names that a provider has for them. Pure: what has to change in the
 * rows when somebody is met, or reached otherwise from now on.
 */
import type { OutsideAddress, OutsideContact } from "./outside.ts";

/** A row of the list `contacts`. Nobody's any more, once it was found to be somebody who has another one: `into`. */
export interface ContactRow {
  seq: number;
  at: number;
  /** When they were first met, by the provider's clock: a message may be days late. */
  metAt: number;
  thread: string;
  /** Of those who were merged into this one: there is more of their history. */
  alsoThreads: string[];
  /** `phone:…`, `user:…`, `parent:…`, `chat:…`: each is one row's at most. */
  names: string[];
  /** What they call themselves there. */
  name: string;
  username: string;
  into?: number;
}

/** What becomes of a row. */
export interface ContactChange {
  seq: number;
  set: Partial<Omit<ContactRow, "seq" | "at" | "metAt">>;
  refs: string[];
  unref: string[];
}

/** The row that they are (null: nobody met before), and what has to change in rows for it. */
export interface Meeting {
  row: ContactRow | null;
  changes: ContactChange[];
}

const KINDS = ["phone", "user", "parent", "chat"] as const;

/** By which somebody is found, in the order in which they are kept. */
export const namesOf = (address: OutsideAddress): string[] =>
  KINDS.flatMap((kind) => (address[kind] ? [`${kind}:${address[kind]}`] : []));

const kindOf = (name: string): string => name.slice(0, name.indexOf(":"));
const without = (all: readonly string[], gone: readonly string[]): string[] =>
  all.filter((name) => !gone.includes(name));
const union = (...all: (readonly string[])[]): string[] => [...new Set(all.flat())];

/** Each once, who was met first before others. */
const distinct = (rows: readonly (ContactRow | null)[]): ContactRow[] =>
  [...new Map(rows.flatMap((row) => (row ? [[row.seq, row] as const] : []))).values()].toSorted(
    (a, b) => a.seq - b.seq,
  );

/**
 * IN3: a number can be given to somebody else; the provider's own id of a person cannot. Whoever has only the number in common with
 * a row whose person has another id is not that person.
 */
function isAnother(row: ContactRow, names: readonly string[]): boolean {
  const common = row.names.filter((name) => names.includes(name));
  const users = names.filter((name) => kindOf(name) === "user");
  const theirs = row.names.filter((name) => kindOf(name) === "user");
  return common.every((name) => kindOf(name) === "phone") && users.length > 0 && theirs.length > 0;
}

/**
 * IN3: nor is one of whom no more than a number is known, where the person who has it now is known and has had another one: it was
 * somebody else's before.
 */
function isFormer(row: ContactRow, found: readonly ContactRow[], names: readonly string[]): boolean {
  const isNumber = (name: string) => kindOf(name) === "phone";
  const isPerson = (name: string) => kindOf(name) === "user" && names.includes(name);
  const hasMoved = ({ names: theirs }: ContactRow) =>
    theirs.some(isPerson) && theirs.some((name) => isNumber(name) && !names.includes(name));
  return row.names.every(isNumber) && names.some(isNumber) && found.some((other) => other !== row && hasMoved(other));
}

const takeAway = (row: ContactRow, names: readonly string[]): ContactChange => {
  const unref = row.names.filter((name) => names.includes(name));
  return { seq: row.seq, set: { names: without(row.names, unref) }, refs: [], unref };
};

/** All that these rows and names are is the first row's from now on. */
function merge(
  [first, ...others]: readonly ContactRow[],
  names: readonly string[],
  said: Partial<Pick<ContactRow, "name" | "username">> = {},
): ContactChange[] {
  const { seq, name, username } = first!;
  const all = union(first!.names, ...others.map((row) => row.names), names);
  const alsoThreads = union(first!.alsoThreads, ...others.flatMap(({ thread, alsoThreads: also }) => [[thread], also]));
  const refs = without(all, first!.names);
  const calls = { name: said.name || name, username: said.username || username };
  const isSame = refs.length === 0 && others.length === 0 && calls.name === name && calls.username === username;
  if (isSame) return [];
  const gone = others.map((row) => ({ seq: row.seq, set: { names: [], into: seq }, refs: [], unref: row.names }));
  return [...gone, { seq, set: { names: all, alsoThreads, ...calls }, refs, unref: [] }];
}

/** IN2, IN3. @param rows Those that have one of their names. */
export function meet(rows: readonly (ContactRow | null)[], contact: OutsideContact): Meeting {
  const names = namesOf(contact.address);
  const found = distinct(rows);
  const gone = found.filter((row) => isAnother(row, names) || isFormer(row, found, names));
  const known = found.filter((row) => !gone.includes(row));
  const changes = gone.map((row) => takeAway(row, names));
  if (known.length === 0) return { row: null, changes };
  const { name, username = "" } = contact;
  return { row: known[0]!, changes: [...changes, ...merge(known, names, { name, username })] };
}

/**
 * IN4. @param before Rows that have a name of the address before, `after` of the one now. `at`: when they said so: whoever has been met
 * by the old name only since then is somebody else.
 */
export function move(
  { from, to, at }: { from: OutsideAddress; to: OutsideAddress; at: number },
  before: readonly (ContactRow | null)[],
  after: readonly (ContactRow | null)[],
): Meeting {
  const mine = distinct(before).filter((row) => row.metAt <= at);
  const [first] = mine;
  if (!first) {
    // Met by what they are called now already, or never.
    const { row, changes } = meet(after, { address: to, name: "" });
    return { row, changes: row ? changes : [] };
  }
  const names = namesOf(to);
  const kinds = names.map(kindOf);
  const old = without(namesOf(from), names).filter((name) => kinds.includes(kindOf(name)));
  const others = distinct(after).filter((row) => !mine.includes(row));
  const gone = others.filter((row) => isAnother(row, [...mine.flatMap((row) => row.names), ...names]));
  const merged = merge([...mine, ...others.filter((row) => !gone.includes(row))], names);
  const last = merged.pop() ?? { seq: first.seq, set: { names: first.names }, refs: [], unref: [] };
  const kept = without(last.set.names!, old);
  const unref = first.names.filter((name) => old.includes(name));
  const isSame = merged.length === 0 && last.refs.length === 0 && unref.length === 0;
  const changed = { ...last, set: { ...last.set, names: kept }, refs: without(last.refs, old), unref };
  return {
    row: first,
    changes: [...gone.map((row) => takeAway(row, names)), ...merged, ...(isSame ? [] : [changed])],
  };
}
