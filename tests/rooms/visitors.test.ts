/** Visitors of a site: who they are, for whom a site may vouch, and what they cannot reach. */
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Agent, Customer, post, signInDemo } from "../harness/people.ts";
import { readPartykitConfig } from "../harness/bundle.ts";
import type { Centre } from "../harness/workerd.ts";
import { Browser, PASSWORD, give, works } from "./support/browser.ts";
import { startDemo } from "./support/demo.ts";

let centre: Centre;
let key: string;
beforeAll(async () => {
  const { parties } = readPartykitConfig();
  centre = await startDemo({ main: "tests/harness/fixture/with-accounts.ts", parties });
});
afterAll(() => centre.dispose());

let people = 0;
async function member(role: string): Promise<Browser> {
  const email = `${role}${people++}@example.com`;
  await give(centre, email, { membership: works({ role, person: `demo_${role}` }) });
  const browser = new Browser(centre.url);
  await browser.signIn(email, PASSWORD);
  return browser;
}

interface Became {
  me: { id: string; name?: string };
  token: string;
  vouched: boolean;
  error?: string;
}

async function become(user?: object, headers: Record<string, string> = {}): Promise<Became & { status: number }> {
  const response = await post(centre.url, "/visitors", { project: "demo", ...(user ? { user } : {}) }, headers);
  return { status: response.status, ...((await response.json()) as Became) };
}

/** As `docs/widget.md` says that a site does it. */
const sign = (id: string, by = key): string => createHmac("sha256", by).update(id).digest("hex");
const known = (id: string) => ({ id, signature: sign(id) });

