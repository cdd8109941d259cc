import { expect, test } from "vitest";
import { ATTENDANCE_FIRST_MS, ATTENDANCE_MAX_MS } from "../../machines/vocabulary.ts";
import {
  Thread,
  assigned,
  closes,
  leaves,
  notReopened,
  reopens,
  rosa,
  writes,
  type ThreadStep,
} from "./support/thread.ts";

const opens = (sessionId = "s1"): ThreadStep => ({ type: "session.opened", sessionId, by: rosa });
const shuts = (sessionId = "s1"): ThreadStep => ({ type: "session.closed", sessionId });
const introduces: ThreadStep = { type: "customer.introduced", name: "Rosa", email: "", department: "", by: rosa };
const placed = (attended: boolean, conversation = 0): ThreadStep => ({
  type: "conversation.placed",
  conversation,
  position: null,
  attended,
});
const askings = (thread: Thread) => thread.told.filter(({ type }) => type === "place.asked").length;

/** Lets the next asking come, and says after which time it came. */
function waits(thread: Thread): number {
  const { at, event } = thread.timers.get("attendance")!;
  const waited = at - thread.now;
  thread.timers.delete("attendance");
  thread.take({ ...event, at });
  return waited;
}

test("CV25 a customer who looks on is told again whether anybody is there, less and less often", () => {
  const thread = Thread.after(opens(), placed(false));
  thread.now -= 1000;
  const times = Array.from({ length: 7 }, () => waits(thread));
  expect(times.map((ms) => ms / ATTENDANCE_FIRST_MS)).toEqual([1, 2, 4, 8, 10, 10, 10]);
  expect([times.at(-1), askings(thread)]).toEqual([ATTENDANCE_MAX_MS, 8]);
  thread.take(placed(true));
  expect(thread.context.attended).toBe(true);
});

test("CV25 what the customer does begins it anew", () => {
  for (const step of [opens("s2"), introduces, { ...introduces, department: "sales" } as ThreadStep]) {
    const thread = Thread.after(opens());
    for (let round = 0; round < 5; round++) waits(thread);
    thread.take(step);
    expect(waits(thread)).toBe(ATTENDANCE_FIRST_MS);
  }
});

test("CV25 with the last screen it ends, and the room can rest", () => {
  const thread = Thread.after(opens(), opens("s2"), shuts());
  expect(thread.timers.has("attendance")).toBe(true);
  thread.take(shuts("s2"));
  expect(thread.timers.size).toBe(0);
  const before = askings(thread);
  thread.take({ type: "attendance.due", asked: 0 });
  expect([thread.timers.size, askings(thread)]).toEqual([0, before]);
});

test("CV25 while a conversation is open nothing is asked, and after its end it goes on", () => {
  const thread = Thread.after(opens(), writes());
  expect(thread.timers.has("attendance")).toBe(false);
  thread.take(opens("s2"));
  expect(thread.timers.has("attendance")).toBe(false);
  thread.take(leaves);
  expect(waits(thread)).toBe(ATTENDANCE_FIRST_MS);
  const finished = Thread.after(opens(), writes(), assigned(), closes(), reopens());
  expect(finished.timers.has("attendance")).toBe(false);
  finished.take(notReopened());
  expect(waits(finished)).toBe(ATTENDANCE_FIRST_MS);
});

test("CV25 a thread that nobody looks at has no timer, whatever happened to it", () => {
  for (const steps of [[writes(), leaves], [opens(), writes(), shuts(), leaves], [introduces]])
    expect(Thread.after(...steps).timers.has("attendance")).toBe(false);
});
