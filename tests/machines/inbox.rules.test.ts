import { describe, expect, test } from "vitest";
import { TEMPLATES_FRESH_MS, TEMPLATES_MAX, TEMPLATES_SOONEST_MS } from "../../machines/inbox-setup.ts";
import { INBOXES_MAX, inboxFault, type InboxWish } from "../../machines/project-inboxes.ts";
import {
  Inbox,
  checked,
  configOf,
  configures,
  gave,
  gaveNone,
  inboxRow,
  notChecked,
  removes,
  takesSlot,
  template,
  templatesDue,
  wantsCheck,
  wantsTemplates,
} from "./support/inbox.ts";
import { describes, disables, john, person } from "./support/members.ts";
import { Project, type ProjectStep } from "./support/project.ts";

const asked = (inbox: Inbox, type: string) =>
  inbox.asked.filter((one) => one.type === type).map(({ params }) => params);

describe("setting up", () => {
  test("IN1 what it is called, and what opens it, is what was said last; the same said again changes nothing", () => {
    const inbox = Inbox.after(configures());
    expect(inbox.told("inbox.changed")).toMatchObject([
      {
        inbox: { id: "wa777", name: "Ventas", department: "ventas", shown: "", works: null },
        line: { inbox: "wa777" },
      },
    ]);
    const { writes } = inbox;
    inbox.take(configures());
    expect(inbox.writes).toBe(writes);
    inbox.take(configures({ name: "Soporte" }));
    expect(inbox.told("inbox.changed")).toMatchObject([{ inbox: { name: "Soporte" } }]);
  });

  test("IN1 it has a name of 1 to 80 characters", () => {
    const inbox = new Inbox();
    expect(inbox.take(configures({ name: "\u200b " }))).toBe("nameMissing");
    expect(inbox.take(configures({ name: "x".repeat(81) }))).toBe("nameTooLong");
    expect(inbox.take(configures({ name: "x".repeat(80) }))).toBeUndefined();
  });

  test("IN7 the audit log is told who changed which settings, and never to what", () => {
    const inbox = Inbox.after(configures());
    const by = { who: john.id, whoName: "", whoRole: "administrator", about: "wa777", when: 1000 };
    expect(inbox.told("audit.noted")).toMatchObject([
      { what: "inboxAdded", detail: "Ventas", ...by, whoName: expect.any(String) as string },
    ]);
    const sealed = { ...configOf().sealed, accessToken: "sealed anew" };
    inbox.take(
      configures({ sealed, settings: { phoneNumberId: "777", businessAccountId: "42" }, department: "general" }),
    );
    const [noted, ...more] = inbox.told("audit.noted");
    expect(more).toEqual([]);
    expect(noted).toMatchObject({ what: "inboxChanged", detail: "department, accessToken, businessAccountId" });
    expect(JSON.stringify(noted)).not.toMatch(/anew|42/);
    inbox.take(removes);
    expect(inbox.told("audit.noted")).toMatchObject([{ what: "inboxRemoved", detail: "Ventas" }]);
  });

  test("IN8 once it is removed nothing goes out, the project hears of it, and nothing is left of what opened it", () => {
    const inbox = Inbox.after(configures(), checked(), wantsTemplates, gave([template("a")]), removes);
    expect(inbox.told("inbox.removed")).toEqual([{ type: "inbox.removed", id: "wa777" }]);
    expect(inbox.take(takesSlot)).toBe("inboxOff");
    expect(JSON.stringify(inbox.context)).not.toContain("sealed token");
    expect(inbox.context).toMatchObject({ config: null, check: null, shown: "", templates: { size: 0 } });
    expect(inbox.take(removes)).toBeUndefined();
    expect(inbox.asked).toEqual([]);
  });
});

