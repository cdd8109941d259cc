/** Files by HTTP, from one screen to the other, in the real runtime. */
import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PART_BYTES } from "../../machines/upload-setup.ts";
import { Agent, Customer, signInDemo } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { startDemo } from "./support/demo.ts";
import { PDF, Sender, partOf, read, sha256, textOf } from "./support/files.ts";

let centre: Centre;
let ana: Agent;
let rosa: Customer;
/** The same people, as they send files. */
let fromAna: Sender;
let fromRosa: Sender;
beforeAll(async () => {
  centre = await startDemo();
  ana = await Agent.signIn(centre.url, "demo_ana");
  await ana.until(() => ana.view?.presence === "present");
  await ana.setAvailable(true);
  rosa = await Customer.arrive(centre.url, "Rosa");
  await rosa.write("Hola");
  await ana.until(() => ana.assignments.some(({ thread }) => thread === rosa.id));
  fromAna = new Sender(centre.url, (await signInDemo(centre.url, "demo_ana")).papers, rosa.id);
  fromRosa = new Sender(centre.url, { authorization: `Bearer ${rosa.token}` }, rosa.id);
});
afterAll(async () => {
  ana.vanish();
  rosa.client.close();
  await centre.dispose();
});

/** Lines of files, as this end has them. */
const linesOf = (end: { messages: readonly object[] }) =>
  end.messages.flatMap((row) =>
    "file" in row ? [row as { caption: string; from: string; file: { id: string } }] : [],
  );
const lineOf = (end: { messages: readonly object[] }, id: string) => linesOf(end).find(({ file }) => file.id === id);

describe("a file", () => {
  test("goes from the customer to the agent: in parts, in any order, and is read as it was", async () => {
    const bytes = textOf(2 * PART_BYTES + 77);
    const { id, body } = await fromRosa.begin(bytes.length);
    expect(body.upload).toMatchObject({ state: "uploading", partBytes: PART_BYTES, parts: 3, have: [] });
    expect(await fromRosa.parts(id, bytes, [2, 0])).toEqual([204, 204]);
    expect((await fromRosa.ask("GET", `/${id}`)).body.upload).toMatchObject({ state: "uploading", have: [0, 2] });
    expect(await fromRosa.send(id)).toMatchObject({ status: 409, body: { error: "partsMissing" } });
    expect(await fromRosa.parts(id, bytes, [1])).toEqual([204]);
    expect((await fromRosa.send(id, "Mis notas")).body.upload).toMatchObject({
      state: "sent",
      found: { type: "text/plain" },
    });
    const thread = ana.thread(rosa.id);
    const line = await thread.until(() => lineOf(thread, id));
    expect(line).toMatchObject({
      from: "customer",
      caption: "Mis notas",
      file: { id, kind: "document", type: "text/plain", name: "notas.txt", bytes: bytes.length },
    });
    expect(bytes.equals(await read(centre.url, await fromAna.address(id)))).toBe(true);
  });

  test("goes from the agent to the customer", async () => {
    const id = await fromAna.whole(PDF, { name: "factura.pdf", type: "application/pdf" });
    const line = await rosa.until(() => lineOf(rosa, id));
    expect(line).toMatchObject({ from: "agent", file: { type: "application/pdf", name: "factura.pdf" } });
    expect(PDF.equals(await read(centre.url, await fromRosa.address(id)))).toBe(true);
  });

  test("is one file, however often it is begun, its parts come, and it is sent", async () => {
    const id = await fromRosa.whole(PDF, { name: "uno.pdf" });
    expect(await fromRosa.begin(PDF.length, { id, name: "uno.pdf" })).toMatchObject({ status: 200 });
    expect(await fromRosa.part(id, 0, PDF)).toMatchObject({ status: 204 });
    expect((await fromRosa.send(id)).body.upload).toMatchObject({ state: "sent" });
    expect(await fromRosa.begin(PDF.length, { id, name: "dos.pdf" })).toMatchObject({
      status: 409,
      body: { error: "fileTaken" },
    });
    await rosa.until(() => lineOf(rosa, id));
    expect(linesOf(rosa).filter(({ file }) => file.id === id)).toHaveLength(1);
  });

  test("cannot become another one once it is there", async () => {
    const id = await fromRosa.whole(PDF, { name: "fija.pdf" });
    const other = Buffer.from(PDF.map((byte) => byte ^ 1));
    await fromRosa.part(id, 0, other);
    expect(PDF.equals(await read(centre.url, await fromRosa.address(id)))).toBe(true);
  });

  test("that was called off is gone: nothing more comes of it", async () => {
    const { id } = await fromRosa.begin(PDF.length);
    expect((await fromRosa.ask("DELETE", `/${id}`)).status).toBe(204);
    expect(await fromRosa.part(id, 0, PDF)).toMatchObject({ status: 409, body: { error: "unexpectedPart" } });
    expect(await fromRosa.send(id)).toMatchObject({ body: { upload: { state: "cancelled" } } });
    expect((await fromRosa.addresses(id)).addresses).toEqual({});
  });

  test("twenty at once all arrive, in the order in which they are sent", async () => {
    const texts = Array.from({ length: 20 }, (_, n) => textOf(200_000 + n, `file ${n}`));
    const begun = await Promise.all(texts.map((bytes, n) => fromRosa.begin(bytes.length, { name: `${n}.txt` })));
    expect(begun.map(({ status }) => status)).toEqual(texts.map(() => 200));
    const parts = await Promise.all(begun.map(({ id }, n) => fromRosa.parts(id, texts[n]!)));
    expect(parts).toEqual(texts.map(() => [204]));
    for (const { id } of begun) expect((await fromRosa.send(id)).body.upload).toMatchObject({ state: "sent" });
    const ids = begun.map(({ id }) => id);
    await rosa.until(() => lineOf(rosa, ids.at(-1)!));
    expect(linesOf(rosa).flatMap(({ file }) => (ids.includes(file.id) ? [file.id] : []))).toEqual(ids);
    const { addresses } = await fromAna.addresses(...ids);
    const back = await Promise.all(ids.map((id) => read(centre.url, addresses[id]!)));
    expect(back.every((bytes, n) => bytes.equals(texts[n]!))).toBe(true);
  });

  test("whose message is erased is erased with it", async () => {
    const id = await fromAna.whole(PDF, { name: "error.pdf" });
    const thread = ana.thread(rosa.id);
    const line = (await thread.until(() => lineOf(thread, id))) as unknown as { seq: number };
    const path = await fromRosa.address(id);
    expect(await thread.client.send({ type: "message.erase", seq: line.seq })).toEqual({ kind: "done" });
    await expect.poll(async () => (await fetch(centre.url + path)).status).toBe(410);
    expect((await fromRosa.addresses(id)).addresses).toEqual({});
  });
});

