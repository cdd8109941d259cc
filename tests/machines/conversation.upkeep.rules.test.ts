import { describe, expect, test } from "vitest";
import type { Message } from "../../machines/thread.ts";
import { LABELS_MAX, TEXT_MAX_CHARS, type WrapUpRule } from "../../machines/vocabulary.ts";
import { customerSees } from "../../party/protocol/conversation.ts";
import {
  Thread,
  ana,
  assigned,
  closes,
  labels,
  leaves,
  luis,
  notes,
  returned,
  rosa,
  transferred,
  writes,
  type ThreadStep,
} from "./support/thread.ts";

const talking = [writes(), assigned()];
const since = (...steps: ThreadStep[]) => Thread.after(...steps).context.waitingSince;
const under = (wrapUp: WrapUpRule): ThreadStep[] => [
  writes(),
  { ...assigned(), rules: { wrapUp, reopenMs: 5000 } } as ThreadStep,
];
const closedRow = (thread: Thread) => thread.messages.findLast(({ kind }) => kind === "closed");

describe("waiting for an answer", () => {
  test("CV17 begins with the oldest text that nobody has answered, not with the last", () => {
    expect(since()).toBeNull();
    expect(since({ ...writes(), at: 5000 })).toBe(5000);
    expect(since({ ...writes(), at: 5000 }, assigned(), writes("¿Hola?"), writes("¿Hay alguien?"))).toBe(5000);
  });

  test("CV17 ends with the agent's text, and begins anew with the customer's next", () => {
    expect(since(...talking, writes("Buenas", ana))).toBeNull();
    expect(since(...talking, writes("Buenas", ana), { ...writes("Una cosa"), at: 9000 }, writes("Otra"))).toBe(9000);
  });

  test("CV17 is not ended by a note, by reading, or by a text that is refused", () => {
    expect(since(...talking, notes())).toBe(1000);
    expect(since(...talking, { type: "agent.marked", read: 2, by: ana })).toBe(1000);
    expect(since(...talking, writes(" ", ana), writes("Soy Luis", luis))).toBe(1000);
  });

  test("CV17 goes on through a transfer, and through a return to the line", () => {
    expect(since(...talking, transferred())).toBe(1000);
    expect(since(...talking, returned, assigned(luis))).toBe(1000);
    expect(since(...talking, transferred(), writes("Soy Luis", luis))).toBeNull();
  });

  test("CV17 ends with the conversation, whoever ends it", () => {
    expect(since(...talking, closes())).toBeNull();
    expect(since(...talking, leaves)).toBeNull();
    expect(since(writes(), leaves)).toBeNull();
    expect(since(...talking, closes(), { ...writes("Otra cosa"), at: 60_000 })).toBe(60_000);
  });
});

describe("a private note", () => {
  test("CV18 stands in the thread's one numbering, with its author", () => {
    const thread = Thread.after(...talking, notes("Paga siempre tarde"), writes("Buenas", ana));
    expect(thread.messages.map(({ seq, kind }) => [seq, kind])).toEqual([
      [1, "opened"],
      [2, "text"],
      [3, "assigned"],
      [4, "note"],
      [5, "text"],
    ]);
    expect(thread.messages[3]).toMatchObject({
      authorId: ana.id,
      authorName: "Ana",
      text: "Paga siempre tarde",
      conversation: 1,
    });
  });

  test("CV18 is neither an unread text nor the last word of the thread", () => {
    const thread = Thread.after(...talking, notes());
    expect(thread.context.unread).toEqual([2]);
    expect(thread.context.last).toMatchObject({ from: "customer", text: "Hola" });
  });

  test("CV18 has the limits of a text", () => {
    const thread = Thread.after(...talking);
    expect(thread.take(notes(" \n"))).toBe("emptyText");
    expect(thread.take(notes("x".repeat(TEXT_MAX_CHARS + 1)))).toBe("textTooLong");
    expect(thread.take(notes("x".repeat(TEXT_MAX_CHARS)))).toBeUndefined();
  });

  test("CV18 only the holder writes one", () => {
    expect(Thread.after(...talking).take(notes("Yo también", luis))).toBe("notYourConversation");
    expect(Thread.after(writes()).take(notes())).toBe("conversationWaiting");
    expect(Thread.after(...talking, closes()).take(notes())).toBe("conversationNotOpen");
    expect(Thread.after(...talking, transferred()).take(notes())).toBe("notYourConversation");
  });

  test("CV18 the customer is shown nothing of it", () => {
    const { messages } = Thread.after(...talking, notes("Paga siempre tarde"), writes("Buenas", ana));
    const seen = messages.flatMap((row) => customerSees(row) ?? []);
    expect(seen.map(({ seq }) => seq)).toEqual([1, 2, 3, 5]);
    expect(JSON.stringify(seen)).not.toContain("Paga");
  });
});

