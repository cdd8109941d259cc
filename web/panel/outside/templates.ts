/** Approved templates: their gaps, what they say once these are filled, and which of them somebody looks for. Pure. */
import type { FilledTemplate, Template } from "../../../machines/outside.ts";
import { plain } from "../state/placeholders.ts";

type PartType = FilledTemplate["parameters"][number]["part"];

export interface Gap {
  part: PartType;
  name: string;
}

/** By part and name: `1` of the header is another one than `1` of the body. */
export type Values = Readonly<Record<string, string>>;
export const keyOf = ({ part, name }: Gap): string => `${part} ${name}`;

export const gapsOf = ({ parts }: Template): Gap[] =>
  parts.flatMap(({ type, parameters }) => (type === "footer" ? [] : parameters.map((name) => ({ part: type, name }))));

/** A stretch of a part as the customer reads it. `gap`: it is what was filled in, or what is still missing. */
export interface Piece {
  text: string;
  gap: boolean;
  isMissing: boolean;
}

/** Providers take no line breaks there. */
const inOneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
const valueOf = (values: Values, gap: Gap): string => inOneLine(values[keyOf(gap)] ?? "");

const GAP = /\{\{\s*(\w+)\s*\}\}/g;

export function piecesOf({ type, text, parameters }: Template["parts"][number], values: Values): Piece[] {
  const pieces: Piece[] = [];
  const say = (words: string): void =>
    void (words !== "" && pieces.push({ text: words, gap: false, isMissing: false }));
  let from = 0;
  for (const match of text.matchAll(GAP)) {
    const name = match[1]!;
    if (type === "footer" || !parameters.includes(name)) continue;
    const value = valueOf(values, { part: type, name });
    say(text.slice(from, match.index));
    pieces.push({ text: value === "" ? match[0] : value, gap: true, isMissing: value === "" });
    from = match.index + match[0].length;
  }
  say(text.slice(from));
  return pieces;
}

export const isFilled = (template: Template, values: Values): boolean =>
  gapsOf(template).every((gap) => valueOf(values, gap) !== "");

export function filledOf(template: Template, values: Values): FilledTemplate {
  const { name, language, parts } = template;
  const said = parts.map((part) => piecesOf(part, values).map(({ text }) => text));
  return {
    name,
    language,
    parameters: gapsOf(template).map((gap) => ({ ...gap, text: valueOf(values, gap) })),
    text: said.map((pieces) => pieces.join("")).join("\n"),
  };
}

/** Each word is found in its name or in what it says. */
export function isFound({ name, language, parts }: Template, query: string): boolean {
  const text = plain([name, language, ...parts.map((part) => part.text)].join("\n"));
  return plain(query)
    .split(/\s+/)
    .every((word) => text.includes(word));
}
