/** Row 1: a text from one end to the other, both ways, with few and with many conversations. */
import { run, warm } from "../load.ts";
import type { Options } from "../options.ts";
import { check, ratioGoal, remark, report, startRow } from "../report.ts";
import { ascending, percentile } from "../stats.ts";
import { Values, withTrio } from "./trio.ts";
import { cpuPerText, notLost } from "./work.ts";

/** Far below what any of the three can carry, so that latency is not a queue. */
const LEVELS = process.env["LEVEL4"]
  ? [{ conversations: 100, rate: 400 }]
  : [
      { conversations: 1, rate: 50 },
      { conversations: 10, rate: 100 },
      { conversations: 100, rate: 200 },
      { conversations: 1_000, rate: 200 },
    ];
const GOALS = [
  { name: "p50", share: 0.5, most: 1.3 },
  { name: "p95", share: 0.95, most: undefined },
  { name: "p99", share: 0.99, most: 1.5 },
];

export async function latency(options: Options): Promise<void> {
  startRow(1, "Message latency, due → parsed by the peer, durable");
  const levels = options.quick ? LEVELS.slice(1, 2) : LEVELS;
  await withTrio(options, async (subjects) => {
    for (const { conversations, rate } of levels) {
      const values = GOALS.map(() => new Values());
      const heard = new Map<string, Map<string, string[]>>();
      let undelivered = 0;
      for (let round = 0; round < options.runs; round++)
        for (const subject of subjects) {
          const threads = await subject.open(conversations);
          await warm(threads);
          const cpu = cpuPerText(subject);
          const result = await run(threads, { rate, seconds: options.quick ? 1 : 6 });
          undelivered += result.undelivered + result.duplicated;
          const sorted = ascending(result.latencies);
          GOALS.forEach(({ share }, index) => values[index]!.add(subject, percentile(sorted, share)));
          heard.set(subject.name, result.texts);
          if (round === 0) remark(`${subject.name}: ${cpu(sorted.length)}`);
        }
      for (const [index, { name, most }] of GOALS.entries()) {
        const figure = {
          row: 1,
          what: `${conversations} conversations, ${name}`,
          unit: "ms",
          ...values[index]!.figures,
        };
        report(most !== undefined && figure.floor ? ratioGoal(figure, { most }) : figure);
      }
      check(1, `nothing undelivered or doubled at ${conversations} conversations`, undelivered === 0);
      if (conversations === levels.at(-1)!.conversations)
        for (const subject of subjects) await notLost(1, subject, heard.get(subject.name)!, conversations);
    }
  });
}
