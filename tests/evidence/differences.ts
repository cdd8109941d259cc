/** In which transitions two records differ, in words. */
import type { Evidence } from "./merged.ts";

const TOLD_MAX = 20;

const flat = (evidence: Evidence): Map<string, string> =>
  new Map(
    Object.values(evidence).flatMap((machine) =>
      Object.entries(machine).map(([id, shown]) => [id, JSON.stringify(shown)] as const),
    ),
  );

export function differences(committed: Evidence, found: Evidence): string[] {
  const [before, now] = [flat(committed), flat(found)];
  const told = [
    ...[...now.keys()].filter((id) => !before.has(id)).map((id) => `${id} is taken, and is not there`),
    ...[...before.keys()].filter((id) => !now.has(id)).map((id) => `${id} is there, and no test takes it`),
    ...[...now]
      .filter(([id, shown]) => before.has(id) && before.get(id) !== shown)
      .map(([id]) => `${id} is not what is there`),
  ];
  return told.length <= TOLD_MAX ? told : [...told.slice(0, TOLD_MAX), `and ${told.length - TOLD_MAX} more`];
}
