/** The same store on a bucket of the platform, in both runtimes, and on one that speaks S3. */
import { createHash, randomBytes } from "node:crypto";
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PART_BYTES } from "../../machines/upload-setup.ts";
import { S3Server } from "../harness/s3-server.ts";
import { startCentre, type Centre } from "../harness/workerd.ts";

const PLACES = [
  { name: "R2 in the runtime of partykit dev", runtime: "old", s3: false },
  { name: "R2 in a current runtime", runtime: "current", s3: false },
  { name: "S3", runtime: "old", s3: true },
] as const;

const hexOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const WHOLE = randomBytes(2 * PART_BYTES + 12_345);
const partOf = (n: number): Buffer => WHOLE.subarray(n * PART_BYTES, (n + 1) * PART_BYTES);

describe.each(PLACES)("a store on $name", ({ runtime, s3 }) => {
  let centre: Centre;
  let server: S3Server | undefined;
  beforeAll(async () => {
    server = s3 ? await S3Server.start() : undefined;
    centre = await startCentre({
      main: "tests/harness/fixture/store-main.ts",
      parties: {},
      runtime,
      ...(server ? { vars: server.settings } : {}),
    });
    for (const n of [0, 1, 2]) expect(await put(n, partOf(n))).toBe("stored");
  });
  afterAll(async () => {
    await centre.dispose();
    await server?.stop();
  });

  async function put(n: number, body: Uint8Array, sha256 = hexOf(body)): Promise<string> {
    const init = { method: "PUT", body: new Uint8Array(body), headers: { "x-part-sha256": sha256 } };
    return (await fetch(`${centre.url}/?n=${n}`, init)).text();
  }
  async function read(from: number, to: number, path = ""): Promise<Buffer | number> {
    const answer = await fetch(`${centre.url}/${path}?from=${from}&to=${to}`);
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : answer.status;
  }

  test("says at the start where it keeps files", async () => {
    const state = (await (await fetch(`${centre.url}/state`)).json()) as object;
    expect(state).toEqual(
      server
        ? { msg: "files", via: "s3", at: `${server.url}/turno-tests`, region: "eu-test-1" }
        : { msg: "files", via: "r2" },
    );
  });

  test("any range of a file is those bytes, over parts and within one, whether it is served or looked into", async () => {
    const edges = fc.constantFrom(0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES, WHOLE.length);
    const end = fc.oneof(fc.nat(WHOLE.length), edges);
    // Most are short: what matters is where they lie.
    const short = fc
      .tuple(end, fc.integer({ min: 1, max: 5000 }))
      .map(([from, bytes]) => [from, from + bytes] as [number, number]);
    const range = fc
      .oneof({ weight: 4, arbitrary: short }, { weight: 1, arbitrary: fc.tuple(end, end) })
      .map(([a, b]) => [Math.min(a, b), Math.min(Math.max(a, b), WHOLE.length)] as const);
    await fc.assert(
      fc.asyncProperty(range, async ([from, to]) => {
        fc.pre(from < to);
        const expected = WHOLE.subarray(from, to);
        for (const path of ["", "bytes"]) expect(expected.equals((await read(from, to, path)) as Buffer)).toBe(true);
      }),
      { numRuns: 40, seed: 20_261_123 },
    );
  });

  test("tells the length of what it streams", async () => {
    for (const [from, to] of [
      [0, WHOLE.length],
      [5, 9],
      [PART_BYTES - 1, PART_BYTES + 1],
    ] as const) {
      const answer = await fetch(`${centre.url}/?from=${from}&to=${to}`);
      expect(answer.headers.get("content-length")).toBe(String(to - from));
      await answer.arrayBuffer();
    }
  });

  test("refuses a part that is not what its checksum says, and keeps nothing of it", async () => {
    const part = randomBytes(100_000);
    const damaged = Buffer.from(part);
    damaged[50_000]! ^= 1;
    expect(await put(7, damaged, hexOf(part))).toBe("damaged");
    expect(await read(7 * PART_BYTES, 7 * PART_BYTES + 1)).toBe(410);
    expect(await put(7, part)).toBe("stored");
  });

  test("writes a part once: the same again is the same, and another does not take its place", async () => {
    expect(await put(2, partOf(2))).toBe("same");
    expect(await put(2, randomBytes(partOf(2).length))).toBe("other");
    expect(partOf(2).equals((await read(2 * PART_BYTES, WHOLE.length)) as Buffer)).toBe(true);
  });

  test("keeps nothing of a part that is cut on its way", async () => {
    const part = randomBytes(1_000_000);
    const { hostname, port } = new URL(centre.url);
    const socket = connect(Number(port), hostname);
    socket.on("error", () => {});
    socket.write(
      `PUT /?n=8 HTTP/1.1\r\nhost: x\r\ncontent-length: ${part.length}\r\nx-part-sha256: ${hexOf(part)}\r\n\r\n`,
    );
    await new Promise((done) => socket.write(part.subarray(0, 600_000), done));
    socket.destroy();
    expect(await read(8 * PART_BYTES, 8 * PART_BYTES + 1)).toBe(410);
    expect(await put(8, part)).toBe("stored");
  });

  test("erases all parts, also what is not there, and again", async () => {
    for (const n of [20, 22]) expect(await put(n, randomBytes(10))).toBe("stored");
    for (let times = 0; times < 2; times++) {
      const answer = await fetch(`${centre.url}/?parts=30`, { method: "DELETE" });
      expect(await answer.json()).toEqual({ erased: 30 });
    }
    for (const n of [0, 1, 2, 20, 22]) expect([n, await read(n * PART_BYTES, n * PART_BYTES + 1)]).toEqual([n, 410]);
    if (server) expect([...server.kept.keys()]).toEqual([]);
    // Under their own names in the bucket.
    if (server) expect(server.log[0]).toBe("PUT /turno-tests/files/demo/file/0 200");
  });
});

