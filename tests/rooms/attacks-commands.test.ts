/** What somebody who may enter a room says there beyond their rights, or as no screen of ours would say it. Promises: docs/security.md. */
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { RoomDefinition } from "../../party/engine/definition.ts";
import { agentCommands } from "../../party/protocol/agent.ts";
import { conversationCommands } from "../../party/protocol/conversation.ts";
import { OFFENCES_MAX, type DownFrame } from "../../party/protocol/frames.ts";
import { memberCommands } from "../../party/protocol/members.ts";
import { projectCommands } from "../../party/protocol/project.ts";
import { definition as agent } from "../../party/rooms/agent.ts";
import { definition as conversation } from "../../party/rooms/conversation.ts";
import { definition as project } from "../../party/rooms/project.ts";
import { definition as queue } from "../../party/rooms/queue.ts";
import { RawSocket, address, ticketFor, type Place } from "./support/raw-socket.ts";
import { anything, spoilt } from "./support/spoilt.ts";
import { World } from "./support/two-projects.ts";

let world: World;
beforeAll(async () => {
  world = await World.begin();
});
afterAll(() => world.end());
afterEach(() => world.goesOn());

/** The rooms that people enter, and by whom. */
const ROOMS: Record<string, { definition: RoomDefinition; at: () => Place }> = {
  agent: { definition: agent, at: () => ({ party: "agent", room: "demo_luis" }) },
  conversation: { definition: conversation, at: () => ({ party: "conversation", room: world.rosa.id }) },
  queue: { definition: queue, at: () => ({ party: "queue", room: "demo" }) },
  project: { definition: project, at: () => ({ party: "project", room: "demo" }) },
};
const PEOPLE = { agent: "luis", supervisor: "marta", auditor: "elena", administrator: "john" } as const;

/** Each socket may say so much before it is closed for it. */
async function eachOn(open: () => Promise<RawSocket>, frames: readonly object[]): Promise<[object, DownFrame[]][]> {
  const answers: [object, DownFrame[]][] = [];
  for (let from = 0; from < frames.length; from += OFFENCES_MAX - 1) {
    const socket = await open();
    await socket.hello();
    for (const frame of frames.slice(from, from + OFFENCES_MAX - 1))
      answers.push([frame, await socket.answersTo(frame)]);
    socket.socket.close();
  }
  return answers;
}

const command = (inner: object) => ({ kind: "command", commandId: crypto.randomUUID(), command: inner });
const codesOf = (frames: readonly DownFrame[]) =>
  frames.flatMap((frame) => (frame.kind === "fault" ? [frame.code] : []));

/** In an agent's room nobody else says anything (EN69, below). */
const entered = Object.entries(PEOPLE).map(
  ([role, name]) => [role, name, Object.keys(ROOMS).filter((party) => party !== "agent" || name === "luis")] as const,
);

describe.each(entered)("who is %s", (role, name, parties) => {
  test.each(parties)("may send a room of party %s none of the commands that are others'", async (party) => {
    const { definition, at } = ROOMS[party]!;
    const foreign = Object.entries(definition.commands).filter(([, { roles }]) => !roles.includes(role));
    // What our own entry worker says, nobody else ever does.
    for (const [type, { roles }] of Object.entries(definition.commands))
      if (roles.includes("entry")) expect(foreign.map(([one]) => one)).toContain(type);
    const before = world.logged("refused frame");
    const frames = foreign.map(([type]) => command({ type, by: { role: "entry" } }));
    const answers = await eachOn(() => world.socket(world.browsers[name], at()), frames);
    expect(answers.map(([, said]) => codesOf(said))).toEqual(foreign.map(() => ["forbidden"]));
    await expect.poll(() => world.logged("refused frame") - before).toBe(foreign.length);
  });
});

test("a customer may send their own thread none of the commands of those who answer", async () => {
  const at = { party: "conversation", room: world.rosa.id };
  const open = async () =>
    RawSocket.open(world.centre, address(at, await ticketFor(world.centre, world.rosa.token, at)));
  const foreign = Object.entries(conversation.commands).filter(([, { roles }]) => !roles.includes("customer"));
  expect(foreign.length).toBeGreaterThan(5);
  const answers = await eachOn(
    open,
    foreign.map(([type]) => command({ type, conversation: 1 })),
  );
  expect(answers.map(([, said]) => codesOf(said))).toEqual(foreign.map(() => ["forbidden"]));
});

test("an administrator's rights end at their project, an auditor's at reading, an agent's at what they hold", async () => {
  const topics = async (name: "luis" | "marta" | "elena" | "john", at: Place) => {
    const socket = await world.socket(world.browsers[name], at);
    const welcome = await socket.hello();
    socket.socket.close();
    return Object.keys(welcome.topics).toSorted();
  };
  const thread = { party: "conversation", room: world.rosa.id };
  expect(await topics("luis", thread)).toEqual([]);
  for (const name of ["marta", "elena", "john"] as const)
    expect([name, await topics(name, thread)]).toEqual([name, ["agent"]]);
  const room = { party: "project", room: "demo" };
  expect(await topics("luis", room)).toEqual(["inboxes", "labels", "project", "reasons", "replies", "settings"]);
  expect(await topics("marta", room)).not.toContain("audit");
  expect(await topics("elena", room)).toEqual(expect.arrayContaining(["audit", "members"]));
  // Nor by asking for them.
  const socket = await world.socket(world.browsers.luis, room);
  await socket.hello();
  const query = { kind: "query", queryId: "q1", query: { type: "history", list: "audit", limit: 100 } };
  expect(codesOf(await socket.answersTo(query))).toEqual(["forbidden"]);
  expect(await socket.answersTo({ kind: "watch", watch: ["members", "audit"] })).toMatchObject([
    { topics: {}, lists: {} },
  ]);
  socket.socket.close();
});

