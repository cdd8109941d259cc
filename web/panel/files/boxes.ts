/** How large a picture stands in the thread, known before it has come: nothing jumps when it does. */
import type { FileRow } from "../../../machines/thread.ts";

const WIDE_PX = 320;
const HIGH_PX = 340;
const MIN_PX = 72;
/** Of what nobody could measure. */
const UNKNOWN = { width: 4, height: 3 };

export interface Box {
  width: number;
  height: number;
}

export function boxOf({ width, height }: Pick<FileRow, "width" | "height">): Box {
  if (!width || !height) return { width: WIDE_PX, height: (WIDE_PX * UNKNOWN.height) / UNKNOWN.width };
  const scale = Math.min(1, WIDE_PX / width, HIGH_PX / height);
  return { width: Math.max(MIN_PX, Math.round(width * scale)), height: Math.max(MIN_PX, Math.round(height * scale)) };
}
