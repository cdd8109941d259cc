/** CV31: who may erase which line. One answer for the thread's machine and for the button that asks it. */
import { may } from "./rights.ts";
import { ERASABLE, type Erasable, type Erasing } from "./lines.ts";
import type { Author, Reason } from "./vocabulary.ts";

export const isErasable = (kind: string | undefined): kind is Erasable => ERASABLE.some((one) => one === kind);
export const mayEraseAny = ({ role }: Pick<Author, "role">): boolean => may(role, "messages.eraseAny");
export const isAuthor = (row: { authorId?: string } | null, { id }: Pick<Author, "id">): boolean =>
  row?.authorId === id;

/** In the order in which the machine asks. What is erased already is nobody's to refuse. Undefined: they may. */
export function whyNotErased(
  row: Pick<Erasing, "kind"> & { authorId?: string },
  by: Pick<Author, "id" | "role">,
  holder: string | undefined,
): Reason | undefined {
  if (row.kind === "erased") return undefined;
  if (!isErasable(row.kind)) return "nothingToErase";
  if (mayEraseAny(by)) return undefined;
  if (by.id !== holder) return "notYourConversation";
  return isAuthor(row, by) ? undefined : "notYourMessage";
}
