import type { AccountReason } from "../../../../machines/account-reasons.ts";

export const accountReasons: Record<AccountReason, string> = {
  accountExists: "This account exists already: sign in",
  accountMissing: "This account does not exist",
  attemptOver: "That took too long: start again",
  codeUsed: "This code has been used: wait for the next one",
  factorMissing: "Two-step verification is not on",
  factorOn: "Two-step verification is on already",
  linkInvalid: "The link no longer works: ask for another one",
  notAMember: "You are not part of this project",
  passwordCommon: "This password is too well known: choose another one",
  passwordPersonal: "The password must be more than your address or the product’s name",
  passwordTooLong: "The password is too long: 200 characters at most",
  passwordTooShort: "The password is too short: at least 10 characters",
  signedOut: "Your session is over: sign in again",
  tooManyDoors: "Too many connections are open: sign out and in again",
  tooSoon: "Too many tries: wait a little",
  wrongCode: "The code is not right",
  wrongSignIn: "The address or the password is not right",
};
