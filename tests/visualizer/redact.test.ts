import { beforeAll, describe, expect, test } from "vitest";
import type { RoomDefinition } from "../../party/engine/definition.ts";
import { definition as agent } from "../../party/rooms/agent.ts";
import { definition as conversation } from "../../party/rooms/conversation.ts";
import { definition as queue } from "../../party/rooms/queue.ts";
import { filler, redacted, wayDiffers } from "../../web/visualizer/life/redact.ts";
import { fileOf, readFile } from "../../web/visualizer/life/replay-file.ts";
import { Playback } from "../../web/visualizer/life/replay.ts";
import { logOf, NOTE, shortDay, WORDS } from "./support/day.ts";
import type { RoomNode } from "../../web/simulator/platform.ts";

let rooms: (readonly [RoomDefinition, RoomNode])[];
beforeAll(async () => {
  const { thread, queue: line, ana } = await shortDay();
  rooms = [
    [conversation, thread],
    [queue, line],
    [agent, ana],
  ];
});

/** Runs a generator to its end. */
function ended<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

const copyOf = ([definition, node]: readonly [RoomDefinition, RoomNode]) =>
  redacted(definition, node.self, logOf(node), []);

describe("VZ14 a redacted log", () => {
  test("has nobody's words, names, addresses or ids in it", () => {
    const people = [
      "rosa",
      "delgado",
      "casa.example",
      "48213",
      "calle",
      "customer 0",
      "ana",
      "luis",
      "demo",
      "factura",
    ];
    for (const room of rooms) {
      const { self, rows } = copyOf(room);
      const text = JSON.stringify([self, rows]).toLowerCase();
      for (const word of [...WORDS, NOTE, "sigue tú", ...people])
        expect(text.includes(word.toLowerCase()), `${room[0].party}: ${word}`).toBe(false);
    }
  });

  test("goes the same way as the log, entry by entry, with the same requests", () => {
    for (const room of rooms) {
      const [definition, node] = room;
      const rows = logOf(node);
      expect(ended(wayDiffers(definition, { self: node.self, rows }, copyOf(room))), definition.party).toBeUndefined();
    }
  });

  test("that would go another way is told by the number of the entry", () => {
    const [definition, node] = rooms[0]!;
    const rows = logOf(node);
    const copy = copyOf(rooms[0]!);
    const at = rows.findIndex(({ event }) => event.type === "agent.wrote");
    const other = copy.rows.map((row, index) =>
      index === at ? { ...row, event: { ...row.event, by: { role: "agent", id: "x", project: "y" } } } : row,
    );
    expect(ended(wayDiffers(definition, { self: node.self, rows }, { ...copy, rows: other }))).toBe(rows[at]!.seq);
  });

  test("keeps who is who: one person is one pseudonym in all of it, and two are two", () => {
    const [definition, node] = rooms[0]!;
    const replay = new Playback(definition, copyOf([definition, node]).self);
    replay.add(copyOf([definition, node]).rows);
    replay.work();
    const holders = replay.rows.map((_, index) => {
      const { holder } = replay.at(index).after.snapshot.context as { holder: { id: string } | null };
      return holder?.id;
    });
    const people = [...new Set(holders.filter((id) => id !== undefined))];
    expect(people).toHaveLength(2);
    for (const id of people) expect(id).toMatch(/^centro_p\d+$/);
  });

  test("keeps the number of a conversation, and of nothing else that has a dot in it", () => {
    const events = [
      { type: "agent.sentTemplate", template: { parameters: ["600.111.222", "12.50", "Rosa"] } },
      { type: "outside.said", received: { id: "wamid.600111222", replyTo: "demo.4711" } },
      { type: "labels.chosen", labels: ["vip.600111222", "10.0.0.7"] },
      { type: "close.requested", conversationId: "demo_k3.17", customerId: "demo_k3" },
    ];
    const rows = events.map((event, at) => ({ seq: at + 1, at, event: { ...event, at }, to: "queued", effects: [] }));
    const copy = redacted(conversation, { party: "conversation", room: "demo_k3" }, rows, []).rows;
    expect(JSON.stringify(copy)).not.toMatch(/111|222|4711|\.50|\.0\.7|Rosa/);
    const { conversationId, customerId } = copy[3]!.event;
    expect([conversationId, customerId]).toEqual([`${String(customerId)}.17`, expect.stringMatching(/^centro_p\d+$/)]);
  });

  test("has nothing of what comes by a channel, or in a file: names, telephones, places, cards and captions", () => {
    const events = [
      { type: "customer.sentFile", file: { name: "Factura Rosa.pdf", type: "application/pdf" }, caption: "De mayo" },
      {
        type: "outside.said",
        contact: { name: "Rosa Delgado", user: "34600111222", username: "rosita", phone: "34600111222" },
        received: { id: "wamid.HBgM", said: { kind: "text", text: "Vivo en Calle Mayor" } },
      },
      {
        type: "outside.said",
        received: {
          id: "tg-77",
          said: {
            kind: "contact",
            contacts: [{ name: "Pepe Sol", phones: ["+34 911 222 333"], emails: ["p@sol.example"] }],
          },
        },
      },
      {
        type: "outside.said",
        received: { id: "x", said: { kind: "place", name: "Casa", latitude: 40.41, longitude: -3.7 } },
      },
      { type: "customer.introduced", name: "Rosa", email: "rosa@casa.example", phone: "600111222" },
    ];
    const rows = events.map((event, at) => ({ seq: at + 1, at, event: { ...event, at }, to: "queued", effects: [] }));
    const copy = redacted(conversation, { party: "conversation", room: "demo_k3" }, rows, []).rows;
    expect(JSON.stringify(copy)).not.toMatch(
      /rosa|rosita|pepe|sol\b|factura|mayo|calle|casa|600111222|911|40\.41|3\.7|wamid|tg-77|example/i,
    );
  });

  test("gives each text one of its own class and length", () => {
    expect(filler("Hola, ¿qué tal? 42 años")).toBe("xxxx, *xxx xxx? 00 xxxx");
    expect(filler("rosa@casa.example")).toBe("xxxx@xxxx.xxxxxxx");
    expect(filler("👍🏽")).toBe("****");
    expect(filler(" \u200b\n")).toBe("  \n");
    for (const text of ["", "日本語 テスト", "a\u{e0061}b"]) expect(filler(text)).toHaveLength(text.length);
  });
});

