/** Bodies and headers that no page of ours sends, to every route that reads one. Promises: docs/security.md. */
import { readFileSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import Database from "libsql";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD } from "./support/browser.ts";
import { SECRET } from "./support/demo.ts";
import { rawRequest, type Said } from "./support/raw-request.ts";
import { asks, turnedAway, address } from "./support/raw-socket.ts";
import { routes, type Named } from "./support/routes.ts";
import { anything, spoilt } from "./support/spoilt.ts";
import { World } from "./support/two-projects.ts";

const BODY_MAX_BYTES = 16_384;

let world: World;
let persist: string;
beforeAll(async () => {
  persist = await mkdtemp(join(tmpdir(), "turno-attacks-"));
  world = await World.begin({ persist });
});
afterAll(async () => {
  await world.end();
  await rm(persist, { recursive: true, force: true });
});
afterEach(() => world.goesOn());

/** With everything that one needs to be heard: what is wrong is the body alone. */
function send(route: Named, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Said> {
  const { john } = world.browsers;
  const papers = { cookie: john.cookie, "x-turno-csrf": john.csrf, origin: world.centre.url };
  const type = { "content-type": "application/json" };
  return rawRequest(world.centre.url, route.method, `/api${route.path}`, { ...papers, ...type, ...headers }, body);
}

const LEAK = /\.(?:ts|js|mjs):\d+|\bat \w+ \(|\b\w*Error\b|TURNO_SECRET|undefined is not|Cannot read/;
const MALFORMED = [400, '{"error":"malformed"}'];
const withBody = routes.filter(({ body }) => body);
const short = ({ status, text }: Said) => [status, text];

describe.each(withBody)("$name", (route) => {
  test.each<[string, string | Uint8Array]>([
    ["nothing", ""],
    ["no JSON", "{"],
    ["null", "null"],
    ["a number", "17"],
    ["a text", '"hola"'],
    ["a list", "[]"],
    ["an empty object", "{}"],
    ["nothing but names that every object has", '{"__proto__":{"email":"x"},"constructor":{"prototype":{}}}'],
    ["lists within lists, eight thousand deep", "[".repeat(8_000)],
    ["lists within lists, eight thousand deep, and all of them closed", "[".repeat(8_000) + "]".repeat(8_000)],
    ["objects within objects", '{"a":'.repeat(2_500) + "1" + "}".repeat(2_500)],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d])],
    ["bytes of UTF-16", Buffer.from("\ufeff{}", "utf16le")],
    ["zeros", new Uint8Array(100)],
  ])("takes no body that is %s", async (_, body) => {
    expect(short(await send(route, body))).toEqual(MALFORMED);
  });

  test("takes no field that is of another kind, and nothing that is too long", async () => {
    for (const field of Object.keys(route.body!))
      for (const value of [null, 17, true, {}, [null], "x".repeat(12_000), { toString: "x" }]) {
        // A number for a number is none of these.
        if (["number", "boolean"].includes(typeof value) && typeof value === typeof route.body![field]) continue;
        if (field === route.named && typeof value === "object" && value !== null && !Array.isArray(value)) continue;
        const answer = await send(route, JSON.stringify({ ...route.body, [field]: value }));
        expect([field, value, ...short(answer)]).toEqual([field, value, ...MALFORMED]);
      }
  });

  test.each(["text/plain", "text/json+x", "application/xml", "", "application/x-www-form-urlencoded"])(
    "reads nothing that is called %j",
    async (type) => {
      const answer = await send(route, JSON.stringify(route.body), { "content-type": type });
      expect(short(answer)).toEqual(MALFORMED);
    },
  );

  test("reads no more than 16 KiB", async () => {
    const body = JSON.stringify({ ...route.body, more: "x".repeat(BODY_MAX_BYTES) });
    expect(short(await send(route, body))).toEqual([413, '{"error":"too large"}']);
  });
});

test("whatever is in the fields of a body, or beside them, it is answered with data, and never by a fault of ours", async () => {
  // Of those that check a password, fewer: each costs a quarter of a second, and that is meant.
  const light = withBody.filter(({ path }) => !/password|sign-in$|second-factor|setup|accept|finish/.test(path));
  const of = (among: readonly Named[], numRuns: number) => {
    const asked = fc.constantFrom(...among).chain((route) => {
      const fields = fc.record(Object.fromEntries(Object.keys(route.body!).map((field) => [field, spoilt(field)])));
      return fc.tuple(
        fc.constant(route),
        fc.oneof({ weight: 3, arbitrary: fields }, { weight: 1, arbitrary: anything }),
      );
    });
    return fc.sample(asked, { numRuns, seed: 20_261_123 });
  };
  const statuses = new Set<number>();
  for (const [route, body] of [...of(light, 250), ...of(withBody, 100)]) {
    const answer = await send(route, JSON.stringify(body));
    statuses.add(answer.status);
    expect([route.name, body, answer.status < 500, LEAK.test(answer.text)]).toEqual([route.name, body, true, false]);
    expect(typeof JSON.parse(answer.text)).toBe("object");
  }
  expect([...statuses]).toEqual(expect.arrayContaining([400, 403]));
});

