/** A short day in a centre, and the logs of its rooms as somebody who looks on gets them. */
import type { RoomDefinition } from "../../../party/engine/definition.ts";
import type { LogRow } from "../../../party/protocol/inspection.ts";
import { Centre } from "../../world/centre.ts";
import { Playback } from "../../../web/visualizer/life/replay.ts";
import type { RoomNode } from "../../../web/simulator/platform.ts";

export const WORDS = ["Buenos días", "me llamo Rosa Delgado", "mi pedido es el 48213", "no llegó a Calle Mayor 7"];
export const NOTE = "está enfadada";

export function logOf(node: RoomNode): LogRow[] {
  return [...node.storage.inMemory("log/")].map(([key, entry]) => ({
    ...(structuredClone(entry) as Omit<LogRow, "seq">),
    seq: Number(key.slice("log/".length)),
  }));
}

export function replayOf(definition: RoomDefinition, node: RoomNode): Playback {
  const replay = new Playback(definition, node.self);
  replay.add(logOf(node));
  replay.work();
  return replay;
}

/** A customer waits, is given to Ana, goes to Luis and is finished; and one more comes and leaves. */
export async function shortDay() {
  const centre = await Centre.open(["general", "sales"]);
  const { platform } = centre;
  const rosa = await centre.customer(WORDS[0]!);
  await platform.advance(20_000);
  const ana = await centre.agent("ana");
  const thread = ana.threads.get(rosa.id)!;
  await centre.do(rosa.screen, { type: "customer.introduce", name: "Rosa Delgado", email: "rosa@casa.example" });
  for (const text of WORDS.slice(1)) await centre.do(rosa.screen, { type: "message.send", text });
  await centre.do(thread, { type: "message.send", text: "Hola, lo miro" });
  await centre.do(thread, { type: "note.add", text: NOTE });
  const luis = await centre.agent("luis");
  const transfer = { type: "conversation.transfer", conversation: 1, to: "demo_luis", note: "sigue tú" };
  await centre.do(thread, transfer);
  await platform.advance(5_000);
  await centre.do(luis.threads.get(rosa.id)!, { type: "conversation.close", conversation: 1 });
  const pepe = await centre.customer("Quiero una factura");
  await centre.do(pepe.screen, { type: "conversation.leave", conversation: 1 });
  await platform.settle();
  const node = (party: string, room: string): RoomNode => platform.node(party, room);
  return {
    centre,
    thread: node("conversation", rosa.id),
    queue: node("queue", "demo"),
    ana: node("agent", "demo_ana"),
  };
}
