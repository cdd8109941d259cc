/** What a project's room says of who works there, for their account to know before the answer: the room's own message may come later. */
import type { Membership } from "../../machines/account-events.ts";
import { ask, tell, type Asked } from "./context.ts";

interface Known {
  account: string;
  email: string;
  membership: Membership;
}

/** Null: nobody of this id works there, or may. */
export async function tellMembership(c: Asked, project: string, id: string): Promise<Known | null> {
  const at = { party: "project", room: project };
  const known = (await ask(c, at, { type: "membership", id })) as Known | null;
  if (!known || known.membership.disabled) return null;
  await tell(c, known.account, { type: "membership.change", ...known.membership });
  return known;
}
