import { expect, test } from "vitest";
import {
  AgentRoom,
  GRACE,
  chooses,
  drops,
  expires,
  gets,
  isBack,
  looksAt,
  loses,
  opens,
  profile,
  putsAside,
  renames,
  signsOut,
  subscribes,
} from "./support/agent.ts";

const here = [profile(), opens()];
const available = [...here, chooses(true)];
const seat = (present: boolean, available: boolean) => ({
  present,
  available,
  name: "Ana",
  capacity: 6,
  departments: ["general"],
});
const ids = (room: AgentRoom) => room.context.assignments.map(({ conversationId }) => conversationId);

test("AG1 a panel of somebody whom the project has not introduced makes nobody present", () => {
  const room = AgentRoom.after(opens());
  expect([room.state, room.seat]).toEqual(["unavailable.offline", undefined]);
  expect(room.take(chooses(true)).refused).toBe("agentNotPresent");
});

test("AG1 a panel that was there before the introduction counts from then on", () => {
  const room = AgentRoom.after(opens(), profile());
  expect([room.state, room.seat]).toEqual(["unavailable.present", seat(true, false)]);
});

test("AG1 an introduction without a panel makes nobody present", () => {
  const room = AgentRoom.after(opens(), drops(), profile());
  expect([room.state, room.seat]).toEqual(["unavailable.offline", seat(false, false)]);
});

test("AG2 the first panel makes the agent present, further ones change nothing for the queue", () => {
  const room = AgentRoom.after(...here);
  expect(room.seat).toEqual(seat(true, false));
  for (const step of [opens("s2"), opens("s2"), drops("s1")]) {
    room.take(step);
    expect([room.state, room.asked]).toEqual(["unavailable.present", []]);
  }
  expect(room.context.sessions).toEqual(["s2"]);
});

test("AG2 a panel reported twice is one panel", () => {
  const room = AgentRoom.after(...here, opens(), drops());
  expect(room.state).toBe("unavailable.grace");
});

test("AG3 the agent chooses, and the queue is told each change once", () => {
  const room = AgentRoom.after(...here, chooses(true));
  expect([room.state, room.seat]).toEqual(["available.present", seat(true, true)]);
  expect([room.take(chooses(true)).refused, room.asked]).toEqual([undefined, []]);
  expect(room.take(chooses(false)).seat).toEqual(seat(true, false));
  expect([room.take(chooses(false)).refused, room.asked]).toEqual([undefined, []]);
});

test("AG3 the choice is the same on a second screen and survives the first one's end", () => {
  const room = AgentRoom.after(...available, opens("s2"), drops("s1"));
  expect(room.state).toBe("available.present");
});

test("AG3 the choice survives a lost connection, the end of the grace time, and the next sign-in", () => {
  const room = AgentRoom.after(...available, drops());
  expect(room.state).toBe("available.grace");
  expect(room.take(expires()).state).toBe("available.offline");
  expect(room.take(opens("s2")).seat).toEqual(seat(true, true));
});

test("AG4 the last panel to drop starts the time of grace, and the queue hears nothing", () => {
  const room = AgentRoom.after(...available, gets(), opens("s2"), drops("s1"));
  room.take({ ...drops("s2"), at: 100_000 });
  expect([room.state, room.seat, ids(room)]).toEqual(["available.grace", undefined, ["demo_rosa.1"]]);
  const event = { type: "grace.expired", grace: 1 };
  expect(room.timers).toEqual([{ type: "startTimer", id: "grace", at: 100_000 + GRACE, event }]);
  expect(room.context.graceEndsAt).toBe(100_000 + GRACE);
});

test("AG4 a panel that comes back in time ends the grace, and the queue never knew", () => {
  const room = AgentRoom.after(...available, gets(), drops(), opens("s2"));
  expect([room.state, room.seat, ids(room)]).toEqual(["available.present", undefined, ["demo_rosa.1"]]);
  expect(room.timers).toEqual([{ type: "cancelTimer", id: "grace" }]);
  expect(room.context.graceEndsAt).toBeNull();
});

