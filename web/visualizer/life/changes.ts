/** What a step changed in what the machine remembers: by path, before and after. */
import type { AnyMachineSnapshot } from "xstate";
import { Ordered } from "../../../machines/ordered.ts";
import type { RoomDefinition } from "../../../party/engine/definition.ts";

export interface Change {
  /** `customer.name`, `assignments[2]`, `seats[demo_ana].load`. */
  path: string;
  /** Undefined: it was not there. */
  before: unknown;
  /** Undefined: it is no more. */
  after: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Between what two lists begin with alike and what they end with alike. */
function ofLists(path: string, before: readonly unknown[], after: readonly unknown[], into: Change[]): void {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && isSame(before[head], after[head])) head++;
  let tail = 0;
  while (tail < most - head && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const [was, is] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  for (let at = 0; at < Math.max(was.length, is.length); at++) ofValues(`${path}[${head + at}]`, was[at], is[at], into);
}

function ofValues(path: string, before: unknown, after: unknown, into: Change[]): void {
  if (isSame(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(path, before, after, into);
  if (!isRecord(before) || !isRecord(after)) return void into.push({ path, before, after });
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)]))
    ofValues(path === "" ? field : `${path}.${field}`, before[field], after[field], into);
}

/** Of a table, the rows that changed and no others, at the cost of these. */
function ofTables(path: string, before: Ordered<unknown>, after: Ordered<unknown>, into: Change[]): void {
  const { set, deleted } = after.diff(before);
  for (const [key, row] of set) ofValues(`${path}[${key}]`, before.get(key), row, into);
  for (const key of deleted) into.push({ path: `${path}[${key}]`, before: before.get(key), after: undefined });
}

/** What can be computed from the rest is left out. */
export function changesOf(
  { derivedFields = [] }: Pick<RoomDefinition, "derivedFields">,
  before: AnyMachineSnapshot,
  after: AnyMachineSnapshot,
): Change[] {
  const into: Change[] = [];
  const [was, is] = [before.context as Record<string, unknown>, after.context as Record<string, unknown>];
  if (was === is) return into;
  for (const field of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (derivedFields.includes(field) || was[field] === is[field]) continue;
    const [a, b] = [was[field], is[field]];
    if (a instanceof Ordered && b instanceof Ordered) ofTables(field, a, b, into);
    else ofValues(field, a, b, into);
  }
  return into;
}
