import { createMachine } from "xstate";
import { beforeAll, describe, expect, test } from "vitest";
import { buildCharts, entryOf } from "../../party/dev/build-charts.ts";
import { chartOf } from "../../web/visualizer/chart/chart-of.ts";
import { layOut } from "../../web/visualizer/chart/layout.ts";
import { crossings, overlap, piecesOf } from "../../web/visualizer/chart/liking.ts";
import { widthOf } from "../../web/visualizer/chart/measures.ts";
import type { Box, LaidChart, LaidState, Line, MachinePage } from "../../web/visualizer/chart/model.ts";
import { MACHINES } from "../../web/visualizer/machines.ts";

let pages: MachinePage[];
beforeAll(async () => {
  pages = await buildCharts();
}, 60_000);

/** All pairs of which `clash` is true, as words. */
const clashes = <T extends { name: string }>(some: readonly T[], clash: (a: T, b: T) => boolean): string[] =>
  some.flatMap((a, index) => some.slice(index + 1).flatMap((b) => (clash(a, b) ? [`${a.name} and ${b.name}`] : [])));

const isWithin = (inner: Box, outer: Box): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** What is left of a box below its own texts. */
const bodyOf = ({ divider, ...box }: LaidState): Box | null =>
  divider === null ? null : { ...box, y: divider, height: box.y + box.height - divider };

const endOf = ({ x, text }: Line): number => x + widthOf(text.length);

const touches = (box: Box, { x, y }: { x: number; y: number }): boolean => {
  const isAcross = x >= box.x - 1 && x <= box.x + box.width + 1;
  const isAlong = y >= box.y - 1 && y <= box.y + box.height + 1;
  const nearX = Math.min(Math.abs(x - box.x), Math.abs(x - box.x - box.width));
  const nearY = Math.min(Math.abs(y - box.y), Math.abs(y - box.y - box.height));
  return isAcross && isAlong && Math.min(nearX, nearY) <= 1;
};

function parts(laid: LaidChart) {
  const states = new Map(laid.states.map((state) => [state.id, state]));
  const parents = new Map(laid.chart.states.map(({ id, parent }) => [id, parent]));
  const isInside = (id: string, outer: string): boolean => {
    const parent = parents.get(id) ?? null;
    return parent !== null && (parent === outer || isInside(parent, outer));
  };
  const labels = laid.arrows.flatMap(({ transition, target, label }) =>
    label === null ? [] : [{ name: `${transition} to ${target}`, ...label }],
  );
  return { states, parents, isInside, labels };
}

