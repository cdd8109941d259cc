/** Rooms' lives on the real runtime: looked on, and checked by HTTP. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROTOCOL_VERSION } from "../../party/protocol/frames.ts";
import type { LogRow } from "../../party/protocol/inspection.ts";
import { OTHER, World, type Name } from "./support/two-projects.ts";

let world: World;
beforeAll(async () => {
  world = await World.begin();
});
afterAll(() => world.end());

const check = async (name: Name, project: string, party: string, room: string) => {
  const { status, body } = await world.browsers[name].post(`/projects/${project}/rooms/${party}/${room}/check`, {});
  return [status, body];
};

test("EN71 who oversees asks of a conversation, an agent and the queue whether their logs replay to what is stored, and they do", async () => {
  await world.goesOn();
  for (const [party, room] of [
    ["conversation", world.rosa.id],
    ["agent", "demo_ana"],
    ["queue", "demo"],
  ] as const)
    for (const name of ["marta", "elena", "john"] as const) {
      const same = { kind: "same", revision: expect.any(Number), entries: expect.any(Number) };
      expect([party, name, ...(await check(name, "demo", party, room))]).toEqual([party, name, 200, same]);
    }
  await world.goesOn();
});

test("EN71 whoever may not look on is answered alike whatever they ask about", async () => {
  const forbidden = [403, { error: "forbidden" }];
  for (const [name, project, party, room] of [
    // An agent who does not hold it, and a colleague.
    ["luis", "demo", "conversation", world.rosa.id],
    ["luis", "demo", "agent", "demo_ana"],
    ["luis", "demo", "queue", "demo"],
    ["eva", "demo", "conversation", world.rosa.id],
    ["eva", OTHER, "conversation", world.rosa.id],
    ["john", OTHER, "conversation", world.pepe.id],
    ["john", "demo", "conversation", world.pepe.id],
    // Rooms that show nobody their lives, and none at all.
    ["john", "demo", "project", "demo"],
    ["john", "demo", "account", `a${"0".repeat(40)}`],
    ["john", "demo", "inbox", "demo_wa777"],
    ["john", "demo", "nobody", "demo"],
    ["john", "demo", "__proto__", "demo"],
    ["john", "demo", "conversation", "demo_%2e%2e"],
  ] as const)
    expect([name, party, room, ...(await check(name, project, party, room))]).toEqual([
      name,
      party,
      room,
      ...forbidden,
    ]);
});

test("EN66 EN67 who oversees follows a conversation live, and gets its whole log by pages", async () => {
  const elena = await world.socket(world.browsers.elena, { party: "conversation", room: world.rosa.id });
  elena.send({ kind: "hello", protocol: PROTOCOL_VERSION, watch: ["inspection"] });
  const welcome = await elena.next("welcome");
  expect(welcome.topics).toMatchObject({ inspection: { machine: "conversation", value: { assigned: "talking" } } });
  const from = elena.frames.length;
  await world.goesOn();
  const heard = () =>
    elena.frames.slice(from).flatMap((frame) => (frame.kind === "update" ? (frame.lists["log"] ?? []) : []));
  await expect.poll(() => heard().map((row) => (row as unknown as LogRow).event.type)).toContain("agent.wrote");
  const query = { type: "history", list: "log", limit: 500 };
  elena.send({ kind: "query", queryId: "all", query });
  const { rows, older } = await elena.next("page");
  expect([older, (rows as unknown as LogRow[]).map(({ event }) => event.type)]).toEqual([
    false,
    expect.arrayContaining(["session.opened", "customer.wrote", "conversation.assigned", "agent.wrote"]),
  ]);
  elena.socket.close();
});
