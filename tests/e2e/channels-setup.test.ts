/** Numbers and bots as an administrator sets them up, against stand-ins for their providers. */
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { GraphApi } from "../harness/graph-api.ts";
import { TelegramApi } from "../harness/telegram-api.ts";
import { openSettings, picture } from "./support/accounts.ts";
import { fillTelegram, fillWhatsApp, finding, inDialog, save, valueOf } from "./support/channels.ts";
import { beyondTheEdge } from "./support/edges.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
let graph: GraphApi;
let telegram: TelegramApi;
beforeEach(async () => {
  [stage, graph, telegram] = await Promise.all([Stage.set(), GraphApi.start(), TelegramApi.start()]);
});
afterEach(async () => {
  await stage.strike();
  await Promise.all([graph.stop(), telegram.stop()]);
});

const WRONG_TOKEN = `EAAG${"0".repeat(60)}`;

/** Everything that this page was ever told by the server, and what stands on it. */
function watchAnswers(page: Page): () => Promise<string> {
  const told: Promise<string>[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/api/")) told.push(response.text().catch(() => ""));
  });
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => told.push(Promise.resolve(String(payload))));
  });
  return async () => [...(await Promise.all(told)), await page.content()].join("\n");
}

test("IN1 IN6 IN7 a number with a wrong token is told what is wrong with it, mended by hand and at the provider until all is well, and its secrets are never seen again", async () => {
  const { page } = await Panel.open(await stage.someone(), stage.url, "John Miller");
  const told = watchAnswers(page);
  await openSettings(page, "Canales");
  await page.getByText("Todavía no hay ninguno.").waitFor();
  await page.getByRole("button", { name: "Añadir WhatsApp" }).click();

  // What is missing or misshapen is told at its field, and nothing is sent.
  await save(page);
  await page.getByText("Rellena este campo").first().waitFor();
  expect(await page.getByLabel("Nombre", { exact: true }).evaluate((box) => box === document.activeElement)).toBe(true);
  await fillWhatsApp(page, graph, { phoneNumberId: "+34 600 000 000", accessToken: WRONG_TOKEN });
  await save(page);
  const number = page.getByLabel("Identificador del número de teléfono");
  await page.getByText("Son solo cifras, unas quince, sin espacios ni «+».").waitFor();
  expect(await number.evaluate((box) => box === document.activeElement)).toBe(true);
  expect(graph.log).toEqual([]);
  await number.fill(graph.number.id);
  await save(page);

  await page.getByRole("heading", { name: "Ventas por WhatsApp", level: 3 }).waitFor();
  await finding(page, "Token de acceso", "Por arreglar").getByText("Meta no lo acepta.").waitFor();
  await finding(page, "Token de acceso", "Por arreglar")
    .getByText(/Detalle: .*Invalid OAuth access token/)
    .waitFor();
  // What nobody knows without it is not called wrong.
  await finding(page, "Número de teléfono", "No se sabe hasta que valga el token").waitFor();
  expect(await page.getByText("Por arreglar", { exact: true }).count()).toBe(1);
  await picture(page, "channel-wrong-token");
  expect(await seriousIn(page)).toEqual([]);

  await page.getByRole("button", { name: "Cambiar", exact: true }).click();
  expect(await number.getAttribute("readonly")).not.toBeNull();
  await page.getByLabel("Token de acceso permanente").fill(graph.token);
  expect(await page.getByLabel("Clave secreta de la aplicación").inputValue()).toBe("");
  await page.getByText("Guardado: deja vacío para conservarlo.").first().waitFor();
  await save(page);
  await finding(page, "Token de acceso", "Bien").waitFor();
  await finding(page, "Clave secreta de la aplicación", "Bien").waitFor();
  await finding(page, "Entrada de mensajes (webhook)", "Por arreglar").getByText("Detalle: no callback URL").waitFor();

  // What stands there to be pasted is what the provider needs.
  const callback = await valueOf(page, "URL de devolución de llamada");
  const verifyToken = await valueOf(page, "Token de verificación");
  expect(callback).toBe(`${stage.url}/api/webhooks/whatsapp/demo`);
  expect(await valueOf(page, "Campo del webhook que hay que suscribir")).toBe("messages");
  expect(await graph.handshake(verifyToken, callback)).toBe("1158201444");
  expect(await graph.handshake(`${verifyToken}x`, callback)).toBeNull();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copiar: Token de verificación" }).click();
  await page.getByText("Copiado", { exact: true }).waitFor({ state: "attached" });
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(verifyToken);
  graph.setup.callbacks = { application: callback };
  await page.getByRole("button", { name: "Comprobar" }).click();
  await page.getByRole("status").filter({ hasText: "Todo funciona." }).waitFor();
  await finding(page, "Entrada de mensajes (webhook)", "Bien").waitFor();
  await picture(page, "channel-works");

  await page.getByRole("button", { name: "Todos los canales" }).click();
  const row = page.getByRole("row").filter({ hasText: "Ventas por WhatsApp" });
  for (const words of [`+${graph.number.display}`, "General", "Funciona"])
    await row.getByText(words, { exact: true }).waitFor();
  await picture(page, "channels");
  const everything = await told();
  expect(everything).toContain(verifyToken);
  for (const secret of [graph.token, graph.app.secret, WRONG_TOKEN]) expect(everything).not.toContain(secret);
});

