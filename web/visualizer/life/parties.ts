/** The rooms whose life can be looked at, each fetched when one is. */
import type { RoomDefinition } from "../../../party/engine/definition.ts";

const PARTIES: Readonly<Record<string, () => Promise<{ definition: RoomDefinition }>>> = {
  conversation: () => import("../../../party/rooms/conversation.ts"),
  agent: () => import("../../../party/rooms/agent.ts"),
  queue: () => import("../../../party/rooms/queue.ts"),
};

export const isParty = (party: string): boolean => Object.hasOwn(PARTIES, party);

/** Undefined: no such rooms, or none whose life can be looked at. */
export const definitionOf = async (party: string): Promise<RoomDefinition | undefined> =>
  isParty(party) ? (await PARTIES[party]!()).definition : undefined;
