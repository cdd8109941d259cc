/** Who hangs up in the middle of a part, and a store that fails in the middle of one, are told apart. */
import { once } from "node:events";
import { connect, createServer, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { PART_BYTES } from "../../machines/upload-setup.ts";
import { Customer } from "../harness/people.ts";
import { S3Server } from "../harness/s3-server.ts";
import type { Runtime } from "../harness/workerd.ts";
import { startDemo } from "./support/demo.ts";
import { Sender, sha256, textOf } from "./support/files.ts";

async function begun(runtime: Runtime, vars: Record<string, string> = {}) {
  const centre = await startDemo({ runtime, vars });
  onTestFinished(() => centre.dispose());
  const rosa = await Customer.arrive(centre.url, "Rosa");
  onTestFinished(() => rosa.client.close());
  await rosa.write("Hola");
  const headers = { authorization: `Bearer ${rosa.token}` };
  const sender = new Sender(centre.url, headers, rosa.id);
  const bytes = textOf(PART_BYTES);
  const { id } = await sender.begin(bytes.length);
  const lines = (msg: string) => centre.logs().filter((line) => line.includes(`"msg":"${msg}"`));
  return { centre, sender, headers, bytes, id, lines };
}

async function s3Server(): Promise<S3Server> {
  const server = await S3Server.start();
  onTestFinished(() => server.stop());
  return server;
}

test.each([
  ["a bucket", "old", false],
  ["a bucket", "current", false],
  ["S3", "old", true],
  ["S3", "current", true],
] as const)(
  "who hangs up in the middle of a part has %s of the %s runtime blamed for nothing, and may send it again",
  async (_, runtime, isS3) => {
    const { centre, sender, headers, bytes, id, lines } = await begun(runtime, isS3 ? (await s3Server()).settings : {});
    const { hostname, port, host } = new URL(centre.url);
    for (const [n, much] of [1000, PART_BYTES / 2].entries()) {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => {});
      const said = { host, ...headers, "x-part-sha256": sha256(bytes), "content-length": String(bytes.length) };
      const head = Object.entries(said).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`PUT /api/files/${id}/parts/0 HTTP/1.1\r\n${head.join("")}\r\n`);
      await new Promise((done) => socket.write(bytes.subarray(0, much), done));
      socket.destroy();
      await expect.poll(() => lines("part cut").length, { timeout: 10_000 }).toBe(n + 1);
    }
    expect(lines("no store")).toEqual([]);
    expect((await sender.part(id, 0, bytes)).status).toBe(204);
  },
);

test.each(["old", "current"] as const)("a store that fails is said to have, on the %s runtime", async (runtime) => {
  const server = await s3Server();
  const { sender, bytes, id, lines } = await begun(runtime, server.settings);
  server.failing = { status: 500, body: "<Code>InternalError</Code>" };
  expect(await sender.part(id, 0, bytes)).toEqual({ status: 503, body: { error: "storeFailed" } });
  expect([lines("no store").length, lines("part cut").length]).toEqual([1, 0]);
  server.failing = null;
  expect((await sender.part(id, 0, bytes)).status).toBe(204);
});

test.each(["old", "current"] as const)(
  "a store that hangs up in the middle of a part has, too: nobody takes it for the sender, on the %s runtime",
  async (runtime) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      let bytes = 0;
      socket.on("data", (data) => (bytes += data.length) > 100_000 && socket.destroy());
    });
    onTestFinished(() => void server.close());
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const { settings } = await s3Server();
    const broken = { ...settings, TURNO_S3_ENDPOINT: `http://127.0.0.1:${port}` };
    const { sender, bytes, id, lines } = await begun(runtime, broken);
    expect(await sender.part(id, 0, bytes)).toEqual({ status: 503, body: { error: "storeFailed" } });
    expect([lines("no store").length, lines("part cut").length]).toEqual([1, 0]);
  },
);
