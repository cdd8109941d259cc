/** Files on their way, as a screen sends them: in order, in parts, once. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Found } from "../../machines/media-limits.ts";
import type { UploadView } from "../../web/files/upload.ts";
import { Uploads } from "../../web/files/uploads.ts";
import { FilesServer } from "./support/files-server.ts";

const MB = 1024 * 1024;
const PDF = "application/pdf";
let server: FilesServer;
let queues: Uploads[];
let uninstall: () => void;
beforeEach(() => {
  server = new FilesServer();
  queues = [];
  uninstall = server.install();
});
afterEach(() => {
  queues.forEach((queue) => queue.close());
  uninstall();
});

/** Bytes of a sequence that does not repeat in a part. */
function blob(bytes: number): Blob {
  const data = new Uint8Array(bytes);
  for (let i = 0; i < bytes; i += 997) data[i] = i % 251;
  return new Blob([data], { type: PDF });
}

function queue(look: (file: Blob, name: string) => Promise<Found> = async ({ size }) => ({ type: PDF, bytes: size })) {
  let list: readonly UploadView[] = [];
  const waiting = new Set<() => void>();
  const uploads = new Uploads({
    thread: "demo_thread",
    channel: "web",
    conversation: 1,
    asking: { origin: "", headers: () => ({ "x-turno-csrf": "papers" }), renew: async () => false },
    look,
    rest: () => 5,
    onChange: (now) => {
      list = now;
      waiting.forEach((check) => check());
    },
  });
  queues.push(uploads);
  return {
    uploads,
    of: (id: string) => list.find((one) => one.id === id),
    add: (name: string, bytes = 10, caption?: string) => {
      const id = uploads.add({ file: blob(bytes), name, kind: "document", voice: false });
      if (caption !== undefined) uploads.send(id, caption);
      return id;
    },
    until: (fact: (list: readonly UploadView[]) => boolean) =>
      new Promise<void>((resolve) => {
        const check = (): void => void (fact(list) && waiting.delete(check) && resolve());
        waiting.add(check);
        check();
      }),
  };
}
const isIn = (id: string, state: UploadView["state"]) => (list: readonly UploadView[]) =>
  list.some((one) => one.id === id && one.state === state);

test("UP4 a file goes in parts of 4 MiB, at most three side by side, each byte of it once", async () => {
  const { add, until, of } = queue();
  let parts = 0;
  let third!: () => void;
  const three = new Promise<void>((resolve) => (third = resolve));
  server.gate = async (what) => {
    if (!what.startsWith("PUT")) return;
    if (++parts === 3) third();
    await three;
  };
  const id = add("a.pdf", 17 * MB, "mira");
  await until(isIn(id, "sent"));
  expect(of(id)).toMatchObject({ sent: 17 * MB, bytes: 17 * MB });
  const kept = server.files.get(id)!;
  expect([0, 1, 2, 3, 4].map((n) => kept.parts.get(n)?.length)).toEqual([4 * MB, 4 * MB, 4 * MB, 4 * MB, MB]);
  const whole = Buffer.concat([0, 1, 2, 3, 4].map((n) => kept.parts.get(n)!));
  expect(whole.equals(Buffer.from(await blob(17 * MB).arrayBuffer()))).toBe(true);
  expect(kept.caption).toBe("mira");
  expect(server.most).toBe(3);
  expect(server.heard.filter((line) => line.startsWith("PUT"))).toHaveLength(5);
});

test("twenty files are sent in the order in which they were chosen, whichever is there first", async () => {
  const { add, until } = queue();
  const names = Array.from({ length: 20 }, (_, n) => `${n}.pdf`);
  let slow!: () => void;
  const first = new Promise<void>((resolve) => (slow = resolve));
  server.gate = (what) => (what === "PUT 0 of 0.pdf" ? first : Promise.resolve());
  names.forEach((name) => add(name, 10, ""));
  await until((list) => list.filter(({ state }) => state === "stored").length === 19);
  expect(server.sent).toEqual([]);
  slow();
  await until((list) => list.every(({ state }) => state === "sent"));
  expect(server.sent).toEqual(names);
});

test("what is there already waits for nobody's word but the agent's", async () => {
  const { add, until, uploads } = queue();
  const id = add("a.pdf");
  await until(isIn(id, "stored"));
  expect(server.sent).toEqual([]);
  uploads.send(id, "");
  await until(isIn(id, "sent"));
});

test("UP3 what is not what it should be is refused before a byte has left, with what was found", async () => {
  const { add, until, of } = queue(async ({ size }) => ({ type: "image/svg+xml", bytes: size }));
  const id = add("a.pdf");
  await until(isIn(id, "failed"));
  expect(of(id)?.trouble).toMatchObject({ reason: "fileNotAsNamed", refusal: { type: "image/svg+xml" } });
  expect(server.heard).toEqual([]);
});

