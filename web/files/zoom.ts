/** How a picture is looked at: how large, and which part of it. Pure. */
export interface Look {
  zoom: number;
  /** How far it has been moved from the middle, in CSS pixels. */
  x: number;
  y: number;
}
export interface Place {
  width: number;
  height: number;
}

export const STILL: Look = { zoom: 1, x: 0, y: 0 };
export const ZOOM_MAX = 8;

const within = (value: number, most: number): number => Math.max(-most, Math.min(most, value));

/** So far that an edge of the picture never comes further than the middle of the place. */
export function moved(look: Look, x: number, y: number, { width, height }: Place): Look {
  const far = (look.zoom - 1) / 2;
  return { ...look, x: within(look.x + x, width * far), y: within(look.y + y, height * far) };
}

/** @param at What stays where it is, from the middle. */
export function zoomed(look: Look, by: number, place: Place, at = { x: 0, y: 0 }): Look {
  const zoom = Math.max(1, Math.min(ZOOM_MAX, look.zoom * by));
  const grown = zoom / look.zoom;
  const next = { zoom, x: at.x + (look.x - at.x) * grown, y: at.y + (look.y - at.y) * grown };
  return zoom === 1 ? STILL : moved(next, 0, 0, place);
}
