import type { MemberReason } from "../../../../machines/member-reasons.ts";

/** Why the project's room says no to who manages it. */
export const memberReasons: Record<MemberReason, string> = {
  capacityInvalid: "Conversations at once are a whole number from 1 to 30.",
  departmentInUse: "There are people in that department. Move them to another one first.",
  departmentsMissing: "At least one department must remain.",
  domainInvalid: "Write each site like example.com or *.example.com.",
  emailInvalid: "That is not an e-mail address.",
  graceInvalid: "The time without a connection is from 5 seconds to 10 minutes.",
  invitationOver: "That invitation is no longer good.",
  lastAdministrator: "They administer the project and nobody else does: give that role to somebody first.",
  memberExists: "That address is in the project already.",
  memberMissing: "That person is not in the project.",
  membersFull: "The project has 500 people already.",
  resentTooSoon: "The letter has only just gone out. Wait a little before you send it again.",
  rightsChanged: "You do not administer this project any more.",
  timeZoneInvalid: "We do not know that time zone.",
  tooManyInvitations: "Too many invitations have gone out in a short time.",
};
