/** What a chart says of a transition or a state, in lines of bounded length. */
import type { ChartState, ChartTransition, LineTone } from "./model.ts";

/** Words of one tone. */
export interface Piece {
  text: string;
  tone: LineTone;
}

/** Pieces beside each other, a blank between them. */
export type Phrase = readonly Piece[];

export const lengthOf = (phrase: Phrase): number =>
  phrase.reduce((sum, { text }) => sum + text.length, Math.max(0, phrase.length - 1));

/** On a line of their own where the words do not fit; a word that is longer than a line stays whole. */
function wrapped(text: string, max: number, indent = ""): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(word);
    else if (last.length + 1 + word.length <= max) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(indent + word);
  }
  return lines;
}

/** `append, assign ×2`: what comes twice in a row is written once. */
export function listed(names: readonly string[]): string {
  const runs: { name: string; times: number }[] = [];
  for (const name of names) {
    const last = runs.at(-1);
    if (last?.name === name) last.times++;
    else runs.push({ name, times: 1 });
  }
  return runs.map(({ name, times }) => (times > 1 ? `${name} ×${times}` : name)).join(", ");
}

/** Under which condition it is taken; without a guard of its own, after others of the same event: whenever they are not. */
function conditionOf({ guard, place }: ChartTransition): Piece[] {
  if (guard !== null) return [{ text: `[${guard}]`, tone: "guard" }];
  return place > 0 ? [{ text: "[else]", tone: "guard" }] : [];
}

/** A refusal says why, and not that it refuses. */
function outcomeOf({ actions, refuses, targets }: ChartTransition): Piece[] {
  const others = refuses.length > 0 ? actions.filter((name) => name !== "refuse") : actions;
  const pieces: Piece[] = [];
  if (refuses.length > 0) pieces.push({ text: `✗ ${refuses.join(", ")}`, tone: "refusal" });
  if (others.length > 0) pieces.push({ text: `→ ${listed(others)}`, tone: "actions" });
  if (pieces.length === 0 && targets.length === 0) pieces.push({ text: "→ ∅", tone: "actions" });
  return pieces;
}

function fitted(pieces: readonly Piece[], max: number, indent: string): Phrase[] {
  const shifted = pieces.map((piece, index) => (index === 0 ? { ...piece, text: indent + piece.text } : piece));
  if (lengthOf(shifted) <= max) return [shifted];
  return pieces.flatMap(({ text, tone }, index) =>
    wrapped((index === 0 ? indent : `${indent}  `) + text, max, `${indent}    `).map((line) => [{ text: line, tone }]),
  );
}

/** One transition that does not leave its state. */
export interface Row {
  transition: string;
  /** Of those of its event: it has the event's name on it. */
  isFirst: boolean;
  phrases: Phrase[];
}

/** Those of one event. */
export function rowsOf(some: readonly ChartTransition[], max: number): Row[] {
  const [first] = some;
  if (first === undefined) return [];
  const event: Piece = { text: first.event === "" ? "always" : first.event, tone: "event" };
  const alone = [event, ...conditionOf(first), ...outcomeOf(first)];
  if (some.length === 1 && lengthOf(alone) <= max) return [{ transition: first.id, isFirst: true, phrases: [alone] }];
  return some.map((one, index) => {
    const phrases = fitted([...conditionOf(one), ...outcomeOf(one)], max, "  ");
    const isFirst = index === 0;
    return { transition: one.id, isFirst, phrases: isFirst ? [[event], ...phrases] : phrases };
  });
}

/** On an arrow. */
export function labelOf(one: ChartTransition, max: number): Phrase[] {
  const event: Piece[] = one.event === "" ? [] : [{ text: one.event, tone: "event" }];
  const condition = conditionOf(one);
  const head: Piece[] =
    event.length + condition.length > 0 ? [...event, ...condition] : [{ text: "always", tone: "event" }];
  const heads = lengthOf(head) <= max ? [head] : head.flatMap((piece) => fitted([piece], max, ""));
  return [...heads, ...outcomeOf(one).flatMap((piece) => fitted([piece], max, ""))];
}

export function notesOf({ entry, exit }: ChartState, max: number): Phrase[] {
  const note = (when: string, names: readonly string[]): Phrase[] =>
    names.length === 0
      ? []
      : wrapped(`${when} / ${listed(names)}`, max, "  ").map((text) => [{ text, tone: "note" as const }]);
  return [...note("entry", entry), ...note("exit", exit)];
}
