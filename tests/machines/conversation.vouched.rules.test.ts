import { expect, test } from "vitest";
import type { Author } from "../../machines/vocabulary.ts";
import { Thread, ana, assigned, closes, rosa, writes, type ThreadStep } from "./support/thread.ts";

const opens = (by: Author, sessionId = "s1"): ThreadStep => ({ type: "session.opened", sessionId, by });
const introduces: ThreadStep = {
  type: "customer.introduced",
  name: "Marta",
  email: "m@x.es",
  department: "",
  by: rosa,
};
const isVouched = (thread: Thread): boolean => thread.context.customer.vouched;

test("CV29 a customer for whom their site has vouched is known as such, through all their conversations", () => {
  const thread = Thread.after(opens({ ...rosa, vouched: true }));
  expect(thread.context.customer).toMatchObject({ id: "demo_rosa", name: "Rosa", email: "", vouched: true });
  for (const step of [writes(), assigned(), closes(), writes(), opens({ ...rosa, vouched: true }, "s2")]) {
    thread.take(step);
    expect(isVouched(thread)).toBe(true);
  }
});

test("CV29 whatever else is said of them, who has no such word is not shown so", () => {
  const thread = Thread.after(opens(rosa), introduces, writes(), assigned());
  expect(isVouched(thread)).toBe(false);
  thread.take(opens({ ...ana, role: "supervisor", vouched: true }, "s2"));
  thread.take(writes("Hola", { ...rosa, vouched: true }));
  expect(isVouched(thread)).toBe(false);
});

test("CV29 what was vouched for once stays so, also when a later screen does not say it", () => {
  const thread = Thread.after(opens({ ...rosa, vouched: true }), opens(rosa, "s2"), introduces);
  expect(thread.context.customer).toMatchObject({ name: "Marta", vouched: true });
});
