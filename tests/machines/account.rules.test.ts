import { describe, expect, test } from "vitest";
import {
  ATTEMPTS_MAX,
  ATTEMPT_MS,
  DOORS_MAX,
  DOOR_MS,
  LETTERS_MAX,
  OVERLAP_MS,
  RECOVERY_MS,
  ROTATE_EVERY_MS,
  SESSIONS_MAX,
  SESSION_MAX_MS,
  SESSION_UNUSED_MS,
} from "../../machines/account-events.ts";
import { dueOf, isSecretOf, liveSession } from "../../machines/account-sessions.ts";
import {
  Account,
  NEW,
  OLD,
  answers,
  asksBack,
  begins,
  browser,
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
} from "./support/account.ts";

const withPassword = () => Account.after(works(), given());
const signedIn = () => Account.after(works(), given(), proves("laptop"), proves("phone"));
const withFactor = () => Account.after(works(), given(), proves("laptop"), begins(), confirms());
const told = (account: Account) => account.told("noteAudit").map(({ note }) => (note as { what: string }).what);
const rooms = (account: Account) => account.told("closeSockets").map(({ party, room }) => [party, room].join("/"));

/** Whether this secret would be let in now. */
function isIn(account: Account, hash: string, at = account.now, session = "laptop"): boolean {
  const found = liveSession(account.context, session, at);
  return found !== undefined && isSecretOf(found, hash, at);
}

test("AC1 where no password was ever set, nobody signs in, with the words of a wrong one", () => {
  expect(new Account().take(proves())).toBe("wrongSignIn");
  expect(withPassword().take(proves("laptop", NEW))).toBe("wrongSignIn");
});

test("AC2 the first password is given once; after that it is changed by who is signed in, or by a link", () => {
  const account = withPassword();
  expect(account.take(given(NEW))).toBe("accountExists");
  expect(account.take(changes())).toBe("signedOut");
  account.take(proves());
  expect(account.take(changes())).toBeUndefined();
  expect(account.context.password).toBe(NEW);
});

test("AC3 what was checked against a password that has changed meanwhile proves nothing and changes nothing", () => {
  const account = signedIn();
  account.take(changes());
  expect(account.take(proves("third", OLD))).toBe("wrongSignIn");
  expect(account.take(changes(OLD))).toBe("wrongSignIn");
  account.take({ type: "password.rehashed", before: OLD, password: "weaker" });
  expect(account.context.password).toBe(NEW);
  account.take({ type: "password.rehashed", before: NEW, password: "stronger" });
  expect(account.context.password).toBe("stronger");
});

