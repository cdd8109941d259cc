/** How busy the machine is, from /proc; elsewhere than Linux only the load average is known. */
import { readFileSync, readdirSync } from "node:fs";
import { cpus, loadavg } from "node:os";

/** One tick of /proc is 10 ms on every Linux that Node runs on. */
const TICK_MS = 10;

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Starts looking; the function that it returns tells what share of all processors was at work since. */
export function watchMachine(): () => { busy: number | undefined; load: number } {
  const before = ticks();
  return () => {
    const after = ticks();
    const busy = before && after && (after.busy - before.busy) / (after.all - before.all || 1);
    return { busy, load: loadavg()[0]! };
  };
}

function ticks(): { busy: number; all: number } | undefined {
  const [, ...fields] = (read("/proc/stat").split("\n")[0] ?? "").split(/\s+/);
  if (fields.length < 5) return undefined;
  const all = fields.slice(0, 8).reduce((sum, field) => sum + Number(field), 0);
  return { all, busy: all - Number(fields[3]) - Number(fields[4]) };
}

/** What a process and its descendants hold in memory, in bytes; elsewhere than Linux it is 0. */
export function memoryOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? "0";
  const below = safeList(`/proc/${pid}/task`).flatMap((task) =>
    read(`/proc/${pid}/task/${task}/children`).split(" ").filter(Boolean),
  );
  return below.reduce((sum, child) => sum + memoryOf(Number(child)), Number(kilobytes) * 1024);
}

/** Processor time of a process and its descendants so far, in milliseconds, by program name. */
export function cpuByProgram(pid: number): Map<string, number> {
  const children = new Map<number, number[]>();
  const known = new Map<number, { name: string; ms: number }>();
  for (const entry of safeList("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const found = /^(\d+) \((.*)\) (.*)$/s.exec(read(`/proc/${entry}/stat`));
    if (!found) continue;
    const rest = found[3]!.split(" ");
    const parent = Number(rest[1]);
    known.set(Number(entry), { name: found[2]!, ms: (Number(rest[11]) + Number(rest[12])) * TICK_MS });
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const total = new Map<string, number>();
  const add = (id: number) => {
    const process = known.get(id);
    if (!process) return;
    total.set(process.name, (total.get(process.name) ?? 0) + process.ms);
    for (const child of children.get(id) ?? []) add(child);
  };
  add(pid);
  return total;
}

function safeList(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

export function describeMachine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? "?"}, Node ${process.version}`;
}
