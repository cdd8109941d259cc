/**
 * Why an account or a gate says no, and why a password may not be chosen. Apart from the reasons of other rooms: they come by HTTP,
 * to the pages of signing in and of one's own account, and to nobody's inbox.
 */
export const ACCOUNT_REASONS = [
  "accountExists",
  "accountMissing",
  "attemptOver",
  "codeUsed",
  "factorMissing",
  "factorOn",
  "linkInvalid",
  "notAMember",
  "passwordCommon",
  "passwordPersonal",
  "passwordTooLong",
  "passwordTooShort",
  "signedOut",
  "tooManyDoors",
  "tooSoon",
  "wrongCode",
  "wrongSignIn",
] as const;
export type AccountReason = (typeof ACCOUNT_REASONS)[number];

/** Shorter passwords are refused; a page says so while one types. */
export const PASSWORD_MIN_CHARS = 10;
