/** What can be found in all machines, and the places in their charts where it stands. */
import type { MachinePage } from "../chart/model.ts";
import { isSaid, lookIn } from "./looking.ts";

export const KINDS = ["machine", "state", "event", "rule", "refusal", "timer"] as const;
export type Kind = (typeof KINDS)[number];

export interface Finding {
  kind: Kind;
  machine: string;
  text: string;
  /** More words by which it is found, and which explain it. */
  about: string;
  /** Ids of states and transitions, in the order of the outline. */
  places: readonly string[];
}

export interface Saying {
  /** Of a machine: its name, and what it is for. */
  machine: (id: string) => readonly string[];
  /** The product's own sentence for a refusal. */
  reason: (reason: string) => string;
}

const RULE = /^[a-z]{2}\d+$/i;

/** What is known of a transition by its tests, as words: `CV1` is not a part of `CV12`. */
export const lookFor =
  ({ laid: { chart }, facts: { evidence } }: MachinePage, saying: Saying) =>
  (query: string): string[] => {
    const asked = query.trim();
    if (RULE.test(asked)) {
      const rule = asked.toUpperCase();
      return lookIn(chart, "").filter((id) => evidence[id]?.rules.includes(rule) ?? false);
    }
    return lookIn(chart, asked, ({ id, refuses }) => {
      const known = evidence[id];
      const reasons = [...refuses, ...(known?.refuses ?? [])];
      return [...reasons, ...reasons.map(saying.reason), ...(known?.timers ?? []).map(({ name }) => name)];
    });
  };

export function findingsOf(page: MachinePage, saying: Saying): Finding[] {
  const { laid, facts } = page;
  const { chart } = laid;
  const machine = facts.id;
  const byEvent = new Map<string, string[]>();
  const byRefusal = new Map<string, string[]>();
  const byTimer = new Map<string, string[]>();
  const byRule = new Map<string, string[]>();
  const add = (to: Map<string, string[]>, key: string, id: string): void => {
    const places = to.get(key) ?? [];
    if (!places.includes(id)) places.push(id);
    to.set(key, places);
  };
  for (const { id, event, refuses } of chart.transitions) {
    const known = facts.evidence[id];
    if (event !== "") add(byEvent, event, id);
    for (const reason of [...refuses, ...(known?.refuses ?? [])]) add(byRefusal, reason, id);
    for (const { name } of known?.timers ?? []) add(byTimer, name, id);
    for (const rule of known?.rules ?? []) add(byRule, rule, id);
  }
  const all = (kind: Kind, found: Map<string, string[]>, about: (text: string) => string = () => ""): Finding[] =>
    [...found].map(([text, places]) => ({ kind, machine, text, about: about(text), places }));
  const [name = machine, purpose = ""] = saying.machine(machine);
  return [
    { kind: "machine", machine, text: name, about: [machine, purpose].join(" · "), places: [] },
    ...chart.states
      .filter(({ parent }) => parent !== null)
      .map(({ id, description }): Finding => ({ kind: "state", machine, text: id, about: description, places: [id] })),
    ...all("event", byEvent),
    ...facts.rules.map(({ id, text }): Finding => ({
      kind: "rule",
      machine,
      text: id,
      about: text,
      places: byRule.get(id) ?? [],
    })),
    ...all("refusal", byRefusal, saying.reason),
    ...all("timer", byTimer),
  ];
}

/** Those that say all of the words; first those that are called so. */
export function search(findings: readonly Finding[], query: string): Finding[] {
  if (query.trim() === "") return [];
  const exactly = query.trim().toLowerCase();
  const rank = ({ text }: Finding): number => (text.toLowerCase() === exactly ? 0 : isSaid(query, text) ? 1 : 2);
  return findings
    .filter(({ text, about, machine }) => isSaid(query, text, about, machine))
    .map((finding) => ({ finding, rank: rank(finding) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ finding }) => finding);
}
