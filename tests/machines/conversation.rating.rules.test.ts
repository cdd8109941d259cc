import { expect, test } from "vitest";
import { NOTE_MAX_CHARS, RATING_MS } from "../../machines/vocabulary.ts";
import {
  Thread,
  asksDepartment,
  assigned,
  closes,
  leaves,
  moved,
  of,
  rates,
  reopened as reopenedNow,
  reopens,
  returned,
  rosa,
  snoozes,
  wakes,
  writes,
  type ThreadStep,
} from "./support/thread.ts";

const talking = [writes(), assigned()];
const says = (who: { name?: string; email?: string; department?: string }): ThreadStep => ({
  type: "customer.introduced",
  name: "",
  email: "",
  department: "",
  ...who,
  by: rosa,
});
const ratings = (thread: Thread) => thread.messages.filter(({ kind }) => kind === "rated");

test("CV15 the customer rates the conversation that has ended, and the thread says so in its numbering", () => {
  const thread = Thread.after(...talking, closes());
  const { seq } = thread.context;
  expect(thread.take(rates(5, "Muy amable"))).toBeUndefined();
  expect(ratings(thread)).toEqual([
    { kind: "rated", seq: seq + 1, at: thread.now, conversation: 1, score: 5, comment: "Muy amable" },
  ]);
  expect(thread.context).toMatchObject({ seq: seq + 1, rating: { conversation: 1, score: 5 } });
});

test("CV15 a conversation that the customer has ended can be rated too, if an agent had it", () => {
  expect(Thread.after(...talking, leaves).take(rates())).toBeUndefined();
  expect(Thread.after(writes(), leaves).take(rates())).toBe("nothingToRate");
});

test("CV15 it is rated once", () => {
  const thread = Thread.after(...talking, closes(), rates(1));
  expect(thread.take(rates(5))).toBe("alreadyRated");
  expect(ratings(thread)).toHaveLength(1);
});

test("CV15 there is nothing to rate before the first end, and a day after it nothing any more", () => {
  expect(new Thread().take(rates())).toBe("nothingToRate");
  expect(Thread.after(...talking).take(rates())).toBe("nothingToRate");
  const thread = Thread.after(...talking, closes());
  const until = thread.now + RATING_MS;
  expect(Thread.after(...talking, closes()).take({ ...rates(3), at: until })).toBe("nothingToRate");
  expect(thread.take({ ...rates(3), at: until - 1 })).toBeUndefined();
});

test("CV15 while the next one is open, the last one may still be rated, and the row says which it was", () => {
  const thread = Thread.after(...talking, closes(), writes("Otra cosa"), rates(2));
  expect(ratings(thread)).toMatchObject([{ conversation: 1, score: 2 }]);
  expect(thread.context.conversation).toBe(2);
});

test("CV15 each conversation can be rated anew", () => {
  const thread = Thread.after(
    ...talking,
    closes(),
    rates(2),
    writes(),
    assigned(undefined, 2),
    of(2, closes()),
    of(2, rates(5)),
  );
  expect(ratings(thread)).toMatchObject([
    { conversation: 1, score: 2 },
    { conversation: 2, score: 5 },
  ]);
});

test("CV15 a conversation that was opened again cannot be rated until it ends, and its rating stays", () => {
  const reopened: ThreadStep[] = [reopens(), reopenedNow()];
  const thread = Thread.after(...talking, closes(), ...reopened);
  expect(thread.context.holder?.id).toBe("demo_ana");
  expect(thread.take(rates())).toBe("nothingToRate");
  for (const nobodyHoldsIt of [[snoozes(90_000)], [snoozes(90_000), wakes()], [asksDepartment(), moved()], [returned]])
    expect(Thread.after(...talking, closes(), ...reopened, ...nobodyHoldsIt).take(rates())).toBe("nothingToRate");
  const rated = Thread.after(...talking, closes(), rates(2), ...reopened, closes());
  expect(rated.take(rates(5))).toBe("alreadyRated");
});

test("CV15 a comment of 1,000 characters is taken, a longer one is not", () => {
  const thread = Thread.after(...talking, closes());
  expect(thread.take(rates(3, "x".repeat(NOTE_MAX_CHARS + 1)))).toBe("noteTooLong");
  expect(thread.take(rates(3, "x".repeat(NOTE_MAX_CHARS)))).toBeUndefined();
});

test("CV16 who the customer says they are is what the queue hears when they write", () => {
  const thread = Thread.after(says({ name: "Rosa Vidal", email: "rosa@example.com", department: "ventas" }), writes());
  expect(thread.context.customer).toMatchObject({ name: "Rosa Vidal", email: "rosa@example.com" });
  expect(thread.told.at(-1)).toMatchObject({ customerName: "Rosa Vidal", department: "ventas" });
});

test("CV16 what is left out stays as it was, and a ticket with an older name changes nothing", () => {
  const thread = Thread.after(says({ name: "Rosa Vidal" }), says({ email: "rosa@example.com" }), {
    type: "session.opened",
    sessionId: "s1",
    by: rosa,
  });
  expect(thread.context.customer).toMatchObject({ name: "Rosa Vidal", email: "rosa@example.com" });
});

test("CV16 a name that nobody can see is none, wherever it is said", () => {
  const named = { type: "session.opened", sessionId: "s1", by: { ...rosa, name: "\u200b" } } as const;
  expect(Thread.after(named).context.customer.name).toBe("");
  expect(Thread.after(says({ name: "Rosa" }), says({ name: "\u2800" })).context.customer.name).toBe("Rosa");
});

test("CV10 who came when nobody was there, and then had an agent, is not told any more that nobody is there", () => {
  const nobody: ThreadStep = { type: "conversation.placed", conversation: 1, position: 1, attended: false };
  const thread = Thread.after(writes(), nobody);
  expect(thread.context.attended).toBe(false);
  thread.take(assigned());
  thread.take(closes());
  expect(thread.context.attended).toBe(true);
});

test("CV10 who chooses a department is told whether anybody is there for it", () => {
  const thread = Thread.after(says({ department: "ventas" }));
  expect(thread.told).toEqual([{ type: "place.asked", conversation: 0, department: "ventas" }]);
  thread.take(says({ name: "Rosa", department: "ventas" }));
  expect(thread.told).toHaveLength(1);
});

test("CV16 a department chosen during a conversation does not move it", () => {
  const thread = Thread.after(...talking, says({ name: "Rosa V.", department: "ventas" }));
  expect(thread.context).toMatchObject({ department: "general", customer: { name: "Rosa V." } });
});