test("headers as large as the runtime lets through, and cookies of any kind, are answered like any others", async () => {
  const me = routes.find(({ name }) => name === "GET /devices")!;
  const long = "x".repeat(6_000);
  const all: Record<string, string>[] = [
    { cookie: `turno_session=${long}` },
    { cookie: `${long}=1; turno_session=%ff%fe; turno_session=` },
    { cookie: "turno_session=%; __proto__=x; constructor=y; turno_device=~~~~" },
    { cookie: ";;;=;;=" },
    { cookie: "", authorization: `Bearer ${long}` },
    { cookie: "", "cf-connecting-ip": long, "user-agent": long, "accept-language": long },
  ];
  for (const headers of all) expect(short(await send(me, "", headers))).toEqual([401, '{"error":"signedOut"}']);
  const visitors = routes.find(({ name }) => name === "POST /visitors")!;
  for (const ip of [long, "__proto__", "::", ":::::", "::ffff:1.2.3.4", "fe80::1%eth0", "\u00e9"]) {
    const answer = await send(visitors, JSON.stringify(visitors.body), { "cf-connecting-ip": ip });
    expect([ip, ...short(answer)]).toEqual([ip, 404, '{"error":"projectUnknown"}']);
  }
});

/** How many keys the rooms of each party have stored. A room that was only asked has a file on this machine, with nothing in it. */
function stored(): Record<string, number> {
  const folders = join(persist, "party");
  const keysOf = (file: string): number => {
    const database = new Database(file, { readonly: true });
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE name = '_cf_KV'").all();
    const [row] =
      tables.length === 0 ? [] : (database.prepare("SELECT count(*) AS n FROM _cf_KV").all() as [{ n: number }]);
    database.close();
    return row?.n ?? 0;
  };
  const counts = readdirSync(folders).map((folder): [string, number] => {
    const files = readdirSync(join(folders, folder)).filter((file) => file.endsWith(".sqlite"));
    const keys = files.map((file) => keysOf(join(folders, folder, file)));
    return [/^-?(\w+)DO$/.exec(folder)?.[1] ?? folder, keys.reduce((sum, n) => sum + n, 0)];
  });
  return Object.fromEntries(counts);
}

const find = (name: string) => routes.find((route) => route.name === name)!;

test("rooms that are only asked for, by whoever may not, store nothing; only gates count", async () => {
  const before = stored();
  expect(before["account"]).toBeGreaterThan(0);
  for (let n = 0; n < 5; n++) {
    const nobody = `a${String(n).repeat(40)}`;
    const room = `demo_made-up-${n}`;
    const { url } = world.centre;
    const tries: [string, object][] = [
      ["POST /sign-in", { email: `made-up-${n}@example.com`, password: "x".repeat(12) }],
      ["POST /recovery", { email: `made-up-${n}@example.com` }],
      ["POST /recovery/finish", { link: `${nobody}.${"A".repeat(43)}`, password: "x".repeat(12) }],
      ["POST /sign-in/code", { attempt: `${nobody}.${"A".repeat(22)}`, code: "000000" }],
      ["POST /invitation/look", { link: `made-up-${n}_x.${"A".repeat(43)}` }],
      ["POST /visitors", { project: `made-up-${n}` }],
      ["POST /demo/sign-in", { person: `demo_nobody-${n}` }],
      ["POST /tickets", { rooms: [{ party: "conversation", room: `other_made-up-${n}` }] }],
    ];
    for (const [name, body] of tries) await send(find(name), JSON.stringify(body));
    await asks(world.centre, world.rosa.token, { party: "conversation", room });
    await turnedAway(world.centre, address({ party: "conversation", room }, "x"));
    await turnedAway(world.centre, address({ party: "account", room: nobody }, "x"));
    await fetch(`${url}/parties/queue/made-up-${n}`, { method: "POST", body: "{}" });
  }
  const after = stored();
  expect(Object.keys(after)).toEqual(Object.keys(before));
  for (const [party, keys] of Object.entries(after))
    if (party !== "gate") expect([party, keys <= before[party]!]).toEqual([party, true]);
  expect(after["gate"]).toBeGreaterThan(before["gate"]!);
});

test("GA1 who is told to wait and goes on trying fills nothing", async () => {
  const attempt = async (): Promise<number> => {
    const body = { email: "somebody@example.com", password: "another password" };
    return (await send(find("POST /sign-in"), JSON.stringify(body))).status;
  };
  const first = await Promise.all(Array.from({ length: 12 }, attempt));
  expect(first.filter((status) => status === 429)).not.toEqual([]);
  const before = stored();
  const statuses = await Promise.all(Array.from({ length: 40 }, attempt));
  const told = statuses.filter((status) => status === 429).length;
  expect(told).toBeGreaterThan(30);
  // Each that was let through is counted by its step in the room's log, and by nothing else.
  const grown = Object.entries(stored()).reduce((sum, [party, keys]) => sum + Math.max(0, keys - before[party]!), 0);
  expect(grown).toBeLessThanOrEqual(statuses.length - told);
});

test("neither a copy of the disk nor the log holds anything that opens a door", async () => {
  const { browsers, rosa } = world;
  const ticket = await world.ticket(browsers.luis, { party: "queue", room: "demo" });
  const secrets = [SECRET, PASSWORD, rosa.token, ticket, ticket.split(".")[2]!];
  for (const browser of Object.values(browsers)) {
    secrets.push(browser.csrf);
    for (const cookie of browser.cookies.values()) secrets.push(cookie, cookie.split(".").at(-1)!);
  }
  const files = readdirSync(persist, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const disk = Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
  // What is looked for would be found: here is something that is kept, and something that is logged.
  expect(disk.includes("Un secreto de la otra tienda")).toBe(true);
  const log = world.centre.logs().join("\n");
  expect(log).toContain("signIn.proved");
  for (const secret of secrets)
    expect([secret, disk.includes(secret), log.includes(secret)]).toEqual([secret, false, false]);
  expect(log).not.toContain("Un secreto");
});
