/** The first run: no demo, no project, and somebody who can read the start-up log. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { setupCode } from "../../party/accounts/setup-code.ts";
import { startCentre, type Centre } from "../harness/workerd.ts";
import { Browser } from "./support/browser.ts";
import { SECRET, steps } from "./support/demo.ts";

let centre: Centre;
beforeAll(async () => {
  centre = await startCentre({ vars: { TURNO_SECRET: SECRET } });
});
afterAll(() => centre.dispose());

const first = {
  project: "Tienda Ñandú",
  name: "Eva Sol",
  email: "Eva@Example.com",
  password: "una frase bastante larga",
  timeZone: "Europe/Madrid",
  locale: "es",
};

test("ME2 DI5 whoever has the code of the log makes the first project and is its administrator, and nobody does so twice", async () => {
  const browser = new Browser(centre.url);
  expect((await browser.get("/setup")).body).toEqual({ needed: true });
  const code = await setupCode(SECRET);
  expect(steps(centre)).toContainEqual(expect.objectContaining({ msg: "set-up needed", code }));
  expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  expect(await browser.ask("POST", "/setup", { code: "AAAA-AAAA-AAAA", ...first })).toMatchObject({
    status: 403,
    body: { error: "wrongCode" },
  });
  const weak = { ...first, password: "corta" };
  expect((await browser.ask("POST", "/setup", { code, ...weak })).status).toBe(422);
  const typed = code.toLowerCase().replaceAll("-", " ");
  expect(await browser.ask("POST", "/setup", { code: typed, ...first })).toMatchObject({
    status: 200,
    body: { project: "tienda-nandu", email: "eva@example.com" },
  });
  // AC19: no letter will warn her of the browser in which she made her account.
  expect(browser.cookies.get("turno_device")).toMatch(/./);
  expect((await browser.get("/setup")).body).toEqual({ needed: false });
  expect((await browser.ask("POST", "/setup", { code, ...first })).status).toBe(404);
  const { email, password } = first;
  expect((await browser.ask("POST", "/sign-in", { email, password })).body).toMatchObject({
    me: { role: "administrator", project: "tienda-nandu", name: "Eva Sol" },
  });
  // Its chat takes visitors from then on.
  expect((await browser.ask("POST", "/visitors", { project: "tienda-nandu" })).status).toBe(200);
});

test("what a demo gives to anybody is not there", async () => {
  for (const [method, path] of [
    ["GET", "/demo"],
    ["GET", "/demo/outbox"],
    ["POST", "/demo/sign-in"],
    ["POST", "/demo/shop-user"],
  ] as const) {
    const body = method === "POST" ? { person: "demo_john" } : undefined;
    expect([path, (await new Browser(centre.url).ask(method, path, body)).status]).toEqual([path, 404]);
  }
});
