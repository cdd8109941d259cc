/** How large things are drawn, in pixels. Who draws uses a monospaced font of this size. */
export const FONT = 12;
export const TITLE_FONT = 14;
/** Of most monospaced fonts a character is 0.6 em wide: a little more is kept free. */
const EM = 0.62;
export const LINE = 17;
export const PAD = 12;
export const CORNER = 8;
/** Characters on a line of an arrow's label, and of a row in a box. */
export const LABEL_MAX = 44;
export const ROW_MAX = 56;

export const widthOf = (characters: number, font = FONT): number => Math.ceil(characters * font * EM);
