/**
 * The key by which a site vouches for its users in the chat. The room keeps it sealed and never sees what it says: the entry worker
 * makes it, and shows it once to who has asked for it.
 */
import type { Author } from "./vocabulary.ts";

export interface WidgetKey {
  sealed: string;
  /** When it was made. */
  at: number;
}

export interface WidgetKeyReplaced {
  type: "widgetKey.replaced";
  sealed: string;
  by: Author;
}
