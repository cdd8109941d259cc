import * as v from "valibot";
import { expect, test } from "vitest";
import type { Event } from "../../party/engine/definition.ts";
import { boxDefinition } from "./box.ts";
import { Rig } from "./rig.ts";

const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, n) => from + n);
const isDelivery = (what: string) => what.startsWith("deliver");

test("EN10 messages arrive in the order in which they were sent, more than fit in one delivery too", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "tell", to: ["b"], numbers: numbers(150) });
  await rig.do(ana, { type: "tell", to: ["b"], numbers: numbers(50, 151) });
  expect(rig.context("b").heard).toEqual(numbers(200));
  await rig.platform.advance(1_000);
  expect(rig.node().storage.inMemory("out/").size).toBe(0);
});

test("EN10 a delivery that fails after it was accepted is repeated on the wire and has its effect once", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  rig.say(ana, { type: "tell", to: ["b"], numbers: [1, 2] });
  await rig.only((what) => !what.startsWith("answer"));
  expect(rig.flights.map(({ stage }) => stage)).toEqual(["answering"]);
  rig.platform.fail(rig.flights[0]!);
  rig.say(ana, { type: "tell", to: ["b"], numbers: [3] });
  await rig.platform.advance(1_000);
  expect(rig.context("b").heard).toEqual([1, 2, 3]);
  expect(rig.lines("warn")).toMatchObject([{ msg: "delivery failed", failures: 1 }]);
});

test("EN10 a copy of an old delivery that arrives late changes nothing", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  rig.say(ana, { type: "tell", to: ["b"], numbers: [1] });
  await rig.only((what) => !isDelivery(what));
  const [flight] = rig.flights;
  const copy = structuredClone(flight!.delivery);
  await rig.platform.settle();
  await rig.do(ana, { type: "tell", to: ["b"], numbers: [2] });
  await rig.node("b").handle((room) => room.accept(copy));
  await rig.restart("b");
  await rig.node("b").handle((room) => room.accept(copy));
  expect(rig.context("b").heard).toEqual([1, 2]);
});

test("EN10 what two rooms send is counted apart", async () => {
  const rig = new Rig();
  await rig.do(await rig.join("ana", "a"), { type: "tell", to: ["c"], numbers: [1] });
  await rig.do(await rig.join("ana", "b"), { type: "tell", to: ["c"], numbers: [2] });
  expect(rig.context("c").heard).toEqual([1, 2]);
});

test("EN11 a room that cannot be reached is tried again with growing rests, and holds nobody else up", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  rig.say(ana, { type: "tell", to: ["b", "c"], numbers: [1] });
  const failures: number[] = [];
  const started = rig.platform.now;
  for (let second = 0; second < 120; second++) {
    await rig.only((what) => !what.includes("→ box/b"));
    const [flight] = rig.flights;
    if (flight) {
      failures.push(rig.platform.now - started);
      rig.platform.fail(flight);
    }
    if (second === 0) expect(rig.context("c").heard).toEqual([1]);
    await rig.only((what) => !what.includes("→ box/b"));
    rig.platform.now = rig.platform.nextDeadline();
  }
  const rests = failures.slice(1).map((at, index) => at - failures[index]!);
  expect(rests.slice(0, 5)).toEqual([200, 400, 800, 1_600, 3_200]);
  expect(Math.max(...rests)).toBeLessThanOrEqual(15_000);
  await rig.platform.advance(15_000);
  expect(rig.context("b").heard).toEqual([1]);
});

test("EN12 what was promised before a restart is sent after it", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  rig.say(ana, { type: "tell", to: ["b"], numbers: [1, 2, 3] });
  await rig.only((what) => !isDelivery(what));
  rig.node().crash();
  rig.platform.flights.clear();
  await rig.node().start();
  await rig.platform.settle();
  expect(rig.context("b").heard).toEqual([1, 2, 3]);
});

test("EN12 a promise wakes its room by itself, even if this instance dies and nobody comes", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  rig.say(ana, { type: "tell", to: ["b"], numbers: [1] });
  await rig.only((what) => !isDelivery(what));
  rig.node().crash();
  rig.platform.flights.clear();
  await rig.platform.advance(10_000);
  expect(rig.context("b").heard).toEqual([1]);
});

