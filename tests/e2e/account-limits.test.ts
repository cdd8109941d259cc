import { afterEach, beforeEach, expect, test } from "vitest";
import { DESKTOP, PHONE } from "../harness/browser.ts";
import { LIMITS } from "../../machines/gate.ts";
import { administrator, enter, join, openSettings, picture } from "./support/accounts.ts";
import { beyondTheEdge } from "./support/edges.ts";
import { Panel } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

test("PR10 an administrator says how many conversations an agent may have and how long a lost connection is waited for, and is told what cannot be", async () => {
  const john = await Panel.open(await stage.someone(), stage.url, "John Miller");
  await openSettings(john.page, "Proyecto");
  const capacity = john.page.getByLabel("Conversaciones a la vez por agente");
  const grace = john.page.getByLabel("Segundos sin conexión");
  expect([await capacity.inputValue(), await grace.inputValue()]).toEqual(["6", "45"]);
  await capacity.fill("31");
  await john.button("Guardar").click();
  await john.page.getByText("Las conversaciones a la vez son un número entero de 1 a 30").first().waitFor();
  expect(await capacity.evaluate((box) => box === document.activeElement)).toBe(true);
  // In sight, and not behind the head of the page.
  const isSeen = (box: Element): boolean => {
    const { x, y } = box.getBoundingClientRect();
    return document.elementFromPoint(x + 20, y + 10) === box;
  };
  expect(await capacity.evaluate(isSeen)).toBe(true);
  await picture(john.page, "project-refused");
  await capacity.fill("3");
  await grace.fill("2");
  await john.button("Guardar").click();
  await john.page.getByText("El tiempo sin conexión va de 5 segundos a 10 minutos").first().waitFor();
  await grace.fill("60");
  await john.button("Guardar").click();
  await john.page.getByText("Guardado.").waitFor();
  await capacity.scrollIntoViewIfNeeded();
  await picture(john.page, "project-limits");
  expect(await seriousIn(john.page)).toEqual([]);

  // Whoever has no number of their own hears of it at once.
  const eyes = await administrator(stage);
  await eyes.queue.until(() => {
    const seats = eyes.queue.topic("seats") as Record<string, { capacity: number }> | undefined;
    return seats?.["seats:demo_luis"]?.capacity === 3;
  });
  eyes.vanish();

  const elena = await Panel.open(await stage.someone({ ...PHONE, colorScheme: "dark" }), stage.url, "Elena Ruiz");
  await openSettings(elena.page, "Proyecto");
  const shown = elena.page.getByLabel("Conversaciones a la vez por agente");
  await shown.scrollIntoViewIfNeeded();
  expect([await shown.inputValue(), (await shown.getAttribute("readonly")) !== null]).toEqual(["3", true]);
  await picture(elena.page, "project-limits-phone");
  expect(await beyondTheEdge(elena.page)).toEqual([]);
});

test("ME1 ME10 whoever invites chooses the letter's language, and who invites the same address again and again is told how long to wait", async () => {
  const john = await Panel.open(await stage.someone(DESKTOP), stage.url, "John Miller");
  await openSettings(john.page, "Personas");
  await john.button("Invitar").click();
  await john.page.getByLabel("Correo electrónico").fill("pau@casa.example");
  await john.page.getByLabel("Idioma del correo").selectOption({ label: "Inglés" });
  await picture(john.page, "invite");
  await john.button("Enviar la invitación").click();
  await john.page.getByText("Invitación enviada a pau@casa.example.").waitFor();
  await john.button("Cambiar: pau@casa.example").click();
  expect(await john.page.getByLabel("Idioma del correo").inputValue()).toBe("en");
  await john.button("Enviar otra vez").click();
  await john.page
    .getByText(/^Se envió hace un momento: espera un poco\. Podrás probar otra vez en \d:\d\d\.$/)
    .waitFor();
  await picture(john.page, "resent-too-soon");
  await john.button("Cancelar").click();

  const eyes = await administrator(stage);
  const rows = () => (eyes.catalogue.topic("members") ?? {}) as Record<string, { id: string; email: string }>;
  const email = "max@casa.example";
  const invitation = { email, role: "agent", departments: ["general"], capacity: null, locale: "es" };
  for (let n = 0; n < LIMITS.invitationTo.free; n++) {
    expect(await eyes.catalogue.client.send({ type: "member.invite", ...invitation })).toEqual({ kind: "done" });
    await eyes.catalogue.until(() => Object.values(rows()).some((one) => one.email === email));
    const { id } = Object.values(rows()).find((one) => one.email === email)!;
    await eyes.catalogue.client.send({ type: "invitation.withdraw", id });
    await eyes.catalogue.until(() => !(`members:${id}` in rows()));
  }
  eyes.vanish();
  await john.button("Invitar").click();
  await john.page.getByLabel("Correo electrónico").fill(email);
  await john.button("Enviar la invitación").click();
  const words = /^Han salido demasiadas invitaciones en poco tiempo\. Podrás probar otra vez en \d:\d\d\.$/;
  await john.page.getByText(words).waitFor();
  await picture(john.page, "too-many-invitations");
  expect(await seriousIn(john.page)).toEqual([]);
});

test("ME8 AC17 a sign-in that failed stands in the audit log as tried in somebody's name, by nobody known", async () => {
  const email = await join(stage, "Nora", "agent");
  const nora = await (await stage.someone(DESKTOP)).newPage();
  await nora.goto(`${stage.url}/panel`);
  await enter(nora, email, "no-es-la-suya");
  await nora.getByText("no son correctos").first().waitFor();
  const john = await Panel.open(await stage.someone(), stage.url, "John Miller");
  await openSettings(john.page, "Auditoría");
  const row = john.page.getByRole("row").filter({ hasText: "Intentó entrar como esta persona y no pudo" });
  expect(await row.getByRole("cell").nth(1).innerText()).toBe("No se sabe");
  expect(await row.getByRole("cell").last().innerText()).toMatch(/^Nora\s+Chrome · Linux$/);
  await john.page.getByLabel("Persona").selectOption({ label: "Nora" });
  await row.waitFor();
  await picture(john.page, "audit-failed");
  expect(await seriousIn(john.page)).toEqual([]);
});
