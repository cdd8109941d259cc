import { expect, test, vi } from "vitest";
import type { AnyMachineSnapshot } from "xstate";
import { getShortestPaths } from "xstate/graph";
import type { AccountContext } from "../../machines/account-events.ts";
import { accountMachine } from "../../machines/account.ts";
import {
  NEW,
  OLD,
  asksBack,
  begins,
  changes,
  codes,
  confirms,
  ends,
  given,
  linkEnds,
  proves,
  removes,
  setupEnds,
  usesLink,
  vouched,
  type AccountStep,
} from "./support/account.ts";
import { leavesOf, stateOf } from "./support/asked.ts";

vi.setConfig({ testTimeout: 60_000 });

/** At one moment: what time alone ends, a timer ends here. */
const events = (
  [
    given(),
    proves(),
    proves("laptop", NEW),
    vouched(),
    codes(11),
    codes(null, "c1"),
    changes(),
    changes(NEW),
    begins(),
    confirms(),
    removes(),
    setupEnds(),
    asksBack(),
    usesLink(),
    linkEnds(),
    ends(),
  ] satisfies AccountStep[]
).map((step) => ({ ...step, at: 1 }));

const matters = ({ password, factor, sessions, attempts }: AccountContext) => [
  password === OLD,
  factor && [factor.step, factor.codes.length],
  sessions.size,
  attempts.size,
];
const key = (snapshot: AnyMachineSnapshot) =>
  JSON.stringify([snapshot.value, matters(snapshot.context as AccountContext)]);

const paths = (fromState?: AnyMachineSnapshot, home?: (snapshot: AnyMachineSnapshot) => boolean) =>
  getShortestPaths(accountMachine, {
    ...(fromState ? { fromState: fromState as never } : { input: { account: "a0" } }),
    ...(home ? { toState: home as never, stopWhen: home as never } : {}),
    events: events as never,
    serializeState: key as never,
    limit: 50_000,
  });

const found = paths().map(({ state }) => state as unknown as AnyMachineSnapshot);
const stuck = (home: (snapshot: AnyMachineSnapshot) => boolean, from = found) =>
  from.filter((one) => paths(one, home).length === 0).map(key);

test("AC18 every part of an account can be in every state that it has", () => {
  const parts = found.flatMap(({ value }) => Object.entries(value as Record<string, string>).map((at) => at.join(".")));
  expect([...new Set(parts)].toSorted()).toEqual(leavesOf(accountMachine).toSorted());
  expect(new Set(found.map(stateOf)).size).toBe(7);
});

test("AC18 from every situation somebody can come to be signed in, and to be signed out", () => {
  const size = (snapshot: AnyMachineSnapshot) => (snapshot.context as AccountContext).sessions.size;
  expect(found.length).toBeGreaterThan(30);
  expect(stuck((snapshot) => size(snapshot) > 0)).toEqual([]);
  expect(stuck((snapshot) => size(snapshot) === 0)).toEqual([]);
});

test("AC18 from every situation an account can come to ask for no codes and to await no link", () => {
  expect(stuck((snapshot) => stateOf(snapshot).endsWith("factor.off.recovery.none"))).toEqual([]);
});

test("AC4 with a second factor no way leads in without a code, but what somebody else has vouched for", () => {
  const without = events.filter(({ type }) => type !== "code.proved" && type !== "signIn.vouched");
  const lockedOut = found.filter(
    ({ context }) => (context as AccountContext).factor !== null && (context as AccountContext).sessions.size === 0,
  );
  expect(lockedOut.length).toBeGreaterThan(3);
  for (const from of lockedOut) {
    const reached = getShortestPaths(accountMachine, {
      fromState: from as never,
      events: without as never,
      serializeState: key as never,
      limit: 50_000,
    });
    for (const { state } of reached) expect(state.context.sessions.size).toBe(0);
  }
});
