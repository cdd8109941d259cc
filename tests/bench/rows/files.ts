/** Row 11: a file up and down through the whole centre, against a route that does nothing but hand it to the bucket. */
import { createHash, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { readPartykitConfig } from "../../harness/bundle.ts";
import { Customer, post } from "../../harness/people.ts";
import { PART_BYTES } from "../../../machines/upload-setup.ts";
import type { Options } from "../options.ts";
import { check, ratioGoal, report, startRow } from "../report.ts";
import { Child } from "../subjects/child.ts";
import { SECRET } from "../subjects/room-socket.ts";
import { abreast } from "../subjects/subject.ts";

const MB = 1024 * 1024;
/** As many parts at once as a screen sends. */
const ABREAST = 4;
const MEMORY_MAX_MB = 64;
const LOOK_EVERY_MS = 10;

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Counts what comes and keeps nothing. */
function ask(method: string, url: string, headers: Record<string, string>, body?: Uint8Array): Promise<number> {
  return new Promise((done, failed) => {
    const length: Record<string, string> = body ? { "content-length": String(body.length) } : {};
    const asked = request(url, { method, agent, headers: { ...headers, ...length } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => (bytes += chunk.length));
      response.on("error", failed);
      response.on("end", () =>
        response.statusCode! < 300 ? done(bytes) : failed(new Error(`${method} answered ${response.statusCode}`)),
      );
    });
    asked.on("error", failed);
    asked.end(body);
  });
}

/** One more customer's file, whole: how long it took to send and to read. */
class Talk {
  private constructor(
    private readonly url: string,
    private readonly thread: string,
    private readonly headers: Record<string, string>,
  ) {}

  static async begin(url: string): Promise<Talk> {
    const customer = await Customer.arrive(url, "Bench");
    await customer.write("Hola");
    customer.client.close();
    return new Talk(url, customer.id, { authorization: `Bearer ${customer.token}` });
  }

  async up(bytes: Uint8Array, hashes: readonly string[]): Promise<string> {
    const id = randomUUID();
    const file = { id, thread: this.thread, kind: "document", name: "a.txt", type: "text/plain", bytes: bytes.length };
    await this.#post("", file);
    await abreast([...hashes.entries()], ABREAST, ([n, hash]) => {
      const part = bytes.subarray(n * PART_BYTES, (n + 1) * PART_BYTES);
      return ask("PUT", `${this.url}/api/files/${id}/parts/${n}`, { ...this.headers, "x-part-sha256": hash }, part);
    });
    await this.#post(`/${id}/send`, { caption: "" });
    return id;
  }

  async address(id: string): Promise<string> {
    const { addresses } = await this.#post<{ addresses: Record<string, string> }>("/addresses", {
      thread: this.thread,
      files: [id],
    });
    return this.url + addresses[id]!;
  }

  async #post<T>(path: string, body: object): Promise<T> {
    const answer = await post(this.url, `/files${path}`, body, this.headers);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

/** How much more memory than at its beginning all processes hold at the worst moment of the work, in MB. */
async function peak(child: Child, work: () => Promise<unknown>): Promise<number> {
  const before = child.memory();
  let most = before;
  const looking = setInterval(() => (most = Math.max(most, child.memory())), LOOK_EVERY_MS);
  await work();
  clearInterval(looking);
  return (Math.max(most, child.memory()) - before) / MB;
}

async function rate(bytes: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return bytes / MB / ((performance.now() - started) / 1000);
}

export async function files(options: Options): Promise<void> {
  startRow(11, "Files: 100 MB up and down, against a bare route to the bucket in the same server");
  const bytes = Buffer.alloc((options.quick ? 12 : 100) * MB, "a line of some text that is nothing but text\n");
  const parts = Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, n) =>
    bytes.subarray(n * PART_BYTES, (n + 1) * PART_BYTES),
  );
  // As a browser has them: made while the part before is on its way, by another processor.
  const hashes = parts.map((part) => createHash("sha256").update(part).digest("hex"));
  const { parties } = readPartykitConfig();
  const vars = { TURNO_SECRET: SECRET, TURNO_DEMO: "1" };
  const centre = { main: "tests/bench/fixture/main.ts", parties, runtime: options.runtime, vars };
  const child = await Child.start("centre.ts", JSON.stringify(centre));
  const found = { up: [] as number[], down: [] as number[], floorUp: [] as number[], floorDown: [] as number[] };
  const memory: { up: number; down: number }[] = [];
  let isWhole = true;
  try {
    const { url } = child;
    const talk = await Talk.begin(url);
    const bare = (name: string) => `${url}/bench/r2/${name}`;
    // What is loaded once is loaded before.
    await talk.up(bytes.subarray(0, PART_BYTES), hashes.slice(0, 1));
    await ask("PUT", bare("warm"), {}, parts[0]);
    await ask("GET", bare("warm"), {});
    const get = async (at: string) => void (isWhole = (await ask("GET", at, {})) === bytes.length && isWhole);
    const floor = async (run: number) => {
      found.floorUp.push(await rate(bytes.length, () => ask("PUT", bare(`whole-${run}`), {}, bytes)));
      found.floorDown.push(await rate(bytes.length, () => get(bare(`whole-${run}`))));
    };
    const turno = async () => {
      let id = "";
      const up = await peak(child, async () => {
        found.up.push(await rate(bytes.length, async () => (id = await talk.up(bytes, hashes))));
      });
      const at = await talk.address(id);
      const down = await peak(child, async () => {
        found.down.push(await rate(bytes.length, () => get(at)));
      });
      memory.push({ up, down });
    };
    for (let run = 0; run < options.runs; run++) {
      // By turns. In the first run ours is first: memory that the floor had taken would not count as more.
      if (run % 2 === 0) await turno();
      await floor(run);
      if (run % 2 === 1) await turno();
    }
  } finally {
    await child.end();
  }
  const figure = (what: string, turno: number[], floor: number[]) =>
    report(ratioGoal({ row: 11, what, unit: "MB/s", turno, floor }, { least: 0.8 }));
  figure("upload", found.up, found.floorUp);
  figure("download", found.down, found.floorDown);
  for (const way of ["up", "down"] as const) {
    const values = memory.map((one) => one[way]);
    report({ row: 11, what: `more memory at the worst moment, ${way}`, unit: "MB", turno: values });
    check(11, `${way}: less than ${MEMORY_MAX_MB} MB more`, Math.max(...values) < MEMORY_MAX_MB);
  }
  check(11, "all of it came back", isWhole);
}
