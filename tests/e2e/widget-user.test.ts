/** A user of a site, for whom it vouches, in the chat. */
import { createHmac } from "node:crypto";
import type { BrowserContext, Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { post, signInDemo } from "../harness/people.ts";
import { openSettings, picture } from "./support/accounts.ts";
import { Panel, Shop } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";
import { accepting, site, threadOf } from "./support/visit.ts";

let stage: Stage;
let key: string;
beforeEach(async () => {
  stage = await Stage.set();
  const { papers } = await signInDemo(stage.url, "demo_john");
  ({ key } = (await (await post(stage.url, "/project/widget-key", {}, papers)).json()) as { key: string });
});
afterEach(() => stage.strike());

interface SiteUser {
  id: string;
  name: string;
  signature: string;
}

const user = (id: string, name: string): SiteUser => ({
  id,
  name,
  signature: createHmac("sha256", key).update(id).digest("hex"),
});

/** The site's own page says who its user is, as soon as the chat is there. */
async function visiting(who: SiteUser | null): Promise<{ context: BrowserContext; complaints: string[] }> {
  const context = await stage.someone();
  const complaints: string[] = [];
  context.on("console", (line) => void (line.type() === "error" && complaints.push(line.text())));
  if (who) await context.addInitScript(says, who);
  return { context, complaints };
}
function says(who: SiteUser): void {
  addEventListener("turno:ready", () => Object(globalThis).Turno.setUser(who));
}
const setUser = (page: Page, who: SiteUser) => page.evaluate((now) => Object(globalThis).Turno.setUser(now), who);
const reset = (page: Page) => page.evaluate(() => Object(globalThis).Turno.reset());

test("the same user has the same thread in two browsers, and is asked for no name", async () => {
  const ana = await accepting(stage, "demo_ana");
  const address = await site(stage);
  const rosa = user("7", "Rosa");
  const laptop = await Shop.open((await visiting(rosa)).context, address);
  await laptop.write("Hola desde casa");
  const { room, write } = await threadOf(ana);
  expect(room).toMatch(/^demo_u/);
  expect(ana.assignments[0]).toMatchObject({ customerName: "Rosa" });
  const phone = await Shop.open((await visiting(rosa)).context, address);
  await phone.said("Hola desde casa").waitFor();
  await phone.write("Y ahora desde la calle");
  await laptop.said("Y ahora desde la calle").waitFor();
  await write("Te leo en los dos sitios");
  for (const screen of [laptop, phone]) await screen.said("Te leo en los dos sitios").waitFor();
  expect(ana.assignments).toHaveLength(1);
  const other = await Shop.open((await visiting(user("8", "Luz"))).context, address);
  await other.write("Soy otra");
  expect(await other.said("Hola desde casa").count()).toBe(0);

  // Who only says that she is Rosa is not shown as her.
  await stage.arrive("Rosa de mentira", "Hola");
  const panel = await Panel.open(await stage.someone(), stage.url, "Ana García");
  const mark = panel.page.locator(".customer").getByRole("img", { name: "Identidad confirmada por tu web" });
  await panel.openThread("Luz");
  await mark.waitFor();
  await picture(panel.page, "vouched");
  expect(await seriousIn(panel.page)).toEqual([]);
  await panel.openThread("Rosa de mentira");
  await panel.page.locator(".customer").getByText("Rosa de mentira").waitFor();
  expect(await mark.count()).toBe(0);
});

test("with a wrong signature the console says so, and the chat stays anonymous", async () => {
  const address = await site(stage);
  const rosa = await Shop.open((await visiting(user("7", "Rosa"))).context, address);
  await rosa.write("Solo mío");
  const { context, complaints } = await visiting({ ...user("7", "Rosa"), signature: "0".repeat(64) });
  const forged = await Shop.open(context, address);
  await forged.write("Hola");
  expect(await forged.said("Solo mío").count()).toBe(0);
  expect(complaints.join()).toContain("Turno.setUser: the user is not known by this signature (signatureInvalid)");
});

test("who wrote before they signed in at the site goes on in their own thread, and leaves nothing when they sign out", async () => {
  const { context } = await visiting(null);
  const shop = await Shop.open(context, await site(stage), "Nadie");
  await shop.write("Antes de entrar");
  // One that is still on its way would go with them.
  const sent = () => shop.thread().locator(".bubble.unsent").waitFor({ state: "detached" });
  await sent();
  await setUser(shop.page, user("7", "Rosa"));
  await shop.said("Antes de entrar").waitFor({ state: "detached" });
  await shop.write("Ya he entrado");
  await sent();
  await shop.page.reload();
  await shop.said("Ya he entrado").waitFor();
  await setUser(shop.page, user("8", "Luz"));
  await shop.said("Ya he entrado").waitFor({ state: "detached" });
  await setUser(shop.page, user("7", "Rosa"));
  await shop.said("Ya he entrado").waitFor();
  await reset(shop.page);
  await shop.page.getByRole("button", { name: "Abrir chat" }).click();
  await shop.chat.getByLabel("¿Cómo te llamas?").waitFor();
  await shop.page.reload();
  await shop.chat.getByLabel("¿Cómo te llamas?").waitFor();
});

test("the administrator makes another key on the project's page, is warned first, and sees it once", async () => {
  const { page } = await Panel.open(await stage.someone(), stage.url, "John Miller");
  const become = async () =>
    (await post(stage.url, "/visitors", { project: "demo", user: user("7", "Rosa") }, {})).status;
  await openSettings(page, "Proyecto");
  await page.getByText(/^Se creó /).waitFor();
  const shown = page.getByRole("region", { name: "Clave del chat" }).locator("code");
  expect(await shown.count()).toBe(0);
  page.once("dialog", (dialog) => void dialog.dismiss());
  await page.getByRole("button", { name: "Cambiar la clave" }).click();
  expect(await become()).toBe(200);
  page.once("dialog", (dialog) => void dialog.accept());
  await page.getByRole("button", { name: "Cambiar la clave" }).click();
  const fresh = await shown.innerText();
  await picture(page, "widget-key");
  expect(await seriousIn(page)).toEqual([]);
  expect(await become()).toBe(403);
  key = fresh;
  expect(await become()).toBe(200);
  await page.reload();
  await openSettings(page, "Proyecto");
  await page.getByText(/^Se creó /).waitFor();
  expect(await shown.count()).toBe(0);
});

test("who may not edit the project sees whose business its key is", async () => {
  const { page } = await Panel.open(await stage.someone(), stage.url, "Marta Núñez");
  await openSettings(page, "Proyecto");
  const button = page.getByRole("button", { name: "Crear una clave" });
  expect(await button.getAttribute("aria-disabled")).toBe("true");
  await picture(page, "widget-key-not-mine");
});

test("in the shop of the demo Rosa signs in: agents see who she is, on every page, until she signs out", async () => {
  const ana = await accepting(stage, "demo_ana");
  const shop = await Shop.open(await stage.someone(), stage.url, "Nadie");
  await shop.page.getByRole("button", { name: "Entrar como Rosa" }).click();
  await shop.page.getByRole("button", { name: "Salir: Rosa" }).waitFor();
  await shop.chat.getByText("Nadie").waitFor({ state: "detached" });
  await shop.write("¿Ha llegado mi jarrón?");
  const { room } = await threadOf(ana);
  expect(ana.threadView(room)!.customer).toMatchObject({ name: "Rosa Vidal", vouched: true });
  await shop.reload();
  await shop.said("¿Ha llegado mi jarrón?").waitFor();
  await picture(shop.page, "shop-signed-in");
  expect(await seriousIn(shop.page)).toEqual([]);
  await shop.page.getByRole("button", { name: "Salir: Rosa" }).click();
  await shop.page.getByRole("button", { name: "Entrar como Rosa" }).waitFor();
  await shop.page.getByRole("button", { name: "Abrir chat" }).click();
  await shop.chat.getByLabel("¿Cómo te llamas?").waitFor();
  expect(await shop.said("¿Ha llegado mi jarrón?").count()).toBe(0);
});
