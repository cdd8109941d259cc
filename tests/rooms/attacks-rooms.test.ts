/** Every room, by every way in that is not meant for whoever tries it. Promises: docs/security.md. */
import { sign } from "hono/jwt";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { CLOSE, PROTOCOL_VERSION } from "../../party/protocol/frames.ts";
import { readPartykitConfig } from "../harness/bundle.ts";
import type { Browser } from "./support/browser.ts";
import { SECRET } from "./support/demo.ts";
import { RawSocket, address, asks, turnedAway, type Place } from "./support/raw-socket.ts";
import { OTHER, World, type Name } from "./support/two-projects.ts";

let world: World;
beforeAll(async () => {
  world = await World.begin();
});
afterAll(() => world.end());
// Whatever was tried: nobody else has noticed.
afterEach(() => world.goesOn());

const OVERSEERS: Name[] = ["marta", "elena", "john"];
const NAMES: Name[] = ["luis", "marta", "elena", "john", "zoe", "eva"];

interface Line {
  /** Who may have a ticket for the first of `rooms`; the others are others', or are not there. */
  may: readonly Name[];
  rooms: (world: World) => [string, ...string[]];
  /** EN66: who oversees may have one for each room of their project, to look on. */
  overseen?: true;
}

/** Which parties there are says `partykit.json`. */
const ROOMS: Record<string, Line> = {
  // Those who oversee knock at any of their project, whether it is there or not.
  agent: {
    may: ["luis", "marta", "elena", "john"],
    overseen: true,
    rooms: () => ["demo_luis", "demo_ana", "demo_elena", "demo_nobody", "other_eva"],
  },
  conversation: {
    may: ["luis", "marta", "elena", "john", "zoe"],
    rooms: ({ rosa, pepe }) => [rosa.id, pepe.id, `${OTHER}_nobody`, "nobody", "demo"],
  },
  queue: { may: ["luis", "marta", "elena", "john", "zoe"], rooms: () => ["demo", OTHER, "nobody", "demo_luis"] },
  project: { may: ["luis", "marta", "elena", "john", "zoe"], rooms: () => ["demo", OTHER, "nobody", "demo_luis"] },
  directory: { may: [], rooms: () => ["main", "demo", "nobody"] },
  account: { may: [], rooms: () => [`a${"0".repeat(40)}`, "demo_luis"] },
  gate: { may: [], rooms: () => ["g00", "g3f", "nobody"] },
  download: { may: [], rooms: () => ["demo_x", "demo", "nobody"] },
  inbox: { may: [], rooms: () => ["demo_wa777", "demo_tg777", "demo", "nobody"] },
  outbox: { may: [], rooms: ({ rosa, pepe }) => [rosa.id, pepe.id, "demo", "nobody"] },
  post: { may: [], rooms: () => ["local", "nobody"] },
  upload: { may: [], rooms: () => [`demo_${crypto.randomUUID()}`, "demo", "nobody"] },
};
const places = (party: string): Place[] => ROOMS[party]!.rooms(world).map((room) => ({ party, room }));

test("every party has its line here", () => {
  expect(Object.keys(ROOMS).toSorted()).toEqual(Object.keys(readPartykitConfig().parties).toSorted());
});

interface Answer {
  status: number;
  text: string;
}

async function ticketAnswer(who: Browser, at: Place): Promise<Answer> {
  const { status, body } = await who.post("/tickets", { rooms: [at] });
  return { status, text: status === 200 ? "" : JSON.stringify(body) };
}
const FORBIDDEN: Answer = { status: 403, text: '{"error":"forbidden"}' };

