/** Questions of the check: what has no answer is an answer as well. */
import type { Finding, Line, World } from "../port.ts";
import { ask, post, type Answer } from "./graph.ts";
import { wordsOfThrown } from "../wording.ts";

export type Found = Omit<Finding, "what">;
export const no = (words: string): Found => ({ ok: false, words });
export const yes = (words = ""): Found => ({ ok: true, words });

export interface Asking {
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  post: (path: string) => Promise<Answer>;
}

export function asking(line: Line, world: World): Asking {
  const told = (call: Promise<Answer>): Promise<Answer> =>
    call.catch((error: unknown) => ({ ok: false, status: 0, words: wordsOfThrown(error, line) }));
  return {
    get: (path, headers = {}) => told(ask(path, line, world, { headers })),
    post: (path) => told(post(path, line, world, {})),
  };
}