describe("with a second factor", () => {
  test("AC4 a right password only waits for its code, for five minutes", () => {
    const account = withFactor();
    account.take(proves("phone"));
    expect(account.sessions).toEqual(["laptop"]);
    expect(account.take({ ...codes(11, null, "phone"), at: account.now + ATTEMPT_MS })).toBe("attemptOver");
    account.take(proves("phone"));
    expect(account.take({ ...codes(11, null, "phone"), at: account.now + ATTEMPT_MS - 1 })).toBeUndefined();
    expect(account.sessions).toEqual(["laptop", "phone"]);
  });

  test("AC4 an attempt is good for one session", () => {
    const account = withFactor();
    account.take(proves("phone"));
    account.take(codes(11, null, "phone"));
    expect(account.take(codes(12, null, "phone"))).toBe("attemptOver");
  });

  test("AC5 the code of a step is good once, and those of the steps before it are used up with it", () => {
    const account = withFactor();
    for (const id of ["a", "b"]) account.take(proves(id));
    expect(account.take(codes(10, null, "a"))).toBe("codeUsed");
    expect(account.take(codes(12, null, "a"))).toBeUndefined();
    for (const step of [12, 11]) expect(account.take(codes(step, null, "b"))).toBe("codeUsed");
    expect(account.take(codes(13, null, "b"))).toBeUndefined();
  });

  test("AC5 a recovery code is good once, and uses up no step", () => {
    const account = withFactor();
    for (const id of ["a", "b", "c"]) account.take(proves(id));
    expect(account.take(codes(null, "c1", "a"))).toBeUndefined();
    expect(account.take(codes(null, "c1", "b"))).toBe("wrongCode");
    expect(account.take(codes(null, null, "b"))).toBe("wrongCode");
    expect(account.context.factor).toMatchObject({ step: 10, codes: ["c2"] });
    expect(account.take(codes(11, null, "b"))).toBeUndefined();
  });

  test("AC14 it is on only once a code of it has been shown, within ten minutes", () => {
    const account = signedIn();
    account.take(begins("s1"));
    expect(account.told("startTimer")).toEqual([
      { id: "setup", at: account.now + 600_000, event: { type: "setup.expired", setup: "s1" } },
    ]);
    account.take(proves("third"));
    expect(account.sessions).toContain("third");
    account.take(begins("s2"));
    expect(account.take(confirms("s1"))).toBe("attemptOver");
    account.take(setupEnds("s1"));
    expect(account.state).toContain("settingUp");
    account.take(setupEnds("s2"));
    expect(account.take(confirms("s2"))).toBe("attemptOver");
    expect(account.state).toContain("factor.off");
  });

  test("AC14 turning it on or off changes the secret of the session that does it", () => {
    const account = withFactor();
    expect(account.context.sessions.get("laptop")!.hash).toBe("laptop#2");
    account.take(proves("phone"));
    account.take(removes());
    expect(account.context.sessions.get("laptop")!.hash).toBe("laptop#3");
    expect([account.context.factor, account.context.attempts.size]).toEqual([null, 0]);
    account.take(proves("tablet"));
    expect(account.sessions).toEqual(["laptop", "tablet"]);
  });

  test("AC20 of new recovery codes those before are dead at once, and the app's go on", () => {
    const account = withFactor();
    for (const id of ["a", "b", "c"]) account.take(proves(id));
    account.take(codes(null, "c1", "a"));
    expect(account.take(renews())).toBeUndefined();
    expect(account.context.factor).toMatchObject({ step: 10, codes: ["c3", "c4"] });
    expect(account.context.sessions.get("laptop")!.hash).toBe("laptop#4");
    for (const dead of ["c1", "c2"]) expect(account.take(codes(null, dead, "b"))).toBe("wrongCode");
    expect(account.take(codes(null, "c3", "b"))).toBeUndefined();
    expect(account.take(codes(11, null, "c"))).toBeUndefined();
  });

  test("AC3 AC20 new recovery codes are not for who has shown a password that has changed meanwhile, or has signed out", () => {
    const account = withFactor();
    expect(account.take(renews(NEW))).toBe("wrongSignIn");
    expect(account.take(renews(OLD, "nobody"))).toBe("signedOut");
    expect(account.context.factor!.codes).toEqual(["c1", "c2"]);
  });
});

