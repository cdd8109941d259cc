import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startServer } from "../../party/dev/server.ts";
import { openState } from "../../party/dev/state.ts";
import { Customer } from "../harness/people.ts";
import { freePort } from "../harness/process.ts";
import { Sender, read, textOf } from "./support/files.ts";

test("npm start keeps files in a bucket of its own folder: they are there after a restart, and at the same addresses", async () => {
  const folder = await mkdtemp(join(tmpdir(), "turno-files-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const state = await openState(folder);
  const web = join(folder, "web");
  await mkdir(web);
  const port = await freePort();
  const start = async () => {
    const server = await startServer(state, { port, web, vars: { TURNO_DEMO: "1" } });
    onTestFinished(() => server.stop());
    await server.ready();
    return server;
  };
  const url = `http://127.0.0.1:${port}`;

  const first = await start();
  const rosa = await Customer.arrive(url, "Rosa");
  onTestFinished(() => rosa.client.close());
  const from = new Sender(url, { authorization: `Bearer ${rosa.token}` }, rosa.id);
  const bytes = textOf(5_000_000);
  const id = await from.whole(bytes);
  const path = await from.address(id);
  await first.stop();

  await start();
  expect(bytes.equals(await read(url, path))).toBe(true);
  expect(Object.keys((await from.addresses(id)).addresses)).toEqual([id]);
}, 90_000);
