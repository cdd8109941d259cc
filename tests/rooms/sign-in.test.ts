import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPartykitConfig } from "../harness/bundle.ts";
import type { Centre } from "../harness/workerd.ts";
import { Browser, PASSWORD, give, letters, works } from "./support/browser.ts";
import { startDemo } from "./support/demo.ts";

let centre: Centre;
beforeAll(async () => {
  const { parties } = readPartykitConfig();
  centre = await startDemo({ main: "tests/harness/fixture/with-accounts.ts", parties });
});
afterAll(() => centre.dispose());

let people = 0;
const nobody = () => `person${people++}@example.com`;

/** Somebody new, who has a password, and their browser. */
async function someone(more?: Parameters<typeof give>[2]): Promise<{ email: string; browser: Browser }> {
  const email = nobody();
  await give(centre, email, more);
  return { email, browser: new Browser(centre.url) };
}

const count = <T>(values: readonly T[], value: T): number => values.filter((one) => one === value).length;

describe("signing in", () => {
  test("AC4 with the right password it begins a session for the person's project", async () => {
    const { email, browser } = await someone();
    const entered = await browser.signIn(`  ${email.toUpperCase()} `, PASSWORD);
    expect(entered.status).toBe(200);
    expect(entered.body.me).toMatchObject({ role: "agent", id: "demo_ana", project: "demo", name: "Ana García" });
    const { body, headers } = await browser.get("/me");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toMatchObject({
      me: { id: "demo_ana" },
      account: { email, factor: "off", codes: 0, hasPassword: true },
      projects: [{ id: "demo", name: "Tienda Demo", person: "demo_ana", role: "agent", disabled: false, chosen: true }],
      csrf: browser.csrf,
    });
  });

  test("the cookie is for the server alone, and what it holds is nowhere in the storage of a log", async () => {
    const { email, browser } = await someone();
    const { headers } = await browser.signIn(email, PASSWORD);
    const lines = headers.getSetCookie();
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).toMatch(/; HttpOnly/);
      expect(line).toMatch(/; SameSite=Lax/);
      expect(line).toMatch(/; Path=\//);
    }
    const secret = browser.cookies.get("turno_session")!.split(".").at(-1)!;
    expect(centre.logs().join("\n")).not.toContain(secret);
    expect(centre.logs().join("\n")).not.toContain(PASSWORD);
  });

  test("AC1 with a wrong password, and without an account, the answer is the same in every byte but the date", async () => {
    const { email } = await someone();
    const answers = await Promise.all(
      [email, nobody()].map(async (address) => {
        const { status, body, headers } = await new Browser(centre.url).signIn(address, "another-password");
        const kept = [...headers].filter(([name]) => name !== "date");
        return { status, body, kept };
      }),
    );
    expect(answers[0]).toMatchObject({ status: 401, body: { error: "wrongSignIn" } });
    expect(answers[1]).toEqual(answers[0]);
  });

  test("a password that was stored too cheaply is stored anew, and goes on to be right", async () => {
    const { email, browser } = await someone({ cheap: true });
    expect((await browser.signIn(email, PASSWORD)).status).toBe(200);
    await expect.poll(() => centre.logs().join("\n")).toMatch(/password\.rehashed/);
    expect((await browser.signIn(email, PASSWORD)).status).toBe(200);
  });

  test.each([
    {},
    { email: "x" },
    { email: "x", password: 7 },
    { email: "x".repeat(300), password: "x" },
    { email: "x", password: "x".repeat(1001) },
    { email: "x", password: "x", more: 1 },
  ])("what is no sign-in is malformed: %j", async (body) => {
    expect(await new Browser(centre.url).post("/sign-in", body)).toMatchObject({
      status: 400,
      body: { error: "malformed" },
    });
  });
});

