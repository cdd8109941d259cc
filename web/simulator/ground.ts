/** What a room in memory has around it. */
import type { Address, Bindings } from "../../party/engine/definition.ts";
import type { Delivery } from "../../party/engine/host.ts";

export interface Choice {
  what: string;
  happen: () => void;
}

/** A delivery on its way. `settle` is absent for a copy that nobody waits for. */
export interface Flight {
  from: { readonly name: string; readonly self: Address };
  to: Address;
  delivery: Delivery;
  stage: "going" | "there" | "answering";
  /** It does not arrive earlier. */
  notBefore: number;
  failed: boolean;
  settle?: { resolve: () => void; reject: (error: Error) => void };
}

export type LogLine = Record<string, unknown>;

export interface Ground {
  readonly now: number;
  /** The settings of the deployment. */
  readonly env: Record<string, unknown>;
  /** What the platform lends. */
  readonly bindings: Bindings;
  readonly flights: Set<Flight>;
  nextConnectionId(): string;
  /** The sender hears that it failed. */
  fail(flight: Flight): void;
  log(line: LogLine): void;
}

export const nameOf = ({ party, room }: Address): string => `${party}/${room}`;
