/** The settings' pages of channels, by what an administrator does there. */
import type { Locator, Page } from "playwright-core";
import type { GraphApi } from "../../harness/graph-api.ts";
import type { TelegramApi } from "../../harness/telegram-api.ts";

export const inDialog = (page: Page): Locator => page.getByRole("dialog");

export const save = (page: Page): Promise<void> => page.getByRole("button", { name: "Guardar y comprobar" }).click();

async function fillBase(page: Page, url: string): Promise<void> {
  const base = page.getByLabel("Dirección base de la API");
  if (!(await base.isVisible())) await page.getByText("Avanzado").click();
  await base.fill(url);
}

export async function fillWhatsApp(
  page: Page,
  graph: GraphApi,
  { phoneNumberId = graph.number.id, accessToken = graph.token } = {},
): Promise<void> {
  await page.getByLabel("Nombre", { exact: true }).fill("Ventas por WhatsApp");
  await page.getByLabel("Departamento").selectOption({ label: "General" });
  await page.getByLabel("Identificador del número de teléfono").fill(phoneNumberId);
  await page.getByLabel("Identificador de la cuenta de WhatsApp Business").fill(graph.number.account);
  await page.getByLabel("Token de acceso permanente").fill(accessToken);
  await page.getByLabel("Clave secreta de la aplicación").fill(graph.app.secret);
  await fillBase(page, graph.baseUrl);
}

export async function fillTelegram(page: Page, telegram: TelegramApi): Promise<void> {
  await page.getByLabel("Nombre", { exact: true }).fill("Bot de ayuda");
  await page.getByLabel("Token del bot").fill(telegram.token);
  await fillBase(page, telegram.url);
}

/** One thing of the last check, as it was found. */
export const finding = (page: Page, what: string, state: string): Locator =>
  page
    .locator(".findings")
    .getByRole("listitem")
    .filter({ has: page.getByText(what, { exact: true }) })
    .filter({ has: page.getByText(state, { exact: true }) });

/** What is to be pasted under this name. */
export const valueOf = async (page: Page, label: string): Promise<string> =>
  page
    .locator(".paste > div")
    .filter({ has: page.getByText(label, { exact: true }) })
    .locator("code")
    .innerText();
