/** Row 2: how many texts a second are carried before a hundredth of them takes 100 ms. */
import { run, warm } from "../load.ts";
import type { Options } from "../options.ts";
import { ratioGoal, remark, report, startRow } from "../report.ts";
import { ascending, percentile } from "../stats.ts";
import type { Subject, Thread } from "../subjects/subject.ts";
import { Values, withTrio } from "./trio.ts";
import { cpuPerText, notLost } from "./work.ts";

const THREADS = 100;
const P99_MAX_MS = 100;
const FIRST_RATE = 400;
/** The search ends when it knows the answer to within this factor. */
const PRECISION = 1.08;
/** After a probe that failed on its full length, try this share. */
const STEP_DOWN = 0.92;

async function carries(threads: readonly Thread[], rate: number, seconds: number) {
  const heard = await run(threads, { rate, seconds });
  const fine = heard.undelivered === 0 && percentile(ascending(heard.latencies), 0.99) < P99_MAX_MS;
  return { fine, heard };
}

/** Short probes find about where the limit is; then the full length decides. */
async function most(threads: readonly Thread[], probe: number, full: number) {
  let carried = 0;
  let tooMuch = Infinity;
  for (let rate = FIRST_RATE; tooMuch / Math.max(carried, 1) > PRECISION;) {
    if ((await carries(threads, rate, probe)).fine) carried = rate;
    else tooMuch = rate;
    if (tooMuch < 20) throw new Error("nothing can be carried at all");
    rate = tooMuch === Infinity ? carried * 1.6 : carried === 0 ? tooMuch / 2 : Math.sqrt(carried * tooMuch);
  }
  for (let rate = carried; ; rate *= STEP_DOWN) {
    const { fine, heard } = await carries(threads, Math.round(rate), full);
    if (fine) return { rate: Math.round(rate), heard };
  }
}

export async function throughput(options: Options): Promise<void> {
  const full = options.quick ? 1 : options.seconds;
  startRow(2, `Most messages a second with p99 < ${P99_MAX_MS} ms over ${THREADS} threads, for ${full} s`);
  await withTrio(options, async (subjects) => {
    const values = new Values();
    const last = new Map<Subject, Map<string, string[]>>();
    for (const subject of subjects) await warm(await subject.open(THREADS));
    for (let round = 0; round < options.runs; round++)
      for (const subject of subjects) {
        const { rate, heard } = await most(await subject.open(THREADS), options.quick ? 0.5 : 2.5, full);
        values.add(subject, rate);
        last.set(subject, heard.texts);
      }
    const figure = { row: 2, what: "messages a second", unit: "/s", ...values.figures };
    report(figure.floor ? ratioGoal(figure, { least: 0.7 }) : figure);
    for (const subject of subjects) {
      const cpu = cpuPerText(subject);
      const { heard } = await carries(await subject.open(THREADS), FIRST_RATE, 2);
      remark(`${subject.name}: ${cpu(heard.latencies.length)} a text at ${FIRST_RATE}/s`);
    }
    for (const subject of subjects) await notLost(2, subject, last.get(subject)!, THREADS);
  });
}