test("IN1 what only the server finds wrong stands at its field: an address, a number that is there already", async () => {
  const { page } = await Panel.open(await stage.someone(), stage.url, "John Miller");
  await openSettings(page, "Canales");
  await page.getByRole("button", { name: "Añadir WhatsApp" }).click();
  await fillWhatsApp(page, graph);
  const base = page.getByLabel("Dirección base de la API");
  await base.fill("http://graph.example");
  await save(page);
  await page.getByText("Tiene que empezar por https://").waitFor();
  await expect.poll(() => base.evaluate((box) => box === document.activeElement)).toBe(true);
  await base.fill(graph.baseUrl);
  await page.getByLabel("Nombre", { exact: true }).fill("x".repeat(81));
  await save(page);
  await expect.poll(() => page.getByLabel("Nombre", { exact: true }).getAttribute("aria-invalid")).toBe("true");
  await page.getByLabel("Nombre", { exact: true }).fill("Ventas");
  await save(page);
  await page.getByRole("heading", { name: "Ventas", level: 3 }).waitFor();

  await page.getByRole("button", { name: "Todos los canales" }).click();
  await page.getByRole("button", { name: "Añadir WhatsApp" }).click();
  await fillWhatsApp(page, graph);
  await save(page);
  await page.getByText("Ya está añadido: búscalo en la lista y cámbialo ahí.").waitFor();
  expect(await page.getByLabel("Identificador del número de teléfono").getAttribute("aria-invalid")).toBe("true");

  // A secret is not told to another address than that for which it was given.
  await page.getByRole("button", { name: "Cancelar" }).click();
  await page.getByRole("button", { name: "Ver: Ventas" }).click();
  await page.getByRole("button", { name: "Cambiar", exact: true }).click();
  await base.fill(`${graph.root}/v25.0`);
  await page.getByText("Con otra dirección base hay que escribirlo otra vez.").first().waitFor();
  await save(page);
  await page.getByText("Rellena este campo").first().waitFor();
});

test("IN6 IN8 a bot is added, told where its webhook is by the check, and removed after a question that says what that means", async () => {
  const { page } = await Panel.open(await stage.someone(), stage.url, "John Miller");
  await openSettings(page, "Canales");
  await page.getByRole("button", { name: "Añadir Telegram" }).click();
  await fillTelegram(page, telegram);
  await save(page);
  await page.getByRole("heading", { name: "Bot de ayuda", level: 3 }).waitFor();
  await finding(page, "Entrada de mensajes (webhook)", "Bien").waitFor();
  expect(telegram.webhook.url).toBe(`${stage.url}/api/webhooks/telegram/demo/tg${telegram.token.split(":")[0]}`);
  await page.getByText("En Telegram no hay nada que pegar").waitFor();

  // Somebody has set another one; the check sets ours again.
  telegram.webhook = { url: "https://other.example/", secret: "" };
  await page.getByRole("button", { name: "Comprobar" }).click();
  await page.getByRole("status").filter({ hasText: "Todo funciona." }).waitFor();
  expect(telegram.webhook.url).toContain("/api/webhooks/telegram/demo/");
  await picture(page, "channel-telegram");
  const heard = stage.someone().then((context) => Panel.open(context, stage.url, "Ana García"));
  await (await heard).accept();
  await telegram.write(42, "Rosa", "Hola por Telegram");
  await (await heard).openThread("Rosa");

  const question = new Promise<string>((said) =>
    page.once("dialog", (dialog) => {
      said(dialog.message());
      void dialog.accept();
    }),
  );
  await page.getByRole("button", { name: "Quitar" }).click();
  expect(await question).toContain("Sus conversaciones se quedan aquí");
  await page.getByRole("status").filter({ hasText: "Quitado: Bot de ayuda." }).waitFor();
  await page.getByText("Todavía no hay ninguno.").waitFor();
  await openAgain(page);
  await page.getByText("Todavía no hay ninguno.").waitFor();
  await (await heard).said("Hola por Telegram").waitFor();
});

