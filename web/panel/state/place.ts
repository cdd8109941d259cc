/** Where a menu stands that opens from a button: below it and in line with its end, or wherever else it fits. */
interface Box {
  top: number;
  bottom: number;
  left: number;
  right: number;
}
interface Size {
  width: number;
  height: number;
}

const GAP_PX = 4;
const EDGE_PX = 8;

/** The corner of the menu, in CSS pixels of the page in view. */
export function placeOf(button: Box, menu: Size, page: Size, isRtl: boolean): { top: number; left: number } {
  const below = button.bottom + GAP_PX;
  const above = button.top - GAP_PX - menu.height;
  const fits = below + menu.height <= page.height - EDGE_PX || above < EDGE_PX;
  const left = isRtl ? button.left : button.right - menu.width;
  return {
    top: fits ? below : above,
    left: Math.max(EDGE_PX, Math.min(left, page.width - menu.width - EDGE_PX)),
  };
}
