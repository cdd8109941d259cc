/** The panel as a place to work in: what stands first, how it is found, and how it looks at every width. */
import type { BrowserContextOptions, Locator } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { Customer } from "../harness/people.ts";
import { beyondTheEdge } from "./support/edges.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

const WIDTHS: Record<string, BrowserContextOptions> = {
  "1440×900": DESKTOP,
  "1024×768": { ...DESKTOP, viewport: { width: 1024, height: 768 } },
  "390×844": PHONE,
};

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

/** Somebody writes to the agent, and their conversation stands in the list. */
async function comes(panel: Panel, name: string, text: string): Promise<Customer> {
  const customer = await Customer.arrive(stage.url, name);
  await customer.write(text);
  await panel.entry(name).getByText(text).waitFor();
  return customer;
}

const namesIn = (panel: Panel): Promise<string[]> => panel.entries().locator(".name").allInnerTexts();

/** Waits until the list shows exactly these, in this order. */
const shows = (panel: Panel, names: string[]): Promise<void> =>
  expect.poll(() => namesIn(panel), { timeout: 15_000 }).toEqual(names);

test("who waits longest for an answer stands first, with the time, and who is answered goes below the rest", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await comes(ana, "Rosa", "La primera");
  await comes(ana, "Diego", "El segundo");
  await comes(ana, "Emma", "The third");
  await shows(ana, ["Rosa", "Diego", "Emma"]);
  const time = ana.entry("Rosa").getByTitle(/^Espera respuesta desde hace \d+:\d\d$/);
  const before = await time.innerText();
  await expect.poll(() => time.innerText(), { timeout: 15_000 }).not.toBe(before);

  await ana.openThread("Rosa");
  await ana.write("Buenos días");
  await shows(ana, ["Diego", "Emma", "Rosa"]);
  expect(
    await ana
      .entry("Rosa")
      .getByTitle(/Espera respuesta/)
      .count(),
  ).toBe(0);
  await rosa.write("¿Sigue ahí?");
  // She waits again, since now: behind those who have waited all along.
  await ana
    .entry("Rosa")
    .getByTitle(/Espera respuesta/)
    .waitFor();
  await shows(ana, ["Diego", "Emma", "Rosa"]);
});

test("the list is searched by name, id and words, shows the words found, and is narrowed to what is unread or waits", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await comes(ana, "Rosa Núñez", "¿Dónde está mi pedido?");
  await comes(ana, "Diego", "Quiero una talla más");
  const search = ana.page.getByRole("textbox", { name: "Buscar conversaciones" });
  await search.fill("nunez");
  await shows(ana, ["Rosa Núñez"]);
  await search.fill("talla");
  await shows(ana, ["Diego"]);
  await rosa.write("Gracias");
  await search.fill("PEDIDO");
  await shows(ana, ["Rosa Núñez"]);
  await ana.page.locator("mark").getByText("pedido").waitFor();
  await search.fill(rosa.id);
  await shows(ana, ["Rosa Núñez"]);
  await search.fill("nadie así");
  await ana.page.getByText("Ninguna conversación coincide").waitFor();
  await ana.button("Mostrar todas").click();
  await shows(ana, ["Rosa Núñez", "Diego"]);

  await ana.openThread("Diego");
  await ana.write("Ahora mismo");
  await ana.page.getByRole("button", { name: /^Por responder/ }).click();
  // The open one stays under the eyes until another is opened.
  await shows(ana, ["Rosa Núñez", "Diego"]);
  await ana.composer().fill("Te lo busco");
  await ana.openThread("Rosa Núñez");
  await shows(ana, ["Rosa Núñez"]);
  await ana.page.getByRole("button", { name: "Todas" }).click();
  await shows(ana, ["Rosa Núñez", "Diego"]);
  // What was not sent is not forgotten.
  await ana.page.getByRole("button", { name: /Diego.*Borrador: Te lo busco/ }).waitFor();
  await ana.openThread("Diego");
  await ana.page.getByRole("button", { name: /^Sin leer/ }).click();
  await shows(ana, ["Diego"]);
  await rosa.write("¿Hola?");
  await shows(ana, ["Rosa Núñez", "Diego"]);
});

test("the customer stands beside the thread, with the id, the channel and the conversations before", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await comes(ana, "Rosa", "Hola");
  await ana.openThread("Rosa");
  const aside = ana.page.getByRole("complementary", { name: "Cliente" });
  await aside.getByText(rosa.id, { exact: true }).waitFor();
  await aside.getByText("Web", { exact: true }).waitFor();
  await aside.getByText("Es la primera.").waitFor();
  await ana.button("Finalizar Conversación").click();
  await ana.entry("Rosa").waitFor({ state: "detached" });
  await rosa.write("Otra cosa");
  await ana.openThread("Rosa");
  await aside.getByText("Finalizada por Ana García").waitFor();
  await ana.button("Ocultar al cliente").click();
  await aside.waitFor({ state: "detached" });
  await ana.page.reload();
  await ana.page.getByRole("heading", { name: "Rosa" }).waitFor();
  expect(await aside.count()).toBe(0);
});

