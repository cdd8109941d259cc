/** Where pictures are taken, and which are wanted. */
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

export class Studio {
  readonly misses: string[] = [];

  constructor(
    readonly url: string,
    readonly browser: Browser,
    private readonly folder: string,
    readonly wants: (name: string) => boolean,
  ) {}

  async take(page: Page, name: string): Promise<void> {
    if (!this.wants(name)) return;
    // Nobody sees a caret blink in a picture, and two pictures of the same screen should be the same.
    await page.screenshot({ path: join(this.folder, `${name}.png`), caret: "hide", animations: "disabled" });
    process.stdout.write(`${name}\n`);
  }

  missed(name: string, error: unknown): void {
    this.misses.push(name);
    process.stderr.write(`${name}: ${String(error).split("\n", 4).join(" ")}\n`);
  }
}
