import { describe, expect, onTestFinished, test } from "vitest";
import { CLOSE, PROTOCOL_VERSION } from "../../party/protocol/frames.ts";
import { Agent, Customer, post, signInDemo, type Papers } from "../harness/people.ts";
import type { Centre, Runtime } from "../harness/workerd.ts";
import { startDemo } from "./support/demo.ts";
import { address, RawSocket, ticketFor, turnedAway, visitor, type Place } from "./support/raw-socket.ts";

const thread = (room: string): Place => ({ party: "conversation", room });
const placesOf = (person: string, customer: string): Place[] => [
  { party: "agent", room: person },
  { party: "queue", room: "demo" },
  { party: "project", room: "demo" },
  thread(customer),
];

async function start(runtime: Runtime): Promise<Centre> {
  const centre = await startDemo({ runtime });
  onTestFinished(() => centre.dispose());
  return centre;
}

async function ticketsOf(centre: Centre, papers: Papers, rooms: Place[]): Promise<(Place & { ticket: string })[]> {
  const response = await post(centre.url, "/tickets", { rooms }, papers);
  return ((await response.json()) as { tickets: (Place & { ticket: string })[] }).tickets;
}

/** A socket for each of these tickets, each welcomed. */
function open(centre: Centre, tickets: (Place & { ticket: string })[]): Promise<RawSocket[]> {
  return Promise.all(
    tickets.map(async ({ ticket, ...at }) => {
      const socket = await RawSocket.open(centre, address(at, ticket));
      await socket.hello();
      return socket;
    }),
  );
}

const codes = (sockets: RawSocket[]): Promise<number[]> => Promise.all(sockets.map(({ closed }) => closed));

/** They answer, after everything that has been said before. */
const answer = (sockets: RawSocket[]): Promise<unknown> =>
  Promise.all(sockets.map((socket) => socket.answersTo({ kind: "ping" })));