describe("a gate", () => {
  test("GA1 GA2 lets exactly five of fifty wrong passwords through that come at once, and tells the rest how long to wait", async () => {
    const { email } = await someone();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => new Browser(centre.url).signIn(email, "another-password")),
    );
    const statuses = answers.map(({ status }) => status);
    expect([count(statuses, 401), count(statuses, 429)]).toEqual([5, 45]);
    for (const { body, headers } of answers.filter(({ status }) => status === 429)) {
      expect(body).toEqual({ error: "tooSoon", waitMs: expect.any(Number) as number });
      expect(body.waitMs).toBeGreaterThan(0);
      expect(body.waitMs).toBeLessThanOrEqual(1000);
      expect(headers.get("retry-after")).toBe("1");
    }
  });

  test("GA1 counts for an address that has no account as for one that has", async () => {
    const address = nobody();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => new Browser(centre.url).signIn(address, "another-password")),
    );
    expect(
      count(
        answers.map(({ status }) => status),
        429,
      ),
    ).toBe(3);
  });

  test("GA3 makes nobody wait who signs in rightly, however often", async () => {
    const { email, browser } = await someone();
    for (let n = 0; n < 7; n++) {
      browser.cookies.clear();
      expect((await browser.signIn(email, PASSWORD)).status).toBe(200);
    }
  });

  test("GA6 lets the owner in by a browser that they have used before, whatever strangers do", async () => {
    const { email, browser } = await someone();
    await browser.signIn(email, PASSWORD);
    await browser.post("/sign-out");
    const strangers = Array.from({ length: 12 }, () => new Browser(centre.url).signIn(email, "another-password"));
    const [owner, ...answers] = await Promise.all([browser.signIn(email, PASSWORD), ...strangers]);
    expect(owner.status).toBe(200);
    expect(answers.map(({ status }) => status)).toContain(429);
  });

  test("GA1 GA6 makes an address of the network wait that tries many accounts, and nobody else", async () => {
    const victims = await Promise.all(Array.from({ length: 8 }, () => someone()));
    const { email, browser: owner } = victims[0]!;
    const from = { "cf-connecting-ip": "192.0.2.9" };
    const home = new Browser(centre.url, from);
    await home.signIn(email, PASSWORD);
    const began = Date.now();
    const tries = Array.from({ length: 40 }, (_, n) =>
      new Browser(centre.url, from).signIn(victims[n % victims.length]!.email, "another-password"),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    // Thirty passwords take a while on a busy machine: one more may be tried after a second, another two seconds later.
    const late = Math.floor(Math.log2(1 + (Date.now() - began) / 1000));
    const passed = count(statuses, 401);
    expect([passed >= 30, passed <= 30 + late, passed + count(statuses, 429)]).toEqual([true, true, 40]);
    expect((await home.signIn(email, PASSWORD)).status).toBe(200);
    expect((await owner.signIn(nobody(), PASSWORD)).status).toBe(401);
  });

  test("GA6 believes in no browser whose cookie was made up or is of another account", async () => {
    const { email } = await someone();
    const other = await someone();
    await other.browser.signIn(other.email, PASSWORD);
    const device = other.browser.cookies.get("turno_device")!;
    const [, id, signature] = device.split(".");
    await new Browser(centre.url).signIn(email, "another-password");
    const forged = [device, `a${"0".repeat(40)}.${id}.${signature}`, `x~${device}~`, "~"];
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => {
        const browser = new Browser(centre.url);
        browser.cookies.set("turno_device", forged[n % forged.length]!);
        return browser.signIn(email, "another-password");
      }),
    );
    // With the one above, five in all: each of them counts for the account.
    expect(
      count(
        answers.map(({ status }) => status),
        401,
      ),
    ).toBe(4);
  });
});

