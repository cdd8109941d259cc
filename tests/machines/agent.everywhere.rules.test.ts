/** What holds of an agent whether they have chosen to be Disponible or not. */
import { describe, expect, test } from "vitest";
import {
  AgentRoom,
  chooses,
  drops,
  expires,
  gets,
  isDue,
  opens,
  profile,
  signsOut,
  subscribes,
  type AgentStep,
} from "./support/agent.ts";

const CHOICES = [
  ["unavailable", []],
  ["available", [chooses(true)]],
] as const satisfies [string, AgentStep[]][];
const here = (choice: readonly AgentStep[]): AgentStep[] => [profile(), opens(), ...choice];
const seatOf = ({ seat }: AgentRoom) => seat as Record<string, unknown> | undefined;

describe.each(CHOICES)("while %s", (state, choice) => {
  const present = () => AgentRoom.after(...here(choice));
  const grace = () => present().take(drops());
  const offline = () => grace().take(expires());

  test("AG2 present from the first panel on, and as long as there is one", () => {
    const room = offline().take(opens());
    expect([room.state, seatOf(room)?.present]).toEqual([`${state}.present`, true]);
    for (const step of [opens("s2"), opens("s2"), drops("s1")]) {
      room.take(step);
      expect([room.state, room.asked]).toEqual([`${state}.present`, []]);
    }
  });

  test("AG4 AG5 the last panel dropped, they have their time to come back, and then the queue hears that they are gone", () => {
    const back = grace().take(opens("s2"));
    expect([back.state, back.seat, back.timers]).toEqual([
      `${state}.present`,
      undefined,
      [{ type: "cancelTimer", id: "grace" }],
    ]);
    const gone = grace().take(expires());
    expect([gone.state, seatOf(gone)?.present]).toEqual([`${state}.offline`, false]);
  });

  test("AG6 whoever signs out is gone, unless another screen is there", () => {
    const two = present().take(opens("s2")).take(signsOut);
    expect([two.state, two.asked]).toEqual([`${state}.present`, []]);
    const one = present().take(signsOut);
    expect([one.state, seatOf(one)]).toEqual([
      "unavailable.offline",
      expect.objectContaining({ present: false, available: false }),
    ]);
  });

  test("AG9 who is not there chooses nothing and cannot sign out", () => {
    for (const room of [grace(), offline()])
      for (const step of [chooses(true), chooses(false), signsOut])
        expect([step.type, room.take(step).refused]).toEqual([step.type, "agentNotPresent"]);
  });

  test("AG10 a change is told to the queue at once, wherever they are", () => {
    const wherever = { present: present(), grace: grace(), offline: offline() };
    for (const [where, room] of Object.entries(wherever)) {
      room.take(profile(9));
      expect([room.state, seatOf(room)]).toEqual([
        `${state}.${where}`,
        expect.objectContaining({ capacity: 9, present: where !== "offline", available: state === "available" }),
      ]);
    }
  });

  test("AG19 who is disabled has no seat, wherever they were", () => {
    for (const room of [present(), grace(), offline()]) {
      room.take(profile(6, { disabled: true }));
      expect([room.state, seatOf(room)]).toEqual(["unavailable.offline", expect.objectContaining({ gone: true })]);
    }
  });

  test("AG1 the end of a panel that does not count is nobody's news", () => {
    const room = offline().take(drops("s7"));
    expect([room.state, room.asked]).toEqual([`${state}.offline`, []]);
  });
});

test("AG13 a browser that subscribes again is one device", () => {
  const room = AgentRoom.after(...here([]), subscribes());
  const { snapshot } = room;
  expect(room.take(subscribes()).snapshot).toBe(snapshot);
});

test("AG18 a device is asked again within the time of grace, while it is news", () => {
  const news = { kind: "assigned", conversationId: "demo_rosa.1", name: "Rosa" } as const;
  const away = AgentRoom.after(...here([chooses(true)]), subscribes(), gets(), drops());
  expect(away.take(isDue({ until: 900_000, news })).pushed).toHaveLength(1);
  expect(away.take(isDue({ until: 1, news })).pushed).toHaveLength(0);
});
