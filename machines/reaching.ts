/** Whether a customer can be reached on their channel now, and by what: the window, the block, and what the channel can do. */
import type { LineTold } from "./outside-events.ts";
import { CAPABILITIES, type Capabilities } from "./outside.ts";
import type { Args, Of, ThreadContext } from "./thread.ts";

export const capabilitiesOf = ({ channel }: Pick<ThreadContext, "channel">): Capabilities | undefined =>
  channel === "web" ? undefined : CAPABILITIES[channel];

export const isMet = ({ context }: Args): boolean => context.outside !== null;
export const isBlocked = ({ context }: Args): boolean => context.outside?.blocked === true;

/** CH5, CH6: by the clock, and once its timer has said so also for who asks without one. */
export function isWindowClosed({ context: { outside }, event }: Args): boolean {
  const until = outside?.windowUntil ?? null;
  return outside !== null && until !== null && (outside.windowClosed || event.at >= until);
}

export const isThisWindow = ({ context, event }: Args): boolean =>
  context.outside?.windowUntil === (event as Of<"window.closed">).until;

export const cannotReply = ({ context }: Args): boolean => context.outside === null;
export const lacksTemplates = ({ context }: Args): boolean => capabilitiesOf(context)?.templates !== true;

type Told = LineTold | null | undefined;
const SAID: readonly string[] = ["text", "file", "shared", "template"];
/** It has been said by this side, on the channel, and not been erased. */
export const isOf = (row: Told, from: LineTold["from"]): row is LineTold & { outsideId: string } =>
  row != null && row.from === from && SAID.includes(row.kind) && row.outsideId !== undefined;

/** CH10: agents react to what the customer has said. */
export const mayNotReact = ({ context, event }: Args): boolean =>
  capabilitiesOf(context)?.reactions !== true || !isOf((event as Of<"agent.reacted">).row, "customer");

const rowOf = ({ event }: Args): LineTold | null => (event as Of<"retry.requested">).row;
/** Whatever is wrong with a file itself is wrong with it tomorrow. */
const PASSING: readonly (string | undefined)[] = ["mediaUnavailable", "inboxOff", "fileDamaged"];
export const isMissingFile = (args: Args): boolean => {
  const row = rowOf(args);
  return row?.kind === "file" && PASSING.includes(row.missing);
};
/** CH9 */
export function hasNothingToRetry(args: Args): boolean {
  const row = rowOf(args);
  const isStuck = row?.delivery?.state === "failed" || row?.delivery?.state === "unclear";
  return !isMissingFile(args) && !(isStuck && SAID.includes(row.kind));
}
export const isTemplate = (args: Args): boolean => rowOf(args)?.kind === "template";

/** The line that an answer shows to the customer; undefined: one that they cannot have. */
export function answeredBy({ rows: [row] }: Of<"agent.replied">): (LineTold & { outsideId: string }) | undefined {
  return isOf(row, "customer") || isOf(row, "agent") ? row : undefined;
}
