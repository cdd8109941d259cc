import { en } from "./en.ts";
import { es } from "./es.ts";

export interface TrialWords {
  project: string;
  /** Of customers. */
  names: readonly string[];
  /** With what they begin. */
  first: readonly string[];
  customer: readonly string[];
  /** `{name}`: the agent's. */
  greeting: readonly string[];
  agent: readonly string[];
  /** With a conversation that is handed on. */
  note: string;
}

export const trialWords = { es, en } as const;
