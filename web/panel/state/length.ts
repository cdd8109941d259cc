/** How much may still be written, and whether to say so. */
const SAID_FROM_CHARS = 200;

export interface Remaining {
  /** Below zero: too many. */
  left: number;
  isNear: boolean;
  isOver: boolean;
}

export function remaining(text: string, max: number): Remaining {
  const left = max - text.length;
  return { left, isNear: left <= SAID_FROM_CHARS, isOver: left < 0 };
}
