/** What a row found, in words and as JSON. */
import { mkdirSync, writeFileSync } from "node:fs";
import { describeMachine, watchMachine } from "./machine.ts";
import { median, medianRatio } from "./stats.ts";

export interface Figure {
  row: number;
  what: string;
  unit: string;
  /** One value a run. */
  turno: number[];
  floor?: number[];
  socketio?: number[];
  goal?: string;
  /** Whether the goal is met; absent where there is none. */
  met?: boolean;
}

interface Printed extends Figure {
  busy: number | undefined;
  load: number;
}

const figures: Printed[] = [];
const checks: { row: number; fact: string; holds: boolean; detail?: string }[] = [];
let look = watchMachine();

export function startRow(row: number, title: string): void {
  process.stdout.write(`\n${row}. ${title}\n`);
  look = watchMachine();
}

const short = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));

function spread(values: readonly number[], unit: string): string {
  const range = values.length > 1 ? ` (${short(Math.min(...values))}–${short(Math.max(...values))})` : "";
  return `${short(median(values))} ${unit}${range}`;
}

/** `most`: the largest ratio to the floor that meets the goal; `least`: the smallest. */
export function ratioGoal(figure: Figure, limit: { most?: number; least?: number }): Figure {
  const ratio = medianRatio(figure.turno, figure.floor!);
  const { most = Infinity, least = -Infinity } = limit;
  const goal = limit.most === undefined ? `≥ ${least} × floor` : `≤ ${most} × floor`;
  return { ...figure, goal, met: ratio <= most && ratio >= least };
}

export function report(figure: Figure): void {
  const machine = look();
  figures.push({ ...figure, ...machine });
  const { what, unit, turno, floor, socketio, goal, met } = figure;
  const parts = [`turno ${spread(turno, unit)}`];
  if (floor) parts.push(`floor ${spread(floor, unit)}, ratio ${short(medianRatio(turno, floor))}`);
  if (socketio) parts.push(`socket.io ${spread(socketio, unit)}, ratio ${short(medianRatio(turno, socketio))}`);
  if (goal !== undefined) parts.push(`goal ${goal}: ${met === true ? "met" : "MISSED"}`);
  const busy = machine.busy === undefined ? "" : `${Math.round(machine.busy * 100)} % of all processors busy, `;
  process.stdout.write(`   ${what}: ${parts.join("; ")} [${busy}load ${machine.load.toFixed(1)}]\n`);
}

export function check(row: number, fact: string, holds: boolean, detail?: string): void {
  checks.push({ row, fact, holds, ...(detail === undefined ? {} : { detail }) });
  process.stdout.write(`   ${holds ? "yes" : "NO"}: ${fact}${detail === undefined ? "" : ` (${detail})`}\n`);
}

export function remark(text: string): void {
  process.stdout.write(`   ${text}\n`);
}

/** @returns whether every check held; goals of speed are reported and not judged, since machines differ. */
export function finish(file: URL, options: object): boolean {
  mkdirSync(new URL(".", file), { recursive: true });
  const found = { at: new Date().toISOString(), machine: describeMachine(), options, figures, checks };
  writeFileSync(file, `${JSON.stringify(found, undefined, 2)}\n`);
  return checks.every(({ holds }) => holds);
}
