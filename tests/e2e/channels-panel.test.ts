/** An agent's morning with customers who write by WhatsApp and Telegram, in the panel: what they see, say, and are told. */
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GraphApi } from "../harness/graph-api.ts";
import { content, contextOf, type Person } from "../harness/graph/payloads.ts";
import { bytesOf, choose, fixture, send } from "./support/media.ts";
import { Panel } from "./support/screens.ts";
import { Stage, seriousIn } from "./support/stage.ts";
import { accepted, telegram, whatsApp } from "./support/whatsapp.ts";

const BEEPS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };
const HOUR_MS = 60 * 60_000;

let stage: Stage;
let graph: GraphApi;
let ana: Panel;
beforeAll(async () => {
  stage = await Stage.set({}, BEEPS);
  graph = await whatsApp(stage);
  ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
});
afterAll(async () => {
  await stage.strike();
  await graph.stop();
});

let people = 0;
const somebody = (name: string): Person => ({ phone: `346007${String(++people).padStart(5, "0")}`, name });

/** Somebody who has written, and whose thread is in front. */
async function writes(name: string, text: string, at?: number): Promise<{ who: Person; id: string }> {
  const who = somebody(name);
  const id = await graph.say(who, content.text(text), at === undefined ? {} : { at });
  await ana.openThread(name);
  await ana.said(text).waitFor();
  return { who, id };
}

async function finishes(): Promise<void> {
  await ana.button("Finalizar Conversación").click();
}

/** As it is now: in both lights, beside the list and in its place. */
async function isClean(): Promise<void> {
  for (const viewport of [PHONE, DESKTOP])
    for (const colorScheme of ["dark", "light"] as const) {
      await ana.page.setViewportSize(viewport);
      await ana.page.emulateMedia({ colorScheme });
      expect(await seriousIn(ana.page)).toEqual([]);
    }
}

const ticked = (line: Locator, words: string): Promise<void> => line.locator(".tick").getByText(words).waitFor();

async function menuOf(line: Locator): Promise<Locator> {
  await line.hover();
  await line.getByRole("button", { name: /^Opciones del mensaje/ }).click();
  return ana.page.getByRole("group", { name: "Opciones del mensaje" });
}

test("CH7 CH8 a text goes out by WhatsApp and its ticks rise as the provider tells it, and never fall", async () => {
  const { who } = await writes("Rosa Marín", "¿Tenéis la talla 38?");
  await ana.entry("Rosa Marín").getByText("WhatsApp").waitFor();
  await ana.write("Sí, la tenemos");
  const line = ana.said("Sí, la tenemos");
  await ticked(line, "Enviado");
  const one = await accepted(graph, "text", "Sí, la tenemos");
  expect(one.to).toBe(who.phone);
  await graph.tell(one, "delivered");
  await ticked(line, "Entregado");
  await graph.tell(one, "read");
  await ticked(line, "Leído");
  await graph.tell(one, "delivered");
  await graph.say(who, content.text("¡Genial!"));
  await ana.said("¡Genial!").waitFor();
  await ticked(line, "Leído");

  // Who it is, and by which of our numbers.
  const pane = ana.page.getByRole("complementary", { name: "Cliente" });
  if (!(await pane.isVisible())) await ana.button("Ver al cliente").click();
  expect(await pane.getByRole("link", { name: `+${who.phone}` }).getAttribute("href")).toBe(`tel:+${who.phone}`);
  await pane.getByText("Ventas").waitFor();
  await ana.page.locator(".thread-head").getByText("WhatsApp · Ventas").waitFor();
  await ana.page.getByText(/^Quedan 23 h 5\d min para responder$/).waitFor();
  expect(await seriousIn(ana.page)).toEqual([]);
  await finishes();
});

