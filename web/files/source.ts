/** Where one file is read from, and what to say when it cannot be. */
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { Addresses } from "./addresses.ts";

export type Lack = "broken" | "erased" | "denied";

export interface Source {
  /** Undefined: not known yet, or not to be had. */
  path: Accessor<string | undefined>;
  lack: Accessor<Lack | undefined>;
  /** What was shown did not load. An address that is over is asked for anew, once, before anybody is told. */
  failed: () => void;
  again: () => void;
}

const LACKS: Record<number, Lack> = { 404: "erased", 410: "erased", 403: "denied", 401: "denied" };

/** Why nothing came; undefined: something would. */
async function lackOf(path: string): Promise<Lack | undefined> {
  const answer = await fetch(path, { method: "HEAD" }).catch(() => undefined);
  return answer === undefined ? "broken" : answer.ok ? undefined : (LACKS[answer.status] ?? "broken");
}

export function createSource(addresses: Addresses, id: Accessor<string>): Source {
  const [path, setPath] = createSignal<string>();
  const [lack, setLack] = createSignal<Lack>();
  let isOver = false;
  let tries = 0;
  // What an outage kept away comes by itself when it is over.
  const back = (): void => void (lack() === "broken" && again());
  addEventListener("online", back);
  onCleanup(() => {
    isOver = true;
    removeEventListener("online", back);
  });

  function show(found: string | undefined): void {
    if (isOver) return;
    setLack(found === undefined ? "broken" : undefined);
    setPath(found);
  }
  async function renew(): Promise<void> {
    setPath(undefined);
    const found = await addresses.again(id());
    const why = found === undefined ? "broken" : await lackOf(found);
    if (isOver) return;
    if (why === undefined) show(found);
    else setLack(why);
  }
  function again(): void {
    tries = 0;
    setLack(undefined);
    void renew();
  }
  createEffect(
    on(id, (now) => {
      tries = 0;
      void addresses.of(now).then(show);
    }),
  );
  return {
    path,
    lack,
    failed() {
      if (tries++ === 0) void renew();
      else setLack("broken");
    },
    again,
  };
}
