/** The same day twice, in a worker of its own for as long as that takes. */
import { createSignal, onCleanup } from "solid-js";
import type { TrialFigures } from "../../simulator/trial-types.ts";
import type { Plan } from "./plan.ts";
import type { FromTrial, ToTrial } from "./talk.ts";

export interface Compared {
  before: TrialFigures;
  after: TrialFigures;
}

export function createComparing() {
  /** How much of it is done, 0 to 1; null: nothing is being computed. */
  const [part, setPart] = createSignal<number | null>(null);
  const [result, setResult] = createSignal<Compared | "failed" | null>(null);
  let worker: Worker | undefined;

  function stop(): void {
    worker?.terminate();
    worker = undefined;
    setPart(null);
  }
  onCleanup(stop);

  /** @param until Epoch milliseconds of the days' own clock. */
  function compare(before: Plan, after: Plan, until: number): void {
    stop();
    setResult(null);
    setPart(0);
    worker = new Worker(new URL("./trial-worker.ts", import.meta.url), { type: "module" });
    const end = (outcome: Compared | "failed"): void => {
      stop();
      setResult(outcome);
    };
    worker.addEventListener("error", () => end("failed"));
    worker.addEventListener("message", ({ data }: MessageEvent<FromTrial>) => {
      if (data.kind === "part") setPart(data.done);
      else if (data.kind === "compared") end({ before: data.figures[0]!, after: data.figures[1]! });
      else end("failed");
    });
    const question: ToTrial = { kind: "compare", plans: [before, after], until };
    worker.postMessage(question);
  }
  return { part, result, compare, stop, forget: () => setResult(null) };
}
export type Comparing = ReturnType<typeof createComparing>;
