/**
 * What the site's page and the widget's frame say to each other.
 *
 * The page hears what is said in the chat, and anyone may embed the frame: what keeps a stranger out is that browsers give the
 * frame a storage of its own on each site, so that on a foreign page it has a visitor of its own.
 */

/** What the site knows of its user. */
export interface User {
  /** With `signature`, by which the site vouches for them: they have one thread then, in whatever browser. */
  id?: string;
  signature?: string;
  name?: string;
  email?: string;
  /** Id of the department that they want. */
  department?: string;
}

export interface Said {
  seq: number;
  from: "agent" | "customer";
  author: string;
  text: string;
  /** Epoch ms. */
  at: number;
}

export type ToFrame =
  /** `full`: the frame covers the page, as on a phone. `quiet`: nobody has just asked for it, so it takes no focus. */
  | { turno: "shown"; open: boolean; quiet: boolean; full: boolean }
  | { turno: "lang"; lang: string; dir: "ltr" | "rtl" }
  | { turno: "user"; user: User }
  | { turno: "reset" };

export type ToPage =
  /** `last`: the newest of the unread. */
  { turno: "unread"; count: number; last: Said | null } | { turno: "message"; message: Said } | { turno: "close" };
