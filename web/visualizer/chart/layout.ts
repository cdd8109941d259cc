/**
 * Where everything of a chart stands. ELK lays out what is within one state; the regions of a parallel one have no arrows between
 * them, so each is laid out on its own, and they are stacked. Of several manners the one is taken that is best to look at.
 */
import type { ELK } from "elkjs/lib/elk-api.js";
import { boxesOf, graphOf, type Manner, read, type Whole } from "./elk-graph.ts";
import { boxOf, type Header, headersOf, notTaller } from "./header.ts";
import { badness, least, sizeBadness } from "./liking.ts";
import { PAD } from "./measures.ts";
import type { Box, Chart, ChartState, LaidChart } from "./model.ts";
import { type Laid, movedAll } from "./moved.ts";

const GAP = 16;
/** Pixels, above which a box with nothing in it but rows is rather divided into columns. */
const TALL = 420;
const LESS_TALL = 250;

const MANNERS: readonly (Manner & { tall: number })[] = [
  { direction: "DOWN", tall: LESS_TALL },
  { direction: "DOWN", tall: TALL },
  { direction: "RIGHT", tall: TALL },
];

/** What is so much worse at the first look will not become the best. */
const HOPELESS = 1.5;

let started: Promise<ELK> | undefined;

/** Only who lays something out waits until it is there: it is large. */
const elk = (): Promise<ELK> => (started ??= import("elkjs/lib/elk.bundled.js").then(({ default: Elk }) => new Elk()));

/** @throws Error for what a chart cannot show: a transition from one region of a parallel state into another. */
export async function layOut(chart: Chart): Promise<LaidChart> {
  return { chart, ...(await laid(chart, chart.states[0]!)) };
}

const childrenOf = ({ states }: Chart, id: string): ChartState[] => states.filter(({ parent }) => parent === id);

async function laid(chart: Chart, state: ChartState): Promise<Laid> {
  if (state.kind === "parallel") return stacked(chart, state);
  if (state.kind === "compound") return arranged(chart, state);
  const header = notTaller(headersOf(state, chart.transitions), TALL);
  const { width, height } = header;
  return { width, height, states: [boxOf(state, header, { x: 0, y: 0, width, height })], arrows: [], initials: [] };
}

/** Above something of that size. */
const above = (headers: readonly Header[], inner: Pick<Box, "width" | "height">): Header =>
  least(headers, ({ width, height }) =>
    sizeBadness({ width: Math.max(width, inner.width), height: height + inner.height }),
  );

async function stacked(chart: Chart, state: ChartState): Promise<Laid> {
  const regions = await Promise.all(childrenOf(chart, state.id).map((child) => laid(chart, child)));
  return least(
    (["below", "beside"] as const).map((way) => together(chart, state, regions, way)),
    sizeBadness,
  );
}

function together(chart: Chart, state: ChartState, regions: readonly Laid[], way: "below" | "beside"): Laid {
  let [x, y] = [0, 0];
  const places = regions.map(({ width, height }) => {
    const place = { x, y };
    if (way === "beside") x += width + GAP;
    else y += height + GAP;
    return place;
  });
  const inner = {
    width: Math.max(...regions.map((region, index) => places[index]!.x + region.width)) + 2 * PAD,
    height: Math.max(...regions.map((region, index) => places[index]!.y + region.height)) + 2 * PAD,
  };
  const header = above(headersOf(state, chart.transitions), inner);
  const parts = regions.map((region, index) => {
    const place = places[index]!;
    return movedAll(region, { x: PAD + place.x, y: header.height + PAD + place.y });
  });
  const [width, height] = [Math.max(header.width, inner.width), header.height + inner.height];
  return {
    width,
    height,
    states: [boxOf(state, header, { x: 0, y: 0, width, height }), ...parts.flatMap(({ states }) => states)],
    arrows: parts.flatMap(({ arrows }) => arrows),
    initials: parts.flatMap(({ initials }) => initials),
  };
}

/** Down to what is laid out on its own. */
function withinOf(chart: Chart, state: ChartState): ChartState[] {
  const inner = state.kind === "compound" ? childrenOf(chart, state.id) : [];
  return [state, ...inner.flatMap((child) => withinOf(chart, child))];
}

async function arranged(chart: Chart, state: ChartState): Promise<Laid> {
  const states = withinOf(chart, state);
  const headers = new Map(states.map((one) => [one.id, headersOf(one, chart.transitions)]));
  const parallel = states.filter(({ kind }) => kind === "parallel");
  const before = new Map(await Promise.all(parallel.map(async (one) => [one.id, await laid(chart, one)] as const)));
  const tries = new Map<string, { whole: Whole; manner: Manner }>();
  for (const { tall, ...manner } of MANNERS) {
    const chosen = new Map([...headers].map(([id, some]) => [id, notTaller(some, tall)]));
    const same = JSON.stringify([manner, [...chosen.values()].map(({ width, height }) => [width, height])]);
    tries.set(same, { whole: { chart, states, headers: chosen, before }, manner });
  }
  let found: { laid: Laid; cost: number } | undefined;
  for (const { whole, manner } of tries.values()) {
    const one = await withColumns(whole, manner, headers, HOPELESS * (found?.cost ?? Infinity));
    if (one === undefined) continue;
    const cost = badness(one);
    if (cost < (found?.cost ?? Infinity)) found = { laid: one, cost };
  }
  return found!.laid;
}

/**
 * How many columns suit a state is known when what it holds has a size: so it is laid out twice.
 *
 * @param limit What it may cost at the first time; above, it is not laid out again.
 */
async function withColumns(
  whole: Whole,
  manner: Manner,
  headers: ReadonlyMap<string, Header[]>,
  limit: number,
): Promise<Laid | undefined> {
  const { layout } = await elk().then((it) => ({ layout: it.layout.bind(it) }));
  const chosen = new Map(whole.headers);
  const first = await layout(graphOf(whole, manner));
  const boxes = boxesOf(first);
  if (sizeBadness(boxes.get(whole.states[0]!.id)!) > limit) return undefined;
  for (const { id, kind } of whole.states) {
    if (kind !== "compound") continue;
    const inner = { width: widthWithin(boxes, childrenOf(whole.chart, id)), height: boxes.get(id)!.height };
    inner.height -= chosen.get(id)!.height;
    chosen.set(id, above(headers.get(id)!, inner));
  }
  const isSame = [...chosen].every(([id, header]) => header === whole.headers.get(id));
  if (isSame) return read(whole, manner, first);
  const suited = { ...whole, headers: chosen };
  return read(suited, manner, await layout(graphOf(suited, manner)));
}

function widthWithin(boxes: ReadonlyMap<string, Box>, children: readonly ChartState[]): number {
  const some = children.map(({ id }) => boxes.get(id)!);
  return Math.max(...some.map(({ x, width }) => x + width)) - Math.min(...some.map(({ x }) => x)) + 4 * PAD;
}
