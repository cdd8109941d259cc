import { describe, expect, test } from "vitest";
import { RIGHTS } from "../../machines/rights.ts";
import type { MachinePage } from "../../web/visualizer/chart/model.ts";
import { durationWords } from "../../web/visualizer/gallery/durations.ts";
import { findingsOf, lookFor, search } from "../../web/visualizer/gallery/findings.ts";
import { headOf, pathOf } from "../../web/visualizer/gallery/paths.ts";
import { flat, rowsOf } from "../../web/visualizer/gallery/rows.ts";
import { MACHINES } from "../../web/visualizer/machines.ts";
import { addressOf, routeOf } from "../../web/visualizer/routes.ts";
import { en } from "../../web/visualizer/words/en.ts";
import { es } from "../../web/visualizer/words/es.ts";

const at = (address: string) => routeOf(new URL(address, "https://turno.example"));

describe("an address under /machines", () => {
  test.each([
    ["/machines", { page: "gallery" }],
    ["/machines/", { page: "gallery" }],
    ["/machines/try?seed=1", { page: "try" }],
    ["/machines/file", { page: "file" }],
    ["/machines/life", { page: "rooms" }],
    ["/machines/life/conversation", { page: "none" }],
    ["/machines/life/queue/demo", { page: "life", party: "queue", room: "demo", at: null, live: false }],
    ["/machines/life/agent/a%2Fb?at=12&live", { page: "life", party: "agent", room: "a/b", at: 12, live: true }],
    ["/machines/life/agent/a?at=-1", { page: "life", party: "agent", room: "a", at: null, live: false }],
    ["/machines/life/agent/%E0%A4%A", { page: "none" }],
    ["/machines/queue", { page: "machine", machine: "queue", select: null, find: "" }],
    ["/machines/queue/x", { page: "none" }],
  ])("%s", (address, route) => expect(at(address)).toEqual(route));

  test("leads back to what it was made of, whatever is in its parts", () => {
    const select = "agent.a|x & y/ñ|0";
    expect(at(addressOf.machine("agent", { select, find: "a+b %" }))).toEqual({
      page: "machine",
      machine: "agent",
      select,
      find: "a+b %",
    });
    expect(at(addressOf.life("conversation", "demo_a/b?c#d"))).toMatchObject({ room: "demo_a/b?c#d" });
  });
});

test("how long a timer runs is said by its two largest parts", () => {
  const said = [0, 40, 1000, 45_000, 90_000, 3_600_000, 3_661_000, 86_400_000 * 30, 93_600_000];
  expect(said.map((ms) => durationWords("en", ms))).toEqual([
    "0 milliseconds",
    "40 milliseconds",
    "1 second",
    "45 seconds",
    "1 minute and 30 seconds",
    "1 hour",
    "1 hour and 1 minute",
    "30 days",
    "1 day and 2 hours",
  ]);
  expect(durationWords("es", 90_000)).toBe("1 minuto y 30 segundos");
});

const door: MachinePage = {
  laid: {
    chart: {
      id: "door",
      description: "",
      states: [
        {
          id: "door",
          key: "door",
          parent: null,
          kind: "compound",
          initial: "door.shut",
          description: "",
          entry: [],
          exit: [],
        },
        {
          id: "door.shut",
          key: "shut",
          parent: "door",
          kind: "atomic",
          initial: null,
          description: "Cerrada",
          entry: [],
          exit: [],
        },
        {
          id: "door.open",
          key: "open",
          parent: "door",
          kind: "final",
          initial: null,
          description: "",
          entry: ["ring"],
          exit: [],
        },
      ],
      transitions: [
        transition("door.shut", "key.turned", 0, { guard: "isRight", targets: ["door.open"] }),
        transition("door.shut", "key.turned", 1, { refuses: ["wrongSignIn"], actions: ["refuse"] }),
        transition("door", "looked", 0, { actions: ["tell"] }),
      ],
    },
    width: 1,
    height: 1,
    states: [],
    arrows: [],
    initials: [],
  },
  facts: {
    id: "door",
    purpose: "",
    source: "machines/door.ts",
    rules: [
      { id: "DO1", text: "A right key opens." },
      { id: "DO12", text: "Nothing is told of it." },
    ],
    evidence: {
      "door.shut|key.turned|0": {
        rules: ["DO12"],
        asks: [],
        tests: [],
        timers: [{ name: "close", minMs: 1, maxMs: 1 }],
        refuses: [],
      },
      "door.shut|key.turned|1": { rules: ["DO1"], asks: [], tests: [], timers: [], refuses: ["tooEarly"] },
    },
  },
};