describe("a part", () => {
  test("that is not what its checksum says is refused, and comes again", async () => {
    const { id } = await fromRosa.begin(PDF.length);
    const damaged = Buffer.from(PDF);
    damaged[9]! ^= 1;
    const answer = await fromRosa.part(id, 0, damaged, { "x-part-sha256": sha256(PDF) });
    expect(answer).toEqual({ status: 422, body: { error: "damaged" } });
    expect((await fromRosa.ask("GET", `/${id}`)).body.upload?.have).toEqual([]);
    expect((await fromRosa.part(id, 0, PDF)).status).toBe(204);
  });

  test.each<[string, number, Buffer, Record<string, string>, number, string]>([
    ["too long", 0, textOf(101), {}, 413, "too large"],
    ["as long as no part is", 0, textOf(PART_BYTES + 1), {}, 413, "too large"],
    ["too short", 0, textOf(99), {}, 422, "damaged"],
    ["beyond the last", 1, textOf(100), {}, 409, "unexpectedPart"],
    ["without a checksum", 0, textOf(100), { "x-part-sha256": "" }, 400, "malformed"],
    ["with a checksum that is none", 0, textOf(100), { "x-part-sha256": "g".repeat(64) }, 400, "malformed"],
  ])("that is %s is refused, whatever is in it", async (_, n, bytes, headers, status, error) => {
    const { id } = await fromRosa.begin(100);
    expect(await fromRosa.part(id, n, bytes, headers)).toMatchObject({ status, body: { error } });
    expect((await fromRosa.ask("GET", `/${id}`)).body.upload?.have).toEqual([]);
  });

  test("that does not say how long it is is refused", async () => {
    const { id } = await fromRosa.begin(100);
    const stream = new Blob([new Uint8Array(textOf(100))]).stream();
    const init = { method: "PUT", body: stream, duplex: "half" } as RequestInit;
    const headers = { ...fromRosa.headers, "x-part-sha256": sha256(textOf(100)) };
    const answer = await fetch(`${centre.url}/api/files/${id}/parts/0`, { ...init, headers });
    expect([answer.status, await answer.json()]).toEqual([411, { error: "lengthRequired" }]);
  });
});

