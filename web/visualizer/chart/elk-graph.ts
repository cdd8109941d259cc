/** What is within one state as a graph for ELK, and what ELK says back. */
import type { ElkExtendedEdge, ElkNode, LayoutOptions } from "elkjs/lib/elk-api.js";
import { boxOf, type Header, linesOf, widestOf } from "./header.ts";
import { LABEL_MAX, LINE, PAD } from "./measures.ts";
import type { Box, Chart, ChartState, ChartTransition, LaidArrow } from "./model.ts";
import { type Laid, moved, movedAll, type Point } from "./moved.ts";
import { labelOf } from "./phrases.ts";

/** What is laid out in one go: a state, and all in it down to what has been laid out before. */
export interface Whole {
  chart: Chart;
  states: readonly ChartState[];
  headers: ReadonlyMap<string, Header>;
  /** Parallel states. */
  before: ReadonlyMap<string, Laid>;
}

export interface Manner {
  direction: "RIGHT" | "DOWN";
}

const DOT = 10;
const LABEL_PAD = 4;
const LABEL_GAP = 5;
const INSET = PAD + 4;

/** Nothing of it is inherited by what is within. */
const OPTIONS: LayoutOptions = {
  "elk.algorithm": "layered",
  "elk.hierarchyHandling": "INCLUDE_CHILDREN",
  "elk.edgeRouting": "ORTHOGONAL",
  "elk.json.shapeCoords": "ROOT",
  "elk.json.edgeCoords": "ROOT",
  "elk.spacing.nodeNode": "28",
  "elk.spacing.edgeNode": "16",
  "elk.spacing.edgeEdge": "12",
  "elk.spacing.edgeLabel": "2",
  "elk.spacing.labelLabel": "6",
  "elk.spacing.labelNode": "8",
  "elk.layered.spacing.nodeNodeBetweenLayers": "28",
  "elk.layered.spacing.edgeNodeBetweenLayers": "14",
  "elk.layered.spacing.edgeEdgeBetweenLayers": "10",
  // Keeps the initial state at the beginning, where one begins to read.
  "elk.layered.cycleBreaking.strategy": "DEPTH_FIRST",
  "elk.layered.nodePlacement.strategy": "NETWORK_SIMPLEX",
  "elk.layered.thoroughness": "3",
};

/** Short and straight, whatever else has to give way. */
const FIRST: LayoutOptions = {
  "elk.layered.priority.shortness": "50",
  "elk.layered.priority.straightness": "50",
};

/** All from one state to another: one path. */
interface Way {
  id: string;
  source: string;
  target: string;
  transitions: readonly ChartTransition[];
  /** Into the source itself. */
  isInner: boolean;
}

function waysOf({ chart, states }: Whole): Way[] {
  const ids = new Set(states.map(({ id }) => id));
  const parents = new Map(chart.states.map(({ id, parent }) => [id, parent]));
  const isWithin = (id: string | null, outer: string): boolean =>
    id !== null && (parents.get(id) === outer || isWithin(parents.get(id) ?? null, outer));
  const ways = new Map<string, ChartTransition[]>();
  for (const transition of chart.transitions)
    for (const target of transition.targets) {
      const { source } = transition;
      if (!ids.has(source) && !ids.has(target)) continue;
      if (!ids.has(source) || !ids.has(target))
        throw new Error(`A chart cannot show ${transition.id}, which leads from one region into another.`);
      const id = `${source} to ${target}`;
      ways.set(id, [...(ways.get(id) ?? []), transition]);
    }
  return [...ways].map(([id, transitions]) => {
    const [source, target] = id.split(" to ") as [string, string];
    return { id, source, target, transitions, isInner: isWithin(target, source) };
  });
}

/** By the top left corner of them all. */
function labelsOf({ transitions }: Way): {
  boxes: (Box & Pick<NonNullable<LaidArrow["label"]>, "lines">)[];
  width: number;
  height: number;
} {
  let y = 0;
  const boxes = transitions.map((transition) => {
    const phrases = labelOf(transition, LABEL_MAX);
    const [width, height] = [widestOf(phrases) + 2 * LABEL_PAD, phrases.length * LINE];
    const box = { x: 0, y, width, height, lines: linesOf(phrases, LABEL_PAD, y) };
    y += height + LABEL_GAP;
    return box;
  });
  return { boxes, width: Math.max(...boxes.map(({ width }) => width)), height: y - LABEL_GAP };
}

const dotOf = (state: string): string => `${state} dot`;
const stubOf = (way: string): string => `${way} stub`;

