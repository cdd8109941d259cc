import type { Runtime } from "../harness/workerd.ts";

export interface Options {
  rows: number[];
  /** A smoke of every row in less than a minute. */
  quick: boolean;
  runtime: Runtime;
  runs: number;
  /** How long row 2 must carry its rate. */
  seconds: number;
  /** Share of the full size of rows 4 and 5, for a machine that cannot open 20,000 files and more. */
  scale: number;
  /** Subjects to run, for whoever looks for what costs; none named: all. */
  only: string[];
}

export function parse(args: readonly string[]): Options {
  const value = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const quick = args.includes("--quick");
  return {
    rows: args
      .filter((arg, index) => /^\d+$/.test(arg) && !/^--(runs|seconds|scale)$/.test(args[index - 1] ?? ""))
      .map(Number),
    quick,
    runtime: value("--runtime") === "current" ? "current" : "old",
    runs: Number(value("--runs") ?? (quick ? 1 : 3)),
    seconds: Number(value("--seconds") ?? 30),
    scale: quick ? 0.02 : Number(value("--scale") ?? 1),
    only: value("--only")?.split(",") ?? [],
  };
}