test("AG4 the list goes on being kept while the agent is in grace", () => {
  const room = AgentRoom.after(...available, drops(), gets(), gets("demo_juan.1"), loses());
  expect(ids(room)).toEqual(["demo_juan.1"]);
});

test("AG5 at the end of the grace time the queue hears that the agent is gone", () => {
  const room = AgentRoom.after(...available, drops(), expires());
  expect([room.state, room.seat]).toEqual(["available.offline", seat(false, true)]);
  expect(room.context.graceEndsAt).toBeNull();
});

test("AG5 the timer of an earlier time of grace cannot end a later one", () => {
  const room = AgentRoom.after(...available, drops(), opens("s2"), drops("s2"), expires(1));
  expect(room.state).toBe("available.grace");
  expect(room.take(expires(2)).state).toBe("available.offline");
});

test("AG5 a timer that comes when the agent is back, or already gone, changes nothing", () => {
  expect(AgentRoom.after(...available, drops(), opens("s2"), expires(1)).state).toBe("available.present");
  const gone = AgentRoom.after(...available, drops(), expires(1), expires(1));
  expect([gone.state, gone.asked]).toEqual(["available.offline", []]);
});

test("AG6 who signs out on the only screen is gone at once and No Disponible", () => {
  const room = AgentRoom.after(...available, gets(), signsOut);
  expect([room.state, room.seat, room.timers]).toEqual(["unavailable.offline", seat(false, false), []]);
  expect([room.take(drops()).state, room.asked]).toEqual(["unavailable.offline", []]);
  expect(room.take(opens("s2")).seat).toEqual(seat(true, false));
});

test("AG6 signing out on one of two screens leaves the other at work", () => {
  const room = AgentRoom.after(...available, opens("s2"), signsOut);
  expect([room.refused, room.state, room.asked]).toEqual([undefined, "available.present", []]);
  expect(room.take(drops("s2")).state).toBe("available.present");
});

test("AG7 what the queue gives joins the list unopened, and what it takes leaves it", () => {
  const room = AgentRoom.after(...available, gets(), gets("demo_juan.1"));
  const { type: _, ...given } = gets();
  expect(room.context.assignments[0]).toEqual({ ...given, opened: false });
  expect(ids(room)).toEqual(["demo_rosa.1", "demo_juan.1"]);
  expect(ids(room.take(loses()))).toEqual(["demo_juan.1"]);
  expect(ids(room.take(loses()))).toEqual(["demo_juan.1"]);
});

test("AG7 a conversation given again is in the list once, and new", () => {
  const room = AgentRoom.after(...available, gets(), looksAt(), gets());
  expect(room.context.assignments).toMatchObject([{ conversationId: "demo_rosa.1", opened: false }]);
});

test("AG8 opening takes the dot away for all devices, and again changes nothing", () => {
  const room = AgentRoom.after(...available, gets(), opens("s2"), looksAt());
  expect(room.context.assignments).toMatchObject([{ opened: true }]);
  const before = room.snapshot.context;
  expect([room.take(looksAt()).refused, room.snapshot.context === before]).toEqual([undefined, true]);
});

test("AG8 a conversation that is not in the list cannot be opened", () => {
  expect(AgentRoom.after(...available, looksAt()).refused).toBe("notYourConversation");
  expect(AgentRoom.after(...available, gets(), loses(), looksAt()).refused).toBe("notYourConversation");
});

test("AG9 whoever is not present can neither choose nor sign out, and is told why", () => {
  for (const steps of [[profile()], [...available, drops()], [...available, drops(), expires()]]) {
    const room = AgentRoom.after(...steps);
    const before = room.snapshot;
    for (const step of [chooses(true), chooses(false), signsOut])
      expect(room.take(step).refused).toBe("agentNotPresent");
    expect(room.snapshot).toBe(before);
  }
});

