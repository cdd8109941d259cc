/** One centre, one browser, and the screens of the people in it: everything a story needs, gone when the story ends. */
import AxeBuilder from "axe-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { expect, inject } from "vitest";
import { DESKTOP, launchBrowser } from "../../harness/browser.ts";
import type { Centre } from "../../harness/workerd.ts";
import { startDemo } from "../../rooms/support/demo.ts";
import { Customer } from "../../harness/people.ts";

export class Stage {
  readonly #contexts: BrowserContext[] = [];
  readonly #complaints: string[] = [];

  private constructor(
    readonly centre: Centre,
    readonly browser: Browser,
  ) {}

  /** @param more Arguments of the browser. */
  static async set(vars: Record<string, string> = {}, more: readonly string[] = []): Promise<Stage> {
    const serveDir = inject("pages");
    const [centre, browser] = await Promise.all([startDemo({ serveDir, vars }), launchBrowser(more)]);
    return new Stage(centre, browser);
  }

  get url(): string {
    return this.centre.url;
  }

  /** A person's own browser: nothing shared with anybody else's. */
  async someone(options: BrowserContextOptions = DESKTOP): Promise<BrowserContext> {
    const context = await this.browser.newContext(options);
    this.#contexts.push(context);
    context.on("page", (page) => {
      page.on("pageerror", (error) => this.#complaints.push(error.message));
      // What a page's own policy has stopped.
      page.on("console", (line) => {
        if (line.text().includes("Content Security Policy")) this.#complaints.push(line.text());
      });
    });
    return context;
  }

  /** A customer without a screen, who has written. */
  async arrive(name: string, text: string): Promise<Customer> {
    const customer = await Customer.arrive(this.url, name);
    await customer.write(text);
    return customer;
  }

  /** Ends the story. Pages that threw anything fail it. */
  async strike(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    await this.browser.close();
    await this.centre.dispose();
    expect(this.#complaints).toEqual([]);
  }
}

/** What axe calls serious or critical on this page, frames included. */
export async function seriousIn(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const frame of page.frames()) {
    if (frame.url() === "about:blank") continue;
    await frame.evaluate(AxeBuilder.source);
    const { violations } = await frame.evaluate(() =>
      (
        globalThis as unknown as {
          axe: {
            run: (
              context: unknown,
              options: unknown,
            ) => Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
          };
        }
      ).axe.run(document, { iframes: false }),
    );
    for (const { id, impact, nodes } of violations)
      if (impact === "serious" || impact === "critical")
        found.push(`${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }
  return found;
}
