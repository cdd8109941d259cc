/** Why an inbox cannot be set up as it was said. Apart from the reasons of conversations: they come by HTTP, to the page of channels. */
export const INBOX_REASONS = [
  "inboxExists",
  "inboxMissing",
  "inboxesFull",
  /** Each of these two names the field. */
  "settingInvalid",
  "settingMissing",
] as const;
export type InboxReason = (typeof INBOX_REASONS)[number];
