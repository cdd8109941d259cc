/** How much of a text's room is left, and whether to say so. */
const SAID_FROM_CHARS = 200;

export interface Room {
  /** Below zero: too many. */
  left: number;
  isNear: boolean;
  isOver: boolean;
}

export function roomFor(text: string, max: number): Room {
  const left = max - text.length;
  return { left, isNear: left <= SAID_FROM_CHARS, isOver: left < 0 };
}
