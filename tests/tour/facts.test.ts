import { describe, expect, test } from "vitest";
import { NO_FACTS, isMadeOf, learn, type Facts } from "../../web/tour/facts.ts";

const ME = "p_me";
const by = { role: "agent", id: ME, project: "p" };
const REPLIES = ["¿Me das el número de tu pedido?", "¡Hola, {{customer.name}}! Soy {{agent.name}}."];

const after = (party: string, ...events: { type: string; [field: string]: unknown }[]): Facts =>
  events.reduce(
    (facts, event) =>
      learn(facts, { party, room: party === "agent" ? ME : "p_c" }, { at: 1, by, ...event }, ME, REPLIES),
    NO_FACTS,
  );

describe("a text is made of a canned reply", () => {
  test.each([
    ["¿Me das el número de tu pedido?", true],
    ["Hola.  ¿me das el número\nde tu pedido? Gracias", true],
    ["¡Hola, Rosa! Soy Alex.", true],
    ["¡Hola, ! Soy .", true],
    ["¡Hola, Rosa!", false],
    ["Soy Alex. ¡Hola, Rosa!", false],
    ["¿Me das tu número?", false],
  ])("%s: %s", (text, made) => {
    expect(REPLIES.some((reply) => isMadeOf(text, reply))).toBe(made);
  });
});

test("what the agent's own room and the threads have accepted becomes a fact, each of its own kind (TO2)", () => {
  expect(after("agent", { type: "availability.chosen", available: true })).toMatchObject({
    available: true,
    paused: false,
  });
  expect(
    after("agent", { type: "availability.chosen", available: true }, { type: "availability.chosen", available: false }),
  ).toMatchObject({ available: false, paused: true });
  expect(after("agent", { type: "availability.chosen", available: false })).toMatchObject({ paused: false });
  expect(after("agent", { type: "conversation.unassigned", conversationId: "x", why: "transferred" })).toMatchObject({
    handedOver: true,
  });
  expect(after("agent", { type: "conversation.unassigned", conversationId: "x", why: "closed" })).toMatchObject({
    handedOver: false,
  });
  expect(after("conversation", { type: "agent.wrote", text: "Hola" })).toMatchObject({
    answered: ["p_c"],
    replied: false,
  });
  expect(after("conversation", { type: "agent.wrote", text: REPLIES[0]! })).toMatchObject({ replied: true });
  expect(after("conversation", { type: "labels.chosen", labels: [] })).toMatchObject({ labelled: false });
  expect(after("conversation", { type: "labels.chosen", labels: ["a"] })).toMatchObject({ labelled: true });
  expect(after("conversation", { type: "transfer.undone", agentId: ME })).toMatchObject({ hadBack: true });
});

test("what others do is no fact of the agent's", () => {
  const luis = { ...by, id: "p_luis" };
  for (const event of [
    { type: "agent.wrote", text: REPLIES[0]!, by: luis },
    { type: "note.written", by: luis },
    { type: "close.requested", by: luis },
    { type: "transfer.undone", agentId: luis.id, by: undefined },
  ])
    expect(after("conversation", event)).toBe(NO_FACTS);
});

test("what the rooms are told and say nothing new by leaves the facts as they were", () => {
  expect(
    after("conversation", { type: "customer.wrote", text: "Hola", by: { ...by, role: "customer", id: "p_c" } }),
  ).toBe(NO_FACTS);
  expect(after("queue", { type: "conversation.closed" })).toBe(NO_FACTS);
});
