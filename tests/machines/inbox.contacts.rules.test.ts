import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { namesOf } from "../../machines/contacts.ts";
import type { OutsideAddress } from "../../machines/outside.ts";
import { Inbox, configures, removes } from "./support/inbox.ts";

const rosa = { phone: "34600", user: "ES.rosa", parent: "ES.ENT.rosa" };
const open = () => Inbox.after(configures());

describe("who is met", () => {
  test("IN2 for the first time has a row, with every name, and the thread that was offered", () => {
    const inbox = open();
    expect(inbox.meets(rosa, "Rosa")).toBeUndefined();
    expect([...inbox.rows.values()]).toEqual([
      {
        seq: 1,
        at: 1000,
        metAt: 1000,
        thread: "demo_o1",
        alsoThreads: [],
        names: ["phone:34600", "user:ES.rosa", "parent:ES.ENT.rosa"],
        name: "Rosa",
        username: "",
      },
    ]);
  });

  test("IN2 by any of their names is the same one, and nothing is stored where nothing is new", () => {
    const inbox = open();
    inbox.meets(rosa, "Rosa");
    const { writes } = inbox;
    for (const address of [rosa, { phone: "34600" }, { user: "ES.rosa" }, { parent: "ES.ENT.rosa" }])
      for (const name of ["Rosa", ""]) expect(inbox.meets(address, name)).toBeUndefined();
    expect([inbox.writes, inbox.rows.size]).toEqual([writes, 1]);
  });

  test("IN2 with a name that is new, of whatever kind, is found by it from then on", () => {
    const inbox = open();
    inbox.meets({ phone: "34600" }, "Rosa");
    inbox.meets({ phone: "34600", user: "ES.rosa" });
    inbox.meets({ user: "ES.rosa", parent: "ES.ENT.rosa" }, "Rosa María");
    expect(namesOf(rosa).map((name) => inbox.threadOf(name))).toEqual(["demo_o1", "demo_o1", "demo_o1"]);
    expect(inbox.rows.get(1)).toMatchObject({ name: "Rosa María", names: namesOf(rosa) });
    expect(inbox.rows.size).toBe(1);
  });

  test("IN2 by names of two are one from then on: who was met first keeps their thread, and the other's is known", () => {
    const inbox = open();
    inbox.meets({ phone: "34600" }, "Rosa");
    inbox.meets({ user: "ES.rosa" }, "Rosa G.");
    inbox.meets({ phone: "34600", user: "ES.rosa" });
    for (const name of ["phone:34600", "user:ES.rosa"]) expect(inbox.threadOf(name)).toBe("demo_o1");
    expect(inbox.rows.get(1)).toMatchObject({ alsoThreads: ["demo_o2"], names: ["phone:34600", "user:ES.rosa"] });
    expect(inbox.rows.get(2)).toMatchObject({ names: [], into: 1 });
    const { writes } = inbox;
    inbox.meets({ phone: "34600", user: "ES.rosa" });
    expect(inbox.writes).toBe(writes);
  });

  test("IN2 by names of three are one, with the threads of all", () => {
    const inbox = open();
    inbox.meets({ phone: "34600" });
    inbox.meets({ user: "ES.rosa" });
    inbox.meets({ parent: "ES.ENT.rosa" });
    inbox.meets(rosa);
    expect(inbox.rows.get(1)).toMatchObject({ alsoThreads: ["demo_o2", "demo_o3"], names: namesOf(rosa) });
  });

  test("IN3 with the number of somebody who has another id has it from then on, and a thread of their own", () => {
    const inbox = open();
    inbox.meets({ phone: "34600", user: "ES.rosa" }, "Rosa");
    inbox.meets({ phone: "34600", user: "ES.pepe" }, "Pepe");
    expect(inbox.rows.get(1)).toMatchObject({ names: ["user:ES.rosa"], alsoThreads: [], name: "Rosa" });
    expect(inbox.threadOf("phone:34600")).toBe("demo_o2");
    expect(inbox.threadOf("user:ES.rosa")).toBe("demo_o1");
    // Rosa by her new number.
    inbox.meets({ phone: "34611", user: "ES.rosa" });
    expect(inbox.threadOf("phone:34611")).toBe("demo_o1");
    expect(inbox.rows.size).toBe(2);
  });

  test("IN3 by a number alone is whoever had it last", () => {
    const inbox = open();
    inbox.meets({ phone: "34600", user: "ES.rosa" });
    inbox.meets({ phone: "34600" });
    expect(inbox.rows.size).toBe(1);
  });

  test("IN2 without any name is nobody", () => {
    const inbox = open();
    expect(inbox.meets({}, "Rosa")).toBeUndefined();
    expect(inbox.rows.size).toBe(0);
  });

  test("IN2 whatever the order of what is heard of one person, one row has all their names", () => {
    const names: OutsideAddress[] = [{ phone: "1" }, { user: "A" }, { parent: "P" }];
    const part = fc.subarray(names, { minLength: 1 }).map((parts) => Object.assign({}, ...parts) as OutsideAddress);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), (heard) => {
        const inbox = open();
        for (const address of [...heard, { phone: "1", user: "A", parent: "P" }]) inbox.meets(address);
        expect(namesOf({ phone: "1", user: "A", parent: "P" }).map((name) => inbox.threadOf(name))).toEqual(
          Array.from({ length: 3 }, () => inbox.rows.get(1)!.thread),
        );
        // Nobody but this one has a name left, and every thread there was is known.
        const rest = [...inbox.rows.values()].filter(({ seq }) => seq !== 1);
        expect(rest.every(({ names: left, into }) => left.length === 0 && into !== undefined)).toBe(true);
        expect(inbox.rows.get(1)!.alsoThreads.toSorted()).toEqual(rest.map(({ thread }) => thread).toSorted());
      }),
    );
  });

  test("IN2 IN3 of several people nobody ever has a name of another's, and a name is one row's at most", () => {
    const person = (id: string) => fc.constantFrom({ phone: id, user: id }, { user: id }, { user: id, parent: id });
    const anybody = fc.oneof(...["A", "B", "C"].map(person));
    // Numbers go round.
    const taken = fc.tuple(anybody, fc.constantFrom("A", "B", "C")).map(([who, phone]) => ({ ...who, phone }));
    fc.assert(
      fc.property(fc.array(fc.oneof(anybody, taken), { maxLength: 20 }), (heard) => {
        const inbox = open();
        for (const address of heard) inbox.meets(address);
        const all = [...inbox.rows.values()].flatMap(({ names }) => names);
        expect(new Set(all).size).toBe(all.length);
        for (const { names } of inbox.rows.values())
          expect(names.filter((name) => name.startsWith("user:")).length).toBeLessThan(2);
      }),
    );
  });
});