test("CH2 CH7 pictures go both ways, a voice note goes out as OGG, and what is on its way or cannot be had says so", async () => {
  const { who } = await writes("Pedro Salas", "Mira esta mancha");
  await graph.say(who, content.image(graph.media.receive(bytesOf("picture.jpg"), "image/jpeg"), "Es esta"));
  const picture = ana.said("Es esta").getByRole("button", { name: /^Imagen de Pedro Salas/ });
  await picture.locator("img").waitFor();
  await choose(ana.page, "Imagen", fixture("picture.png"));
  await ana.page.getByRole("dialog").getByText("Listo para enviar").waitFor();
  await send(ana.page);
  const image = await accepted(graph, "image");
  const sent = graph.media.get((image.body.image as { id: string }).id)!;
  expect(sent.bytes.equals(bytesOf("picture.png"))).toBe(true);
  await ticked(
    ana
      .thread()
      .getByRole("article")
      .filter({ has: ana.page.locator("[aria-label*='picture.png']") }),
    "Enviado",
  );

  await ana.composer().press("Alt+V");
  const bar = ana.page.locator(".recorder");
  await bar.getByRole("timer").filter({ hasText: "0:01" }).waitFor();
  await bar.getByRole("button", { name: "Terminar y escuchar" }).click();
  await bar.getByRole("button", { name: "Enviar nota de voz" }).click();
  const voice = await accepted(graph, "audio");
  const note = graph.media.get((voice.body.audio as { id: string }).id)!;
  expect(note.type).toMatch(/^audio\/ogg/);
  expect(note.bytes.subarray(0, 4).toString()).toBe("OggS");
  const line = ana
    .thread()
    .getByRole("article")
    .filter({ has: ana.page.getByRole("group", { name: "Nota de voz" }) });
  await graph.tell(voice, "played");
  await ticked(line, "Escuchado");

  await graph.say(who, content.sticker(graph.media.receive(bytesOf("picture.webp"), "image/webp")));
  await ana.thread().locator(".bubble.sticker img").waitFor();
  const lost = graph.media.receive(bytesOf("document.pdf"), "application/pdf");
  graph.media.forget(lost.id);
  await graph.say(who, content.document(lost, "factura.pdf"));
  await ana.said("factura.pdf").getByText("El canal ya no lo guarda").waitFor();
  // Not what its provider says that it is: it is asked for again, and meanwhile it is on its way.
  const damaged = { ...graph.media.receive(bytesOf("picture.png"), "image/png"), sha256: lost.sha256 };
  await graph.say(who, content.image(damaged, "Rota"));
  await ana.said("Rota").getByText("Llegando…").waitFor();
  expect(await seriousIn(ana.page)).toEqual([]);
  await finishes();
});

