/** What is known of a machine beside its chart, from texts of this repository. */
import type { MachineFacts } from "./chart/model.ts";

type Rule = MachineFacts["rules"][number];

/** The comment at the head of a file; its paragraphs are parted by an empty line. */
export function purposeOf(source: string): string {
  const [, comment] = /^\/\*\*\s*(.*?)\s*\*\//s.exec(source) ?? [];
  if (comment === undefined) return "";
  return comment
    .split("\n")
    .map((line) => line.replace(/^\s*\*\s?/, ""))
    .join("\n")
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replaceAll("\n", " ").trim())
    .join("\n\n");
}

/** All rules of a text as `machines/SPEC.md`, in its order. A rule ends where the next one, a heading or an empty line begins. */
export function rulesOf(spec: string): Rule[] {
  const rules = [...spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\* (.+(?:\n {2}\S.*)*)/gm)];
  return rules.map(([, id, text]) => ({ id: id!, text: text!.replace(/\s*\n\s*/g, " ") }));
}

export const prefixOf = (rule: string): string => rule.slice(0, 2);