describe("a session", () => {
  test("AC6 is over fourteen days after its last use, at once", () => {
    const account = signedIn();
    const at = account.now + SESSION_UNUSED_MS;
    account.take({ ...uses("phone#1", "phone"), at: account.now + 1000 });
    expect(account.take({ ...uses(), at })).toBe("signedOut");
    expect(account.take({ ...uses("phone#1", "phone"), at })).toBeUndefined();
  });

  test("AC6 is over ninety days after its beginning, however it is used", () => {
    const account = signedIn();
    const end = account.context.sessions.get("laptop")!.createdAt + SESSION_MAX_MS;
    for (let at = account.now; at < end; at += SESSION_UNUSED_MS / 2)
      expect(account.take({ ...uses(), at })).toBeUndefined();
    expect(account.take({ ...uses(), at: end })).toBe("signedOut");
  });

  test("AC7 changes its secret once a day at most, whoever asks for it first", () => {
    const account = signedIn();
    expect(account.take(rotates())).toBe("signedOut");
    const at = account.now + ROTATE_EVERY_MS;
    expect(dueOf(account.context.sessions.get("laptop")!, "laptop#1", at)).toEqual({ note: true, rotate: true });
    expect(account.take({ ...rotates(), at })).toBeUndefined();
    expect(account.take({ ...rotates("laptop#1", "laptop#x"), at })).toBe("signedOut");
    expect(account.context.sessions.get("laptop")!.hash).toBe("laptop#2");
  });

  test("AC7 keeps its old secret until the new one is used, and a minute longer: a lost answer signs nobody out", () => {
    const account = signedIn();
    account.take({ ...rotates(), at: account.now + ROTATE_EVERY_MS });
    expect(isIn(account, "laptop#1", account.now + 3 * ROTATE_EVERY_MS)).toBe(true);
    expect(dueOf(account.context.sessions.get("laptop")!, "laptop#2", account.now).note).toBe(true);
    account.take(uses("laptop#1"));
    expect(isIn(account, "laptop#1", account.now + OVERLAP_MS)).toBe(true);
    account.take(uses("laptop#2"));
    expect(isIn(account, "laptop#1", account.now + OVERLAP_MS - 1)).toBe(true);
    expect(isIn(account, "laptop#1", account.now + OVERLAP_MS)).toBe(false);
    expect(isIn(account, "laptop#2", account.now + OVERLAP_MS)).toBe(true);
  });

  test("AC7 whose new secret never arrived gets another one, and the old one stays good", () => {
    const account = signedIn();
    account.take({ ...rotates("laptop#1", "lost"), at: account.now + ROTATE_EVERY_MS });
    expect(account.take({ ...rotates("laptop#1", "found"), at: account.now + ROTATE_EVERY_MS })).toBeUndefined();
    expect(["laptop#1", "found", "lost"].map((hash) => isIn(account, hash))).toEqual([true, true, false]);
  });

  test("AC8 that ends closes the sockets behind its doors and no others, and the doors are forgotten", () => {
    const account = signedIn();
    account.take(
      opens([
        ["queue", "demo"],
        ["agent", "demo_ana"],
      ]),
    );
    account.take(opens([["queue", "demo"]], "phone"));
    account.take(ends());
    expect(account.told("closeSockets")).toEqual([
      { party: "agent", room: "demo_ana", session: "laptop" },
      { party: "queue", room: "demo", session: "laptop" },
    ]);
    expect([account.sessions, [...account.context.doors.keys()]]).toEqual([["phone"], ["phone/queue/demo"]]);
    expect(isIn(account, "laptop#1")).toBe(false);
  });

  test("AC8 everywhere means everywhere", () => {
    const account = signedIn();
    account.take(opens([["queue", "demo"]], "phone"));
    account.take(endsAll);
    expect([account.sessions, rooms(account)]).toEqual([[], ["queue/demo"]]);
  });

  test("AC8 opens no door once it is over", () => {
    const account = signedIn();
    account.take(ends());
    expect(account.take(opens([["queue", "demo"]]))).toBe("signedOut");
  });

  test("AC9 that changes the password stays, with a new secret; all others end, and so do links and attempts", () => {
    const account = signedIn();
    account.take(opens([["queue", "demo"]], "phone"));
    account.take(asksBack());
    account.take(changes());
    expect(account.sessions).toEqual(["laptop"]);
    expect(account.context.sessions.get("laptop")!.hash).toBe("laptop#2");
    expect(rooms(account)).toEqual(["queue/demo"]);
    expect(account.take(usesLink())).toBe("linkInvalid");
    const waiting = withFactor();
    waiting.take(proves("phone"));
    waiting.take(changes());
    expect(waiting.take(codes(11, null, "phone"))).toBe("attemptOver");
  });

  test("AC13 is for the person's only project, or for the one that they choose of theirs", () => {
    const account = Account.after(works(), given(), proves("laptop"));
    expect(account.context.sessions.get("laptop")!.project).toBe("demo");
    account.take(works({ project: "other", person: "other_ana" }));
    account.take(proves("phone"));
    expect(account.context.sessions.get("phone")!.project).toBeNull();
    expect(account.take(chooses("third", "phone"))).toBe("notAMember");
    expect(account.take(chooses("other", "phone"))).toBeUndefined();
    expect(account.context.sessions.get("phone")!.project).toBe("other");
    account.take(works({ disabled: true }));
    expect(account.take(chooses("demo", "phone"))).toBe("notAMember");
  });
});