describe("who is signed in", () => {
  test("AC8 signs out here, and is in elsewhere", async () => {
    const { email, browser } = await someone();
    const phone = new Browser(centre.url);
    await browser.signIn(email, PASSWORD);
    await phone.signIn(email, PASSWORD);
    const stolen = new Browser(centre.url);
    for (const [name, value] of browser.cookies) stolen.cookies.set(name, value);
    expect((await browser.post("/sign-out")).status).toBe(200);
    expect(browser.cookies.has("turno_session")).toBe(false);
    expect([await stolen.isIn(), await phone.isIn()]).toEqual([false, true]);
  });

  test("AC8 signs out everywhere", async () => {
    const { email, browser } = await someone();
    const phone = new Browser(centre.url);
    await browser.signIn(email, PASSWORD);
    await phone.signIn(email, PASSWORD);
    expect((await phone.post("/sign-out-everywhere")).status).toBe(200);
    expect([await browser.isIn(), await phone.isIn()]).toEqual([false, false]);
  });

  test("AC6 sees the browsers in which they are, and may sign out of one", async () => {
    const { email } = await someone();
    const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    const laptop = new Browser(centre.url, { "user-agent": userAgent });
    const phone = new Browser(centre.url);
    await laptop.signIn(email, PASSWORD);
    await phone.signIn(email, PASSWORD);
    const { body } = await phone.get<{ devices: { id: string; device: string; current: boolean }[] }>("/devices");
    expect(body.devices).toHaveLength(2);
    expect(body.devices).toContainEqual(expect.objectContaining({ device: "", current: true }));
    expect(body.devices).toContainEqual(expect.objectContaining({ device: "Firefox · Linux", current: false }));
    expect(JSON.stringify(body)).not.toMatch(/hash|previous/);
    const { id } = body.devices.find(({ current }) => !current)!;
    const stranger = await someone();
    await stranger.browser.signIn(stranger.email, PASSWORD);
    expect((await stranger.browser.ask("DELETE", `/devices/${id}`)).status).toBe(200);
    expect(await laptop.isIn()).toBe(true);
    expect((await phone.ask("DELETE", `/devices/${id}`)).status).toBe(200);
    expect([await laptop.isIn(), await phone.isIn()]).toEqual([false, true]);
  });

  test("AC13 chooses a project of theirs, and no other", async () => {
    const { email, browser } = await someone();
    const other = works({ project: "other", projectName: "Otra", person: "other_ana" });
    await give(centre, email, { password: "", membership: other });
    expect((await browser.signIn(email, PASSWORD)).body.me).toBeNull();
    expect((await browser.post("/tickets", { rooms: [{ party: "queue", room: "demo" }] })).body).toEqual({
      error: "notAMember",
    });
    expect(await browser.post("/project", { project: "third" })).toMatchObject({
      status: 403,
      body: { error: "notAMember" },
    });
    expect((await browser.post("/project", { project: "demo" })).status).toBe(200);
    expect((await browser.get("/me")).body.me).toMatchObject({ id: "demo_ana" });
    expect((await browser.post("/tickets", { rooms: [{ party: "queue", room: "demo" }] })).status).toBe(200);
    expect((await browser.post("/tickets", { rooms: [{ party: "queue", room: "other" }] })).status).toBe(403);
  });

  test("AC12 who is disabled is in no project any more", async () => {
    const { email, browser } = await someone();
    await browser.signIn(email, PASSWORD);
    await give(centre, email, { password: "", membership: works({ disabled: true }) });
    expect((await browser.get("/me")).body).toMatchObject({ me: null, projects: [{ disabled: true }] });
    expect((await browser.post("/tickets", { rooms: [{ party: "queue", room: "demo" }] })).status).toBe(403);
  });

  test("AC8 gets several tickets in one step, of which the account knows where they lead, or none", async () => {
    const { email, browser } = await someone();
    await browser.signIn(email, PASSWORD);
    const own = { party: "agent", room: "demo_ana" };
    const { body } = await browser.post<{ tickets: object[] }>("/tickets", {
      rooms: [own, { party: "queue", room: "demo" }],
    });
    expect(body.tickets).toMatchObject([own, { party: "queue", room: "demo" }]);
    await expect.poll(() => centre.logs().join("\n")).toMatch(/doors\.opened/);
    const foreign = { rooms: [own, { party: "agent", room: "demo_luis" }] };
    expect(await browser.post("/tickets", foreign)).toMatchObject({ status: 403, body: { error: "forbidden" } });
  });

  test("needs, for whatever changes something, what only our own page was told, and to come from it", async () => {
    const { email, browser } = await someone();
    await browser.signIn(email, PASSWORD);
    const routes: [string, string, unknown][] = [
      ["POST", "/tickets", { rooms: [{ party: "queue", room: "demo" }] }],
      ["POST", "/sign-out", {}],
      ["POST", "/sign-out-everywhere", {}],
      ["POST", "/project", { project: "demo" }],
      ["POST", "/password", { current: PASSWORD, password: "otra-cosa-muy-larga" }],
      ["POST", "/second-factor/begin", { password: PASSWORD }],
      ["POST", "/second-factor/confirm", { setup: "x", code: "000000" }],
      ["POST", "/second-factor/off", { password: PASSWORD }],
      ["DELETE", "/devices/x", undefined],
    ];
    const foreign = new Browser(centre.url, { origin: "https://elsewhere.example" });
    const unnamed = new Browser(centre.url, { origin: "null" });
    const untold = new Browser(centre.url);
    const other = await someone();
    await other.browser.signIn(other.email, PASSWORD);
    for (const forged of [foreign, unnamed, untold]) {
      for (const [name, value] of browser.cookies) forged.cookies.set(name, value);
      forged.csrf = forged === untold ? other.browser.csrf : browser.csrf;
      for (const [method, path, body] of routes)
        expect([path, (await forged.ask(method, path, body)).status]).toEqual([path, 403]);
    }
    expect(await browser.isIn()).toBe(true);
  });

  test("is nobody with a session that is made up", async () => {
    const { email, browser } = await someone();
    await browser.signIn(email, PASSWORD);
    const [account, session, secret] = browser.cookies.get("turno_session")!.split(".") as [string, string, string];
    const last = secret.endsWith("A") ? "Q" : "A";
    for (const forged of [
      "",
      "x",
      `${account}.${session}.${secret.slice(0, -1)}${last}`,
      `${account}.${"x".repeat(22)}.${secret}`,
      `a${"0".repeat(40)}.${session}.${secret}`,
    ]) {
      const thief = new Browser(centre.url);
      thief.cookies.set("turno_session", forged);
      thief.csrf = browser.csrf;
      expect((await thief.get("/me")).body).toEqual({ me: null });
      expect(
        (await thief.post("/tickets", { rooms: [{ party: "queue", room: "demo" }] })).status,
      ).toBeGreaterThanOrEqual(401);
    }
  });
});

