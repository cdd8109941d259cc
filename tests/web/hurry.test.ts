import { describe, expect, test } from "vitest";
import { createHurry } from "../../web/panel/state/hurry.ts";
import { handedTo, partingOf } from "../../web/panel/state/parting.ts";
import { wayOf } from "../../web/panel/state/way.ts";
import type { AgentThreadView, Message } from "../../party/protocol/conversation.ts";

describe("keys alone, after what one was typing in has gone", () => {
  test("are still words, however long somebody types on", () => {
    const hurry = createHurry();
    expect(hurry.ignores(900)).toBe(false);
    hurry.lost(1000);
    for (let at = 1100; at < 9000; at += 400) expect(hurry.ignores(at), String(at)).toBe(true);
  });

  test("are commands again after a rest, and not before", () => {
    const hurry = createHurry();
    hurry.lost(1000);
    expect(hurry.ignores(2400)).toBe(true);
    expect(hurry.ignores(3899)).toBe(true);
    expect(hurry.ignores(5500)).toBe(false);
    expect(hurry.ignores(5510)).toBe(false);
  });

  test("are commands at once for who has done something deliberate", () => {
    const hurry = createHurry();
    hurry.lost(1000);
    expect(hurry.ignores(1100)).toBe(true);
    hurry.deliberate();
    expect(hurry.ignores(1200)).toBe(false);
  });

  test("count from when it went, also those that were pressed before the page came to hear of them", () => {
    const hurry = createHurry();
    hurry.lost(5000);
    expect(hurry.ignores(4990)).toBe(true);
    expect(hurry.ignores(6400)).toBe(true);
  });
});

describe("the way back", () => {
  const view = (more: Partial<AgentThreadView>): AgentThreadView =>
    ({ state: "quiet", reopen: null, handed: null, snoozed: null, ...more }) as AgentThreadView;
  const handed = { by: "ana", byName: "Ana", to: "luis", toName: "Luis", kind: "agent" as const };

  test("stays where the queue would not, and says why", () => {
    const reopen = { by: "ana", until: 100, declined: "agentAtCapacity" as const };
    expect(wayOf(view({ reopen }), "ana", 50)).toEqual({
      how: "conversation.reopen",
      asking: false,
      declined: "agentAtCapacity",
    });
    const undone = wayOf(view({ handed: { ...handed, undoing: false, declined: "agentAtCapacity" } }), "ana", 50);
    expect(undone).toMatchObject({ how: "transfer.undo", declined: "agentAtCapacity" });
  });

  test("stays while the queue is asked, and cannot be asked for twice", () => {
    const reopen = { by: "ana", until: 100, declined: null };
    expect(wayOf(view({ state: "reopening", reopen }), "ana", 150)?.asking).toBe(true);
    expect(wayOf(view({ handed: { ...handed, undoing: true, declined: null } }), "ana", 50)?.asking).toBe(true);
  });

  test("ends with the time that the room has given, and is nobody else's", () => {
    const reopen = { by: "ana", until: 100, declined: null };
    expect(wayOf(view({ reopen }), "ana", 100)).toBeUndefined();
    expect(wayOf(view({ reopen }), "luis", 50)).toBeUndefined();
    expect(wayOf(undefined, "ana", 50)).toBeUndefined();
  });
});

describe("a conversation that leaves", () => {
  const base = { at: 1, conversation: 1, authorId: "x", authorName: "X" };
  const asked = { ...base, seq: 1, kind: "text", from: "customer", text: "Hola", commandId: "1" } as Message;
  const answered = { ...base, seq: 2, kind: "text", from: "agent", text: "Hola", commandId: "2" } as Message;
  const closed = (by: "customer" | "agent", authorId: string): Message => ({
    ...base,
    seq: 3,
    kind: "closed",
    by,
    authorId,
  });

  test("is told by who ended it, and whether anybody had answered", () => {
    expect(partingOf("closed", [asked, closed("customer", "rosa")], "ana", false)).toBe("unanswered");
    expect(partingOf("closed", [asked, answered, closed("customer", "rosa")], "ana", false)).toBe("byCustomer");
    expect(partingOf("closed", [asked], "ana", false)).toBe("unanswered");
    expect(partingOf("closed", [asked, closed("agent", "luis")], "ana", false)).toBe("closed");
  });

  test("by the agent's own doing, on whichever screen, is not told", () => {
    expect(partingOf("closed", [asked, closed("agent", "ana")], "ana", false)).toBe("own");
    expect(partingOf("closed", [asked], "ana", true)).toBe("own");
    expect(partingOf("snoozed", [asked], "ana", false)).toBe("own");
    expect(partingOf("transferred", [asked], "ana", false)).toBe("own");
  });

  test("what was handed over is told with whom it went to, before and after the queue has answered", () => {
    const ana = { by: "ana", byName: "Ana", undoing: false, declined: null };
    const handed = { ...ana, to: "luis", toName: "Luis", kind: "agent" as const };
    const transfer = { to: "ventas", kind: "department" as const, note: "" };
    expect(handedTo({ transfer, handed: null }, "ana")).toMatchObject({ to: "ventas", kind: "department" });
    expect(handedTo({ transfer: null, handed }, "ana")).toMatchObject({ to: "luis", toName: "Luis" });
    // Who got it, and has lost it since, handed nothing to themselves.
    expect(handedTo({ transfer: null, handed }, "luis")).toBeNull();
    expect(handedTo(undefined, "ana")).toBeNull();
  });

  test("to a colleague or to the line is told as that", () => {
    expect(partingOf("undone", [asked], "ana", false)).toBe("undone");
    expect(partingOf("returned", [asked], "ana", false)).toBe("returned");
    expect(partingOf(undefined, [asked], "ana", false)).toBe("elsewhere");
  });
});
