import { afterEach, beforeEach, expect, test } from "vitest";
import type { FileKind } from "../../../machines/media-limits.ts";
import { whatsapp } from "../../../party/channels/whatsapp/index.ts";
import type { Outgoing, Sent } from "../../../party/channels/port.ts";
import { GraphApi, type Fault } from "../../harness/graph-api.ts";
import { world } from "./support.ts";

let api: GraphApi;
beforeEach(async () => {
  api = await GraphApi.start();
});
afterEach(() => api.stop());

const to = { phone: "34600111222", user: "ES.1" };
const saying = (text: string): Outgoing => ({ ours: "thread.7", to, what: { kind: "text", text } });
const hola = saying("hola");
const send = (outgoing: Outgoing, signal?: AbortSignal): Promise<Sent> =>
  whatsapp.send(outgoing, api.line(), world(signal));

interface FileMore {
  voice?: boolean;
  caption?: string;
  bytes?: number;
  open?: () => Promise<ReadableStream<Uint8Array>>;
}

const bytesOf = (length: number) => Uint8Array.from({ length }, (_, n) => n % 251);

function filing(kind: FileKind, type: string, more: FileMore = {}): Outgoing {
  const { voice = false, caption = "", bytes = 70_000 } = more;
  const open = more.open ?? (() => Promise.resolve(new Blob([bytesOf(bytes)]).stream()));
  const name = 'presu"puesto"\r\n2.pdf';
  return { ...hola, what: { kind: "file", caption, file: { kind, type, name, bytes, voice, open } } };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setImmediate(done));
}

/** What was accepted of the only message, without what all of them have. */
function accepted(): object {
  expect(api.accepted).toHaveLength(1);
  const { messaging_product, recipient_type, biz_opaque_callback_data, ...rest } = api.accepted[0]!.body;
  expect([messaging_product, recipient_type, biz_opaque_callback_data]).toEqual(["whatsapp", "individual", "thread.7"]);
  return rest;
}

test("a text is sent under our own id, and told by the provider's", async () => {
  const sent = await send(hola);
  expect(accepted()).toEqual({ to: to.phone, type: "text", text: { body: "hola" } });
  expect(sent).toEqual({ kind: "sent", id: api.accepted[0]!.id });
  expect(api.copies("thread.7")).toBe(1);
});

test("a link in a text is shown in advance", async () => {
  await send(saying("mira https://example.com/a"));
  expect(accepted()).toMatchObject({ text: { body: "mira https://example.com/a", preview_url: true } });
});

test("an answer names what it answers", async () => {
  await send({ ...hola, replyTo: "wamid.asked" });
  expect(accepted()).toMatchObject({ context: { message_id: "wamid.asked" } });
});

test.each([
  [{ user: "ES.1", parent: "ES.ENT.1" }, { recipient: "ES.1" }],
  [{ parent: "ES.ENT.1" }, { recipient: "ES.ENT.1" }],
  [{ phone: "34600111222" }, { to: "34600111222" }],
])("a customer is reached by what is known of them: %j", async (address, by) => {
  expect((await send({ ...hola, to: address })).kind).toBe("sent");
  expect(accepted()).toEqual({ ...by, type: "text", text: { body: "hola" } });
});

test("who has no address is not reachable, and nothing is asked", async () => {
  expect(await send({ ...hola, to: {} })).toMatchObject({
    kind: "notSent",
    retry: false,
    reason: "recipientUnreachable",
  });
  expect(api.log).toEqual([]);
});

test("a reaction is sent, and taken back", async () => {
  await send({ ...hola, what: { kind: "reaction", of: "wamid.theirs", emoji: "👍" } });
  await send({ ...hola, what: { kind: "reaction", of: "wamid.theirs", emoji: "" } });
  expect(api.accepted.map(({ body }) => body.reaction)).toEqual([
    { message_id: "wamid.theirs", emoji: "👍" },
    { message_id: "wamid.theirs", emoji: "" },
  ]);
});

