import { expect, test } from "vitest";
import { TEXT_MAX_CHARS } from "../../machines/vocabulary.ts";
import {
  Thread,
  ana,
  asksTransfer,
  assigned,
  closes,
  declined,
  leaves,
  luis,
  of,
  returned,
  rosa,
  transferred,
  writes,
  type ThreadStep,
} from "./support/thread.ts";

const opens = (sessionId = "s1", by = rosa): ThreadStep => ({ type: "session.opened", sessionId, by });
const placed = (position: number | null, conversation = 1): ThreadStep => ({
  type: "conversation.placed",
  conversation,
  position,
  attended: true,
});
const customerSaw = (delivered: number, read: number): ThreadStep => ({ type: "customer.marked", delivered, read });
const agentSaw = (read: number, by = ana): ThreadStep => ({ type: "agent.marked", read, by });
const talking = [writes(), assigned()];
const transferring = [...talking, asksTransfer()];
const kinds = (thread: Thread) => thread.messages.map(({ kind }) => kind);

test("CV1 what a customer writes opens a conversation that joins the line at that moment", () => {
  const thread = Thread.after({ ...opens(), at: 500 }, { ...writes("Hola"), at: 1000 });
  expect(thread.snapshot.value).toBe("queued");
  expect(kinds(thread)).toEqual(["opened", "text"]);
  expect(thread.told.at(-1)).toEqual({
    type: "conversation.enqueued",
    conversation: 1,
    department: "general",
    channel: "web",
    customerId: "demo_rosa",
    customerName: "Rosa",
    enqueuedAt: 1000,
  });
});

test("CV1 writing again after the end opens the next conversation in the same thread", () => {
  const thread = Thread.after(...talking, closes(), writes("Una cosa más"));
  expect(thread.context).toMatchObject({ conversation: 2, enqueuedAt: 4000, assignedAt: 0, holder: null });
  expect(thread.told.map(({ type, conversation }) => [type, conversation])).toEqual([
    ["conversation.enqueued", 1],
    ["conversation.ended", 1],
    ["conversation.enqueued", 2],
  ]);
});

test("CV1 writing more while waiting or talking does not join the line again", () => {
  const thread = Thread.after(writes(), writes("¿Hola?"), assigned(), writes("Por fin"));
  expect(thread.told).toHaveLength(1);
  expect(thread.context.conversation).toBe(1);
});

test.each([
  ["nothing", "", "emptyText"],
  ["only blanks", " \n\t", "emptyText"],
  ["only what nobody can see", "\u200b\u2060\ufe0f \u2800\u3164\u00ad\u0000", "emptyText"],
  ["4,097 characters", "x".repeat(TEXT_MAX_CHARS + 1), "textTooLong"],
])("CV2 %s is refused from both sides and writes nothing", (_, text, reason) => {
  const thread = new Thread();
  expect(thread.take(writes(text))).toBe(reason);
  expect(thread.snapshot.value).toBe("quiet");
  for (const step of talking) thread.take(step);
  const before = thread.messages.length;
  expect([thread.take(writes(text)), thread.take(writes(text, ana))]).toEqual([reason, reason]);
  expect(thread.messages).toHaveLength(before);
});

test.each(["👩‍🚀", "\u2066سلام\u2069", "❤️", "."])("CV2 %s is a text", (text) => {
  expect(Thread.after(writes(text)).messages.at(-1)).toMatchObject({ kind: "text", text });
});

test("CV2 exactly 4,096 characters are written as they came", () => {
  const text = "ñ".repeat(TEXT_MAX_CHARS);
  const thread = Thread.after(...talking, writes(text, ana), writes(text));
  expect(thread.messages.filter((line) => line.kind === "text" && line.text === text)).toHaveLength(2);
  expect(thread.context.last).toMatchObject({ from: "customer", text: "ñ".repeat(120) });
});

test("CV3 an agent who does not hold the conversation can do nothing in it", () => {
  for (const steps of [talking, transferring]) {
    const thread = Thread.after(...steps);
    const before = thread.snapshot;
    const tries = [
      writes("Hola", luis),
      closes(luis),
      asksTransfer(ana.id, luis),
      agentSaw(1, luis),
      { type: "agent.typed", typing: true, by: luis } as const,
    ];
    for (const step of tries) expect(thread.take(step)).toBe("notYourConversation");
    expect(thread.snapshot).toBe(before);
    expect(thread.typing).toEqual([]);
  }
});