describe.each(Object.keys(ROOMS))("a room of party %s", (party) => {
  test("gives tickets to whom it is for, and says the same of what is there and what is not to everybody else", async () => {
    const before = world.logged("ticket refused");
    let refused = 0;
    const [own, ...others] = places(party);
    for (const name of NAMES) {
      const who = world.browsers[name];
      const first = await ticketAnswer(who, own!);
      if (ROOMS[party]!.may.includes(name)) expect([name, first.status]).toEqual([name, 200]);
      else {
        expect([name, first]).toEqual([name, FORBIDDEN]);
        refused++;
      }
      // Eva is of the other project: some of these are hers.
      for (const at of others.filter(({ room }) => name !== "eva" || !room.startsWith(OTHER))) {
        if (room(at) === "demo_luis" && name === "luis") continue;
        if (ROOMS[party]!.overseen && OVERSEERS.includes(name) && at.room.startsWith("demo_")) {
          expect([name, at.room, (await ticketAnswer(who, at)).status]).toEqual([name, at.room, 200]);
          continue;
        }
        expect([name, at.room, await ticketAnswer(who, at)]).toEqual([name, at.room, FORBIDDEN]);
        refused++;
      }
    }
    await expect.poll(() => world.logged("ticket refused") - before).toBe(refused);
  });

  test("gives a customer of either project no ticket, but for their own thread", async () => {
    for (const at of places(party))
      for (const customer of [world.rosa, world.pepe]) {
        if (party === "conversation" && at.room === customer.id) continue;
        const answer = await asks(world.centre, customer.token, at);
        expect([at.room, { status: answer.status, text: await answer.text() }]).toEqual([at.room, FORBIDDEN]);
      }
  });

  test("has no public HTTP, whatever is claimed in it", async () => {
    const identity = encodeURIComponent(JSON.stringify({ identity: { role: "entry", id: "http", project: "" } }));
    const calls = [
      { kind: "ask", question: { type: "people" } },
      { kind: "command", by: { role: "entry", id: "boot", project: "" }, command: { type: "project.describe" } },
      { kind: "deliver", delivery: { from: { party: "queue", room: "demo" }, messages: [] } },
      { kind: "wake" },
      { kind: "check", by: { role: "administrator", id: "demo_john", project: "demo" } },
      { kind: "alarmsLost" },
    ];
    for (const { room: id } of places(party))
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
        for (const call of method === "POST" ? calls : [calls[0]]) {
          const response = await fetch(`${world.centre.url}/parties/${party}/${id}`, {
            method,
            headers: { "x-turno-identity": identity, "content-type": "application/json" },
            ...(method === "GET" ? {} : { body: JSON.stringify(call) }),
          });
          expect([method, response.status, await response.text()]).toEqual([method, 404, '{"error":"not found"}']);
        }
  });

  test("turns away a socket whose ticket is missing, made up, tampered with, over, or for another room", async () => {
    const good = await world.ticket(world.browsers.luis, { party: "queue", room: "demo" });
    const [head, body, signature] = good.split(".") as [string, string, string];
    const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>;
    const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const before = world.logged("socket turned away");
    let tried = 0;
    for (const at of places(party)) {
      const forged = { ...claims, ...at, role: "administrator" };
      const elsewhere = at.party === "queue" && at.room === "demo" ? [] : [good];
      for (const ticket of [
        "",
        "nonsense",
        `${head}.${base64(forged)}.${signature}`,
        `${base64({ alg: "none", typ: "JWT" })}.${base64(forged)}.`,
        await sign(forged, `${SECRET}x`),
        await sign({ ...forged, exp: 1 }, SECRET),
        await sign({ ...forged, kind: "session" }, SECRET),
        await sign({ ...forged, role: "entry" }, SECRET),
        await sign({ ...forged, jti: undefined }, SECRET),
        world.rosa.token,
        ...elsewhere,
      ]) {
        expect([at, ticket, await turnedAway(world.centre, address(at, ticket))]).toEqual([at, ticket, 403]);
        tried++;
      }
      const headers = {
        "x-turno-identity": encodeURIComponent(JSON.stringify({ identity: claims })),
        cookie: world.browsers.john.cookie,
        authorization: `Bearer ${world.rosa.token}`,
      };
      expect(await turnedAway(world.centre, `/parties/${party}/${at.room}`, { headers })).toBe(403);
      tried++;
    }
    await expect.poll(() => world.logged("socket turned away") - before).toBe(tried);
  });
});

const room = ({ room: id }: Place): string => id;

describe("a good ticket", () => {
  const queue = { party: "queue", room: "demo" };

  test("opens one socket: whoever brings it again is turned away, and the first goes on", async () => {
    const at = address(queue, await world.ticket(world.browsers.luis, queue));
    const first = await RawSocket.open(world.centre, at);
    await first.hello();
    const before = world.logged("ticket used");
    const again = await RawSocket.open(world.centre, at.replace(/_pk=[^&]+/, "_pk=another"));
    again.send({ kind: "hello", protocol: PROTOCOL_VERSION });
    expect(await again.closed).toBe(CLOSE.turnedAway);
    await expect.poll(() => world.logged("ticket used") - before).toBe(1);
    // In the first one's name its close event comes late: what counts is that it has been told to go, and nothing else.
    const twin = await RawSocket.open(world.centre, at);
    await expect.poll(() => twin.socket.readyState).not.toBe(twin.socket.OPEN);
    expect([...again.texts, ...twin.texts]).toEqual([]);
    twin.socket.terminate();
    expect(await first.answersTo({ kind: "watch", watch: [] })).toMatchObject([{ kind: "welcome" }]);
    first.socket.close();
  });

  test("opens nothing for a page of another site, nor for one that hides where it is from", async () => {
    const host = world.centre.url.replace("http://", "");
    for (const origin of [
      "https://elsewhere.example",
      "null",
      `http://${host}.elsewhere.example`,
      `http://elsewhere.example/${host}`,
      "http://127.0.0.1",
      "a b",
    ]) {
      const path = address(queue, await world.ticket(world.browsers.luis, queue));
      expect([origin, await turnedAway(world.centre, path, { headers: { origin } })]).toEqual([origin, 403]);
    }
  });

  test("is for who it was made for, whoever the headers say", async () => {
    const identity = { role: "administrator", id: "demo_john", project: "demo" };
    for (const claimed of [
      identity,
      { identity, ticket: { id: "x", until: Date.now() + 60_000 } },
      { __proto__: null },
    ]) {
      const headers = { "x-turno-identity": encodeURIComponent(JSON.stringify(claimed)) };
      const at = { party: "project", room: "demo" };
      const path = address(at, await world.ticket(world.browsers.luis, at));
      const socket = await RawSocket.open(world.centre, path, { headers });
      expect(Object.keys((await socket.hello()).topics)).not.toContain("members");
      socket.socket.close();
    }
  });

  test.each(["a b", "x".repeat(65), "../main", "__proto__/x", "%00", "é"])(
    "opens nothing with a connection id that is none: %s",
    async (pk) => {
      const path = address(queue, await world.ticket(world.browsers.luis, queue), pk);
      expect(await turnedAway(world.centre, path)).toBe(400);
    },
  );
});
