/** A message that is taken back: at the desk, and as the customer's chat shows it, one that looks on and one that was away. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { PHONE } from "../harness/browser.ts";
import { Agent } from "../harness/people.ts";
import { openSettings, picture } from "./support/accounts.ts";
import { beyondTheEdge } from "./support/edges.ts";
import { Panel, Shop } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";
import { accepting, listening, site, threadOf } from "./support/visit.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

const SECRET = "El PIN de Juan es 4821";

test("CV31 EN60 an erased message goes from the chat that shows it, and says in its place that it was erased", async () => {
  const ana = await accepting(stage, "demo_ana");
  const shop = await Shop.open(await listening(stage), await site(stage), "Rosa");
  await shop.write("Hola");
  const { thread, write } = await threadOf(ana);
  await write(SECRET);
  await write("Perdón, no era para ti");
  await shop.said(SECRET).waitFor();
  const { seq } = thread.messages.find((row) => row.kind === "text" && row.text === SECRET)!;
  expect(await thread.client.send({ type: "message.erase", seq })).toEqual({ kind: "done" });
  await shop.chat.getByText("Mensaje borrado").waitFor();
  expect(await shop.said(SECRET).count()).toBe(0);
  expect(await shop.said("Perdón, no era para ti").count()).toBe(1);
  // What the browser kept of it over a reload.
  await shop.page.reload();
  await shop.chat.getByText("Mensaje borrado").waitFor();
  expect(await shop.said(SECRET).count()).toBe(0);
});

test("CV31 EN60 a chat that was without a network when a message was erased shows it no more when it is back", async () => {
  const ana = await accepting(stage, "demo_ana");
  const shop = await Shop.open(await listening(stage), await site(stage), "Rosa");
  await shop.write("Hola");
  const { thread, write } = await threadOf(ana);
  await write(SECRET);
  await shop.said(SECRET).waitFor();
  const { seq } = thread.messages.find((row) => row.kind === "text" && row.text === SECRET)!;
  await stage.centre.kill9();
  await shop.chat.getByText("Reconectando").first().waitFor();
  await shop.page.context().setOffline(true);
  await stage.centre.restart();
  await expect.poll(() => thread.client.send({ type: "message.erase", seq })).toEqual({ kind: "done" });
  expect(await shop.said(SECRET).count()).toBe(1);
  await shop.page.context().setOffline(false);
  await shop.chat.getByText("Mensaje borrado").waitFor();
  expect(await shop.said(SECRET).count()).toBe(0);
});

const ASK = "¿Eliminar este mensaje?";

test("CV31 CV32 by keyboard an agent erases what they said, and not what the customer said; the desk, the chat and the audit log say so", async () => {
  const ana = await Panel.open(await stage.someone(), stage.url, "Ana García");
  const { page } = ana;
  await ana.accept();
  const rosa = await stage.arrive("Rosa", "Hola");
  await ana.openThread("Rosa");
  await ana.write(SECRET);
  await ana.write("Perdón, no era para ti");
  const focus = page.locator(":focus");
  // One stop for the Tab key, at the last message; arrows go from one to the other.
  await ana.thread().focus();
  await page.keyboard.press("Tab");
  for (const [key, text] of [
    ["ArrowUp", SECRET],
    ["ArrowUp", "Hola"],
  ] as const) {
    await page.keyboard.press(key);
    await ana.said(text).locator("button:focus").waitFor();
  }
  await page.keyboard.press("Enter");
  const item = ana.button("Eliminar mensaje");
  await item.getByText("Solo puede borrarlo quien lo escribió o un administrador").waitFor();
  expect(await item.getAttribute("aria-disabled")).toBe("true");
  await page.keyboard.press("Enter");
  expect(await page.getByRole("dialog").count()).toBe(0);
  await picture(page, "erasing-not");
  await page.keyboard.press("Escape");
  await ana.said("Hola").locator("button:focus").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await item.and(focus).waitFor();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: ASK });
  await dialog.getByText("No se puede deshacer.").waitFor();
  expect(await seriousIn(page)).toEqual([]);
  await picture(page, "erasing-ask");
  await page.keyboard.press("Escape");
  await ana.said(SECRET).locator("button:focus").waitFor();
  await page.keyboard.press("Enter");
  await item.and(focus).waitFor();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Eliminar mensaje" }).click();
  await ana.said("Mensaje borrado por Ana García · hoy, ").and(focus).waitFor();
  await dialog.waitFor({ state: "detached" });
  expect(await page.getByText(SECRET).count()).toBe(0);
  await rosa.until(() => rosa.messages.some(({ kind }) => kind === "erased"));
  await picture(page, "erasing-done");

  const john = await Panel.open(await stage.someone(), stage.url, "John Miller");
  await openSettings(john.page, "Auditoría");
  const row = john.page.getByRole("row").filter({ hasText: "Eliminó un mensaje" });
  await row.filter({ hasText: "Ana García" }).getByText("Rosa · Conversación 1").waitFor();
  rosa.client.close();
});

test("CV31 on a phone the question goes away and says who did it when somebody else was quicker", async () => {
  const hers = await stage.someone(PHONE);
  const ana = await Panel.open(hers, stage.url, "Ana García");
  const { page } = ana;
  await ana.accept();
  const rosa = await stage.arrive("Rosa", "Hola");
  await ana.openThread("Rosa");
  await ana.write(SECRET);
  const dots = ana.said(SECRET).getByRole("button", { name: "Opciones del mensaje" });
  // Nobody can point at the line first.
  expect(await dots.evaluate((button) => getComputedStyle(button).opacity)).toBe("1");
  await dots.tap();
  await picture(page, "erasing-phone-menu");
  await ana.button("Eliminar mensaje").tap();
  const dialog = page.getByRole("dialog", { name: ASK });
  await dialog.waitFor();
  expect(await beyondTheEdge(page)).toEqual([]);
  await picture(page, "erasing-phone-ask");
  const john = await Agent.signIn(stage.url, "demo_john");
  const thread = john.thread(rosa.id);
  const { seq } = await thread.until(() => thread.messages.find((row) => row.kind === "text" && row.text === SECRET));
  expect(await thread.client.send({ type: "message.erase", seq })).toEqual({ kind: "done" });
  await ana.said("Mensaje borrado por John Miller").and(page.locator(":focus")).waitFor();
  await dialog.waitFor({ state: "detached" });
  john.vanish();
  rosa.client.close();
});

test("CV31 RI1 an administrator who reads a conversation erases what the customer said; a supervisor and an auditor read why they may not", async () => {
  await stage.arrive("Rosa", SECRET);
  const read = async (person: string): Promise<Panel> => {
    const panel = await Panel.open(await stage.someone(), stage.url, person);
    await panel.button("Usuarios en cola").click();
    await panel.page.getByRole("dialog").getByRole("button", { name: /Rosa/ }).click();
    await panel.said(SECRET).hover();
    await panel.said(SECRET).getByRole("button", { name: "Opciones del mensaje" }).click();
    return panel;
  };
  for (const [person, why] of [
    ["Marta Núñez", "No es tuya: solo la lees"],
    ["Elena Ruiz", "Tu rol no lo permite."],
  ] as const)
    await (await read(person)).page.locator("[aria-disabled]", { hasText: `Eliminar mensaje${why}` }).waitFor();
  const john = await read("John Miller");
  await john.button("Eliminar mensaje").click();
  await john.page.getByRole("dialog", { name: ASK }).getByRole("button", { name: "Eliminar mensaje" }).click();
  await john.said("Mensaje borrado por John Miller").waitFor();
  expect(await john.page.getByText(SECRET).count()).toBe(0);
});
