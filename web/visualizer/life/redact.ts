/**
 * A log without anybody's words, such that it still replays to the same states.
 *
 * Whatever is not known to be the product's own word goes. What people write gives way to letters and digits of the same class and
 * length, so that what is judged by them (blank, too long) is judged alike; what is called alike stays called alike, and differs where
 * it differed. Ids give way to short ones in the same order, because ties are decided by it.
 */
import { isBlank } from "../../../machines/vocabulary.ts";
import type { Address, RoomDefinition } from "../../../party/engine/definition.ts";
import type { LogRow } from "../../../party/protocol/inspection.ts";
import { Playback } from "./replay.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** What people write, and what they are called. */
const SAID = new Set(
  (
    "text note caption comment name title words what url organisation address answers emoji " +
    "phones emails email phone parameters username customerName agentName fromName toName authorName byName"
  ).split(" "),
);
/** Lines of a queue: an administrator named them, and the order of their ids is the order of the lines. */
const DEPARTMENTS = new Set(["department", "departments", "movedFrom", "movedTo"]);
/** Where somebody is. */
const PLACES = new Set(["latitude", "longitude"]);
/** Of a room and a number. Whatever else has a dot in it may be an amount, a telephone or an address. */
const ID_OF_CONVERSATION = /^([^_.]+_[\w-]+)\.(\d{1,9})$/;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
/** The id of whatever project it was. */
const PROJECT = "centro";

type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };

/** Of the same length, in UTF-16 code units. */
export function filler(text: string): string {
  let filled = "";
  for (const sign of text) {
    if (sign === "\n" || sign === "\t") filled += sign;
    else if (isBlank(sign)) filled += " ".repeat(sign.length);
    else if (/\p{L}|\p{M}/u.test(sign)) filled += "x".repeat(sign.length);
    else if (/\p{N}/u.test(sign)) filled += "0".repeat(sign.length);
    else filled += /^[@.,:;!?+/()-]$/.test(sign) ? sign : "*".repeat(sign.length);
  }
  return filled;
}

/** The same with its last letters or digits counted up: another text of the same class and length. */
function variant(filled: string, number: number): string {
  const signs = filled.split("");
  for (let at = signs.length - 1, left = number; at >= 0 && left > 0; at--) {
    const digits = signs[at] === "x" ? LETTERS : signs[at] === "0" ? "0123456789" : "";
    if (digits === "") continue;
    // An x that is not counted stays an x.
    signs[at] = digits[left % digits.length]!;
    left = Math.floor(left / digits.length);
  }
  return signs.join("");
}

class Pseudonyms {
  readonly #ids = new Set<string>();
  readonly #known = new Map<string, string>();
  readonly #fillers = new Map<string, string>();
  readonly #used = new Set<string>();

  constructor(private readonly project: string) {}

  note(id: string): void {
    const bare = this.#bare(id);
    if (bare !== undefined) this.#ids.add(bare);
  }

