/** Whose files are whose, and as what they are served: asked by whoever may not, in the real runtime. Promises: docs/security.md. */
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { MB } from "../../machines/media-limits.ts";
import { addressOf } from "../../party/files/addresses.ts";
import { S3Server } from "../harness/s3-server.ts";
import { Customer, signInDemo } from "../harness/people.ts";
import { SECRET, startDemo } from "./support/demo.ts";
import { PDF, Sender, partOf, read, sha256, textOf } from "./support/files.ts";
import { World } from "./support/two-projects.ts";

let world: World;
let rosa: Sender;
/** Of hers, sent; and one that is on its way. */
let sent: string;
let onItsWay: string;
let path: string;
const VICTIM = textOf(100, "privado");
beforeAll(async () => {
  world = await World.begin();
  rosa = new Sender(world.centre.url, { authorization: `Bearer ${world.rosa.token}` }, world.rosa.id);
  sent = await rosa.whole(PDF, { name: "privado.pdf" });
  onItsWay = (await rosa.begin(VICTIM.length)).id;
  path = await rosa.address(sent);
});
afterAll(() => world.end());
afterEach(() => world.goesOn());

const NOT_FOUND = { status: 404, body: { error: "not found" } };
const FORBIDDEN = { status: 403, body: { error: "forbidden" } };
const inName = (name: keyof World["browsers"], thread = world.rosa.id) => {
  const { cookie, csrf } = world.browsers[name];
  return new Sender(world.centre.url, { cookie, "x-turno-csrf": csrf, origin: world.centre.url }, thread);
};
const visitor = ({ token }: Customer, thread = world.rosa.id) =>
  new Sender(world.centre.url, { authorization: `Bearer ${token}` }, thread);

/** Everything that one may do with a file that one has begun. */
async function tries(who: Sender, id: string) {
  return [
    await who.ask("GET", `/${id}`),
    await who.part(id, 0, VICTIM),
    await who.send(id),
    await who.ask("DELETE", `/${id}`),
  ];
}

describe("a file on its way", () => {
  test("is nobody's but whose it is: for everybody else it is not there, like one that never was", async () => {
    const strangers = [
      visitor(await Customer.arrive(world.centre.url, "Otra")),
      visitor(world.pepe),
      ...(["luis", "marta", "elena", "john", "eva"] as const).map((name) => inName(name)),
    ];
    for (const stranger of strangers)
      for (const id of [onItsWay, sent, randomUUID()])
        expect(await tries(stranger, id)).toEqual([NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND]);
    expect((await rosa.ask("GET", `/${onItsWay}`)).body.upload).toMatchObject({ state: "uploading", have: [] });
  });

  test("has an id of the one form that ids have", async () => {
    for (const id of [
      "nonsense",
      "__proto__",
      "..%2f..",
      `${onItsWay}x`,
      onItsWay.toUpperCase(),
      "%00",
      "A".repeat(300),
    ])
      expect([id, await rosa.ask("GET", `/${id}`)]).toEqual([id, NOT_FOUND]);
  });

  test("takes no bytes from a page of another site, whatever papers it has, nor without the token of ours", async () => {
    const { id } = await rosa.begin(VICTIM.length);
    const elsewhere = { origin: "https://elsewhere.example", "content-type": "application/octet-stream" };
    expect(await rosa.part(id, 0, VICTIM, elsewhere)).toEqual(FORBIDDEN);
    const { papers } = await signInDemo(world.centre.url, "demo_luis");
    const luis = new Sender(world.centre.url, papers, world.rosa.id);
    expect(await luis.part(id, 0, VICTIM, elsewhere)).toEqual(FORBIDDEN);
    expect(await luis.part(id, 0, VICTIM, { "x-turno-csrf": "x" })).toEqual(FORBIDDEN);
    expect(await luis.part(id, 0, VICTIM, { cookie: "" })).toEqual({ status: 401, body: { error: "signedOut" } });
    expect((await rosa.ask("GET", `/${id}`)).body.upload).toMatchObject({ have: [] });
  });
});

