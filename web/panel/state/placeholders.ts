/** Canned replies: the gaps in them, and finding one by what was typed after "/". */
import type { Reply } from "../../../party/protocol/project.ts";

export const GAPS = ["customer.name", "customer.email", "customer.id", "agent.name"] as const;
export type Gap = (typeof GAPS)[number];
export type Values = Record<Gap, string>;

const GAP = /( ?)\{\{\s*([a-z.]+)\s*\}\}/gi;

/** A gap with nothing to put in goes with the space before it: "Hola {{customer.name}}," is "Hola,". An unknown one stays. */
export const fill = (text: string, values: Values): string =>
  text.replace(GAP, (whole: string, space: string, name: string) => {
    const value = (values as Record<string, string | undefined>)[name.toLowerCase()];
    if (value === undefined) return whole;
    return value === "" ? "" : space + value;
  });

/** Gaps that nothing here can fill. */
export const unknownGaps = (text: string): string[] =>
  [...text.matchAll(GAP)].flatMap(([, , name = ""]) => (GAPS.some((gap) => gap === name.toLowerCase()) ? [] : [name]));

const SLASHED = /(?:^|\s)\/([\p{L}\p{N}-]{0,32})$/u;

/** What is being looked for, if the text before the caret ends in a "/" with a word: where it begins, and the word. */
export function slashed(before: string): { at: number; word: string } | undefined {
  const match = SLASHED.exec(before);
  return match ? { at: before.length - match[1]!.length - 1, word: match[1]! } : undefined;
}

export const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Those whose shortcut begins with it, then those that have it in the title, then those that have it in the text. */
export function found(replies: readonly Reply[], word: string): Reply[] {
  const wanted = plain(word);
  const rank = ({ shortcut, title, text }: Reply): number => {
    if (shortcut.startsWith(wanted)) return 0;
    if (plain(title).includes(wanted)) return 1;
    return plain(text).includes(wanted) ? 2 : 3;
  };
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter(({ rank: its }) => its < 3)
    .sort((a, b) => a.rank - b.rank || a.reply.shortcut.localeCompare(b.reply.shortcut))
    .map(({ reply }) => reply);
}
