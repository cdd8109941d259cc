/** Files that the server fetches itself, and gives out, by the durable jobs of a room. */
import { createHash, randomUUID } from "node:crypto";
import { describe, expect, onTestFinished, test } from "vitest";
import { MB } from "../../machines/media-limits.ts";
import { PART_BYTES } from "../../machines/upload-setup.ts";
import type { JobOutcome } from "../../machines/push.ts";
import type { Receipt, Received } from "../../party/files/inside.ts";
import { readPartykitConfig } from "../harness/bundle.ts";
import { Customer } from "../harness/people.ts";
import type { Centre, Runtime } from "../harness/workerd.ts";
import { fileOf } from "../media/files.ts";
import { startDemo } from "./support/demo.ts";
import { Sender, read, sha256, textOf } from "./support/files.ts";
import { Provider } from "./support/provider.ts";

class Line {
  private constructor(
    readonly centre: Centre,
    readonly provider: Provider,
    readonly rosa: Customer,
  ) {}

  static async open(runtime: Runtime = "old"): Promise<Line> {
    const { parties } = readPartykitConfig();
    const main = "tests/harness/fixture/inside-main.ts";
    const centre = await startDemo({
      runtime,
      main,
      parties: { ...parties, post: "tests/harness/fixture/inside-room.ts" },
    });
    onTestFinished(() => centre.dispose());
    const rosa = await Customer.arrive(centre.url, "Rosa");
    onTestFinished(() => rosa.client.close());
    return new Line(centre, await Provider.open(), rosa);
  }

  async #post(path: string, body: object): Promise<unknown> {
    return (await fetch(this.centre.url + path, { method: "POST", body: JSON.stringify(body) })).json();
  }

  async look(): Promise<{ outcomes: Record<string, JobOutcome>; kept: string[] }> {
    return (await (await fetch(`${this.centre.url}/inside`)).json()) as never;
  }

  /** Of a file that lies with the provider. */
  said(more: Partial<Received> = {}): Received {
    const { bytes } = this.provider;
    const file = { kind: "document" as const, type: "text/plain", name: "notas.txt", bytes: bytes.length };
    return { thread: this.rosa.id, channel: "whatsapp", key: "whatsapp:1", from: { id: "rosa" }, ...file, ...more };
  }

  async ask(service: "fetch" | "give", params: object, id: string = randomUUID()): Promise<string> {
    const { url } = this.provider;
    expect(await this.#post("/inside", { id, service, params: { url, ...params } })).toMatchObject({ kind: "done" });
    return id;
  }

  async outcome(id: string): Promise<JobOutcome> {
    await expect.poll(async () => (await this.look()).outcomes[id], { timeout: 20_000 }).toBeDefined();
    return (await this.look()).outcomes[id]!;
  }

  async fetch(what: Received): Promise<Receipt> {
    const outcome = await this.outcome(await this.ask("fetch", { what }));
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
    return outcome.value as Receipt;
  }

  async give(id: string): Promise<unknown> {
    const outcome = await this.outcome(await this.ask("give", { file: { project: "demo", id } }));
    return outcome.kind === "done" ? outcome.value : outcome;
  }

  /** As the room of a thread would. */
  taken(id: string): Promise<unknown> {
    const from = { party: "conversation", room: this.rosa.id };
    const messages = [{ seq: "000000000001", event: { type: "file.taken", seq: 1 } }];
    const body = { kind: "deliver", delivery: { from, messages } };
    return this.#post("/inside/call", { to: { party: "upload", room: `demo_${id}` }, body });
  }
}

const keysOf = (id: string, parts: number) => Array.from({ length: parts }, (_, n) => `files/demo/${id}/${n}`);
const kept = (receipt: Receipt) => {
  if (receipt.kind !== "kept") throw new Error(JSON.stringify(receipt));
  return receipt.file;
};
const base64 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64");

