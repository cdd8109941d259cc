/**
 * Files on their way in: begun, sent in parts, looked into, and handed to their thread. Each is a room's (`machines/upload.ts`): here it
 * is only asked who comes, and the bytes go through to the store.
 */
import { Hono, type Context } from "hono";
import * as v from "valibot";
import { MB } from "../../machines/media-limits.ts";
import { PART_BYTES, bytesOfPart } from "../../machines/upload-setup.ts";
import { gateKey } from "../accounts/gates.ts";
import { StoreFailed } from "../files/driver.ts";
import { Cut, passOn } from "../files/passing.ts";
import { Store } from "../files/store.ts";
import { WrongSetting } from "../mail/settings.ts";
import { inspect } from "../media/inspect.ts";
import { fileBodies, fileId, type UploadShown } from "../protocol/files.ts";
import { ask, malformed, validate, type Asked, type Env } from "./context.ts";
import { keysFrom, passGates, tooSoon } from "./gates.ts";
import { mayEnter, type PersonIdentity } from "./identity.ts";
import { isForeign } from "./session.ts";
import { whoAsks } from "./tickets.ts";
import { settled, tellUpload, viewOf } from "./upload-room.ts";

export const files = new Hono<Env>();

const SHA256 = /^[0-9a-f]{64}$/;
const PART = /^\/api\/files\/[^/]+\/parts\/[^/]+$/;
/** Of the body, where the limits of all other bodies do not hold. */
export const isPart = (c: Context): boolean => c.req.method === "PUT" && PART.test(c.req.path);

/** For both halves of the files' routes. @throws what is none of theirs. */
export function storeErrors(error: Error, c: Asked): Response {
  if (error instanceof Cut) {
    console.log(JSON.stringify({ level: "debug", msg: "part cut", path: c.req.path }));
    return c.json({ error: "cut" }, 400);
  }
  if (!(error instanceof StoreFailed || error instanceof WrongSetting)) throw error;
  // Without what the file is called: that is part of what somebody said.
  const path = c.req.path.replace(/(?<=\/content\/).*/, "");
  console.log(JSON.stringify({ level: "error", msg: "no store", path, words: error.message }));
  return c.json({ error: error instanceof WrongSetting ? "filesOff" : "storeFailed" }, 503);
}
files.onError(storeErrors);

export const storeFor = (c: Asked): Store => Store.of(c.env.env, c.env.bindings);

const none = (c: Asked): Response => c.json({ error: "not found" }, 404);

/** Who asks, from a page of ours if they change anything, and about which file. */
async function asked(c: Asked): Promise<{ who: PersonIdentity; id: string } | Response> {
  c.header("cache-control", "no-store");
  if (c.req.method !== "GET" && isForeign(c)) return c.json({ error: "forbidden" }, 403);
  const who = await whoAsks(c);
  if (who instanceof Response) return who;
  const id = c.req.param("id") ?? "";
  return v.is(fileId, id) ? { who, id } : none(c);
}

/** Who fills a store does it with few large ones. Larger than the largest weighs no more: it will be refused. */
const WEIGHT_BYTES = 25 * MB;
const WEIGHT_MAX = 4;

files.post("/files", validate(fileBodies.begin), async (c) => {
  c.header("cache-control", "no-store");
  if (isForeign(c)) return c.json({ error: "forbidden" }, 403);
  const who = await whoAsks(c);
  if (who instanceof Response) return who;
  const { id, ...promise } = c.req.valid("json");
  const at = { party: "conversation", room: promise.thread };
  const thread = mayEnter(who, at) ? ((await ask(c, at, { type: "files", by: who })) as ThreadFiles) : null;
  if (!thread?.channel) return c.json({ error: "forbidden" }, 403);
  const keys = [...(await keysFrom(c, "uploadFrom")), await gateKey("upload", "person", who.id)];
  const weight = Math.min(WEIGHT_MAX, Math.max(1, Math.ceil(promise.bytes / WEIGHT_BYTES)));
  const passage = await passGates(c, keys, id, weight);
  if (!passage.ok) return tooSoon(c, passage.waitMs);
  // Nobody begins what nobody could keep.
  storeFor(c);
  const side = who.role === "customer" ? "customer" : "agent";
  const by = { id: who.id, ...(who.name === undefined ? {} : { name: who.name }) };
  const told = { type: "upload.begun", by, promise: { ...promise, side, channel: thread.channel } };
  const refused = await tellUpload(c, who, id, told);
  const upload = await viewOf(c, who, id);
  return refused === undefined ? c.json({ upload }) : c.json({ error: refused, upload }, 409);
});

