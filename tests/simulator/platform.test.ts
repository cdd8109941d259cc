import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { clone } from "../../web/simulator/clone.ts";
import type { Choice } from "../../web/simulator/ground.ts";
import { Schedule } from "../../web/simulator/schedule.ts";
import { Trial } from "../../web/simulator/trial.ts";
import { MINUTE_MS, SLOWLY_MS, busy } from "./support/trials.ts";

vi.setConfig({ testTimeout: SLOWLY_MS });

test("SM11 wherever the time stops, nothing more could happen in any room, and the next deadline is that of all", async () => {
  const trial = await Trial.open(busy(61, { transfers: 0.2 }));
  const { platform } = trial;
  const rooms = [...platform.nodes.keys()];
  let looked = 0;
  const settle = platform.settle.bind(platform);
  vi.spyOn(platform, "settle").mockImplementation(async () => {
    await settle();
    const left: Choice[] = [];
    let next = Infinity;
    for (const node of platform.nodes.values()) {
      node.addChoices(left);
      next = Math.min(next, node.nextDeadline());
    }
    for (const { stage, notBefore } of platform.flights) if (stage === "going") next = Math.min(next, notBefore);
    expect(left.map(({ what }) => what)).toEqual([]);
    expect(platform.nextDeadline()).toBe(next);
    looked++;
  });
  for (let n = 0; n < 12; n++) {
    await trial.advance(MINUTE_MS);
    platform.nodes.get(rooms[(n * 5) % rooms.length]!)!.crash();
  }
  expect(looked).toBeGreaterThan(200);
});

test("SM11 what is due first comes first; of the same time, what was put in first", () => {
  const item = fc.record({ at: fc.integer({ min: 0, max: 9 }), isTaken: fc.boolean() });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 60 }), (items) => {
      const schedule = new Schedule<number>();
      let plain: { at: number; n: number }[] = [];
      for (const [n, { at, isTaken }] of items.entries()) {
        schedule.add(at, n);
        plain = [...plain, { at, n }].toSorted((a, b) => a.at - b.at || a.n - b.n);
        expect([schedule.next, schedule.first]).toEqual([plain[0]!.at, plain[0]!.n]);
        if (isTaken) expect(schedule.take()).toBe(plain.shift()!.n);
      }
      for (const { n } of plain) expect(schedule.take()).toBe(n);
      expect([schedule.next, schedule.take()]).toEqual([Infinity, undefined]);
    }),
  );
});

test("SM1 what a room keeps is copied as the storage would copy it", () => {
  const value = fc.anything({ withMap: true, withSet: true, withDate: true, withSparseArray: true, withBigInt: true });
  fc.assert(
    fc.property(value, (kept) => {
      expect(clone(kept)).toStrictEqual(structuredClone(kept));
    }),
  );
  const shared = { list: [1, { deep: true }] };
  const copy = clone(shared);
  (copy.list[1] as { deep: boolean }).deep = false;
  expect(shared).toEqual({ list: [1, { deep: true }] });
  expect(() => clone({ work: () => {} })).toThrow("could not be cloned");
  expect(Object.keys(clone(JSON.parse('{"__proto__":{"a":1}}') as object))).toEqual(["__proto__"]);
});