describe("the way back in", () => {
  test("AC10 leads only where there is a password, by a letter to the address that is known", () => {
    expect(Account.after(works(), vouched(), asksBack()).told("sendMail")).toEqual([]);
    const account = withPassword();
    account.take(asksBack());
    expect(account.told("sendMail")).toEqual([
      {
        id: "n1",
        letter: { template: "recovery", data: { room: "a0", nonce: "n1", url: "https://chat.example" } },
        to: "ana@example.com",
        locale: "es",
        askedAt: account.now,
        tries: 1,
        again: false,
      },
    ]);
    expect(account.told("startTimer")).toMatchObject([{ id: "recovery", at: account.now + RECOVERY_MS }]);
  });

  test("AC10 is one link at a time, for half an hour, and dead after use", () => {
    const account = withPassword();
    account.take(asksBack("n1"));
    account.take(asksBack("n2"));
    expect(account.take(usesLink("n1"))).toBe("linkInvalid");
    account.take(linkEnds("n1"));
    expect(account.take(usesLink("n2"))).toBeUndefined();
    expect(account.take(usesLink("n2"))).toBe("linkInvalid");
    const late = withPassword();
    late.take(asksBack());
    const at = late.now + RECOVERY_MS;
    expect(late.take({ ...usesLink(), at })).toBe("linkInvalid");
    late.take({ ...linkEnds(), at });
    expect(late.context.recovery).toBeNull();
  });

  test("AC9 AC10 ends all sessions and waiting attempts; the second factor stays", () => {
    const account = withFactor();
    account.take(opens([["queue", "demo"]]));
    account.take(proves("phone"));
    account.take(asksBack());
    account.take(usesLink());
    expect([account.sessions, account.context.attempts.size, rooms(account)]).toEqual([[], 0, ["queue/demo"]]);
    expect(account.context.password).toBe(NEW);
    account.take(proves("phone", NEW));
    expect(account.sessions).toEqual([]);
    expect(account.take(codes(11, null, "phone"))).toBeUndefined();
  });

  test("AC11 a letter that could not be sent is tried again, ever later, as long as it is of use", () => {
    const account = withPassword();
    account.take(asksBack());
    const until = account.now + RECOVERY_MS;
    const rests: number[] = [];
    for (;;) {
      account.take(answers("notSent"));
      const [timer] = account.told("startTimer");
      if (!timer) break;
      expect(timer).toMatchObject({ id: "letter-n1", event: { type: "letter.due", letter: "n1" } });
      rests.push((timer.at as number) - account.now);
      account.take({ ...letterDue(), at: timer.at as number });
      expect(account.told("sendMail")).toMatchObject([{ id: "n1", to: "ana@example.com", tries: rests.length + 1 }]);
    }
    expect(rests.slice(0, 4)).toEqual([5_000, 10_000, 20_000, 40_000]);
    expect(rests.length).toBeLessThan(12);
    expect(account.now).toBeLessThan(until);
    expect(account.context.letters.size).toBe(0);
  });

  test("AC11 one that may have been sent says so when it is tried again, and goes on saying so", () => {
    const account = withPassword();
    account.take(asksBack());
    for (const [kind, again] of [
      ["notSent", false],
      ["unknown", true],
      ["notSent", true],
    ] as const) {
      account.take(answers(kind));
      account.take(letterDue());
      expect(account.told("sendMail")).toMatchObject([{ again }]);
    }
  });

  test("AC11 one that was sent, or never can be, is forgotten", () => {
    for (const kind of ["sent", "refused"] as const) {
      const account = withPassword();
      account.take(asksBack());
      account.take(answers(kind));
      expect([account.asked, account.context.letters.size]).toEqual([[], 0]);
      account.take(letterDue());
      expect(account.asked).toEqual([]);
    }
  });

  test("AC11 one whose link is dead is not tried again", () => {
    for (const step of [asksBack("n2"), usesLink(), linkEnds(), changes()]) {
      const account = signedIn();
      account.take(asksBack("n1"));
      account.take(answers("notSent"));
      account.take(step);
      expect(account.told("cancelTimer")).toContainEqual({ id: "letter-n1" });
      account.take(letterDue("n1"));
      expect(account.asked).toEqual([]);
    }
  });

  test("AC11 of too many letters the oldest is given up", () => {
    const account = signedIn();
    for (let n = 0; n < 2 * LETTERS_MAX; n++) account.take(changes(n === 0 ? OLD : NEW));
    expect(account.context.letters.size).toBe(LETTERS_MAX);
    expect(account.context.letters.has(`password-${account.now}`)).toBe(true);
  });
});