test.each([
  ["image", "image/jpeg", { caption: "así" }, { caption: "así" }, "image/jpeg"],
  ["video", "video/mp4", {}, {}, "video/mp4"],
  ["audio", "audio/ogg", { voice: true }, { voice: true }, "audio/ogg"],
  ["audio", "audio/mpeg", {}, {}, "audio/mpeg"],
  [
    "document",
    "application/pdf",
    { caption: "va" },
    { caption: "va", filename: 'presu"puesto"\r\n2.pdf' },
    "application/pdf",
  ],
] as const)("a file of kind %s (%s) is uploaded whole, and sent by its id", async (kind, type, more, said, kept) => {
  expect((await send(filing(kind, type, more))).kind).toBe("sent");
  const [media] = api.media.all;
  expect(media).toMatchObject({ type: kept, name: "presu%22puesto%22%0D%0A2.pdf" });
  expect(media!.bytes.equals(bytesOf(70_000))).toBe(true);
  expect(accepted()).toEqual({ to: to.phone, type: kind, [kind]: { id: media!.id, ...said } });
});

test("sound with a caption is not sent without it", async () => {
  const sent = await send(filing("audio", "audio/mpeg", { caption: "escucha" }));
  expect(sent).toMatchObject({ kind: "notSent", retry: false, reason: "contentRefused" });
  expect(api.log).toEqual([]);
});

test("of 16 MB the first bytes arrive while the last do not exist yet", async () => {
  const bytes = 16 * 1024 * 1024;
  const piece = 64 * 1024;
  let made = 0;
  const open = () =>
    Promise.resolve(
      new ReadableStream<Uint8Array>({
        async pull(controller) {
          // Halfway it waits for the other end to have something: who reads all of it first waits for ever.
          if (made >= bytes / 2) await until(() => api.bytesArrived > 0);
          controller.enqueue(new Uint8Array(piece).fill(7));
          made += piece;
          if (made === bytes) controller.close();
        },
      }),
    );
  expect((await send(filing("video", "video/mp4", { bytes, open }))).kind).toBe("sent");
  expect(api.media.all[0]!.bytes.length).toBe(bytes);
});

// What may go wrong with the message itself.

test.each([
  ["its answer is lost on the way", { kind: "cut", accepted: true }, 1],
  ["the connection is lost before anything was done", { kind: "cut" }, 0],
  ["the provider fails after it has taken it", { kind: "down", status: 500, accepted: true }, 1],
  ["the provider fails", { kind: "down", status: 503 }, 0],
  ["the provider fails with a code", { kind: "error", code: 131000, status: 500 }, 0],
] satisfies [string, Fault, number][])("nobody knows whether it was sent where %s", async (_, fault, copies) => {
  api.fault("messages", fault);
  expect((await send(hola)).kind).toBe("unknown");
  expect(api.copies("thread.7")).toBe(copies);
  expect((await send(hola)).kind).toBe("sent");
});

test.each([
  ["and it was taken", true],
  ["and it was not", false],
])("nobody knows whether it was sent where no answer comes in time, %s", async (_, isAccepted) => {
  const giveUp = new AbortController();
  api.fault("messages", { kind: "hang", accepted: isAccepted });
  const sending = send(hola, giveUp.signal);
  await until(() => api.log.length > 0);
  giveUp.abort();
  expect((await sending).kind).toBe("unknown");
  expect(api.copies("thread.7")).toBe(isAccepted ? 1 : 0);
});

test("an answer that says neither an id nor an error leaves it unknown", async () => {
  const odd = [Response.json({ messages: [] }), new Response("<html>"), Response.json(null), Response.json([])];
  for (const answer of odd) {
    const sent = await whatsapp.send(hola, api.line(), { ...world(), fetch: () => Promise.resolve(answer) });
    expect(sent.kind).toBe("unknown");
  }
});

test("what somebody on the way refuses was not sent: later where patience was asked for, else never", async () => {
  const from = async (status: number, headers = {}) =>
    whatsapp.send(hola, api.line(), {
      ...world(),
      fetch: () => Promise.resolve(new Response("<html>", { status, headers })),
    });
  expect(await from(429, { "retry-after": "3" })).toMatchObject({
    kind: "notSent",
    retry: true,
    reason: "tooMuch",
    waitMs: 3000,
  });
  expect(await from(413)).toMatchObject({ kind: "notSent", retry: false, reason: "unknown", words: "HTTP 413" });
  expect(await from(302, { location: "http://127.0.0.1:1/" })).toMatchObject({ kind: "notSent", retry: false });
});

test("nothing that bears the token follows where an answer leads", async () => {
  const ways: unknown[] = [];
  const noting: typeof fetch = (url, init) => {
    ways.push(init?.redirect);
    return fetch(url, init);
  };
  await whatsapp.send(filing("image", "image/png"), api.line(), { ...world(), fetch: noting });
  expect(ways).toEqual(["manual", "manual"]);
});

