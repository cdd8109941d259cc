/** Who is called what, as the entries of a log say it beside ids. */
import type { Address, Identity } from "../../../party/engine/definition.ts";
import type { LogRow } from "../../../party/protocol/inspection.ts";

const PAIRS = [
  ["agentId", "agentName"],
  ["fromAgent", "fromName"],
  ["customerId", "customerName"],
] as const;

export function* namesIn({ event }: LogRow): Generator<[id: string, name: string]> {
  const by = event.by as Identity | undefined;
  const from = event.from as Address | undefined;
  const found: [unknown, unknown][] = [
    ...PAIRS.map(([id, name]): [unknown, unknown] => [event[id], event[name]]),
    [by?.id, by?.name],
    [from?.party === "agent" ? from.room : undefined, event.name],
  ];
  for (const [id, name] of found)
    if (typeof id === "string" && id !== "" && typeof name === "string" && name !== "") yield [id, name];
}
