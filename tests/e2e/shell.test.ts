/** The panel as something that is installed, and that opens when nothing answers. */
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Customer } from "../harness/people.ts";
import { Panel } from "./support/screens.ts";
import { Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

test("the panel opens without a network, says so, and goes on when it is back; no answer of a room is kept", async () => {
  const hers = await stage.someone();
  const ana = await Panel.open(hers, stage.url, "Ana García");
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.entry("Rosa").waitFor();
  await ana.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  // The first visit was before there was anybody to keep it.
  await ana.page.reload();
  await ana.isLive();
  await ana.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const kept = await ana.page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) urls.push(new URL(url).pathname);
    return urls;
  });
  expect(kept).toContain("/panel");
  expect(kept.filter((path) => !/^\/(?:panel$|assets\/|icons\/)/.test(path))).toEqual([]);

  await hers.setOffline(true);
  await ana.page.reload();
  await ana.page.getByText("No se puede llegar al servidor").waitFor();
  await hers.setOffline(false);
  await ana.isLive();
  await ana.openThread("Rosa");
  await ana.write("Ya estoy");
  await rosa.until(() => rosa.texts.includes("Ya estoy"));
});

const FIRST_LOAD_MAX_BYTES = 60 * 1024;

/** The script, gzip, that a page has loaded at the moment when this is first in it. */
async function scriptUntil(page: Page, selector: string): Promise<number> {
  await page.addInitScript((wanted) => {
    const look = new MutationObserver(() => {
      if (!document.querySelector(wanted)) return;
      look.disconnect();
      const names = performance.getEntriesByType("resource").map(({ name }) => name);
      Object.assign(window, { loaded: names.filter((name) => name.endsWith(".js")) });
    });
    look.observe(document, { childList: true, subtree: true });
  }, selector);
  await page.goto(`${stage.url}/panel`);
  const found = await page.waitForFunction(() => (window as { loaded?: string[] }).loaded);
  const bodies = (await found.jsonValue())!.map(async (name) => (await page.request.get(name)).body());
  const sizes = (await Promise.all(bodies)).map((script) => gzipSync(script).length);
  expect(sizes.length).toBeGreaterThan(2);
  return sizes.reduce((sum, size) => sum + size, 0);
}

test("what the panel loads until one can sign in, or open the first conversation, is at most 60 KB of script", async () => {
  const hers = await stage.someone();
  expect(await scriptUntil(await hers.newPage(), ".people button, form button")).toBeLessThanOrEqual(
    FIRST_LOAD_MAX_BYTES,
  );
  const ana = await Panel.open(hers, stage.url, "Ana García");
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.entry("Rosa").waitFor();
  expect(await scriptUntil(await hers.newPage(), "nav li button")).toBeLessThanOrEqual(FIRST_LOAD_MAX_BYTES);
});

test("the panel can be installed: its manifest has a name, a start and icons that are there", async () => {
  const page = await (await stage.someone()).newPage();
  await page.goto(`${stage.url}/panel`);
  const href = await page.locator("link[rel=manifest]").getAttribute("href");
  const manifest = (await (await page.request.get(new URL(href!, stage.url).href)).json()) as {
    name: string;
    start_url: string;
    display: string;
    icons: { src: string; type: string; purpose?: string }[];
  };
  expect(manifest).toMatchObject({ start_url: "/panel", display: "standalone" });
  expect(manifest.name).toContain("Turno");
  expect(manifest.icons.some(({ purpose }) => purpose === "maskable")).toBe(true);
  for (const { src, type } of manifest.icons) {
    const icon = await page.request.get(new URL(src, stage.url).href);
    expect(icon.status(), src).toBe(200);
    expect(icon.headers()["content-type"], src).toContain(type);
  }
});
