/**
 * Mermaid's own parser comes with 150 MB of what draws, and wants a page: so the text is read by a small grammar of what we write,
 * which takes nothing that Mermaid would not. (Mermaid 11.12 has drawn all of these charts in a browser.)
 */
import { createMachine } from "xstate";
import { describe, expect, test } from "vitest";
import { chartOf } from "../../web/visualizer/chart/chart-of.ts";
import { mermaidId, mermaidText, toMermaid } from "../../web/visualizer/chart/export-mermaid.ts";
import type { Chart } from "../../web/visualizer/chart/model.ts";
import { MACHINES } from "../../web/visualizer/machines.ts";

interface Diagram {
  /** By id; the path is of those around it. */
  states: Map<string, { name: string; path: string[] }>;
  arrows: string[];
  initials: string[];
  finals: string[];
  /** Texts by state. */
  notes: Map<string, string[]>;
  /** States that are divided, with how many parts they have. */
  divided: Map<string, number>;
}

const ID = "s_[A-Za-z0-9_]+";
/** No character that begins or ends anything: others are written as `#35;`. */
const TEXT = '(?:[^#;:"<>{}%\\\\]|#\\d+;)+';
const STATE = new RegExp(`^state "(${TEXT})" as (${ID})$`);
const OPENED = new RegExp(`^state (${ID}) \\{$`);
const ARROW = new RegExp(`^(${ID}) --> (${ID}) : (${TEXT})$`);
const INITIAL = new RegExp(`^\\[\\*\\] --> (${ID})$`);
const FINAL = new RegExp(`^(${ID}) --> \\[\\*\\]$`);
const NOTE = new RegExp(`^note right of (${ID})$`);

function parsed(text: string): Diagram {
  const [head, ...lines] = text.trimEnd().split("\n");
  expect(head).toBe("stateDiagram-v2");
  const found: Diagram = {
    states: new Map(),
    arrows: [],
    initials: [],
    finals: [],
    notes: new Map(),
    divided: new Map(),
  };
  const path: string[] = [];
  let note: string[] | undefined;
  for (const line of lines.map((one) => one.trim())) {
    let match: RegExpExecArray | null;
    if (line === "end note") note = undefined;
    else if (note) note.push(new RegExp(`^${TEXT}$`).exec(line)![0]);
    else if ((match = STATE.exec(line))) {
      expect([...found.states.keys()]).not.toContain(match[2]);
      found.states.set(match[2]!, { name: match[1]!, path: [...path] });
    } else if ((match = OPENED.exec(line))) path.push(match[1]!);
    else if (line === "}") path.pop();
    else if (line === "--") found.divided.set(path.at(-1)!, (found.divided.get(path.at(-1)!) ?? 1) + 1);
    else if ((match = ARROW.exec(line))) found.arrows.push(`${match[1]} ${match[2]} ${match[3]}`);
    else if ((match = INITIAL.exec(line))) found.initials.push(`${path.at(-1)} ${match[1]}`);
    else if ((match = FINAL.exec(line))) found.finals.push(match[1]!);
    else if ((match = NOTE.exec(line))) found.notes.set(match[1]!, (note = []));
    else throw new Error(`Mermaid would not understand: ${line}`);
  }
  expect(path).toEqual([]);
  return found;
}

function pathTo({ states }: Chart, id: string): string[] {
  const parent = states.find((state) => state.id === id)!.parent;
  return parent === null ? [] : [...pathTo({ states } as Chart, parent), mermaidId(parent)];
}

describe.each(MACHINES.map(({ machine }) => [machine.id, machine] as const))("%s as Mermaid", (_, machine) => {
  const chart = chartOf(machine);
  const diagram = parsed(toMermaid(chart));

  test("VZ1 has each state once, within those around it, and begins where the machine does", () => {
    expect([...diagram.states].map(([id, { name, path }]) => [id, name, path])).toEqual(
      chart.states.map(({ id, key }) => [mermaidId(id), key, pathTo(chart, id)]),
    );
    expect(diagram.initials.toSorted()).toEqual(
      chart.states
        .flatMap(({ id, initial }) => (initial === null ? [] : `${mermaidId(id)} ${mermaidId(initial)}`))
        .toSorted(),
    );
    const parallel = chart.states.filter(({ kind }) => kind === "parallel").map(({ id }) => id);
    expect([...diagram.divided]).toEqual(
      parallel.map((id) => [mermaidId(id), chart.states.filter(({ parent }) => parent === id).length]),
    );
  });

  test("VZ1 has each transition once: an arrow, or a line of its state's note", () => {
    const ends = (some: readonly string[]): string[] => some.toSorted();
    expect(ends(diagram.arrows.map((arrow) => arrow.split(" ").slice(0, 3).join(" ")))).toEqual(
      ends(
        chart.transitions.flatMap(({ source, targets, event }) =>
          targets.map((target) => `${mermaidId(source)} ${mermaidId(target)} ${event || "always"}`),
        ),
      ),
    );
    for (const { id, entry, exit } of chart.states) {
      const staying = chart.transitions.filter(({ source, targets }) => source === id && targets.length === 0);
      const notes = diagram.notes.get(mermaidId(id)) ?? [];
      const own = notes.slice(Number(entry.length > 0) + Number(exit.length > 0));
      expect(own.map((text) => text.split(" ")[0])).toEqual(staying.map(({ event }) => event || "always"));
      for (const [index, { guard, refuses, actions }] of staying.entries()) {
        if (guard !== null) expect(own[index]).toContain(`[${guard}]`);
        for (const reason of refuses) expect(own[index]).toContain(`refuse ${reason}`);
        for (const name of actions) expect(own[index]).toContain(name);
      }
    }
  });
});

test("what Mermaid would take for its own is written by its number, and read as it was", () => {
  const wild = 'a#b;c:d"e<f>{g}%% --> h\\n\ni';
  expect(mermaidText(wild)).toMatch(new RegExp(`^${TEXT}$`));
  const read = mermaidText(wild).replace(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  expect(read).toBe(wild);
});

test("states whose names Mermaid would mix up have ids of their own, and a final one ends", () => {
  const machine = createMachine({
    id: "odd",
    initial: "end",
    states: {
      end: { on: { go: "a_b" } },
      "a b": { states: {} },
      a_b: { type: "final" },
      a: { initial: "b", states: { b: {} } },
    },
  });
  const { states, finals } = parsed(toMermaid(chartOf(machine)));
  expect(states.size).toBe(6);
  expect(finals).toEqual([mermaidId("odd.a_b")]);
});