describe("whether it works", () => {
  test("IN6 is looked up when it is set up and when somebody asks, once at a time, and told as soon as it changes", () => {
    const inbox = Inbox.after(configures());
    expect(asked(inbox, "check")).toMatchObject([{ setUp: 1, sealed: { inbox: "wa777" } }]);
    inbox.take(wantsCheck);
    expect(inbox.asked).toEqual([]);
    inbox.take(checked(undefined, 1, "+34 600"), 2000);
    expect(inbox.told("inbox.changed")).toMatchObject([{ inbox: { shown: "+34 600", works: true, checkedAt: 2000 } }]);
    inbox.take(wantsCheck);
    expect(asked(inbox, "check")).toHaveLength(1);
    inbox.take(checked([{ what: "token", ok: false, words: "expired" }], 1, ""), 3000);
    // What it is called is not forgotten for that.
    expect(inbox.told("inbox.changed")).toMatchObject([{ inbox: { works: false, shown: "+34 600" } }]);
  });

  test("IN6 is told in words where it could not be looked up", () => {
    for (const [outcome, words] of [
      [{ kind: "failed", reason: "no route" }, "no route"],
      [{ kind: "timedOut" }, "no answer in time"],
      [{ kind: "done", value: null, cut: true }, "no answer that could be kept"],
    ] as const) {
      const inbox = Inbox.after(configures(), notChecked(outcome));
      expect(inbox.context.check).toEqual({ at: 1000, findings: [], words });
      expect(inbox.told("inbox.changed")).toMatchObject([{ inbox: { works: false } }]);
    }
  });

  test("IN6 is not what was found of an earlier set-up", () => {
    const inbox = Inbox.after(configures(), configures({ name: "Otra" }));
    expect(asked(inbox, "check")).toMatchObject([{ setUp: 2 }]);
    inbox.take(checked([{ what: "token", ok: false, words: "" }], 1));
    expect([inbox.asked, inbox.context.check]).toEqual([[], null]);
    inbox.take(checked(undefined, 2));
    expect(inbox.context.check).toMatchObject({ findings: [{ ok: true }] });
  });
});

describe("templates", () => {
  const names = (inbox: Inbox) =>
    [...inbox.context.templates.values()].toSorted((a, b) => a.place - b.place).map(({ name }) => name);
  const with3 = () => Inbox.after(configures(), wantsTemplates, gave([template("b"), template("a"), template("c")]));

  test("IN9 are those that the provider gave last, in its order", () => {
    const inbox = with3();
    expect(names(inbox)).toEqual(["b", "a", "c"]);
    inbox.take(wantsTemplates, 1000 + TEMPLATES_SOONEST_MS);
    inbox.take(gave([template("c", "Hasta luego"), template("a")]));
    expect(names(inbox)).toEqual(["c", "a"]);
    expect(inbox.context.templates.get("es/c")!.parts[0]!.text).toBe("Hasta luego");
  });

  test("IN9 come in pieces, at most 300 of them, and what is gone is gone only with the last piece", () => {
    const inbox = with3();
    inbox.take(wantsTemplates, 1000 + TEMPLATES_SOONEST_MS);
    inbox.take(gave([template("c")], { next: 1 }));
    expect(asked(inbox, "fetchTemplates")).toMatchObject([{ from: 1 }]);
    expect(names(inbox).toSorted()).toEqual(["a", "b", "c"]);
    inbox.take(gave([template("d")], { from: 1 }));
    expect(names(inbox)).toEqual(["c", "d"]);
    inbox.take(wantsTemplates, 2 * TEMPLATES_FRESH_MS);
    inbox.take(
      gave(
        Array.from({ length: TEMPLATES_MAX + 20 }, (_, n) => template(`t${n}`)),
        { next: TEMPLATES_MAX + 20 },
      ),
    );
    expect(asked(inbox, "fetchTemplates")).toEqual([]);
    expect(inbox.context.templates.size).toBe(TEMPLATES_MAX);
  });

  test("IN9 are asked for by who wants them, at most once a minute", () => {
    const inbox = with3();
    inbox.take(wantsTemplates, 1000 + TEMPLATES_SOONEST_MS - 1);
    expect(inbox.asked).toEqual([]);
    inbox.take(wantsTemplates, 1000 + TEMPLATES_SOONEST_MS);
    expect(asked(inbox, "fetchTemplates")).toHaveLength(1);
    inbox.take(wantsTemplates, 1000 + TEMPLATES_SOONEST_MS + 1);
    expect(inbox.asked).toEqual([]);
  });

  test("IN9 are asked for every hour while somebody wants them, and then no more", () => {
    const inbox = with3();
    const due = 1000 + TEMPLATES_FRESH_MS;
    expect(asked(inbox, "startTimer")).toMatchObject([{ at: due, event: templatesDue() }]);
    inbox.take(wantsTemplates, due - 1);
    inbox.take(gave([template("a")]), due - 1);
    inbox.take(templatesDue(), due + TEMPLATES_FRESH_MS - 2);
    expect(asked(inbox, "fetchTemplates")).toHaveLength(1);
    inbox.take(gave([template("a")]), due + TEMPLATES_FRESH_MS);
    expect(asked(inbox, "startTimer")).toHaveLength(1);
    inbox.take(templatesDue(), due + 2 * TEMPLATES_FRESH_MS);
    expect(inbox.asked).toEqual([]);
  });

  test("IN9 stay where they cannot be had, and why is told", () => {
    const inbox = with3();
    inbox.take(wantsTemplates, 1000 + TEMPLATES_SOONEST_MS);
    inbox.take(gaveNone({ kind: "failed", reason: "no permission" }));
    expect(names(inbox)).toEqual(["b", "a", "c"]);
    expect(inbox.context.templatesWords).toBe("no permission");
    expect(asked(inbox, "startTimer")).toHaveLength(1);
  });

  test("IN9 are none where the channel has none", () => {
    const inbox = Inbox.after(configures({ channel: "telegram" }), wantsTemplates);
    expect([inbox.asked, inbox.state]).toEqual([[], "on.check.checking.templates.resting"]);
  });

  test("IN9 of other settings may be others, and are asked for at once", () => {
    const inbox = with3();
    inbox.take(configures({ settings: { phoneNumberId: "777", businessAccountId: "9" } }), 2000);
    inbox.take(wantsTemplates, 2001);
    expect(asked(inbox, "fetchTemplates")).toMatchObject([{ setUp: 2, from: 0 }]);
    inbox.take(gave([template("old")], { setUp: 1 }));
    expect(names(inbox)).not.toContain("old");
  });
});

