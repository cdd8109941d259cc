/** The panel and the shop with its widget, by what a person finds on them. */
import type { BrowserContext, FrameLocator, Locator, Page } from "playwright-core";

export class Panel {
  private constructor(readonly page: Page) {}

  /** On a page where it stands already. */
  static on(page: Page): Panel {
    return new Panel(page);
  }

  static async open(context: BrowserContext, url: string, person: string): Promise<Panel> {
    const page = await context.newPage();
    await page.goto(`${url}/panel`);
    await page.getByRole("button", { name: `Entrar como ${person}` }).click();
    const panel = new Panel(page);
    await panel.isLive();
    return panel;
  }

  /** Another tab of somebody who has signed in. */
  static async another(context: BrowserContext, url: string): Promise<Panel> {
    const page = await context.newPage();
    await page.goto(`${url}/panel`);
    const panel = new Panel(page);
    await panel.isLive();
    return panel;
  }

  async isLive(): Promise<void> {
    await this.page.getByText("al día", { exact: true }).waitFor();
  }

  async accept(): Promise<void> {
    await this.page.getByRole("button", { name: "Aceptar Nuevas Conversaciones" }).click();
    await this.state("Disponible");
  }

  async state(words: "Disponible" | "No Disponible"): Promise<void> {
    await this.page
      .locator("header")
      .getByRole("status")
      .filter({ hasText: new RegExp(`^${words}$`) })
      .waitFor();
  }

  /** Waits until a figure reads as expected. */
  async figure(label: string, value: string | RegExp): Promise<void> {
    const term = this.page.locator("dl > div").filter({ has: this.page.getByText(label, { exact: true }) });
    await term.locator("dd").filter({ hasText: value }).waitFor();
  }

  entries(): Locator {
    return this.page.getByRole("navigation", { name: "Conversaciones" }).getByRole("listitem");
  }

  entry(customer: string): Locator {
    return this.entries().filter({ hasText: customer });
  }

  async openThread(customer: string): Promise<void> {
    await this.entry(customer).getByRole("button").click();
    await this.page.getByRole("heading", { name: customer }).waitFor();
  }

  thread(): Locator {
    return this.page.getByRole("log");
  }

  said(text: string): Locator {
    return this.thread().getByRole("article").filter({ hasText: text });
  }

  composer(): Locator {
    return this.page.getByRole("textbox", { name: "Escribe un mensaje" });
  }

  async write(text: string): Promise<void> {
    await this.composer().fill(text);
    await this.page.getByRole("button", { name: "Enviar", exact: true }).click();
    await this.said(text).waitFor();
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name });
  }
}

export class Shop {
  private constructor(
    readonly page: Page,
    readonly chat: FrameLocator,
  ) {}

  static async open(context: BrowserContext, url: string, name?: string): Promise<Shop> {
    const page = await context.newPage();
    await page.goto(url);
    await page.getByRole("button", { name: "Abrir chat" }).click();
    const shop = new Shop(page, page.frameLocator("iframe"));
    if (name !== undefined) {
      await shop.chat.getByLabel("¿Cómo te llamas?").fill(name);
      await shop.chat.getByRole("button", { name: "Empezar" }).click();
    }
    await shop.composer().waitFor();
    return shop;
  }

  composer(): Locator {
    return this.chat.getByRole("textbox", { name: "Escribe un mensaje" });
  }

  thread(): Locator {
    return this.chat.getByRole("log");
  }

  said(text: string): Locator {
    return this.thread().locator(".bubble").filter({ hasText: text });
  }

  /** A text of the customer's that carries this tick. */
  ticked(text: string, tick: "Enviando" | "Enviado" | "Leído"): Locator {
    return this.said(text).getByRole("img", { name: tick });
  }

  notice(text: string | RegExp): Locator {
    return this.chat.locator(".notice, [role=status]:not(.hidden)").filter({ hasText: text });
  }

  async write(text: string): Promise<void> {
    await this.composer().fill(text);
    await this.composer().press("Enter");
    await this.said(text).waitFor();
  }

  /** Reloads the site; the chat is open again, as the customer left it. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.composer().waitFor();
  }
}