describe("who is reached otherwise from now on", () => {
  test("IN4 loses the old number and has the new one, in the same thread", () => {
    const inbox = open();
    inbox.meets({ phone: "34600", user: "ES.rosa" }, "Rosa");
    expect(inbox.moves({ phone: "34600" }, { phone: "34611" })).toBeUndefined();
    expect(inbox.threadOf("phone:34600")).toBeUndefined();
    expect(inbox.threadOf("phone:34611")).toBe("demo_o1");
    expect(inbox.rows.get(1)!.names).toEqual(["user:ES.rosa", "phone:34611"]);
    // Whoever has the old number now is somebody else.
    inbox.meets({ phone: "34600" }, "Pepe");
    expect(inbox.threadOf("phone:34600")).toBe("demo_o2");
  });

  test("IN4 may have another id, too", () => {
    const inbox = open();
    inbox.meets({ phone: "34600", user: "ES.rosa" });
    inbox.moves({ phone: "34600", user: "ES.rosa" }, { phone: "34611", user: "ES.rosa2" });
    expect(inbox.rows.get(1)!.names).toEqual(["phone:34611", "user:ES.rosa2"]);
    expect(inbox.threadOf("user:ES.rosa")).toBeUndefined();
  });

  test("IN4 and has written from there already: both are one, in the older thread", () => {
    const inbox = open();
    inbox.meets({ phone: "34600" }, "Rosa");
    inbox.meets({ phone: "34611" }, "Rosa");
    inbox.moves({ phone: "34600" }, { phone: "34611" });
    expect(inbox.threadOf("phone:34611")).toBe("demo_o1");
    expect(inbox.rows.get(1)).toMatchObject({ alsoThreads: ["demo_o2"], names: ["phone:34611"] });
    expect(inbox.rows.get(2)).toMatchObject({ names: [], into: 1 });
  });

  test("IN3 IN4 takes a number from whom it belonged to before, and is not that person", () => {
    const inbox = open();
    inbox.meets({ phone: "34600", user: "ES.rosa" });
    inbox.meets({ phone: "34611", user: "ES.pepe" });
    inbox.moves({ phone: "34600" }, { phone: "34611", user: "ES.rosa" });
    expect(inbox.threadOf("phone:34611")).toBe("demo_o1");
    expect(inbox.rows.get(2)).toMatchObject({ names: ["user:ES.pepe"] });
    expect(inbox.rows.get(2)).not.toHaveProperty("into");
  });

  test("IN4 said twice, it is done once", () => {
    const inbox = open();
    inbox.meets({ phone: "34600" });
    inbox.moves({ phone: "34600" }, { phone: "34611" });
    const { writes } = inbox;
    inbox.moves({ phone: "34600" }, { phone: "34611" });
    expect(inbox.writes).toBe(writes);
  });

  test("IN4 said late, it is not of whoever has the old number since then", () => {
    const inbox = open();
    inbox.meets({ phone: "34600" }, "Pepe", 9_000);
    inbox.moves({ phone: "34600" }, { phone: "34611" }, 5_000);
    expect(inbox.threadOf("phone:34600")).toBe("demo_o1");
    expect(inbox.threadOf("phone:34611")).toBeUndefined();
  });

  test("IN4 of nobody who was ever met, it changes nothing", () => {
    const inbox = open();
    const { writes } = inbox;
    inbox.moves({ phone: "34600" }, { phone: "34611" });
    expect([inbox.writes, inbox.rows.size]).toEqual([writes, 0]);
  });

  test("IN4 known by what stays the same only, they have what is new", () => {
    const inbox = open();
    inbox.meets({ user: "ES.rosa" });
    inbox.moves({ phone: "34600" }, { phone: "34611", user: "ES.rosa" });
    expect(inbox.threadOf("phone:34611")).toBe("demo_o1");
  });
});