describe("a new password", () => {
  test("AC9 ends all other sessions, and gives this one another secret", async () => {
    const { email, browser } = await someone();
    const phone = new Browser(centre.url);
    await browser.signIn(email, PASSWORD);
    await phone.signIn(email, PASSWORD);
    const before = browser.cookies.get("turno_session");
    const changed = await browser.post("/password", { current: PASSWORD, password: "otra-cosa-muy-larga" });
    expect(changed.status).toBe(200);
    expect(browser.cookies.get("turno_session")).not.toBe(before);
    expect([await browser.isIn(), await phone.isIn()]).toEqual([true, false]);
    expect((await phone.signIn(email, PASSWORD)).status).toBe(401);
    expect((await phone.signIn(email, "otra-cosa-muy-larga")).status).toBe(200);
  });

  test("AC2 needs the one that holds, and is refused with the reason where it is too weak", async () => {
    const { email, browser } = await someone();
    await browser.signIn(email, PASSWORD);
    const tries = async (current: string, password: string) => {
      const { status, body } = await browser.post("/password", { current, password });
      return [status, body.error];
    };
    expect(await tries("another-password", "otra-cosa-muy-larga")).toEqual([403, "wrongSignIn"]);
    expect(await tries(PASSWORD, "corta")).toEqual([422, "passwordTooShort"]);
    expect(await tries(PASSWORD, "Password2024!")).toEqual([422, "passwordCommon"]);
    expect(await tries(PASSWORD, email)).toEqual([422, "passwordPersonal"]);
    expect((await browser.signIn(email, PASSWORD)).status).toBe(200);
  });
});

test("AC17 AC19 what an account asks of others is on its way: a letter of a browser that nobody knows", async () => {
  const { email, browser } = await someone();
  await browser.signIn(email, PASSWORD);
  await expect.poll(async () => (await letters(centre)).find(({ to }) => to === email)?.template).toBe("newDevice");
});
