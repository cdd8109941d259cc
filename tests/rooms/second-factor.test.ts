import { afterAll, beforeAll, expect, test } from "vitest";
import { codeOf, stepAt } from "../../party/accounts/totp.ts";
import { readPartykitConfig } from "../harness/bundle.ts";
import type { AuditRow } from "../../party/protocol/members.ts";
import { Agent } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { Browser, PASSWORD, give } from "./support/browser.ts";
import { startDemo } from "./support/demo.ts";

let centre: Centre;
beforeAll(async () => {
  const { parties } = readPartykitConfig();
  centre = await startDemo({ main: "tests/harness/fixture/with-accounts.ts", parties });
});
afterAll(() => centre.dispose());

/** An authenticator app: it has read the key. `ahead`: by so many half minutes, as a clock may be. */
function app(key: string): (ahead?: number) => string {
  const bits = Array.from(key).map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  const secret = Uint8Array.from(bits.join("").match(/.{8}/g)!, (byte) => Number.parseInt(byte, 2));
  return (ahead = 0) => codeOf(secret, stepAt(Date.now()) + ahead);
}

interface Setup {
  setup: string;
  uri: string;
  key: string;
}

async function withFactor(
  email: string,
): Promise<{ browser: Browser; code: (ahead?: number) => string; codes: string[] }> {
  await give(centre, email);
  const browser = new Browser(centre.url);
  await browser.signIn(email, PASSWORD);
  const { body } = await browser.post<Setup>("/second-factor/begin", { password: PASSWORD });
  const code = app(body.key);
  const confirmed = await browser.post<{ codes: string[] }>("/second-factor/confirm", {
    setup: body.setup,
    code: code(),
  });
  expect(confirmed.status).toBe(200);
  return { browser, code, codes: confirmed.body.codes };
}

/** What waits for the code of whoever has given the right password. */
const attempt = async (email: string): Promise<string> =>
  (await new Browser(centre.url).signIn<{ attempt: string }>(email, PASSWORD)).body.attempt;

test("AC14 is set up by who knows the password, and asked for only once a code of it has come back", async () => {
  const email = "setup@example.com";
  await give(centre, email);
  const browser = new Browser(centre.url);
  await browser.signIn(email, PASSWORD);
  expect(await browser.post("/second-factor/begin", { password: "another-password" })).toMatchObject({
    status: 403,
    body: { error: "wrongSignIn" },
  });
  const { body } = await browser.post<Setup>("/second-factor/begin", { password: PASSWORD });
  expect(body.uri).toMatch(/^otpauth:\/\/totp\/Turno%3Asetup%40example\.com\?/);
  expect((await browser.get<{ account: object }>("/me")).body.account).toMatchObject({ factor: "settingUp" });
  expect((await browser.signIn(email, PASSWORD)).body.me).toBeDefined();
  const wrong = app(body.key)(7);
  expect(await browser.post("/second-factor/confirm", { setup: body.setup, code: wrong })).toMatchObject({
    status: 403,
    body: { error: "wrongCode" },
  });
  expect(await browser.post("/second-factor/confirm", { setup: "other", code: app(body.key)() })).toMatchObject({
    status: 409,
    body: { error: "attemptOver" },
  });
  const session = browser.cookies.get("turno_session");
  const right = { setup: body.setup, code: app(body.key)() };
  expect((await browser.post<{ codes: string[] }>("/second-factor/confirm", right)).body.codes).toHaveLength(10);
  expect(browser.cookies.get("turno_session")).not.toBe(session);
  expect((await browser.get<{ account: object }>("/me")).body.account).toMatchObject({ factor: "on", codes: 10 });
  expect((await browser.post("/second-factor/begin", { password: PASSWORD })).body).toEqual({ error: "factorOn" });
});

test("AC17 who has the password and not the code stands in the log as having tried, whether the code was wrong or used", async () => {
  const email = "tried@example.com";
  const { codes } = await withFactor(email);
  await new Browser(centre.url).post("/sign-in/code", { attempt: await attempt(email), code: codes[0] });
  const john = await Agent.signIn(centre.url, "demo_john");
  const failed = () =>
    ((john.catalogue.client.mirror.lists.audit?.rows ?? []) as readonly AuditRow[]).filter(
      ({ what }) => what === "signInFailed",
    ).length;
  await john.catalogue.until(() => john.catalogue.client.mirror.lists.audit !== undefined);
  const before = failed();
  for (const code of ["000000", codes[0]]) {
    const stranger = new Browser(centre.url);
    expect((await stranger.post("/sign-in/code", { attempt: await attempt(email), code })).status).toBe(401);
  }
  await john.catalogue.until(() => failed() === before + 2);
});

