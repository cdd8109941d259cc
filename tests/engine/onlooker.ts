/** A box whose life can be looked on by its members, and who does. */
import * as v from "valibot";
import type { RoomDefinition, Stamped } from "../../party/engine/definition.ts";
import { LOG } from "../../party/engine/keys.ts";
import { INSPECTION, InspectionView, LOG_LIST, LogRow } from "../../party/protocol/inspection.ts";
import type { Screen } from "../../web/simulator/screen.ts";
import { boxDefinition, type BoxContext } from "./box.ts";
import { Rig } from "./rig.ts";

/** How often the room's author was asked anything because somebody looks on. */
export interface Asked {
  admit: number;
  redact: number;
  context: number;
}

export function lookedOnBox(changes: Partial<RoomDefinition> = {}, isSession = false) {
  const asked: Asked = { admit: 0, redact: 0, context: 0 };
  const definition = boxDefinition({
    inspection: {
      admit: ({ id }, { context }) => {
        asked.admit++;
        return (context as BoxContext).members.includes(id);
      },
      redact: (event: Stamped) => {
        asked.redact++;
        return event.type === "stored" ? { ...event, key: "…" } : event;
      },
      context: (context) => {
        asked.context++;
        return { ...context, heard: "hidden" };
      },
      isSession,
    },
    ...changes,
  });
  return { definition, asked };
}

/** Ana works at it, eve looks on. */
export async function watched(changes: Partial<RoomDefinition> = {}, isSession = false) {
  const { definition, asked } = lookedOnBox(changes, isSession);
  const rig = new Rig(definition);
  const ana = await rig.join();
  await rig.do(ana, { type: "join", id: "eve" });
  const eve = await rig.join("eve", "a", "user", [INSPECTION]);
  return { rig, ana, eve, asked };
}

/** As it came over the wire. */
export const viewOf = ({ mirror }: Screen): InspectionView => v.parse(InspectionView, mirror.topics[INSPECTION]);
export const logOf = ({ mirror }: Screen): LogRow[] =>
  (mirror.lists[LOG_LIST]?.rows ?? []).map((row) => v.parse(LogRow, row));

/** What is stored of it, by revision. */
export const stored = (rig: Rig, room = "a"): Record<string, unknown>[] =>
  [...rig.node(room).storage.inMemory(LOG)].map(([key, entry]) => ({
    ...(entry as object),
    seq: Number(key.slice(LOG.length)),
  }));
