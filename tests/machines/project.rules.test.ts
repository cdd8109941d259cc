import { describe, expect, test } from "vitest";
import {
  LABELS_OF_PROJECT_MAX,
  NAME_MAX_CHARS,
  REASONS_OF_PROJECT_MAX,
  REOPEN_MAX_MS,
  REPLIES_MAX,
} from "../../machines/catalogue.ts";
import { shortcutsOf } from "../../machines/project.ts";
import { DEFAULT_RULES, TEXT_MAX_CHARS } from "../../machines/vocabulary.ts";
import {
  Project,
  deletes,
  reply,
  savesLabel,
  savesReason,
  savesReply,
  sets,
  stocks,
  opens,
  week,
} from "./support/project.ts";

const many = <T>(count: number, one: (id: string) => T): T[] => Array.from({ length: count }, (_, n) => one(`n${n}`));
const ids = (table: { keys: () => Iterable<string> }) => [...table.keys()];

describe("what a project keeps", () => {
  test("PR1 saving under an id that is there changes what it says, and nothing else", () => {
    const project = Project.after(savesReply("saludo"), savesReply("adios"), savesLabel(), savesReason());
    project.take(savesReply("saludo", { title: "Bienvenida", shortcut: "hola", text: "¡Bienvenida!" }));
    expect(project.context.replies.get("saludo")).toEqual({
      id: "saludo",
      title: "Bienvenida",
      shortcut: "hola",
      text: "¡Bienvenida!",
    });
    project.take(savesLabel("vip", { name: "Cliente VIP", color: "red" }));
    expect(project.context.labels.get("vip")).toEqual({ id: "vip", name: "Cliente VIP", color: "red" });
    project.take(savesReason("resuelta", { name: "Solucionada" }));
    expect(project.context.reasons.get("resuelta")).toEqual({ id: "resuelta", name: "Solucionada" });
    expect([ids(project.context.replies), ids(project.context.labels)]).toEqual([["adios", "saludo"], ["vip"]]);
  });

  test("PR1 what is deleted is gone, and deleting it again is no trouble", () => {
    const project = Project.after(savesReply(), savesLabel(), savesReason());
    for (const [what, id] of [
      ["reply", "saludo"],
      ["label", "vip"],
      ["reason", "resuelta"],
    ] as const) {
      expect(project.take(deletes(what, id))).toBeUndefined();
      const before = project.snapshot.context;
      expect(project.take(deletes(what, id))).toBeUndefined();
      expect(project.snapshot.context).toBe(before);
    }
    const { replies, labels, reasons } = project.context;
    expect([replies.size, labels.size, reasons.size]).toEqual([0, 0, 0]);
  });
});

describe("a canned reply", () => {
  test("PR2 needs a title, a text and a shortcut that can be typed", () => {
    const project = new Project();
    expect(project.take(savesReply("a", { title: " " }))).toBe("nameMissing");
    expect(project.take(savesReply("a", { text: "\n" }))).toBe("emptyText");
    expect(project.take(savesReply("a", { text: "x".repeat(TEXT_MAX_CHARS + 1) }))).toBe("textTooLong");
    for (const shortcut of ["", "Hola", "buenos días", "adiós", "/hola", "x".repeat(33)])
      expect(project.take(savesReply("a", { shortcut })), shortcut).toBe("shortcutInvalid");
    expect(project.context.replies.size).toBe(0);
    expect(
      project.take(savesReply("a", { shortcut: "buenos-dias-2", text: "x".repeat(TEXT_MAX_CHARS) })),
    ).toBeUndefined();
  });

  test("PR2 has a shortcut of its own", () => {
    const project = Project.after(savesReply("saludo", { shortcut: "hola" }));
    expect(project.take(savesReply("otra", { shortcut: "hola" }))).toBe("shortcutTaken");
    expect(project.take(savesReply("saludo", { shortcut: "hola", title: "Otro" }))).toBeUndefined();
  });

  test("PR2 leaves its shortcut to others when it has another one or is deleted", () => {
    const project = Project.after(
      savesReply("saludo", { shortcut: "hola" }),
      savesReply("saludo", { shortcut: "buenas" }),
    );
    expect(project.take(savesReply("otra", { shortcut: "hola" }))).toBeUndefined();
    expect(project.take(savesReply("saludo", { shortcut: "hola" }))).toBe("shortcutTaken");
    project.take(deletes("reply", "otra"));
    expect(project.take(savesReply("saludo", { shortcut: "hola" }))).toBeUndefined();
    expect([...project.context.shortcuts]).toEqual([["hola", "saludo"]]);
  });

  test("PR2 which reply has which shortcut can be told from the replies alone", () => {
    const { replies, shortcuts } = Project.after(
      savesReply("b", { shortcut: "uno" }),
      savesReply("a", { shortcut: "dos" }),
    ).context;
    expect([...shortcutsOf(replies)]).toEqual([...shortcuts]);
    expect([...shortcuts]).toEqual([
      ["dos", "a"],
      ["uno", "b"],
    ]);
  });
});