test("CH4 CH10 answers quote, reactions stand under what they are of, an edit and what is taken back are seen", async () => {
  const { who, id } = await writes("Lucía Gil", "¿Abrís el domingo?");
  await graph.say(who, content.text("¿Y el lunes?"));
  await ana.said("¿Y el lunes?").waitFor();
  // By its menu, by the keys, and not at all.
  await (await menuOf(ana.said("¿Abrís el domingo?"))).getByRole("button", { name: /^Responder citando/ }).click();
  const over = ana.page.getByRole("group", { name: "Respondes a Lucía Gil" });
  await over.getByText("¿Abrís el domingo?").waitFor();
  await ana.composer().press("Escape");
  await over.waitFor({ state: "detached" });
  await ana
    .said("¿Abrís el domingo?")
    .getByRole("button", { name: /^Opciones/ })
    .focus();
  await ana.page.keyboard.press("q");
  await over.waitFor();
  await ana.page.keyboard.type("Sí, de 10 a 14");
  await ana.page.keyboard.press("Enter");
  const reply = await accepted(graph, "text", "de 10 a 14");
  expect(reply.body.context).toMatchObject({ message_id: id });
  await over.waitFor({ state: "detached" });
  const quoting = ana.said("Sí, de 10 a 14");
  await quoting.getByRole("button", { name: /^Responde a: Lucía Gil/ }).click();
  await expect
    .poll(() => ana.page.evaluate(() => document.activeElement?.closest(".bubble")?.textContent))
    .toContain("¿Abrís el domingo?");

  await graph.say(who, content.text("Perfecto"), { context: contextOf.reply(reply.id) });
  await ana
    .said("Perfecto")
    .getByRole("button", { name: /^Responde a: Tú/ })
    .waitFor();
  await graph.say(who, content.text("Y esto"), { context: contextOf.reply("wamid.unknown") });
  await ana.said("Y esto").getByText("Responde a un mensaje que no está aquí").waitFor();

  await graph.say(who, content.reaction(reply.id, "❤️"));
  await quoting.getByText("Lucía Gil reaccionó con ❤️").waitFor({ state: "attached" });
  await (await menuOf(ana.said("Perfecto"))).getByRole("button", { name: "Reaccionar con 👍" }).click();
  await ana.said("Perfecto").getByText("Reaccionaste con 👍").waitFor({ state: "attached" });
  const reaction = await accepted(graph, "reaction");
  expect(reaction.body.reaction).toMatchObject({ emoji: "👍" });
  await (await menuOf(ana.said("Perfecto"))).getByRole("button", { name: /^Quitar la reacción/ }).click();
  await ana.said("Perfecto").locator(".reactions").waitFor({ state: "detached" });

  const typo = await graph.say(who, content.text("El sabado tambien?"));
  await ana.said("El sabado tambien?").waitFor();
  await graph.say(who, content.edit(typo, content.text("¿El sábado también?")));
  await ana.said("¿El sábado también?").getByText("editado").waitFor();
  await graph.say(who, content.revoke(typo));
  await ana.said("El cliente eliminó este mensaje").waitFor();
  expect(await ana.said("¿El sábado también?").count()).toBe(0);
  expect(await seriousIn(ana.page)).toEqual([]);
  await finishes();
});

test("CH1 places, contacts, orders, forms and what a channel says are shown, and what cannot be says so", async () => {
  const { who } = await writes("Mateo Ruiz", "Estoy aquí");
  await graph.say(who, content.location(40.4168, -3.7038, { name: "Puerta del Sol", address: "Madrid" }));
  const map = ana.said("Puerta del Sol").getByRole("link", { name: /^Ver en el mapa/ });
  expect(await map.getAttribute("href")).toMatch(/^https:\/\/www\.openstreetmap\.org\/\?mlat=40\.4168&mlon=-3\.7038/);
  expect(await map.getAttribute("target")).toBe("_blank");
  await graph.say(
    who,
    content.contacts({
      name: { formatted_name: "Eva Sanz" },
      phones: [{ phone: "+34 600 11 22 33" }],
      emails: [{ email: "eva@example.com" }],
    }),
  );
  const card = ana.said("Eva Sanz");
  expect(await card.getByRole("link", { name: "+34 600 11 22 33" }).getAttribute("href")).toBe("tel:+34600112233");
  expect(await card.getByRole("link", { name: "eva@example.com" }).getAttribute("href")).toBe("mailto:eva@example.com");
  const item = { product_retailer_id: "camisa-38", quantity: 2, item_price: 19.95, currency: "EUR" };
  await graph.say(who, content.order("Para el viernes", item));
  await ana.said("camisa-38").getByText("39,90 €").last().waitFor();
  await graph.say(who, content.form("flow", { talla: "38", flow_token: "secreto" }));
  await ana.said("talla").getByText("38", { exact: true }).waitFor();
  expect(await ana.thread().getByText("secreto").count()).toBe(0);
  await graph.say(who, content.buttonReply("Sí, lo quiero"));
  await ana.said("Sí, lo quiero").getByText("botón").waitFor();
  await graph.say(who, content.listReply("Envío a casa"));
  await ana.said("Envío a casa").getByText("lista", { exact: true }).waitFor();
  await graph.say(who, content.text("Te paso esto"), { context: contextOf.oftenForwarded });
  await ana.said("Te paso esto").getByText("Reenviado muchas veces").waitFor();
  await graph.say(who, content.unsupported("poll"));
  await ana.said("No se puede mostrar aquí: poll").waitFor();
  await ana.entry("Mateo Ruiz").getByText("Mensaje no compatible").waitFor();
  await graph.say(who, content.changedNumber(who.phone!, { ...who, phone: "34600999999" }));
  await ana
    .thread()
    .getByText(/changed from/)
    .waitFor();
  await isClean();
  await finishes();
});

