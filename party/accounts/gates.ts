/** Which key stands for what, and in which of the gates it is. */
import type { Kind } from "../../machines/gate.ts";
import type { Address } from "../engine/definition.ts";
import { sha256 } from "./tokens.ts";

/** Enough that no attack on one key makes many others wait, few enough to be awake. */
const GATES = 64;
const KEY_CHARS = 40;

export interface GateKey {
  kind: Kind;
  at: Address;
  key: string;
}

/** `of`: an account, a device, an address of the network. Hashed: a copy of the storage does not say who tried. */
export async function gateKey(
  kind: Kind,
  scope: "account" | "device" | "session" | "person" | "from",
  of: string,
): Promise<GateKey> {
  const key = (await sha256(["gate", kind, scope, of].join("\0"))).slice(0, KEY_CHARS);
  const gate = Number.parseInt(key.slice(0, 4), 16) % GATES;
  return { kind, at: { party: "gate", room: `g${gate.toString(16).padStart(2, "0")}` }, key };
}

/** Networks hand out IPv6 addresses by the /64: each of them is one neighbour. */
export function neighbourhood(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const groups = head.split(":").filter(Boolean);
  if (tail !== undefined) {
    const after = tail.split(":").filter(Boolean);
    // An IPv4 address at the end stands for two groups.
    const written = after.length + (after.at(-1)?.includes(".") ? 1 : 0);
    while (groups.length + written < 8) groups.push("0");
    groups.push(...after);
  }
  if (groups.slice(0, 5).every((group) => /^0+$/.test(group)) && groups.at(-1)?.includes(".")) return groups.at(-1)!;
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
