import { afterEach, beforeEach, expect, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { administrator, openSettings, picture } from "./support/accounts.ts";
import { beyondTheEdge } from "./support/edges.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

const off = "aria-disabled";

test("RI1 an auditor reads a conversation that waits and the audit log, and every button that would change something says whose it is", async () => {
  await stage.arrive("Rosa", "Hola, tengo una duda");
  const elena = await Panel.open(await stage.someone(), stage.url, "Elena Ruiz");
  const accept = elena.button("Aceptar Nuevas Conversaciones");
  expect(await accept.getAttribute(off)).toBe("true");
  await accept.hover();
  const why = elena.page.locator(".why").filter({ visible: true });
  await why.filter({ hasText: "Pueden hacerlo: agentes, supervisores y administradores." }).waitFor();
  await elena.page.locator(".no-thread").getByText("Con tu rol no recibes conversaciones.").waitFor();

  await elena.page.getByRole("button", { name: "Tu cuenta" }).click();
  await elena.button("Sonidos y avisos").click();
  expect(await elena.page.getByRole("checkbox", { name: "Avisarme con el panel cerrado" }).isDisabled()).toBe(true);
  await elena.page.getByRole("dialog").getByRole("button", { name: "Cerrar" }).click();

  await elena.button("Usuarios en cola").click();
  const waiting = elena.page.getByRole("dialog").getByRole("button", { name: /Rosa/ });
  await waiting.waitFor();
  // Who is in no department is not told that it is another one's.
  expect(await elena.page.getByRole("dialog").getByText("no es de tus departamentos").count()).toBe(0);
  await waiting.click();
  await elena.said("Hola, tengo una duda").waitFor();
  await elena.page.getByText("Solo lectura: nadie la atiende ahora.").waitFor();
  expect(await elena.composer().count()).toBe(0);
  for (const name of ["Transferir Conversación", "Finalizar Conversación"])
    expect(await elena.button(name).getAttribute(off)).toBe("true");
  await picture(elena.page, "reading");
  expect(await seriousIn(elena.page)).toEqual([]);

  await openSettings(elena.page, "Auditoría");
  const row = elena.page.getByRole("row").filter({ hasText: "Leyó una conversación" });
  await row.getByText("Elena Ruiz").waitFor();
  await picture(elena.page, "audit");
  expect(await seriousIn(elena.page)).toEqual([]);
  await elena.page.getByLabel("Qué", { exact: true }).selectOption({ label: "Invitó" });
  await elena.page.getByText("No hay nada con estos filtros.").waitFor();
  await elena.page.getByRole("button", { name: "Quitar los filtros" }).click();
  await row.waitFor();

  await elena.page.getByRole("button", { name: "Personas" }).click();
  await elena.page.getByText("Puedes verlas, no cambiarlas.").waitFor();
  await elena.page.getByRole("button", { name: "Auditoría" }).click();
  await row.waitFor();
  await elena.page.getByRole("button", { name: "Personas" }).click();
  expect(await elena.button("Invitar").getAttribute(off)).toBe("true");
  expect(await elena.button("Cambiar: Ana García").getAttribute(off)).toBe("true");
  await elena.page.getByRole("button", { name: "Proyecto" }).click();
  expect(await elena.button("Guardar").getAttribute(off)).toBe("true");
  expect(await elena.page.getByLabel("Nombre", { exact: true }).getAttribute("readonly")).not.toBeNull();
});

test("RI1 an agent is told whose the people, the audit log and the rules are", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  await openSettings(ana.page, "Personas");
  await ana.page.getByText("Pueden hacerlo: supervisores, auditores y administradores.").waitFor();
  await picture(ana.page, "not-yours");
  await ana.page.getByRole("button", { name: "Auditoría" }).click();
  await ana.page.getByText("Pueden hacerlo: auditores y administradores.").waitFor();
  await ana.page.getByRole("dialog").getByRole("button", { name: "Cerrar" }).click();

  await ana.page.keyboard.press("Control+k");
  await ana.page.getByRole("combobox").fill("horario");
  await ana.page.getByRole("option", { name: "Horario", exact: true }).click();
  const dialog = ana.page.getByRole("dialog", { name: "Respuestas" });
  await dialog.getByText("Pueden hacerlo: supervisores y administradores.").first().waitFor();
  expect(await dialog.getByRole("radio", { name: "Con horario" }).isDisabled()).toBe(true);
  expect(await dialog.getByRole("button", { name: "Guardar" }).getAttribute(off)).toBe("true");
  await dialog.getByRole("button", { name: "Motivos de fin" }).click();
  expect(await dialog.getByRole("button", { name: "Añadir" }).getAttribute(off)).toBe("true");
  await dialog.getByRole("button", { name: "Respuestas guardadas" }).click();
  expect(await dialog.getByRole("button", { name: "Añadir" }).getAttribute(off)).toBeNull();
});

