/**
 * A chart as the text of a Mermaid state diagram (`stateDiagram-v2`). What does not leave its state is no arrow there either: it is
 * told in a note beside the state.
 */
import type { Chart, ChartState, ChartTransition } from "./model.ts";
import { listed } from "./phrases.ts";

export function toMermaid(chart: Chart): string {
  const lines = ["stateDiagram-v2", ...stateLines(chart, chart.states[0]!).map((line) => `  ${line}`)];
  return `${lines.join("\n")}\n`;
}

/** Mermaid takes letters, digits and `_` for an id, and some words of them for its own. Different states have different ones. */
export const mermaidId = (state: string): string =>
  `s_${state.replace(/[^A-Za-z0-9]/g, (char) => (char === "." ? "__" : `_${char.codePointAt(0)!.toString(16)}_`))}`;

/** What ends a label, begins a comment or is taken for markup is written by its number. */
export const mermaidText = (text: string): string =>
  text.replace(/[#;:"<>{}%\n\\]|--/g, (part) => part.replace(/./gs, (char) => `#${char.charCodeAt(0)};`));

function stateLines(chart: Chart, state: ChartState): string[] {
  const id = mermaidId(state.id);
  const named = `state "${mermaidText(state.key)}" as ${id}`;
  const inner = chart.states.filter(({ parent }) => parent === state.id);
  const own = [...notesOf(chart, state), ...arrowsOf(chart, state.id)];
  if (inner.length === 0) return [named, ...(state.kind === "final" ? [`${id} --> [*]`] : []), ...own];
  const parts = inner.map((child) => stateLines(chart, child));
  const within =
    state.kind === "parallel"
      ? parts.flatMap((lines, index) => (index === 0 ? lines : ["--", ...lines]))
      : [`[*] --> ${mermaidId(state.initial!)}`, ...parts.flat()];
  return [named, `state ${id} {`, ...within.map((line) => `  ${line}`), "}", ...own];
}

function condition({ guard, place }: ChartTransition): string {
  if (guard !== null) return ` [${guard}]`;
  return place > 0 ? " [else]" : "";
}

/** `event [guard] / action, action` */
function labelOf(one: ChartTransition): string {
  const actions = one.actions.filter((name) => name !== "refuse" || one.refuses.length === 0);
  const effects = [
    ...one.refuses.map((reason) => `refuse ${reason}`),
    ...(actions.length > 0 ? [listed(actions)] : []),
  ];
  const does = effects.length > 0 ? ` / ${effects.join(", ")}` : "";
  return mermaidText(`${one.event === "" ? "always" : one.event}${condition(one)}${does}`);
}

const arrowsOf = (chart: Chart, state: string): string[] =>
  chart.transitions
    .filter(({ source }) => source === state)
    .flatMap((one) => one.targets.map((target) => `${mermaidId(state)} --> ${mermaidId(target)} : ${labelOf(one)}`));

function notesOf(chart: Chart, { id, entry, exit }: ChartState): string[] {
  const texts = [
    ...(entry.length > 0 ? [mermaidText(`entry / ${listed(entry)}`)] : []),
    ...(exit.length > 0 ? [mermaidText(`exit / ${listed(exit)}`)] : []),
    ...chart.transitions.filter(({ source, targets }) => source === id && targets.length === 0).map(labelOf),
  ];
  if (texts.length === 0) return [];
  return [`note right of ${mermaidId(id)}`, ...texts.map((text) => `  ${text}`), "end note"];
}
