import { describe, expect, test } from "vitest";
import { INVITATION_MS, MEMBERS_MAX, RESEND_FIRST_MS } from "../../machines/members.ts";
import {
  ZOE,
  accepts,
  accountOf,
  answered,
  audited,
  changes,
  describes,
  disables,
  enables,
  expires,
  invites,
  john,
  letterDue,
  notes,
  person,
  resends,
  sets,
  told,
  withdraws,
} from "./support/members.ts";
import { Project } from "./support/project.ts";

const AT = 1000;
const invited = () => Project.after(describes(), invites());
const zoe = (project: Project) => project.context.members.get(ZOE);

describe("an invitation", () => {
  test("ME1 makes a member, a letter with a link of its own, and a time after which it is over", () => {
    const project = invited();
    expect(zoe(project)).toMatchObject({
      email: "zoe@example.com",
      state: "invited",
      account: null,
      invitedBy: "demo_john",
      invitation: { nonce: "1", until: AT + INVITATION_MS, sent: 1, letter: "sending" },
    });
    const mail = project.asked.find(({ type }) => type === "sendMail")!.params.mail;
    expect(mail).toEqual({
      template: "invitation",
      to: "zoe@example.com",
      locale: "es",
      data: { room: ZOE, nonce: "1", by: "john", project: "Tienda", role: "agent", url: "https://chat.example" },
    });
    expect([told(project, "tellAgent"), told(project, "tellAccount")]).toEqual([[], []]);
  });

  test("ME1 sent again has another link, and the one before opens nothing", () => {
    const project = invited();
    expect(project.take(resends(), AT + RESEND_FIRST_MS - 1)).toBe("resentTooSoon");
    expect(project.take(resends(), AT + RESEND_FIRST_MS)).toBeUndefined();
    expect(zoe(project)).toMatchObject({ invitation: { nonce: "2", sent: 2 } });
    expect(project.take(resends(), AT + 3 * RESEND_FIRST_MS - 1)).toBe("resentTooSoon");
    expect(project.take(accepts("1"))).toBe("invitationOver");
    expect(project.take(accepts("2"))).toBeUndefined();
  });

  test("ME1 withdrawn is no more, and the address may be invited anew under another id", () => {
    const project = invited();
    project.take(withdraws());
    expect([zoe(project), project.take(accepts())]).toEqual([undefined, "invitationOver"]);
    project.take(invites());
    expect(project.context.members.has("demo_m2")).toBe(true);
  });

  test("ME1 ME2 that nobody has followed in time is over, and can be sent again", () => {
    const project = invited();
    expect(project.take(accepts(), AT + INVITATION_MS)).toBe("invitationOver");
    project.take(expires(), AT + INVITATION_MS);
    expect(zoe(project)).toMatchObject({ state: "expired" });
    expect(project.take(accepts())).toBe("invitationOver");
    expect(project.take(resends(), AT + INVITATION_MS)).toBeUndefined();
    project.take(expires("1"));
    expect(zoe(project)).toMatchObject({ state: "invited" });
  });

  test("MA1 ME1 whose letter was not sent is asked for again, and says in the end what became of it", () => {
    const project = invited();
    project.take(answered({ kind: "notSent", words: "busy", retryAfterMs: null }));
    expect(project.asked).toMatchObject([{ type: "startTimer", params: { id: `letter-${ZOE}`, at: AT + 5000 } }]);
    project.take(letterDue());
    expect(project.asked).toMatchObject([{ type: "sendMail", params: { id: ZOE, nonce: "1" } }]);
    project.take(answered({ kind: "sent", via: "smtp" }, "0"));
    expect(zoe(project)).toMatchObject({ invitation: { letter: "sending", tries: 2 } });
    project.take(answered({ kind: "sent", via: "smtp" }));
    expect(zoe(project)).toMatchObject({ invitation: { letter: "sent" } });
    const off = invited();
    off.take(answered({ kind: "off", words: "no mail" }));
    expect(zoe(off)).toMatchObject({ invitation: { letter: "failed" } });
  });

  test("ME2 whose link is followed makes them work here: their seat and their account hear of it", () => {
    const project = invited();
    expect(project.take(accepts("1", " "))).toBe("nameMissing");
    project.take(accepts());
    expect(zoe(project)).toMatchObject({ state: "active", name: "Zoe", account: accountOf("zoe"), invitation: null });
    expect(told(project, "tellAgent")).toMatchObject([
      { agentId: ZOE, event: { name: "Zoe", role: "agent", disabled: false, departments: ["general"], capacity: 6 } },
    ]);
    expect(told(project, "tellAccount")).toMatchObject([
      { account: accountOf("zoe"), event: { project: "demo", projectName: "Tienda", person: ZOE, disabled: false } },
    ]);
    expect(project.take(accepts())).toBe("invitationOver");
  });

  test.each([
    ["ME5 of an address that is one already", "ana@example.com", "memberExists"],
    ["ME5 of what is no address", "ana", "emailInvalid"],
    ["ME5 of an address with a second one in it", "a@b.example,c@d.example", "emailInvalid"],
  ])("%s is refused", (_, email, reason) => {
    expect(Project.after(describes()).take(invites(email))).toBe(reason);
  });

  test("ME5 of one too many is refused", () => {
    const many = Array.from({ length: MEMBERS_MAX - 1 }, (_, n) => person(`p${n}`));
    const project = Project.after(describes([person("john", "administrator"), ...many]));
    expect(project.take(invites())).toBe("membersFull");
  });

  test("ME7 into a department that there is not is refused", () => {
    const project = Project.after(describes());
    expect(project.take({ ...invites(), departments: ["luna"] } as never)).toBe("departmentUnknown");
  });
});

