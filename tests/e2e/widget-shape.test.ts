/** The chat on a site that is read from right to left, and on a phone that lies on its side. */
import type { Locator, Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { Shop } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";
import { accepting, site, threadOf } from "./support/visit.ts";

const ON_ITS_SIDE = { ...PHONE, viewport: { width: 844, height: 390 } };

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

/** What sticks out at a side. */
const outside = (shop: Shop): Promise<string[]> =>
  shop.chat.locator("body").evaluate((body) =>
    [...body.querySelectorAll("*:not(.hidden, .hidden *)")]
      .filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return left < -1 || right > innerWidth + 1;
      })
      .map((one) => one.outerHTML.slice(0, 80)),
  );

const left = async (one: Locator): Promise<number> => (await one.boundingBox())!.x;
const directionOf = (page: Page): Promise<string> =>
  page
    .frameLocator("iframe")
    .locator("html")
    .evaluate((root: HTMLElement) => root.dir);

test("on a site from right to left the launcher stands at the left, the chat is mirrored, and nothing is cut off", async () => {
  const ana = await accepting(stage, "demo_ana");
  const shop = await Shop.open(await stage.someone(PHONE), await site(stage, {}, { dir: "rtl" }), "Rosa");
  await shop.write("مرحبا");
  const { write } = await threadOf(ana);
  await write("أهلا https://example.com/a-very-long-address-that-must-break-somewhere-or-else-it-sticks-out");
  await shop.said("أهلا").waitFor();
  await shop.chat.getByRole("button", { name: "Opciones" }).click();
  expect(await outside(shop)).toEqual([]);
  expect(await seriousIn(shop.page)).toEqual([]);
  const close = shop.chat.getByRole("button", { name: "Cerrar el chat" });
  expect(await left(close)).toBeLessThan(await left(shop.chat.getByRole("heading")));
  expect(await left(shop.said("مرحبا"))).toBeLessThan(await left(shop.said("أهلا")));
  await shop.page.keyboard.press("Escape");
  await shop.page.keyboard.press("Escape");
  expect(await left(shop.page.getByRole("button", { name: "Abrir chat" }))).toBe(20);
});

test("a site in Arabic has the chat mirrored, with words in a language that the chat speaks", async () => {
  const page = await (await stage.someone({ ...DESKTOP, locale: "en-GB" })).newPage();
  await page.goto(await site(stage, { lang: "ar" }, { lang: "es" }));
  await page.getByRole("button", { name: "Abrir chat" }).click();
  await page.frameLocator("iframe").getByRole("heading", { name: "¡Hola!" }).waitFor();
  expect(await directionOf(page)).toBe("rtl");
  await page.evaluate(() => window.Turno!.setLocale("en"));
  await page.frameLocator("iframe").locator("html[lang=en][dir=ltr]").waitFor();
  await page.evaluate(() => window.Turno!.setLocale("he-IL"));
  await page.frameLocator("iframe").locator("html[lang=es][dir=rtl]").waitFor();
});

test("a site that turns round while it is open takes the chat with it", async () => {
  const shop = await Shop.open(await stage.someone(), await site(stage, { ask: "none" }));
  expect(await directionOf(shop.page)).toBe("ltr");
  await shop.page.evaluate(() => {
    document.documentElement.dir = "rtl";
  });
  await shop.chat.locator("html[dir=rtl]").waitFor();
});

test("a Spanish sentence keeps its full stop at its own end, in a chat from right to left too", async () => {
  const shop = await Shop.open(await stage.someone(), await site(stage, { ask: "none", lang: "ar" }));
  const line = shop.notice("en cuanto volvamos.");
  await line.waitFor();
  const [first, last] = await line.evaluate((notice) => {
    const text = notice.firstChild as Text;
    const at = (from: number) => {
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, from + 1);
      return range.getBoundingClientRect().x;
    };
    return [at(text.length - 2), at(text.length - 1)];
  });
  expect(last).toBeGreaterThan(first);
});

test("on a phone on its side the customer starts without scrolling, reads, and writes", async () => {
  const ana = await accepting(stage, "demo_ana");
  const context = await stage.someone(ON_ITS_SIDE);
  const page = await context.newPage();
  await page.goto(stage.url);
  await page.getByRole("button", { name: "Abrir chat" }).click();
  const chat = page.frameLocator("iframe");
  const start = (await chat.getByRole("button", { name: "Empezar" }).boundingBox())!;
  expect(start.y + start.height).toBeLessThanOrEqual(390);
  await page.close();

  const shop = await Shop.open(context, stage.url, "Rosa");
  expect(await shop.page.locator("iframe").boundingBox()).toEqual({ x: 0, y: 0, width: 844, height: 390 });
  await shop.write("Hola");
  const { thread, write } = await threadOf(ana);
  await write("Buenos días");
  await shop.said("Buenos días").waitFor();
  expect((await shop.chat.locator("header").boundingBox())!.height).toBeLessThanOrEqual(56);
  expect((await shop.thread().boundingBox())!.height).toBeGreaterThan(240);
  // With all that can stand above it, the composer is still there.
  await thread.client.send({ type: "conversation.close", conversation: 1 });
  await shop.chat.getByRole("radio", { name: "4: Bien" }).check({ force: true });
  const composer = (await shop.composer().boundingBox())!;
  expect(composer.y + composer.height).toBeLessThanOrEqual(390);
  expect(await outside(shop)).toEqual([]);
  expect(await seriousIn(shop.page)).toEqual([]);
});

test("with the keyboard over half of it, what is written stays in sight on a phone on its side", async () => {
  const shop = await Shop.open(
    await stage.someone({ ...ON_ITS_SIDE, viewport: { width: 844, height: 190 } }),
    stage.url,
    "Rosa",
  );
  await shop.chat.getByRole("button", { name: "Dejar mi correo" }).click();
  await shop.composer().fill("Hola");
  const composer = (await shop.composer().boundingBox())!;
  expect(composer.y).toBeGreaterThanOrEqual(0);
  expect(composer.y + composer.height).toBeLessThanOrEqual(190);
});
