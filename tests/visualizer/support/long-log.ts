/** A thread that has gone on for ever: its log, as its room would have written it. */
import { Replay } from "../../../party/engine/replaying.ts";
import type { LogRow } from "../../../party/protocol/inspection.ts";
import { definition } from "../../../party/rooms/conversation.ts";

const START = Date.UTC(2026, 0, 15, 9);
const EVERY_MS = 7_000;
const customer = { role: "customer", id: "demo_rosa", project: "demo", name: "Rosa" };
const agent = { role: "agent", id: "demo_ana", project: "demo", name: "Ana" };
const from = { party: "queue", room: "demo" };

/** Conversations of eight entries, one after the other. */
function eventOf(at: number): { type: string; [field: string]: unknown } {
  const conversation = Math.floor(at / 8) + 1;
  const about = { conversation };
  const text = `Línea ${at} de una conversación que no se acaba`;
  const commandId = `c${at}`;
  switch (at % 8) {
    case 0:
      return { type: "customer.wrote", text, commandId, by: customer };
    case 1:
      return { type: "conversation.placed", ...about, position: 1, attended: true, from };
    case 2:
      return { type: "conversation.assigned", ...about, agentId: "demo_ana", agentName: "Ana", from };
    case 4:
      return { type: "agent.marked", read: 6 * (conversation - 1) + 3, by: agent };
    case 3:
    case 5:
      return { type: "agent.wrote", text, commandId, by: agent };
    case 6:
      return { type: "customer.wrote", text, commandId, by: customer };
    default:
      return { type: "close.requested", ...about, by: agent };
  }
}

export function longLog(count: number): LogRow[] {
  const life = new Replay(definition, { party: "conversation", room: customer.id });
  return Array.from({ length: count }, (_, index) => {
    const { type, ...fields } = eventOf(index);
    const { by, from: sender, ...said } = fields as { by?: object; from?: object };
    const event = { type, ...said, at: START + index * EVERY_MS, ...(by && { by }), ...(sender && { from: sender }) };
    const { after, names, fault } = life.take({ seq: index + 1, event, to: null });
    if (fault !== undefined) throw new Error(`entry ${index}: ${fault}`);
    return { seq: index + 1, at: event.at, event, to: after.value as LogRow["to"], effects: [...names] };
  });
}