describe("a member", () => {
  test("ME3 who is changed hears of it, at their seat and in their account", () => {
    const project = Project.after(describes());
    project.take(changes({ role: "supervisor", departments: ["ventas"], capacity: 2 }));
    expect(told(project, "tellAgent")).toMatchObject([
      { agentId: "demo_ana", event: { role: "supervisor", departments: ["ventas"], capacity: 2 } },
    ]);
    expect(told(project, "tellAccount")).toMatchObject([{ event: { role: "supervisor" } }]);
    expect(project.take(changes({ role: "supervisor" }))).toBeUndefined();
    expect(project.asked).toEqual([]);
    expect(project.take(changes({ name: " " }))).toBe("nameMissing");
    expect(project.take(changes({ departments: ["luna"] }))).toBe("departmentUnknown");
    expect(project.take(changes({ role: "agent" }, "demo_nobody"))).toBe("memberMissing");
  });

  test("ME3 who is disabled and enabled again hears of both, once", () => {
    const project = Project.after(describes());
    project.take(disables());
    expect(told(project, "tellAgent")).toMatchObject([{ event: { disabled: true } }]);
    expect(told(project, "tellAccount")).toMatchObject([{ event: { disabled: true } }]);
    project.take(disables());
    expect(project.asked).toEqual([]);
    project.take(enables());
    expect(told(project, "tellAgent")).toMatchObject([{ event: { disabled: false } }]);
    expect(invited().take(disables(ZOE))).toBe("memberMissing");
  });

  test("ME4 who is the last administrator stays one, and a disabled or invited one is no other", () => {
    const project = Project.after(describes(), invites("zoe@example.com", "administrator"));
    expect(project.take(disables("demo_john"))).toBe("lastAdministrator");
    expect(project.take(changes({ role: "agent" }, "demo_john"))).toBe("lastAdministrator");
    expect(project.take(changes({ name: "Juan" }, "demo_john"))).toBeUndefined();
    project.take(accepts());
    project.take(disables(ZOE));
    expect(project.take(disables("demo_john"))).toBe("lastAdministrator");
    project.take(enables(ZOE));
    expect(project.take(changes({ role: "auditor" }, "demo_john"))).toBeUndefined();
  });

  test("ME9 who is no administrator any more manages nobody, though a screen may say so", () => {
    const project = Project.after(describes([person("john", "administrator"), person("eva", "administrator")]));
    project.take(changes({ role: "agent" }, "demo_john", { ...john, id: "demo_eva" }));
    expect(project.take(invites())).toBe("rightsChanged");
    expect(project.take(disables("demo_eva"))).toBe("rightsChanged");
    expect(project.take(sets({ name: "Mía" }))).toBe("rightsChanged");
    expect(project.take(sets({ capacity: 9 }))).toBe("rightsChanged");
  });

  test("ME6 has a capacity of their own, or the project's, or six", () => {
    const people = [person("ana", "agent", { capacity: 0 }), person("luis")];
    const capacities = (capacity?: number) =>
      told(Project.after(describes(people, capacity)), "tellAgent").map(
        (one) => (one as { event: { capacity: number } }).event.capacity,
      );
    expect([capacities(), capacities(9)]).toEqual([
      [0, 6],
      [0, 9],
    ]);
  });
});