test("a supervisor reads what a colleague holds, and cannot write in it", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  const rosa = await stage.arrive("Rosa", "Hola");
  const marta = await Panel.open(await stage.someone(), stage.url, "Marta Núñez");
  await marta.figure("Usuarios en cola", "1");
  await ana.accept();
  await ana.openThread("Rosa");
  await marta.figure("Usuarios en cola", "0");
  await marta.button("Tiempo máximo de espera").click();
  await marta.page.getByRole("dialog").getByRole("button", { name: /Rosa/ }).click();
  await marta.page.getByText("Solo lectura: la atiende Ana García.").waitFor();
  await rosa.write("¿Hay alguien?");
  await marta.said("¿Hay alguien?").waitFor();
  expect(await marta.composer().count()).toBe(0);
  await marta.button("Finalizar Conversación").hover();
  await marta.page.locator(".why").filter({ hasText: "No es tuya: solo la lees", visible: true }).waitFor();

  // Still in front after a reload, and noted once more: it is another connection.
  await marta.page.reload();
  await marta.said("¿Hay alguien?").waitFor();
  await marta.page.getByText("Solo lectura: la atiende Ana García.").waitFor();
  const john = await administrator(stage);
  await marta.button("Dejar de leer").click();
  await marta.page.locator(".no-thread").getByText("No tienes conversaciones.").waitFor();
  await marta.page.goBack();
  await marta.said("¿Hay alguien?").waitFor();

  // Their right ends while they read.
  const change = { type: "member.change", id: "demo_marta", role: "agent", departments: ["general"], capacity: null };
  expect(await john.catalogue.client.send({ ...change, name: "Marta Núñez" })).toEqual({ kind: "done" });
  const told = marta.page.getByRole("group", { name: /Ya no puedes leer la conversación que tenías delante/ });
  await told.getByText("Pueden hacerlo: supervisores, auditores y administradores.").waitFor();
  await marta.isLive();
  expect(await told.evaluate((notice) => notice === document.activeElement)).toBe(true);
  expect(await marta.thread().count()).toBe(0);
  await picture(marta.page, "reading-over");
  expect(await seriousIn(marta.page)).toEqual([]);
});

test("an administrator changes the project and its departments, and what cannot be is told at its place", async () => {
  const john = await Panel.open(await stage.someone(), stage.url, "John Miller");
  await openSettings(john.page, "Proyecto");
  await john.page.getByText(`<script async src="${stage.url}/widget.js" data-project="demo"></script>`).waitFor();
  await picture(john.page, "project");
  expect(await seriousIn(john.page)).toEqual([]);
  await john.page.getByLabel("Nombre", { exact: true }).fill("Tienda Nueva");
  await john.page.getByRole("button", { name: "Quitar Ventas" }).click();
  await john.page.getByLabel("Sitios").fill("no vale!");
  await john.page.getByRole("button", { name: "Guardar" }).click();
  await john.page.getByText("Escribe cada sitio como tienda.example o *.tienda.example.").first().waitFor();
  await john.page.getByLabel("Sitios").fill("tienda.example\n*.tienda.example");
  await john.page.getByRole("button", { name: "Guardar" }).click();
  await john.page.getByText("En uno de los departamentos que quitas hay personas").first().waitFor();
  john.page.once("dialog", (question) => void question.accept());
  await john.page.getByRole("button", { name: "Personas" }).click();
  await john.page.getByRole("button", { name: "Proyecto" }).click();
  await john.page.getByLabel("Nombre", { exact: true }).fill("Tienda Nueva");
  await john.page.getByRole("button", { name: "Añadir departamento" }).click();
  await john.page.keyboard.type("Posventa");
  await john.page.getByRole("button", { name: "Guardar" }).click();
  await john.page.getByText("Guardado.").waitFor();
  const marta = await Panel.open(await stage.someone(), stage.url, "Marta Núñez");
  await openSettings(marta.page, "Proyecto");
  expect(await marta.page.getByLabel("Nombre del departamento 3").inputValue()).toBe("Posventa");
  expect(await marta.page.getByLabel("Nombre", { exact: true }).inputValue()).toBe("Tienda Nueva");
});

for (const [size, options] of Object.entries({ "1440×900": DESKTOP, "390×844": PHONE }))
  for (const colorScheme of ["light", "dark"] as const)
    test(`axe finds nothing serious in the settings at ${size} in ${colorScheme}, and all is within reach`, async () => {
      const { page } = await Panel.open(await stage.someone({ ...options, colorScheme }), stage.url, "John Miller");
      await openSettings(page, "Mi cuenta");
      for (const name of ["Personas", "Proyecto", "Auditoría", "Mi cuenta"]) {
        await page.locator(".settings-nav").getByRole("button", { name }).click();
        await page.getByRole("heading", { name, level: 2 }).waitFor();
        await page.getByRole("dialog").getByText("Un momento…").waitFor({ state: "detached" });
        await picture(page, `settings-${name}-${size}-${colorScheme}`);
        expect(await seriousIn(page)).toEqual([]);
        expect(await beyondTheEdge(page)).toEqual([]);
      }
    });
