import { sign } from "hono/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Agent, Customer, post, signInDemo } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { SECRET, startDemo } from "./support/demo.ts";
import { address, asks, RawSocket, ticketFor, turnedAway, visitor } from "./support/raw-socket.ts";

const thread = (room: string) => ({ party: "conversation", room });
const seconds = (ms: number) => Math.floor(ms / 1000);

describe.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  let centre: Centre;
  beforeAll(async () => {
    centre = await startDemo({ runtime });
  });
  afterAll(() => centre.dispose());

  describe("a ticket", () => {
    test("is refused for another customer's conversation, whether or not it exists, with the same words", async () => {
      const rosa = await visitor(centre);
      const pepe = await Customer.arrive(centre.url, "Pepe");
      await pepe.until(() => pepe.view?.attended !== undefined);
      await pepe.write("Un secreto");
      const existing = await asks(centre, rosa.token, thread(pepe.id));
      const missing = await asks(centre, rosa.token, thread("demo_nobody"));
      expect([existing.status, missing.status]).toEqual([403, 403]);
      const answer = await existing.text();
      expect(JSON.parse(answer)).toEqual({ error: "forbidden" });
      expect(await missing.text()).toBe(answer);
      await expect.poll(() => centre.logs().join("\n")).toContain("ticket refused");
      pepe.client.close();
    });

    test("is refused to a customer for the queue, the project, an agent's room and the directory", async () => {
      const rosa = await visitor(centre);
      for (const at of [
        { party: "queue", room: "demo" },
        { party: "project", room: "demo" },
        { party: "agent", room: "demo_ana" },
        { party: "directory", room: "main" },
      ])
        expect((await asks(centre, rosa.token, at)).status).toBe(403);
    });

    test("is refused to an agent for a colleague's room and another project's rooms", async () => {
      const { papers } = await signInDemo(centre.url, "demo_ana");
      for (const at of [
        { party: "agent", room: "demo_luis" },
        { party: "queue", room: "other" },
        { party: "project", room: "other" },
        { party: "conversation", room: "other_x" },
        { party: "directory", room: "main" },
      ])
        expect((await post(centre.url, "/tickets", { rooms: [at] }, papers)).status).toBe(403);
    });

    test("is refused to who has not signed in, or brings a session that is forged or over", async () => {
      const { id, token } = await visitor(centre);
      const session = { kind: "session", role: "agent", id: "demo_ana", project: "demo" };
      const [head, body, signature] = token.split(".") as [string, string, string];
      const unsigned = `${btoa(JSON.stringify({ alg: "none", typ: "JWT" }))}.${body}.`;
      for (const forged of [
        "",
        "nonsense",
        unsigned,
        `${head}.${btoa(JSON.stringify({ ...session, exp: seconds(Date.now()) + 60 }))}.${signature}`,
        await sign({ ...session, exp: seconds(Date.now()) + 60 }, `${SECRET}x`),
        await sign({ ...session, exp: seconds(Date.now()) - 1 }, SECRET),
      ])
        expect((await asks(centre, forged, thread(id))).status).toBe(401);
      expect((await post(centre.url, "/tickets", { rooms: [thread(id)] })).status).toBe(401);
    });

    test("opens the room that it names and no other", async () => {
      const rosa = await visitor(centre);
      const pepe = await visitor(centre, "Pepe");
      const ticket = await ticketFor(centre, rosa.token, thread(rosa.id));
      expect(await turnedAway(centre, address(thread(pepe.id), ticket))).toBe(403);
      expect(await turnedAway(centre, address({ party: "queue", room: "demo" }, ticket))).toBe(403);
      const socket = await RawSocket.open(centre, address(thread(rosa.id), ticket));
      expect(Object.keys((await socket.hello()).topics)).toEqual(["customer"]);
      socket.socket.close();
    });

    test("that is missing, tampered with, over, or a session in disguise opens nothing", async () => {
      const { id, token } = await visitor(centre);
      const ticket = await ticketFor(centre, token, thread(id));
      const claims = { kind: "ticket", role: "customer", id, project: "demo", ...thread(id) };
      const over = await sign({ ...claims, exp: seconds(Date.now()) - 1 }, SECRET);
      for (const bad of ["", `${ticket}x`, ticket.replace(/^[^.]+/, btoa('{"alg":"none"}')), over, token])
        expect(await turnedAway(centre, address(thread(id), bad))).toBe(403);
      expect(await turnedAway(centre, `/parties/conversation/${id}`)).toBe(403);
      await expect.poll(() => centre.logs().join("\n")).toContain("socket turned away");
    });

    test("opens no socket for a page of another site", async () => {
      const { id, token } = await visitor(centre);
      const ticket = await ticketFor(centre, token, thread(id));
      for (const origin of ["https://elsewhere.example", "null"])
        expect(await turnedAway(centre, address(thread(id), ticket), { headers: { origin } })).toBe(403);
      const own = await RawSocket.open(centre, address(thread(id), ticket), { headers: { origin: centre.url } });
      own.socket.close();
    });
  });

  describe("a forged identity", () => {
    const forged = { "x-turno-identity": JSON.stringify({ role: "agent", id: "demo_ana", project: "demo" }) };

    test("in a header opens nothing without a ticket", async () => {
      for (const [party, room] of [
        ["queue", "demo"],
        ["agent", "demo_ana"],
        ["conversation", "demo_x"],
      ])
        expect(await turnedAway(centre, `/parties/${party}/${room}?_pk=1`, { headers: forged })).toBe(403);
    });

    test("in a header does not change who a ticket was made for", async () => {
      const { id, token } = await visitor(centre);
      const path = address(thread(id), await ticketFor(centre, token, thread(id)));
      const socket = await RawSocket.open(centre, path, { headers: forged });
      expect(Object.keys((await socket.hello()).topics)).toEqual(["customer"]);
      socket.command({ type: "conversation.close", conversation: 1 }, "c1");
      expect(await socket.next("fault")).toMatchObject({ code: "forbidden", about: "c1" });
      socket.socket.close();
    });

    test("over public HTTP reaches no room", async () => {
      const body = JSON.stringify({
        kind: "command",
        by: { role: "entry", id: "boot", project: "" },
        command: { type: "project.describe", project: {}, people: [] },
      });
      for (const path of ["directory/main", "queue/demo", "agent/demo_ana", "conversation/demo_x", "main/x"])
        for (const method of ["GET", "POST", "PUT", "DELETE"]) {
          const init = { method, headers: forged, ...(method === "GET" ? {} : { body }) };
          const response = await fetch(`${centre.url}/parties/${path}`, init);
          expect(response.status).toBe(404);
        }
      expect((await fetch(`${centre.url}/party/x`, { headers: forged })).status).toBe(404);
    });
  });

  test("an agent who does not hold a conversation sees nothing of it and may do nothing in it", async () => {
    const pepe = await Customer.arrive(centre.url, "Pepe");
    await pepe.write("Un secreto");
    const luis = await Agent.signIn(centre.url, "demo_luis");
    const stranger = luis.thread(pepe.id);
    await stranger.until(() => stranger.client.status === "live");
    expect(stranger.client.mirror).toMatchObject({ topics: {}, lists: {} });
    expect(await stranger.client.send({ type: "message.send", text: "Hola" })).toMatchObject({ kind: "refused" });
    expect(await stranger.client.send({ type: "conversation.close", conversation: 1 })).toMatchObject({
      kind: "refused",
    });
    const transfer = { type: "conversation.transfer", conversation: 1, to: "demo_luis", note: "" };
    expect(await stranger.client.send(transfer)).toMatchObject({ kind: "refused" });
    await pepe.write("Otro");
    await stranger.client.older("messages", 20);
    expect(stranger.client.mirror).toMatchObject({ topics: {}, lists: {} });
    expect(pepe.texts).toEqual(["Un secreto", "Otro"]);
    luis.vanish();
    pepe.client.close();
  });

  test("a second socket with the same connection id is turned away, and the first goes on", async () => {
    const { id, token } = await visitor(centre);
    const ticket = await ticketFor(centre, token, thread(id));
    const first = await RawSocket.open(centre, address(thread(id), ticket, "twin"));
    await first.hello();
    const second = await RawSocket.open(centre, address(thread(id), ticket, "twin"));
    // Its close event comes late: what counts is that it has been told to go and was never told anything else.
    await expect.poll(() => second.socket.readyState).not.toBe(second.socket.OPEN);
    expect(second.texts).toEqual([]);
    second.socket.terminate();
    first.command({ type: "message.send", text: "Hola" }, "c1");
    await expect.poll(() => first.texts.join("\n")).toContain('"done":"c1"');
    const third = await RawSocket.open(centre, address(thread(id), await ticketFor(centre, token, thread(id))));
    await third.hello();
    third.command({ type: "message.send", text: "Sigo aquí" });
    await expect
      .poll(() =>
        first.frames
          .filter(({ kind }) => kind === "update")
          .map((frame) => JSON.stringify(frame))
          .join(),
      )
      .toContain("Sigo aquí");
    first.socket.close();
    third.socket.close();
  });
});