test("EN66 EN69 who oversees looks on an agent's room, is shown nothing else of it, and can do nothing there that is the agent's", async () => {
  const at = ROOMS["agent"]!.at();
  const before = (await (await world.socket(world.browsers.luis, at)).hello()).topics["agent"];
  const frames = Object.keys(agent.commands).map((type) => command({ type, available: true }));
  for (const name of ["marta", "elena", "john"] as const) {
    const socket = await world.socket(world.browsers[name], at);
    expect(Object.keys((await socket.hello()).topics)).toEqual([]);
    for (const frame of frames) expect([name, codesOf(await socket.answersTo(frame))]).toEqual([name, ["forbidden"]]);
    const [welcome] = await socket.answersTo({ kind: "watch", watch: ["inspection"] });
    expect(Object.keys((welcome as { topics: object }).topics)).toEqual(["inspection"]);
    socket.socket.close();
  }
  const socket = await world.socket(world.browsers.luis, at);
  expect((await socket.hello()).topics["agent"]).toMatchObject({ ...(before as object), screens: expect.any(Number) });
  socket.socket.close();
});

test("an administrator's commands reach nobody of another project", async () => {
  const socket = await world.socket(world.browsers.john, { party: "project", room: "demo" });
  await socket.hello();
  for (const told of [
    { type: "member.disable", id: "other_eva" },
    { type: "member.change", id: "other_eva", role: "agent" },
    { type: "invitation.resend", id: "other_eva", locale: "es" },
    { type: "invitation.withdraw", id: "other_eva" },
  ]) {
    const said = await socket.answersTo(command(told));
    expect([told, said]).toMatchObject([told, [{ kind: "refused", reason: "memberMissing" }]]);
  }
  socket.socket.close();
  expect((await world.browsers.eva.get<{ me: unknown }>("/me")).body.me).toMatchObject({ role: "administrator" });
});

test("an event of another room's, a stamp of one's own, or a name that every object has, is no command", async () => {
  const events = [
    "constructor",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "valueOf",
    "profile.changed",
    "membership.changed",
    "sockets.close",
    "project.described",
    "audit.noted",
    "invitation.expired",
    "letter.answered",
    "session.opened",
    "",
    " member.invite",
    "member.invite\0",
  ].map((type) => command({ type }));
  for (const party of Object.keys(ROOMS)) {
    const { at } = ROOMS[party]!;
    const who = world.browsers[party === "agent" ? "luis" : "john"];
    for (const [frame, said] of await eachOn(() => world.socket(who, at()), events))
      expect([party, frame, codesOf(said)]).toEqual([party, frame, ["unknown"]]);
  }
});

/** Nothing here may be ours to be sorry for, and nothing may tell how we are made. */
const LEAK = /\.(?:ts|js|mjs):\d+|\bat \w+ \(|\b\w*Error:|TURNO_SECRET|undefined is not|Cannot read/;

const SCHEMAS: Record<string, Record<string, { entries: Record<string, unknown> }>> = {
  agent: agentCommands,
  conversation: conversationCommands,
  project: { ...projectCommands, ...memberCommands },
};

describe.each(Object.keys(SCHEMAS))("whatever is in the fields of a command to a room of party %s", (party) => {
  test("it is answered, and never by a fault of ours", async () => {
    const { at } = ROOMS[party]!;
    // Not a talk in which somebody waits for an answer.
    const place = party === "conversation" ? { party, room: "demo_nobody" } : at();
    const who = world.browsers[party === "agent" ? "luis" : "john"];
    const entries = Object.entries(SCHEMAS[party]!);
    const commands = fc
      .constantFrom(...entries)
      .chain(([type, schema]) =>
        fc
          .record(Object.fromEntries(Object.keys(schema.entries).map((field) => [field, spoilt(field)])))
          .map((fields) => ({ ...fields, type })),
      );
    const frames = fc.sample(
      fc.oneof(
        { weight: 9, arbitrary: commands.map(command) },
        { weight: 1, arbitrary: anything.map((inner) => ({ kind: "command", commandId: "c1", command: inner })) },
      ),
      { numRuns: 250, seed: 20_261_123 },
    );
    const kinds = new Set<string>();
    let socket: RawSocket | undefined;
    for (const frame of frames) {
      if (!socket || socket.socket.readyState !== socket.socket.OPEN) {
        socket = await world.socket(who, place);
        await socket.hello();
      }
      const answers = await Promise.race([socket.answersTo(frame), socket.closed.then(() => undefined)]);
      for (const answer of answers ?? []) {
        kinds.add(answer.kind === "fault" ? answer.code : answer.kind);
        if (answer.kind === "fault")
          expect([frame, answer.code, answer.detail]).not.toEqual([frame, "fault", answer.detail]);
        if (answer.kind === "fault") expect(answer.detail).not.toMatch(LEAK);
      }
    }
    socket?.socket.close();
    expect([...kinds]).toContain("malformed");
  });
});

test("nothing that was tried was a fault of ours, or thrown", () => {
  const ours = /"msg":"(?:fault|(?:call|handler|request|write) failed|message set aside|stored state set aside)"/;
  const lines = world.centre.logs().filter((line) => ours.test(line));
  expect(lines).toEqual([]);
});
