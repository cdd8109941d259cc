/** What holds of an account whatever else is under way: where there is no password, no second factor, no link, no session. */
import { describe, expect, test } from "vitest";
import {
  Account,
  answers,
  asksBack,
  begins,
  changes,
  chooses,
  codes,
  confirms,
  ends,
  fails,
  given,
  linkEnds,
  opens,
  proves,
  rehashes,
  removes,
  renews,
  rotates,
  setupEnds,
  usesLink,
  uses,
  vouched,
  works,
  type AccountStep,
} from "./support/account.ts";

const signedIn = [given(), works(), proves()];
const settingUp = [...signedIn, begins()];
const on = [...settingUp, confirms()];

/** Nothing comes of it. */
function ignores(account: Account, step: AccountStep): void {
  const { snapshot } = account;
  expect([step.type, account.take(step), account.asked]).toEqual([step.type, undefined, []]);
  expect(account.snapshot).toBe(snapshot);
}

describe("without a password", () => {
  test("AC1 there is nothing to try, to change or to keep anew", () => {
    const account = Account.after(works(), vouched());
    ignores(account, fails);
    ignores(account, rehashes());
    expect(account.take(changes())).toBe("accountMissing");
  });

  test("AC14 there is no second factor", () => {
    expect(Account.after(works(), vouched()).take(begins())).toBe("accountMissing");
  });
});

describe("a second factor", () => {
  test("AC14 that is off, or has not been confirmed, is neither removed nor has codes", () => {
    for (const steps of [signedIn, settingUp])
      for (const step of [removes(), renews()]) expect(Account.after(...steps).take(step)).toBe("factorMissing");
    ignores(Account.after(...signedIn), setupEnds());
  });

  test("AC14 that is on is neither begun nor confirmed again, and no time runs for it", () => {
    const account = Account.after(...on);
    for (const step of [begins("s2"), confirms("s2")]) expect(account.take(step)).toBe("factorOn");
    ignores(account, setupEnds());
  });

  test("AC4 where it is not on, no code is asked for", () => {
    for (const steps of [signedIn, settingUp]) expect(Account.after(...steps).take(codes())).toBe("attemptOver");
  });

  test("AC6 whoever is signed out turns it neither on nor off, and has no codes", () => {
    const cases: [AccountStep[], AccountStep][] = [
      [signedIn, begins()],
      [settingUp, begins("s2")],
      [settingUp, confirms()],
      [on, removes()],
      [on, renews()],
    ];
    for (const [steps, step] of cases) {
      const account = Account.after(...steps, ends());
      const { state } = account;
      expect([step.type, account.take(step), account.state]).toEqual([step.type, "signedOut", state]);
    }
  });
});

describe("a session that is over", () => {
  test("AC6 changes no password, chooses no project and opens no door", () => {
    const account = Account.after(...signedIn, ends());
    for (const step of [changes(), chooses(), opens([["agent", "demo_ana"]]), uses(), rotates()])
      expect([step.type, account.take(step)]).toEqual([step.type, "signedOut"]);
  });

  test("AC8 is ended once", () => {
    ignores(Account.after(...signedIn, ends()), ends());
  });
});

test("AC10 a link that is dead, or never was, is not missed when its time is over", () => {
  const account = Account.after(...signedIn, asksBack(), usesLink());
  ignores(account, linkEnds());
  ignores(Account.after(...signedIn), linkEnds());
});

test("AC11 of a letter that is not under way no answer is news", () => {
  ignores(Account.after(...signedIn), answers("sent", "n9"));
});

test("AC13 whoever a provider vouches for is signed in, for their only project", () => {
  const account = Account.after(works(), vouched());
  expect(account.context.sessions.get("laptop")).toMatchObject({ project: "demo" });
});