test("on a phone, list, thread and customer are screens, and the browser's Back leads out of each", async () => {
  const ana = await Panel.open(await stage.someone(PHONE), stage.url, "Ana García");
  await ana.accept();
  await comes(ana, "Rosa", "Hola");
  await ana.openThread("Rosa");
  await ana.entry("Rosa").waitFor({ state: "hidden" });
  await ana.button("Ver al cliente").click();
  const aside = ana.page.getByRole("complementary", { name: "Cliente" });
  await aside.waitFor();
  await ana.composer().waitFor({ state: "hidden" });
  await ana.page.goBack();
  await ana.composer().waitFor();
  await ana.button("Ver al cliente").click();
  await ana.button("Volver a la conversación").click();
  await ana.composer().waitFor();
  const hasFocus = (target: Locator): Promise<void> =>
    expect.poll(() => target.evaluate((element) => element === document.activeElement), { timeout: 15_000 }).toBe(true);
  await hasFocus(ana.button("Ver al cliente"));
  await ana.page.goBack();
  await ana.entry("Rosa").waitFor();
  await hasFocus(ana.entry("Rosa").getByRole("button"));
  // The way out is under the thumb, and says whose panel this is.
  await ana.page.getByRole("button", { name: /^Ana García/ }).click();
  const salir = ana.button("Salir");
  await salir.waitFor();
  expect((await salir.boundingBox())!.y).toBeGreaterThan(422);
});

test("a number opens: who waits in the queue, for how long, and who is online with how many conversations", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.figure("Usuarios en cola", "1");
  await ana.button("Usuarios en cola: ver quiénes").click();
  const line = ana.page.getByRole("dialog", { name: "Usuarios en cola" });
  await line
    .getByRole("listitem")
    .filter({ hasText: "Rosa" })
    .getByText(/^\d+:\d\d$/)
    .waitFor();
  const pepe = await Customer.arrive(stage.url, "Pepe");
  await pepe.write("Hola");
  await expect.poll(() => line.locator(".name").allInnerTexts(), { timeout: 15_000 }).toEqual(["Rosa", "Pepe"]);
  await line.getByRole("button", { name: "Cerrar" }).click();
  await line.waitFor({ state: "detached" });
  await ana.button("Agentes Online: ver quiénes").click();
  const agents = ana.page.getByRole("dialog", { name: "Agentes Online" });
  await agents.getByRole("listitem").filter({ hasText: "Ana García" }).getByText("0 de 6 conversaciones").waitFor();
  await agents.getByText("No Disponible").waitFor();
  expect(await agents.getByRole("listitem").count()).toBe(1);
});

test("who waits for a department that is not the agent's is marked, and explains the figure to who has nothing to do", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.client.send({ type: "customer.introduce", department: "ventas" });
  await rosa.write("Hola");
  await ana.figure("Usuarios en cola", "1");
  await ana.page.locator(".no-thread").getByText("1 persona espera a otro departamento").waitFor();
  await ana.button("Usuarios en cola: ver quiénes").click();
  const line = ana.page.getByRole("dialog", { name: "Usuarios en cola" });
  await line.getByRole("listitem").filter({ hasText: "Rosa" }).getByText("no es de tus departamentos").waitFor();
  await line.getByRole("button", { name: "Cerrar" }).click();
  // The dialog has asked for the line as well, and does not take it along.
  await rosa.client.send({ type: "conversation.leave", conversation: 1 });
  await ana.page.locator(".no-thread").getByText("1 persona espera").waitFor({ state: "detached" });
});

test("theme and density are chosen once, and survive a reload", async () => {
  const ana = await Panel.open(await stage.someone({ ...DESKTOP, colorScheme: "light" }), stage.url, "Ana García");
  const ground = (): Promise<string> => ana.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const size = (): Promise<string> => ana.page.evaluate(() => getComputedStyle(document.body).fontSize);
  const [light, wide] = [await ground(), await size()];
  await ana.page.getByRole("button", { name: /^Ana García/ }).click();
  await ana.page.getByRole("group", { name: "Aspecto" }).getByRole("radio", { name: "Oscuro" }).check();
  await ana.page.getByRole("group", { name: "Densidad" }).getByRole("radio", { name: "Compacta" }).check();
  const [dark, narrow] = [await ground(), await size()];
  expect(dark).not.toBe(light);
  expect(narrow).not.toBe(wide);
  await ana.page.reload();
  await ana.isLive();
  expect([await ground(), await size()]).toEqual([dark, narrow]);
});

