/** The site's colour, and what can be read on it. Used by the launcher and by the frame. */

/** `#rgb` or `#rrggbb`, as six digits; null: not a colour that we understand, and ours is taken. */
export function readColour(text: string | undefined): string | null {
  const [, digits] = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text?.trim() ?? "") ?? [];
  if (!digits) return null;
  return `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits}`;
}

/** Relative luminance by WCAG 2, but for its straight piece near black: without it, at most 0.0008 too much. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => ((parseInt(colour.slice(at, at + 2), 16) / 255 + 0.055) / 1.055) ** 2.4) as [
    number,
    number,
    number,
  ];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** White up to 0.1833, where it reaches 4.5:1; else black, which does from 0.175 on. */
export const inkOn = (colour: string): string => (luminance(colour) <= 0.1833 ? "#fff" : "#000");