describe("a thread", () => {
  test("takes files only from who may write in it", async () => {
    const other = await Customer.arrive(world.centre.url, "Otra");
    const strangers = [
      visitor(other),
      visitor(world.pepe),
      visitor(world.rosa, world.pepe.id),
      ...(["luis", "marta", "elena", "john", "eva"] as const).map((name) => inName(name)),
      inName("luis", "demo_nobody"),
      inName("luis", "nobody"),
    ];
    for (const stranger of strangers) expect(await stranger.begin(10)).toMatchObject(FORBIDDEN);
  });

  test("gives addresses of its files to who may read it, and to nobody else", async () => {
    for (const name of ["marta", "elena", "john"] as const)
      expect([name, Object.keys((await inName(name).addresses(sent)).addresses)]).toEqual([name, [sent]]);
    const other = await Customer.arrive(world.centre.url, "Otra");
    for (const stranger of [visitor(other), visitor(world.pepe), inName("luis"), inName("eva")])
      expect(await stranger.addresses(sent)).toEqual({ status: 403, addresses: {} });
  });

  test("gives no address of another thread's file, of one that is on its way, or of none", async () => {
    const other = await Customer.arrive(world.centre.url, "Otra");
    const own = visitor(other, other.id);
    expect(await own.addresses(sent, onItsWay, randomUUID())).toEqual({ status: 200, addresses: {} });
    expect((await rosa.addresses(sent, onItsWay, randomUUID())).addresses).toEqual({ [sent]: path });
  });
});

describe("an address", () => {
  const get = async (at: string, headers: Record<string, string> = {}, method = "GET") => {
    const answer = await fetch(world.centre.url + at, { method, headers });
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, headers: Object.fromEntries(answer.headers), bytes };
  };

  test("is answered with headers by which nothing in the file can ever run as ours", async () => {
    const { status, headers, bytes } = await get(path);
    expect([status, PDF.equals(bytes)]).toEqual([200, true]);
    expect(headers).toMatchObject({
      "content-type": "application/pdf",
      "content-length": String(PDF.length),
      "content-disposition": `attachment; filename="privado.pdf"; filename*=UTF-8''privado.pdf`,
      "content-security-policy": expect.stringMatching(/^sandbox; default-src 'none'/) as string,
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "accept-ranges": "bytes",
      etag: `"${sent}"`,
      "cache-control": expect.stringMatching(/^private, max-age=\d+, immutable/) as string,
    });
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("gives parts of the file, says what there is, and spares who has it", async () => {
    const part = await get(path, { range: "bytes=1-3" });
    expect([part.status, part.bytes.toString(), part.headers["content-range"]]).toEqual([
      206,
      "PDF",
      `bytes 1-3/${PDF.length}`,
    ]);
    expect((await get(path, { range: "bytes=-6" })).bytes.toString()).toBe("%%EOF\n");
    const beyond = await get(path, { range: `bytes=${PDF.length}-` });
    expect([beyond.status, beyond.headers["content-range"]]).toEqual([416, `bytes */${PDF.length}`]);
    expect((await get(path, { "if-none-match": `"${sent}"` })).status).toBe(304);
    expect((await get(path, { range: "bytes=1-3", "if-range": '"another"' })).status).toBe(200);
    expect((await get(path, { range: "bytes=0-1,3-4" })).bytes.length).toBe(PDF.length);
    const head = await get(path, { range: "bytes=1-3" }, "HEAD");
    expect([head.status, head.headers["content-length"], head.bytes.length]).toEqual([200, String(PDF.length), 0]);
  });

  test("that is forged, another file's, or over opens nothing", async () => {
    const token = path.split("?t=")[1]!;
    const mine = { project: "demo", id: sent, name: "privado.pdf", type: "text/html", bytes: PDF.length };
    const forged = [403, '{"error":"forged"}'];
    for (const at of [
      `/api/files/${sent}/content/privado.pdf`,
      `/api/files/${sent}/content/privado.pdf?t=`,
      `/api/files/${sent}/content/privado.html?t=${token}`,
      `/api/files/${onItsWay}/content/privado.pdf?t=${token}`,
      `/api/files/${randomUUID()}/content/privado.pdf?t=${token}`,
      path.slice(0, -2),
      path.replace("?t=", "?t=x"),
      await addressOf(`${SECRET}x`, mine, Date.now() + 60_000),
    ]) {
      const { status, bytes } = await get(at);
      expect([at, status, bytes.toString()]).toEqual([at, ...forged]);
    }
    const over = await get(await addressOf(SECRET, mine, Date.now() - 1));
    expect([over.status, over.bytes.toString()]).toEqual([403, '{"error":"expired"}']);
  });

  test("signed for a type that a browser runs is served as bytes to be saved, and one of a file that is gone says so", async () => {
    const html = { project: "demo", id: sent, name: "a.html", type: "text/html", bytes: PDF.length };
    const { headers } = await get(await addressOf(SECRET, html, Date.now() + 60_000));
    expect(headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": expect.stringMatching(/^attachment/) as string,
    });
    const gone = await get(await addressOf(SECRET, { ...html, id: randomUUID() }, Date.now() + 60_000));
    expect([gone.status, gone.bytes.toString()]).toEqual([410, '{"error":"gone"}']);
  });

  test.each([
    ["a page", "<!doctype html><script>alert(1)</script>"],
    ["a drawing", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ])("is never had of %s that is called a document", async (_, text) => {
    const bytes = Buffer.from(text);
    const { id } = await rosa.begin(bytes.length, { name: "factura.pdf", type: "application/pdf" });
    expect(await rosa.parts(id, bytes)).toEqual([204]);
    const { upload } = (await rosa.send(id)).body;
    expect(upload).toMatchObject({ state: "failed", reason: "fileNotAsNamed" });
    expect((await rosa.addresses(id)).addresses).toEqual({});
  });

  test("carries a name that puts nothing into a header and nothing into a path", async () => {
    const name = 'a"; filename="b.html\u202e; ñ %0d%0aset-cookie:x=1.pdf';
    const id = await rosa.whole(PDF, { name });
    const at = await rosa.address(id);
    const { status, headers } = await get(at);
    expect([status, headers["set-cookie"], headers["content-type"]]).toEqual([200, undefined, "application/pdf"]);
    expect(headers["content-disposition"]).toMatch(/^attachment; filename="[^"\r\n]+"; filename\*=UTF-8''[^ ;"]+$/);
  });
});