test("AC4 AC5 a right password waits for a code, which is good once", async () => {
  const email = "code@example.com";
  const { code } = await withFactor(email);
  const phone = new Browser(centre.url);
  const asked = await phone.signIn<{ next: string; attempt: string }>(email, PASSWORD);
  expect(asked).toMatchObject({ status: 200, body: { next: "code" } });
  expect([phone.cookies.size, await phone.isIn()]).toEqual([0, false]);
  const { attempt } = asked.body;
  // That of this half minute has turned it on.
  const now = code(1);
  expect(await phone.post("/sign-in/code", { attempt, code: code(9) })).toMatchObject({
    status: 401,
    body: { error: "wrongCode" },
  });
  const entered = await phone.post<{ me: object }>("/sign-in/code", {
    attempt,
    code: `${now.slice(0, 3)} ${now.slice(3)}`,
  });
  expect(entered).toMatchObject({ status: 200, body: { me: { id: "demo_ana" } } });
  expect(await phone.isIn()).toBe(true);
  expect((await phone.post("/sign-in/code", { attempt, code: now })).body).toEqual({ error: "attemptOver" });
  const tablet = new Browser(centre.url);
  const { body } = await tablet.signIn<{ attempt: string }>(email, PASSWORD);
  expect((await tablet.post("/sign-in/code", { attempt: body.attempt, code: now })).body).toEqual({
    error: "codeUsed",
  });
});

test("AC5 each recovery code lets in once", async () => {
  const email = "recovery-codes@example.com";
  const { codes } = await withFactor(email);
  const enter = async (code: string) => {
    const browser = new Browser(centre.url);
    const { body } = await browser.signIn<{ attempt: string }>(email, PASSWORD);
    return (await browser.post<{ error?: string; me?: object }>("/sign-in/code", { attempt: body.attempt, code })).body;
  };
  expect(await enter(codes[0]!.toLowerCase().replaceAll("-", ""))).toHaveProperty("me");
  expect(await enter(codes[0]!)).toEqual({ error: "wrongCode" });
  expect(await enter(codes[1]!)).toHaveProperty("me");
});

test("GA1 guessing codes soon has to wait", async () => {
  const email = "guessing@example.com";
  await withFactor(email);
  const stranger = new Browser(centre.url);
  const { body } = await stranger.signIn<{ attempt: string }>(email, PASSWORD);
  const guesses = Array.from({ length: 20 }, (_, n) =>
    new Browser(centre.url).post("/sign-in/code", { attempt: body.attempt, code: String(n).padStart(6, "0") }),
  );
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect([statuses.filter((status) => status === 429).length, statuses.includes(401)]).toEqual([15, true]);
});

test("AC14 is turned off by who knows the password, and then nobody is asked for a code", async () => {
  const email = "off@example.com";
  const { browser } = await withFactor(email);
  expect((await browser.post("/second-factor/off", { password: "another-password" })).status).toBe(403);
  expect((await browser.post("/second-factor/off", { password: PASSWORD })).status).toBe(200);
  expect((await browser.post("/second-factor/off", { password: PASSWORD })).body).toEqual({ error: "factorMissing" });
  expect((await new Browser(centre.url).signIn(email, PASSWORD)).body).toHaveProperty("me");
});

test("AC20 new recovery codes are given to who knows the password, and those before let nobody in any more", async () => {
  const email = "new-codes@example.com";
  const { browser, codes } = await withFactor(email);
  const renew = (password: string) => browser.post<{ codes: string[] }>("/second-factor/codes", { password });
  expect(await renew("another-password")).toMatchObject({ status: 403, body: { error: "wrongSignIn" } });
  const session = browser.cookies.get("turno_session");
  const { status, body } = await renew(PASSWORD);
  expect([status, new Set([...codes, ...body.codes]).size]).toEqual([200, 20]);
  expect(browser.cookies.get("turno_session")).not.toBe(session);
  const phone = new Browser(centre.url);
  const { attempt } = (await phone.signIn<{ attempt: string }>(email, PASSWORD)).body;
  expect((await phone.post("/sign-in/code", { attempt, code: codes[0] })).body).toEqual({ error: "wrongCode" });
  expect((await phone.post("/sign-in/code", { attempt, code: body.codes[0] })).body).toHaveProperty("me");
  const off = await give(centre, "no-factor@example.com").then(() => new Browser(centre.url));
  await off.signIn("no-factor@example.com", PASSWORD);
  expect((await off.post("/second-factor/codes", { password: PASSWORD })).body).toEqual({ error: "factorMissing" });
});