describe("AC19 the owner of an account is told by letter", () => {
  const letters = (account: Account) => account.told("sendMail").map(({ letter }) => letter as object);
  const url = "https://chat.example";

  test("AC19 of a browser that has never signed in here, and of no other", () => {
    const account = withPassword();
    account.take(proves("laptop"));
    expect(letters(account)).toEqual([]);
    account.take({ ...proves("phone"), session: browser("phone", false) } as ReturnType<typeof proves>);
    const data = { at: account.now, device: "Firefox", from: "192.0.2.1", url };
    expect(letters(account)).toEqual([{ template: "newDevice", data }]);
    expect(Account.after(works(), vouched()).told("sendMail")).toEqual([]);
  });

  test("AC19 of a new password, however it came, of a second factor turned on or off, and of new recovery codes", () => {
    const account = Account.after(works(), given(), proves(), begins(), asksBack());
    for (const [step, template, more] of [
      [confirms(), "factorChanged", { change: "added" }],
      [renews(), "factorChanged", { change: "codesRenewed" }],
      [removes(), "factorChanged", { change: "removed" }],
      [usesLink(), "passwordChanged", {}],
    ] as const) {
      account.take(step);
      expect(letters(account)).toEqual([{ template, data: { at: account.now, url, ...more } }]);
    }
    account.take(proves("laptop", NEW));
    account.take(changes(NEW));
    expect(letters(account)).toMatchObject([{ template: "passwordChanged" }]);
  });
});

describe("a membership", () => {
  test("AC12 whose role changes, or that is disabled, closes that person's sockets of that project, a room once", () => {
    for (const change of [{ role: "auditor" as const }, { disabled: true }]) {
      const account = signedIn();
      account.take(works({ project: "other", person: "other_ana" }));
      account.take(opens([["queue", "demo"]]));
      account.take(opens([["queue", "demo"]], "phone"));
      account.take(opens([["queue", "other"]], "phone", "other"));
      account.take(works(change));
      expect(account.told("closeSockets")).toEqual([{ party: "queue", room: "demo", person: "demo_ana" }]);
    }
  });

  test("AC12 opens no door for a role that it no longer is, for one who is disabled, or for another project", () => {
    const account = signedIn();
    const room: [string, string][] = [["queue", "demo"]];
    expect(account.take(opens(room, "laptop", "demo", "supervisor"))).toBe("notAMember");
    expect(account.take(opens(room, "laptop", "other"))).toBe("notAMember");
    account.take(works({ disabled: true }));
    expect(account.take(opens(room))).toBe("notAMember");
    expect(account.context.doors.size).toBe(0);
    account.take(works({ role: "auditor" }));
    expect(account.take(opens(room, "laptop", "demo", "auditor"))).toBeUndefined();
  });

  test("AC12 that is told again, or under another name, closes nothing", () => {
    const account = signedIn();
    account.take(opens([["queue", "demo"]]));
    account.take(works());
    account.take(works({ name: "Ana García", projectName: "Tienda 2" }));
    expect(account.told("closeSockets")).toEqual([]);
    expect(account.context.memberships.get("demo")).toMatchObject({ name: "Ana García", projectName: "Tienda 2" });
  });

  test("AC12 that is disabled is nobody's choice any more", () => {
    const account = signedIn();
    account.take(works({ disabled: true }));
    expect([...account.context.sessions.values()].map(({ project }) => project)).toEqual([null, null]);
  });
});

