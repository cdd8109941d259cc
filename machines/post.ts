/**
 * The letters of a demo, which has no mail server: kept for whoever tries it to read. Only as many as one would look through, and
 * none twice: a job that was repeated brings the same letter.
 */
import { setup } from "xstate";
import type { Template } from "./mail.ts";
import { Ordered } from "./ordered.ts";
import type { Stamp } from "./vocabulary.ts";

export const LETTERS_MAX = 50;

export interface KeptLetter {
  /** Of the letter, whoever brings it: its Message-ID. */
  id: string;
  at: number;
  to: string;
  locale: "es" | "en";
  template: Template;
  subject: string;
  text: string;
}

export interface PostContext {
  /** By when they came. */
  letters: Ordered<KeptLetter>;
  /** How many have ever come. */
  count: number;
}

export type PostEvent = Stamp & { type: "letter.posted"; letter: Omit<KeptLetter, "at"> };

const setupPost = setup({
  // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- XState reads the types off this value
  types: {} as { context: PostContext; events: PostEvent },
  guards: {
    isThere: ({ context, event }) => [...context.letters.values()].some(({ id }) => id === event.letter.id),
  },
});

const keep = setupPost.assign(({ context, event }) => {
  const count = context.count + 1;
  let letters = context.letters.set(String(count).padStart(9, "0"), { ...event.letter, at: event.at });
  for (const key of letters.keys()) {
    if (letters.size <= LETTERS_MAX) break;
    letters = letters.delete(key);
  }
  return { letters, count };
});

export const postMachine = setupPost.createMachine({
  id: "post",
  context: { letters: Ordered.empty(), count: 0 },
  initial: "empty",
  states: {
    empty: { on: { "letter.posted": { target: "holding", actions: keep } } },
    holding: {
      on: {
        "letter.posted": [
          // MA5
          { guard: "isThere", actions: [] },
          // MA4
          { actions: keep },
        ],
      },
    },
  },
});
