/** A morning in the centre, as people at their screens live it. Each story has a centre of its own. */
import { afterEach, expect, test } from "vitest";
import { Customer } from "../harness/people.ts";
import { Panel, Shop } from "./support/screens.ts";
import { Stage } from "./support/stage.ts";

let stage: Stage;
afterEach(() => stage.strike());

test("a customer waits in line, an agent accepts, and they talk with every tick and sign of typing", async () => {
  stage = await Stage.set();
  const rosa = await Shop.open(await stage.someone(), stage.url, "Rosa");
  await rosa.notice("no hay nadie disponible").waitFor();
  await rosa.write("¿Tenéis el cuenco en azul?");
  await rosa.notice("Eres el 1.º de la cola").waitFor();

  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.state("No Disponible");
  await ana.figure("Usuarios en cola", "1");
  await ana.figure("Tiempo medio de espera", "—");
  await ana.figure("Agentes Online", /^1 en línea, 0 Disponibles/);
  await ana.accept();

  // She waited and was attended: she counts. The green dot says that nobody has opened it yet.
  await ana.entry("Rosa").getByText("Nueva").waitFor();
  await ana.figure("Usuarios en cola", "0");
  await ana.figure("Tiempo medio de espera", /^\d+:\d\d\b/);
  await ana.figure("Tiempo máximo de espera", /^\d+:\d\d\b/);
  await ana.openThread("Rosa");
  await ana.said("¿Tenéis el cuenco en azul?").waitFor();
  await ana.entry("Rosa").getByText("Nueva").waitFor({ state: "detached" });
  await rosa.thread().getByText("Ana García se ha unido").waitFor();
  await rosa.ticked("¿Tenéis el cuenco en azul?", "Leído").waitFor();

  await ana.composer().pressSequentially("Hola");
  await rosa.thread().getByText("Ana García está escribiendo").waitFor();
  await ana.write("Hola, Rosa: sí");
  await rosa.said("Hola, Rosa: sí").waitFor();
  await ana.said("Hola, Rosa: sí").getByText("Leído").waitFor();
  await rosa.composer().pressSequentially("Gra");
  await ana.thread().getByText("Rosa está escribiendo").waitFor();

  // A reload in the middle of typing: the conversation goes on, and the words are still there.
  await rosa.reload();
  await rosa.said("Hola, Rosa: sí").waitFor();
  expect(await rosa.composer().inputValue()).toBe("Gra");
  await ana.composer().fill("Le queda");
  await ana.page.reload();
  await ana.isLive();
  await ana.openThread("Rosa");
  expect(await ana.composer().inputValue()).toBe("Le queda");

  await ana.button("Finalizar Conversación").click();
  await ana.entry("Rosa").waitFor({ state: "detached" });
  await rosa.thread().getByText("Ana García ha terminado la conversación").waitFor();

  // A conversation given to a free agent at once did not wait: the figures stay as they were.
  const before = await ana.page
    .getByRole("term")
    .filter({ hasText: "Tiempo medio de espera" })
    .locator("+ dd")
    .innerText();
  await rosa.write("Otra cosa");
  await ana.openThread("Rosa");
  await ana.said("Otra cosa").waitFor();
  await ana.said("¿Tenéis el cuenco en azul?").waitFor();
  await ana.figure("Tiempo medio de espera", before);
});

test("finishing a conversation frees a slot, and the next in line comes in at once", async () => {
  stage = await Stage.set();
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  for (const name of ["Uno", "Dos", "Tres", "Cuatro", "Cinco", "Seis", "Siete", "Ocho"]) {
    const customer = await Customer.arrive(stage.url, name);
    await customer.write(`Soy ${name}`);
  }
  await ana.figure("Usuarios en cola", "2");
  expect(await ana.entries().count()).toBe(6);
  await ana.openThread("Dos");
  await ana.button("Finalizar Conversación").click();
  await ana.entry("Siete").waitFor();
  await ana.figure("Usuarios en cola", "1");
  expect(await ana.entry("Ocho").count()).toBe(0);
  expect(await ana.entries().count()).toBe(6);
});