function transition(source: string, event: string, place: number, more: object) {
  const id = `${source}|${event}|${place}`;
  const none = { guard: null, targets: [], reenter: false, actions: [], refuses: [], description: "" };
  return { id, source, event, place, ...none, ...more };
}

const saying = { machine: () => ["Puerta", "Deja pasar."], reason: (reason: string) => `No: ${reason}.` };

test("an outline has what leaves a state before what is in it, and nothing of what is folded", () => {
  const tree = rowsOf(door.laid.chart);
  expect(flat(tree).map(({ id, level }) => `${level} ${id}`)).toEqual([
    "1 door",
    "2 door|looked|0",
    "2 door.shut",
    "3 door.shut|key.turned|0",
    "3 door.shut|key.turned|1",
    "2 door.open",
  ]);
  expect(flat(tree, new Set(["door.shut"])).map(({ id }) => id)).toEqual([
    "door",
    "door|looked|0",
    "door.shut",
    "door.open",
  ]);
});

test("VZ2 anything is found by what it is called or says, whatever the accents, and leads to all its places", () => {
  const findings = findingsOf(door, saying);
  const found = (query: string) => search(findings, query).map(({ kind, text, places }) => [kind, text, ...places]);
  expect(found("")).toEqual([]);
  expect(found("cerráda")).toEqual([["state", "door.shut", "door.shut"]]);
  expect(found("KEY turned")).toEqual([["event", "key.turned", "door.shut|key.turned|0", "door.shut|key.turned|1"]]);
  expect(found("no tooearly")).toEqual([["refusal", "tooEarly", "door.shut|key.turned|1"]]);
  expect(found("close")).toEqual([["timer", "close", "door.shut|key.turned|0"]]);
  expect(found("puerta")).toEqual([["machine", "Puerta"]]);
  // What is called so comes before what begins so.
  expect(found("do1").map(([, text]) => text)).toEqual(["DO1", "DO12"]);
  expect(found("nowhere")).toEqual([]);
});

test("VZ2 in a chart a rule is its own number and no longer one, and a refusal is found by its sentence", () => {
  const look = lookFor(door, saying);
  expect(look("do1")).toEqual(["door.shut|key.turned|1"]);
  expect(look("DO12")).toEqual(["door.shut|key.turned|0"]);
  expect(look("no: wrongsignin.")).toEqual(["door.shut|key.turned|1"]);
  expect(look("no: tooearly")).toEqual(["door.shut|key.turned|1"]);
  expect(look("no: too late")).toEqual([]);
  expect(look("close")).toEqual(["door.shut|key.turned|0"]);
  expect(look("ring")).toEqual(["door.open"]);
});

test("an arrow ends in a head that points at where it leads, and its line ends where the head begins", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 40, y: 0 },
    { x: 40, y: 60 },
  ];
  expect(pathOf(points)).toBe("M0 0L34 0Q40 0 40 6L40 52");
  expect(headOf(points)).toBe("M40 60L44 52L36 52Z");
});

test.each([
  ["es", es],
  ["en", en],
])("every machine has a name and a sentence of what it is for in %s", (_, words) => {
  for (const { machine } of MACHINES)
    expect([machine.id, words.machines[machine.id]]).toEqual([
      machine.id,
      [expect.stringMatching(/^\p{Lu}/u), expect.stringMatching(/^\p{Lu}.*\.$/u)],
    ]);
  expect(Object.keys(words.machines)).toHaveLength(MACHINES.length);
});

test("the page of rooms names those who may see them", () => {
  expect([...RIGHTS["rooms.inspect"]].sort()).toEqual(["administrator", "auditor", "supervisor"]);
});
