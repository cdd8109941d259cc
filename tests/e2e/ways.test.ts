/** The panel from right to left, and on a phone on its side. */
import type { BrowserContextOptions, Locator } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { beyondTheEdge } from "./support/edges.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

const WIDTHS: Record<string, BrowserContextOptions> = {
  "1440×900": DESKTOP,
  "1024×768": { ...DESKTOP, viewport: { width: 1024, height: 768 } },
  "390×844": PHONE,
};
const ON_ITS_SIDE: BrowserContextOptions = { ...PHONE, viewport: { width: 844, height: 390 } };

const boxOf = async (target: Locator) => (await target.boundingBox())!;

for (const [size, options] of Object.entries(WIDTHS))
  test(`at ${size}, where lines run from right to left, the panel is mirrored and nothing is out of reach`, async () => {
    const ana = await Panel.open(await stage.someone(options), stage.url, "Ana García");
    const { page } = ana;
    const isPhone = options === PHONE;
    await page.evaluate(() => (document.documentElement.dir = "rtl"));
    await ana.accept();
    await stage.arrive("Rosa Delgado de la Vega y Montemayor", "Hola, ¿me puede decir dónde está mi pedido?");
    await ana.entry("Rosa").waitFor();
    expect(await beyondTheEdge(page)).toEqual([]);
    if (!isPhone) {
      const list = await boxOf(page.getByRole("navigation", { name: "Conversaciones" }));
      expect(list.x + list.width).toBe(page.viewportSize()!.width);
    }
    await ana.openThread("Rosa");
    await ana.write("Buenos días");
    expect(await beyondTheEdge(page)).toEqual([]);
    const [mine, theirs] = [await boxOf(ana.said("Buenos días")), await boxOf(ana.said("mi pedido"))];
    expect(mine.x).toBeLessThan(theirs.x + theirs.width - mine.width);
    const [send, box] = [await boxOf(ana.button("Enviar")), await boxOf(ana.composer())];
    expect(send.x + send.width).toBeLessThanOrEqual(box.x);
    await ana.button("Más acciones").click();
    const menuAway = async (): Promise<number> => {
      const [menu, button] = [await boxOf(page.locator("#thread-more")), await boxOf(ana.button("Más acciones"))];
      if (menu.x < 0 || menu.x + menu.width > page.viewportSize()!.width) return Infinity;
      return Math.min(Math.abs(menu.y - button.y - button.height), Math.abs(button.y - menu.y - menu.height));
    };
    await expect.poll(menuAway, { timeout: 15_000 }).toBeLessThan(8);
    await page.keyboard.press("Escape");
    await ana.button("Transferir Conversación").click();
    await page.getByRole("dialog").getByRole("radio").first().waitFor();
    expect(await beyondTheEdge(page)).toEqual([]);
    expect(await seriousIn(page)).toEqual([]);
  });

test("the menu of more actions stands at its button, inside the page, and closes by Esc with the focus back", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  await stage.arrive("Rosa", "Hola");
  await ana.openThread("Rosa");
  const more = ana.button("Más acciones");
  await more.press("Enter");
  const menu = ana.page.locator("#thread-more");
  const below = async (): Promise<number> => {
    const [button, box] = [await boxOf(more), await boxOf(menu)];
    const isInLine = Math.abs(box.x + box.width - button.x - button.width) < 2;
    return isInLine ? Math.abs(box.y - button.y - button.height) : Infinity;
  };
  await expect.poll(below, { timeout: 15_000 }).toBeLessThan(8);
  await ana.page.setViewportSize({ width: 1100, height: 700 });
  await expect.poll(below, { timeout: 15_000 }).toBeLessThan(8);
  await ana.page.keyboard.press("Escape");
  await menu.waitFor({ state: "hidden" });
  expect(await more.evaluate((element) => element === document.activeElement)).toBe(true);
});

test("on a phone on its side head, thread and composer are in view, and there is room to read", async () => {
  const ana = await Panel.open(await stage.someone(ON_ITS_SIDE), stage.url, "Ana García");
  const { page } = ana;
  await ana.accept();
  await stage.arrive("Rosa", "Hola");
  await ana.entry("Rosa").waitFor();
  expect(await beyondTheEdge(page)).toEqual([]);
  const [state, accept] = [page.locator(".connection"), page.locator(".availability")];
  const [start, middle] = [await boxOf(state), await boxOf(accept)];
  expect(start.x + start.width).toBeLessThanOrEqual(middle.x);
  await ana.openThread("Rosa");
  await ana.write("Buenos días");
  expect(await beyondTheEdge(page)).toEqual([]);
  expect((await boxOf(ana.thread())).height).toBeGreaterThan(150);
  for (const inView of [ana.button("Transferir Conversación"), ana.composer(), ana.button("Enviar")]) {
    const { y, height } = await boxOf(inView);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(390);
  }
  expect(await seriousIn(page)).toEqual([]);
  await ana.button("Transferir Conversación").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio").first().waitFor();
  const send = await boxOf(dialog.getByRole("button", { name: "Transferir", exact: true }));
  expect(send.y + send.height).toBeLessThanOrEqual(390);
  await page.keyboard.press("Escape");
  // The way out is in the menu where the head has no room for it.
  await page.getByRole("button", { name: /Ana García/ }).click();
  await ana.button("Salir").waitFor();
});