describe("the project's settings", () => {
  test("PR9 DI6 that change are told to the queue and the directory, and what concerns them to the members", () => {
    const project = Project.after(describes());
    project.take(sets({ timeZone: "UTC", domains: ["shop.example"] }));
    expect(told(project, "tellQueue")).toEqual([
      { project: "demo", event: { type: "settings.changed", timeZone: "UTC", departments: ["general", "ventas"] } },
    ]);
    expect(told(project, "tellDirectory")).toEqual([
      { event: { type: "project.changed", id: "demo", name: "Tienda", domains: ["shop.example"] } },
    ]);
    expect(told(project, "tellAgent")).toEqual([]);
    project.take(sets({ capacity: 3 }));
    expect(told(project, "tellAgent")).toMatchObject([{ event: { capacity: 3 } }, { event: { capacity: 3 } }]);
    const others = (["tellAccount", "tellQueue", "tellDirectory"] as const).map((whom) => told(project, whom));
    expect(others).toEqual([[], [], []]);
    project.take(sets({ capacity: 3 }));
    expect(project.asked).toEqual([]);
  });

  test("PR9 ME3 a new name is news to accounts and to the directory, and to no seat nor the queue", () => {
    const project = Project.after(describes());
    project.take(sets({ name: "Otra" }));
    expect([told(project, "tellAgent"), told(project, "tellQueue")]).toEqual([[], []]);
    expect(told(project, "tellAccount")).toMatchObject([{ event: { projectName: "Otra" } }, {}]);
    expect(told(project, "tellDirectory")).toMatchObject([{ event: { name: "Otra" } }]);
  });

  test("PR10 a capacity of the project's is told to who has none of their own, a time of grace to everybody", () => {
    const project = Project.after(describes([person("ana"), person("luis", "agent", { capacity: 2 })]));
    project.take(sets({ capacity: 30 }));
    expect(told(project, "tellAgent")).toMatchObject([{ agentId: "demo_ana", event: { capacity: 30 } }]);
    project.take(sets({ graceMs: 5000 }));
    expect(told(project, "tellAgent")).toMatchObject([
      { agentId: "demo_ana", event: { capacity: 30, graceMs: 5000 } },
      { agentId: "demo_luis", event: { capacity: 2, graceMs: 5000 } },
    ]);
  });

  test("PR10 what was described otherwise stays while nobody changes it", () => {
    const project = Project.after({ ...describes([person("ana")], 0), graceMs: 1 } as never);
    expect(project.take(sets({ name: "Otra", capacity: 0, graceMs: 1 }))).toBeUndefined();
    expect(project.context).toMatchObject({ name: "Otra", capacity: 0, graceMs: 1 });
  });

  test.each([
    ["PR10", { capacity: 0 }, "capacityInvalid"],
    ["PR10", { capacity: 31 }, "capacityInvalid"],
    ["PR10", { capacity: 2.5 }, "capacityInvalid"],
    ["PR10", { graceMs: 4999 }, "graceInvalid"],
    ["PR10", { graceMs: 600_001 }, "graceInvalid"],
    ["PR10", { graceMs: 5000.5 }, "graceInvalid"],
    ["PR9", { timeZone: "Europe/Atlantis" }, "timeZoneInvalid"],
    ["DI7", { domains: ["shop.example; script-src *"] }, "domainInvalid"],
    ["PR3", { name: "" }, "nameMissing"],
    ["PR3", { departments: [{ id: "general", name: "" }] }, "nameMissing"],
    ["ME7", { departments: [] }, "departmentsMissing"],
    ["ME7", { departments: [{ id: "ventas", name: "Ventas" }] }, "departmentInUse"],
  ])("%s %j is refused: %s", (_, change, reason) => {
    expect(Project.after(describes()).take(sets(change))).toBe(reason);
  });

  test("ME7 a department is renamed, and taken away once nobody works in it", () => {
    const project = Project.after(describes());
    expect(project.take(sets({ departments: [{ id: "general", name: "Todo" }] }))).toBeUndefined();
    expect(project.context.departments).toEqual([{ id: "general", name: "Todo" }]);
  });
});