test("without a network the panel says so, says what becomes of what is written, and offers a way on", async () => {
  const hers = await stage.someone();
  const ana = await Panel.open(hers, stage.url, "Ana García");
  await hers.setOffline(true);
  await ana.page.getByText("sin conexión", { exact: true }).waitFor();
  await ana.page.getByText("No hay red. Lo que escribas se guarda").waitFor();
  await ana.page.getByText("Disponibilidad sin confirmar").waitFor();
  const accept = ana.button("Aceptar Nuevas Conversaciones");
  expect(await accept.getAttribute("aria-disabled")).toBe("true");
  await accept.focus();
  await ana.page.getByText("Espera a que vuelva la conexión").waitFor();
  await ana.button("Intentarlo ahora").waitFor();
  await hers.setOffline(false);
  await ana.isLive();
  await ana.button("Intentarlo ahora").waitFor({ state: "detached" });
});

test("while the panel loads it shows where things will stand, without motion for who wants none, and says when it takes long", async () => {
  const page = await (await stage.someone()).newPage();
  await page.goto(`${stage.url}/panel`);
  // Without what the server shows of the agent's room at first, and nobody ever answers.
  await page.route("**/api/me", async (route) => {
    const response = await route.fetch();
    const { shown: _shown, tickets: _tickets, ...rest } = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: rest });
  });
  await page.route("**/api/tickets", () => {});
  await page.getByRole("button", { name: "Entrar como Ana García" }).click();
  const skeleton = page.locator(".list .skeleton").first();
  await skeleton.waitFor();
  const animation = (): Promise<string> => skeleton.evaluate((element) => getComputedStyle(element).animationName);
  expect(await animation()).not.toBe("none");
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await animation()).toBe("none");
  await page.getByText("El servidor tarda en contestar").waitFor();
  expect(await seriousIn(page)).toEqual([]);
  await page.unroute("**/api/tickets");
});

test("a panel that is opened again shows its list before any room has answered, and a click opens a conversation", async () => {
  const hers = await stage.someone();
  const ana = await Panel.open(hers, stage.url, "Ana García");
  await ana.accept();
  const rosa = await stage.arrive("Rosa", "Hola");
  await ana.entry("Rosa").waitFor();
  const page = await hers.newPage();
  await page.routeWebSocket(/./, () => {});
  await page.goto(`${stage.url}/panel`);
  await page.getByRole("listitem").filter({ hasText: "Rosa" }).getByRole("button").click();
  await page.getByRole("heading", { name: "Rosa" }).waitFor();
  rosa.client.close();
});

for (const [size, options] of Object.entries(WIDTHS))
  test(`at ${size} nothing scrolls sideways and axe finds nothing serious, in light and in dark, on any screen`, async () => {
    const hers = await stage.someone(options);
    const ana = await Panel.open(hers, stage.url, "Ana García");
    const { page } = ana;
    const isPhone = options === PHONE;
    await ana.accept();
    await comes(ana, "Rosa Delgado de la Vega y Montemayor", "Hola, ¿me puede decir dónde está mi pedido?");
    await comes(
      ana,
      "Emma",
      "https://example.com/a-very-long-address-that-has-no-place-to-break-at-all-and-goes-on-and-on",
    );
    const looked: string[] = [];
    const look = async (screen: string): Promise<void> => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await beyondTheEdge(page), `${screen} in ${colorScheme}`).toEqual([]);
        expect(await seriousIn(page), `${screen} in ${colorScheme}`).toEqual([]);
      }
      looked.push(screen);
    };
    await look("list");
    await ana.openThread("Emma");
    await look("thread");
    const show = ana.button("Ver al cliente");
    if ((await show.count()) > 0) await show.click();
    await page.getByRole("complementary", { name: "Cliente" }).waitFor();
    await look("customer");
    if (isPhone) await page.goBack();
    await ana.button("Transferir Conversación").click();
    await page.getByRole("dialog").getByRole("radio").first().waitFor();
    await look("transfer");
    await page.getByRole("dialog").getByRole("button", { name: "Cancelar" }).click();
    if (isPhone) await page.goBack();
    await page.getByRole("button", { name: /^Ana García/ }).click();
    await page.getByRole("group", { name: "Aspecto" }).waitFor();
    await look("preferences");
    await ana.button("Sonidos y avisos").click();
    await page.getByRole("dialog", { name: "Sonidos y avisos" }).waitFor();
    await look("alerts");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await ana.button("Agentes Online: ver quiénes").click();
    await page.getByRole("dialog", { name: "Agentes Online" }).getByRole("listitem").first().waitFor();
    await look("agents");
    expect(looked).toHaveLength(7);
  });