test("UP3 what the server finds in it later counts, and trying again is another file", async () => {
  const { add, until, of, uploads } = queue();
  const id = add("a.pdf");
  await until(isIn(id, "stored"));
  server.found = { type: "text/html", bytes: 10 };
  const kept = server.files.get(id)!;
  server.meddle = (what) => {
    if (what.startsWith("POST send")) kept.state = "failed";
    return undefined;
  };
  uploads.send(id, "");
  await until(isIn(id, "failed"));
  expect(of(id)?.trouble).toMatchObject({ reason: "fileNotAsNamed", refusal: { type: "text/html" } });
  server.meddle = () => undefined;
  uploads.retry(id);
  await until((list) => list.every(({ state }) => state === "sent"));
  expect([...server.files.keys()]).toHaveLength(2);
  expect(server.sent).toEqual(["a.pdf"]);
});

test("UP1 after an outage only the missing parts go again, under the same id", async () => {
  const { add, until, of } = queue();
  let away = false;
  server.meddle = (what) => {
    if (what === "PUT 2 of a.pdf") away = true;
    return away ? "away" : undefined;
  };
  const id = add("a.pdf", 17 * MB, "");
  await until((list) => list.some((one) => one.away));
  const before = [...server.files.get(id)!.parts.keys()];
  expect(before.length).toBeLessThan(5);
  const heard = server.heard.length;
  away = false;
  server.meddle = () => undefined;
  await until(isIn(id, "sent"));
  expect(of(id)?.away).toBeNull();
  const again = server.heard.slice(heard).filter((line) => line.startsWith("PUT"));
  expect(again.toSorted()).toEqual([0, 1, 2, 3, 4].filter((n) => !before.includes(n)).map((n) => `PUT ${n} of a.pdf`));
  expect(server.files.size).toBe(1);
});

test("GA1 what the server wants later waits, says that it is no outage, and goes on by itself", async () => {
  const { add, until, of } = queue();
  server.meddle = () => ({ status: 429, body: { error: "tooSoon" } });
  const id = add("a.pdf", MB, "");
  await until((list) => list.some(({ away }) => away === "tooSoon"));
  server.meddle = () => undefined;
  await until(isIn(id, "sent"));
  expect(of(id)?.away).toBeNull();
});

test.each(["POST of a.pdf", "PUT 0 of a.pdf", "POST send of a.pdf"])(
  "UP1 an answer that is lost makes no second copy: %s",
  async (lost) => {
    const { add, until } = queue();
    let once = true;
    server.meddle = (what) => {
      if (what !== lost || !once) return undefined;
      once = false;
      return "gone";
    };
    const id = add("a.pdf", 10, "");
    await until(isIn(id, "sent"));
    expect(server.sent).toEqual(["a.pdf"]);
    expect(server.files.size).toBe(1);
  },
);

test("a part that arrives damaged goes again", async () => {
  const { add, until } = queue();
  let times = 2;
  server.meddle = (what) =>
    what.startsWith("PUT") && times-- > 0 ? { status: 422, body: { error: "damaged" } } : undefined;
  const id = add("a.pdf", 10, "");
  await until(isIn(id, "sent"));
});

test("UP7 what the thread will not have stays, says why, and lets the next one through; asked again it goes", async () => {
  const { add, until, of, uploads } = queue();
  server.declines = (name) => (name === "a.pdf" ? "notYourConversation" : undefined);
  const first = add("a.pdf", 10, "");
  const second = add("b.pdf", 10, "");
  await until(isIn(second, "sent"));
  expect(of(first)).toMatchObject({ state: "stored", trouble: { reason: "notYourConversation" } });
  server.declines = () => undefined;
  uploads.retry(first);
  await until(isIn(first, "sent"));
  expect(server.sent).toEqual(["b.pdf", "a.pdf"]);
});

test("what is called off goes no further, is erased, and lets the next one through", async () => {
  const { add, until, uploads, of } = queue();
  let stuck!: () => void;
  const held = new Promise<void>((resolve) => (stuck = resolve));
  server.gate = async (what) => void (what.startsWith("PUT") && what.endsWith("a.pdf") && (await held));
  const first = add("a.pdf", 10, "");
  const second = add("b.pdf", 10, "");
  await until(isIn(second, "stored"));
  expect(uploads.drop(first)).toBe(true);
  await until(isIn(second, "sent"));
  stuck();
  await vi.waitFor(() => expect(server.files.get(first)?.state).toBe("cancelled"));
  expect(of(first)).toBeUndefined();
  expect(server.sent).toEqual(["b.pdf"]);
});

test("another file can take the place of one in the row", async () => {
  const { add, until, uploads } = queue();
  const ids = ["a.pdf", "b.pdf", "c.pdf"].map((name) => add(name));
  await until((list) => list.every(({ state }) => state === "stored"));
  const other = uploads.replace(ids[1]!, { file: blob(20), name: "d.pdf", kind: "document", voice: false });
  for (const id of [ids[0]!, other, ids[2]!]) uploads.send(id, "");
  await until((list) => list.every(({ state }) => state === "sent"));
  expect(server.sent).toEqual(["a.pdf", "d.pdf", "c.pdf"]);
});

test("who may not write there is told, and nothing is tried again by itself", async () => {
  const { add, until, of } = queue();
  server.meddle = (what) => (what.startsWith("POST") ? { status: 403, body: { error: "forbidden" } } : undefined);
  const id = add("a.pdf", 10, "");
  await until((list) => list.some(({ trouble }) => trouble !== null));
  expect(of(id)?.trouble?.reason).toBe("forbidden");
  expect(server.heard).toEqual(["POST of a.pdf"]);
});
