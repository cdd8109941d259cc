/** Why a project's room says no to who manages it. Apart from the reasons of the inbox: they are for the pages of members and settings. */
export const MEMBER_REASONS = [
  "capacityInvalid",
  "departmentInUse",
  "departmentsMissing",
  "domainInvalid",
  "emailInvalid",
  "graceInvalid",
  "invitationOver",
  "lastAdministrator",
  "memberExists",
  "memberMissing",
  "membersFull",
  "resentTooSoon",
  "rightsChanged",
  "timeZoneInvalid",
  "tooManyInvitations",
] as const;
export type MemberReason = (typeof MEMBER_REASONS)[number];