test("a token that is good no more is told as not allowed", async () => {
  const line = api.line();
  api.token = "EAAGanotherone";
  expect(await whatsapp.send(hola, line, world())).toMatchObject({
    kind: "notSent",
    retry: false,
    reason: "notAllowed",
    code: 190,
  });
});

test.each([
  ["a text that is too long", saying("a".repeat(4097)), "contentRefused"],
  ["a caption that is too long", filing("image", "image/png", { caption: "a".repeat(1025) }), "contentRefused"],
  ["a file that it takes as nothing", filing("document", "application/zip"), "mediaProblem"],
  ["a file that is too large", filing("image", "image/png", { bytes: 5 * 1024 * 1024 + 1 }), "mediaProblem"],
] as const)("the provider refuses %s, for good", async (_, outgoing, reason) => {
  expect(await send(outgoing)).toMatchObject({ kind: "notSent", retry: false, reason });
  expect(api.accepted).toEqual([]);
});

// What may go wrong before it.

test.each([
  ["is lost", { kind: "cut" }, { retry: true, reason: "providerDown" }],
  ["is lost with its answer", { kind: "cut", accepted: true }, { retry: true, reason: "providerDown" }],
  ["fails at the provider", { kind: "down" }, { retry: true, reason: "providerDown" }],
  ["is one too many", { kind: "error", code: 130429, status: 429 }, { retry: true, reason: "tooMuch" }],
  ["is refused", { kind: "error", code: 131053 }, { retry: false, reason: "mediaProblem" }],
] satisfies [string, Fault, object][])("an upload that %s has surely not been sent", async (_, fault, is) => {
  api.fault("upload", fault);
  expect(await send(filing("image", "image/png"))).toMatchObject({ kind: "notSent", ...is });
  expect(api.accepted).toEqual([]);
  expect((await send(filing("image", "image/png"))).kind).toBe("sent");
  expect(api.copies("thread.7")).toBe(1);
});

test("a file that cannot be opened, or breaks off, has surely not been sent", async () => {
  const torn = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array(1000)),
    pull: (controller) => controller.error(new Error("torn")),
  });
  for (const open of [() => Promise.reject(new Error("no store")), () => Promise.resolve(torn)])
    expect(await send(filing("image", "image/png", { open }))).toMatchObject({ kind: "notSent", retry: true });
  expect(api.accepted).toEqual([]);
});

test("an upload that takes all the time there was is told as surely not sent", async () => {
  const giveUp = new AbortController();
  const line = api.line();
  const fetch = async (url: string, init: RequestInit) => {
    const response = await globalThis.fetch(url, { ...init, signal: null });
    giveUp.abort();
    return response;
  };
  const sent = await whatsapp.send(filing("image", "image/png"), line, { ...world(giveUp.signal), fetch });
  expect(sent).toMatchObject({ kind: "notSent", retry: true });
  expect(api.accepted).toEqual([]);
});

test("no words say the token", async () => {
  const line = api.line();
  const { accessToken } = line.secrets;
  const fetch = () => Promise.reject(new Error(`refused with ${accessToken}`));
  const words = [hola, filing("image", "image/png")].map(async (outgoing) => {
    const sent = await whatsapp.send(outgoing, line, { ...world(), fetch });
    return sent.kind === "sent" ? "" : sent.words;
  });
  expect(await Promise.all(words)).toEqual(["Error: refused with …", "Error: refused with …"]);
});

test("the customer is shown that they were read, and that somebody types", async () => {
  await whatsapp.markRead!("wamid.theirs", to, false, api.line(), world());
  await whatsapp.markRead!("wamid.theirs", to, true, api.line(), world());
  expect(api.marks).toEqual([
    { id: "wamid.theirs", typing: false },
    { id: "wamid.theirs", typing: true },
  ]);
});

test("a token that the provider quotes is in nobody's words, whole or cut off", async () => {
  const line = { ...api.line(), secrets: { ...api.line().secrets, accessToken: `EAAG${"x".repeat(400)}` } };
  const quoting = (url: string, init: RequestInit) => {
    const token = new Headers(init.headers).get("authorization")!.replace("Bearer ", "");
    return Promise.resolve(
      Response.json({ error: { code: 190, message: `Malformed access token ${token}` } }, { status: 400 }),
    );
  };
  const said = await whatsapp.send(hola, line, { ...world(), fetch: quoting });
  expect(said).toMatchObject({ kind: "notSent", reason: "notAllowed", words: "Malformed access token …" });
});
