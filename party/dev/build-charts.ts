/** The charts of all machines, laid out when the web is built: the module `virtual:turno-charts`. */
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { asSeen } from "../../web/visualizer/chart/as-seen.ts";
import { chartOf } from "../../web/visualizer/chart/chart-of.ts";
import { layOut } from "../../web/visualizer/chart/layout.ts";
import type { Chart, LaidChart, MachineEntry, MachineFacts, MachinePage } from "../../web/visualizer/chart/model.ts";
import { prefixOf, purposeOf, rulesOf } from "../../web/visualizer/facts.ts";
import { type KnownMachine, MACHINES } from "../../web/visualizer/machines.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const textOf = (path: string): Promise<string> => readFile(at(path), "utf8");

/** Laying out takes seconds, and machines rarely change. */
const CACHE = at("node_modules/.cache/turno-charts");

/** Whatever a layout follows from, beside the chart. */
async function layoutHash(): Promise<string> {
  const folder = "web/visualizer/chart";
  const files = (await readdir(at(folder))).filter((name) => name.endsWith(".ts")).toSorted();
  const paths = [...files.map((name) => `${folder}/${name}`), "node_modules/elkjs/package.json"];
  const texts = await Promise.all(paths.map(textOf));
  return createHash("sha256").update(texts.join("\0")).digest("hex");
}

async function kept(chart: Chart, layout: string): Promise<Omit<LaidChart, "chart">> {
  const hash = createHash("sha256").update(layout).update(JSON.stringify(chart)).digest("hex");
  const path = join(CACHE, `${chart.id}.json`);
  try {
    const found = JSON.parse(await readFile(path, "utf8")) as { hash: string; laid: Omit<LaidChart, "chart"> };
    if (found.hash === hash) return found.laid;
  } catch {
    // Never laid out here, or cut short.
  }
  const { chart: _, ...laid } = await layOut(chart);
  await mkdir(CACHE, { recursive: true });
  // Two builds at once may both write it.
  const own = `${path}.${process.pid}`;
  await writeFile(own, JSON.stringify({ hash, laid }));
  await rename(own, path);
  return laid;
}

export async function factsOf({ machine, source, rules: prefixes }: KnownMachine): Promise<MachineFacts> {
  const [code, spec, recorded] = await Promise.all([
    textOf(source),
    textOf("machines/SPEC.md"),
    textOf("web/visualizer/evidence.json"),
  ]);
  const evidence = JSON.parse(recorded) as Record<string, MachineFacts["evidence"]>;
  return {
    id: machine.id,
    purpose: purposeOf(code),
    source,
    rules: rulesOf(spec).filter(({ id }) => prefixes.includes(prefixOf(id))),
    evidence: evidence[machine.id] ?? {},
  };
}

export async function buildCharts(): Promise<MachinePage[]> {
  const layout = await layoutHash();
  const pages: MachinePage[] = [];
  for (const known of MACHINES) {
    const [chart, facts] = [chartOf(known.machine), await factsOf(known)];
    pages.push({ laid: { chart, ...(await kept(asSeen(chart, facts.evidence), layout)) }, facts });
  }
  return pages;
}

export function entryOf({ laid: { chart }, facts }: MachinePage): Omit<MachineEntry, "load"> {
  const different = (some: readonly string[]): number => new Set(some).size;
  const { states, transitions } = chart;
  return {
    id: facts.id,
    purpose: facts.purpose,
    source: facts.source,
    counts: {
      states: states.length,
      transitions: transitions.length,
      events: different(transitions.map(({ event }) => event).filter(Boolean)),
      refusals: different([
        ...transitions.flatMap(({ refuses }) => refuses),
        ...Object.values(facts.evidence).flatMap(({ refuses }) => refuses),
      ]),
      rules: facts.rules.length,
    },
  };
}

const ID = "virtual:turno-charts";
/** To Rollup this says that no other plugin should look at it. */
const RESOLVED = `\0${ID}`;

/** A string that is parsed is read faster than an expression, and JSON may hold what a script may not. */
const moduleOf = (value: unknown): string => `export default JSON.parse(${JSON.stringify(JSON.stringify(value))});`;

export function charts(): Plugin {
  let building: Promise<MachinePage[]> | undefined;
  const built = (): Promise<MachinePage[]> => (building ??= buildCharts());
  return {
    name: "charts",
    resolveId: (id) => (id === ID || id.startsWith(`${ID}/`) ? `\0${id}` : null),
    async load(id) {
      if (!id.startsWith(RESOLVED)) return null;
      const start = performance.now();
      const pages = await built();
      if (id === RESOLVED) {
        this.info(`${pages.length} charts in ${Math.round(performance.now() - start)} ms`);
        const entries = pages.map((page) => {
          const entry = entryOf(page);
          const load = `() => import(${JSON.stringify(`${ID}/${entry.id}`)}).then((it) => it.default)`;
          return `{ ...${JSON.stringify(entry)}, load: ${load} }`;
        });
        return `export default [${entries.join(",\n")}];`;
      }
      const page = pages.find(({ facts }) => id === `${RESOLVED}/${facts.id}`);
      return page ? moduleOf(page) : null;
    },
  };
}
