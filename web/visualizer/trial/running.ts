/** The page's end of a centre that runs in a worker: what it said last, as Solid state, and what may be asked of it. */
import { batch, createSignal, onCleanup } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import type { LogRow } from "../../../party/protocol/inspection.ts";
import type { Receipt } from "../../../party/protocol/queue.ts";
import type { Deed, Doing, Plan } from "./plan.ts";
import type { FromTrial, Happening, ShownPoint, Speed, Standing, ToTrial } from "./talk.ts";

/**
 * @param draw Told before what is seen of the centre changes; it calls what changes it.
 * @param onHappened Told what the clock was moved on to, step by step.
 */
export function createRunning(
  plan: Plan,
  draw: (change: () => void) => void,
  onHappened: (happened: readonly Happening[]) => void,
) {
  const [shown, setShown] = createStore<{ standing: Standing | null }>({ standing: null });
  const [points, setPoints] = createSignal<readonly ShownPoint[]>([]);
  const [receipts, setReceipts] = createSignal<readonly Receipt[]>([]);
  const [pace, setPace] = createSignal<number | null>(null);
  const [speed, setSpeed] = createSignal<Speed>(60);
  const [isRunning, setIsRunning] = createSignal(false);
  const [isBroken, setIsBroken] = createSignal(false);
  const asked = new Map<number, (rows: readonly LogRow[]) => void>();
  let asks = 0;
  let runs = 0;
  let isAnew = true;

  const worker = new Worker(new URL("./trial-worker.ts", import.meta.url), { type: "module" });
  const tell = (message: ToTrial): void => worker.postMessage(message);

  function stood({ standing, points: more, receipts: given, pace: went }: FromTrial & { kind: "standing" }): void {
    const isFirst = isAnew;
    isAnew = false;
    const change = (): void =>
      batch(() => {
        setShown("standing", reconcile(standing, { key: "id" }));
        if (isFirst || more.length > 0) setPoints(isFirst ? more : [...points(), ...more]);
        if (isFirst || given.length > 0) setReceipts(isFirst ? given : [...receipts(), ...given]);
        setPace(went);
      });
    if (isFirst) change();
    else draw(change);
  }

  worker.addEventListener("message", ({ data }: MessageEvent<FromTrial>) => {
    if (data.kind === "standing") {
      if (data.run === runs) stood(data);
    } else if (data.kind === "happened") onHappened(data.happened);
    else if (data.kind === "log") {
      asked.get(data.ask)?.(data.rows);
      asked.delete(data.ask);
    } else fail();
  });
  worker.addEventListener("error", fail);
  onCleanup(() => worker.terminate());

  function fail(): void {
    setIsBroken(true);
    setIsRunning(false);
  }

  function run(isOn: boolean): void {
    setIsRunning(isOn);
    tell({ kind: "run", speed: isOn ? speed() : 0 });
  }

  function begin(next: Plan): void {
    isAnew = true;
    setIsRunning(false);
    tell({ kind: "begin", plan: next, run: ++runs });
  }
  begin(plan);

  return {
    /** null: it is not there yet. */
    get standing(): Standing | null {
      return shown.standing;
    },
    /** All that was done, and what is planned: plain, so that it can be sent to another worker. */
    deeds: (): readonly Deed[] => unwrap(shown).standing?.deeds ?? [],
    /** Of every minute since the start. */
    points,
    /** Oldest first. */
    receipts,
    pace,
    speed,
    isRunning,
    isBroken,
    begin,
    run,
    setSpeed(next: Speed): void {
      setSpeed(next);
      if (isRunning()) tell({ kind: "run", speed: next });
    },
    step(): void {
      setIsRunning(false);
      tell({ kind: "step" });
    },
    do(doing: Doing): void {
      tell({ kind: "do", doing });
    },
    /** All that a room of it has lived. */
    log(party: string, room: string): Promise<readonly LogRow[]> {
      const ask = ++asks;
      return new Promise((resolve) => {
        asked.set(ask, resolve);
        tell({ kind: "log", ask, party, room });
      });
    },
  };
}
