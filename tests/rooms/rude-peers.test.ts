/** What a stranger with a socket and bad manners can do to a real server: nothing that stays. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { CLOSE, OFFENCES_MAX } from "../../party/protocol/frames.ts";
import { Agent, post, signInDemo, type Papers } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { startDemo, steps } from "./support/demo.ts";
import { address, RawSocket, ticketFor, turnedAway, visitor } from "./support/raw-socket.ts";

let centre: Centre;
beforeAll(async () => {
  centre = await startDemo();
});
afterAll(() => centre.dispose());

const thread = (room: string) => ({ party: "conversation", room });

async function papersOf(person: string): Promise<Papers> {
  return (await signInDemo(centre.url, person)).papers;
}

async function openAs(papers: Papers, at: { party: string; room: string }): Promise<RawSocket> {
  const response = await post(centre.url, "/tickets", { rooms: [at] }, papers);
  const { tickets } = (await response.json()) as { tickets: [{ ticket: string }] };
  return RawSocket.open(centre, address(at, tickets[0].ticket));
}

test("nobody becomes a visitor of a project that does not exist, and no queue is made for it", async () => {
  const response = await post(centre.url, "/visitors", { project: "ghost" });
  expect([response.status, await response.json()]).toEqual([404, { error: "projectUnknown" }]);
});

test("a body that is no JSON is called malformed, not forbidden", async () => {
  const response = await fetch(`${centre.url}/api/visitors`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{",
  });
  expect([response.status, await response.json()]).toEqual([400, { error: "malformed" }]);
});

test("an agent who knocks at a conversation that never was leaves nothing behind", async () => {
  const socket = await openAs(await papersOf("demo_ana"), thread("demo_never"));
  const { revision, topics, lists } = await socket.hello();
  expect({ revision, topics, lists }).toEqual({ revision: 0, topics: {}, lists: {} });
  socket.socket.close();
});

test("a connection id that the platform could not keep is turned away before it reaches a room", async () => {
  const { id, token } = await visitor(centre);
  for (const pk of ["p".repeat(65), "p".repeat(3_000), "é", ""])
    expect(await turnedAway(centre, address(thread(id), await ticketFor(centre, token, thread(id)), pk))).toBe(400);
});

test("EN27 a peer that never answers its close is heard no more, and its agent is not present for ever", async () => {
  const luis = await openAs(await papersOf("demo_luis"), { party: "agent", room: "demo_luis" });
  await luis.hello();
  const closing = new Promise((heard) => {
    luis.socket.close = (code) => heard(code);
  });
  for (let n = 0; n < OFFENCES_MAX; n++) luis.send("{");
  expect(await closing).toBe(CLOSE.offences);
  luis.command({ type: "availability.set", available: true });
  await expect
    .poll(() => steps(centre).some(({ room, event }) => room === "demo_luis" && event === "session.closed"))
    .toBe(true);
  const again = await Agent.signIn(centre.url, "demo_luis");
  await again.until(() => again.view?.presence === "present");
  expect(again.view).toMatchObject({ available: false, screens: 1 });
  luis.socket.terminate();
  again.vanish();
});
