import { describe, expect, test } from "vitest";
import type { Receipt } from "../../party/protocol/queue.ts";
import { matches, newestOfEach } from "../../web/visualizer/life/rooms.ts";

const receipt = (conversationId: string, at: number, customerName: string): Receipt => ({
  seq: at,
  at,
  conversationId,
  department: "general",
  agentId: "demo_ana",
  how: "fromLine",
  enqueuedAt: at,
  waiting: 1,
  eligible: 1,
  first: [],
  customerName,
});

describe("VZ17 the rooms that were given last", () => {
  test("are one of each customer, newest first, by the name that is known of them", () => {
    const given = newestOfEach([
      receipt("demo_a.1", 1, "Rosa"),
      receipt("demo_b.1", 2, "Pepe"),
      receipt("demo_a.2", 3, ""),
      receipt("demo_c.1", 4, ""),
    ]);
    expect(given.map(({ conversationId, at, customerName }) => [conversationId, at, customerName])).toEqual([
      ["demo_c.1", 4, ""],
      ["demo_a.2", 3, "Rosa"],
      ["demo_b.1", 2, "Pepe"],
    ]);
  });

  test("are found by any of their words, without marks and capitals", () => {
    const said = ["Òscar Prat", undefined, "Ana García"];
    for (const query of ["", "  ", "oscar", "PRAT garcia"]) expect(matches(query, said), query).toBe(true);
    expect(matches("oscar luis", said)).toBe(false);
  });
});
