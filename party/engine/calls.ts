/**
 * How one part of the server asks a room of it something, on whatever host: over the platform's internal channel, which the public
 * never reaches. What the platform gives for that is known here by its shape alone.
 */
import type { Address, Event, Identity } from "./definition.ts";
import type { Delivery } from "./host.ts";

/** The rooms of each party, by their names, as the platform hands them to whoever runs on it. */
export interface Parties {
  readonly [party: string]: { get(room: string): { fetch(init: RequestInit): Promise<Response> } };
}

/** All rooms of this isolate share it, with the entry worker: a room that an alarm has started is given no parties on PartyKit. */
let knownParties: Parties | undefined;

/** To be called by every handler that gets the parties from the platform. */
export function rememberParties(parties: Parties): void {
  knownParties = parties;
}

/** @throws if no handler of this isolate has been given them yet. */
export function theParties(): Parties {
  if (!knownParties) throw new Error("the parties are not known yet");
  return knownParties;
}

/** What one part of the server asks of a room. Only the internal channel carries it: the public is refused before. */
export type Call =
  | { kind: "deliver"; delivery: Delivery }
  /** With a `commandId`, which is whose it is (`by.id`), it is done once. */
  | { kind: "command"; by: Identity; command: Event; commandId?: string }
  | { kind: "ask"; question: Event }
  | { kind: "check"; by: Identity }
  | { kind: "alarmsLost" }
  | { kind: "wake" };

/** @throws if the room could not be reached, or failed. */
export async function call(parties: Parties, to: Address, body: Call): Promise<unknown> {
  const party = parties[to.party];
  if (!party) throw new Error(`no party ${to.party}`);
  const response = await party.get(to.room).fetch({ method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${to.party}/${to.room} answered ${response.status}`);
  return JSON.parse(text) as unknown;
}

/** For work that no handler of the platform has called, and that so has nobody to give it the parties. */
export const callKnown = (to: Address, body: Call): Promise<unknown> => call(theParties(), to, body);
