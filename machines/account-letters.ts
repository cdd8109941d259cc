/** The letters of an account: which are under way, and what becomes of them. Pure changes of its table. */
import { LETTERS_MAX, type AccountContext, type Page, type PendingLetter } from "./account-events.ts";
import { nextMailTry, type Letter } from "./mail.ts";
import type { Ordered } from "./ordered.ts";
import type { JobOutcome } from "./push.ts";

type Letters = Ordered<PendingLetter>;
type Writer = Pick<AccountContext, "letters" | "email">;

/** AC11: of too many the oldest is given up. */
export function write(
  { letters, email }: Writer,
  id: string,
  letter: Letter,
  { locale }: Pick<Page, "locale">,
  at: number,
): Letters {
  const [oldest] =
    letters.size < LETTERS_MAX ? [] : [...letters.values()].toSorted((one, other) => one.askedAt - other.askedAt);
  const pending: PendingLetter = { id, letter, to: email, locale, askedAt: at, tries: 1, again: false };
  return (oldest ? letters.delete(oldest.id) : letters).set(id, pending);
}

/** When it is tried again, if it is; it is forgotten otherwise. */
export function answered(
  letters: Letters,
  id: string,
  outcome: JobOutcome,
  at: number,
): { letters: Letters; nextAt: number | null } {
  const pending = letters.get(id);
  if (!pending) return { letters, nextAt: null };
  const next = nextMailTry(pending.letter.template, pending, outcome, at);
  if (!next) return { letters: letters.delete(id), nextAt: null };
  const again = pending.again || next.again;
  return { letters: letters.set(id, { ...pending, tries: pending.tries + 1, again }), nextAt: next.at };
}

/** A link that is dead need not arrive. */
export const withoutRecovery = (letters: Letters): { letters: Letters; gone: string[] } => {
  const gone = [...letters.values()].filter(({ letter }) => letter.template === "recovery").map(({ id }) => id);
  return { letters: gone.reduce((left, id) => left.delete(id), letters), gone };
};