test("an agent transfers with a note; who cannot take it is shown with the reason", async () => {
  stage = await Stage.set();
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await Shop.open(await stage.someone(), stage.url, "Rosa");
  await rosa.write("Quiero cambiar un jarrón");
  await ana.openThread("Rosa");

  const luis = await Panel.open(await stage.someone(), stage.url, "Luis Romero");
  await ana.button("Transferir Conversación").click();
  const dialog = ana.page.getByRole("dialog", { name: "Transferir Conversación" });
  const choice = dialog.getByRole("radio", { name: "Luis Romero" });
  await dialog.getByText("No Disponible").waitFor();
  expect(await choice.isDisabled()).toBe(true);
  expect(await dialog.getByText("No está en línea").count()).toBe(2);
  await luis.accept();
  await choice.and(ana.page.locator(":enabled")).waitFor();
  await choice.check();
  await dialog.getByLabel("Nota para tu compañero").fill("Tiene el tique");
  await dialog.getByRole("button", { name: "Transferir", exact: true }).click();

  await luis.entry("Rosa").getByText("Transferida por Ana García").waitFor();
  await luis.openThread("Rosa");
  await luis.said("Quiero cambiar un jarrón").waitFor();
  await luis.thread().getByText("Tiene el tique").waitFor();
  await ana.entry("Rosa").waitFor({ state: "detached" });
  await luis.write("Soy Luis");
  await rosa.said("Soy Luis").waitFor();
});

test("the server is killed in the middle: nobody reloads, nothing is lost, nothing comes twice", async () => {
  stage = await Stage.set();
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await Shop.open(await stage.someone(), stage.url, "Rosa");
  const bruno = await Shop.open(await stage.someone(), stage.url, "Bruno");
  const carla = await Shop.open(await stage.someone(), stage.url, "Carla");
  await rosa.write("Antes del corte");
  await bruno.write("Yo también antes");
  await ana.openThread("Rosa");
  await ana.write("Te leo");
  await rosa.said("Te leo").waitFor();

  await stage.centre.kill9();
  await rosa.notice("Sin conexión").waitFor();
  await ana.page.getByText("reconectando…").waitFor();
  await rosa.write("Durante el corte.");
  await rosa.ticked("Durante el corte.", "Enviando").waitFor();
  await carla.write("Soy nueva");
  await ana.write("También durante el corte");
  await stage.centre.restart();

  await ana.isLive();
  await ana.said("Durante el corte.").waitFor();
  await rosa.said("También durante el corte").waitFor();
  await rosa.ticked("Durante el corte.", "Leído").waitFor();
  await ana.entry("Carla").waitFor();
  for (const text of ["Antes del corte", "Te leo", "Durante el corte.", "También durante el corte"])
    expect(await ana.thread().getByText(text, { exact: true }).count()).toBe(1);
  expect(await ana.entries().count()).toBe(3);
  await ana.state("Disponible");
});

test("all tabs of one agent agree, and the choice survives a reload", async () => {
  stage = await Stage.set();
  const context = await stage.someone();
  const ana = await Panel.open(context, stage.url, "Ana García");
  const second = await Panel.another(context, stage.url);
  await second.accept();
  await ana.state("Disponible");
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.entry("Rosa").getByText("Nueva").waitFor();
  await second.openThread("Rosa");
  await ana.entry("Rosa").getByText("Nueva").waitFor({ state: "detached" });
  await ana.button("Dejar de Aceptar Conversaciones").click();
  await second.state("No Disponible");
  expect(await second.entries().count()).toBe(1);
  await second.page.reload();
  await second.state("No Disponible");
  await second.figure("Agentes Online", /^1 en línea, 0 Disponibles/);
});

test("an agent who vanishes is offline after the grace, and the customer goes to a colleague, flagged", async () => {
  stage = await Stage.set({ TURNO_GRACE_MS: "1000" });
  const hers = await stage.someone();
  const ana = await Panel.open(hers, stage.url, "Ana García");
  await ana.accept();
  const rosa = await Shop.open(await stage.someone(), stage.url, "Rosa");
  await rosa.write("¿Sigues ahí?");
  await ana.entry("Rosa").waitFor();
  const luis = await Panel.open(await stage.someone(), stage.url, "Luis Romero");
  await luis.accept();
  await hers.close();
  await luis.entry("Rosa").getByText("Devuelta a la cola").waitFor();
  await luis.figure("Agentes Online", /^1 en línea, 1 Disponible/);
  await luis.openThread("Rosa");
  await luis.said("¿Sigues ahí?").waitFor();
  await rosa.thread().getByText("Ana García no puede seguir").waitFor();
});