test("who hangs up in the middle of a long file stops the reading: what lies behind is never asked for", async () => {
  const server = await S3Server.start();
  const vars = server.settings;
  const centre = await startCentre({ main: "tests/harness/fixture/store-main.ts", parties: {}, vars });
  const parts = 20;
  const part = randomBytes(PART_BYTES);
  for (let n = 0; n < parts; n++) server.kept.set(`/turno-tests/files/demo/file/${n}`, { bytes: part, headers: {} });
  const whole = `${centre.url}/?from=0&to=${parts * PART_BYTES}`;
  const gone = new AbortController();
  const reader = (await fetch(whole, { signal: gone.signal })).body!.getReader();
  await reader.read();
  gone.abort();
  await reader.read().catch(() => {});
  // The server has other things to do since, and as much time as those take.
  for (let n = 0; n < 3; n++) await (await fetch(`${centre.url}/?from=0&to=${PART_BYTES}`)).arrayBuffer();
  const asked = new Set(server.log.map((line) => /GET \S+\/(\d+) /.exec(line)?.[1]));
  expect(asked.size).toBeGreaterThan(0);
  expect(asked.size).toBeLessThan(parts / 2);
  await (await fetch(whole)).arrayBuffer();
  expect(new Set(server.log.map((line) => /GET \S+\/(\d+) /.exec(line)?.[1])).size).toBe(parts);
  await centre.dispose();
  await server.stop();
});

test.each([
  ["a wrong secret", { TURNO_S3_SECRET: "another" }, "SignatureDoesNotMatch"],
  ["a wrong key", { TURNO_S3_KEY_ID: "AKIDNOBODY" }, "InvalidAccessKeyId"],
  ["a bucket that is not there", { TURNO_S3_BUCKET: "another-bucket" }, "NoSuchBucket"],
])("with %s nothing is kept, and the log says what the store says", async (_, wrong, code) => {
  const server = await S3Server.start();
  const vars = { ...server.settings, ...wrong };
  const centre = await startCentre({ main: "tests/harness/fixture/store-main.ts", parties: {}, vars });
  const init = { method: "PUT", body: "x", headers: { "x-part-sha256": hexOf(Buffer.from("x")) } };
  const answer = await fetch(`${centre.url}/?n=0`, init);
  expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining(code)]);
  expect(server.kept.size).toBe(0);
  await centre.dispose();
  await server.stop();
});