test("CV3 an agent can do nothing in a conversation that waits or is over, and is told which", () => {
  const commands = [writes("Hola", ana), closes(), asksTransfer(), agentSaw(1)];
  const waiting = Thread.after(writes());
  const over = Thread.after(...talking, closes());
  for (const command of commands) {
    expect(waiting.take(command)).toBe("conversationWaiting");
    expect(over.take(command)).toBe("conversationNotOpen");
  }
});

test("CV3 after a transfer the new agent may do what the former no longer may", () => {
  const thread = Thread.after(...transferring, transferred());
  expect(thread.take(writes("Sigo aquí", ana))).toBe("notYourConversation");
  expect(thread.take(writes("Soy Luis", luis))).toBeUndefined();
});

test("CV4 everything that happens in a thread is numbered 1, 2, 3 across its conversations", () => {
  const thread = Thread.after(
    writes(),
    writes("¿Hay alguien?"),
    assigned(),
    writes("Buenas", ana),
    asksTransfer(),
    transferred(),
    returned,
    assigned(),
    closes(),
    writes("Otra cosa"),
    of(2, leaves),
  );
  expect(kinds(thread)).toEqual([
    "opened",
    "text",
    "text",
    "assigned",
    "text",
    "transferred",
    "returned",
    "assigned",
    "closed",
    "opened",
    "text",
    "closed",
  ]);
  expect(thread.messages.map(({ seq }) => seq)).toEqual(thread.messages.map((_, index) => index + 1));
  expect(thread.messages.map(({ conversation }) => conversation)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2]);
  expect(thread.context.seq).toBe(12);
});

test("CV4 a text is kept with who wrote it, when, and the sender's own number for it", () => {
  const thread = Thread.after(...talking, { ...writes("Buenas", ana), at: 9000 });
  expect(thread.messages.at(-1)).toEqual({
    seq: 4,
    at: 9000,
    conversation: 1,
    kind: "text",
    from: "agent",
    authorId: "demo_ana",
    authorName: "Ana",
    text: "Buenas",
    commandId: "c1",
  });
});

test.each([
  ["the agent, talking", talking, closes(), "agent"],
  ["the agent, in the middle of a transfer", transferring, closes(), "agent"],
  ["the customer, waiting", [writes()], leaves, "customer"],
  ["the customer, talking", talking, leaves, "customer"],
  ["the customer, in the middle of a transfer", transferring, leaves, "customer"],
] as const)("CV5 %s: ends the conversation and tells the queue", (_, before, end, who) => {
  const thread = Thread.after(...before);
  expect(thread.take({ ...end, at: 9000 })).toBeUndefined();
  expect(thread.snapshot.value).toBe("quiet");
  expect(thread.messages.at(-1)).toMatchObject({ kind: "closed", by: who });
  expect(thread.told.at(-1)).toEqual({ type: "conversation.ended", conversation: 1, by: who, endedAt: 9000 });
  const { holder, transfer, declined, position, returned } = thread.context;
  expect({ holder, transfer, declined, position, returned }).toEqual({
    holder: null,
    transfer: null,
    declined: null,
    position: null,
    returned: false,
  });
});

test("CV5 what the queue decided before it heard of the end is ignored", () => {
  for (const late of [assigned(), transferred(), declined(), returned]) {
    const thread = Thread.after(...talking, closes());
    const before = thread.snapshot;
    thread.take(late);
    expect(thread.snapshot).toBe(before);
  }
});

test("CV5 who leaves when nothing is open is told so", () => {
  expect(new Thread().take(of(0, leaves))).toBe("conversationNotOpen");
  expect(Thread.after(writes(), leaves).take(leaves)).toBe("conversationNotOpen");
});

test("CV6 the conversation is held by the agent whom the queue names", () => {
  const thread = Thread.after(writes(), placed(3), { ...assigned(), at: 7000 });
  expect(thread.context).toMatchObject({ holder: { id: "demo_ana", name: "Ana" }, assignedAt: 7000, position: null });
  expect(thread.messages.at(-1)).toMatchObject({ kind: "assigned", agentId: "demo_ana", returned: false });
});

test("CV6 a decision about an earlier conversation does not touch the next one", () => {
  const second = [...talking, closes(), writes("Otra vez")];
  for (const [steps, late] of [
    [second, assigned(luis, 1)],
    [second, placed(1, 1)],
    [[...second, assigned(ana, 2)], transferred(luis, 1)],
    [[...second, assigned(ana, 2)], returned],
    [[...second, assigned(ana, 2), asksTransfer()], declined(luis.id, 1)],
  ] as const) {
    const thread = Thread.after(...steps);
    const before = thread.snapshot;
    thread.take(late);
    expect(thread.snapshot).toBe(before);
  }
});

