/** Where the guide's card stands: beside what it speaks of, and never over it. */
export interface Box {
  top: number;
  left: number;
  width: number;
  height: number;
}
export interface Size {
  width: number;
  height: number;
}
export interface Place {
  top: number;
  left: number;
}

const GAP_PX = 16;
const EDGE_PX = 12;
/** Above this part of the page stand rows of buttons: beside one of them are others. */
const ROWS = 0.25;

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));
const middle = ({ top, height }: Box): number => top + height / 2;

/**
 * The corner of the card, in CSS pixels of the page in view. The first that fits: at the side where there is most room, below, above; else
 * in the corner farthest away.
 *
 * @param target What is to be pressed; null: nothing.
 * @param around What it belongs to, and is to be seen whole.
 */
export function besides(target: Box | null, around: Box | null, card: Size, page: Size): Place {
  const most = { top: page.height - card.height - EDGE_PX, left: page.width - card.width - EDGE_PX };
  if (!target || !around) return { top: most.top, left: most.left };
  const top = clamp(middle(target) - card.height / 2, EDGE_PX, most.top);
  const left = clamp(target.left + target.width / 2 - card.width / 2, EDGE_PX, most.left);
  const right = around.left + around.width;
  const bottom = around.top + around.height;
  const sides = [
    { top, left: right + GAP_PX },
    { top, left: around.left - GAP_PX - card.width },
  ];
  if (around.left > page.width - right) sides.reverse();
  const below = { top: bottom + GAP_PX, left };
  const above = { top: around.top - GAP_PX - card.height, left };
  const places = bottom < page.height * ROWS ? [below, ...sides] : [...sides, below, above];
  const fits = ({ top: y, left: x }: Place): boolean => y >= EDGE_PX && x >= EDGE_PX && y <= most.top && x <= most.left;
  return places.find(fits) ?? farthest(target, page, most);
}

const farthest = (target: Box, page: Size, most: Place): Place => ({
  top: middle(target) > page.height / 2 ? EDGE_PX : most.top,
  left: target.left + target.width / 2 > page.width / 2 ? EDGE_PX : most.left,
});

/**
 * On a phone: at the edge that is farther from what is to be pressed. A dialog comes from below: where nothing in it is to be, its buttons
 * must be free all the same.
 */
export const atEdge = (target: Box | null, inDialog: boolean, page: Size): "top" | "bottom" =>
  (target ? middle(target) > page.height / 2 : inDialog) ? "top" : "bottom";
