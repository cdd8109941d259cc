/** A replay as a file: what it is, and what is wrong with one that is none. */
import * as v from "valibot";
import type { RoomDefinition } from "../../../party/engine/definition.ts";
import { LogRow } from "../../../party/protocol/inspection.ts";
import { isParty } from "./parties.ts";

const FORMAT = "turno.replay";
const VERSION = 1;
/** A page can hold the life that this much tells of; in UTF-16 code units or bytes, whichever is asked. */
export const FILE_MAX_BYTES = 60_000_000;

/** As far from 1970 as a date can be, in milliseconds: of anything further no clock can be shown. */
const TIME_MAX = 8.64e15;
const time = v.pipe(v.number(), v.minValue(-TIME_MAX), v.maxValue(TIME_MAX));
/** No event of ours has a tenth of it, and what is nested without end cannot even be compared. */
const DEPTH_MAX = 100;

const person = v.looseObject({ id: v.string(), role: v.string(), name: v.optional(v.nullable(v.string())) });
/** Whose doing it is; a word, in some events of other rooms. */
const by = v.lazy((said) => (typeof said === "string" ? v.string() : person));
const row = v.object({
  ...LogRow.entries,
  at: time,
  event: v.looseObject({
    type: v.string(),
    at: time,
    by: v.optional(by),
    from: v.optional(v.looseObject({ party: v.string(), room: v.string() })),
  }),
});
const receipt = v.looseObject({ seq: v.number(), agentId: v.string() });

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

const ReplayFile = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  /** The machine, and the version of its saved form, that the log was written by. */
  machine: v.string(),
  form: v.number(),
  party: v.string(),
  room: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  /** Epoch milliseconds. */
  exportedAt: time,
  rows: v.array(row),
  /** Of the queue, for the assignments in the log: by the time at which they were made. */
  receipts: v.optional(v.array(receipt), []),
});
export type ReplayFile = v.InferOutput<typeof ReplayFile>;

/** Why a file cannot be opened. `path` and `message`: what is wrong where, in the words of the schema. */
export type FileFault =
  | { kind: "tooLarge" }
  | { kind: "notJson" }
  | { kind: "notOurs" }
  | { kind: "newer"; version: number }
  | { kind: "noSuchRoom"; party: string }
  | { kind: "disordered"; at: number }
  | { kind: "malformed"; path: string; message: string };

export function fileOf(
  definition: RoomDefinition,
  log: Pick<ReplayFile, "room" | "rows" | "receipts">,
  exportedAt: number,
): ReplayFile {
  const { machine, version: form, party } = definition;
  return { format: FORMAT, version: VERSION, machine: machine.id, form, party, ...log, exportedAt };
}

export function readFile(text: string): { ok: true; file: ReplayFile } | { ok: false; fault: FileFault } {
  const no = (fault: FileFault) => ({ ok: false as const, fault });
  if (text.length > FILE_MAX_BYTES) return no({ kind: "tooLarge" });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return no({ kind: "notJson" });
  }
  const { format, version, party } = (typeof json === "object" && json !== null ? json : {}) as Record<string, unknown>;
  if (format !== FORMAT) return no({ kind: "notOurs" });
  if (typeof version === "number" && version > VERSION) return no({ kind: "newer", version });
  if (typeof party === "string" && !isParty(party)) return no({ kind: "noSuchRoom", party });
  const parsed = v.safeParse(ReplayFile, json, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return no({ kind: "malformed", path: v.getDotPath(issue) ?? "", message: issue.message });
  }
  const { rows, receipts } = parsed.output;
  const deep = [...rows, ...receipts].findIndex((one) => isDeeper(one, DEPTH_MAX));
  const path = deep < rows.length ? `rows.${deep}` : `receipts.${deep - rows.length}`;
  if (deep >= 0) return no({ kind: "malformed", path, message: `deeper than ${DEPTH_MAX}` });
  const wrong = rows.findIndex(({ seq }, at) => at > 0 && seq <= rows[at - 1]!.seq);
  return wrong < 0 ? { ok: true, file: parsed.output } : no({ kind: "disordered", at: wrong });
}
