/**
 * What must happen once after this isolate has started.
 *
 * Production keeps alarms through a restart; PartyKit's local runtime forgets them, and a room that nobody visits would then
 * sleep through its deadlines and never send what it has promised. Rooms that have anything to wake up for are therefore
 * known to the directory, which always keeps an alarm of its own: where that one is gone, all are, and the rooms are woken
 * here. Where it is there, isolates may come and go as they like, and nobody is woken.
 */
import { setupCode } from "./accounts/setup-code.ts";
import { WATCHTOWER } from "./engine/definition.ts";
import { call, type Parties } from "./engine/calls.ts";
import type { Entry } from "./entry.ts";
import { DEMO_PROJECT, demo, demoStock } from "./http/demo.ts";
import { secretOf } from "./http/identity.ts";
import { filesState } from "./files/settings.ts";
import { mailState } from "./mail/settings.ts";
import { oidcState } from "./oidc/settings.ts";

/** Rooms woken at the same time. */
const WAKE_ABREAST = 16;

/** A flag and not a shared promise: in workerd a request must not wait for what another request does. */
let booted = false;

/** Does it unless it is done. */
export async function boot({ env, bindings, parties, later }: Omit<Entry, "assets">): Promise<void> {
  if (booted) return;
  if (env.TURNO_DEMO === "1") await describeDemo(parties, env);
  const setUp = await setUpNeeded(parties, env);
  if (booted) return;
  booted = true;
  console.log(JSON.stringify({ at: new Date().toISOString(), ...mailState(env) }));
  console.log(JSON.stringify({ at: new Date().toISOString(), ...filesState(env, bindings) }));
  const oidc = oidcState(env);
  if (oidc) console.log(JSON.stringify({ at: new Date().toISOString(), ...oidc }));
  if (setUp) console.log(JSON.stringify({ at: new Date().toISOString(), ...setUp }));
  later(wakeAll(parties));
}

async function describeDemo(parties: Parties, env: Record<string, unknown>): Promise<void> {
  const by = { role: "entry", id: "boot", project: "" };
  const project = { party: "project", room: DEMO_PROJECT };
  // A demo from before its room knew who works there is described once more.
  const isDescribed = await call(parties, project, { kind: "ask", question: { type: "isDescribed" } });
  if (isDescribed !== true) await call(parties, project, { kind: "command", by, command: await demo(env) });
  // At every boot: a demo from before there was such a room gets its first content too, and any other keeps what it has.
  await call(parties, project, { kind: "command", by, command: demoStock });
}

/** A line for the log of a deployment in which there is no project yet: whoever can read it may make the first one. */
async function setUpNeeded(parties: Parties, env: Record<string, unknown>): Promise<object | undefined> {
  const isEmpty = await call(parties, WATCHTOWER, { kind: "ask", question: { type: "isEmpty" } });
  if (env.TURNO_DEMO === "1" || isEmpty !== true) return undefined;
  return { msg: "set-up needed", page: "/panel", code: await setupCode(secretOf(env)) };
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
