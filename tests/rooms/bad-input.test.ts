import { once } from "node:events";
import { request } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FRAME_MAX_CHARS, OFFENCES_MAX, PROTOCOL_VERSION } from "../../party/protocol/frames.ts";
import { Agent, Customer, post } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { seeded, startDemo } from "./support/demo.ts";
import { address, RawSocket, ticketFor, visitor } from "./support/raw-socket.ts";

let centre: Centre;
beforeAll(async () => {
  centre = await startDemo();
});
afterAll(() => centre.dispose());

async function knock({ id, token }: { id: string; token: string }): Promise<RawSocket> {
  const at = { party: "conversation", room: id };
  return RawSocket.open(centre, address(at, await ticketFor(centre, token, at)));
}

const command = (inner: unknown) => ({ kind: "command", commandId: "c1", command: inner });

describe("one frame that cannot be taken has one typed answer", () => {
  test.each([
    ["not JSON", "{", "malformed"],
    ["nothing", "", "malformed"],
    ["a number", "17", "malformed"],
    ["null", "null", "malformed"],
    ["a list", "[]", "malformed"],
    ["binary", Buffer.from([0, 255, 1]), "malformed"],
    ["a kind that does not exist", { kind: "shout" }, "malformed"],
    ["a field too many", { kind: "ping", extra: 1 }, "malformed"],
    ["a command without an id", { kind: "command", command: { type: "message.send", text: "Hola" } }, "malformed"],
    [
      "a command id with a slash",
      { ...command({ type: "conversation.leave", conversation: 1 }), commandId: "a/b" },
      "malformed",
    ],
    ["a text that is no text", command({ type: "message.send", text: 17 }), "malformed"],
    ["an author of one's own", command({ type: "message.send", text: "x", by: { id: "demo_ana" } }), "malformed"],
    ["a rating of six", command({ type: "conversation.rate", conversation: 1, score: 6, comment: "" }), "malformed"],
    ["an address that is none", command({ type: "customer.introduce", email: "rosa" }), "malformed"],
    ["an unknown command", command({ type: "customer.wrote", text: "x" }), "unknown"],
    ["a name that every object has", command({ type: "constructor" }), "unknown"],
    ["an agent's command from a customer", command({ type: "conversation.close", conversation: 1 }), "forbidden"],
    [
      "a list that is not shown",
      { kind: "query", queryId: "q1", query: { type: "history", list: "log", limit: 1 } },
      "forbidden",
    ],
    [
      "a list called like an object's own part",
      { kind: "query", queryId: "q1", query: { type: "history", list: "constructor", limit: 1 } },
      "forbidden",
    ],
    [
      "too many rows",
      { kind: "query", queryId: "q1", query: { type: "history", list: "messages", limit: 1e9 } },
      "malformed",
    ],
  ])("%s", async (_, frame, code) => {
    const socket = await knock(await visitor(centre));
    await socket.hello();
    const answers = await socket.answersTo(frame);
    expect(answers.filter(({ kind }) => kind === "fault")).toMatchObject([{ kind: "fault", code }]);
    expect(answers.filter(({ kind }) => kind === "done" || kind === "refused")).toEqual([]);
    socket.socket.close();
  });

  test("a command before hello is forbidden", async () => {
    const socket = await knock(await visitor(centre));
    const answers = await socket.answersTo(command({ type: "message.send", text: "Hola" }));
    expect(answers).toMatchObject([{ kind: "fault", code: "forbidden" }]);
    socket.socket.close();
  });

  test("a screen of another protocol is told so and closed", async () => {
    const socket = await knock(await visitor(centre));
    socket.send({ kind: "hello", protocol: 0 });
    expect(await socket.next("fault")).toMatchObject({ code: "outdated" });
    expect(await socket.closed).toBe(4000);
  });

  test("a frame that is too large is told so and closed", async () => {
    const socket = await knock(await visitor(centre));
    await socket.hello();
    socket.send("x".repeat(FRAME_MAX_CHARS + 1));
    expect(await socket.next("fault")).toMatchObject({ code: "tooLarge" });
    expect(await socket.closed).toBe(4005);
  });
});

test("who goes on sending what cannot be taken is closed, after each frame has been answered and logged", async () => {
  const socket = await knock(await visitor(centre));
  const { session } = await socket.hello();
  const from = socket.frames.length;
  for (let n = 0; n < OFFENCES_MAX; n++) socket.send("{");
  expect(await socket.closed).toBe(4001);
  expect(socket.frames.slice(from).filter(({ kind }) => kind === "fault")).toHaveLength(OFFENCES_MAX);
  const logged = () => centre.logs().filter((line) => line.includes("refused frame") && line.includes(session));
  await expect.poll(() => logged().length).toBe(OFFENCES_MAX);
});

