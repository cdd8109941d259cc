/** Which conversations the list shows: what was typed and what was chosen, against what each conversation is. */
import { plain } from "./placeholders.ts";

export interface Findable {
  name: string;
  customerId: string;
  lastWords: string;
  channel: string;
  unread: number;
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
}

export const ALL: Wanted = { query: "", narrowing: "all", channel: null };

/** Each word must be found somewhere, in any order; `#3f9a` finds the id as the list shows it. */
export function isFound({ name, customerId, lastWords }: Findable, query: string): boolean {
  const text = plain(`${name}\n#${customerId.slice(customerId.indexOf("_") + 1)}\n${customerId}\n${lastWords}`);
  return plain(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function fits(one: Findable, { narrowing, channel }: Omit<Wanted, "query">): boolean {
  if (channel !== null && one.channel !== channel) return false;
  if (narrowing === "unread") return one.unread > 0;
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