/** What a thread's room says of its files. */
export interface ThreadFiles {
  mayRead: boolean;
  /** Null: they may not write in it. */
  channel: string | null;
}

files.get("/files/:id", async (c) => {
  const one = await asked(c);
  if (one instanceof Response) return one;
  const upload = await viewOf(c, one.who, one.id);
  return upload ? c.json({ upload }) : none(c);
});

files.put("/files/:id/parts/:n", async (c) => {
  const answer = await takePart(c);
  const { body, bodyUsed } = c.req.raw;
  if (body && !bodyUsed && Number(c.req.header("content-length") ?? 0) <= READ_IN_VAIN_MAX_BYTES)
    await readInVain(body);
  return answer;
});

/** A connection that is closed on who is still sending loses the answer as well: what is too long by far deserves no better. */
const READ_IN_VAIN_MAX_BYTES = 2 * PART_BYTES;
async function readInVain(body: ReadableStream<Uint8Array>): Promise<void> {
  let left = READ_IN_VAIN_MAX_BYTES;
  const nowhere = new WritableStream<Uint8Array>({
    // What says no length may have no end.
    write({ byteLength }) {
      left -= byteLength;
      if (left < 0) throw new Error("too long by far");
    },
  });
  await body.pipeTo(nowhere).catch(() => {});
}

/** Why a part of such a length is not this one. */
function badLength(c: Asked, upload: UploadShown, n: number): Response | undefined {
  const length = c.req.header("content-length");
  // In pieces it may be of any length, whatever else it says; and no store takes it so.
  const isInPieces = c.req.header("transfer-encoding") !== undefined;
  if (length === undefined || isInPieces) return c.json({ error: "lengthRequired" }, 411);
  const expected = bytesOfPart(upload.bytes, n);
  if (Number(length) > expected) return c.json({ error: "too large" }, 413);
  return Number(length) === expected ? undefined : c.json({ error: "damaged" }, 422);
}

async function takePart(c: Asked): Promise<Response> {
  const one = await asked(c);
  if (one instanceof Response) return one;
  const { who, id } = one;
  const upload = await viewOf(c, who, id);
  if (!upload) return none(c);
  const sha256 = c.req.header("x-part-sha256") ?? "";
  const part = c.req.param("n") ?? "";
  if (!SHA256.test(sha256) || !/^\d{1,4}$/.test(part)) return c.json(malformed, 400);
  const n = Number(part);
  if (upload.have.includes(n)) return c.body(null, 204);
  if (upload.state !== "uploading" || n >= upload.parts) return c.json({ error: "unexpectedPart", upload }, 409);
  const bad = badLength(c, upload, n);
  if (bad) return bad;
  const bytes = bytesOfPart(upload.bytes, n);
  const file = { project: who.project, id };
  const put = await passOn(c.req.raw.body!, bytes, (body) => storeFor(c).putPart(file, n, body, { sha256 }));
  if (put === "damaged") return c.json({ error: "damaged" }, 422);
  if (put === "other") return c.json({ error: "unexpectedPart", upload }, 409);
  const refused = await tellUpload(c, who, id, { type: "part.stored", n, bytes });
  return refused === undefined ? c.body(null, 204) : c.json({ error: refused }, 409);
}

files.post("/files/:id/send", validate(fileBodies.send), async (c) => {
  const one = await asked(c);
  if (one instanceof Response) return one;
  const { who, id } = one;
  const upload = await viewOf(c, who, id);
  if (!upload) return none(c);
  if (upload.state === "stored") {
    const file = { project: who.project, id };
    const read = (from: number, to: number) => storeFor(c).readBytes(file, from, to);
    const found = await inspect(read, upload.bytes, upload.name);
    const { caption } = c.req.valid("json");
    const refused = await tellUpload(c, who, id, { type: "upload.send", found, caption });
    if (refused !== undefined) return c.json({ error: refused, upload: await viewOf(c, who, id) }, 409);
  }
  // The room says itself why there is nothing to send.
  if (upload.state === "uploading") return c.json({ error: "partsMissing", upload }, 409);
  return c.json({ upload: await settled(c, who, id) });
});

files.delete("/files/:id", async (c) => {
  const one = await asked(c);
  if (one instanceof Response) return one;
  const { who, id } = one;
  if (!(await viewOf(c, who, id))) return none(c);
  const refused = await tellUpload(c, who, id, { type: "upload.cancel" });
  return refused === undefined ? c.body(null, 204) : c.json({ error: refused }, 409);
});
