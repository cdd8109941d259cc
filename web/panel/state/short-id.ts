/** Enough of a customer's id to tell two of the same name apart, and to say over the phone. */
const SHOWN_CHARS = 6;

export const shortId = (id: string): string => `#${id.slice(id.indexOf("_") + 1).slice(0, SHOWN_CHARS)}`;
