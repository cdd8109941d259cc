import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Pending } from "../../web/shared/room-client.ts";
import { inMemory, type KeyValue } from "../../web/widget/key-value.ts";
import { Unsent } from "../../web/widget/unsent.ts";

const text = (commandId: string): Pending => ({
  commandId,
  command: { type: "message.send", text: `text ${commandId}` },
});
const ids = (pending: readonly Pending[]): string[] => pending.map(({ commandId }) => commandId);

describe("a text that has not been answered", () => {
  test("is there after a reload, in the order in which it was written, however coarse the clock", () => {
    const storage = inMemory();
    const before = new Unsent(storage, "demo_1", () => 7);
    before.save([text("z")]);
    before.save([text("z"), text("a")]);
    expect(new Unsent(storage, "demo_1").load()).toEqual([text("z"), text("a")]);
  });

  test("is gone once it has been answered", () => {
    const storage = inMemory();
    const unsent = new Unsent(storage, "demo_1");
    unsent.save([text("a"), text("b")]);
    unsent.save([text("b")]);
    expect(ids(new Unsent(storage, "demo_1").load())).toEqual(["b"]);
    unsent.save([]);
    expect(storage.keys()).toEqual([]);
  });

  test("is kept alone: marks and farewells are about a moment that has passed", () => {
    const storage = inMemory();
    const leave = { commandId: "l", command: { type: "conversation.leave" } };
    new Unsent(storage, "demo_1").save([leave, text("a")]);
    expect(ids(new Unsent(storage, "demo_1").load())).toEqual(["a"]);
  });

  test("belongs to its thread, and is found again under the thread it is carried to", () => {
    const storage = inMemory();
    const unsent = new Unsent(storage, "demo_1");
    unsent.save([text("a"), text("b")]);
    expect(new Unsent(storage, "demo_12").load()).toEqual([]);
    const there = unsent.moveTo("demo_2");
    expect(ids(there.load())).toEqual(["a", "b"]);
    expect(new Unsent(storage, "demo_1").look()).toEqual([]);
  });

  test("is not brought down by what somebody else has put under its key", () => {
    const storage = inMemory();
    storage.set("turno.unsent.demo_1.x", "{");
    storage.set("turno.unsent.demo_1.y", '{"at":1}');
    new Unsent(storage, "demo_1").save([text("a")]);
    expect(ids(new Unsent(storage, "demo_1").load())).toEqual(["a"]);
  });
});

/** A tab as `RoomClient` is one: it has texts in memory, saves all of them at each change, and sends until answered. */
class Tab {
  unsent: Unsent;
  waiting: Map<string, Pending>;

  constructor(readonly storage: KeyValue) {
    this.unsent = new Unsent(storage, "demo_1");
    this.waiting = new Map(this.unsent.load().map((one) => [one.commandId, one]));
  }

  write(commandId: string): void {
    this.waiting.set(commandId, text(commandId));
    this.unsent.save([...this.waiting.values()]);
  }

  adopt(): void {
    for (const one of this.unsent.look()) if (!this.waiting.has(one.commandId)) this.write(one.commandId);
  }

  /** The room's answer to the oldest. Taken once, whoever sends it. */
  answer(taken: Map<string, number>): void {
    const [commandId] = this.waiting.keys();
    if (commandId === undefined) return;
    if (!taken.has(commandId)) taken.set(commandId, taken.size);
    this.waiting.delete(commandId);
    this.unsent.save([...this.waiting.values()]);
  }
}

test("two tabs that write, are answered, take up each other's texts and die at any moment lose nothing", () => {
  const tab = fc.nat({ max: 1 });
  const step = fc.tuple(fc.constantFrom("write", "answer", "adopt", "reload"), tab);
  let died = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const storage = inMemory();
      const tabs = [new Tab(storage), new Tab(storage)];
      const taken = new Map<string, number>();
      let written = 0;
      for (const [what, which] of steps) {
        if (what === "write") tabs[which]!.write(`c${written++}`);
        else if (what === "answer") tabs[which]!.answer(taken);
        else if (what === "adopt") tabs[which]!.adopt();
        else {
          died += tabs[which]!.waiting.size;
          tabs[which] = new Tab(storage);
        }
        const kept = new Set(ids(tabs[0]!.unsent.look()));
        for (let n = 0; n < written; n++) expect(taken.has(`c${n}`) || kept.has(`c${n}`)).toBe(true);
      }
      // Everybody is answered in the end, and nothing is left that a later visit would send again.
      for (const one of tabs) one.adopt();
      for (const one of tabs) while (one.waiting.size > 0) one.answer(taken);
      expect(taken.size).toBe(written);
      expect(storage.keys()).toEqual([]);
    }),
    { seed: 20_261_123, numRuns: 400 },
  );
  expect(died).toBeGreaterThan(100);
});
