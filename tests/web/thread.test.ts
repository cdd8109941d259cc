import { createRoot, createSignal } from "solid-js";
import { expect, test, vi } from "vitest";
import { TEXT_MAX_CHARS } from "../../machines/vocabulary.ts";
import type { Message } from "../../party/protocol/conversation.ts";
import { connectionOf, unhurried, type Connection } from "../../web/panel/state/connection.ts";
import { draftsOf } from "../../web/panel/state/drafts.ts";
import { remaining } from "../../web/panel/state/length.ts";
import { lineWords, tickOf } from "../../web/panel/state/lines.ts";
import { shortId } from "../../web/panel/state/short-id.ts";
import { es } from "../../web/panel/words/es.ts";
import { keepIn } from "../../web/shared/stored.ts";

test("a text is sent, then delivered, then read, as far as the customer's marks go", () => {
  const marks = { customerDelivered: 7, customerRead: 5, agentRead: 0 };
  expect([5, 6, 7, 8].map((seq) => tickOf(seq, marks))).toEqual(["read", "delivered", "delivered", "sent"]);
  expect(tickOf(1, undefined)).toBe("sent");
});

test("everything that happens to a conversation has a line in words, and a text has none", () => {
  const base = { seq: 1, at: 1, conversation: 1 };
  const happened: Message[] = [
    { ...base, kind: "opened" },
    { ...base, kind: "assigned", agentId: "a", agentName: "Ana", returned: false },
    { ...base, kind: "assigned", agentId: "a", agentName: "Ana", returned: true },
    { ...base, kind: "transferred", agentId: "a", agentName: "Ana", fromId: "l", fromName: "Luis", note: "" },
    { ...base, kind: "returned", agentId: "a", agentName: "Ana" },
    { ...base, kind: "closed", by: "agent", authorId: "a", authorName: "Ana" },
    { ...base, kind: "closed", by: "customer", authorId: "c", authorName: "Rosa" },
  ];
  const lines = happened.map((message) => lineWords(message, es));
  expect(new Set(lines).size).toBe(happened.length);
  expect(lines.every((line) => line !== "")).toBe(true);
  const text: Message = {
    ...base,
    kind: "text",
    from: "agent",
    authorId: "a",
    authorName: "",
    text: "x",
    commandId: "c",
  };
  expect(lineWords(text, es)).toBe("");
});

test("the counter appears near the limit, and says when a text is over it", () => {
  expect(remaining("x".repeat(100), TEXT_MAX_CHARS)).toEqual({
    left: TEXT_MAX_CHARS - 100,
    isNear: false,
    isOver: false,
  });
  expect(remaining("x".repeat(TEXT_MAX_CHARS), TEXT_MAX_CHARS)).toEqual({ left: 0, isNear: true, isOver: false });
  expect(remaining("x".repeat(TEXT_MAX_CHARS + 1), TEXT_MAX_CHARS)).toEqual({ left: -1, isNear: true, isOver: true });
});

test("the connection is up to date only when every room is", () => {
  expect(connectionOf(["live", "live"], true)).toBe("live");
  expect(connectionOf(["live", "connecting"], true)).toBe("connecting");
  expect(connectionOf(["connecting", "reconnecting"], true)).toBe("reconnecting");
  expect(connectionOf(["live", "crowded", "reconnecting"], true)).toBe("crowded");
  expect(connectionOf(["live", "live"], false)).toBe("offline");
});

test("a conversation that comes does not make the panel look disconnected, unless it is long in coming", () => {
  vi.useFakeTimers();
  const [now, set] = createSignal<Connection>("connecting");
  const { shown, dispose } = createRoot((dispose) => ({ shown: unhurried(now), dispose }));
  const says = (connection: Connection, after = 0): Connection => {
    set(connection);
    vi.advanceTimersByTime(after);
    return shown();
  };
  expect(shown()).toBe("connecting");
  expect(says("live")).toBe("live");
  expect(says("connecting", 300)).toBe("live");
  expect(says("live", 5000)).toBe("live");
  expect(says("connecting", 5000)).toBe("connecting");
  expect(says("live")).toBe("live");
  expect(says("reconnecting")).toBe("reconnecting");
  dispose();
  vi.useRealTimers();
});

test("a customer's id is shown short and without the project", () => {
  expect(shortId("demo_3f9a2c77de")).toBe("#3f9a2c");
});

test("each agent finds their own drafts, and those of conversations that have left", () => {
  const keep = keepIn(() => {
    throw new Error("storage is forbidden here");
  });
  const [ana, luis] = [draftsOf("demo_ana", keep), draftsOf("demo_luis", keep)];
  ana.write("demo_x.1", "a medias");
  ana.write("demo_y.1", "otra");
  ana.write("demo_y.1", "");
  luis.write("demo_z.1", "de Luis");
  expect(ana.read("demo_x.1")).toBe("a medias");
  expect(ana.all()).toEqual(["demo_x.1"]);
  expect(luis.read("demo_x.1")).toBe("");
});