test("CH8 CH9 what was not delivered says why and what to do, and goes once more when the agent wants it to", async () => {
  const { who } = await writes("Sara Vidal", "Hola");
  graph.unreachable.add(who.phone!);
  await ana.write("¿Qué tal?");
  const line = ana.said("¿Qué tal?");
  await line.getByText("A este cliente no se le puede entregar").waitFor();
  await ticked(line, "No entregado");
  await line.getByText("Detalle").click();
  await line.getByText(/Código 131026/).waitFor();
  expect(await seriousIn(ana.page)).toEqual([]);
  graph.unreachable.delete(who.phone!);
  await line.getByRole("button", { name: "Reintentar" }).click();
  await ticked(line, "Enviado");
  expect(graph.accepted.filter(({ body }) => JSON.stringify(body).includes("¿Qué tal?"))).toHaveLength(2);
  await finishes();
});

test("CH5 CH6 CH10 the window closes while one looks: it says so, and a template filled in and previewed goes out", async () => {
  graph.setup.templates.push(
    {
      name: "pedido_listo",
      language: "es",
      status: "APPROVED",
      category: "UTILITY",
      components: [
        { type: "HEADER", format: "TEXT", text: "Pedido {{1}}" },
        { type: "BODY", text: "Hola {{1}}, tu pedido llega el {{2}}." },
        { type: "FOOTER", text: "Lucky Shrub" },
      ],
    },
    {
      name: "otra",
      language: "es",
      status: "APPROVED",
      category: "UTILITY",
      components: [{ type: "BODY", text: "Nada" }],
    },
  );
  const { who } = await writes("Nora Pons", "¿Ha llegado mi pedido?", Date.now() - 24 * HOUR_MS + 8_000);
  await ana
    .said("¿Ha llegado mi pedido?")
    .getByText(/^enviado: ayer, /)
    .waitFor();
  await ana.entry("Nora Pons").getByText("<1 min").waitFor();
  await ana.page.locator(".window-bar.urgent").getByText("Quedan menos de 1 min para responder").waitFor();
  await ana.page.getByText("Ha pasado el plazo de 24 horas").waitFor();
  const box = ana.composer();
  expect(await box.getAttribute("readonly")).not.toBeNull();
  await isClean();
  await ana.button("Enviar plantilla").click();
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByRole("searchbox", { name: "Buscar una plantilla" }).fill("llega el");
  await dialog.getByRole("button", { name: /^otra/ }).waitFor({ state: "detached" });
  await dialog.getByRole("button", { name: /^pedido_listo/ }).click();
  await dialog.getByLabel("Cabecera: 1").fill("A-17");
  await dialog.getByLabel("Texto: 1").fill("Nora");
  await dialog
    .getByRole("region", { name: "Así lo leerá el cliente" })
    .getByText("Hola Nora, tu pedido llega el {{2}}.")
    .waitFor();
  // It can be pressed to hear why it does nothing yet.
  await dialog.getByRole("button", { name: "Enviar plantilla" }).press("Enter");
  await dialog.getByText("Rellena todos los huecos").waitFor();
  await dialog.getByLabel("Texto: 2").fill("viernes");
  expect(await seriousIn(ana.page)).toEqual([]);
  await dialog.getByRole("button", { name: "Enviar plantilla" }).click();
  await dialog.waitFor({ state: "detached" });
  const line = ana.said("Hola Nora, tu pedido llega el viernes.");
  await line.getByText("Plantilla «pedido_listo»").waitFor();
  const one = await accepted(graph, "template");
  expect(one.body.template).toMatchObject({
    name: "pedido_listo",
    language: { code: "es" },
    components: [
      { type: "header", parameters: [{ type: "text", text: "A-17" }] },
      { type: "body", parameters: [{ text: "Nora" }, { text: "viernes" }] },
    ],
  });
  await graph.tell(one, "read");
  await ticked(line, "Leído");
  // Their answer opens it again.
  await graph.say(who, content.text("¡Gracias!"));
  await ana.page.getByText(/^Quedan 23 h 5\d min para responder$/).waitFor();
  expect(await box.getAttribute("readonly")).toBeNull();
  await finishes();
});

