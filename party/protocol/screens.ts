/**
 * What screens and rooms both go by, beside the shapes of what they say. No schema is here: a screen that needs a number loads no
 * schemas of commands, which only rooms read.
 */

export const CUSTOMER_NAME_MAX_CHARS = 80;
export const EMAIL_MAX_CHARS = 254;
/** Something at something with a dot: whether it exists only a letter can tell. */
export const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

/** How long a screen shows that somebody types, after the last signal of it. */
export const TYPING_SHOWN_MS = 6_000;

/** A conversation's id is its thread's and its number there: what a command about it must name. */
export const conversationNumber = (conversationId: string): number =>
  Number(conversationId.slice(conversationId.lastIndexOf(".") + 1));