describe("the audit log", () => {
  test("ME8 says who did what to whom, numbered without gaps, and what accounts tell at the time when it was so", () => {
    const project = Project.after(describes());
    const rows: object[] = [];
    const steps = [
      invites(),
      accepts(),
      changes({ role: "supervisor", capacity: 2 }),
      disables(),
      enables(),
      sets({ name: "Otra", capacity: 3 }),
      notes,
    ];
    for (const step of steps) {
      project.take(step);
      rows.push(...audited(project));
    }
    const byJohn = { by: "demo_john", byName: "john", role: "administrator", at: AT };
    expect(rows).toEqual([
      { seq: 1, ...byJohn, what: "invited", about: ZOE, detail: "zoe@example.com · agent" },
      { seq: 2, at: AT, by: ZOE, byName: "Zoe", role: "agent", what: "joined", about: ZOE, detail: "zoe@example.com" },
      { seq: 3, ...byJohn, what: "roleChanged", about: "demo_ana", detail: "agent → supervisor" },
      { seq: 4, ...byJohn, what: "memberChanged", about: "demo_ana", detail: "ana@example.com" },
      { seq: 5, ...byJohn, what: "disabled", about: "demo_ana", detail: "ana@example.com" },
      { seq: 6, ...byJohn, what: "enabled", about: "demo_ana", detail: "ana@example.com" },
      { seq: 7, ...byJohn, what: "settingsChanged", about: "", detail: "name, capacity" },
      { seq: 8, at: 5, by: "demo_ana", byName: "Ana", role: "agent", what: "signedIn", about: "", detail: "Firefox" },
    ]);
  });

  test("ME8 AC17 says of a sign-in that failed in whose name it was tried and from where, and that nobody knows by whom", () => {
    const project = Project.after(describes());
    const nobody = { who: "", whoName: "", whoRole: "" };
    const failed = { what: "signInFailed" as const, ...nobody, about: "demo_ana", detail: "curl · 192.0.2.9", when: 5 };
    project.take({ type: "audit.noted", ...failed });
    const row = { seq: 1, at: 5, by: "", byName: "", role: "", what: "signInFailed" };
    expect(audited(project)).toEqual([{ ...row, about: "demo_ana", detail: "curl · 192.0.2.9" }]);
  });

  test("ME8 has nothing of what was refused or changed nothing", () => {
    const project = Project.after(describes());
    for (const step of [invites("ana"), changes({}), enables(), sets({ name: "Tienda" })]) {
      project.take(step);
      expect(audited(project)).toEqual([]);
    }
  });
});