test("CV7 marks rise and never fall", () => {
  const thread = Thread.after(...talking, customerSaw(2, 1), customerSaw(1, 2), customerSaw(0, 0));
  expect(thread.context).toMatchObject({ customerDelivered: 2, customerRead: 2 });
  for (const read of [2, 1]) expect(thread.take(agentSaw(read))).toBeUndefined();
  expect(thread.context.agentRead).toBe(2);
});

test("CV7 what has been read has also been delivered", () => {
  expect(Thread.after(...talking, customerSaw(0, 3)).context).toMatchObject({ customerDelivered: 3, customerRead: 3 });
});

test("CV7 a mark above the last line is accepted and moves nothing", () => {
  const thread = Thread.after(...talking);
  const before = thread.snapshot.context;
  expect([thread.take(customerSaw(4, 0)), thread.take(customerSaw(0, 4)), thread.take(agentSaw(4))]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(thread.snapshot.context).toBe(before);
});

test("CV9 when the agent vanishes the conversation waits again since its first arrival", () => {
  for (const steps of [talking, transferring]) {
    const thread = Thread.after(...steps, returned);
    expect(thread.snapshot.value).toBe("queued");
    expect(thread.context).toMatchObject({ enqueuedAt: 1000, returned: true, holder: null, transfer: null });
    expect(thread.messages.at(-1)).toMatchObject({ kind: "returned", agentId: "demo_ana" });
  }
});

test("CV9 the next agent sees that the conversation had been left by another", () => {
  const thread = Thread.after(...talking, returned, assigned(luis));
  expect(thread.messages.at(-1)).toMatchObject({ kind: "assigned", agentId: "demo_luis", returned: true });
  thread.take(closes(luis));
  thread.take(writes());
  expect(thread.context.returned).toBe(false);
});

test("CV10 a widget that opens asks the queue whether anybody is there, and for the place", () => {
  const thread = Thread.after(opens());
  expect(thread.told).toEqual([{ type: "place.asked", conversation: 0, department: "general" }]);
  thread.take(placed(null, 0));
  expect(thread.context).toMatchObject({ attended: true, position: null });
});

test("CV10 who waits sees their place until an agent has the conversation", () => {
  const thread = Thread.after(writes(), placed(4), placed(3));
  expect(thread.context.position).toBe(3);
  thread.take(assigned());
  thread.take(placed(1));
  expect(thread.context.position).toBeNull();
});

test("CV10 each of the customer's screens counts once, and agents' screens do not", () => {
  const thread = Thread.after(opens("s1"), opens("s2"), opens("s1"), opens("a1", ana));
  expect(thread.context.sessions).toEqual(["s2", "s1"]);
  thread.take({ type: "session.closed", sessionId: "s1" });
  thread.take({ type: "session.closed", sessionId: "a1" });
  expect(thread.context.sessions).toEqual(["s2"]);
});

test("CV11 typing is shown to the other side and changes nothing in the thread", () => {
  for (const steps of [talking, transferring]) {
    const thread = Thread.after(...steps);
    const { snapshot, messages } = thread;
    thread.take({ type: "customer.typed", typing: true });
    thread.take({ type: "agent.typed", typing: false, by: ana });
    expect(thread.typing).toEqual([
      { topic: "agent", typing: true },
      { topic: "customer", typing: false },
    ]);
    expect([thread.snapshot.context, thread.messages]).toEqual([snapshot.context, messages]);
  }
});

test("CV11 nobody is shown the typing of a customer whom no agent has", () => {
  for (const steps of [[], [writes()], [...talking, closes()]]) {
    const thread = Thread.after(...steps);
    expect(thread.take({ type: "customer.typed", typing: true })).toBeUndefined();
    expect(thread.typing).toEqual([]);
  }
});

test("CV12 the customer's texts that no agent has seen are counted", () => {
  const thread = Thread.after(...talking, writes("¿Sigue ahí?"), writes("Sí", ana), writes("Bien"));
  expect(thread.context.unread).toEqual([2, 4, 6]);
  thread.take(agentSaw(4));
  expect(thread.context.unread).toEqual([6]);
  thread.take(returned);
  expect(thread.context.unread).toEqual([6]);
  thread.take(leaves);
  expect(thread.context.unread).toEqual([]);
});

test("CV12 of very many unseen texts the last hundred are counted", () => {
  const thread = Thread.after(...Array.from({ length: 130 }, () => writes()));
  expect(thread.context.unread).toHaveLength(100);
  expect(thread.context.unread.at(-1)).toBe(thread.context.seq);
});