test("EN12 what was accepted and not yet forgotten by its sender is sent again after a crash, and dropped there", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  rig.say(ana, { type: "tell", to: ["b"], numbers: [1] });
  await rig.only((what) => !what.startsWith("answer"));
  await rig.restart();
  expect(rig.context("b").heard).toEqual([1]);
  await rig.platform.advance(1_000);
  expect(rig.node().storage.inMemory("out/").size).toBe(0);
});

test("EN13 a receiver answers only once what it accepted is on disk", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  rig.say(ana, { type: "tell", to: ["b"], numbers: [1] });
  await rig.only((what) => what !== "flush box/b");
  expect(rig.context("b").heard).toEqual([1]);
  expect(rig.flights.map(({ stage }) => stage)).toEqual(["there"]);
  rig.node("b").crash();
  expect(rig.flights).toEqual([]);
  await rig.platform.advance(1_000);
  expect(rig.context("b").heard).toEqual([1]);
});

test("EN14 a message that cannot be parsed is set aside, reported, and does not block those behind it", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "tell", to: ["b"], numbers: [1, "two", 3] });
  expect(rig.context("b").heard).toEqual([1, 3]);
  expect([...rig.node("b").storage.onDisk("aside/message/box/a/").values()]).toEqual([{ type: "heard", n: "two" }]);
  expect(rig.lines("error")).toMatchObject([{ room: "b", msg: "message set aside", type: "heard" }]);
  await rig.platform.advance(1_000);
  expect(rig.node().storage.inMemory("out/").size).toBe(0);
});

test("EN14 a message that makes the machine fail is asked for again, at last set aside, and those behind it are taken", async () => {
  const { messages } = boxDefinition();
  const broken = v.object({ type: v.literal("broke") }) as v.GenericSchema<unknown, Event>;
  const rig = new Rig(boxDefinition({ messages: { box: v.union([messages.box!, broken]) } }));
  const accepted = [{ type: "broke" }, { type: "heard", n: 1 }].map((event, n) => ({
    seq: `000000000000001.00000${n}`,
    event,
  }));
  let refusals = 0;
  const offer = () =>
    rig.node().handle((room) =>
      room.accept({ from: { party: "box", room: "b" }, messages: accepted }).catch(() => {
        refusals++;
      }),
    );
  do await offer();
  while (rig.context().heard.length === 0);
  expect(refusals).toBe(9);
  expect(rig.context().heard).toEqual([1]);
  expect(rig.node().storage.inMemory("aside/message/").size).toBe(1);
  expect(rig.lines("error").at(-1)).toMatchObject({ msg: "message set aside", type: "broke" });
});

test("EN14 a message of a party that may send nothing here is set aside", async () => {
  const rig = new Rig();
  const messages = [{ seq: "000000000000001.000000", event: { type: "heard", n: 1 } }];
  await rig.node().handle((room) => room.accept({ from: { party: "stranger", room: "b" }, messages }));
  expect(rig.context().heard).toEqual([]);
  expect(rig.node().storage.inMemory("aside/message/stranger/b/").size).toBe(1);
});

test("EN14 a failure that passed is forgotten: the sender's next message has all its tries", async () => {
  let broken = true;
  const { effects } = boxDefinition();
  const rig = new Rig(
    boxDefinition({
      messages: { box: v.object({ type: v.literal("added"), n: v.number() }) },
      effects: {
        ...effects,
        note: (params, self) => {
          if (broken) throw new Error("for now");
          return effects.note!(params, self);
        },
      },
    }),
  );
  let refusals = 0;
  const offer = (revision: number) => {
    const messages = [{ seq: `00000000000000${revision}.000000`, event: { type: "added", n: 1 } }];
    return rig.node().handle((room) =>
      room.accept({ from: { party: "box", room: "b" }, messages }).catch(() => {
        refusals++;
      }),
    );
  };
  for (let n = 0; n < 5; n++) await offer(1);
  broken = false;
  await offer(1);
  expect([rig.context().total, refusals]).toEqual([1, 5]);
  broken = true;
  refusals = 0;
  do await offer(2);
  while (rig.node().storage.inMemory("aside/message/").size === 0);
  expect(refusals).toBe(9);
});
