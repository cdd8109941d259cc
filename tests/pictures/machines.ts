/** The pages of the machines: all of them, one of them, the simulated centre, and the first step of the tour. */
import type { Page } from "playwright-core";
import { en as trialEn } from "../../web/visualizer/words/trial/en.ts";
import { es as trialEs } from "../../web/visualizer/words/trial/es.ts";
import { look, nameOf, type Look } from "./looks.ts";
import type { Studio } from "./studio.ts";

interface At {
  page: Page;
  words: typeof trialEs;
}

interface Screen {
  name: string;
  path: string;
  go: (at: At) => Promise<unknown>;
}

/** A Monday with somebody too few, about an hour after it has opened. */
async function someTimeOf({ page, words }: At): Promise<void> {
  await page.getByRole("button", { name: words.preset.monday.name }).click();
  await page.getByRole("radio", { name: words.speeds[3600]! }).check({ force: true });
  // A preset may have begun by itself.
  const begin = page.getByRole("button", { name: words.start, exact: true });
  if (await begin.isVisible()) await begin.click();
  const hour = page.getByText(/^(?:0?9:[345]|1\d:\d)\d:\d\d/);
  await hour.first().waitFor();
  await page.getByRole("button", { name: words.pause, exact: true }).click();
}

const SCREENS: readonly Screen[] = [
  { name: "machines", path: "/machines", go: ({ page }) => page.getByRole("link").nth(8).waitFor() },
  {
    name: "machine",
    path: "/machines/agent",
    go: ({ page }) =>
      page
        .locator("svg text", { hasText: /^grace$/ })
        .first()
        // Texts are hidden as long as they would be too small to be read.
        .waitFor({ state: "attached" }),
  },
  { name: "trial", path: "/machines/try", go: someTimeOf },
  { name: "tour", path: "/tour", go: ({ page }) => page.getByRole("complementary").last().waitFor() },
];

export const MACHINES_NAMES = SCREENS.map(({ name }) => name);

export async function machinesPictures(studio: Studio, at: Look): Promise<void> {
  for (const { name, path, go } of SCREENS) {
    const full = `${name}-${nameOf(at)}`;
    if (!studio.wants(full)) continue;
    const context = await look(studio.browser, at);
    try {
      const page = await context.newPage();
      await page.goto(`${studio.url}${path}`);
      await go({ page, words: at.english ? trialEn : trialEs });
      await studio.take(page, full);
    } catch (error) {
      studio.missed(full, error);
    } finally {
      await context.close();
    }
  }
}
