/** What a project's room says of who works there, for their account to know before the answer: the room's own message may come later. */
import type { MemberRole } from "../../machines/rights.ts";
import { ask, tell, type Asked } from "./context.ts";

interface Known {
  account: string;
  email: string;
  membership: {
    project: string;
    projectName: string;
    person: string;
    name: string;
    role: MemberRole;
    disabled: boolean;
  };
}

/** Null: nobody of this id works there, or may. */
export async function tellMembership(c: Asked, project: string, id: string): Promise<Known | null> {
  const at = { party: "project", room: project };
  const known = (await ask(c, at, { type: "membership", id })) as Known | null;
  if (!known || known.membership.disabled) return null;
  await tell(c, known.account, { type: "membership.change", ...known.membership });
  return known;
}
