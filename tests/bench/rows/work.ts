/** What rows share: proof that nothing was lost, and what a text cost. */
import { check } from "../report.ts";
import type { Subject } from "../subjects/subject.ts";

/** Durable means: after `kill -9` and a restart it can be read. Ends the subject's connections. */
export async function notLost(
  row: number,
  subject: Subject,
  heard: ReadonlyMap<string, readonly string[]>,
  count: number,
): Promise<void> {
  const kept = await subject.survivors(await subject.open(count));
  let lost = 0;
  let total = 0;
  for (const [id, texts] of heard) {
    const have = new Set(kept.get(id));
    total += texts.length;
    lost += texts.filter((text) => !have.has(text)).length;
  }
  check(
    row,
    `what ${subject.name} delivered is there after kill -9`,
    total > 0 && lost === 0,
    `${lost} of ${total} lost`,
  );
}

/** Starts counting processor time; the function that it returns says what one of so many texts cost. */
export function cpuPerText(subject: Subject): (texts: number) => string {
  const before = subject.cpu();
  return (texts) =>
    [...subject.cpu()]
      .filter(([program, ms]) => ms > (before.get(program) ?? 0))
      .map(([program, ms]) => `${program} ${(((ms - (before.get(program) ?? 0)) * 1000) / texts).toFixed(0)} µs`)
      .join(", ");
}