describe("limits", () => {
  test("PR3 names have 1 to 80 characters", () => {
    const project = new Project();
    for (const saves of [savesLabel, savesReason]) {
      for (const name of ["", " ", "\u200b\u2800"]) expect(project.take(saves("x", { name }))).toBe("nameMissing");
      expect(project.take(saves("x", { name: "x".repeat(NAME_MAX_CHARS + 1) }))).toBe("nameTooLong");
      expect(project.take(saves("x", { name: "x".repeat(NAME_MAX_CHARS) }))).toBeUndefined();
    }
    expect(project.take(savesReply("x", { title: "x".repeat(NAME_MAX_CHARS + 1) }))).toBe("nameTooLong");
  });

  test("PR3 a full table takes no new row, and changes of old ones", () => {
    const full = Project.after(
      ...many(REPLIES_MAX, savesReply),
      ...many(LABELS_OF_PROJECT_MAX, savesLabel),
      ...many(REASONS_OF_PROJECT_MAX, savesReason),
    );
    const { replies, labels, reasons } = full.context;
    expect([replies.size, labels.size, reasons.size]).toEqual([500, 200, 100]);
    for (const saves of [savesReply, savesLabel, savesReason]) {
      expect(full.take(saves("one-more"))).toBe("catalogueFull");
      expect(full.take(saves("n7"))).toBeUndefined();
    }
    full.take(deletes("label", "n3"));
    expect(full.take(savesLabel("one-more"))).toBeUndefined();
  });
});

describe("rules", () => {
  test("PR4 a reason can be demanded only while there is one", () => {
    const project = new Project();
    expect(project.take(sets({ wrapUp: "required" }))).toBe("reasonsMissing");
    project.take(savesReason());
    expect(project.take(sets({ wrapUp: "required" }))).toBeUndefined();
    expect(project.context.wrapUp).toBe("required");
  });

  test("PR4 the last reason stays while one is demanded", () => {
    const project = Project.after(savesReason("a"), savesReason("b"), sets({ wrapUp: "required" }));
    expect(project.take(deletes("reason", "nobody"))).toBeUndefined();
    expect(project.take(deletes("reason", "a"))).toBeUndefined();
    expect(project.take(deletes("reason", "b"))).toBe("reasonsMissing");
    project.take(sets({ wrapUp: "optional" }));
    expect(project.take(deletes("reason", "b"))).toBeUndefined();
  });

  const tells = (rules: object) => ({ project: "demo", event: { type: "rules.changed", rules } });

  test("PR5 the queue is told of changed rules, and only of changed ones", () => {
    const project = Project.after(savesReason(), sets({ wrapUp: "required", reopenMs: 1000 }));
    expect(project.told).toEqual([tells({ wrapUp: "required", reopenMs: 1000 })]);
    project.take(sets({ wrapUp: "required", reopenMs: 1000 }));
    expect(project.told).toEqual([]);
    project.take(sets({ wrapUp: "required", reopenMs: 2000 }));
    expect(project.told).toEqual([tells({ wrapUp: "required", reopenMs: 2000 })]);
    project.take(savesLabel());
    expect(project.told).toEqual([]);
  });

  test("PR5 a new project has the rules that its queue takes for granted", () => {
    expect(new Project().context).toMatchObject(DEFAULT_RULES);
    const project = new Project();
    project.take(sets(DEFAULT_RULES));
    expect(project.told).toEqual([]);
  });

  test("PR8 the queue is told of changed hours, and only of changed ones", () => {
    const project = new Project();
    expect([project.take(opens(null)), project.told]).toEqual([undefined, []]);
    const { hours, ...tells } = { hours: week([[]], ["2026-12-25"]), project: "demo" };
    project.take(opens(hours));
    expect(project.told).toEqual([{ ...tells, event: { type: "hours.changed", hours } }]);
    expect(project.context.hours).toEqual(hours);
    project.take(opens(structuredClone(hours)));
    expect(project.told).toEqual([]);
    project.take(opens(null));
    expect(project.told).toEqual([{ ...tells, event: { type: "hours.changed", hours: null } }]);
  });

  test("PR8 hours that cannot be kept are refused with their reason, and the old ones stay", () => {
    const project = Project.after(opens(week()));
    expect(project.take(opens(week([[{ from: 10, to: 5 }]])))).toBe("hoursInvalid");
    expect(project.take(opens(week([], ["2026-02-30"])))).toBe("closedDaysInvalid");
    expect([project.context.hours, project.told]).toEqual([week(), []]);
  });

  test("PR6 opening again is possible for at most seven days, or not at all", () => {
    const project = new Project();
    expect(project.take(sets({ reopenMs: REOPEN_MAX_MS + 1 }))).toBe("reopenTooLong");
    expect(project.take(sets({ reopenMs: REOPEN_MAX_MS }))).toBeUndefined();
    expect(project.take(sets({ reopenMs: 0 }))).toBeUndefined();
    expect(project.context.reopenMs).toBe(0);
  });
});

describe("a first content", () => {
  test("PR7 is taken by a project that has nothing yet", () => {
    const project = Project.after(stocks());
    const { replies, labels, reasons, shortcuts } = project.context;
    expect([ids(replies), ids(labels), ids(reasons)]).toEqual([["saludo"], ["vip"], ["resuelta"]]);
    expect([...shortcuts]).toEqual([["saludo", "saludo"]]);
  });

  test("PR7 never overwrites or brings back anything", () => {
    const stocked = Project.after(stocks(), deletes("reply", "saludo"), stocks());
    expect(ids(stocked.context.replies)).toEqual([]);
    for (const first of [savesReply("mia"), savesLabel(), savesReason(), sets()])
      expect(Project.after(first, stocks([reply("otra")])).context.replies.has("otra")).toBe(false);
  });
});
