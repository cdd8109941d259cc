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
  description: "The letters of a demo, which has no mail server.",
  context: { letters: Ordered.empty(), count: 0 },
  initial: "empty",
  states: {
    empty: {
      description: "None has come yet.",
      on: { "letter.posted": { description: "MA4: the first of the last 50.", target: "holding", actions: keep } },
    },
    holding: {
      description: "The last ones that came.",
      on: {
        "letter.posted": [
          { description: "MA5: one that comes twice is there once.", guard: "isThere", actions: [] },
          { description: "MA4: the last 50 are kept.", actions: keep },
        ],
      },
    },
  },
});
