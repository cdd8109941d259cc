/** The site's colour, and what can be read on it. Used by the launcher and by the frame. */

/** `#rgb` or `#rrggbb`, as six digits; null: not a colour that we understand, and ours is taken. */
export function readColour(text: string | undefined): string | null {
  const [, digits] = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(text?.trim() ?? "") ?? [];
  if (!digits) return null;
  return `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits}`;
}

/** Relative luminance by WCAG 2. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** White where it reaches 4.5:1, else black: where white does not, black does. */
export const inkOn = (colour: string): string => (1.05 / (luminance(colour) + 0.05) >= 4.5 ? "#fff" : "#000");
