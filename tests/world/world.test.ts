import { expect, test } from "vitest";
import { play, runOf, shrink, trace, type Run } from "./fuzz.ts";
import { regressions } from "./regressions.ts";

const RUNS = Number(process.env.WORLD_RUNS ?? 16);
const STEPS = Number(process.env.WORLD_STEPS ?? 280);
const FIXED = Number(process.env.WORLD_SEED ?? 1);
const LIFECYCLE = ["reopened", "snoozed", "woken", "moved", "undone"];
const given = process.env.WORLD_SEED !== undefined;

async function mustHold(run: Run, seed: number | undefined): Promise<Record<string, number>> {
  const { error, taken, tally } = await play(run);
  if (!error) return tally;
  const least = await shrink({ ...run, actions: run.actions.slice(0, taken) });
  const again =
    seed === undefined
      ? ""
      : `run it again: WORLD_SEED=${seed} WORLD_RUNS=1 WORLD_STEPS=${STEPS} npx vitest run --project unit tests/world\n`;
  const { error: now } = await play(least);
  throw new Error(`${now?.message ?? error.message}\n${again}shrunk from ${taken} to ${trace(least)}`, {
    cause: error,
  });
}

test.each(regressions)("$found", async ({ run }) => {
  await mustHold(run, undefined);
});

test("whatever people, network and crashes do, nobody is lost, doubled, overtaken or overloaded", async () => {
  const chance = Math.floor(Math.random() * 2 ** 31);
  const seeds = Array.from({ length: RUNS }, (_, index) => FIXED + index);
  if (!given) seeds.push(chance);
  const sum: Record<string, number> = {};
  for (const seed of seeds)
    for (const [name, count] of Object.entries(await mustHold(runOf(seed, STEPS), seed)))
      sum[name] = (sum[name] ?? 0) + count;
  console.info(`world: seeds ${seeds.join(" ")}: ${JSON.stringify(sum)}`);
  // One run alone, to look at a seed again, need not have done everything.
  if (RUNS === 1) return;
  for (const what of [
    "assigned",
    "transferred",
    "returned",
    "closed",
    "rated",
    "note",
    "labelled",
    "catalogued",
    "disabled",
    "roleChanged",
    ...LIFECYCLE,
    "crashes",
    "mishaps",
    "refused",
    "pushed",
    "pushedAgain",
    "lookedOn",
    "over",
    "erased",
    "erasings",
    "file:sent",
    "file:failed",
    "file:cancelled",
    "file:declined",
    "outside:said",
    "outside:edited",
    "outside:takenBack",
    "outside:reactions",
    "outside:template",
    "outside:failed",
    "outside:delivered",
    "outside:read",
  ])
    expect(sum[what], what).toBeGreaterThan(0);
}, 600_000);
