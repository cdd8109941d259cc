/** A file that nobody sends, from its promise to the empty bucket: its room, the engine, the job and the store, on a clock of our own. */
import { createHash, randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { PART_BYTES, UNSENT_MAX_MS } from "../../machines/upload-setup.ts";
import { Store } from "../../party/files/store.ts";
import { definition } from "../../party/rooms/upload.ts";
import { towerDefinition } from "../engine/box.ts";
import { Platform } from "../../web/simulator/platform.ts";
import type { RoomNode } from "../../web/simulator/room-node.ts";

const ENTRY = { role: "entry", id: "http", project: "" };
const BYTES = PART_BYTES + 3;

/** As much of a bucket as the store asks of one. While it is down, nothing can be taken out. */
class Bucket {
  readonly kept = new Map<string, Uint8Array>();
  isDown = false;

  async put(key: string, body: Uint8Array): Promise<object> {
    this.kept.set(key, body);
    return Promise.resolve({});
  }

  async delete(key: string): Promise<void> {
    if (this.isDown) throw new Error("the bucket is down");
    this.kept.delete(key);
    return Promise.resolve();
  }
}

let platform: Platform;
let bucket: Bucket;
let room: RoomNode;
let id: string;

async function tell(command: { type: string; [field: string]: unknown }): Promise<void> {
  const told = room.handle((running) => running.command(ENTRY, command));
  await platform.settle();
  expect(await told).toMatchObject({ kind: "done" });
}
const state = async (): Promise<string> => {
  const asked = room.handle((running) => running.ask({ type: "upload", by: "demo_rosa" }));
  await platform.settle();
  return ((await asked) as { state: string }).state;
};

beforeEach(async () => {
  platform = new Platform({ upload: definition, directory: towerDefinition });
  bucket = new Bucket();
  platform.bindings = { r2: { files: bucket } };
  id = randomUUID();
  room = platform.node("upload", `demo_${id}`);
  const file = { kind: "document", name: "a.pdf", type: "application/pdf", bytes: BYTES, voice: false };
  const promise = { thread: "demo_rosa", side: "customer", conversation: null, channel: "web", ...file };
  await tell({ type: "upload.begun", promise, by: { id: "demo_rosa" } });
  const store = Store.of({}, platform.bindings);
  for (const [n, bytes] of [PART_BYTES, 3].entries()) {
    const body = new Uint8Array(bytes);
    const sha256 = createHash("sha256").update(body).digest("hex");
    expect(await store.putPart({ project: "demo", id }, n, body as never, { sha256 })).toBe("stored");
    await tell({ type: "part.stored", n, bytes });
  }
  expect([await state(), [...bucket.kept.keys()]]).toEqual(["stored", [`files/demo/${id}/0`, `files/demo/${id}/1`]]);
});

test("UP8 a day after it was begun its parts are gone from the store, and not a moment before", async () => {
  await platform.advance(UNSENT_MAX_MS - 1000);
  expect([await state(), bucket.kept.size]).toEqual(["stored", 2]);
  await platform.advance(1000);
  expect([await state(), bucket.kept.size]).toEqual(["gone", 0]);
});

test("UP8 nobody need be awake for it: a room that was killed, and asked by nobody since, is swept as well", async () => {
  room.crash();
  await platform.advance(UNSENT_MAX_MS);
  expect(bucket.kept.size).toBe(0);
});

test("UP9 a store that is down keeps nothing for ever: it is asked again", async () => {
  bucket.isDown = true;
  await platform.advance(UNSENT_MAX_MS);
  expect([await state(), bucket.kept.size]).toEqual(["gone", 2]);
  bucket.isDown = false;
  await platform.advance(60 * 60 * 1000);
  expect(bucket.kept.size).toBe(0);
});

test("UP9 a part that was on its way when it was called off is gone an hour later", async () => {
  await tell({ type: "upload.cancel" });
  expect([await state(), bucket.kept.size]).toEqual(["cancelled", 0]);
  await bucket.put(`files/demo/${id}/1`, new Uint8Array(3));
  await platform.advance(60 * 60 * 1000);
  expect(bucket.kept.size).toBe(0);
});

test("UP9 a part that comes after all of that, however slow, is gone an hour after it came", async () => {
  await tell({ type: "upload.cancel" });
  await platform.advance(3 * 60 * 60 * 1000);
  await bucket.put(`files/demo/${id}/1`, new Uint8Array(3));
  await tell({ type: "part.stored", n: 1, bytes: 3 });
  await platform.advance(60 * 60 * 1000);
  expect([await state(), bucket.kept.size]).toEqual(["cancelled", 0]);
});
