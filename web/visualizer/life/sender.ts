/** Whose doing an entry is. Events of other rooms may have a field `by` that says something else. */
import type { Address, Identity } from "../../../party/engine/definition.ts";
import type { LogRow } from "../../../party/protocol/inspection.ts";

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Undefined: no person's. */
export const personOf = ({ event }: Pick<LogRow, "event">): Identity | undefined =>
  isObject(event.by) && event.from === undefined ? (event.by as Identity) : undefined;

/** Undefined: no other room's. */
export const senderOf = ({ event }: Pick<LogRow, "event">): Address | undefined =>
  isObject(event.from) ? (event.from as Address) : undefined;
