import { describe, expect, test } from "vitest";
import { whyNotErased } from "../../machines/erasable.ts";
import { customerSees } from "../../party/protocol/conversation.ts";
import {
  PICTURE,
  Thread,
  ana,
  assigned,
  closes,
  erases,
  john,
  luis,
  notes,
  reopens,
  rosa,
  sends,
  snoozes,
  writes,
} from "./support/thread.ts";

const UNTIL = 90_000;
const talking = [writes(), assigned()];
const kinds = ({ messages }: Thread) => messages.map(({ kind }) => kind);
const taken = (seq: number) => ({ id: PICTURE.id, type: "file.taken", seq });
const declined = (reason: string) => ({ id: PICTURE.id, type: "file.declined", reason });

describe("a customer's file", () => {
  test("CV30 opens a conversation, which joins the line", () => {
    const thread = Thread.after(sends());
    expect(kinds(thread)).toEqual(["opened", "file"]);
    expect(thread.snapshot.value).toBe("queued");
    expect(thread.told).toMatchObject([{ type: "conversation.enqueued", conversation: 1 }]);
    expect(thread.toldFiles).toEqual([taken(2)]);
  });

  test("CV30 names its file, its author and its caption, and the file's id is its command's", () => {
    const { messages } = Thread.after(sends());
    const row = { seq: 2, at: 1000, conversation: 1, kind: "file", from: "customer", authorId: rosa.id };
    expect(messages.at(-1)).toEqual({
      ...row,
      authorName: "Rosa",
      commandId: PICTURE.id,
      caption: "El recibo",
      file: PICTURE,
    });
    expect(customerSees(messages.at(-1)!)).toEqual(messages.at(-1));
  });

  test("CV30 wakes a conversation that was put aside", () => {
    const thread = Thread.after(...talking, snoozes(UNTIL), sends());
    expect(thread.snapshot.value).toBe("waking");
    expect(kinds(thread).slice(-2)).toEqual(["file", "woken"]);
    expect(thread.toldFiles).toEqual([taken(5)]);
    expect(thread.timers.has("snooze")).toBe(false);
  });

  test("CV30 goes on to the next conversation while the queue is asked for the one before", () => {
    const thread = Thread.after(...talking, closes(), reopens(), sends());
    expect([thread.snapshot.value, thread.context.conversation]).toEqual(["queued", 2]);
    expect(thread.told.slice(-2)).toMatchObject([{ type: "conversation.ended" }, { type: "conversation.enqueued" }]);
  });

  test("CV30 waits to be seen and to be answered, and is what was said last", () => {
    const { context } = Thread.after(...talking, writes("Hola", ana), sends());
    expect(context).toMatchObject({ unread: [2, 5], waitingSince: 4000 });
    expect(context.last).toEqual({ from: "customer", kind: "image", text: "El recibo", at: 4000, seq: 5 });
  });
});

describe("an agent's file", () => {
  test("CV30 answers", () => {
    const thread = Thread.after(...talking, sends(ana, 1, ""));
    expect(thread.messages.at(-1)).toMatchObject({ kind: "file", from: "agent", authorId: ana.id, file: PICTURE });
    expect(thread.context).toMatchObject({ waitingSince: null, last: { from: "agent", kind: "image", text: "" } });
    expect(thread.toldFiles).toEqual([taken(4)]);
  });

  test.each([
    ["before there was anything", Thread.after(), ana, null, "conversationNotOpen"],
    ["while nobody has it", Thread.after(writes()), ana, null, "conversationWaiting"],
    ["of a colleague", Thread.after(...talking), luis, null, "notYourConversation"],
    ["for an earlier conversation", Thread.after(...talking), ana, 0, "conversationOver"],
    ["after the end", Thread.after(...talking, closes()), ana, 1, "conversationNotOpen"],
    ["for what was put aside", Thread.after(...talking, snoozes(UNTIL)), ana, 1, "conversationSnoozed"],
  ])("CV30 %s is declined, and its room is told why", (_, thread, by, conversation, reason) => {
    const { seq } = thread.context;
    thread.take(sends(by, conversation));
    expect(thread.toldFiles).toEqual([declined(reason)]);
    expect(thread.context.seq).toBe(seq);
    expect(kinds(thread)).not.toContain("file");
  });
});