describe("AC15 an account that is full", () => {
  test("AC15 ends the session that has not been used for longest, with its sockets", () => {
    const account = withPassword();
    for (let n = 0; n < SESSIONS_MAX; n++) account.take(proves(`s${n}`));
    account.take(opens([["queue", "demo"]], "s1"));
    account.take(uses("s0#1", "s0"));
    account.take(proves("new"));
    expect(account.sessions).toHaveLength(SESSIONS_MAX);
    expect([account.sessions.includes("s0"), account.sessions.includes("s1")]).toEqual([true, false]);
    expect(rooms(account)).toEqual(["queue/demo"]);
  });

  test("AC15 lets the oldest attempt go", () => {
    const account = withFactor();
    for (let n = 0; n <= ATTEMPTS_MAX; n++) account.take(proves(`s${n}`));
    expect(account.context.attempts.size).toBe(ATTEMPTS_MAX);
    expect(account.take(codes(11, null, "s0"))).toBe("attemptOver");
    expect(account.take(codes(11, null, `s${ATTEMPTS_MAX}`))).toBeUndefined();
  });

  test("AC15 opens no door that it could not remember, and the same one again at any time", () => {
    const account = signedIn();
    const many = (from: number, count: number) =>
      opens(Array.from({ length: count }, (_, n) => ["conversation", `demo_${from + n}`]));
    expect(account.take(many(0, DOORS_MAX))).toBeUndefined();
    expect(account.take(many(DOORS_MAX, 1))).toBe("tooManyDoors");
    expect(account.take(many(0, 2))).toBeUndefined();
  });
});

describe("AC16 one timer", () => {
  test("AC16 rings for whatever is over first, and then for the next", () => {
    const account = withFactor();
    const signedInAt = account.context.sessions.get("laptop")!.createdAt;
    expect(account.context.tidyAt).toBe(signedInAt + SESSION_UNUSED_MS);
    account.take(opens([["queue", "demo"]]));
    const doorAt = account.now + DOOR_MS;
    expect(account.context.tidyAt).toBe(doorAt);
    account.take(proves("phone"));
    const attemptAt = account.now + ATTEMPT_MS;
    expect(account.told("startTimer")).toEqual([{ id: "tidy", at: attemptAt, event: { type: "tidy.due" } }]);
    account.take(opens([["agent", "demo_ana"]]));
    expect(account.told("startTimer")).toEqual([]);
    account.take({ ...tidies, at: attemptAt });
    expect([account.context.attempts.size, account.context.doors.size, account.context.tidyAt]).toEqual([0, 2, doorAt]);
  });

  test("AC16 sweeps out what is over, closes what was behind its doors, and rests when there is nothing", () => {
    const account = signedIn();
    account.take(opens([["queue", "demo"]]));
    account.take({ ...tidies, at: account.now + SESSION_UNUSED_MS + DOOR_MS });
    expect([account.sessions, account.context.doors.size, account.context.tidyAt]).toEqual([[], 0, null]);
    expect(rooms(account)).toEqual(["queue/demo"]);
    expect(account.told("startTimer")).toEqual([]);
  });
});

describe("AC17 what concerns its security", () => {
  test("AC17 is told to every project in which the person works, and to none where they are disabled", () => {
    const account = Account.after(
      works(),
      works({ project: "other", person: "other_ana", role: "auditor" }),
      works({ project: "left", person: "left_ana", disabled: true }),
      given(),
    );
    account.take(fails);
    const nobody = { who: "", whoName: "", whoRole: "" };
    const note = { what: "signInFailed", ...nobody, detail: "curl · 192.0.2.9", when: account.now };
    expect(account.told("noteAudit")).toEqual([
      { project: "demo", note: { ...note, about: "demo_ana" } },
      { project: "other", note: { ...note, about: "other_ana" } },
    ]);
    account.take(proves());
    expect(account.told("noteAudit")).toMatchObject([
      { project: "demo", note: { what: "signedIn", who: "demo_ana", whoName: "Ana", whoRole: "agent" } },
      { project: "other", note: { what: "signedIn", who: "other_ana", whoName: "Ana", whoRole: "auditor" } },
    ]);
  });

  test("AC17 is everything that opens or closes a way in", () => {
    const account = Account.after(works(), given());
    const steps = [
      proves(),
      begins(),
      confirms(),
      renews(),
      removes(),
      changes(),
      asksBack(),
      usesLink(),
      proves("x", NEW),
      ends("x"),
    ];
    expect(steps.flatMap((step) => (account.take(step), told(account)))).toEqual([
      "signedIn",
      "factorOn",
      "codesRenewed",
      "factorOff",
      "passwordChanged",
      "passwordRecovered",
      "signedIn",
      "signedOut",
    ]);
    account.take(endsAll);
    expect(told(account)).toEqual([]);
    account.take(rehashes(NEW));
    expect(told(account)).toEqual([]);
  });
});
