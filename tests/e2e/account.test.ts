import { afterEach, beforeEach, expect, test } from "vitest";
import { Customer } from "../harness/people.ts";
import { PASSWORD, administrator, enter, join, linkTo, openSettings, picture, signIn } from "./support/accounts.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

test("who signs in with a wrong password is told so, then how long to wait, and the right one opens the desk", async () => {
  const email = await join(stage, "Nora", "agent");
  const page = await (await stage.someone()).newPage();
  await page.goto(`${stage.url}/panel`);
  await page.getByRole("button", { name: "Entrar como Ana García" }).waitFor();
  await picture(page, "door-demo");
  expect(await seriousIn(page)).toEqual([]);
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
  await page.getByText("Rellena este campo").first().waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("autocomplete"));
  await expect.poll(focused, { timeout: 15_000 }).toBe("username");

  await enter(page, email, "otra-cosa-distinta");
  await page.getByRole("alert").getByText("El correo o la contraseña no son correctos").waitFor();
  await expect.poll(focused, { timeout: 15_000 }).toBe("current-password");
  const box = page.getByLabel("Contraseña", { exact: true });
  expect(await box.getAttribute("type")).toBe("password");
  await page.getByRole("button", { name: "Mostrar la contraseña" }).click();
  expect(await box.getAttribute("type")).toBe("text");
  const waiting = page.getByText(/Podrás probar otra vez en 0:\d\d/);
  const tryAgain = async (): Promise<boolean> => {
    if ((await waiting.count()) > 0) return true;
    await page.getByRole("button", { name: "Entrar", exact: true }).click();
    return false;
  };
  await expect.poll(tryAgain, { timeout: 30_000 }).toBe(true);
  await page.getByRole("alert").getByText("Demasiados intentos").waitFor();
  await picture(page, "door-wait");
  await waiting.waitFor({ state: "detached" });
  await enter(page, email);
  await page.getByText("al día", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Tu cuenta" }).click();
  await page.locator("#account-menu").getByText("Chat › Contact Center").waitFor();
  await picture(page, "menu");
  expect(await seriousIn(page)).toEqual([]);
});

test("a lost password is recovered by the letter's link, once, and a link that is over says so and leads on", async () => {
  const email = await join(stage, "Nora", "agent");
  const page = await (await stage.someone()).newPage();
  await page.goto(`${stage.url}/panel`);
  const ask = async (address: string) => {
    await page.getByRole("button", { name: "Recuperar Contraseña" }).click();
    await page.getByRole("heading", { name: "Recuperar Contraseña" }).waitFor();
    await page.getByLabel("Correo electrónico").fill(address);
    await page.getByRole("button", { name: "Enviar el enlace" }).click();
    await page.getByText(`Si ${address} tiene una cuenta`).waitFor();
  };
  await ask("nadie@casa.example");
  await picture(page, "recovery-sent");
  await page.getByRole("button", { name: "Volver a la entrada" }).click();
  await ask(email);
  const link = await linkTo(stage, email, "recovery");
  await page.goto(`${stage.url}/panel${link}`);
  const fresh = page.getByLabel("Contraseña nueva");
  await fresh.fill("corta");
  await page.getByText("Al menos 10 caracteres (5 de 10)").waitFor();
  await page.getByRole("button", { name: "Guardar" }).click();
  await fresh.fill("contraseña123");
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByText("Esta contraseña es demasiado conocida").waitFor();
  await expect.poll(() => fresh.evaluate((box) => box === document.activeElement), { timeout: 15_000 }).toBe(true);
  await picture(page, "recover");
  expect(await seriousIn(page)).toEqual([]);
  await fresh.fill("tejado-nuevo-lluvia");
  await page.getByRole("button", { name: "Guardar" }).click();
  await page.getByRole("heading", { name: "Contraseña cambiada" }).waitFor();

  await page.goto(`${stage.url}/panel?again${link}`);
  // At once, before anybody thinks of another password.
  await page.getByRole("heading", { name: "El enlace ya no sirve" }).waitFor();
  expect(await page.getByLabel("Contraseña nueva").count()).toBe(0);
  await picture(page, "recover-over");
  expect(await seriousIn(page)).toEqual([]);
  await page.getByRole("button", { name: "Pedir otro enlace" }).click();
  await page.getByRole("heading", { name: "Recuperar Contraseña" }).waitFor();
  await page.getByRole("button", { name: "Volver a la entrada" }).click();
  await enter(page, email, "tejado-nuevo-lluvia");
  await page.getByText("al día", { exact: true }).waitFor();
});

