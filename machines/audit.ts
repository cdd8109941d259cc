/** What a project writes down of who did what: one row each, never changed. */
import { ACCOUNT_DEEDS } from "./account-events.ts";

export const AUDIT_DEEDS = [
  ...ACCOUNT_DEEDS,
  "invited",
  "invitationResent",
  "invitationWithdrawn",
  "joined",
  "roleChanged",
  "memberChanged",
  "disabled",
  "enabled",
  "settingsChanged",
  "inboxAdded",
  /** Which settings, never what they are. */
  "inboxChanged",
  "inboxRemoved",
  /** A conversation, by somebody who does not have it. */
  "read",
  /** A message, by whoever might. Never what it said. */
  "erased",
] as const;
export type AuditDeed = (typeof AUDIT_DEEDS)[number];

export interface AuditRow {
  seq: number;
  at: number;
  /** Their id in the project; empty: nobody knows who it was. */
  by: string;
  byName: string;
  role: string;
  what: AuditDeed;
  /** Whose, or which: a member, a thread, an inbox; empty: one's own, or the project's. */
  about: string;
  /** For people: an address, the roles before and after, the device. */
  detail: string;
}

/** What another room has to say of somebody. `when`: it may come late. */
export interface AuditNoted {
  what: AuditDeed;
  who: string;
  whoName: string;
  whoRole: string;
  about?: string;
  detail: string;
  when: number;
}
