/** Who is called what, as the entries of a log say it beside ids. */
import type { LogRow } from "../../../party/protocol/inspection.ts";
import { personOf, senderOf } from "./sender.ts";

const PAIRS = [
  ["agentId", "agentName"],
  ["fromAgent", "fromName"],
  ["customerId", "customerName"],
] as const;

export function* namesIn(row: LogRow): Generator<[id: string, name: string]> {
  const { event } = row;
  const by = personOf(row);
  const from = senderOf(row);
  const found: [unknown, unknown][] = [
    ...PAIRS.map(([id, name]): [unknown, unknown] => [event[id], event[name]]),
    [by?.id, by?.name],
    [from?.party === "agent" ? from.room : undefined, event.name],
  ];
  for (const [id, name] of found)
    if (typeof id === "string" && id !== "" && typeof name === "string" && name !== "") yield [id, name];
}
