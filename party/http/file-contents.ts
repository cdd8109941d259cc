/** Files on their way out: addresses for whoever may read their thread, and what is behind them. */
import { Hono } from "hono";
import { addressOf, goodUntil, readAddress, type Served } from "../files/addresses.ts";
import { hasIt, mayRange, rangeOf, type Range } from "../files/range.ts";
import { servedAs } from "../files/serving.ts";
import { fileBodies } from "../protocol/files.ts";
import { ask, secretFor, validate, type Asked, type Env } from "./context.ts";
import { storeErrors, storeFor, type ThreadFiles } from "./files.ts";
import { mayEnter } from "./identity.ts";
import { isForeign } from "./session.ts";
import { whoAsks } from "./tickets.ts";
import { sentFile } from "./upload-room.ts";

export const fileContents = new Hono<Env>();
fileContents.onError(storeErrors);

/** Nothing in a file runs, loads or asks, wherever it is opened. */
const NOTHING_RUNS = "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fileContents.post("/files/addresses", validate(fileBodies.addresses), async (c) => {
  c.header("cache-control", "no-store");
  if (isForeign(c)) return c.json({ error: "forbidden" }, 403);
  const who = await whoAsks(c);
  if (who instanceof Response) return who;
  const { thread, files } = c.req.valid("json");
  const at = { party: "conversation", room: thread };
  const said = mayEnter(who, at) ? ((await ask(c, at, { type: "files", by: who })) as ThreadFiles) : null;
  if (!said?.mayRead) return c.json({ error: "forbidden" }, 403);
  const until = goodUntil(Date.now());
  const { project } = who;
  const given = files.map(async (id): Promise<[string, string][]> => {
    const file = await sentFile(c, who, id);
    // What is no file of this thread, or not any more, has none: which of the two, nobody is told.
    if (file?.thread !== thread) return [];
    return [[id, await addressOf(secretFor(c), { project, id, ...file }, until)]];
  });
  return c.json({ addresses: Object.fromEntries((await Promise.all(given)).flat()), until });
});

fileContents.get("/files/:id/content/:name", async (c) => {
  const { id, name } = c.req.param();
  const read = await readAddress(secretFor(c), { id, name, token: c.req.query("t") ?? "" }, Date.now());
  if (!read.ok) return c.json({ error: read.why }, 403);
  const { file, until } = read;
  const { bytes } = file;
  const etag = `"${id}"`;
  const headers = {
    "content-security-policy": NOTHING_RUNS,
    "cache-control": `private, max-age=${Math.floor((until - Date.now()) / 1000)}, immutable, no-transform`,
    "accept-ranges": "bytes",
    etag,
  };
  if (hasIt(c.req.header("if-none-match"), etag)) return c.body(null, 304, headers);
  const isRange = c.req.method === "GET" && mayRange(c.req.header("if-range"), etag);
  const wanted = isRange ? rangeOf(c.req.header("range"), bytes) : undefined;
  if (wanted === null)
    return c.json({ error: "noSuchRange" }, 416, { "content-range": `bytes */${bytes}`, "cache-control": "no-store" });
  return content(c, file, wanted, headers);
});

async function content(
  c: Asked,
  file: Served,
  wanted: Range | undefined,
  headers: Record<string, string>,
): Promise<Response> {
  const { bytes, type, name } = file;
  const { from, to } = wanted ?? { from: 0, to: bytes };
  const isHead = c.req.method === "HEAD";
  const stream = await storeFor(c).readRange(file, from, isHead ? 1 : to);
  if (!stream) return c.json({ error: "gone" }, 410, { "cache-control": "no-store" });
  if (isHead) await stream.cancel();
  const served = {
    ...headers,
    ...servedAs(type, name),
    "content-length": String(to - from),
    ...(wanted ? { "content-range": `bytes ${from}-${to - 1}/${bytes}` } : {}),
  };
  return new Response(isHead ? null : stream, { status: wanted ? 206 : 200, headers: served });
}