export function graphOf(whole: Whole, { direction }: Manner): ElkNode {
  const { states, headers, before } = whole;
  const ways = waysOf(whole);
  const options = { ...OPTIONS, "elk.direction": direction };
  const nodeOf = (state: ChartState): ElkNode => {
    const { width, height } = before.get(state.id) ?? headers.get(state.id)!;
    if (state.kind !== "compound") return { id: state.id, width, height };
    const dot = { id: dotOf(state.id), width: DOT, height: DOT };
    const stubs = ways.filter(({ source, isInner }) => isInner && source === state.id);
    return {
      id: state.id,
      layoutOptions: {
        ...options,
        "elk.padding": `[top=${height + INSET},left=${INSET},bottom=${INSET},right=${INSET}]`,
        "elk.nodeSize.constraints": "MINIMUM_SIZE",
        // ELK turns the graph round to lay it out downwards, and forgets to turn this.
        "elk.nodeSize.minimum": direction === "RIGHT" ? `(${width},${height})` : `(${height},${width})`,
      },
      children: [
        dot,
        ...stubs.map(({ id }) => ({ id: stubOf(id), width: 1, height: 1 })),
        ...states.filter(({ parent }) => parent === state.id).map(nodeOf),
      ],
    };
  };
  const edges = ways.map((way): ElkExtendedEdge => {
    const { width, height } = labelsOf(way);
    return {
      id: way.id,
      sources: [way.isInner ? stubOf(way.id) : way.source],
      targets: [way.target],
      labels: [{ text: " ", width, height, layoutOptions: { "elk.edgeLabels.placement": "CENTER" } }],
    };
  });
  const beginnings = states.flatMap(({ id, initial }): ElkExtendedEdge[] =>
    initial === null ? [] : [{ id: dotOf(id), sources: [dotOf(id)], targets: [initial], layoutOptions: FIRST }],
  );
  return {
    id: " ",
    layoutOptions: { ...options, "elk.padding": "[top=0,left=0,bottom=0,right=0]" },
    children: [nodeOf(states[0]!)],
    edges: [...edges, ...beginnings],
  };
}

function* nodesOf(node: ElkNode): Generator<ElkNode> {
  yield node;
  for (const child of node.children ?? []) yield* nodesOf(child);
}

function* edgesOf(node: ElkNode): Generator<ElkExtendedEdge> {
  yield* node.edges ?? [];
  for (const child of node.children ?? []) yield* edgesOf(child);
}

const placed = ({ x, y, width, height }: Partial<Box>): Box => ({ x: x!, y: y!, width: width!, height: height! });

export const boxesOf = (graph: ElkNode): Map<string, Box> =>
  new Map([...nodesOf(graph)].filter(({ x }) => x !== undefined).map((node) => [node.id, placed(node)]));

function pointsOf({ id, sections }: ElkExtendedEdge): Point[] {
  const [section] = sections ?? [];
  if (section === undefined) throw new Error(`ELK has not drawn ${id}.`);
  return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint].map(({ x, y }) => ({ x, y }));
}

export function read(whole: Whole, { direction }: Manner, graph: ElkNode): Laid {
  const { states, headers, before } = whole;
  const boxes = boxesOf(graph);
  const edges = new Map([...edgesOf(graph)].map((edge) => [edge.id, edge]));
  const inner: Laid[] = [];
  const own = states.flatMap((state) => {
    const box = boxes.get(state.id)!;
    const laid = before.get(state.id);
    if (laid) inner.push(movedAll(laid, box));
    return laid ? inner.at(-1)!.states : [boxOf(state, headers.get(state.id)!, box)];
  });
  const arrows = waysOf(whole).flatMap((way): LaidArrow[] => {
    const edge = edges.get(way.id)!;
    const points = pointsOf(edge);
    if (way.isInner) {
      const { divider, x } = own.find(({ id }) => id === way.source)!;
      const [start] = points as [Point];
      points[0] = direction === "DOWN" ? { x: start.x, y: divider! } : { x, y: start.y };
    }
    const corner = placed(edge.labels![0]!);
    return labelsOf(way).boxes.map((box, index) => {
      const label = { ...moved(box, corner), lines: box.lines.map((line) => moved(line, corner)) };
      return { transition: way.transitions[index]!.id, target: way.target, points, label };
    });
  });
  const initials = states.flatMap(({ id, initial }) => {
    if (initial === null) return [];
    const { x, y } = boxes.get(dotOf(id))!;
    return [{ state: initial, x: x + DOT / 2, y: y + DOT / 2, points: pointsOf(edges.get(dotOf(id))!) }];
  });
  const { width, height } = boxes.get(states[0]!.id)!;
  return {
    width,
    height,
    states: own,
    arrows: [...inner.flatMap((laid) => laid.arrows), ...arrows],
    initials: [...inner.flatMap((laid) => laid.initials), ...initials],
  };
}
