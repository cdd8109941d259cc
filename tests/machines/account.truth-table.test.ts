import { expect, test } from "vitest";
import { accountMachine } from "../../machines/account.ts";
import {
  Account,
  NEW,
  answers,
  asksBack,
  begins,
  changes,
  chooses,
  codes,
  confirms,
  ends,
  endsAll,
  fails,
  given,
  letterDue,
  linkEnds,
  opens,
  proves,
  rehashes,
  removes,
  renews,
  rotates,
  setupEnds,
  tidies,
  uses,
  usesLink,
  vouched,
  works,
  type AccountStep,
} from "./support/account.ts";
import { leavesOf, stateOf } from "./support/asked.ts";
import { lines, render, unanswered, type TruthTable } from "./support/truth-table.ts";

const DAY_MS = 86_400_000;
const member = works();
/** Two browsers: what is over for one of them must still be seen to change something. */
const signedIn: AccountStep[] = [member, vouched(), vouched("phone")];
const withPassword: AccountStep[] = [...signedIn, given()];
const withFactor: AccountStep[] = [...withPassword, begins(), confirms()];

/** In the order of the regions: password or not, second factor, recovery. */
const examples: Record<string, Account> = {
  "none off none": Account.after(...signedIn),
  "set off none": Account.after(...withPassword),
  "set settingUp none": Account.after(...withPassword, begins()),
  "set on none": Account.after(...withFactor, proves("third")),
  "set off pending": Account.after(...withPassword, asksBack()),
  "set settingUp pending": Account.after(...withPassword, begins(), asksBack()),
  "set on pending": Account.after(...withFactor, asksBack(), proves("third")),
};
const states = Object.fromEntries(Object.entries(examples).map(([name, { snapshot }]) => [name, snapshot]));
const short = (text: string): string =>
  text.replaceAll(/credentials\.(\w+)\.factor\.(\w+)\.recovery\.(\w+)/g, "$1 $2 $3");

const at = 60_000;
const events = Object.fromEntries(
  Object.entries({
    "credentials.given": given(),
    "signIn.proved": proves("fourth"),
    "signIn.proved of an old password": proves("fourth", NEW),
    "signIn.failed": fails,
    "signIn.vouched": vouched("fourth"),
    "code.proved": codes(11, null, "third"),
    "code.proved used step": codes(10, null, "third"),
    "code.proved recovery code": codes(null, "c1", "third"),
    "code.proved no code": codes(null, "x", "third"),
    "code.proved no attempt": codes(11, null, "fourth"),
    "password.rehashed": rehashes(),
    "password.rehashed of another": rehashes(NEW),
    "password.changed": changes(),
    "password.changed of another": changes(NEW),
    "password.changed signed out": changes(undefined, "fourth"),
    "factor.begun": begins("s2"),
    "factor.begun signed out": begins("s2", "fourth"),
    "factor.confirmed": confirms(),
    "factor.confirmed of another": confirms("s0"),
    "factor.removed": removes(),
    "codes.renewed": renews(),
    "codes.renewed by an old password": renews(NEW),
    "codes.renewed signed out": renews(undefined, "fourth"),
    "setup.expired": setupEnds(),
    "setup.expired of another": setupEnds("s0"),
    "recovery.asked": asksBack("n2"),
    "recovery.used": usesLink(),
    "recovery.used of another": usesLink("n0"),
    "recovery.expired": linkEnds(),
    "recovery.expired of another": linkEnds("n0"),
    "letter.answered not sent": answers("notSent"),
    "letter.answered sent": answers("sent"),
    "letter.due": letterDue(),
    "letter.due of another": letterDue("n0"),
    "session.used": uses("phone#1", "phone"),
    "session.used wrong secret": uses("x"),
    "session.rotated": { ...rotates("phone#1", "phone#2", "phone"), at: at + DAY_MS },
    "session.rotated early": rotates("phone#1", "phone#2", "phone"),
    "session.ended": ends(),
    "session.ended unknown": ends("fourth"),
    "sessions.ended": endsAll,
    "project.chosen": chooses(),
    "project.chosen of another": chooses("other"),
    "doors.opened": opens([["queue", "demo"]]),
    "doors.opened signed out": opens([["queue", "demo"]], "fourth"),
    "doors.opened of another role": opens([["queue", "demo"]], "laptop", "demo", "supervisor"),
    "membership.changed": works({ project: "other", person: "other_ana" }),
    "tidy.due": { ...tidies, at: at + 15 * DAY_MS },
  } satisfies Record<string, AccountStep>).map(([label, step]) => [label, { at, ...step }]),
) as TruthTable["events"];

