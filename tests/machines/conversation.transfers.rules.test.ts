import { expect, test } from "vitest";
import { NOTE_MAX_CHARS, REASONS } from "../../machines/vocabulary.ts";
import {
  Thread,
  ana,
  asksTransfer,
  assigned,
  declined,
  luis,
  returned,
  transferred,
  writes,
} from "./support/thread.ts";

const talking = [writes(), assigned()];
const transferring = [...talking, asksTransfer()];

test("CV8 until the queue answers, the conversation stays with who asked and goes on", () => {
  const thread = Thread.after(...transferring);
  expect(thread.told.at(-1)).toEqual({
    type: "transfer.asked",
    conversation: 1,
    fromAgent: "demo_ana",
    fromName: "Ana",
    to: "demo_luis",
    note: "Pregunta por su pedido",
  });
  expect(thread.context).toMatchObject({ holder: { id: "demo_ana" }, transfer: { to: "demo_luis" } });
  expect([thread.take(writes("Un momento", ana)), thread.take(writes("Vale"))]).toEqual([undefined, undefined]);
  expect(thread.snapshot.value).toEqual({ assigned: "transferring" });
});

test("CV8 the colleague gets the conversation with the note, in the same thread", () => {
  const thread = Thread.after(...transferring, { ...transferred(), at: 8000 });
  expect(thread.snapshot.value).toEqual({ assigned: "talking" });
  expect(thread.context).toMatchObject({ holder: { id: "demo_luis", name: "Luis" }, transfer: null, assignedAt: 8000 });
  expect(thread.messages.at(-1)).toMatchObject({
    kind: "transferred",
    agentId: "demo_luis",
    fromId: "demo_ana",
    fromName: "Ana",
    note: "Pregunta por su pedido",
    conversation: 1,
  });
});

test.each(REASONS.filter((reason) => reason.startsWith("agent")))(
  "CV8 a transfer declined with %s leaves the conversation where it is and says why",
  (reason) => {
    const thread = Thread.after(...transferring, { type: "transfer.declined", conversation: 1, to: luis.id, reason });
    expect(thread.snapshot.value).toEqual({ assigned: "talking" });
    expect(thread.context).toMatchObject({
      holder: { id: "demo_ana" },
      transfer: null,
      declined: {
        to: luis.id,
        reason,
      },
    });
    thread.take(asksTransfer());
    expect(thread.context.declined).toBeNull();
  },
);

test("CV8 the answer to a transfer that a former holder asked for does not end a new one", () => {
  const thread = Thread.after(...transferring, returned, assigned(luis), asksTransfer("demo_marta", luis));
  thread.take(declined(luis.id));
  expect(thread.snapshot.value).toEqual({ assigned: "transferring" });
  thread.take(declined("demo_marta"));
  expect(thread.context.declined).toMatchObject({ to: "demo_marta" });
});

test("CV13 nobody transfers to themselves, with too long a note, or twice at once", () => {
  const thread = Thread.after(...talking);
  expect(thread.take(asksTransfer(ana.id))).toBe("sameAgent");
  expect(thread.take(asksTransfer(luis.id, ana, "x".repeat(NOTE_MAX_CHARS + 1)))).toBe("noteTooLong");
  expect(thread.take(asksTransfer(luis.id, ana, "x".repeat(NOTE_MAX_CHARS)))).toBeUndefined();
  expect(thread.take(asksTransfer(luis.id))).toBe("alreadyTransferring");
});
