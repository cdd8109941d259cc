/** The customer's chat on a site: the demo shop, and a stranger's site with a strict policy. */
import { readFile } from "node:fs/promises";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { Agent, Customer } from "../harness/people.ts";
import { Shop } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";
import { accepting, listening, site as siteWith, threadOf, toldTo } from "./support/visit.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

const anaAccepts = () => accepting(stage, "demo_ana");
const site = (attributes?: Record<string, string>, page?: { lang?: string; dir?: string }) =>
  siteWith(stage, attributes, page);

test("a site with a strict policy has the whole chat, and no policy is violated", async () => {
  const ana = await anaAccepts();
  const shop = await Shop.open(
    await listening(stage),
    await site({ color: "#ffd400", position: "left", theme: "dark" }),
    "Rosa",
  );
  await shop.write("Hola");
  const { write } = await threadOf(ana);
  await write("Buenos días");
  await shop.said("Buenos días").waitFor();
  const launcher = shop.page.getByRole("button", { name: "Cerrar chat" });
  expect((await launcher.boundingBox())!.x).toBe(20);
  const colours = await launcher.evaluate((one) => [
    getComputedStyle(one).backgroundColor,
    getComputedStyle(one).color,
  ]);
  expect(colours).toEqual(["rgb(255, 212, 0)", "rgb(0, 0, 0)"]);
  const header = shop.chat.locator("header");
  expect(await header.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe("rgb(255, 212, 0)");
  const body = shop.chat.locator("body");
  expect(await body.evaluate((one) => getComputedStyle(one).backgroundColor)).toBe("rgb(21, 22, 24)");
  expect(await toldTo(shop.page)).toEqual(["ready", "open", ["message", "Hola"], ["message", "Buenos días"]]);
});

test("while the chat is closed, a badge counts and a bubble shows the agent's words", async () => {
  const ana = await anaAccepts();
  const shop = await Shop.open(await listening(stage), await site(), "Rosa");
  const { page, chat } = shop;
  await shop.write("Hola");
  const { thread, write } = await threadOf(ana);
  await page.getByRole("button", { name: "Cerrar chat" }).click();
  await write("¿En qué puedo ayudarte?");
  await page.getByRole("button", { name: "Abrir chat, 1 sin leer" }).waitFor();
  const bubble = page.getByRole("button", { name: /¿En qué puedo ayudarte\?/ });
  expect(await bubble.innerText()).toMatch(/^Ana García\s+¿En qué/);

  await page.getByRole("button", { name: "Descartar" }).click();
  await bubble.waitFor({ state: "hidden" });
  await write("Estoy aquí");
  await page.getByRole("button", { name: "Abrir chat, 2 sin leer" }).waitFor();
  await page.getByRole("button", { name: /Estoy aquí/ }).click();
  await chat.getByRole("log").getByText("Estoy aquí").waitFor();
  await page.getByRole("button", { name: "Cerrar chat", exact: true }).waitFor();
  await thread.until(() => (thread.topic("agent") as { marks: { customerRead: number } }).marks.customerRead > 4);
  const told = await toldTo(page);
  expect(told).toEqual(
    expect.arrayContaining([
      ["unread", 1],
      ["unread", 2],
      ["unread", 0],
    ]),
  );

  // What came while the site was left is found on the next visit.
  await page.getByRole("button", { name: "Cerrar chat", exact: true }).click();
  await page.goto("about:blank");
  await write("¿Sigues ahí?");
  await page.goBack();
  await page.getByRole("button", { name: "Abrir chat, 1 sin leer" }).waitFor();
});

test("a site says who its user is, changes the language, opens, closes and forgets", async () => {
  const ana = await anaAccepts();
  const page = await (await listening(stage)).newPage();
  await page.goto(await site());
  await page.waitForFunction(() => window.Turno);
  await page.evaluate(() => {
    window.Turno!.setUser({ name: "Rosa Vidal", email: "rosa@example.com" });
    window.Turno!.open();
  });
  const chat = page.frameLocator("iframe");
  await chat.getByRole("textbox", { name: "Escribe un mensaje" }).fill("Hola");
  await page.evaluate(() => window.Turno!.setLocale("en"));
  await chat.getByRole("button", { name: "Send" }).click();
  const { room, thread } = await threadOf(ana);
  expect(ana.threadView(room)!.customer).toMatchObject({ name: "Rosa Vidal", email: "rosa@example.com" });

  // As the site's user corrects their name, the agent sees it.
  await page.evaluate(() => window.Turno!.setUser({ name: "Rosa Vidal Puig" }));
  await thread.until(() => ana.threadView(room)!.customer.name === "Rosa Vidal Puig");
  await page.evaluate(() => window.Turno!.close());
  await page.getByRole("button", { name: "Open chat" }).waitFor();
  await page.evaluate(() => window.Turno!.reset());
  await page.getByRole("button", { name: "Open chat" }).click();
  await chat.getByLabel("What is your name?").waitFor();
  expect(await chat.getByLabel("What is your name?").inputValue()).toBe("");
  // The next one in this browser is somebody else, with a thread of their own.
  await chat.getByLabel("What is your name?").fill("Luis Vidal");
  await chat.getByRole("button", { name: "Start" }).click();
  await chat.getByText("Write your first message.").waitFor();
  expect(await chat.getByRole("log").innerText()).not.toContain("Hola");
});

test("the chat follows the language of the site as it changes", async () => {
  const page = await (await stage.someone()).newPage();
  await page.goto(stage.url);
  await page.getByRole("button", { name: "Abrir chat" }).click();
  const chat = page.frameLocator("iframe");
  await chat.getByRole("heading", { name: "¡Hola! Somos el taller" }).waitFor();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Pottery made by hand" }).waitFor();
  await chat.getByRole("heading", { name: "Hello! We are the workshop" }).waitFor();
  await page.getByRole("button", { name: "Close chat" }).waitFor();
});

test("on a site in a language that the chat does not speak, it speaks the browser's", async () => {
  const page = await (await stage.someone({ ...DESKTOP, locale: "en-GB" })).newPage();
  await page.goto(await site({}, { lang: "fr" }));
  await page.getByRole("button", { name: "Open chat" }).click();
  await page.frameLocator("iframe").getByRole("heading", { name: "Hello!" }).waitFor();
});

test("before the first message the site may ask for name, e-mail and department, and nothing is obligatory but sense", async () => {
  const ana = await anaAccepts();
  const url = await site({ ask: "name+email", departments: "general: Tienda, taller: Taller" });
  const page = await (await stage.someone()).newPage();
  await page.goto(url);
  await page.getByRole("button", { name: "Abrir chat" }).click();
  const chat = page.frameLocator("iframe");
  await chat.getByLabel("¿Cómo te llamas?").fill("Rosa");
  await chat.getByLabel("Correo electrónico").fill("rosa@");
  await chat.getByRole("radio", { name: "Tienda" }).check();
  await chat.getByRole("button", { name: "Empezar" }).click();
  await chat.getByRole("alert").getByText("no parece completa").waitFor();
  await chat.getByLabel("Correo electrónico").fill("rosa@example.com");
  await chat.getByRole("button", { name: "Empezar" }).click();
  await chat.getByRole("textbox", { name: "Escribe un mensaje" }).fill("Hola");
  await chat.getByRole("textbox", { name: "Escribe un mensaje" }).press("Enter");
  const { room } = await threadOf(ana);
  expect(ana.threadView(room)).toMatchObject({
    customer: { name: "Rosa", email: "rosa@example.com" },
    conversation: { department: "general" },
  });
});

test("who begins during an outage still comes to the department that they chose, under their name", async () => {
  const page = await (await stage.someone()).newPage();
  await page.goto(await site({ departments: "general: Tienda, ventas: Ventas" }));
  await page.getByRole("button", { name: "Abrir chat" }).click();
  const chat = page.frameLocator("iframe");
  await chat.getByLabel("¿Cómo te llamas?").fill("Rosa");
  await stage.centre.kill9();
  await chat.getByRole("radio", { name: "Ventas" }).check();
  await chat.getByRole("button", { name: "Empezar" }).click();
  await chat.getByRole("textbox", { name: "Escribe un mensaje" }).fill("Hola");
  await chat.getByRole("button", { name: "Enviar" }).click();
  await stage.centre.restart();
  const marta = await Agent.signIn(stage.url, "demo_marta");
  onTestFinished(() => marta.vanish());
  await marta.setAvailable(true);
  const { room, thread } = await threadOf(marta);
  expect(thread.texts).toEqual(["Hola"]);
  expect(marta.threadView(room)).toMatchObject({ customer: { name: "Rosa" }, conversation: { department: "ventas" } });
});

test("a site that asks nothing lets its visitors write at once", async () => {
  const shop = await Shop.open(await stage.someone(), await site({ ask: "none" }));
  await shop.write("Hola");
});

test("when nobody is there, the customer leaves an address, and it is in the thread in words", async () => {
  const shop = await Shop.open(await stage.someone(), await site({ away: "Volvemos mañana a las nueve." }), "Rosa");
  await shop.notice("Volvemos mañana a las nueve.").waitFor();
  await shop.chat.getByRole("button", { name: "Dejar mi correo" }).click();
  await shop.chat.getByLabel("Correo electrónico").fill("rosa");
  await shop.chat.getByRole("button", { name: "Dejar correo" }).click();
  await shop.chat.getByRole("alert").waitFor();
  await shop.chat.getByLabel("Correo electrónico").fill("rosa@example.com");
  await shop.chat.getByRole("button", { name: "Dejar correo" }).click();
  await shop.notice("Hemos anotado tu correo: rosa@example.com").waitFor();
  await shop.ticked("Mi correo electrónico es rosa@example.com", "Enviado").waitFor();
  const ana = await anaAccepts();
  const { room, thread } = await threadOf(ana);
  expect(thread.texts).toEqual([expect.stringContaining("rosa@example.com")]);
  expect(ana.threadView(room)!.customer.email).toBe("rosa@example.com");
  await shop.chat.getByRole("button", { name: "Cambiar" }).waitFor({ state: "detached" });
});

test("who waits sees their place move, and may leave", async () => {
  const first = await Customer.arrive(stage.url, "Bruno");
  onTestFinished(() => first.client.close());
  await first.write("Estaba antes");
  const shop = await Shop.open(await stage.someone(), stage.url, "Rosa");
  await shop.write("Hola");
  await shop.notice("Eres el 2.º de la cola").waitFor();
  await first.client.send({ type: "conversation.leave", conversation: 1 });
  await shop.notice("Eres el 1.º de la cola").waitFor();

  const button = (name: string) => shop.chat.getByRole("button", { name, exact: true });
  await button("Opciones").click();
  await button("Terminar conversación").click();
  await button("Seguir").click();
  await shop.chat.locator("button:focus[aria-label=Opciones]").waitFor();
  await button("Opciones").click();
  await button("Terminar conversación").click();
  await button("Terminar").click();
  await shop.thread().getByText("Has terminado la conversación").waitFor();
  // Nobody has served them: there is nothing to rate.
  expect(await shop.chat.getByRole("group", { name: "¿Cómo te hemos atendido?" }).count()).toBe(0);
});

test("after the end the customer rates the conversation, once", async () => {
  const ana = await anaAccepts();
  const shop = await Shop.open(await stage.someone(), await site(), "Rosa");
  await shop.write("Hola");
  const { thread, room } = await threadOf(ana);
  await thread.client.send({ type: "conversation.close", conversation: 1 });
  const form = shop.chat.getByRole("group", { name: "¿Cómo te hemos atendido?" });
  await form.getByRole("radio", { name: "4: Bien" }).check({ force: true });
  await shop.chat.getByRole("textbox", { name: "¿Quieres contarnos algo más?" }).fill("Muy amable");
  await shop.chat.getByRole("button", { name: "Enviar valoración" }).click();
  await shop.thread().getByText("Has valorado la conversación: 4 de 5").waitFor();
  await form.waitFor({ state: "detached" });
  await shop.reload();
  await shop.thread().getByText("Has valorado la conversación: 4 de 5").waitFor();
  expect(await form.count()).toBe(0);

  // The next agent finds it in the history.
  await shop.write("Otra cosa");
  await ana.until(() => ana.assignments.some((one) => one.thread === room));
  await thread.until(() => thread.messages.some((row) => row.kind === "rated" && row.comment === "Muy amable"));
});

test("the customer takes the whole conversation along, as a file and in the clipboard", async () => {
  const ana = await anaAccepts();
  const context = await stage.someone();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  // Reading the clipboard back is the test's own affair, and needs a page that may.
  const shop = await Shop.open(context, stage.url, "Rosa");
  for (let n = 1; n <= 30; n++) await shop.write(`mensaje ${n}.`);
  const { write } = await threadOf(ana);
  await write("Te leo");
  await shop.said("Te leo").waitFor();
  // After a reload only the last twenty are there.
  await shop.reload();
  await shop.said("Te leo").waitFor();
  await shop.chat.getByRole("button", { name: "Opciones" }).click();
  const [download] = await Promise.all([
    shop.page.waitForEvent("download"),
    shop.chat.getByRole("button", { name: "Descargar la conversación" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^conversacion-\d{4}-\d\d-\d\d\.txt$/);
  const text = await readFile(await download.path(), "utf8");
  expect(text).toMatch(/^Conversación con Tienda Demo\n/);
  for (const line of ["Tú: mensaje 1.", "Tú: mensaje 30.", "— Ana García se ha unido", "Ana García: Te leo"])
    expect(text).toContain(line);
  expect(text.match(/mensaje \d+\./g)).toHaveLength(30);
  await shop.chat.getByRole("button", { name: "Copiar la conversación" }).click();
  await shop.chat.getByText("Conversación copiada.").waitFor();
  expect(await shop.page.evaluate(() => navigator.clipboard.readText())).toBe(text);
});

test("by keyboard alone: open, say who one is, write, leave an address, and close to where one was", async () => {
  const page = await (await stage.someone()).newPage();
  await page.goto(stage.url);
  await page.getByRole("button", { name: "Hablar con el taller" }).focus();
  await page.keyboard.press("Enter");
  const chat = page.frameLocator("iframe");
  await chat.locator("#name:focus").waitFor();
  await page.keyboard.type("Rosa");
  await page.keyboard.press("Enter");
  const composer = chat.getByRole("textbox", { name: "Escribe un mensaje" });
  await chat.locator("textarea:focus").waitFor();
  await page.keyboard.type("Hola");
  await page.keyboard.press("Enter");
  await chat.locator(".bubble").getByText("Hola").waitFor();
  await chat.getByRole("button", { name: "Dejar mi correo" }).waitFor();
  // Past the clip.
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await chat.locator("button:focus", { hasText: "Dejar mi correo" }).waitFor();
  await page.keyboard.press("Enter");
  await chat.locator("#address:focus").waitFor();
  await page.keyboard.press("Escape");
  await chat.locator("button:focus", { hasText: "Dejar mi correo" }).waitFor();
  await composer.focus();
  await page.keyboard.press("Escape");
  await page.locator("[data-do=open]:focus", { hasText: "Hablar con el taller" }).waitFor();
  await page.getByRole("button", { name: "Abrir chat" }).waitFor();
});

test("on a phone the chat covers the page, and the keyboard stays inside until it is closed", async () => {
  const shop = await Shop.open(await stage.someone(PHONE), stage.url, "Rosa");
  const frame = shop.page.locator("iframe");
  expect(await frame.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  expect(await shop.page.getByRole("button", { name: "Cerrar chat", exact: true }).count()).toBe(0);
  await shop.write("Hola");
  const walk = async (key: string) => {
    const seen = new Set<string>();
    for (let n = 0; n < 12; n++) {
      await shop.page.keyboard.press(key);
      expect(await shop.page.evaluate(() => document.activeElement?.localName)).toBe("turno-chat");
      seen.add(await shop.chat.locator(":focus").evaluate((one) => one.ariaLabel ?? one.textContent));
    }
    return seen;
  };
  expect([...(await walk("Tab"))]).toEqual(
    expect.arrayContaining(["Cerrar el chat", "Escribe un mensaje", "Opciones"]),
  );
  expect([...(await walk("Shift+Tab"))]).toContain("Cerrar el chat");
  await shop.page.keyboard.press("Escape");
  await shop.page.getByRole("button", { name: "Abrir chat" }).waitFor();
});

test("who wants less motion sees none", async () => {
  const ana = await anaAccepts();
  const shop = await Shop.open(await stage.someone({ ...DESKTOP, reducedMotion: "reduce" }), stage.url, "Rosa");
  await shop.write("Hola");
  const { thread } = await threadOf(ana);
  thread.client.signal({ type: "typing", typing: true });
  await shop.chat.getByText("Ana García está escribiendo").waitFor();
  const moving = () => document.getAnimations().length;
  expect([await shop.page.evaluate(moving), await shop.chat.locator("body").evaluate(moving)]).toEqual([0, 0]);
});

test("sound is off until the customer wants it, and stays as they chose", async () => {
  const shop = await Shop.open(await stage.someone(), stage.url, "Rosa");
  const sound = shop.chat.getByRole("switch", { name: "Sonido" });
  await shop.chat.getByRole("button", { name: "Opciones" }).click();
  expect(await sound.getAttribute("aria-checked")).toBe("false");
  await sound.click();
  await shop.reload();
  await shop.chat.getByRole("button", { name: "Opciones" }).click();
  expect(await sound.getAttribute("aria-checked")).toBe("true");
});

for (const [size, options] of Object.entries({ "1440×900": DESKTOP, "390×844": PHONE }))
  for (const colorScheme of ["light", "dark"] as const)
    test(`axe finds nothing serious in the chat and the shop at ${size} in ${colorScheme}`, async () => {
      const context = await stage.someone({ ...options, colorScheme });
      const page = await context.newPage();
      await page.goto(stage.url);
      expect(await seriousIn(page)).toEqual([]);
      await page.getByRole("button", { name: "Abrir chat" }).click();
      await page.frameLocator("iframe").getByLabel("¿Cómo te llamas?").waitFor();
      expect(await seriousIn(page)).toEqual([]);
      await page.close();
      const shop = await Shop.open(context, stage.url, "Rosa");
      await shop.write("Hola https://example.com/alba");
      await shop.chat.getByRole("button", { name: "Dejar mi correo" }).click();
      await shop.chat.getByRole("button", { name: "Dejar correo" }).click();
      expect(await seriousIn(shop.page)).toEqual([]);
      const ana = await anaAccepts();
      const { thread, write } = await threadOf(ana);
      await write("Buenos días: https://example.com/azul");
      await shop.said("Buenos días").waitFor();
      await shop.chat.getByRole("button", { name: "Opciones" }).click();
      thread.client.signal({ type: "typing", typing: true });
      await shop.chat.getByText("Ana García está escribiendo").waitFor();
      expect(await seriousIn(shop.page)).toEqual([]);
      await thread.client.send({ type: "conversation.close", conversation: 1 });
      await shop.chat.getByRole("radio", { name: "5: Muy bien" }).check({ force: true });
      expect(await seriousIn(shop.page)).toEqual([]);
    });
