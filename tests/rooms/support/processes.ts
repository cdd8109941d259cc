/** What runs below a process and where it listens, read from Linux itself. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

const read = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It has ended since it was listed.
    return "";
  }
};

export interface Process {
  pid: number;
  command: string;
}

/** The process itself, its children and theirs. */
export function family(root: number): Process[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc"))
    if (/^\d+$/.test(name)) {
      // The name of the program, in brackets, may contain anything.
      const fields = read(`/proc/${name}/stat`).split(") ").at(-1)!.split(" ");
      parents.set(Number(name), Number(fields[1]));
    }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid !== 0 && (pid === root || isBelow(parents.get(pid)));
  return (
    [...parents.keys()]
      .filter((pid) => isBelow(pid))
      .map((pid) => ({ pid, command: read(`/proc/${pid}/cmdline`).replaceAll("\0", " ") }))
      // One that has ended and that nobody has asked about yet is still listed, without a command.
      .filter(({ command }) => command !== "")
  );
}

/** `address:port`, in the kernel's hexadecimal, of every socket on which these processes listen. */
export function listening(processes: readonly Process[]): string[] {
  const inodes = new Set<string>();
  for (const { pid } of processes)
    for (const fd of readdirSync(`/proc/${pid}/fd`)) {
      try {
        inodes.add(/^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? "");
      } catch {
        // Closed since it was listed.
      }
    }
  const LISTEN = "0A";
  return ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) =>
    read(table)
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === LISTEN && inodes.has(fields[9]!))
      .map((fields) => fields[1]!),
  );
}