describe("before its project has a key", () => {
  test("a user who is named is a visitor like any other", async () => {
    const [one, other] = [await become({ id: "u-1", signature: "0".repeat(64) }), await become({ id: "u-1" })];
    expect([one.status, one.vouched, other.vouched]).toEqual([200, false, false]);
    expect(one.me.id).toMatch(/^demo_[0-9a-f]{32}$/);
    expect(other.me.id).not.toBe(one.me.id);
  });

  test("an administrator reads that there is none", async () => {
    const admin = await member("administrator");
    expect((await admin.get("/project/widget-key")).body).toEqual({ at: null });
  });

  test("the shop of the demo has one made, and vouches with it for its user as any site's server would, and for nobody else", async () => {
    const sign = async () => (await (await post(centre.url, "/demo/shop-user", {})).json()) as Record<string, string>;
    const rosa = await sign();
    expect(rosa).toMatchObject({
      id: "rosa",
      name: "Rosa Vidal",
      signature: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(await sign()).toEqual(rosa);
    expect(await become(rosa)).toMatchObject({ status: 200, vouched: true, me: { name: "Rosa Vidal" } });
    expect(await become({ ...rosa, id: "marta" })).toEqual({ status: 403, error: "signatureInvalid" });
  });
});

describe("the widget's key", () => {
  test("WK1 is shown to an administrator once, and nowhere else", async () => {
    const admin = await member("administrator");
    const { status, body, headers } = await admin.post<{ key: string; at: number }>("/project/widget-key");
    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(body.key).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Math.abs(body.at - Date.now())).toBeLessThan(60_000);
    expect((await admin.get("/project/widget-key")).body).toEqual({ at: body.at });
    expect(centre.logs().join("\n")).not.toContain(body.key);
    ({ key } = body);
  });

  test.each(["agent", "supervisor", "auditor"])("WK1 is no business of who is %s", async (role) => {
    const browser = await member(role);
    for (const method of ["GET", "POST"])
      expect(await browser.ask(method, "/project/widget-key", method === "POST" ? {} : undefined)).toMatchObject({
        status: 403,
        body: { error: "forbidden" },
      });
  });

  test("is nothing for who has not signed in, or whose page is not ours", async () => {
    const nobody = new Browser(centre.url);
    expect((await nobody.get("/project/widget-key")).status).toBe(401);
    expect((await nobody.post("/project/widget-key")).status).toBe(401);
    const admin = await member("administrator");
    admin.csrf = "made-up";
    expect((await admin.post("/project/widget-key")).status).toBe(403);
    expect((await become(known("u-0"))).vouched).toBe(true);
  });
});

describe("a user for whom their site vouches", () => {
  test("has one thread, on every device, and no other user has it", async () => {
    const [phone, laptop] = [await become({ ...known("u-1"), name: " Rosa " }), await become(known("u-1"))];
    expect(phone).toMatchObject({ status: 200, vouched: true, me: { name: "Rosa" } });
    expect(phone.me.id).toMatch(/^demo_u[0-9a-f]{40}$/);
    expect(laptop.me.id).toBe(phone.me.id);
    expect((await become(known("u-2"))).me.id).not.toBe(phone.me.id);
  });

  test("reads on one device what was written on another", async () => {
    const writes = await Customer.arrive(centre.url, "Rosa", "demo", known("u-3"));
    await writes.write("Hola");
    const reads = await Customer.arrive(centre.url, "Rosa", "demo", known("u-3"));
    await reads.until(() => reads.messages.some((row) => row.kind === "text" && row.text === "Hola"));
    for (const one of [writes, reads]) one.client.close();
  });

  test("CV29 is shown to agents as one, and a visitor who takes the same name is not", async () => {
    const marta = await Agent.signIn(centre.url, "demo_marta");
    const [real, other] = [
      await Customer.arrive(centre.url, "Rosa", "demo", known("u-4")),
      await Customer.arrive(centre.url, "Rosa"),
    ];
    for (const [customer, vouched] of [
      [real, true],
      [other, false],
    ] as const) {
      await customer.write("Hola");
      const thread = marta.thread(customer.id);
      await thread.until(() => marta.threadView(customer.id) !== undefined);
      expect(marta.threadView(customer.id)!.customer).toMatchObject({ name: "Rosa", vouched });
    }
    for (const one of [real, other]) one.client.close();
    marta.vanish();
  });

  test.each([
    ["none", () => ""],
    ["one of another user", () => sign("u-2")],
    ["one under another key", () => sign("u-1", "another key")],
    ["one in capitals", () => sign("u-1").toUpperCase()],
    ["one that is cut short", () => sign("u-1").slice(0, 63)],
    ["one that goes on", () => `${sign("u-1")}0`],
  ])("is not believed with a signature that is wrong: %s", async (_what, signature) => {
    expect(await become({ id: "u-1", signature: signature() })).toEqual({ status: 403, error: "signatureInvalid" });
  });

  test("may have an id like that of any system", async () => {
    for (const id of ["7", "rosa@example.com", "a b", "ñandú", "../../demo", "x".repeat(200)])
      expect((await become(known(id))).vouched, id).toBe(true);
    for (const id of ["", "x".repeat(201), "a\0b"])
      expect(await become(known(id)), id).toEqual({ status: 400, error: "malformed" });
  });

  test("is an unknown visitor where the site does not name them", async () => {
    expect(await become({ name: "Rosa" })).toMatchObject({ status: 200, vouched: false, me: { name: "Rosa" } });
  });

  test("gets a token for a day, an unknown visitor one for thirty", async () => {
    const days = ({ token }: Became) => {
      const { exp } = JSON.parse(atob(token.split(".")[1]!)) as { exp: number };
      return Math.round((exp - Date.now() / 1000) / 86_400);
    };
    expect([days(await become(known("u-1"))), days(await become())]).toEqual([1, 30]);
  });

  test("WK1 is known by the newest key only, and has the same thread with it", async () => {
    const before = await become(known("u-1"));
    const old = key;
    ({ key } = (await (await member("administrator")).post<{ key: string }>("/project/widget-key")).body);
    expect((await become({ id: "u-1", signature: sign("u-1", old) })).error).toBe("signatureInvalid");
    expect((await become(known("u-1"))).me.id).toBe(before.me.id);
  });
});

describe("at one address of the network", () => {
  test("GA1 sixty may come at once, and then one after the other, unless their site vouches for them", async () => {
    const from = { "cf-connecting-ip": "192.0.2.77" };
    const asked = await Promise.all(Array.from({ length: 70 }, () => become(undefined, from)));
    const statuses = asked.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    const other = { "cf-connecting-ip": "192.0.2.78" };
    for (let n = 0; n < 62; n++) expect((await become(known("u-1"), other)).status).toBe(200);
    expect((await become(undefined, other)).status).toBe(200);
  });
});

test("a visitor gets a ticket for their own thread only, and hears the same of whatever else there is or is not", async () => {
  const [mine, theirs] = [await become(known("u-1")), await become(known("u-2"))];
  const anonymous = await become();
  await signInDemo(centre.url, "demo_ana");
  const elsewhere = [
    ["conversation", theirs.me.id],
    ["conversation", anonymous.me.id],
    ["conversation", "demo_never"],
    ["conversation", "other_never"],
    ["queue", "demo"],
    ["queue", "never"],
    ["project", "demo"],
    ["agent", "demo_ana"],
    ["agent", "demo_never"],
    ["agent", mine.me.id],
    ["account", `a${"0".repeat(40)}`],
    ["gate", "g00"],
    ["directory", "main"],
    ["post", "local"],
  ];
  const headers = { authorization: `Bearer ${mine.token}` };
  const own = { party: "conversation", room: mine.me.id };
  expect((await post(centre.url, "/tickets", { rooms: [own] }, headers)).status).toBe(200);
  for (const [party, room] of elsewhere) {
    const one = await post(centre.url, "/tickets", { rooms: [{ party, room }] }, headers);
    const several = await post(centre.url, "/tickets", { rooms: [own, { party, room }] }, headers);
    for (const answer of [one, several])
      expect([room, answer.status, await answer.json()]).toEqual([room, 403, { error: "forbidden" }]);
  }
});
