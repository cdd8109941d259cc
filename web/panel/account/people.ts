/** What is shown of the people of a project, and what the boxes about them and about the project hold. */
import { CAPACITY_MAX } from "../../../machines/vocabulary.ts";
import type { MemberView } from "../../../party/protocol/members.ts";

const ORDER: readonly MemberView["state"][] = ["active", "invited", "expired", "disabled"];

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Those who match, by what they are now, then by name. */
export function sortPeople(members: readonly MemberView[], words = ""): MemberView[] {
  const wanted = plain(words.trim());
  return members
    .filter(({ name, email }) => plain(`${name} ${email}`).includes(wanted))
    .toSorted(
      (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.name || a.email).localeCompare(b.name || b.email),
    );
}

/** Of a box for a number: null where it is empty, undefined where it holds none that may be. */
export function capacityOf(text: string): number | null | undefined {
  if (text.trim() === "") return null;
  const number = Number(text);
  return Number.isInteger(number) && number >= 0 && number <= CAPACITY_MAX ? number : undefined;
}

/** What is in a box for sites: one a line, or with commas between them. */
export const domainsIn = (text: string): string[] => text.split(/[\s,]+/).filter((one) => one !== "");