test("CV2: 4,096 characters are taken and 4,097 are refused, and nothing of those is written", async () => {
  const rosa = await Customer.arrive(centre.url, "Rosa");
  expect(await rosa.write("x".repeat(4097))).toMatchObject({ kind: "refused", reason: "textTooLong" });
  expect(await rosa.write("y".repeat(4096))).toEqual({ kind: "done" });
  await rosa.until(() => rosa.texts.length > 0);
  expect(rosa.texts).toEqual(["y".repeat(4096)]);
  rosa.client.close();
});

describe("10,000 malformed frames and requests", () => {
  const FRAMES = 6_000;
  const REQUESTS = 4_000;
  const ABREAST = 8;
  const leak = /\.(ts|js|mjs):\d+|\bat \w+ \(|Error:|TURNO_SECRET/;

  let random = seeded(0);
  // Each test its own numbers, whatever ran before.
  beforeEach(() => {
    random = seeded(20_260_801);
  });
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const garbage = (): string =>
    Array.from({ length: 1 + Math.floor(random() * 40) }, () =>
      String.fromCharCode(Math.floor(random() * 0x2_00)),
    ).join("");
  const value = (depth = 0): unknown =>
    pick<() => unknown>([
      () => null,
      () => -1,
      () => 1e308,
      () => garbage(),
      () => true,
      () => "x".repeat(5_000),
      () => (depth > 3 ? [] : [value(depth + 1), value(depth + 1)]),
      () =>
        depth > 3
          ? {}
          : { [pick(["type", "kind", "__proto__", "constructor", "toString", "at", "by", "from"])]: value(depth + 1) },
    ])();

  /** Frames that are wrong on purpose: right in most places, or in none. */
  function wrongFrame(): string {
    const bases = [
      { kind: "hello", protocol: PROTOCOL_VERSION },
      { kind: "command", commandId: "c1", command: { type: "message.send", text: "Hola" } },
      { kind: "command", commandId: "c1", command: { type: "messages.mark", delivered: 1, read: 1 } },
      {
        kind: "command",
        commandId: "c1",
        command: { type: "conversation.transfer", conversation: 1, to: "demo_ana", note: "" },
      },
      { kind: "query", queryId: "q1", query: { type: "history", list: "messages", limit: 20 } },
      { kind: "signal", signal: { type: "typing", typing: true } },
      { kind: "watch", watch: ["customer"] },
      { kind: "ping", revision: 0 },
    ];
    if (random() < 0.2) return garbage();
    const text = JSON.stringify(pick(bases));
    if (random() < 0.3) {
      const at = Math.floor(random() * text.length);
      return text.slice(0, at) + garbage() + text.slice(at + Math.floor(random() * 5));
    }
    const frame = JSON.parse(text) as Record<string, unknown>;
    const key = pick(Object.keys(frame));
    if (typeof frame[key] === "object" && random() < 0.6) {
      const inner = frame[key] as Record<string, unknown>;
      inner[pick([...Object.keys(inner), "__proto__", "by", "at"])] = value();
    } else frame[key] = value();
    return JSON.stringify(frame);
  }

  test("over sockets are answered without a stack trace, and every socket lives until it is closed for it", async () => {
    const rosa = await visitor(centre);
    let sent = 0;
    let sockets = 0;
    const kinds = new Set<string>();
    const codes = new Set<string>();
    const leaks: string[] = [];
    const rudely = async () => {
      while (sent < FRAMES) {
        const socket = await knock(rosa);
        sockets++;
        await socket.hello();
        while (socket.socket.readyState === socket.socket.OPEN && sent < FRAMES) {
          sent++;
          await Promise.race([socket.answersTo(wrongFrame()), socket.closed]);
        }
        for (const frame of socket.frames) kinds.add(frame.kind === "fault" ? frame.code : frame.kind);
        for (const frame of socket.frames) if (frame.kind === "fault") codes.add(frame.code);
        leaks.push(...socket.texts.filter((text) => text.includes('"kind":"fault"') && leak.test(text)));
        socket.socket.close();
      }
    };
    await Promise.all(Array.from({ length: ABREAST }, rudely));
    expect(sockets).toBeGreaterThan(FRAMES / 20);
    expect([...codes]).toEqual(expect.arrayContaining(["malformed", "unknown", "forbidden"]));
    expect(codes).not.toContain("fault");
    expect(leaks).toEqual([]);
    await theCentreWorks();
  }, 60_000);

  function wrongRequest(): { method: string; path: string; headers: Record<string, string>; body: string } {
    const path = pick([
      "/api/sign-in",
      "/api/sign-in/code",
      "/api/demo/sign-in",
      "/api/tickets",
      "/api/password",
      "/api/second-factor/begin",
      "/api/recovery/finish",
      "/api/devices",
      "/api/devices/x",
      "/api/visitors",
      "/api/me",
      "/api/sign-out",
      "/api/demo",
      "/api/%2e%2e/tickets",
      "/api//",
      "/api/__proto__",
      "/parties/conversation/demo_x",
      "/parties/conversation/%00",
      "/parties/directory/main",
      "/parties/__proto__/x",
      "/parties/constructor/x",
      "/parties/nobody/x",
      "/parties/queue",
      "/parties//",
      "/party/x",
      "/__scheduled__?cron=x",
      "/../../etc/passwd",
      `/${encodeURIComponent(garbage().replace(/[\uD800-\uDFFF]/g, ""))}`,
    ]);
    const bodies = [
      { party: "conversation", room: "demo_x" },
      { person: "demo_ana" },
      { project: "demo", name: "Rosa" },
      { kind: "ask", question: { type: "people", project: "demo" } },
    ];
    const body =
      random() < 0.3
        ? garbage()
        : JSON.stringify({
            ...pick(bodies),
            [pick(["party", "room", "person", "project", "name", "__proto__"])]: value(),
          });
    const headers: Record<string, string> = {
      "content-type": pick([
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
      ]),
      ...(random() < 0.4 ? { authorization: `Bearer ${encodeURIComponent(garbage())}` } : {}),
      ...(random() < 0.3 ? { cookie: `turno_session=${encodeURIComponent(garbage())}` } : {}),
      ...(random() < 0.2 ? { "x-turno-identity": '{"role":"entry"}' } : {}),
      ...(random() < 0.2 ? { origin: "https://elsewhere.example" } : {}),
    };
    return { method: pick(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"]), path, headers, body };
  }

  /** Not `fetch`, which would tidy up the path. */
  async function ask({
    method,
    path,
    headers,
    body,
  }: ReturnType<typeof wrongRequest>): Promise<{ status: number; text: string }> {
    const { hostname, port } = new URL(centre.url);
    const asked = request({
      hostname,
      port,
      method,
      path,
      // A connection each: what is malformed may cost its sender the connection.
      agent: false,
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
    });
    asked.end(body);
    const [response] = (await once(asked, "response")) as [import("node:http").IncomingMessage];
    let text = "";
    for await (const chunk of response) text += String(chunk);
    return { status: response.statusCode ?? 0, text };
  }

  test("over HTTP are answered without a stack trace or a 500", async () => {
    const failed: unknown[] = [];
    const statuses = new Set<number>();
    let sent = 0;
    const rudely = async () => {
      while (sent < REQUESTS) {
        sent++;
        const wrong = wrongRequest();
        const { status, text } = await ask(wrong);
        statuses.add(status);
        // PartyKit itself says 500 to a party called like a property of every object, before any code of ours.
        const ours = !/^\/parties\/(__proto__|constructor)\//.test(wrong.path);
        if ((ours && status >= 500) || leak.test(text)) failed.push({ ...wrong, status, text });
      }
    };
    await Promise.all(Array.from({ length: ABREAST }, rudely));
    expect(failed.slice(0, 5)).toEqual([]);
    expect([...statuses]).toEqual(expect.arrayContaining([400, 403, 404]));
    await theCentreWorks();
  }, 60_000);

  async function theCentreWorks(): Promise<void> {
    const ana = await Agent.signIn(centre.url, "demo_ana");
    await ana.until(() => ana.view?.presence === "present");
    await ana.setAvailable(true);
    const lola = await Customer.arrive(centre.url, "Lola");
    await lola.write("Hola");
    await ana.until(() => ana.assignments.some(({ thread }) => thread === lola.id));
    const thread = ana.thread(lola.id);
    expect(await thread.client.send({ type: "message.send", text: "Buenos días" })).toEqual({ kind: "done" });
    await lola.until(() => lola.texts.includes("Buenos días"));
    expect((await post(centre.url, "/demo/sign-in", { person: "demo_luis" })).status).toBe(200);
    ana.vanish();
    lola.client.close();
  }
});
