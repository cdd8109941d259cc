import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { whatsapp } from "../../../party/channels/whatsapp/index.ts";
import { MediaGone, type World } from "../../../party/channels/port.ts";
import { GraphApi } from "../../harness/graph-api.ts";
import { URL_LIVES_MS } from "../../harness/graph/shelf.ts";
import { world } from "./support.ts";

let api: GraphApi;
let id: string;
const bytes = Buffer.from("una foto".repeat(1000));
beforeEach(async () => {
  api = await GraphApi.start();
  id = api.media.receive(bytes, "image/jpeg").id;
});
afterEach(() => api.stop());

const DAY_MS = 24 * 60 * 60 * 1000;
const fetchIt = (of: World = world()) => whatsapp.fetchMedia(id, api.line(), of);

test("a file of a customer is fetched whole, with its type, size and checksum", async () => {
  const { body, ...about } = await fetchIt();
  expect(Buffer.from(await new Response(body).arrayBuffer()).equals(bytes)).toBe(true);
  expect(about).toEqual({
    type: "image/jpeg",
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
});

test("an address that was too old when it was used is asked for anew", async () => {
  let steps = 0;
  const slow: World["fetch"] = async (url, init) => {
    const response = await fetch(url, init);
    if (++steps === 1) api.advance(URL_LIVES_MS);
    return response;
  };
  const { body } = await fetchIt({ ...world(), fetch: slow });
  expect((await new Response(body).arrayBuffer()).byteLength).toBe(bytes.length);
  expect(api.log.map((line) => line.split(" ").at(-1))).toEqual(["200", "404", "200", "200"]);
});

test("both steps say who asks: the store of media gives nothing to a request without a user agent", async () => {
  const seen: (string | null)[] = [];
  const noting: World["fetch"] = (url, init) => {
    seen.push(new Headers(init.headers).get("user-agent"));
    return fetch(url, init);
  };
  await (await fetchIt({ ...world(), fetch: noting })).body.cancel();
  expect(seen).toEqual(["Turno/1", "Turno/1"]);
});

test.each([
  ["the provider has kept its seven days", () => api.advance(7 * DAY_MS)],
  ["the provider knows no more", () => api.media.forget(id)],
  [
    "leads nowhere, asked for twice",
    () => api.fault("download", ...[1, 2].map(() => ({ kind: "error", code: 100, status: 404 }) as const)),
  ],
  ["answers 404 itself", () => api.fault("media", { kind: "down", status: 404 })],
])("a file that %s is gone for good", async (_, happen) => {
  happen();
  await expect(fetchIt()).rejects.toBeInstanceOf(MediaGone);
});

test.each([
  ["the question is lost", () => api.fault("media", { kind: "cut" })],
  ["the question fails", () => api.fault("media", { kind: "down" })],
  ["there were too many questions", () => api.fault("media", { kind: "error", code: 80007 })],
  ["the download is lost", () => api.fault("download", { kind: "cut" })],
  ["the download fails", () => api.fault("download", { kind: "down", status: 500 })],
  ["the token is good no more", () => void (api.setup.valid = false)],
])("a file is not taken for gone because %s", async (_, happen) => {
  happen();
  const failed = await fetchIt().then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failed).toBeInstanceOf(Error);
  expect(failed).not.toBeInstanceOf(MediaGone);
});

describe("the token", () => {
  let foreign: Server;
  const asked: string[] = [];
  let elsewhere: string;
  beforeEach(async () => {
    asked.length = 0;
    foreign = createServer(({ url = "", headers }, response) => {
      asked.push(`${url} ${headers.authorization}`);
      response.end("something of this network");
    }).listen(0, "127.0.0.1");
    await once(foreign, "listening");
    elsewhere = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/secret`;
  });
  afterEach(() => foreign.close());
  const answering =
    (answer: (response: Response) => Promise<Response> | Response): World["fetch"] =>
    async (url, init) =>
      answer(await fetch(url, init));

  test("is sent to no address without TLS that an answer names, and nothing is had from there", async () => {
    const lying = answering(async (response) =>
      Response.json({ ...((await response.json()) as object), url: elsewhere }),
    );
    await expect(fetchIt({ ...world(), fetch: lying })).rejects.toThrow("not safe");
    expect(asked).toEqual([]);
  });

  test("goes nowhere on with a redirect", async () => {
    const redirecting = createServer((_, response) => response.writeHead(302, { location: elsewhere }).end());
    redirecting.listen(0, "127.0.0.1");
    await once(redirecting, "listening");
    const root = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}`;
    const line = { ...api.line(), baseUrl: root };
    const first: World["fetch"] = (url, init) =>
      url.includes("phone_number_id") ? Promise.resolve(Response.json({ url: `${root}/file` })) : fetch(url, init);
    await expect(whatsapp.fetchMedia(id, line, { ...world(), fetch: first })).rejects.toThrow("302");
    expect(asked).toEqual([]);
    redirecting.close();
  });
});
