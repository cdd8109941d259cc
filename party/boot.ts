/**
 * What must happen once after this isolate has started.
 *
 * Production keeps alarms through a restart; PartyKit's local runtime forgets them, and a room that nobody visits would then
 * sleep through its deadlines and never send what it has promised. Rooms that have anything to wake up for are therefore
 * known to the directory, which always keeps an alarm of its own: where that one is gone, all are, and the rooms are woken
 * here. Where it is there, isolates may come and go as they like, and nobody is woken.
 */
import type * as Party from "partykit/server";
import { WATCHTOWER } from "./engine/definition.ts";
import { call } from "./engine/partykit.ts";
import { DEMO_PROJECT, demo, demoStock } from "./http/demo.ts";

type Parties = Party.Room["context"]["parties"];

/** Rooms woken at the same time. */
const WAKE_ABREAST = 16;

/** A flag and not a shared promise: in workerd a request must not wait for what another request does. */
let booted = false;

/** Does it unless it is done. `later` keeps the isolate at work after the answer. */
export async function boot(
  parties: Parties,
  env: Record<string, unknown>,
  later: (work: Promise<void>) => void,
): Promise<void> {
  if (booted) return;
  if (env.TURNO_DEMO === "1") {
    const by = { role: "entry", id: "boot", project: "" };
    const question = { type: "people", project: DEMO_PROJECT };
    const people = (await call(parties, WATCHTOWER, { kind: "ask", question })) as unknown[];
    if (people.length === 0) await call(parties, WATCHTOWER, { kind: "command", by, command: demo(env) });
    // At every boot: a demo from before there was such a room gets its first content too, and any other keeps what it has.
    await call(parties, { party: "project", room: DEMO_PROJECT }, { kind: "command", by, command: demoStock });
  }
  if (booted) return;
  booted = true;
  later(wakeAll(parties));
}

async function wakeAll(parties: Parties): Promise<void> {
  if ((await call(parties, WATCHTOWER, { kind: "alarmsLost" })) !== true) return;
  const awake = (await call(parties, WATCHTOWER, { kind: "ask", question: { type: "awake" } })) as string[];
  const rest = awake.values();
  const wakeSome = async () => {
    for (const name of rest) {
      const [party, room] = name.split("/") as [string, string];
      await call(parties, { party, room }, { kind: "wake" }).catch((error: unknown) => {
        console.log(JSON.stringify({ level: "error", msg: "could not wake", party, room, error: String(error) }));
      });
    }
  };
  await Promise.all(Array.from({ length: WAKE_ABREAST }, wakeSome));
}