test("AG10 a changed profile reaches the queue at once, present or in grace", () => {
  for (const steps of [available, [...available, drops()]]) {
    const room = AgentRoom.after(...steps);
    const before = room.state;
    expect(room.take(profile(2)).seat).toEqual({ ...seat(true, true), capacity: 2 });
    expect(room.state).toBe(before);
  }
});

test.each([
  ["disabled", { disabled: true }],
  ["made an auditor", { role: "auditor" }],
])("AG19 who is %s has no seat, wherever they were, and begins anew with one as No Disponible", (_, what) => {
  for (const steps of [[opens()], [opens(), chooses(true)], [opens(), chooses(true), drops()], []]) {
    const room = AgentRoom.after(profile(), ...steps, ...(steps.length > 0 ? [subscribes()] : []));
    room.take(profile(6, what));
    expect(room.state).toBe("unavailable.offline");
    expect(room.seat).toMatchObject({ present: false, available: false, gone: true });
    expect([room.devices, room.context.graceEndsAt]).toEqual([[], null]);
    room.take(opens("s2"));
    expect([room.state, room.seat]).toEqual(["unavailable.offline", undefined]);
    expect(room.take(chooses(true)).refused).toBe("agentNotPresent");
    room.take(profile());
    expect(room.state).toBe("unavailable.present");
    expect(room.seat).toMatchObject({ present: true, available: false });
  }
});

test("AG19 whose seat is taken away in their time of grace is not waited for", () => {
  const room = AgentRoom.after(profile(), opens(), chooses(true), drops(), profile(6, { disabled: true }));
  expect(room.timers).toEqual([{ type: "cancelTimer", id: "grace" }]);
});

test("AG10 a profile changed while the agent is away is told too, and leaves them away", () => {
  const room = AgentRoom.after(...available, drops(), expires(), profile(2));
  expect(room.seat).toEqual({ ...seat(false, true), capacity: 2 });
  expect(room.take(opens("s2")).seat).toEqual({ ...seat(true, true), capacity: 2 });
});

test("AG10 a new length of the grace time holds from the next one on", () => {
  const room = AgentRoom.after(...available, { ...profile(), graceMs: 5000 });
  expect(room.take({ ...drops(), at: 200_000 }).context.graceEndsAt).toBe(205_000);
});

test("AG7 the agent's screens can say why a conversation left, the last ten of them", () => {
  const room = AgentRoom.after(...here);
  for (let n = 1; n <= 12; n++) {
    room.take(gets(`c${n}`));
    room.take(loses(`c${n}`));
  }
  expect(room.context.left).toHaveLength(10);
  expect(room.context.left[0]).toEqual({ conversationId: "c12", why: "closed" });
});

test("AG12 what is put aside is listed in the order in which it comes back, each once, until it is back", () => {
  const room = AgentRoom.after(...here, putsAside("a.1", 900), putsAside("b.1", 500), putsAside("a.1", 400));
  expect(room.context.snoozed).toEqual([
    { conversationId: "a.1", thread: "a", customerName: "Tito", until: 400 },
    { conversationId: "b.1", thread: "b", customerName: "Tito", until: 500 },
  ]);
  room.take(isBack("a.1"));
  expect(room.take(isBack("a.1")).context.snoozed.map(({ conversationId }) => conversationId)).toEqual(["b.1"]);
});

test("AG7 AG12 who says their name later is called so in the list and among what is put aside", () => {
  const room = AgentRoom.after(...here, gets(), gets("demo_juan.1"), putsAside("demo_tito.1"));
  for (const id of ["demo_rosa.1", "demo_tito.1", "demo_nobody.1"]) room.take(renames(id));
  const names = [...room.context.assignments, ...room.context.snoozed].map(
    ({ conversationId, customerName }) => customerName === "Rosa Vidal" && conversationId,
  );
  expect(names).toEqual(["demo_rosa.1", false, "demo_tito.1"]);
});

test("AG12 of more than fifty put aside, those that come back soonest are listed", () => {
  const room = AgentRoom.after(...here);
  for (let n = 60; n > 0; n--) room.take(putsAside(`c${n}.1`, n));
  expect(room.context.snoozed.map(({ until }) => until)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});
