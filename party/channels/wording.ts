/** What a provider says is shown to people and logged. Secrets stand in headers and addresses, and so perhaps in its words. */
import type { Line } from "./port.ts";

const WORDS_MAX_CHARS = 300;

/** To be done before anything is cut off: half of a secret is found by nobody. */
export const withoutSecrets = (words: string, { secrets, webhookSecret }: Line): string =>
  [...Object.values(secrets), webhookSecret]
    .filter((secret) => secret !== "")
    .reduce((text, secret) => text.replaceAll(secret, "…"), words);

export const shortWords = (words: string, line: Line): string => withoutSecrets(words, line).slice(0, WORDS_MAX_CHARS);

/** What a runtime says of a failure may name the address. */
export const wordsOfThrown = (error: unknown, line: Line): string => shortWords(String(error), line);
