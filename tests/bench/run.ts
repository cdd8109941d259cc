/** `npm run bench [row …] [--quick] [--runtime current] [--runs n]`. The JSON goes to node_modules/.cache/bench.json. */
import { describeMachine } from "./machine.ts";
import { parse, type Options } from "./options.ts";
import { finish, remark } from "./report.ts";
import { arrival } from "./rows/arrival.ts";
import { drain } from "./rows/drain.ts";
import { files } from "./rows/files.ts";
import { growth } from "./rows/growth.ts";
import { kill } from "./rows/kill.ts";
import { latency } from "./rows/latency.ts";
import { panel } from "./rows/panel.ts";
import { storm } from "./rows/storm.ts";
import { throughput } from "./rows/throughput.ts";
import { webhooks } from "./rows/webhooks.ts";

const ROWS: Record<number, (options: Options) => Promise<void>> = {
  1: latency,
  2: throughput,
  3: arrival,
  4: drain,
  5: storm,
  7: panel,
  8: kill,
  10: growth,
  11: files,
  12: webhooks,
};

const options = parse(process.argv.slice(2));
const wanted = options.rows.length > 0 ? options.rows : Object.keys(ROWS).map(Number);
remark(`${describeMachine()}; runtime ${options.runtime}. Our code on this machine, not Cloudflare's network.`);
for (const row of wanted) {
  const measure = ROWS[row];
  if (!measure) throw new Error(`row ${row} is not measured here: ${Object.keys(ROWS).join(", ")}`);
  await measure(options);
}
const fine = finish(new URL("../../node_modules/.cache/bench.json", import.meta.url), options);
process.exit(fine ? 0 : 1);