/** Bytes as they are, and what comes back; `body` goes on and on until there is an answer. */
async function answerTo(id: string, headers: string, body: Iterable<Buffer | string>): Promise<string> {
  const { hostname, port } = new URL(centre.url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  const answered = new Promise<void>((resolve) => {
    socket.on("data", (data) => ((answer += String(data)), resolve()));
    socket.on("error", () => resolve());
    socket.on("close", () => resolve());
  });
  const who = `host: ${hostname}:${port}\r\nauthorization: Bearer ${rosa.token}\r\n`;
  socket.write(`PUT /api/files/${id}/parts/0 HTTP/1.1\r\n${who}${headers}\r\n\r\n`);
  for (const bytes of body) {
    if (answer !== "" || socket.destroyed) break;
    if (!socket.write(bytes)) await Promise.race([answered, once(socket, "drain")]);
  }
  await answered;
  socket.destroy();
  return answer.split("\r\n", 1)[0]!;
}

describe("a part on a bare connection", () => {
  const CHUNK = Buffer.concat([Buffer.from("10000\r\n"), Buffer.alloc(0x10000), Buffer.from("\r\n")]);
  const chunks = function* (megabytes: number) {
    for (let n = 0; n < megabytes * 16; n++) yield CHUNK;
  };

  test("that has no end is not read to its end", async () => {
    const { id } = await fromRosa.begin(100);
    expect(await answerTo(id, "transfer-encoding: chunked", chunks(1000))).toMatch(/^HTTP\/1.1 400 |^$/);
    expect((await fromRosa.part(id, 0, textOf(100))).status).toBe(204);
  });

  test("that says its length twice, in two ways, is refused", async () => {
    const { id } = await fromRosa.begin(100);
    const lengths = "content-length: 100\r\ntransfer-encoding: chunked";
    const body = ["64\r\n", textOf(100), "\r\n0\r\n\r\n"];
    const answer = await answerTo(id, `x-part-sha256: ${sha256(textOf(100))}\r\n${lengths}`, body);
    expect(answer).toMatch(/^HTTP\/1.1 411 /);
    expect((await fromRosa.ask("GET", `/${id}`)).body.upload?.have).toEqual([]);
  });
});

describe("the server is killed", () => {
  test("between parts and in the middle of one: what was acknowledged is there, and the rest is sent again", async () => {
    const bytes = textOf(3 * PART_BYTES + 5);
    const { id } = await fromRosa.begin(bytes.length);
    expect(await fromRosa.parts(id, bytes, [1])).toEqual([204]);
    const { hostname, port } = new URL(centre.url);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => {});
    const part = partOf(bytes, 2);
    const head = `PUT /api/files/${id}/parts/2 HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: Bearer ${rosa.token}\r\n`;
    socket.write(`${head}x-part-sha256: ${sha256(part)}\r\ncontent-length: ${part.length}\r\n\r\n`);
    await new Promise((done) => socket.write(part.subarray(0, PART_BYTES / 2), done));
    await centre.restart();
    socket.destroy();
    const { upload } = (await fromRosa.ask("GET", `/${id}`)).body;
    expect(upload).toMatchObject({ state: "uploading", have: [1] });
    const missing = [0, 1, 2, 3].filter((n) => !upload!.have.includes(n));
    expect(await fromRosa.parts(id, bytes, missing)).toEqual([204, 204, 204]);
    expect((await fromRosa.send(id)).body.upload).toMatchObject({ state: "sent" });
    expect(bytes.equals(await read(centre.url, await fromRosa.address(id)))).toBe(true);
    rosa.client.check();
    await rosa.until(() => lineOf(rosa, id));
    expect(linesOf(rosa).filter(({ file }) => file.id === id)).toHaveLength(1);
  });

  test("in the middle of a download: it ends early for whoever counts, and goes on from there by a range", async () => {
    const bytes = textOf(4 * PART_BYTES, "larga");
    const id = await fromRosa.whole(bytes);
    const path = await fromRosa.address(id);
    const had: Uint8Array[] = [];
    const cut = (await fetch(centre.url + path)).body!.getReader();
    had.push((await cut.read()).value!);
    const killed = centre.restart();
    await expect(
      (async () => {
        for (let next = await cut.read(); !next.done; next = await cut.read()) had.push(next.value);
      })(),
    ).rejects.toThrow();
    await killed;
    const so = Buffer.concat(had);
    expect(so.length).toBeLessThan(bytes.length);
    const headers = { range: `bytes=${so.length}-`, "if-range": `"${id}"` };
    const rest = await read(centre.url, path, headers);
    expect(Buffer.concat([so, rest]).equals(bytes)).toBe(true);
  });
});

test("nothing that was asked here was a fault of ours", () => {
  const ours =
    /"msg":"(?:fault|(?:call|handler|request|write) failed|message set aside|stored state set aside|no store)"/;
  expect(centre.logs().filter((line) => ours.test(line))).toEqual([]);
});