test("CH1 CH9 CH13 with a customer on Telegram texts and pictures go both ways; the agent decides about a doubt, and sees that they have blocked us", async () => {
  const bot = await telegram(stage);
  await bot.write(4242, "Telma", "Hola desde Telegram");
  await ana.openThread("Telma");
  await ana.said("Hola desde Telegram").waitFor();
  await ana.page.locator(".thread-head").getByText("Telegram · Bot").waitFor();
  expect(await ana.page.locator(".window-bar").count()).toBe(0);
  await ana.write("Hola, Telma");
  await ticked(ana.said("Hola, Telma"), "Enviado");
  expect(bot.accepted("sendMessage").map(({ fields }) => fields.text)).toEqual(["Hola, Telma"]);

  const bytes = new Uint8Array(bytesOf("picture.jpg"));
  bot.files.set("foto", { bytes, type: "image/jpeg" });
  const chat = { id: 4242, type: "private" as const, first_name: "Telma" };
  const photo = { file_id: "foto", file_unique_id: "f", width: 320, height: 240, file_size: bytes.length };
  const message = {
    message_id: bot.nextMessage(),
    date: Math.floor(Date.now() / 1000),
    chat,
    photo: [photo],
    caption: "Así está",
  };
  expect(await bot.tell({ message: { ...message, from: { ...chat, is_bot: false } } })).toBe(200);
  await ana.said("Así está").locator("img").waitFor();
  await choose(ana.page, "Imagen", fixture("picture.png"));
  await ana.page.getByRole("dialog").getByText("Listo para enviar").waitFor();
  await send(ana.page);
  await expect.poll(() => bot.accepted("sendPhoto").length, { timeout: 20_000 }).toBe(1);
  expect(Buffer.from(bot.accepted("sendPhoto")[0]!.file!.bytes).equals(bytesOf("picture.png"))).toBe(true);
  await (await menuOf(ana.said("Hola desde Telegram"))).getByRole("button", { name: "Reaccionar con ❤" }).click();
  await expect.poll(() => bot.accepted("setMessageReaction").length).toBe(1);

  // Its answer is lost, and Telegram tells nothing later: the agent decides.
  bot.troubles.push({ method: "sendMessage", trouble: "lost" });
  await ana.write("¿Sigues ahí?");
  const lost = ana.said("¿Sigues ahí?");
  await lost.getByText("No se sabe si llegó. Si lo reintentas, puede que lo reciba dos veces.").waitFor();
  await lost.getByRole("button", { name: "Reintentar" }).click();
  await lost.getByText("Puede que le haya llegado dos veces.").waitFor();
  await ticked(lost, "Enviado");
  expect(bot.accepted("sendMessage").filter(({ fields }) => fields.text === "¿Sigues ahí?")).toHaveLength(2);

  const user = { ...chat, is_bot: false };
  const changed = { chat, from: user, date: Math.floor(Date.now() / 1000) };
  const member = { user, status: "member" as const };
  const kicked = { user, status: "kicked" as const, until_date: 0 };
  await bot.tell({ my_chat_member: { ...changed, old_chat_member: member, new_chat_member: kicked } });
  await ana.page.getByText("El cliente ha bloqueado este número o bot: no se le puede escribir.").waitFor();
  expect(await ana.composer().getAttribute("readonly")).not.toBeNull();
  expect(await seriousIn(ana.page)).toEqual([]);
  await finishes();
  await bot.stop();
});
