/** Why a project's room says no to who manages it. Apart from the reasons of the inbox: they are for the pages of members and settings. */
export const MEMBER_REASONS = [
  "departmentInUse",
  "departmentsMissing",
  "domainInvalid",
  "emailInvalid",
  "invitationOver",
  "lastAdministrator",
  "memberExists",
  "memberMissing",
  "membersFull",
  "resentTooSoon",
  "rightsChanged",
  "timeZoneInvalid",
] as const;
export type MemberReason = (typeof MEMBER_REASONS)[number];