test("IN8 once it is removed nobody is met, and set up again its customers are who they were", () => {
  const inbox = open();
  inbox.meets({ phone: "34600" });
  inbox.take(removes);
  expect(inbox.meets({ phone: "34600" })).toBe("inboxOff");
  expect(inbox.meets({ phone: "34622" })).toBe("inboxOff");
  inbox.take(configures());
  inbox.meets({ phone: "34600" });
  expect(inbox.threadOf("phone:34600")).toBe("demo_o1");
  inbox.meets({ phone: "34622" });
  expect([...inbox.rows.keys()]).toEqual([1, 2]);
});

test("IN3 who gets a number of which no person was known has their own thread still, and nobody's before them", () => {
  const inbox = open();
  inbox.meets({ phone: "34600" }, "Pepe");
  inbox.meets({ phone: "34611", user: "ES.rosa" }, "Rosa");
  inbox.meets({ phone: "34600", user: "ES.rosa" }, "Rosa");
  expect(inbox.threadOf("user:ES.rosa")).toBe("demo_o2");
  expect(inbox.threadOf("phone:34600")).toBe("demo_o2");
  expect(inbox.rows.get(1)).toMatchObject({ names: [], thread: "demo_o1" });
  expect(inbox.rows.get(2)).toMatchObject({ alsoThreads: [] });
});
