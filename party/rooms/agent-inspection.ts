/**
 * EN70: what may be seen of an agent's room by who looks on. An address of a push service and its keys let whoever has them call that
 * browser: of them only the service is shown.
 */
import type { AnyMachineSnapshot } from "xstate";
import type { AgentContext } from "../../machines/agent.ts";
import type { Device, Push } from "../../machines/push.ts";
import { may } from "../../machines/rights.ts";
import type { Identity, Inspected, Stamped } from "../engine/definition.ts";

/**
 * Something else of the same length, the same for the same: devices are told apart by it. Of what is long enough to be a secret, 53 bits
 * do not give it away.
 */
function filler(secret: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (const character of secret) {
    const code = character.codePointAt(0)!;
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  const sum = (b >>> 11) * 2 ** 32 + (a >>> 0);
  return sum.toString(36).padEnd(secret.length, "x").slice(0, secret.length);
}

const HOST = /^[a-z]+:\/\/[^/@]+\//i;
function address(endpoint: string): string {
  const host = HOST.exec(endpoint)?.[0] ?? "";
  return host + filler(endpoint.slice(host.length));
}

const keys = ({ p256dh, auth }: Device["keys"]) => ({ p256dh: filler(p256dh), auth: filler(auth) });

/** What a push service's failure says may name the address. */
const outcome = (said: { kind: string; reason?: string }) =>
  said.reason === undefined ? said : { ...said, reason: filler(said.reason) };

function redact(event: Stamped): Stamped {
  const said = event as Stamped &
    Partial<{ endpoint: string; keys: Device["keys"]; push: Push; outcome: { kind: string } }>;
  return {
    ...event,
    ...(said.endpoint !== undefined && { endpoint: address(said.endpoint) }),
    ...(said.keys && { keys: keys(said.keys) }),
    ...(said.push && { push: { ...said.push, endpoint: address(said.push.endpoint) } }),
    ...(said.outcome && { outcome: outcome(said.outcome) }),
  };
}

function admit({ role, id, project }: Identity, { context }: AnyMachineSnapshot): boolean {
  const agent = context as AgentContext;
  if (project !== agent.project) return false;
  return may(role, "rooms.inspect") || (may(role, "conversations.take") && id === agent.id && !agent.disabled);
}

export const inspection: Inspected = {
  admit,
  redact,
  context: (context) => ({
    ...context,
    devices: (context["devices"] as Device[]).map((device) => ({
      ...device,
      endpoint: address(device.endpoint),
      keys: keys(device.keys),
    })),
  }),
};