test("an administrator invites by the panel, the invited person chooses a password and works", async () => {
  const john = await Panel.open(await stage.someone(), stage.url, "John Miller");
  await openSettings(john.page, "Personas");
  const elena = john.page.getByRole("row").filter({ hasText: "Elena Ruiz" });
  await elena.getByText("Auditor", { exact: true }).waitFor();
  // Who takes no conversations has no room for any.
  expect(await elena.getByRole("cell").filter({ hasText: "6" }).count()).toBe(0);
  await picture(john.page, "people");
  expect(await seriousIn(john.page)).toEqual([]);
  await john.page.getByRole("button", { name: "Invitar" }).click();
  const address = john.page.getByLabel("Correo electrónico");
  expect(await address.evaluate((box) => box === document.activeElement)).toBe(true);
  const outbox = john.page.getByRole("note").filter({ hasText: "Esta demostración no envía correos" });
  expect(await outbox.getByRole("link").getAttribute("href")).toBe("/outbox");
  await john.page.getByRole("radio", { name: /^Auditor/ }).check();
  expect(await john.page.getByLabel("Conversaciones a la vez").count()).toBe(0);
  await john.page.getByLabel("Correo electrónico").fill("no es un correo");
  await john.page.getByRole("button", { name: "Enviar la invitación" }).click();
  await john.page.getByText("Esta dirección de correo no es válida").waitFor();
  await john.page.getByLabel("Correo electrónico").fill("nora@casa.example");
  await john.page.getByRole("radio", { name: /^Supervisor/ }).check();
  await picture(john.page, "invite");
  expect(await seriousIn(john.page)).toEqual([]);
  await john.page.getByRole("button", { name: "Enviar la invitación" }).click();
  await john.page.getByText("Invitación enviada a nora@casa.example.").waitFor();
  await john.page.getByRole("row").filter({ hasText: "nora@casa.example" }).getByText("Invitada").waitFor();

  const page = await (await stage.someone()).newPage();
  await page.goto(`${stage.url}/panel${await linkTo(stage, "nora@casa.example", "invitation")}`);
  await page.getByRole("heading", { name: "Únete a Tienda Demo" }).waitFor();
  await page.getByText("John Miller te invita. Tu rol será: Supervisor.").waitFor();
  await picture(page, "invitation");
  expect(await seriousIn(page)).toEqual([]);
  await page.getByLabel("Tu nombre").fill("Nora Vidal");
  await page.getByLabel("Contraseña nueva").fill(PASSWORD);
  await page.getByRole("button", { name: "Aceptar la invitación" }).click();
  await page.getByRole("heading", { name: "Ya formas parte del equipo" }).waitFor();
  await page.getByRole("button", { name: "Volver a la entrada" }).click();
  await enter(page, "nora@casa.example");
  await page.getByText("al día", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Aceptar Nuevas Conversaciones" }).click();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await page.getByRole("navigation", { name: "Conversaciones" }).getByText("Rosa").waitFor();
  await john.page.getByRole("row").filter({ hasText: "Nora Vidal" }).getByText("Activa").waitFor();
});

test("somebody who is disabled is signed out at once, with what they were writing kept, and their conversation goes to the queue", async () => {
  const email = await join(stage, "Nora", "agent");
  const nora = await signIn(await stage.someone(), stage, email);
  await nora.getByRole("button", { name: "Aceptar Nuevas Conversaciones" }).click();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await nora.getByRole("navigation", { name: "Conversaciones" }).getByRole("button", { name: /Rosa/ }).click();
  await nora.getByRole("textbox", { name: "Escribe un mensaje" }).fill("A medias");

  const john = await Panel.open(await stage.someone(), stage.url, "John Miller");
  await openSettings(john.page, "Personas");
  await john.page.getByRole("button", { name: "Cambiar: Nora" }).click();
  john.page.once("dialog", (question) => void question.accept());
  await john.page.getByRole("button", { name: "Desactivar" }).click();
  await john.page.getByText("Desactivada: Nora.").waitFor();
  await nora.getByText("Tu acceso está desactivado").waitFor();
  await nora.getByRole("button", { name: "Comprobar otra vez" }).click();
  await picture(nora, "disabled");
  expect(await seriousIn(nora)).toEqual([]);
  await john.figure("Usuarios en cola", "1");

  await john.page.getByRole("button", { name: "Cambiar: Nora" }).click();
  await john.page.getByRole("button", { name: "Activar", exact: true }).click();
  await john.page.getByText("Activada otra vez: Nora.").waitFor();
  // The page that stood open notices, as soon as somebody looks at it.
  await nora.evaluate(() => dispatchEvent(new Event("focus")));
  await nora.getByText("al día", { exact: true }).waitFor();
  await picture(nora, "enabled");
  await nora.getByText("A medias").waitFor();
});

test("a person sees their devices, signs another one out, and changes the password", async () => {
  const email = await join(stage, "Nora", "agent");
  const here = await signIn(await stage.someone(), stage, email);
  const there = await signIn(await stage.someone(), stage, email);
  await signIn(await stage.someone(), stage, email);
  await openSettings(here, "Mi cuenta");
  await here.getByText("Este dispositivo").waitFor();
  await picture(here, "own");
  expect(await seriousIn(here)).toEqual([]);
  const rows = here.locator(".rows li");
  expect(await rows.count()).toBe(3);
  const names = await rows.getByRole("button").evaluateAll((buttons) => buttons.map((button) => button.ariaLabel));
  expect(new Set(names).size).toBe(3);
  // The one used last is the last one that signed in.
  await rows
    .nth(2)
    .getByRole("button", { name: /^Cerrar sesión/ })
    .click();
  await here.getByText(/^Sesión cerrada: /).waitFor();
  expect(await rows.count()).toBe(2);
  await there.getByText("Tu sesión ha terminado.").waitFor();

  await here.getByLabel("Contraseña actual").fill("no-es-esta-la-mia");
  await here.getByLabel("Contraseña nueva").fill("otra-lluvia-tejado");
  await here.getByRole("button", { name: "Cambiar la contraseña" }).click();
  await here.getByText("La contraseña actual no es correcta").waitFor();
  await here.getByLabel("Contraseña actual").fill(PASSWORD);
  await here.getByRole("button", { name: "Cambiar la contraseña" }).click();
  await here.getByText("Contraseña cambiada. Tus otros dispositivos han salido.").waitFor();
  await expect.poll(() => rows.count()).toBe(1);
  await enter(there, email);
  await there.getByText("El correo o la contraseña no son correctos").waitFor();
  await enter(there, email, "otra-lluvia-tejado");
  await there.getByText("al día", { exact: true }).waitFor();
});

test("a role that changes holds at once: the open panel says so, and what its person held goes to the queue", async () => {
  const email = await join(stage, "Nora", "agent");
  const nora = await signIn(await stage.someone(), stage, email);
  await nora.getByRole("button", { name: "Aceptar Nuevas Conversaciones" }).click();
  const rosa = await Customer.arrive(stage.url, "Rosa");
  await rosa.write("Hola");
  await nora.getByRole("navigation", { name: "Conversaciones" }).getByText("Rosa").waitFor();
  const john = await Panel.open(await stage.someone(), stage.url, "John Miller");
  await openSettings(john.page, "Personas");
  await john.page.getByRole("button", { name: "Cambiar: Nora" }).click();
  await john.page.getByRole("radio", { name: /^Auditor/ }).check();
  await john.page.getByRole("button", { name: "Guardar" }).click();
  await john.page.getByText("Guardado.").waitFor();
  await nora.locator(".no-thread").getByText("Con tu rol no recibes conversaciones.").waitFor();
  await john.figure("Usuarios en cola", "1");
});

test("who signs out everywhere is asked first, and is out on every device", async () => {
  const email = await join(stage, "Nora", "agent");
  const here = await signIn(await stage.someone(), stage, email);
  const there = await signIn(await stage.someone(), stage, email);
  await openSettings(here, "Mi cuenta");
  const asked: string[] = [];
  here.on("dialog", (question) => {
    asked.push(question.message());
    void (asked.length === 1 ? question.dismiss() : question.accept());
  });
  const everywhere = here.getByRole("button", { name: "Cerrar sesión en todos" });
  await everywhere.click();
  await here.getByText("Este dispositivo").waitFor();
  await everywhere.click();
  await here.getByRole("heading", { name: "Entrar en el Contact Center" }).waitFor();
  await there.getByText("Tu sesión ha terminado.").waitFor();
  expect(asked).toHaveLength(2);
});

test("an administrator is told why the last one cannot be disabled", async () => {
  const john = await administrator(stage);
  const page = await Panel.open(await stage.someone(), stage.url, "John Miller");
  await openSettings(page.page, "Personas");
  await page.page.getByRole("button", { name: "Cambiar: John Miller" }).click();
  page.page.once("dialog", (question) => void question.accept());
  await page.page.getByRole("button", { name: "Desactivar" }).click();
  await page.page.getByText("Es el último administrador").waitFor();
  john.vanish();
});