describe("erasing", () => {
  test("CV31 who said it and holds the conversation erases it; who, when and what it was is left", () => {
    const thread = Thread.after(...talking, writes("Tu PIN es 1234", ana));
    expect(thread.take(erases(4, ana.id))).toBeUndefined();
    const left = { seq: 4, at: 2, conversation: 1, kind: "erased", was: "text", from: "agent", authorId: ana.id };
    expect(thread.replaced).toEqual([{ ...left, commandId: "c1", by: ana.id, byName: "Ana", erasedAt: 4000 }]);
    expect(JSON.stringify(thread.context)).not.toContain("1234");
    expect(thread.context.last).toMatchObject({ kind: "erased", text: "", seq: 4 });
  });

  test.each([
    ["what a colleague said", luis.id, ana, "notYourMessage"],
    ["what the customer said", rosa.id, ana, "notYourMessage"],
    ["in a conversation that is a colleague's", luis.id, luis, "notYourConversation"],
  ])("CV31 nobody erases %s", (_, authorId, by, reason) => {
    const thread = Thread.after(...talking);
    expect(thread.take(erases(2, authorId, by))).toBe(reason);
    expect(thread.replaced).toEqual([]);
  });

  test("CV31 an administrator erases whatever was said, whoever has the conversation, and also after the end", () => {
    for (const thread of [Thread.after(...talking), Thread.after(...talking, closes()), Thread.after(writes())]) {
      expect(thread.take(erases(2, rosa.id, john))).toBeUndefined();
      expect(thread.replaced).toMatchObject([{ seq: 2, was: "text", by: john.id, byName: "John" }]);
    }
  });

  test("CV31 an erased text does not wait to be seen, and what was said after it is still what was said last", () => {
    const thread = Thread.after(...talking, writes("¿Hola?"), erases(2, rosa.id, john));
    expect(thread.context).toMatchObject({ unread: [4], last: { kind: "text", text: "¿Hola?" } });
  });

  test("CV31 with a file's line its room is told to erase it", () => {
    const thread = Thread.after(...talking, sends(ana), erases(4, ana.id, ana, "file"));
    expect(thread.toldFiles.at(-1)).toEqual({ id: PICTURE.id, type: "file.erased" });
    expect(thread.replaced).toMatchObject([{ was: "file" }]);
  });

  test("CV31 what nobody said is not erased, and nothing is erased twice", () => {
    const thread = Thread.after(...talking, notes());
    expect(thread.take(erases(1, "", john, "opened"))).toBe("nothingToErase");
    expect(thread.take(erases(99, "", john, null))).toBe("nothingToErase");
    expect(thread.take(erases(4, ana.id, ana, "erased"))).toBeUndefined();
    expect(thread.replaced).toEqual([]);
  });

  test("CV32 the audit log is told who erased something, when and in which conversation, and not a word of it", () => {
    const says = { type: "customer.introduced", name: "Rosa", email: "", department: "", by: rosa } as const;
    const both = [erases(4, ana.id, ana, "file"), erases(2, rosa.id, john)];
    const thread = Thread.after(says, ...talking, sends(ana), ...both);
    const about = { what: "erased", about: rosa.id, detail: "Rosa · #1" };
    expect(thread.noted).toEqual([
      { project: "demo", note: { ...about, who: ana.id, whoName: "Ana", whoRole: "agent", when: 5000 } },
      { project: "demo", note: { ...about, who: john.id, whoName: "John", whoRole: "administrator", when: 6000 } },
    ]);
  });

  test("CV32 what was refused or had been erased before is not told to the audit log", () => {
    const refused = [erases(2, rosa.id), erases(1, "", john, "opened"), erases(99, "", john, null)];
    expect(Thread.after(...talking, ...refused, erases(2, rosa.id, john, "erased")).noted).toEqual([]);
  });

  test("CV31 what a screen says before anybody presses is what the machine answers", () => {
    const eva = { role: "supervisor", id: "demo_eva", project: "demo", name: "Eva" };
    const kinds = ["text", "file", "note", "opened", "erased"] as const;
    const answers = [Thread.after(...talking), Thread.after(writes())].flatMap(({ snapshot, context }) =>
      kinds.flatMap((kind) =>
        [ana, luis, john, eva].flatMap((by) =>
          [ana, luis, rosa].map(({ id: authorId }) => {
            const thread = Object.assign(new Thread(), { snapshot });
            const refused = thread.take(erases(2, authorId, by, kind));
            expect(whyNotErased({ kind, authorId }, by, context.holder?.id)).toBe(refused);
            return refused;
          }),
        ),
      ),
    );
    expect(new Set(answers)).toEqual(new Set([undefined, "nothingToErase", "notYourConversation", "notYourMessage"]));
  });

  test("CV31 the customer is told that a line was erased, and of a note nothing at all", () => {
    const thread = Thread.after(...talking, notes(), erases(4, ana.id, ana, "note"), erases(2, rosa.id, john));
    const [note, text] = thread.replaced;
    expect(customerSees(note!)).toBeNull();
    expect(customerSees(text!)).toEqual(text);
  });
});