describe.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  test("EN54 a ticket opens one socket, also when the room has died in between", async () => {
    const centre = await start(runtime);
    const rosa = await visitor(centre);
    const ticket = await ticketFor(centre, rosa.token, thread(rosa.id));
    const path = address(thread(rosa.id), ticket);
    const first = await RawSocket.open(centre, path);
    await first.hello();
    const again = address(thread(rosa.id), ticket);
    const second = await RawSocket.open(centre, again);
    second.send({ kind: "hello", protocol: PROTOCOL_VERSION });
    expect([await second.closed, second.frames]).toEqual([CLOSE.turnedAway, []]);
    await answer([first]);
    await centre.restart();
    const third = await RawSocket.open(centre, again);
    third.send({ kind: "hello", protocol: PROTOCOL_VERSION });
    expect([await third.closed, third.frames]).toEqual([CLOSE.turnedAway, []]);
    const fresh = await RawSocket.open(
      centre,
      address(thread(rosa.id), await ticketFor(centre, rosa.token, thread(rosa.id))),
    );
    await fresh.hello();
    await expect.poll(() => centre.logs().filter((line) => line.includes("socket turned away"))).toHaveLength(2);
    fresh.socket.terminate();
  });

  test("EN56 who signs out loses their sockets in every kind of room at once, and only theirs", async () => {
    const centre = await start(runtime);
    const customer = await Customer.arrive(centre.url, "Rosa");
    await customer.write("Hola");
    const places = placesOf("demo_marta", customer.id);
    const one = await signInDemo(centre.url, "demo_marta");
    const other = await signInDemo(centre.url, "demo_marta");
    const luis = await Agent.signIn(centre.url, "demo_luis");
    await luis.until(() => luis.view?.presence === "present");
    const here = await open(centre, await ticketsOf(centre, one.papers, places));
    const there = await open(centre, await ticketsOf(centre, other.papers, places));
    expect((await post(centre.url, "/sign-out", {}, one.papers)).status).toBe(200);
    expect(await codes(here)).toEqual(places.map(() => CLOSE.signedOut));
    await answer(there);
    expect((await post(centre.url, "/tickets", { rooms: places }, one.papers)).status).toBe(401);
    expect([luis.client.status, customer.client.status]).toEqual(["live", "live"]);
    await customer.write("Sigo aquí");
    expect((await post(centre.url, "/sign-out-everywhere", {}, other.papers)).status).toBe(200);
    expect(await codes(there)).toEqual(places.map(() => CLOSE.signedOut));
    luis.vanish();
    customer.client.close();
  });

  test("EN57 a ticket that was handed out before its session ended opens nothing", async () => {
    const centre = await start(runtime);
    const { papers } = await signInDemo(centre.url, "demo_ana");
    const places = placesOf("demo_ana", "demo_nobody").slice(0, 3);
    const tickets = await ticketsOf(centre, papers, [...places, ...places]);
    const opened = await open(centre, tickets.slice(0, 3));
    expect((await post(centre.url, "/sign-out", {}, papers)).status).toBe(200);
    await codes(opened);
    for (const { ticket, ...at } of tickets.slice(3)) {
      const late = await RawSocket.open(centre, address(at, ticket));
      late.send({ kind: "hello", protocol: PROTOCOL_VERSION });
      expect([at.party, await late.closed, late.frames]).toEqual([at.party, CLOSE.turnedAway, []]);
    }
    const again = await signInDemo(centre.url, "demo_ana");
    const back = await open(centre, await ticketsOf(centre, again.papers, places));
    await answer(back);
    for (const { socket } of back) socket.terminate();
  });

  test("EN56 who is disabled loses their sockets at once, and who gets another role comes back with it", async () => {
    const centre = await start(runtime);
    const marta = await signInDemo(centre.url, "demo_marta");
    const ana = await signInDemo(centre.url, "demo_ana");
    const john = await signInDemo(centre.url, "demo_john");
    const places = placesOf("demo_marta", "demo_nobody").slice(0, 3);
    const hers = await open(centre, await ticketsOf(centre, marta.papers, places));
    const anas = await open(centre, await ticketsOf(centre, ana.papers, placesOf("demo_ana", "x").slice(0, 3)));
    const [project] = await open(centre, await ticketsOf(centre, john.papers, [{ party: "project", room: "demo" }]));
    project!.command({ type: "member.change", id: "demo_marta", role: "agent" });
    expect(await codes(hers)).toEqual(places.map(() => CLOSE.signedOut));
    const me = await fetch(`${centre.url}/api/me`, { headers: { cookie: marta.papers.cookie } });
    expect(await me.json()).toMatchObject({ me: { id: "demo_marta", role: "agent" } });
    const back = await open(centre, await ticketsOf(centre, marta.papers, places));
    project!.command({ type: "member.disable", id: "demo_marta" });
    expect(await codes(back)).toEqual(places.map(() => CLOSE.signedOut));
    expect((await post(centre.url, "/tickets", { rooms: places }, marta.papers)).status).toBe(403);
    await answer([...anas, project!]);
    for (const { socket } of [...anas, project!]) socket.terminate();
  });

  test("without a good ticket the answer is the same for what exists and what does not, and is counted", async () => {
    const centre = await start(runtime);
    const rosa = await visitor(centre);
    const pepe = await visitor(centre, "Pepe");
    await (
      await RawSocket.open(centre, address(thread(pepe.id), await ticketFor(centre, pepe.token, thread(pepe.id))))
    ).hello();
    const foreign = await ticketFor(centre, rosa.token, thread(rosa.id));
    const before = centre.logs().length;
    let sent = 0;
    for (const room of [pepe.id, "demo_nobody"])
      for (const bad of ["", "nonsense", foreign, rosa.token]) {
        expect(await turnedAway(centre, address(thread(room), bad))).toBe(403);
        sent++;
      }
    const counts = () =>
      centre
        .logs()
        .slice(before)
        .flatMap((line) => /socket turned away.*"count":(\d+)/.exec(line)?.[1] ?? []);
    // What the server prints comes by another way than its answers.
    await expect.poll(counts).toEqual(Array.from({ length: sent }, (_, n) => String(n + 1)));
  });
});
