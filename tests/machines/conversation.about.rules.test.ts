import { describe, expect, test } from "vitest";
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
  of,
  rates,
  reopens,
  rosa,
  snoozes,
  transferred,
  undoes,
  wakes,
  writes,
  type ThreadStep,
} from "./support/thread.ts";

const LATER = 90_000;
/** The second conversation, which Ana has too. */
const next = [writes(), assigned(), closes(), writes("Otra cosa"), assigned(ana, 2)];

/** What each says of a conversation, and a thread whose second conversation it could be about. */
const sayings: [string, ThreadStep, ThreadStep[]][] = [
  ["finishing", closes(), next],
  ["leaving", leaves, next],
  ["leaving the line", leaves, next.slice(0, -1)],
  ["handing over", asksTransfer(), next],
  ["handing over to a department", asksDepartment(), next],
  ["putting aside", snoozes(LATER), next],
  ["bringing back", wakes(), [...next, of(2, snoozes(LATER))]],
  ["leaving what is put aside", leaves, [...next, of(2, snoozes(LATER))]],
  ["taking back", undoes(), [...next, of(2, asksTransfer()), transferred(luis, 2)]],
  ["taking back from a department", undoes(), [...next, of(2, asksDepartment()), moved("sales", 2)]],
  ["opening again", reopens(), [...next, of(2, closes())]],
  ["rating", rates(), [...next, of(2, closes())]],
];

describe("CV26 said of the conversation before this one", () => {
  test.each(sayings)("%s is refused as over, and changes nothing", (_, saying, steps) => {
    const thread = Thread.after(...steps);
    const { snapshot } = thread;
    const told = thread.told.length;
    expect(thread.take(saying)).toBe("conversationOver");
    expect([thread.snapshot === snapshot, thread.told.length]).toEqual([true, told]);
    expect(thread.take(of(2, saying))).toBeUndefined();
  });

  test("a close that meets the customer's next conversation in the line leaves it there", () => {
    const thread = Thread.after(...next.slice(0, -1));
    expect(thread.take(closes())).toBe("conversationOver");
    expect([thread.snapshot.value, thread.context.conversation]).toEqual(["queued", 2]);
  });

  test("so is what is said by somebody who has neither", () => {
    expect(Thread.after(...next).take(closes(luis))).toBe("conversationOver");
  });

  test("what is said of one that there has not been yet is refused too", () => {
    expect(Thread.after(writes(), assigned()).take(of(2, closes()))).toBe("conversationOver");
  });

  test("the last one may still be rated while the next one is open, and by its own number alone", () => {
    const thread = Thread.after(...next);
    expect(thread.take(of(2, rates()))).toBe("conversationOver");
    expect(thread.take(rates())).toBeUndefined();
  });
});

describe("how long it may take", () => {
  const says = (wait: object, attended = true, conversation = 1): ThreadStep => ({
    type: "conversation.placed",
    conversation,
    position: 2,
    attended,
    ...wait,
  });
  const nothing = { expectedMs: null, opensAt: null };

  test("CV27 who waits is told it, as the queue said last", () => {
    const thread = Thread.after(writes(), says({ expectedMs: 120_000, opensAt: null }));
    expect(thread.context.wait).toEqual({ expectedMs: 120_000, opensAt: null });
    thread.take(says({ expectedMs: null, opensAt: 7_000_000 }, false));
    expect(thread.context.wait).toEqual({ expectedMs: null, opensAt: 7_000_000 });
  });

  test("CV27 so is who has not written yet, and only news are written down", () => {
    const thread = Thread.after(says({ expectedMs: null, opensAt: 7_000_000 }, false, 0));
    expect(thread.context.wait.opensAt).toBe(7_000_000);
    const { snapshot } = thread;
    thread.take(says({ expectedMs: null, opensAt: 7_000_000 }, false, 0));
    expect(thread.snapshot).toBe(snapshot);
    thread.take(says({ expectedMs: null, opensAt: 8_000_000 }, false, 0));
    expect(thread.context.wait.opensAt).toBe(8_000_000);
  });

  test("CV27 who has an agent is not, and who is handed to a department is again", () => {
    const thread = Thread.after(writes(), says({ expectedMs: 120_000 }), assigned());
    expect(thread.context.wait).toEqual(nothing);
    thread.take(asksDepartment());
    thread.take({ ...moved(), expectedMs: 30_000 } as ThreadStep);
    expect(thread.context.wait).toEqual({ expectedMs: 30_000, opensAt: null });
  });

  test("CV27 an older queue says nothing of it", () => {
    expect(Thread.after(writes(), says({ expectedMs: 120_000 }), says({})).context.wait).toEqual(nothing);
  });
});

describe("what a customer is called", () => {
  const says = (who: { name?: string; email?: string }): ThreadStep => ({
    type: "customer.introduced",
    name: "",
    email: "",
    department: "",
    ...who,
    by: rosa,
  });
  const named = (thread: Thread) =>
    thread.told.filter(({ type }) => type === "customer.named").map(({ customerName }) => customerName);

  test("CV16 who has given an address and no name is called by it", () => {
    const thread = Thread.after(says({ email: "rosa@example.com" }), writes());
    expect(thread.told.at(-1)).toMatchObject({ type: "conversation.enqueued", customerName: "rosa@example.com" });
    expect(thread.context.customer.name).toBe("");
    const again = Thread.after(says({ email: "rosa@example.com" }), writes(), assigned(), closes(), reopens());
    expect(again.told.at(-1)).toMatchObject({ type: "reopen.asked", customerName: "rosa@example.com" });
  });

  test("CV16 who says it later, with a conversation open, is called so from then on, and no other news are none", () => {
    const thread = Thread.after(writes(), says({ email: "rosa@example.com" }), assigned());
    thread.take(says({ email: "rosa@example.com" }));
    thread.take(says({ name: "Rosa Vidal" }));
    thread.take(says({ email: "vidal@example.com" }));
    expect(named(thread)).toEqual(["rosa@example.com", "Rosa Vidal"]);
    expect(named(Thread.after(says({ name: "Rosa" })))).toEqual([]);
  });
});