describe("labels", () => {
  test("CV19 are set all at once, each once, in the order given", () => {
    const thread = Thread.after(...talking, labels(["vip", "envio", "vip"]));
    expect(thread.context.labels).toEqual(["vip", "envio"]);
    thread.take(labels(["factura"]));
    expect(thread.context.labels).toEqual(["factura"]);
    thread.take(labels([]));
    expect(thread.context.labels).toEqual([]);
  });

  test("CV19 are at most 20", () => {
    const many = Array.from({ length: LABELS_MAX + 1 }, (_, n) => `label-${n}`);
    const thread = Thread.after(...talking);
    expect(thread.take(labels(many))).toBe("tooManyLabels");
    expect(thread.context.labels).toEqual([]);
    expect(thread.take(labels([...many.slice(1), many[1]!]))).toBeUndefined();
    expect(thread.context.labels).toHaveLength(LABELS_MAX);
  });

  test("CV19 stay with the customer through transfer, return, end and the next conversation", () => {
    const thread = Thread.after(...talking, labels(["vip"]), transferred(), { ...returned }, assigned(), closes());
    expect(thread.context.labels).toEqual(["vip"]);
    thread.take(writes("Otra cosa"));
    expect(thread.context).toMatchObject({ conversation: 2, labels: ["vip"] });
  });

  test("CV19 only the holder sets them", () => {
    expect(Thread.after(...talking).take(labels(["vip"], luis))).toBe("notYourConversation");
    expect(Thread.after(writes()).take(labels(["vip"]))).toBe("conversationWaiting");
    expect(Thread.after(...talking, leaves).take(labels(["vip"]))).toBe("conversationNotOpen");
  });
});

describe("a reason on finishing", () => {
  test("CV20 is demanded where the project demands it", () => {
    const thread = Thread.after(...under("required"));
    expect(thread.take(closes())).toBe("wrapUpMissing");
    expect(thread.snapshot.value).toEqual({ assigned: "talking" });
    expect(thread.take(closes(luis))).toBe("notYourConversation");
    expect(thread.take(closes(ana, "resuelta"))).toBeUndefined();
    expect(closedRow(thread)).toMatchObject({ by: "agent", wrapUp: "resuelta" });
  });

  test("CV20 may be given or left out where the project does not demand it", () => {
    for (const rule of ["off", "optional"] as const) {
      const without = Thread.after(...under(rule), closes());
      expect(closedRow(without)).toMatchObject({ by: "agent", wrapUp: null });
      const given = Thread.after(...under(rule), closes(ana, "resuelta"));
      expect(closedRow(given)).toMatchObject({ wrapUp: "resuelta" });
    }
  });

  test("CV20 is not asked of the customer who leaves", () => {
    const thread = Thread.after(...under("required"), leaves);
    expect(closedRow(thread)).toMatchObject({ by: "customer", authorId: rosa.id, wrapUp: null });
  });

  test("CV20 follows the rules that came with the last assignment, and those of before where none came", () => {
    const thread = Thread.after(...under("required"));
    expect(thread.context).toMatchObject({ wrapUp: "required", reopenMs: 5000 });
    thread.take(transferred());
    expect(thread.context).toMatchObject({ wrapUp: "required", reopenMs: 5000 });
    thread.take(returned);
    thread.take({ ...assigned(), rules: { wrapUp: "off", reopenMs: 0 } } as ThreadStep);
    expect(thread.context).toMatchObject({ wrapUp: "off", reopenMs: 0 });
    const anew = Thread.after(...talking, {
      ...transferred(),
      rules: { wrapUp: "required", reopenMs: 7000 },
    } as ThreadStep);
    expect(anew.context).toMatchObject({ wrapUp: "required", reopenMs: 7000 });
  });

  test("CV20 is not shown to the customer", () => {
    const row = closedRow(Thread.after(...under("required"), closes(ana, "cliente-dificil"))) as Message;
    expect(customerSees(row)).toMatchObject({ kind: "closed", by: "agent", wrapUp: null });
  });
});
