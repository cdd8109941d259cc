import { afterAll, beforeAll, expect, test } from "vitest";
import { readPartykitConfig } from "../harness/bundle.ts";
import type { Centre } from "../harness/workerd.ts";
import { Browser, PASSWORD, give, letters } from "./support/browser.ts";
import { startDemo } from "./support/demo.ts";

let centre: Centre;
beforeAll(async () => {
  const { parties } = readPartykitConfig();
  centre = await startDemo({ main: "tests/harness/fixture/with-accounts.ts", parties });
});
afterAll(() => centre.dispose());

const NEXT = "nubes sobre el mar";
const linksTo = async (email: string): Promise<string[]> =>
  (await letters(centre))
    .filter(({ to, template }) => to === email && template === "recovery")
    .map(({ text }) => /\/panel#recover=(\S+)/.exec(text)![1]!);

async function newestLink(email: string, count = 1): Promise<string> {
  await expect.poll(async () => (await linksTo(email)).length).toBe(count);
  return (await linksTo(email))[0]!;
}

const asks = (email: string, browser = new Browser(centre.url)) => browser.post("/recovery", { email, locale: "en" });
const finishes = (link: string, password = NEXT, browser = new Browser(centre.url)) =>
  browser.post("/recovery/finish", { link, password });

test("AC9 AC10 a link leads back in once: with a new password, and out of everywhere else", async () => {
  const email = "once@example.com";
  await give(centre, email);
  const laptop = new Browser(centre.url);
  await laptop.signIn(email, PASSWORD);
  expect(await asks(email.toUpperCase())).toMatchObject({ status: 200, body: { ok: true } });
  const link = await newestLink(email);
  const phone = new Browser(centre.url);
  expect(await finishes(link, "short", phone)).toMatchObject({ status: 422, body: { error: "passwordTooShort" } });
  expect(await finishes(link, NEXT, phone)).toMatchObject({ status: 200, body: { ok: true } });
  expect(await finishes(link, "otra-cosa-muy-larga")).toMatchObject({ status: 403, body: { error: "linkInvalid" } });
  expect(await laptop.isIn()).toBe(false);
  expect((await new Browser(centre.url).signIn(email, PASSWORD)).status).toBe(401);
  expect((await phone.signIn(email, NEXT)).status).toBe(200);
  expect(centre.logs().join("\n")).not.toContain(link.split(".")[1]);
});

test("AC10 who has a link is told whether it would do, and nothing else, and looking uses nothing up", async () => {
  const email = "looks@example.com";
  await give(centre, email);
  await asks(email);
  const link = await newestLink(email);
  const look = (which: string) => new Browser(centre.url).post("/recovery/look", { link: which });
  for (let n = 0; n < 3; n++) expect(await look(link)).toMatchObject({ status: 200, body: { ok: true } });
  expect((await look(link)).body).toEqual({ ok: true });
  expect((await finishes(link)).status).toBe(200);
  const [account] = link.split(".");
  const nobody = `a${"0".repeat(40)}`;
  for (const over of [link, `${account}.${"A".repeat(43)}`, `${nobody}.${"A".repeat(43)}`])
    expect(await look(over)).toMatchObject({ status: 403, body: { error: "linkInvalid" } });
  expect((await look("x")).status).toBe(400);
});

test("GA1 whoever tries made-up links soon has to wait, as for anything of recovery", async () => {
  const stranger = new Browser(centre.url, { "cf-connecting-ip": "192.0.2.66" });
  const made = Array.from({ length: 40 }, (_, n) =>
    stranger.post("/recovery/look", { link: `a${"0".repeat(40)}.${String(n).padStart(43, "A")}` }),
  );
  const statuses = (await Promise.all(made)).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([403, 429]));
});

test("AC10 of two links only the newer one works", async () => {
  const email = "twice@example.com";
  await give(centre, email);
  await asks(email);
  const first = await newestLink(email);
  await asks(email);
  const second = await newestLink(email, 2);
  expect(second).not.toBe(first);
  expect((await finishes(first)).body).toEqual({ error: "linkInvalid" });
  expect((await finishes(second)).status).toBe(200);
});

test("AC10 a link opens no other account, and none is made up", async () => {
  const [email, other] = ["mine@example.com", "yours@example.com"];
  await give(centre, email);
  await give(centre, other);
  await Promise.all([asks(email), asks(other)]);
  const [own, others] = [await newestLink(email), await newestLink(other)];
  const [[account], [, token]] = [own.split("."), others.split(".")];
  for (const forged of [`${account}.${token}`, `${account}.${"A".repeat(43)}`, `a${"0".repeat(40)}.${token}`])
    expect((await finishes(forged)).body).toEqual({ error: "linkInvalid" });
  for (const malformed of ["", "x", `${account}`, `${own}x`, `../${own}`])
    expect((await finishes(malformed)).status).toBe(400);
});

test("AC10 who is nobody is answered the same, and nobody is written to or left behind", async () => {
  const email = "known@example.com";
  await give(centre, email);
  const [known, unknown] = await Promise.all([email, "unknown@example.com"].map((address) => asks(address)));
  const told = ({ status, body, headers }: Awaited<ReturnType<typeof asks>>) => ({
    status,
    body,
    headers: [...headers].filter(([name]) => name !== "date"),
  });
  expect(told(unknown!)).toEqual(told(known!));
  await newestLink(email);
  expect(await linksTo("unknown@example.com")).toEqual([]);
});

test("GA1 GA6 asking again and again soon has to wait, and makes nobody else wait", async () => {
  const email = "flood@example.com";
  await give(centre, email);
  const answers = await Promise.all(Array.from({ length: 10 }, () => asks(email)));
  const late = answers.filter(({ status }) => status === 429);
  expect([answers.length - late.length, late.length]).toEqual([3, 7]);
  expect(late[0]!.body.waitMs).toBeGreaterThan(50_000);
  expect((await asks("somebody-else@example.com")).status).toBe(200);
  expect((await new Browser(centre.url).signIn(email, PASSWORD)).status).toBe(200);
});

test("GA6 who comes back by a link gets in by that browser, whatever strangers do meanwhile", async () => {
  const email = "besieged@example.com";
  await give(centre, email);
  await asks(email);
  const browser = new Browser(centre.url);
  await finishes(await newestLink(email), NEXT, browser);
  const strangers = Array.from({ length: 12 }, () => new Browser(centre.url).signIn(email, "another-password"));
  const [owner, ...answers] = await Promise.all([browser.signIn(email, NEXT), ...strangers]);
  expect(owner.status).toBe(200);
  expect(answers.map(({ status }) => status)).toContain(429);
});
