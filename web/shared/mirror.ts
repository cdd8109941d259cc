/** A copy of what a room shows, kept by one reducer. Pure: what came in and the mirror before give the mirror after. */
import type { DownFrame } from "../../party/protocol/frames.ts";

export interface Row {
  seq: number;
}

export interface MirrorList {
  rows: readonly Row[];
  /** Whether the room has older rows than the first one here. */
  older: boolean;
}

export interface Mirror {
  /** -1: nothing has come yet. */
  revision: number;
  /** Room's clock minus ours, milliseconds: waits tick by the room's time. */
  clockOffset: number;
  topics: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  lists: Readonly<Record<string, MirrorList>>;
}

export const blank: Mirror = { revision: -1, clockOffset: 0, topics: {}, lists: {} };

/** Rows in order of `seq`, each once. */
export function mergeRows(have: readonly Row[], more: readonly Row[]): readonly Row[] {
  if (more.length === 0) return have;
  const last = have.at(-1);
  if (last === undefined || more[0]!.seq > last.seq) return [...have, ...more];
  const bySeq = new Map([...have, ...more].map((row) => [row.seq, row]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** What has come of rows that are here, or newer: one that was replaced may be older than all that this screen has. */
function follow({ rows, older }: MirrorList, more: readonly Row[]): MirrorList {
  const first = rows[0]?.seq ?? 0;
  return {
    rows: mergeRows(rows, more[0] && more[0].seq < first ? more.filter(({ seq }) => seq >= first) : more),
    older,
  };
}

/** What the mirror is after this frame, or `"gap"`: something was missed and the room must be asked for all of it. */
export function reflect(mirror: Mirror, frame: DownFrame, now: number): Mirror | "gap" {
  if (frame.kind === "welcome") {
    const lists: Record<string, MirrorList> = {};
    for (const [name, { rows, reset, older }] of Object.entries(frame.lists)) {
      const had = mirror.lists[name];
      lists[name] = reset || !had ? { rows, older } : follow(had, rows);
    }
    return { revision: frame.revision, clockOffset: frame.now - now, topics: frame.topics, lists };
  }
  if (frame.kind === "page") {
    const had = mirror.lists[frame.list];
    const list = { rows: mergeRows(had?.rows ?? [], frame.rows), older: frame.older };
    return { ...mirror, lists: { ...mirror.lists, [frame.list]: list } };
  }
  if (frame.kind !== "update") return mirror;
  if (mirror.revision < frame.since) return "gap";
  const topics: Record<string, Readonly<Record<string, unknown>>> = { ...mirror.topics };
  for (const [name, { set, gone }] of Object.entries(frame.topics)) {
    const topic: Record<string, unknown> = { ...topics[name], ...set };
    for (const key of gone) delete topic[key];
    topics[name] = topic;
  }
  const lists = { ...mirror.lists };
  for (const [name, rows] of Object.entries(frame.lists)) {
    lists[name] = follow(lists[name] ?? { rows: [], older: false }, rows);
  }
  return { revision: Math.max(mirror.revision, frame.revision), clockOffset: frame.now - now, topics, lists };
}
