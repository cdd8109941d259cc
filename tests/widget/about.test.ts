import { expect, test } from "vitest";
import * as v from "valibot";
import { conversationCommands } from "../../party/protocol/conversation.ts";
import { About, clean } from "../../web/widget/about.ts";
import { inMemory } from "../../web/widget/key-value.ts";

test("what the customer has said of themselves is told to a thread until it has answered, also after a reload", () => {
  const storage = inMemory();
  new About("demo", storage).say({ name: "Rosa" });
  const about = new About("demo", storage);
  const due = about.dueTo("demo_1")!;
  expect(due.command).toEqual({ type: "customer.introduce", name: "Rosa" });
  expect(about.isKnownTo("demo_1")).toBe(false);
  about.told("demo_1", due);
  expect(new About("demo", storage).dueTo("demo_1")).toBeUndefined();
});

test("the next thread and every change are told anew", () => {
  const about = new About("demo", inMemory());
  about.say({ name: "Rosa" });
  about.told("demo_1", about.dueTo("demo_1")!);
  expect(about.dueTo("demo_2")).toBeDefined();
  about.say({ email: "rosa@example.com" });
  expect(about.dueTo("demo_1")!.command).toMatchObject({ name: "Rosa", email: "rosa@example.com" });
});

test("an answer to what was said before does not hide what was said since", () => {
  const about = new About("demo", inMemory());
  about.say({ name: "Rosa" });
  const before = about.dueTo("demo_1")!;
  about.say({ name: "Rosa Vidal" });
  about.told("demo_1", before);
  expect(about.dueTo("demo_1")!.command).toMatchObject({ name: "Rosa Vidal" });
});

test("who has said nothing has nothing to tell, and a forgotten visitor neither", () => {
  const about = new About("demo", inMemory());
  expect(about.dueTo("demo_1")).toBeUndefined();
  about.say({ name: "Rosa" });
  about.forget();
  expect([about.user, about.dueTo("demo_1")]).toEqual([{}, undefined]);
});

test("whatever a site says of its user, what goes to the room is what the room takes", () => {
  const said: object[] = [
    {},
    { name: "  Rosa  ", email: " rosa@example.com ", department: "sales" },
    { name: "x".repeat(500), email: "nobody", department: "No Such" },
    { name: `${"x".repeat(79)}  y`, email: `${"x".repeat(300)}@a.es`, department: "" },
    { name: 7, email: {}, department: null },
  ];
  for (const user of said)
    expect(v.is(conversationCommands["customer.introduce"], { type: "customer.introduce", ...clean(user) })).toBe(true);
  expect(clean(said[1]!)).toEqual({ name: "Rosa", email: "rosa@example.com", department: "sales" });
  expect(clean(said[4]!)).toEqual({});
});
