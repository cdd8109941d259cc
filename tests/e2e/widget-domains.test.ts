/** On which sites a project's chat may stand, as browsers keep to it. */
import { afterEach, expect, onTestFinished, test } from "vitest";
import { post } from "../harness/people.ts";
import { Shop } from "./support/screens.ts";
import { Stage } from "./support/stage.ts";
import { accepting, site, threadOf } from "./support/visit.ts";

let stage: Stage;
afterEach(() => stage.strike());

/** What has become of the frame: a browser that refuses it shows a page of its own. */
async function frameOn(url: string): Promise<string> {
  // Not one of the stage's people: their browsers must have nothing refused.
  const context = await stage.browser.newContext({ locale: "es-ES" });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  const frame = await (await page.waitForSelector("iframe", { state: "attached" })).contentFrame();
  await frame!.waitForLoadState();
  return frame!.url();
}

test("DI7 the chat stands on the sites that its project names, and on no other", async () => {
  stage = await Stage.set({ TURNO_DOMAINS: "shop.example 127.0.0.1:*" });
  const url = await site(stage);
  const ana = await accepting(stage, "demo_ana");
  const shop = await Shop.open(await stage.someone(), url, "Rosa");
  await shop.write("Hola");
  await threadOf(ana);
  expect(await frameOn(url.replace("127.0.0.1", "localhost"))).toMatch(/^chrome-error:/);
  // The page lies there as text: asked for by its file, around the header, it is none.
  for (const page of ["index", "panel", "widget", "outbox"].flatMap((name) => [`${name}.html`, `${name}.html.txt`])) {
    const response = await fetch(`${stage.url}/${page}`);
    expect(response.headers.get("content-type") ?? "").not.toContain("html");
  }
});

test("DI7 a project that names no sites has its chat everywhere", async () => {
  stage = await Stage.set();
  const url = await site(stage);
  expect(await frameOn(url.replace("127.0.0.1", "localhost"))).toMatch(/\/widget\?/);
  const policy = (await fetch(`${stage.url}/widget?project=demo`)).headers.get("content-security-policy");
  expect(policy).not.toContain("frame-ancestors");
});

test("DI7 nobody becomes a visitor from a site that is not named; our own pages and programs may", async () => {
  stage = await Stage.set({ TURNO_DOMAINS: "shop.example *.partner.example" });
  const { url } = stage;
  const from = async (headers: Record<string, string>) =>
    (await post(url, "/visitors", { project: "demo" }, headers)).status;
  expect(await from({ origin: "https://shop.example" })).toBe(200);
  expect(await from({ origin: "https://www.partner.example" })).toBe(200);
  expect(await from({ origin: url })).toBe(200);
  expect(await from({ referer: `${url}/widget?project=demo` })).toBe(200);
  expect(await from({})).toBe(200);
  for (const origin of [
    "https://partner.example",
    "https://shop.example:8443",
    "https://shop.example.evil.example",
    "https://notshop.example",
    "null",
  ])
    expect(await from({ origin }), origin).toBe(403);
  expect(await from({ referer: "https://evil.example/shop.example" })).toBe(403);
});

test("neither the panel nor the chat runs a script that is not ours, and nobody embeds the panel", async () => {
  stage = await Stage.set();
  const context = await stage.browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  for (const path of ["/panel", "/widget?project=demo"]) {
    await page.goto(stage.url + path);
    const ran = await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.ran = true";
      document.head.append(script);
      return "ran" in globalThis;
    });
    expect(ran, path).toBe(false);
  }
  const panel = await fetch(`${stage.url}/panel`);
  expect(panel.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
});