  /** Once all ids have been noted. */
  number(): void {
    const width = String(this.#ids.size).length;
    [...this.#ids].toSorted().forEach((id, at) => this.#known.set(id, `p${String(at + 1).padStart(width, "0")}`));
  }

  id(id: string): string {
    if (id === this.project) return PROJECT;
    const [, thread, conversation] = this.#parts(id);
    if (thread !== undefined) return `${this.id(thread)}.${conversation}`;
    const known = this.#known.get(this.#bare(id)!) ?? "p0";
    return id.startsWith(`${this.project}_`) ? `${PROJECT}_${known}` : known;
  }

  said(text: string): string {
    const known = this.#fillers.get(text);
    if (known !== undefined) return known;
    const filled = filler(text);
    let free = filled;
    for (let number = 1; this.#used.has(free) && number < 1_000; number++) free = variant(filled, number);
    this.#used.add(free);
    this.#fillers.set(text, free);
    return free;
  }

  #bare(id: string): string | undefined {
    if (id === this.project) return undefined;
    const [, thread] = this.#parts(id);
    if (thread !== undefined) return this.#bare(thread);
    return id.startsWith(`${this.project}_`) ? id.slice(this.project.length + 1) : id;
  }

  #parts(id: string): readonly (string | undefined)[] {
    return id.startsWith(`${this.project}_`) ? (ID_OF_CONVERSATION.exec(id) ?? []) : [];
  }
}

type Judge = (field: string, text: string) => "keep" | "said" | "id";

function walk(value: Json, field: string, each: (text: string, field: string) => string): Json {
  if (typeof value === "string") return each(value, field);
  if (typeof value === "number") return PLACES.has(field) ? 0 : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => walk(item, field, each));
  return Object.fromEntries(
    Object.entries(value as Record<string, Json>).map(([name, item]) => [
      /^[a-z]\w*$/i.test(name) ? name : each(name, "id"),
      // Where a provider can reach somebody: each part is an id of theirs.
      walk(item, field === "address" || field === "to" || field === "contact" ? partOf(field, name) : name, each),
    ]),
  );
}
const partOf = (field: string, name: string): string =>
  ["phone", "user", "parent", "chat"].includes(name) && field !== "contact" ? "id" : name;

export interface Redacted<T> {
  self: Address;
  rows: LogRow[];
  also: T;
}

/** @param also Anything else that is about the same people. */
export function redacted<T>(definition: RoomDefinition, self: Address, rows: readonly LogRow[], also: T): Redacted<T> {
  const project = self.room.split("_", 1)[0]!;
  const isVocabulary = vocabularyOf(definition);
  const departments = new Set<string>(["general"]);
  const collect = (value: Json, field: string): void =>
    void walk(value, field, (text, name) => (DEPARTMENTS.has(name) && departments.add(text), text));
  const all = [...rows.map(({ event }) => event), also] as unknown as readonly Json[];
  for (const one of all) collect(one, "");
  const judge: Judge = (field, text) => {
    if (SAID.has(field) && text !== "") return "said";
    return isVocabulary(field, text) || departments.has(text) ? "keep" : "id";
  };
  const names = new Pseudonyms(project);
  const note = (text: string, field: string): string => {
    if (judge(field, text) === "id") names.note(text);
    return text;
  };
  names.note(self.room);
  for (const one of all) walk(one, "", note);
  names.number();
  const each = (text: string, field: string): string => {
    const what = judge(field, text);
    if (what === "keep") return text;
    return what === "said" ? names.said(text) : names.id(text);
  };
  return {
    self: { party: self.party, room: names.id(self.room) },
    rows: rows.map(({ seq, at, event, to, effects }) => {
      return { seq, at, event: walk(event as Json, "", each) as LogRow["event"], to, effects };
    }),
    also: walk(also as Json, "", each) as T,
  };
}

/**
 * Whether the redacted log goes the same way: the number of the first entry at which it does not; undefined: it does, everywhere.
 * Computed in slices by whoever asks.
 */
export function* wayDiffers(
  definition: RoomDefinition,
  original: { self: Address; rows: readonly LogRow[] },
  copy: { self: Address; rows: readonly LogRow[] },
): Generator<undefined, number | undefined> {
  const [one, other] = [original, copy].map(({ self, rows }) => {
    const said: string[] = [];
    const replay = new Playback(definition, self, ({ after, names, fault }) =>
      said.push(JSON.stringify([after.snapshot.value, names, fault !== undefined])),
    );
    replay.add(rows);
    return { replay, said };
  }) as [{ replay: Playback; said: string[] }, { replay: Playback; said: string[] }];
  for (let at = 0; at < original.rows.length; at++) {
    const isThis = (replay: Playback) => () => replay.computed > at;
    one.replay.work(isThis(one.replay));
    other.replay.work(isThis(other.replay));
    if (one.said[at] !== other.said[at]) return original.rows[at]!.seq;
    yield;
  }
  return undefined;
}
