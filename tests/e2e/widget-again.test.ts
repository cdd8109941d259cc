/** The chat after a reload and on the next page of the site: as the customer left it, in this tab. */
import type { FrameLocator, Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { Shop } from "./support/screens.ts";
import { Stage } from "./support/stage.ts";
import { accepting, listening, site, threadOf, toldTo } from "./support/visit.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

const focused = (page: Page): Promise<string | undefined> => page.evaluate(() => document.activeElement?.localName);
const composer = (chat: FrameLocator) => chat.getByRole("textbox", { name: "Escribe un mensaje" });

for (const [where, options] of Object.entries({ "beside the page": DESKTOP, "over a phone's whole page": PHONE }))
  test(`open ${where}, the chat is open again after a reload and on the next page, and takes no focus`, async () => {
    const url = await site(stage);
    const shop = await Shop.open(await listening(stage, options), url, "Rosa");
    await shop.write("Hola");
    // On its way, it would be sent, and told to the site, by the next page.
    await expect.poll(() => toldTo(shop.page)).toContainEqual(["message", "Hola"]);
    await shop.composer().fill("Una cosa m");

    await shop.page.reload();
    await composer(shop.chat).waitFor();
    expect(await composer(shop.chat).inputValue()).toBe("Una cosa m");
    await shop.said("Hola").waitFor();
    expect(await focused(shop.page)).toBe("body");
    expect(await toldTo(shop.page)).toEqual(["ready", "open"]);

    await shop.page.goto(`${url}/otra`);
    await composer(shop.chat).waitFor();
    expect(await focused(shop.page)).toBe("body");
    await shop.write("más");

    await shop.chat.getByRole("button", { name: "Cerrar el chat" }).click();
    await shop.page.getByRole("button", { name: "Abrir chat" }).waitFor();
    await shop.page.reload();
    await shop.page.getByRole("button", { name: "Abrir chat" }).waitFor();
    await shop.page.locator("iframe[hidden]").waitFor({ state: "attached" });
  });

test("open again without focus, the form takes it from the customer's first press on", async () => {
  const page = await (await stage.someone()).newPage();
  await page.goto(await site(stage));
  const chat = page.frameLocator("iframe");
  await page.getByRole("button", { name: "Abrir chat" }).click();
  await chat.locator("#name:focus").waitFor();
  await page.reload();
  await chat.getByLabel("¿Cómo te llamas?").waitFor();
  expect(await focused(page)).toBe("body");
  await chat.getByRole("button", { name: "Empezar" }).click();
  await chat.locator("textarea:focus").waitFor();
});

test("another tab of the site begins with the chat closed", async () => {
  const context = await stage.someone();
  const url = await site(stage);
  await Shop.open(context, url, "Rosa");
  const other = await context.newPage();
  await other.goto(url);
  await other.getByRole("button", { name: "Abrir chat" }).waitFor();
  await other.locator("iframe[hidden]").waitFor({ state: "attached" });
});

test("what the agent says while the next page loads is read there, and counts as seen", async () => {
  const ana = await accepting(stage, "demo_ana");
  const shop = await Shop.open(await listening(stage), await site(stage), "Rosa");
  await shop.write("Hola");
  const { thread, write } = await threadOf(ana);
  await shop.page.reload();
  await write("¿Sigues ahí?");
  await shop.said("¿Sigues ahí?").waitFor();
  await thread.until(() => (thread.topic("agent") as { marks: { customerRead: number } }).marks.customerRead > 2);
});

test("a site that closes the chat as its page begins has the last word, and so has one that forgets the visitor", async () => {
  const context = await stage.someone();
  const url = await site(stage, { ask: "none" });
  for (const call of ["close", "reset"] as const) {
    const shop = await Shop.open(context, url);
    const { page } = shop;
    await page.addInitScript(`addEventListener("turno:ready", () => Turno.${call}())`);
    await page.reload();
    await page.getByRole("button", { name: "Abrir chat" }).waitFor();
    await page.locator("iframe[hidden]").waitFor({ state: "attached" });
    await page.close();
  }
});
