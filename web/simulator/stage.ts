/** What the people of a trial act on. */
import type { Platform } from "./platform.ts";
import type { Screen } from "./screen.ts";
import type { TrialWords } from "./words/index.ts";

export interface Stage {
  platform: Platform;
  seed: number;
  words: TrialWords;
  departments: readonly string[];
  /** The part of the conversations that are handed on. */
  transfers: number;
  /** Does it so much later, in milliseconds. Gives what calls it off. */
  plan(ms: number, act: () => void): () => void;
  /** How long this conversation keeps agents busy, all of them together, in milliseconds. */
  handlingOf(conversationId: string): number;
  /** Who else could be given a conversation: names of rooms. */
  colleaguesOf(agentId: string): readonly string[];
}

/** Commands of one person, with ids of their own. */
export function commander(who: string): (screen: Screen, command: { type: string; [field: string]: unknown }) => void {
  let count = 0;
  return (screen, command) => screen.send(command, `${who}.${++count}`);
}