const table: TruthTable = { machine: accountMachine, states, events };

const TABLE = `
event                            | none off none      | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
credentials.given                | set off none       | no: accountExists  | no: accountExists     | no: accountExists  | no: accountExists  | no: accountExists     | no: accountExists
signIn.proved                    | no: wrongSignIn    | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
signIn.proved of an old password | no: wrongSignIn    | no: wrongSignIn    | no: wrongSignIn       | no: wrongSignIn    | no: wrongSignIn    | no: wrongSignIn       | no: wrongSignIn
signIn.failed                    | ·                  | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
signIn.vouched                   | none off none      | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
code.proved                      | no: attemptOver    | no: attemptOver    | no: attemptOver       | set on none        | no: attemptOver    | no: attemptOver       | set on pending
code.proved used step            | no: attemptOver    | no: attemptOver    | no: attemptOver       | no: codeUsed       | no: attemptOver    | no: attemptOver       | no: codeUsed
code.proved recovery code        | no: attemptOver    | no: attemptOver    | no: attemptOver       | set on none        | no: attemptOver    | no: attemptOver       | set on pending
code.proved no code              | no: attemptOver    | no: attemptOver    | no: attemptOver       | no: wrongCode      | no: attemptOver    | no: attemptOver       | no: wrongCode
code.proved no attempt           | no: attemptOver    | no: attemptOver    | no: attemptOver       | no: attemptOver    | no: attemptOver    | no: attemptOver       | no: attemptOver
password.rehashed                | ·                  | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
password.rehashed of another     | ·                  | ·                  | ·                     | ·                  | ·                  | ·                     | ·
password.changed                 | no: accountMissing | set off none       | set settingUp none    | set on none        | set off none       | set settingUp none    | set on none
password.changed of another      | no: accountMissing | no: wrongSignIn    | no: wrongSignIn       | no: wrongSignIn    | no: wrongSignIn    | no: wrongSignIn       | no: wrongSignIn
password.changed signed out      | no: accountMissing | no: signedOut      | no: signedOut         | no: signedOut      | no: signedOut      | no: signedOut         | no: signedOut
factor.begun                     | no: accountMissing | set settingUp none | set settingUp none    | no: factorOn       | set settingUp pending | set settingUp pending | no: factorOn
factor.begun signed out          | no: accountMissing | no: signedOut      | no: signedOut         | no: factorOn       | no: signedOut      | no: signedOut         | no: factorOn
factor.confirmed                 | no: attemptOver    | no: attemptOver    | set on none           | no: factorOn       | no: attemptOver    | set on pending        | no: factorOn
factor.confirmed of another      | no: attemptOver    | no: attemptOver    | no: attemptOver       | no: factorOn       | no: attemptOver    | no: attemptOver       | no: factorOn
factor.removed                   | no: factorMissing  | no: factorMissing  | no: factorMissing     | set off none       | no: factorMissing  | no: factorMissing     | set off pending
codes.renewed                    | no: factorMissing  | no: factorMissing  | no: factorMissing     | set on none        | no: factorMissing  | no: factorMissing     | set on pending
codes.renewed by an old password | no: factorMissing  | no: factorMissing  | no: factorMissing     | no: wrongSignIn    | no: factorMissing  | no: factorMissing     | no: wrongSignIn
codes.renewed signed out         | no: factorMissing  | no: factorMissing  | no: factorMissing     | no: signedOut      | no: factorMissing  | no: factorMissing     | no: signedOut
setup.expired                    | ·                  | ·                  | set off none          | ·                  | ·                  | set off pending       | ·
setup.expired of another         | ·                  | ·                  | ·                     | ·                  | ·                  | ·                     | ·
recovery.asked                   | ·                  | set off pending    | set settingUp pending | set on pending     | set off pending    | set settingUp pending | set on pending
recovery.used                    | no: linkInvalid    | no: linkInvalid    | no: linkInvalid       | no: linkInvalid    | set off none       | set settingUp none    | set on none
recovery.used of another         | no: linkInvalid    | no: linkInvalid    | no: linkInvalid       | no: linkInvalid    | no: linkInvalid    | no: linkInvalid       | no: linkInvalid
recovery.expired                 | ·                  | ·                  | ·                     | ·                  | set off none       | set settingUp none    | set on none
recovery.expired of another      | ·                  | ·                  | ·                     | ·                  | ·                  | ·                     | ·
letter.answered not sent         | ·                  | ·                  | ·                     | ·                  | set off pending    | set settingUp pending | set on pending
letter.answered sent             | ·                  | ·                  | ·                     | ·                  | set off pending    | set settingUp pending | set on pending
letter.due                       | ·                  | ·                  | ·                     | ·                  | set off pending    | set settingUp pending | set on pending
letter.due of another            | ·                  | ·                  | ·                     | ·                  | ·                  | ·                     | ·
session.used                     | none off none      | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
session.used wrong secret        | no: signedOut      | no: signedOut      | no: signedOut         | no: signedOut      | no: signedOut      | no: signedOut         | no: signedOut
session.rotated                  | none off none      | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
session.rotated early            | no: signedOut      | no: signedOut      | no: signedOut         | no: signedOut      | no: signedOut      | no: signedOut         | no: signedOut
session.ended                    | none off none      | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
session.ended unknown            | ·                  | ·                  | ·                     | ·                  | ·                  | ·                     | ·
sessions.ended                   | none off none      | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
project.chosen                   | none off none      | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
project.chosen of another        | no: notAMember     | no: notAMember     | no: notAMember        | no: notAMember     | no: notAMember     | no: notAMember        | no: notAMember
doors.opened                     | none off none      | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
doors.opened signed out          | no: signedOut      | no: signedOut      | no: signedOut         | no: signedOut      | no: signedOut      | no: signedOut         | no: signedOut
doors.opened of another role     | no: notAMember     | no: notAMember     | no: notAMember        | no: notAMember     | no: notAMember     | no: notAMember        | no: notAMember
membership.changed               | none off none      | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
tidy.due                         | none off none      | set off none       | set settingUp none    | set on none        | set off pending    | set settingUp pending | set on pending
`;

test("an account does in every state with every event what the table says", () => {
  expect(short(render(table)).split("\n")).toEqual(lines(TABLE).split("\n"));
});

test("the table of the account leaves out no event, and each part of the chart stands in it in every state that it has", () => {
  for (const [name, snapshot] of Object.entries(states)) expect(short(stateOf(snapshot))).toBe(name);
  const parts = Object.values(states).flatMap((snapshot) =>
    Object.entries(snapshot.value as Record<string, string>).map((part) => part.join(".")),
  );
  expect([...new Set(parts)].toSorted()).toEqual(leavesOf(accountMachine).toSorted());
  const types = new Set(Object.values(events).map(({ type }) => type));
  expect([...types].toSorted()).toEqual((accountMachine.events as string[]).toSorted());
  for (const [label, { type }] of Object.entries(events))
    expect(label === type || label.startsWith(`${type} `)).toBe(true);
});

test("whatever an account is told, it has an answer in every state", () => {
  expect(unanswered(table, accountMachine.events as string[])).toEqual([]);
});
