/** Which conversations the list shows: what was typed and what was chosen, against what each conversation is. */
import { plain } from "./placeholders.ts";

export interface Findable {
  name: string;
  customerId: string;
  /** What was said and noted, as far as it is at hand, the last first. */
  texts: readonly string[];
  channel: string;
  /** Ids of the labels that the project has. */
  labels: readonly string[];
  unread: number;
  /** Nobody has opened it yet: it may be read and handed over, and is news here all the same. */
  isNew: boolean;
  /** Whether the customer waits for an answer. */
  waits: boolean;
}

export const NARROWINGS = ["all", "unread", "waiting"] as const;
export type Narrowing = (typeof NARROWINGS)[number];

export interface Wanted {
  query: string;
  narrowing: Narrowing;
  /** Null: any. */
  channel: string | null;
  label: string | null;
}

export const ALL: Wanted = { query: "", narrowing: "all", channel: null, label: null };

const wordsOf = (query: string): string[] =>
  plain(query)
    .split(/\s+/)
    .filter((word) => word !== "");

/** Ids are long and random: nearly each of them has any one or two figures in it. */
const ID_MIN_CHARS = 4;

const isWho = ({ name, customerId }: Findable, word: string): boolean => {
  if (plain(name).includes(word)) return true;
  if (word.length < ID_MIN_CHARS && !word.startsWith("#")) return false;
  return plain(`#${customerId.slice(customerId.indexOf("_") + 1)}\n${customerId}`).includes(word);
};

/** Each word must be found somewhere, in any order; `#3f9a` finds the id as the list shows it. */
export function isFound(one: Findable, query: string): boolean {
  const words = wordsOf(query);
  if (words.length === 0) return true;
  const text = plain(one.texts.join("\n"));
  return words.every((word) => isWho(one, word) || text.includes(word));
}

export interface Excerpt {
  before: string;
  hit: string;
  after: string;
}

/** As much as a row shows before what was found; the rest is cut off by the row itself. */
const BEFORE_MAX_CHARS = 16;

/** Where a text says it, in its own letters: `plain` may shorten them. */
function excerptOf(text: string, word: string): Excerpt | undefined {
  let flat = "";
  const places: number[] = [];
  let place = 0;
  for (const char of text) {
    const its = plain(char);
    for (let index = 0; index < its.length; index++) places.push(place);
    flat += its;
    place += char.length;
  }
  const at = flat.indexOf(word);
  if (at < 0) return undefined;
  const [from, to] = [places[at]!, places[at + word.length] ?? text.length];
  const early = Math.max(0, from - BEFORE_MAX_CHARS);
  const cut = early === 0 ? 0 : early + text.slice(early, from).indexOf(" ") + 1;
  return { before: (cut > 0 ? "…" : "") + text.slice(cut, from), hit: text.slice(from, to), after: text.slice(to) };
}

/** The words that were looked for, where they were said last; nothing if the name or the id is what was meant. */
export function excerpt(one: Findable, query: string): Excerpt | undefined {
  const words = wordsOf(query).filter((word) => !isWho(one, word));
  if (words.length === 0) return undefined;
  const said = (text: string): number => words.filter((word) => plain(text).includes(word)).length;
  let [best, most] = ["", 0];
  for (const text of one.texts) {
    const count = said(text);
    if (count > most) [best, most] = [text, count];
  }
  for (const word of words) {
    const found = excerptOf(best, word);
    if (found) return found;
  }
  return undefined;
}

export function fits(one: Findable, { narrowing, channel, label }: Omit<Wanted, "query">): boolean {
  if (channel !== null && one.channel !== channel) return false;
  if (label !== null && !one.labels.includes(label)) return false;
  if (narrowing === "unread") return one.unread > 0 || one.isNew;
  return narrowing === "waiting" ? one.waits : true;
}

/**
 * Those to show, in the order given.
 *
 * @param isOpen The one in front: opening it reads it, and it must not vanish from under the pointer for that.
 */
export function wantedOf<T extends Findable>(all: readonly T[], wanted: Wanted, isOpen: (one: T) => boolean): T[] {
  return all.filter((one) => isFound(one, wanted.query) && (fits(one, wanted) || isOpen(one)));
}
