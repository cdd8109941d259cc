/** A page that is loaded anew, or lost, while files are on their way: the next one goes on with them. */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { UploadView } from "../../web/files/upload.ts";
import { Uploads } from "../../web/files/uploads.ts";
import { FilesServer } from "./support/files-server.ts";

const MB = 1024 * 1024;
const TYPE = "application/pdf";
let server: FilesServer;
let uninstall: () => void;
let pages: Page[];
beforeEach(() => {
  server = new FilesServer();
  uninstall = server.install();
  pages = [];
});
afterEach(() => {
  pages.forEach(({ uploads }) => uploads.close());
  uninstall();
});

const blob = (bytes: number): Blob => new Blob([new Uint8Array(bytes).fill(7)], { type: TYPE });
const chosen = (name: string, bytes: number) => ({ file: blob(bytes), name, kind: "document", voice: false }) as const;

/** One page, and what it keeps beyond itself. */
class Page {
  readonly kept = new Map<string, UploadView>();
  list: readonly UploadView[] = [];
  readonly #waiting = new Set<() => void>();
  readonly uploads = new Uploads({
    thread: "demo_thread",
    channel: "web",
    conversation: 1,
    asking: { origin: "", headers: () => ({}), renew: async () => false },
    look: async ({ size }) => ({ type: TYPE, bytes: size }),
    rest: () => 5,
    keep: (one) => void this.kept.set(one.id, one),
    forget: (id) => void this.kept.delete(id),
    onChange: (now) => {
      this.list = now;
      this.#waiting.forEach((check) => check());
    },
  });

  constructor() {
    pages.push(this);
  }

  of(id: string): UploadView | undefined {
    return this.list.find((one) => one.id === id);
  }

  until(fact: (page: Page) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (): void => void (fact(this) && this.#waiting.delete(check) && resolve());
      this.#waiting.add(check);
      check();
    });
  }
}

/** A page that ends with this file on its way: all of it is there but its part 1. */
async function lostWith(name: string): Promise<{ id: string; page: Page }> {
  const page = new Page();
  let reached!: () => void;
  const asked = new Promise<void>((resolve) => (reached = resolve));
  server.gate = (what) => {
    if (!what.startsWith("PUT 1 ")) return Promise.resolve();
    reached();
    return new Promise(() => {});
  };
  const id = page.uploads.add(chosen(name, 9 * MB));
  page.uploads.send(id, "mira");
  await asked;
  await page.until(() => server.files.get(id)?.parts.size === 2);
  server.gate = async () => {};
  return { id, page };
}

test("UP1 the next page goes on with what the server has: the rest of it, and one message", async () => {
  const { id, page: before } = await lostWith("a.pdf");
  expect([...before.kept.keys()]).toEqual([id]);
  server.heard.length = 0;
  const page = new Page();
  const { name, file, kind, voice, caption } = before.kept.get(id)!;
  page.uploads.goOn(id, { name, file, kind, voice }, caption);
  expect(page.of(id)).toMatchObject({ wanted: true, caption: "mira", name: "a.pdf" });
  await page.until(() => page.of(id)?.state === "sent");
  expect(server.heard).toEqual(["POST of a.pdf", "PUT 1 of a.pdf", "POST send of a.pdf"]);
  expect([...server.files.keys()]).toEqual([id]);
  expect(server.files.get(id)?.caption).toBe("mira");
});

test("UP7 one that was sent before the page was loaded is not sent again, and is kept no longer", async () => {
  const { id } = await lostWith("a.pdf");
  const its = server.files.get(id)!;
  its.state = "sent";
  its.parts = new Map([0, 1, 2].map((n) => [n, new Uint8Array()]));
  const page = new Page();
  page.kept.set(id, {} as UploadView);
  page.uploads.goOn(id, chosen("a.pdf", 9 * MB), "mira");
  page.uploads.goOn(id, chosen("a.pdf", 9 * MB), "mira");
  await page.until(({ list }) => list.length === 0);
  expect([server.sent, page.kept.size]).toEqual([[], 0]);
});

test("UP7 one that was being sent is asked after until it is there", async () => {
  const { id } = await lostWith("a.pdf");
  const its = server.files.get(id)!;
  its.state = "sending";
  its.parts = new Map([0, 1, 2].map((n) => [n, new Uint8Array()]));
  const page = new Page();
  page.uploads.goOn(id, chosen("a.pdf", 9 * MB), "mira");
  await page.until(() => server.heard.filter((what) => what === "POST send of a.pdf").length === 2);
  its.state = "sent";
  await page.until(() => page.of(id)?.state === "sent");
});

test("several go on in the order in which they were to be sent", async () => {
  const page = new Page();
  server.gate = async (what) => {
    if (what.startsWith("PUT") && what.endsWith("a.pdf")) await page.until(() => server.files.size === 3);
  };
  const ids = ["a.pdf", "b.pdf", "c.pdf"].map((name) => [crypto.randomUUID() as string, chosen(name, 10)] as const);
  for (const [id, one] of ids) page.uploads.goOn(id, one, "");
  await page.until(({ list }) => list.every(({ state }) => state === "sent"));
  expect(server.sent).toEqual(["a.pdf", "b.pdf", "c.pdf"]);
});

test("what is only looked at is not kept; what was to be sent is, until it is called off or there", async () => {
  const page = new Page();
  const { uploads, kept } = page;
  const [seen, off, there] = ["a.pdf", "b.pdf", "c.pdf"].map((name) => uploads.add(chosen(name, 10)));
  expect(kept.size).toBe(0);
  server.gate = (what) => (what.startsWith("PUT") ? new Promise(() => {}) : Promise.resolve());
  uploads.send(off!, "uno");
  uploads.send(there!, "dos");
  expect([...kept.values()].map(({ id, caption }) => [id, caption])).toEqual([
    [off, "uno"],
    [there, "dos"],
  ]);
  uploads.drop(off!);
  uploads.drop(seen!);
  expect([...kept.keys()]).toEqual([there]);
  uploads.done(there!);
  expect(kept.size).toBe(0);
});

test("one that begins anew as another file is kept as that one", async () => {
  const page = new Page();
  const id = page.uploads.add(chosen("a.pdf", 10));
  await page.until(() => page.of(id)?.state === "stored");
  server.meddle = (what) => (what.includes("send") ? { status: 409, body: { error: "uploadExpired" } } : undefined);
  page.uploads.send(id, "mira");
  await page.until(() => page.of(id)?.trouble != null);
  server.meddle = () => undefined;
  page.uploads.retry(id);
  expect(page.kept.has(id)).toBe(false);
  expect([...page.kept.values()]).toMatchObject([{ name: "a.pdf", caption: "mira", wanted: true }]);
  await page.until(({ list }) => list.every(({ state }) => state === "sent"));
});