describe("VZ14 a file of a replay", () => {
  test("that was made here opens, and replays to the same states", () => {
    for (const room of rooms) {
      const { self, rows } = copyOf(room);
      const read = readFile(JSON.stringify(fileOf(room[0], { room: self.room, rows, receipts: [] }, 1)));
      expect(read.ok && read.file.rows).toEqual(rows);
      const replay = new Playback(room[0], self);
      if (read.ok) replay.add(read.file.rows);
      replay.work();
      expect(replay.differs).toBeUndefined();
    }
  });

  test("that is none is refused by what is wrong with it", () => {
    const { self, rows } = copyOf(rooms[0]!);
    const good = fileOf(conversation, { room: self.room, rows, receipts: [] }, 1);
    const fault = (file: unknown) => {
      const read = readFile(typeof file === "string" ? file : JSON.stringify(file));
      return read.ok ? undefined : read.fault;
    };
    expect(fault(good)).toBeUndefined();
    expect(fault("{")).toEqual({ kind: "notJson" });
    for (const other of [[], null, 7, {}, { format: "har" }]) expect(fault(other)).toEqual({ kind: "notOurs" });
    expect(fault({ ...good, version: 2 })).toEqual({ kind: "newer", version: 2 });
    expect(fault({ ...good, party: "constructor" })).toEqual({ kind: "noSuchRoom", party: "constructor" });
    expect(fault({ ...good, rows: [{ ...rows[0]!, event: { type: 7 } }] })).toMatchObject({
      kind: "malformed",
      path: "rows.0.event.type",
    });
    // What no page could show: a moment that no calendar has, somebody who is nobody, what is nested without end.
    const with1 = (event: object) => ({ ...good, rows: [{ ...rows[0]!, event: { ...rows[0]!.event, ...event } }] });
    expect(fault({ ...good, exportedAt: 1e300 })).toMatchObject({ kind: "malformed", path: "exportedAt" });
    expect(fault({ ...good, rows: [{ ...rows[0]!, at: -1e300 }] })).toMatchObject({ path: "rows.0.at" });
    expect(fault(with1({ by: { role: "agent", name: "Ana" } }))).toMatchObject({ path: "rows.0.event.by.id" });
    expect(fault(with1({ by: "time" }))).toBeUndefined();
    expect(fault(with1({ from: 7 }))).toMatchObject({ path: "rows.0.event.from" });
    const text = JSON.stringify(with1({ text: "…" }));
    const nested = (levels: number) => text.replace('"…"', "[".repeat(levels) + "]".repeat(levels));
    expect(fault(nested(90))).toBeUndefined();
    for (const levels of [101, 50_000])
      expect(fault(nested(levels))).toMatchObject({ kind: "malformed", path: "rows.0" });
    expect(fault({ ...good, rows: [rows[1], rows[0]] })).toEqual({ kind: "disordered", at: 1 });
    expect(fault(" ".repeat(60_000_001))).toEqual({ kind: "tooLarge" });
  });
});
