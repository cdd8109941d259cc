/** Each attribute and each call of `docs/widget.md` that no other story needs. */
import { createServer } from "node:http";
import type { FrameLocator, Page } from "playwright-core";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { DESKTOP } from "../harness/browser.ts";
import { Shop } from "./support/screens.ts";
import { Stage } from "./support/stage.ts";
import { accepting, listening, site, threadOf } from "./support/visit.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

async function visit(attributes: Record<string, string>, page?: { lang?: string }, options = DESKTOP): Promise<Page> {
  const made = await (await stage.someone(options)).newPage();
  await made.goto(await site(stage, attributes, page));
  await made.waitForFunction(() => window.Turno);
  await made.evaluate(() => window.Turno!.open());
  return made;
}
const chatOf = (page: Page): FrameLocator => page.frameLocator("iframe");
async function groundOf(page: Page): Promise<string> {
  await chatOf(page).getByRole("heading").first().waitFor();
  return chatOf(page)
    .locator("body")
    .evaluate((body) => getComputedStyle(body).backgroundColor);
}

test("the team's name, the greeting and the sentence below it are the site's, in the language of the page", async () => {
  const words = {
    team: "Taller Alba",
    "greeting-es": "Buenas",
    "greeting-en": "Good day",
    intro: "We answer within the hour.",
    "intro-es": "Respondemos en una hora.",
  };
  const spanish = chatOf(await visit(words));
  await spanish.getByRole("heading", { name: "Taller Alba" }).waitFor();
  await spanish.getByRole("heading", { name: "Buenas" }).waitFor();
  await spanish.getByText("Respondemos en una hora.").waitFor();
  const english = chatOf(await visit(words, { lang: "en" }));
  await english.getByRole("heading", { name: "Good day" }).waitFor();
  await english.getByText("We answer within the hour.").waitFor();
});

test("a site that names a language has the chat in it, whatever the page and the browser speak", async () => {
  const page = await visit({ lang: "en" });
  await chatOf(page).getByRole("heading", { name: "Hello!" }).waitFor();
  await page.getByRole("button", { name: "Close chat", exact: true }).waitFor();
  await chatOf(await visit({ lang: "auto" }))
    .getByRole("heading", { name: "¡Hola!" })
    .waitFor();
});

test("a site may have the chat light or dark, whatever the visitor's system says", async () => {
  const dark = { ...DESKTOP, colorScheme: "dark" } as const;
  expect(await groundOf(await visit({ theme: "light" }, {}, dark))).toBe("rgb(244, 245, 246)");
  expect(await groundOf(await visit({ theme: "dark" }))).toBe("rgb(21, 22, 24)");
  expect(await groundOf(await visit({ theme: "auto" }, {}, dark))).toBe("rgb(21, 22, 24)");
  expect(await groundOf(await visit({}))).toBe("rgb(244, 245, 246)");
});

test("the launcher stands at the right, or where the site wants it", async () => {
  const sideOf = async (page: Page) =>
    (await page.getByRole("button", { name: "Cerrar chat", exact: true }).boundingBox())!.x;
  expect(await sideOf(await visit({}))).toBe(1440 - 20 - 56);
  expect(await sideOf(await visit({ position: "right" }, {}))).toBe(1440 - 20 - 56);
  expect(await sideOf(await visit({ position: "left" }))).toBe(20);
});

test("up to three pictures of the team stand at the top, and one that cannot be had leaves no gap", async () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/no.svg" ? 404 : 200, { "content-type": "image/svg+xml" });
    response.end(request.url === "/no.svg" ? "" : '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const at = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  const page = await visit({ photos: `${at}/a.svg, ${at}/no.svg, ${at}/b.svg, ${at}/c.svg` });
  const photos = chatOf(page).locator(".photos img");
  await expect.poll(() => photos.count(), { timeout: 10_000 }).toBe(2);
  // On a site of ours they are relative to the page.
  const shop = await (await stage.someone()).newPage();
  await shop.goto(stage.url);
  await shop.getByRole("button", { name: "Abrir chat" }).click();
  await expect
    .poll(() =>
      chatOf(shop)
        .locator(".photos img")
        .first()
        .evaluate((one: HTMLImageElement) => one.naturalWidth),
    )
    .toBeGreaterThan(0);
});

test("a project that the centre does not have has no chat, and says so", async () => {
  const page = await visit({ project: "no-such", ask: "none" });
  await chatOf(page).getByText("El chat no está disponible en esta página.").waitFor();
});

test("a site's script hears each event until it stops listening, and all that it says of its user counts, however early", async () => {
  const context = await listening(stage);
  // Before the frame is there to hear it.
  await context.addInitScript(() =>
    addEventListener("turno:ready", () => {
      window.Turno!.setUser({ name: "Ros", department: "ventas" });
      window.Turno!.setUser({ name: "Rosa" });
    }),
  );
  const page = await context.newPage();
  await page.goto(await site(stage, { departments: "general: Tienda, ventas: Ventas" }));
  await page.waitForFunction(() => window.Turno);
  await page.evaluate(() => {
    const heard: unknown[] = [];
    const stop = window.Turno!.on("open", () => heard.push("open"));
    window.Turno!.on("close", () => heard.push("close"));
    window.Turno!.on("message", (message) => heard.push(message));
    window.Turno!.on("unread", (count) => heard.push(count));
    Object.assign(globalThis, { heard });
    window.Turno!.open();
    window.Turno!.open();
    stop();
    window.Turno!.close();
    window.Turno!.open();
  });
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: object[] }).heard);
  expect(await heard()).toEqual(["open", "close"]);

  const marta = await accepting(stage, "demo_marta");
  const composer = chatOf(page).getByRole("textbox", { name: "Escribe un mensaje" });
  await composer.fill("Hola");
  await composer.press("Enter");
  const { room, write } = await threadOf(marta);
  expect(marta.threadView(room)).toMatchObject({ customer: { name: "Rosa" }, conversation: { department: "ventas" } });
  await expect.poll(heard).toHaveLength(3);
  await page.evaluate(() => window.Turno!.close());
  await write("Buenos días");
  await page.getByRole("button", { name: "Abrir chat, 1 sin leer" }).waitFor();
  const at = expect.any(Number) as number;
  await expect.poll(heard).toHaveLength(6);
  const all = await heard();
  expect(all.slice(0, 4)).toEqual([
    "open",
    "close",
    { seq: at, from: "customer", author: "Rosa", text: "Hola", at },
    "close",
  ]);
  // In whichever order.
  const said = { seq: at, from: "agent", author: "Marta Núñez", text: "Buenos días", at };
  expect(all.slice(4)).toEqual(expect.arrayContaining([said, 1]));
});

test("a site that signs its user out has the chat closed, and the next visitor of this browser is another", async () => {
  const shop = await Shop.open(await listening(stage), await site(stage), "Rosa");
  await shop.write("Hola");
  const before = await shop.chat.locator("body").evaluate(() => localStorage.getItem("turno.visitor.demo"));
  await shop.page.evaluate(() => window.Turno!.reset());
  await shop.page.getByRole("button", { name: "Abrir chat" }).waitFor();
  await shop.page.reload();
  await shop.page.getByRole("button", { name: "Abrir chat" }).click();
  await shop.chat.getByLabel("¿Cómo te llamas?").fill("Luis");
  await shop.chat.getByRole("button", { name: "Empezar" }).click();
  await shop.write("Buenas");
  const after = await shop.chat.locator("body").evaluate(() => localStorage.getItem("turno.visitor.demo"));
  expect(JSON.parse(after!)).not.toMatchObject({ id: (JSON.parse(before!) as { id: string }).id });
});
