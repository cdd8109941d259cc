import { expect, test } from "vitest";
import type { Message } from "../../party/protocol/conversation.ts";
import type { LineView, SeatView } from "../../party/protocol/queue.ts";
import { es } from "../../web/panel/words/es.ts";
import { lineWords } from "../../web/panel/state/lines.ts";
import { departmentsOf, outOfReach } from "../../web/panel/state/departments.ts";

const line = ["sales", "support", "sales", "billing"].map((department) => ({ department }) as LineView);

test("who waits for a department that an agent is not of can never come to them", () => {
  expect(outOfReach(line, ["sales"])).toBe(2);
  expect(outOfReach(line, ["sales", "support", "billing"])).toBe(0);
  expect(outOfReach([], ["sales"])).toBe(0);
});

test("a conversation may be sent to each other department by its name, also to one where nobody is free", () => {
  const all = [
    { id: "general", name: "Atención" },
    { id: "ventas", name: "Ventas y pedidos" },
    { id: "taller", name: "El taller" },
  ];
  const seat = (departments: string[], transfer: SeatView["transfer"]) => ({ departments, transfer }) as SeatView;
  const seats = [seat(["general", "ventas"], true), seat(["ventas"], "agentAtCapacity"), seat(["old"], true)];
  expect(departmentsOf(seats, all, "general")).toEqual([
    { id: "taller", name: "El taller", free: 0 },
    { id: "old", name: "old", free: 1 },
    { id: "ventas", name: "Ventas y pedidos", free: 1 },
  ]);
});

test("the thread says a department's name where a conversation was handed to one", () => {
  const moved = { kind: "moved", fromName: "Ana", department: "ventas", note: "" } as unknown as Message;
  const words = lineWords(moved, es, { department: (id) => (id === "ventas" ? "Ventas y pedidos" : id) });
  expect(words).toBe("Ana transfirió la conversación a Ventas y pedidos");
});