test("S13 who signs out with conversations is asked first, and then they go to a colleague at once", async () => {
  stage = await Stage.set();
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.entry("Rosa").waitFor();
  await ana.button("Salir").click();
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByText("Tu conversación volverá a la cola").waitFor();
  await dialog.getByRole("button", { name: "Quedarme" }).click();
  await dialog.waitFor({ state: "detached" });
  const luis = await Panel.open(await stage.someone(), stage.url, "Luis Romero");
  await luis.accept();
  await ana.button("Salir").click();
  await dialog.getByRole("button", { name: "Salir" }).click();
  await ana.button("Entrar como Ana García").waitFor();
  await luis.entry("Rosa").getByText("Devuelta a la cola").waitFor();
});

test("older messages come twenty at a time, when they are asked for", async () => {
  stage = await Stage.set();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  for (let n = 1; n <= 50; n++) await rosa.write(`mensaje ${n}.`);
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await ana.accept();
  await ana.openThread("Rosa");
  await ana.said("mensaje 50.").waitFor();
  expect(await ana.thread().getByRole("article").count()).toBeLessThanOrEqual(20);
  expect(await ana.said("mensaje 25.").count()).toBe(0);
  await ana.button("Ver mensajes anteriores").click();
  await ana.said("mensaje 25.").waitFor();
  await ana.button("Ver mensajes anteriores").click();
  await ana.said("mensaje 1.").first().waitFor();
});

test("a customer and an agent lose their network for a while: what they wrote arrives, once, in order", async () => {
  stage = await Stage.set();
  const [hers, theirs] = [await stage.someone(), await stage.someone()];
  const ana = await Panel.open(hers, stage.url, "Ana García");
  await ana.accept();
  const rosa = await Shop.open(theirs, stage.url, "Rosa");
  await rosa.write("Voy a entrar en un túnel");
  await ana.openThread("Rosa");

  await theirs.setOffline(true);
  await rosa.notice("Sin conexión").waitFor();
  await rosa.write("primero");
  await rosa.write("segundo");
  await ana.write("¿Sigues ahí?");
  await rosa.page.waitForFunction(() => !navigator.onLine);
  await theirs.setOffline(false);
  await rosa.said("¿Sigues ahí?").waitFor();
  await ana.said("segundo").waitFor();

  await hers.setOffline(true);
  await ana.page.getByText("sin conexión", { exact: true }).waitFor();
  await ana.composer().fill("tercero");
  await ana.button("Enviar").click();
  await rosa.write("cuarto");
  await hers.setOffline(false);
  await ana.isLive();
  await rosa.said("tercero").waitFor();
  await ana.said("cuarto").waitFor();
  for (const thread of [ana.thread(), rosa.thread()])
    expect((await thread.innerText()).match(/primero|segundo|tercero|cuarto/g)).toEqual(
      (await ana.thread().innerText()).match(/primero|segundo|tercero|cuarto/g),
    );
  expect((await ana.thread().innerText()).match(/primero|segundo|tercero|cuarto/g)).toHaveLength(4);
});

test("S7 with the tab hidden, the desktop says who writes and what, the title counts, and a click brings the thread", async () => {
  stage = await Stage.set();
  const context = await stage.someone();
  await context.grantPermissions(["notifications"]);
  // A headless page is never hidden and shows no notices: it is told that it is, and what it asks for is kept.
  await context.addInitScript(() => {
    const shown: Notification[] = [];
    class Shown extends EventTarget {
      static readonly permission = "granted";
      constructor(
        readonly title: string,
        readonly options: NotificationOptions,
      ) {
        super();
        shown.push(this as unknown as Notification);
      }
      close(): void {}
    }
    Object.assign(globalThis, { Notification: Shown, shown });
    Object.defineProperty(document, "hidden", { get: () => true });
  });
  const ana = await Panel.open(context, stage.url, "Ana García");
  await ana.accept();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await ana.entry("Rosa").getByText("Hola").waitFor();
  await rosa.write("¿Hay alguien?");
  await ana.page.waitForFunction(() => document.title.startsWith("(2)"));
  await ana.page.waitForFunction(() => (globalThis as unknown as { shown: unknown[] }).shown.length === 2);
  const said = await ana.page.evaluate(() =>
    (globalThis as unknown as { shown: { title: string; options: { body: string } }[] }).shown.map(
      ({ title, options }) => `${title}|${options.body}`,
    ),
  );
  expect(said).toEqual(["Nueva conversación de Rosa|Hola", "Rosa|¿Hay alguien?"]);
  await ana.page.evaluate(() =>
    (globalThis as unknown as { shown: EventTarget[] }).shown[1]!.dispatchEvent(new Event("click")),
  );
  await ana.page.getByRole("heading", { name: "Rosa" }).waitFor();
});
