import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import type WebSocket from "ws";
import { type Centre, type CentreOptions, type Runtime, startCentre } from "./workerd.ts";

const FIXTURE = { main: "tests/harness/fixture/main.ts", parties: { counter: "tests/harness/fixture/counter.ts" } };
const RUNTIMES: Runtime[] = ["old", "current"];

const started: Centre[] = [];

async function start(options: CentreOptions): Promise<Centre> {
  const centre = await startCentre({ ...FIXTURE, ...options });
  started.push(centre);
  return centre;
}

async function open(centre: Centre): Promise<WebSocket> {
  const socket = centre.ws("/parties/counter/room");
  await once(socket, "open");
  return socket;
}

async function ask(socket: WebSocket, message: string): Promise<string> {
  const answer = once(socket, "message");
  socket.send(message);
  return String((await answer)[0]);
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((centre) => centre.dispose()));
});

describe.each(RUNTIMES)("a centre in the %s workerd", (runtime) => {
  test("echoes over a socket, sees its variables and keeps its console lines", async () => {
    const centre = await start({ runtime, vars: { GREETING: "hello" } });
    const socket = await open(centre);
    expect(await ask(socket, "echo one")).toBe("echo one");
    expect(await ask(socket, "count")).toBe("1");
    expect(await (await fetch(`${centre.url}/anything`)).json()).toEqual({ greeting: "hello" });
    await expect.poll(() => centre.logs()).toContain("counted to 1");
    await fetch(`${centre.url}/throw`);
    await expect.poll(() => centre.logs().join("\n")).toContain("thrown by the fixture");
  });

  test("keeps what was acknowledged through kill -9, at the same address", async () => {
    const centre = await start({ runtime });
    const before = await open(centre);
    expect(await ask(before, "count")).toBe("1");
    expect(await ask(before, "count")).toBe("2");

    const cut = once(before, "close");
    await centre.kill9();
    expect((await cut)[0]).toBe(1006);
    await expect(fetch(centre.url)).rejects.toThrow();

    await centre.restart();
    expect(await ask(await open(centre), "count")).toBe("3");
    await centre.restart();
    expect(await ask(await open(centre), "count")).toBe("4");
  });

  test("serves static files as partykit does, and onFetch the rest", async () => {
    const centre = await start({ runtime, serveDir: "tests/harness/fixture/public" });
    expect(await (await fetch(`${centre.url}/`)).text()).toContain("<title>fixture</title>");
    const script = await fetch(`${centre.url}/sub/app.js`);
    expect(script.headers.get("content-type")).toContain("javascript");
    expect(await (await fetch(`${centre.url}/none.txt`)).json()).toEqual({ greeting: null });
  });
});

test("two centres live beside each other and share nothing", async () => {
  const [one, two] = await Promise.all([start({}), start({})]);
  expect(await ask(await open(one), "count")).toBe("1");
  expect(await ask(await open(two), "count")).toBe("1");
});

test("a room that does not compile is told with file and line", async () => {
  await expect(start({ parties: { broken: "tests/harness/fixture/missing.ts" } })).rejects.toThrow(/missing\.ts/);
});