test("files begun without end make their sender wait, and nobody else", async () => {
  const flood = await Customer.arrive(world.centre.url, "Insistente");
  const who = visitor(flood, flood.id);
  const statuses = new Set<number>();
  for (let n = 0; n < 8; n++) {
    const answers = await Promise.all(Array.from({ length: 16 }, () => who.begin(10)));
    for (const { status } of answers) statuses.add(status);
  }
  expect(statuses).toEqual(new Set([200, 429]));
  expect((await rosa.begin(10)).status).toBe(200);
});

test("large files make their sender wait sooner than small ones", async () => {
  const heavy = await Customer.arrive(world.centre.url, "Pesada");
  const who = visitor(heavy, heavy.id);
  const answers = await Promise.all(Array.from({ length: 60 }, () => who.begin(100 * MB)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
});

test("on a store that speaks S3 it is the same, and a store that fails is said to have failed, and nothing is lost", async () => {
  const server = await S3Server.start();
  const centre = await startDemo({ vars: server.settings });
  const customer = await Customer.arrive(centre.url, "Rosa");
  const who = new Sender(centre.url, { authorization: `Bearer ${customer.token}` }, customer.id);
  const bytes = textOf(5_000_000);
  const { id } = await who.begin(bytes.length);
  expect((await who.part(id, 0, partOf(bytes, 0))).status).toBe(204);
  server.failing = { status: 500, body: "<Error><Code>InternalError</Code></Error>" };
  const FAILED = { status: 503, body: { error: "storeFailed" } };
  expect(await who.part(id, 1, partOf(bytes, 1))).toEqual(FAILED);
  server.failing = null;
  const bad = Buffer.from(partOf(bytes, 1));
  bad[5]! ^= 1;
  const answer = await who.part(id, 1, bad, { "x-part-sha256": sha256(partOf(bytes, 1)) });
  expect(answer).toEqual({ status: 422, body: { error: "damaged" } });
  expect((await who.part(id, 1, partOf(bytes, 1))).status).toBe(204);
  server.failing = { status: 500, body: "<Error><Code>InternalError</Code></Error>" };
  expect(await who.send(id)).toEqual(FAILED);
  server.failing = null;
  expect((await who.send(id)).body.upload).toMatchObject({ state: "sent" });
  const at = await who.address(id);
  expect(bytes.equals(await read(centre.url, at))).toBe(true);
  expect(
    bytes.subarray(4_194_300, 4_194_310).equals(await read(centre.url, at, { range: "bytes=4194300-4194309" })),
  ).toBe(true);
  server.failing = { status: 500, body: "" };
  expect((await fetch(centre.url + at)).status).toBe(503);
  // What a customer's file is called is theirs.
  expect(centre.logs().filter((line) => line.includes("notas.txt"))).toEqual([]);
  customer.client.close();
  await centre.dispose();
  await server.stop();
});

test("nothing that was tried was a fault of ours", () => {
  const ours =
    /"msg":"(?:fault|(?:call|handler|request|write) failed|message set aside|stored state set aside|no store)"/;
  expect(world.centre.logs().filter((line) => ours.test(line))).toEqual([]);
});
