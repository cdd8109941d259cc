import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOf, planIn } from "../../web/visualizer/trial/address.ts";
import {
  LIMITS,
  departmentId,
  PRESETS,
  nameFor,
  presetOf,
  presets,
  servingIn,
  type Doing,
  type Plan,
} from "../../web/visualizer/trial/plan.ts";

const said = (plan: Plan): Plan => planIn(`?${addressOf(plan)}`);

test("an address says all of a plan: who opens it has the same day", () => {
  for (const name of PRESETS) expect(said(presets[name]), name).toEqual(presets[name]);
});

test("an address says what was done by hand, and when", () => {
  const done: Doing[] = [
    { kind: "arrive", count: 10 },
    { kind: "hire", agent: { name: "Inés", capacity: 4, departments: ["general", "ventas"] } },
    { kind: "dismiss", agent: "Luis" },
    { kind: "capacity", agent: "Ana", capacity: 3 },
    { kind: "departments", agent: "Ana", departments: ["ventas"] },
    { kind: "available", agent: "Ana", available: false },
    { kind: "available", agent: "Ana", available: true },
    { kind: "break", agent: "Ana" },
    { kind: "mend", agent: "Ana" },
    { kind: "arrivals", perHour: 0 },
    { kind: "handling", ms: 90_000 },
  ];
  const plan = { ...presets.monday, deeds: done.map((doing, index) => ({ after: index * 1000 + 17, doing })) };
  expect(said(plan)).toEqual(plan);
  expect(addressOf(plan)).toContain("at=7017,break,Ana");
});

test("an address can be read: names stand in it as names", () => {
  expect(addressOf(presets.dropped)).toBe(
    "seed=7&departments=general&agent=Ana,6,general&agent=Luis,6,general&agent=Marta,6,general" +
      "&arrivals=105&handling=480000&at=600000,break,Ana&at=2400000,mend,Ana",
  );
});

test("a centre without agents stays without agents, and an empty address is a Monday morning", () => {
  const nobody = { ...presets.quiet, settings: { ...presets.quiet.settings, agents: [] } };
  expect(said(nobody).settings.agents).toEqual([]);
  expect(planIn("")).toEqual(presets.monday);
  expect(planIn("?seed=42").settings).toEqual({ ...presets.monday.settings, seed: 42 });
});

test("what an address says wrongly is as if it were not said, and what is too much is the most that there may be", () => {
  const { settings, deeds } = planIn(
    "?seed=-1&arrivals=9999&handling=x&departments=a,b,c,d,e,f&agent=,6,a&agent=Ana,99,zzz&agent=Ana,2,b" +
      "&at=1,explode,Ana&at=x,break,Ana&at=5,hire,,1,a&at=60000,break,Ana&at=0,arrive,1000000",
  );
  expect(settings.seed).toBe(presets.monday.settings.seed);
  expect(settings.arrivalsPerHour).toBe(LIMITS.arrivalsPerHour.most);
  expect(settings.handlingMs).toBe(presets.monday.settings.handlingMs);
  expect(settings.departments).toEqual(["a", "b", "c", "d"]);
  expect(settings.agents).toEqual([{ name: "Ana", capacity: 2, departments: ["b"] }]);
  expect(deeds).toEqual([
    { after: 0, doing: { kind: "arrive", count: 100 } },
    { after: 60_000, doing: { kind: "break", agent: "Ana" } },
  ]);
});

test("no address whatever makes a plan that is outside the limits", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          fc.constantFrom("seed", "departments", "agent", "arrivals", "handling", "at", "other"),
          fc.oneof(fc.string(), fc.stringMatching(/^[\d,a-z%]{0,30}$/)),
        ),
      ),
      (pairs) => {
        const plan = planIn(`?${new URLSearchParams(pairs).toString()}`);
        const { seed, agents, departments, arrivalsPerHour } = plan.settings;
        for (const [value, { least, most }] of [
          [seed, LIMITS.seed],
          [agents.length, LIMITS.agents],
          [departments.length, LIMITS.departments],
          [arrivalsPerHour, LIMITS.arrivalsPerHour],
          ...agents.map(({ capacity }) => [capacity, LIMITS.capacity] as const),
        ] as const)
          expect(value >= least && value <= most).toBe(true);
        for (const agent of agents) expect(departments).toEqual(expect.arrayContaining([...agent.departments]));
        expect(said(plan)).toEqual(plan);
      },
    ),
  );
});

test("a preset is known again whatever its seed, and a plan that was changed is one's own", () => {
  const { settings } = presets.short;
  expect(presetOf({ settings: { ...settings, seed: 1234 }, deeds: [] })).toBe("short");
  expect(presetOf({ settings: { ...settings, arrivalsPerHour: 1 }, deeds: [] })).toBeNull();
  expect(presetOf({ settings, deeds: [{ after: 1, doing: { kind: "arrive", count: 1 } }] })).toBeNull();
});

test("a department may be called anything, and is called in the address by its letters", () => {
  expect(["Quejas, y más", "ventas", "  A/B  ", "Über-uns!", "¿?"].map(departmentId)).toEqual([
    "quejas-y-mas",
    "ventas",
    "a-b",
    "uber-uns",
    "",
  ]);
  expect(planIn("?departments=Quejas, y más/otras,¿?").settings.departments).toEqual(["quejas", "y-mas-otras"]);
});

test("who is added has a name that nobody else has", () => {
  const taken: string[] = [];
  for (let count = 0; count < 30; count++) taken.push(nameFor(taken));
  expect(new Set(taken).size).toBe(30);
  expect(nameFor(["Ana", "Luis"])).toBe("Marta");
});

test("a department that is new is served by everybody, and nobody is left without any", () => {
  const { agents } = presets.monday.settings;
  const before = presets.monday.settings.departments;
  const more = servingIn(agents, [...before, "quejas"], before);
  for (const { departments } of more) expect(departments).toContain("quejas");
  expect(servingIn(agents, ["ventas"], before).map(({ departments }) => departments)).toEqual(
    agents.map(() => ["ventas"]),
  );
});