async function openAgain(page: Page): Promise<void> {
  await inDialog(page).getByRole("button", { name: "Cerrar" }).click();
  await openSettings(page, "Canales");
}

test("RI1 IN7 an agent is told whose the channels are, and nothing of them", async () => {
  const { page } = await Panel.open(await stage.someone(), stage.url, "Ana García");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await openSettings(page, "Canales");
  await page.getByText("Pueden hacerlo: administradores.").waitFor();
  await picture(page, "channels-not-yours");
  expect(await page.getByRole("button", { name: "Añadir WhatsApp" }).count()).toBe(0);
  expect(asked.filter((url) => url.includes("/api/inboxes"))).toEqual([]);
});

test("by keyboard alone: from the command bar to a saved bot, and who leaves with something unsaved is asked", async () => {
  const { page } = await Panel.open(await stage.someone(), stage.url, "John Miller");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("canales");
  await page.getByRole("option", { name: "Canales", exact: true }).waitFor();
  await page.keyboard.press("Enter");
  const add = page.getByRole("button", { name: "Añadir Telegram" });
  await add.waitFor();
  // The cross, and the other one.
  for (const _ of [1, 2, 3]) await page.keyboard.press("Tab");
  expect(await add.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Añadir Telegram" }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.type("Ayuda");
  const questions: string[] = [];
  page.once("dialog", (dialog) => {
    questions.push(dialog.message());
    void dialog.dismiss();
  });
  await page.keyboard.press("Escape");
  await expect.poll(() => questions).toEqual(["¿Salir sin guardar los cambios?"]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type(telegram.token);
  // Past the button that shows what was typed.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(telegram.url);
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "Guardado: Ayuda." }).waitFor();
  expect(await page.getByRole("heading", { name: "Ayuda" }).evaluate((title) => title === document.activeElement)).toBe(
    true,
  );
});

for (const [size, options] of Object.entries({ "1440×900": DESKTOP, "390×844": PHONE }))
  for (const colorScheme of ["light", "dark"] as const)
    test(`axe finds nothing serious in the channels at ${size} in ${colorScheme}, and all is within reach`, async () => {
      const { page } = await Panel.open(await stage.someone({ ...options, colorScheme }), stage.url, "John Miller");
      await openSettings(page, "Canales");
      const look = async (name: string): Promise<void> => {
        await picture(page, `${name}-${size}-${colorScheme}`);
        expect(await seriousIn(page)).toEqual([]);
        expect(await beyondTheEdge(page)).toEqual([]);
      };
      await page.getByText("Todavía no hay ninguno.").waitFor();
      await look("channels-none");
      await page.getByRole("button", { name: "Añadir WhatsApp" }).click();
      await page.getByText("Avanzado").click();
      await look("channels-add");
      await save(page);
      await page.getByText("Rellena este campo").first().waitFor();
      await look("channels-missing");
      await fillWhatsApp(page, graph);
      await save(page);
      await page.getByText("Por arreglar").first().waitFor();
      await look("channels-one");
      await page.getByRole("button", { name: "Comprobar" }).scrollIntoViewIfNeeded();
      await look("channels-one-below");
      await page.getByRole("button", { name: "Cambiar", exact: true }).click();
      await look("channels-change");
      await page.getByRole("button", { name: "Cancelar" }).click();
      await page.getByRole("button", { name: "Todos los canales" }).click();
      await page.getByText("Hay algo que arreglar").waitFor();
      await look("channels-list");
    });