describe("the project", () => {
  const told = (more = {}): ProjectStep => ({ type: "inbox.changed", inbox: inboxRow(more) });
  const wish = (more: Partial<InboxWish> = {}): InboxWish => ({
    by: { id: john.id, role: "administrator" },
    id: "wa777",
    department: "general",
    isNew: false,
    ...more,
  });
  const fault = (project: Project, more?: Partial<InboxWish>) => inboxFault(project.context, wish(more));

  test("IN12 keeps its inboxes as their rooms said last", () => {
    const project = Project.after(describes(), told());
    project.take(told({ works: true }));
    expect([...project.context.inboxes.values()]).toEqual([inboxRow({ works: true })]);
    project.take({ type: "inbox.removed", id: "wa777" });
    expect(project.context.inboxes.size).toBe(0);
  });

  test("IN1 an inbox fills a line that there is, is set up once, and there are at most 50", () => {
    const project = Project.after(describes(), told());
    expect(fault(project)).toBeNull();
    expect(fault(project, { department: "luna" })).toBe("departmentUnknown");
    expect(fault(project, { isNew: true })).toBe("inboxExists");
    expect(fault(project, { id: "wa1" })).toBe("inboxMissing");
    expect(fault(project, { id: "wa1", isNew: true })).toBeNull();
    for (let n = 1; n < INBOXES_MAX; n++) project.take(told({ id: `wa${n}` }));
    expect(fault(project, { id: "tg1", isNew: true })).toBe("inboxesFull");
    expect(fault(project)).toBeNull();
  });

  test("IN7 who is no administrator any more changes no inbox, whatever they came with", () => {
    const eva = person("eva", "administrator");
    const demoted = Project.after(describes([person("john", "supervisor"), eva]), told());
    const disabled = Project.after(
      describes([person("john", "administrator"), eva]),
      told(),
      disables(john.id, { ...john, id: eva.id }),
    );
    for (const project of [demoted, disabled]) {
      expect(fault(project)).toBe("rightsChanged");
      expect(fault(project, { by: { id: eva.id, role: "administrator" } })).toBeNull();
    }
    expect(fault(demoted, { by: { id: "demo_nobody", role: "agent" } })).toBe("rightsChanged");
  });
});
