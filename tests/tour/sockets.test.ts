import { afterEach, beforeEach, expect, test } from "vitest";
import { CLOSE } from "../../party/protocol/frames.ts";
import { Practice, textsIn, viewOf } from "./support/practice.ts";

let practice: Practice;
beforeEach(async () => {
  practice = await Practice.open();
});
afterEach(() => practice.end());

const ME = "tour-test_me";

test("the panel's own client talks with a room of the tour's centre as with any other", async () => {
  const own = await practice.atWork();
  const { room } = await practice.thread(own);
  expect(await room.send({ type: "message.send", text: "Buenos días" })).toEqual({ kind: "done" });
  expect(textsIn(room)).toEqual([expect.stringContaining("lámpara"), "Buenos días"]);
});

test("a refusal comes with its reason", async () => {
  const own = await practice.atWork();
  const { room } = await practice.thread(own);
  expect(await room.send({ type: "message.send", text: " " })).toMatchObject({ kind: "refused", reason: "emptyText" });
});

/** What becomes of a socket that is opened so: open, or closed with that code. */
function opened(party: string, room: string, ticket: string): Promise<"open" | number> {
  const Socket = practice.centre.reach.WebSocket as typeof WebSocket;
  const socket = new Socket(`ws://tour.test/parties/${party}/${room}?_pk=x&ticket=${ticket}`);
  return new Promise((known) => {
    socket.addEventListener("open", () => known("open"));
    socket.addEventListener("close", ({ code }) => known(code));
  });
}

test("a ticket opens one socket, to its own room, and no other", async () => {
  const ticket = await practice.ticket("agent", ME);
  expect(await opened("agent", ME, ticket)).toBe("open");
  expect(await opened("agent", ME, ticket)).toBe(1006);
  expect(await opened("queue", "tour-test", await practice.ticket("agent", ME))).toBe(1006);
  expect(await opened("agent", ME, "")).toBe(1006);
});

test("a room that dies takes its sockets with it; who looks at it connects again and misses nothing", async () => {
  const own = await practice.atWork();
  const closed: number[] = [];
  await practice.until(() => viewOf(own).assignments.length === 1);
  const { thread } = viewOf(own).assignments[0]!;
  const room = practice.room("conversation", thread, { onClosed: (code) => closed.push(code) });
  await practice.until(() => room.status === "live");
  practice.centre.running.platform.node("conversation", thread).crash();
  await practice.until(() => room.status === "reconnecting");
  const said = room.send({ type: "message.send", text: "Sigo aquí" });
  expect(await said).toEqual({ kind: "done" });
  await practice.until(() => textsIn(room).includes("Sigo aquí"));
  expect(closed).toEqual([1006]);
});

test("who closes a socket is heard to leave", async () => {
  const own = await practice.atWork();
  expect(own.mirror.topics.agent).toMatchObject({ presence: "present", screens: 1 });
  own.close();
  const again = practice.room("agent", ME);
  await practice.until(() => again.status === "live");
  expect(again.mirror.topics.agent).toMatchObject({ presence: "present", screens: 1, available: true });
});

test("a frame that is none is answered, and a peer that goes on is closed with the code that says why", async () => {
  const Socket = practice.centre.reach.WebSocket as typeof WebSocket;
  const socket = new Socket(`ws://tour.test/parties/agent/${ME}?ticket=${await practice.ticket("agent", ME)}`);
  const frames: string[] = [];
  socket.addEventListener("message", ({ data }) => frames.push(data as string));
  const code = await new Promise<number>((closed) => {
    socket.addEventListener("open", () => {
      for (let n = 0; n < 12; n++) socket.send("{");
    });
    socket.addEventListener("close", (event) => closed(event.code));
  });
  expect(code).toBe(CLOSE.offences);
  expect(JSON.parse(frames[0]!)).toMatchObject({ kind: "fault", code: "malformed" });
  expect(socket.readyState).toBe(Socket.CLOSED);
});