describe.each(MACHINES.map(({ machine }, index) => [machine.id, index] as const))(
  "the laid chart of %s",
  (id, index) => {
    const laidNow = (): LaidChart => pages[index]!.laid;

    test("is of the machine as it is", () => {
      expect(laidNow().chart).toEqual(JSON.parse(JSON.stringify(chartOf(MACHINES[index]!.machine))));
      expect(pages[index]!.facts.id).toBe(id);
    });

    test("VZ1 shows each state once and each transition once: a row where it stays, an arrow to each of its targets", () => {
      const { chart, states, arrows, initials } = laidNow();
      expect(states.map((state) => state.id).toSorted()).toEqual(chart.states.map((state) => state.id).toSorted());
      const rows = states.flatMap((state) => state.rows.map(({ transition }) => `${state.id}: ${transition}`));
      const staying = chart.transitions.filter(({ targets }) => targets.length === 0);
      expect(rows.toSorted()).toEqual(staying.map((one) => `${one.source}: ${one.id}`).toSorted());
      const leading = chart.transitions.flatMap((one) => one.targets.map((target) => `${one.id} to ${target}`));
      expect(arrows.map(({ transition, target }) => `${transition} to ${target}`).toSorted()).toEqual(
        leading.toSorted(),
      );
      const begun = chart.states.flatMap(({ initial }) => initial ?? []);
      expect(initials.map(({ state }) => state).toSorted()).toEqual(begun.toSorted());
    });

    test("VZ1 has no box over another, and each within its parent's, below that one's own texts", () => {
      const laid = laidNow();
      const { states, parents, isInside } = parts(laid);
      const named = laid.states.map((state) => ({ ...state, name: state.id }));
      const isApart = (a: string, b: string): boolean => !isInside(a, b) && !isInside(b, a);
      expect(clashes(named, (a, b) => isApart(a.id, b.id) && overlap(a, b))).toEqual([]);
      const outside = laid.states.filter((state) => {
        const parent = parents.get(state.id) ?? null;
        return parent !== null && !isWithin(state, bodyOf(states.get(parent)!)!);
      });
      expect(outside.map((state) => state.id)).toEqual([]);
      expect(laid.states[0]).toMatchObject({ id, x: 0, y: 0, width: laid.width, height: laid.height });
    });

    test("VZ1 has no label over another, none over a box's border or texts, and none outside", () => {
      const laid = laidNow();
      const { labels } = parts(laid);
      expect(clashes(labels, overlap)).toEqual([]);
      const over = labels.flatMap((label) =>
        laid.states
          .filter((state) => overlap(label, state))
          .filter((state) => bodyOf(state) === null || !isWithin(label, bodyOf(state)!))
          .map((state) => `${label.name} over ${state.id}`),
      );
      expect(over).toEqual([]);
      expect(labels.filter(({ lines, x, width }) => lines.some((line) => endOf(line) > x + width))).toEqual([]);
    });

    test("has its texts inside their boxes, and no row over another", () => {
      for (const state of laidNow().states) {
        const rows = state.rows.map((row) => ({ ...row, name: row.transition }));
        expect(clashes(rows, overlap)).toEqual([]);
        const bottom = state.divider ?? state.y + state.height;
        const own: Box = { ...state, height: bottom - state.y };
        expect(rows.filter((row) => !isWithin(row, own)).map(({ name }) => name)).toEqual([]);
        const lines = [state.title, ...state.notes, ...state.rows.flatMap((row) => row.lines)];
        expect(lines.filter((line) => endOf(line) > state.x + state.width || line.y > bottom)).toEqual([]);
      }
    });

    test("VZ8 has arrows of right angles, from border to border, and through no text that is not theirs", () => {
      const laid = laidNow();
      const { states, isInside } = parts(laid);
      for (const { transition, target, points } of laid.arrows) {
        const source = states.get(laid.chart.transitions.find((one) => one.id === transition)!.source)!;
        const start = isInside(target, source.id) ? bodyOf(source)! : source;
        expect([transition, touches(start, points[0]!)]).toEqual([transition, true]);
        expect([transition, touches(states.get(target)!, points.at(-1)!)]).toEqual([transition, true]);
      }
      const paths = [...laid.arrows, ...laid.initials].map(({ points }) => points);
      const slanted = paths.flatMap(piecesOf).filter(({ width, height }) => Math.min(width, height) > 0.5);
      expect(slanted).toEqual([]);
      expect(crossings(laid)).toEqual([]);
      for (const { state, points } of laid.initials) expect(touches(states.get(state)!, points.at(-1)!)).toBe(true);
    });

    test("is counted for who looks at all machines", () => {
      const { facts, laid } = pages[index]!;
      const { counts, ...entry } = entryOf({ facts, laid });
      expect(entry).toEqual({ id, purpose: facts.purpose, source: facts.source });
      const rows = laid.states.flatMap((state) => state.rows).length;
      const arrows = new Set(laid.arrows.map(({ transition }) => transition)).size;
      expect(counts).toMatchObject({
        states: laid.states.length,
        transitions: rows + arrows,
        rules: facts.rules.length,
      });
      expect(counts.events).toBeGreaterThan(0);
    });

    test("VZ8 is of a shape that fits a screen", () => {
      const { width, height } = laidNow();
      expect(width / height).toBeGreaterThan(1 / 1.7);
      expect(width / height).toBeLessThan(2.3);
    });
  },
);

test("a region from which a transition leads into another cannot be laid out on its own, and says so", async () => {
  const machine = createMachine({
    id: "crossed",
    type: "parallel",
    states: {
      left: { initial: "one", states: { one: { on: { go: "#crossed.right.two" } } } },
      right: { initial: "one", states: { one: {}, two: {} } },
    },
  });
  await expect(layOut(chartOf(machine))).rejects.toThrow("leads from one region into another");
});
