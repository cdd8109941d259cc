import { expect, test } from "vitest";
import type { Message } from "../../party/protocol/conversation.ts";
import { transcriptOf } from "../../web/widget/transcript.ts";
import { wordsOf } from "../../web/widget/words/index.ts";

const noon = new Date(2026, 10, 23, 12, 5).getTime();
const day = 24 * 60 * 60 * 1000;
const rows: Message[] = [
  { kind: "opened", seq: 1, at: noon, conversation: 1 },
  {
    kind: "text",
    seq: 2,
    at: noon,
    conversation: 1,
    from: "customer",
    authorId: "r",
    authorName: "Rosa",
    text: "Hola\n¿Hay alguien?",
    commandId: "1",
  },
  { kind: "assigned", seq: 3, at: noon, conversation: 1, agentId: "a", agentName: "Ana García", returned: false },
  {
    kind: "text",
    seq: 4,
    at: noon + day,
    conversation: 1,
    from: "agent",
    authorId: "a",
    authorName: "Ana García",
    text: "Sí",
    commandId: "2",
  },
  { kind: "closed", seq: 5, at: noon + day, conversation: 1, by: "agent", authorId: "a", authorName: "Ana García" },
];

test("a transcript says who said what when, day by day, and what happened", () => {
  expect(transcriptOf(rows, "Conversación con Tienda", wordsOf("es"), "es")).toBe(`Conversación con Tienda

lunes, 23 de noviembre de 2026

[12:05] Tú: Hola
    ¿Hay alguien?
[12:05] — Ana García se ha unido

martes, 24 de noviembre de 2026

[12:05] Ana García: Sí
[12:05] — Ana García ha terminado la conversación
`);
});

test("a transcript speaks the customer's language", () => {
  const english = transcriptOf(rows, "Conversation", wordsOf("en"), "en");
  expect(english).toContain("Monday, November 23, 2026");
  expect(english).toMatch(/\[12:05\sPM\] You: Hola/);
});
