/** Whose this browser's subscription is. The rest of it is fetched only where there is one, or somebody asks for it. */
import { kept } from "../../shared/stored.ts";

const OWNER = "turno.push";
export const owner = (): string | null => kept.read(OWNER);
export const setOwner = (agentId: string | null): void => kept.write(OWNER, agentId);

type Push = typeof import("./push.ts");

/** Where nobody has asked to be called, there is nothing to do. */
export async function ifSubscribed(work: (push: Push) => Promise<unknown> | void): Promise<void> {
  // What cannot be fetched now, without a network, is done at the next start.
  if (owner() !== null) await import("./push.ts").then(work).catch(() => {});
}
