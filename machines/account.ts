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

const signedOut = {
  description: "AC6: the session is over.",
  guard: "isSignedOut" as const,
  actions: refuse("signedOut"),
};
const noAttempt = {
  "code.proved": { description: "AC4: no code is asked for.", actions: refuse("attemptOver") },
};
const otherPassword = {
  description: "AC3: what was checked against a password that has changed meanwhile proves nothing.",
  guard: "isOtherPassword" as const,
  actions: refuse("wrongSignIn"),
};
const noFactor = { description: "AC14: there is no second factor.", actions: refuse("factorMissing") };

export const accountMachine = setupAccount.createMachine({
  id: "account",
  description: "The account of one person, whatever the projects in which they work.",
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
    "signIn.vouched": { description: "AC13: a provider vouches for them.", actions: did.signedIn },
    "session.used": [
      {
        description: "AC6, AC7: it goes on.",
        guard: "isThisSecret",
        actions: assign(({ context, event: { session, hash, address, at } }) => ({
          sessions: sessions.use(context.sessions, session, hash, address, at),
        })),
      },
      { description: "AC6: it is over, or the secret is not its own.", actions: refuse("signedOut") },
    ],
    "session.rotated": [
      {
        description: "AC7: once a day its secret changes.",
        guard: "mayRotate",
        actions: assign(({ context, event: { session, hash, before, at } }) => ({
          sessions: sessions.rotate(context.sessions, session, hash, at, before),
        })),
      },
      { description: "AC7: the secret is not its own, or was changed already.", actions: refuse("signedOut") },
    ],
    "session.ended": [
      { description: "AC8: every socket behind its doors is closed.", guard: "isLive", actions: did.signedOut },
      { description: "AC8: it is over already." },
    ],
    "sessions.ended": { description: "AC8: all but the one that asks.", actions: did.signedOutEverywhere },
    "doors.opened": [
      signedOut,
      {
        description: "AC12: no door opens for what one is no more.",
        guard: "isOtherRole",
        actions: refuse("notAMember"),
      },
      {
        description: "AC15: no door opens that could not be remembered.",
        guard: "areTooManyDoors",
        actions: refuse("tooManyDoors"),
      },
      { description: "AC8: behind it their sockets are closed when the session ends.", actions: did.openedDoors },
    ],
    "membership.changed": {
      description: "AC12, AC13: what they are in a project; sockets close where they are it no more.",
      actions: did.becameMember,
    },
    "project.chosen": [
      signedOut,
      {
        description: "AC13: the project that the session is for.",
        guard: "isMember",
        actions: assign(({ context, event: { session, project } }) => ({
          sessions: context.sessions.set(session, { ...context.sessions.get(session)!, project }),
        })),
      },
      { description: "AC13: they are no member there, or disabled.", actions: refuse("notAMember") },
    ],
    "tidy.due": { description: "AC16: what is over is swept out.", actions: did.tidied },
    "letter.answered": [
      { description: "AC11: what became of it.", guard: "isUnderWay", actions: did.answeredLetter },
      { description: "AC11: it is not under way any more." },
    ],
    "letter.due": [
      { description: "AC11: tried again, for as long as it is of use.", guard: "isUnderWay", actions: did.sentAgain },
      { description: "AC11: it is not under way any more." },
    ],
  },
  states: {
    credentials: {
      description: "Whether there is a password.",
      initial: "none",
      states: {
        none: {
          description: "Nobody has ever chosen a password here.",
          on: {
            "credentials.given": {
              description: "AC2: the first password is given once.",
              target: "set",
              actions: assign(({ event: { email, password, page } }) => ({ email, password, page })),
            },
            "signIn.proved": {
              description: "AC1: nobody signs in; the refusal is that of a wrong password.",
              actions: refuse("wrongSignIn"),
            },
            "signIn.failed": { description: "AC1: there is nothing to try." },
            "password.changed": { description: "AC1: there is none to change.", actions: refuse("accountMissing") },
            "password.rehashed": { description: "AC1: there is none." },
          },
        },
        set: {
          description: "There is a password.",
          on: {
            "credentials.given": { description: "AC2: it is given once.", actions: refuse("accountExists") },
            "signIn.proved": [
              otherPassword,
              {
                description: "AC4: with a second factor it only begins an attempt.",
                guard: "hasFactor",
                actions: did.provedPassword,
              },
              { description: "AC13: signed in.", actions: did.signedIn },
            ],
            "signIn.failed": {
              description: "AC17: each project is told that it was tried in this person's name.",
              actions: did.failedToSignIn,
            },
            "password.changed": [
              signedOut,
              otherPassword,
              {
                description: "AC9: all other sessions end, and what waits for a code.",
                actions: did.changedPassword,
              },
            ],
            "password.rehashed": [
              { description: "AC3: it has changed meanwhile.", guard: "isOtherPassword" },
              {
                description: "The same password, kept in a newer way.",
                actions: assign(({ event }) => ({ password: event.password })),
              },
            ],
          },
        },
      },
    },
    factor: {
      description: "AC14: whether codes are asked for.",
      initial: "off",
      states: {
        off: {
          description: "No codes are asked for.",
          on: {
            "factor.begun": [
              {
                description: "AC14: a second factor is one beside a password.",
                guard: "hasNoPassword",
                actions: refuse("accountMissing"),
              },
              signedOut,
              { description: "AC14: a secret is shown.", target: "settingUp", actions: did.begunFactor },
            ],
            "factor.confirmed": { description: "AC14: none has been begun.", actions: refuse("attemptOver") },
            "factor.removed": noFactor,
            "codes.renewed": noFactor,
            "setup.expired": { description: "AC14: none has been begun." },
            ...noAttempt,
          },
        },
        settingUp: {
          description: "A secret has been shown; no code of it has come back yet.",
          on: {
            "factor.begun": [
              signedOut,
              {
                description: "AC14: another secret is shown; the one before is none any more.",
                actions: did.begunFactor,
              },
            ],
            "factor.confirmed": [
              signedOut,
              {
                description: "AC14: it is a code of another secret.",
                guard: "isOtherSetup",
                actions: refuse("attemptOver"),
              },
              {
                description: "AC14: a code has been shown: it is on.",
                target: "on",
                actions: did.confirmedFactor,
              },
            ],
            "factor.removed": noFactor,
            "codes.renewed": noFactor,
            "setup.expired": [
              { description: "AC14: another secret has been shown since.", guard: "isOtherSetup" },
              {
                description: "AC14: no code was shown within ten minutes.",
                target: "off",
                actions: setupAccount.assign({ setup: null }),
              },
            ],
            ...noAttempt,
          },
        },
        on: {
          description: "Codes are asked for.",
          on: {
            "factor.begun": { description: "AC14: it is on already.", actions: refuse("factorOn") },
            "factor.confirmed": { description: "AC14: it is on already.", actions: refuse("factorOn") },
            "factor.removed": [
              signedOut,
              {
                description: "AC14: turned off; the secret of the session that does it changes.",
                target: "off",
                actions: did.removedFactor,
              },
            ],
            "codes.renewed": [
              signedOut,
              otherPassword,
              { description: "AC20: those before are dead at once.", actions: did.renewedCodes },
            ],
            "setup.expired": { description: "AC14: it was confirmed in time." },
            "code.proved": [
              {
                description: "AC4: the attempt has waited too long, or is used.",
                guard: "isAttemptOver",
                actions: refuse("attemptOver"),
              },
              { description: "AC5: a code is good once.", guard: "isUsedCode", actions: refuse("codeUsed") },
              { description: "AC5: it is none of theirs.", guard: "isNoCode", actions: refuse("wrongCode") },
              { description: "AC4, AC5: signed in; it is used.", actions: did.provedCode },
            ],
          },
        },
      },
    },
    recovery: {
      description: "AC10: whether a recovery link is under way.",
      initial: "none",
      states: {
        none: {
          description: "No link is good.",
          on: {
            "recovery.asked": [
              {
                description: "AC10: a link goes to the known address.",
                guard: "hasPassword",
                target: "pending",
                actions: did.askedRecovery,
              },
              { description: "AC10: only an account with a password has one; nobody is told." },
            ],
            "recovery.used": { description: "AC10: it is dead.", actions: refuse("linkInvalid") },
            "recovery.expired": { description: "AC10: it is dead already." },
          },
        },
        pending: {
          description: "One link is good, for half an hour.",
          on: {
            "recovery.asked": {
              description: "AC10: there is one at a time: the one before is dead.",
              actions: did.askedRecovery,
            },
            "recovery.used": [
              {
                description: "AC9, AC10: a new password ends all sessions; the link is dead.",
                guard: "isThisLink",
                target: "none",
                actions: did.recovered,
              },
              { description: "AC10: it is another one, or too late.", actions: refuse("linkInvalid") },
            ],
            "recovery.expired": [
              {
                description: "AC10: half an hour is over.",
                guard: "isThisRecovery",
                target: "none",
                actions: did.lostLink,
              },
              { description: "AC10: of the one before." },
            ],
            "password.changed": {
              description: "AC9: a new password ends it.",
              guard: "changesPassword",
              target: "none",
              actions: did.lostLink,
            },
          },
        },
      },
    },
  },
});