describe("a file that the server fetches", () => {
  test("UP12 becomes a line of its thread by its own room, and the same key is the same file", async () => {
    const line = await Line.open();
    const { provider, rosa } = line;
    provider.bytes = textOf(2 * PART_BYTES + 5);
    const what = line.said({ caption: "Mis notas", sha256: base64(provider.bytes) });
    const file = kept(await line.fetch(what));
    expect(file).toEqual({
      id: file.id,
      kind: "document",
      type: "text/plain",
      name: "notas.txt",
      bytes: provider.bytes.length,
    });
    const shown = () => rosa.messages.flatMap((row) => ("file" in row ? [row as object] : []));
    await rosa.until(() => shown().length > 0);
    expect(shown()).toMatchObject([{ from: "customer", caption: "Mis notas", file }]);
    const reader = new Sender(line.centre.url, { authorization: `Bearer ${rosa.token}` }, rosa.id);
    expect(provider.bytes.equals(await read(line.centre.url, await reader.address(file.id)))).toBe(true);

    expect(kept(await line.fetch(what))).toEqual(file);
    expect(provider.asked).toEqual([0]);
    expect((await line.look()).kept).toEqual(keysOf(file.id, 3));
    await rosa.write("¿Lo tienes?");
    await rosa.until(() => rosa.texts.includes("¿Lo tienes?"));
    expect(shown()).toHaveLength(1);
    expect(kept(await line.fetch({ ...what, key: "whatsapp:2" })).id).not.toBe(file.id);
  });

  test("UP13 without a caption waits to be taken, and is then as any other that was sent", async () => {
    const line = await Line.open();
    line.provider.bytes = textOf(1000);
    const { id } = kept(await line.fetch(line.said()));
    const reader = new Sender(line.centre.url, { authorization: `Bearer ${line.rosa.token}` }, line.rosa.id);
    // It is in no line yet.
    expect((await reader.addresses(id)).addresses).toEqual({});
    await line.taken(id);
    expect(line.provider.bytes.equals(await read(line.centre.url, await reader.address(id)))).toBe(true);
    expect(kept(await line.fetch(line.said())).id).toBe(id);
  });

  test.each([
    ["old", true],
    ["current", true],
    ["old", false],
  ] as const)(
    "UP12 on the %s runtime, killed in the middle, is whole later (ranges: %s) and nothing of it is there twice",
    async (runtime, hasRanges) => {
      const line = await Line.open(runtime);
      const { provider, centre } = line;
      provider.bytes = textOf(4 * PART_BYTES + 99);
      provider.hasRanges = hasRanges;
      provider.pauseAt = 2 * PART_BYTES + 1000;
      const what = line.said({ caption: "", sha256: sha256(provider.bytes) });
      const job = await line.ask("fetch", { what });
      await expect.poll(async () => (await line.look()).kept.length).toBe(2);
      expect((await line.look()).outcomes).toEqual({});
      await centre.kill9();
      provider.goOn();
      await centre.restart();
      const outcome = await line.outcome(job);
      const { id, bytes } = kept((outcome as { value: Receipt }).value);
      expect(bytes).toBe(provider.bytes.length);
      expect(provider.asked).toEqual([0, hasRanges ? 2 * PART_BYTES : 0]);
      expect((await line.look()).kept).toEqual(keysOf(id, 5));
      await line.give(id);
      expect(provider.uploads[0]!.bytes.equals(provider.bytes)).toBe(true);
    },
  );

  test("UP12 of which another checksum was said is not kept: it is erased, and asked for again it begins anew", async () => {
    const line = await Line.open();
    const { provider } = line;
    const right = textOf(PART_BYTES + 20);
    const what = line.said({ bytes: right.length, sha256: sha256(right) });
    provider.bytes = Buffer.from(right);
    provider.bytes[100]! ^= 1;
    expect(await line.outcome(await line.ask("fetch", { what }))).toMatchObject({ kind: "failed" });
    await expect.poll(async () => (await line.look()).kept).toEqual([]);
    provider.bytes = right;
    const { id } = kept(await line.fetch(what));
    expect((await line.look()).kept).toEqual(keysOf(id, 2));
    await line.give(id);
    expect(provider.uploads[0]!.bytes.equals(right)).toBe(true);
  });

  test.each([
    ["shorter", -1, "ended before its end"],
    ["longer", 1, "more has come"],
    ["a part longer", PART_BYTES, "more has come"],
  ])("UP12 that is %s than was said is not kept", async (_, more, why) => {
    const line = await Line.open();
    line.provider.bytes = textOf(2 * PART_BYTES + more);
    const what = line.said({ bytes: 2 * PART_BYTES });
    const outcome = await line.outcome(await line.ask("fetch", { what }));
    expect(outcome).toMatchObject({ kind: "failed", reason: expect.stringContaining(why) as string });
    expect((await line.look()).kept).toHaveLength(1);
  });

  test("UP12 is not judged by what its channel would let us send, and is shown as what it is", async () => {
    const line = await Line.open();
    const take = async (name: string, kind: Received["kind"], more: Partial<Received> = {}) => {
      line.provider.bytes = Buffer.from(fileOf(name));
      const { name: _, ...said } = line.said({ kind, key: name, ...more });
      return kept(await line.fetch(said));
    };
    const heic = await take("picture.heic", "image", { type: "image/heic" });
    expect(heic).toMatchObject({ kind: "document", type: "image/heic", name: "image" });
    const sticker = await take("picture.webp", "image", { type: "image/webp" });
    expect(sticker).toMatchObject({ kind: "image", type: "image/webp", name: "image.webp" });
    const stereo = await take("sound-stereo.ogg", "audio", { type: "audio/ogg; codecs=opus", voice: true });
    expect(stereo).toMatchObject({ kind: "audio", type: "audio/ogg", name: "audio.ogg", voice: true });
    const picture = Buffer.concat([fileOf("picture.jpg"), Buffer.alloc(6 * MB)]);
    line.provider.bytes = picture;
    const large = kept(await line.fetch(line.said({ kind: "image", key: "large", name: "foto.jpg" })));
    expect(large).toMatchObject({ kind: "image", type: "image/jpeg", bytes: picture.length });
    expect(large.width).toBeGreaterThan(0);
  });

  test("UP12 that runs when it is opened, or is too large, is not kept, whoever asks how often", async () => {
    const line = await Line.open();
    line.provider.bytes = Buffer.from(fileOf("program-named.pdf"));
    const program = line.said({ name: "factura.pdf", key: "program" });
    for (let times = 0; times < 2; times++)
      expect(await line.fetch(program)).toMatchObject({ kind: "refused", reason: "fileRuns", refusal: { ok: false } });
    expect(line.provider.asked).toHaveLength(1);
    const large = line.said({ bytes: 100 * MB + 1, key: "large" });
    expect(await line.fetch(large)).toMatchObject({ kind: "refused", reason: "fileTooLarge" });
    expect(line.provider.asked).toHaveLength(1);
    await expect.poll(async () => (await line.look()).kept).toEqual([]);
  });
});

test("a file of ours is given to a provider as a stream that says how long it is; what is not there is none", async () => {
  const line = await Line.open();
  const { provider, rosa, centre } = line;
  const sender = new Sender(centre.url, { authorization: `Bearer ${rosa.token}` }, rosa.id);
  await rosa.write("Hola");
  const bytes = textOf(PART_BYTES + 77);
  const id = await sender.whole(bytes, { name: "mis notas.txt" });
  const about = { bytes: bytes.length, kind: "document", type: "text/plain", name: "mis notas.txt" };
  expect(await line.give(id)).toMatchObject(about);
  expect(provider.uploads[0]!.length).toBe(String(bytes.length));
  expect(provider.uploads[0]!.bytes.equals(bytes)).toBe(true);
  const { id: half } = await sender.begin(100);
  for (const none of [half, randomUUID()]) expect(await line.give(none)).toBeNull();
  expect(provider.uploads).toHaveLength(1);
});
