import { expect, test } from "vitest";
import { NOTE_MAX_CHARS } from "../../machines/vocabulary.ts";
import {
  Thread,
  ana,
  asksDepartment,
  asksTransfer,
  assigned,
  closes,
  leaves,
  luis,
  moved,
  notUndone,
  reopens,
  returned,
  snoozes,
  transferred,
  undoes,
  undone,
  writes,
  type ThreadStep,
} from "./support/thread.ts";

const talking = [writes(), assigned()];
const handed = [...talking, asksTransfer(), transferred()];
const inLine = [...talking, asksDepartment(), moved()];

test("CV23 the queue is asked whether a department can have the conversation, and until it answers it stays", () => {
  const thread = Thread.after(...talking, asksDepartment());
  expect(thread.told.at(-1)).toEqual({
    type: "departmentTransfer.asked",
    department: "sales",
    conversation: 1,
    fromAgent: "demo_ana",
    fromName: "Ana",
    note: "Pregunta por su pedido",
  });
  expect(thread.snapshot.value).toEqual({ assigned: "transferring" });
  expect(thread.context).toMatchObject({ holder: { id: "demo_ana" }, transfer: { to: "sales", kind: "department" } });
  expect(thread.take(asksTransfer())).toBe("alreadyTransferring");
});

test("CV23 then it waits in that line, at the place that the queue says, and the thread says where it went", () => {
  const thread = Thread.after(...inLine);
  expect(thread.snapshot.value).toBe("queued");
  expect(thread.context).toMatchObject({
    holder: null,
    transfer: null,
    movedTo: "sales",
    position: 2,
    enqueuedAt: 1000,
  });
  expect(thread.messages.at(-1)).toMatchObject({
    kind: "moved",
    department: "sales",
    fromId: "demo_ana",
    fromName: "Ana",
    note: "Pregunta por su pedido",
  });
});

test("CV23 where the department cannot have it, it stays and the reason is told", () => {
  const reason = "departmentUnknown";
  const thread = Thread.after(...talking, asksDepartment("moon"), {
    type: "transfer.declined",
    conversation: 1,
    to: "moon",
    reason,
  });
  expect(thread.snapshot.value).toEqual({ assigned: "talking" });
  expect(thread.context).toMatchObject({ transfer: null, declined: { to: "moon", kind: "department", reason } });
});

test("CV23 only the holder does so, with a note of at most 1,000 characters", () => {
  const thread = Thread.after(...talking);
  expect(thread.take(asksDepartment("sales", luis))).toBe("notYourConversation");
  expect(thread.take(asksDepartment("sales", ana, "x".repeat(NOTE_MAX_CHARS + 1)))).toBe("noteTooLong");
});

test("CV23 the customer's next conversation begins where the first one began, a reopened one where it was", () => {
  const over = Thread.after(...inLine, assigned(luis), closes(luis));
  expect(over.context).toMatchObject({ department: "general", movedTo: "sales" });
  over.take(reopens(luis));
  expect(over.told.at(-1)).toMatchObject({ type: "reopen.asked", department: "sales" });
  over.take(writes("Otra cosa"));
  expect(over.told.at(-1)).toMatchObject({ type: "conversation.enqueued", department: "general" });
  expect(over.context.movedTo).toBeNull();
});

test.each([
  ["to a colleague", handed, { to: "demo_luis", toName: "Luis", kind: "agent" }, "demo_luis"],
  ["to a department", inLine, { to: "sales", toName: "sales", kind: "department" }, null],
] as const)("CV24 who handed it over %s may ask for it back, once", (_, steps, to, holder) => {
  const thread = Thread.after(...steps);
  expect(thread.context.handed).toEqual({ by: "demo_ana", byName: "Ana", ...to, undoing: false, declined: null });
  expect(thread.take(undoes(luis))).toBe("nothingToUndo");
  thread.take(undoes());
  expect(thread.told.at(-1)).toEqual({ type: "undo.asked", conversation: 1, agentId: "demo_ana", holder });
  const asked = thread.told.length;
  expect([thread.take(undoes()), thread.told.length, thread.context.handed?.undoing]).toEqual([undefined, asked, true]);
  thread.take(undone());
  expect(thread.snapshot.value).toEqual({ assigned: "talking" });
  expect(thread.context).toMatchObject({ holder: { id: "demo_ana" }, handed: null, movedTo: null, position: null });
  expect(thread.messages.at(-1)).toMatchObject({ kind: "undone", agentId: "demo_ana", agentName: "Ana" });
});

test("CV24 where the queue says no, the reason is told and they may try again", () => {
  for (const steps of [handed, inLine]) {
    const thread = Thread.after(...steps, undoes(), notUndone());
    expect(thread.context.handed).toMatchObject({ undoing: false, declined: "agentAtCapacity" });
    expect(thread.take(undoes())).toBeUndefined();
    expect(thread.context.handed).toMatchObject({ undoing: true, declined: null });
  }
});

const firstOf: [string, ThreadStep][] = [
  ["a text", writes("Hola", luis)],
  ["a mark", { type: "agent.marked", read: 4, by: luis }],
  ["a mark that moves nothing", { type: "agent.marked", read: 0, by: luis }],
  ["a note", { type: "note.written", text: "Ojo", commandId: "c1", by: luis }],
  ["labels", { type: "labels.chosen", labels: ["vip"], by: luis }],
  ["handing it on", asksTransfer("demo_marta", luis)],
  ["handing it to a department", asksDepartment("sales", luis)],
  ["putting it aside", { ...snoozes(900_000, luis), at: 100_000 }],
  ["finishing it", closes(luis)],
];
test.each(firstOf)("CV24 %s of the new holder says that it is theirs: there is nothing to undo", (_, step) => {
  const thread = Thread.after(...handed);
  expect([thread.take(step), thread.context.handed]).toEqual([undefined, null]);
  expect(thread.take(undoes())).toBe("nothingToUndo");
});

test("CV24 what the customer or the former holder does opens nothing", () => {
  const thread = Thread.after(...handed, writes("¿Sigues ahí?"));
  thread.take(writes("Espera", ana));
  thread.take({ type: "agent.marked", read: 3, by: ana });
  expect(thread.context.handed).toMatchObject({ by: "demo_ana" });
});

test("CV24 there is nothing to undo once somebody of the department has it, the colleague has vanished, or it is over", () => {
  for (const thread of [
    Thread.after(...inLine, assigned(luis)),
    Thread.after(...handed, returned),
    Thread.after(...handed, leaves),
    Thread.after(...inLine, leaves),
  ]) {
    expect(thread.context.handed).toBeNull();
    thread.take(notUndone());
    expect(thread.take(undoes())).toBe("nothingToUndo");
  }
});

test("CV24 asked for before the colleague opened it, it comes back although they have opened it meanwhile", () => {
  const thread = Thread.after(...handed, undoes(), writes("Hola, soy Luis", luis), asksTransfer("demo_marta", luis));
  thread.take(undone());
  expect(thread.context).toMatchObject({ holder: { id: "demo_ana" }, transfer: null });
  expect(thread.snapshot.value).toEqual({ assigned: "talking" });
});
