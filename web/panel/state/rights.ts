/** What one may not do here, in words that say whose it is. */
import { RIGHTS, may, type MemberRole, type Right } from "../../../machines/rights.ts";
import { language, t } from "../words/index.ts";

const isMember = (role: string): role is MemberRole => role in t().rolesOf;

/** Whose a right is, as a sentence. */
function whose(right: Right): string {
  const roles = RIGHTS[right].filter(isMember).map((role) => t().rolesOf[role]);
  return t().isOf(new Intl.ListFormat(language(), { type: "conjunction" }).format(roles));
}

/** Undefined: they may. */
export const whyNotMine = ({ role }: { role: MemberRole }, right: Right): string | undefined =>
  may(role, right) ? undefined : whose(right);
