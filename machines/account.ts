/**
 * The account of one person, whatever the projects in which they work: a password, a second factor, the way back in when the
 * password is lost, the browsers in which they are signed in, and the rooms behind whose doors these may have sockets.
 *
 * Three things have states of their own and hardly know of each other: whether there is a password, whether codes are asked for,
 * whether a recovery link is under way. Sessions only come and go: they are rows. Whether a password or a code is right is found
 * out by the entry worker, which has the secrets and the time for it; what follows from that is decided here.
 */
import { assign } from "xstate";
import * as sessions from "./account-sessions.ts";
import { refuse, setupAccount } from "./account-setup.ts";
import { did } from "./account-steps.ts";
import { Ordered } from "./ordered.ts";

const signedOut = { guard: "isSignedOut" as const, actions: refuse("signedOut") };
const noAttempt = { "code.proved": { actions: refuse("attemptOver") } };

export const accountMachine = setupAccount.createMachine({
  id: "account",
  context: ({ input }) => ({
    account: input.account,
    email: "",
    page: { locale: "es", url: "" },
    password: null,
    setup: null,
    factor: null,
    recovery: null,
    sessions: Ordered.empty(),
    attempts: Ordered.empty(),
    doors: Ordered.empty(),
    memberships: Ordered.empty(),
    letters: Ordered.empty(),
    tidyAt: null,
  }),
  type: "parallel",
  on: {
    "signIn.vouched": { actions: did.signedIn },
    // AC6, AC7
    "session.used": [
      {
        guard: "isThisSecret",
        actions: assign(({ context, event: { session, hash, address, at } }) => ({
          sessions: sessions.use(context.sessions, session, hash, address, at),
        })),
      },
      { actions: refuse("signedOut") },
    ],
    "session.rotated": [
      {
        guard: "mayRotate",
        actions: assign(({ context, event: { session, hash, before, at } }) => ({
          sessions: sessions.rotate(context.sessions, session, hash, at, before),
        })),
      },
      { actions: refuse("signedOut") },
    ],
    // AC8
    "session.ended": [{ guard: "isLive", actions: did.signedOut }, {}],
    "sessions.ended": { actions: did.signedOutEverywhere },
    "doors.opened": [
      signedOut,
      { guard: "isOtherRole", actions: refuse("notAMember") },
      { guard: "areTooManyDoors", actions: refuse("tooManyDoors") },
      { actions: did.openedDoors },
    ],
    // AC12, AC13
    "membership.changed": { actions: did.becameMember },
    "project.chosen": [
      signedOut,
      {
        guard: "isMember",
        actions: assign(({ context, event: { session, project } }) => ({
          sessions: context.sessions.set(session, { ...context.sessions.get(session)!, project }),
        })),
      },
      { actions: refuse("notAMember") },
    ],
    "tidy.due": { actions: did.tidied },
    // AC11
    "letter.answered": [{ guard: "isUnderWay", actions: did.answeredLetter }, {}],
    "letter.due": [{ guard: "isUnderWay", actions: did.sentAgain }, {}],
  },
  states: {
    credentials: {
      initial: "none",
      states: {
        /** Nobody has ever chosen a password here. */
        none: {
          on: {
            // AC2
            "credentials.given": {
              target: "set",
              actions: assign(({ event: { email, password, page } }) => ({ email, password, page })),
            },
            // AC1
            "signIn.proved": { actions: refuse("wrongSignIn") },
            "signIn.failed": {},
            "password.changed": { actions: refuse("accountMissing") },
            "password.rehashed": {},
          },
        },
        set: {
          on: {
            "credentials.given": { actions: refuse("accountExists") },
            // AC3, AC4
            "signIn.proved": [
              { guard: "isOtherPassword", actions: refuse("wrongSignIn") },
              { guard: "hasFactor", actions: did.provedPassword },
              { actions: did.signedIn },
            ],
            "signIn.failed": { actions: did.failedToSignIn },
            // AC9
            "password.changed": [
              signedOut,
              { guard: "isOtherPassword", actions: refuse("wrongSignIn") },
              { actions: did.changedPassword },
            ],
            "password.rehashed": [
              { guard: "isOtherPassword" },
              { actions: assign(({ event }) => ({ password: event.password })) },
            ],
          },
        },
      },
    },
    /** AC14 */
    factor: {
      initial: "off",
      states: {
        off: {
          on: {
            "factor.begun": [
              { guard: "hasNoPassword", actions: refuse("accountMissing") },
              signedOut,
              { target: "settingUp", actions: did.begunFactor },
            ],
            "factor.confirmed": { actions: refuse("attemptOver") },
            "factor.removed": { actions: refuse("factorMissing") },
            "codes.renewed": { actions: refuse("factorMissing") },
            "setup.expired": {},
            ...noAttempt,
          },
        },
        /** A secret has been shown; no code of it has come back yet. */
        settingUp: {
          on: {
            "factor.begun": [signedOut, { actions: did.begunFactor }],
            "factor.confirmed": [
              signedOut,
              { guard: "isOtherSetup", actions: refuse("attemptOver") },
              { target: "on", actions: did.confirmedFactor },
            ],
            "factor.removed": { actions: refuse("factorMissing") },
            "codes.renewed": { actions: refuse("factorMissing") },
            "setup.expired": [
              { guard: "isOtherSetup" },
              { target: "off", actions: setupAccount.assign({ setup: null }) },
            ],
            ...noAttempt,
          },
        },
        on: {
          on: {
            "factor.begun": { actions: refuse("factorOn") },
            "factor.confirmed": { actions: refuse("factorOn") },
            "factor.removed": [signedOut, { target: "off", actions: did.removedFactor }],
            // AC20
            "codes.renewed": [
              signedOut,
              { guard: "isOtherPassword", actions: refuse("wrongSignIn") },
              { actions: did.renewedCodes },
            ],
            "setup.expired": {},
            // AC5
            "code.proved": [
              { guard: "isAttemptOver", actions: refuse("attemptOver") },
              { guard: "isUsedCode", actions: refuse("codeUsed") },
              { guard: "isNoCode", actions: refuse("wrongCode") },
              { actions: did.provedCode },
            ],
          },
        },
      },
    },
    /** AC10 */
    recovery: {
      initial: "none",
      states: {
        none: {
          on: {
            "recovery.asked": [{ guard: "hasPassword", target: "pending", actions: did.askedRecovery }, {}],
            "recovery.used": { actions: refuse("linkInvalid") },
            "recovery.expired": {},
          },
        },
        pending: {
          on: {
            "recovery.asked": { actions: did.askedRecovery },
            "recovery.used": [
              { guard: "isThisLink", target: "none", actions: did.recovered },
              { actions: refuse("linkInvalid") },
            ],
            "recovery.expired": [{ guard: "isThisRecovery", target: "none", actions: did.lostLink }, {}],
            "password.changed": { guard: "changesPassword", target: "none", actions: did.lostLink },
          },
        },
      },
    },
  },
});
