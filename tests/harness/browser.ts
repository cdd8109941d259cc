/** A real browser, from the npm package where it has a build for this machine, else an installed one. */
import chromium from "@sparticuz/chromium";
import { existsSync } from "node:fs";
import { chromium as playwright, type Browser, type BrowserContextOptions } from "playwright-core";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  if (process.platform === "linux" && process.arch === "x64") {
    // Not the package's own arguments: they are for one page in a function, with one process and no web security.
    const args = ["--no-sandbox", "--disable-gpu", ...more];
    return playwright.launch({ executablePath: await chromium.executablePath(), args, headless: true });
  }
  const executablePath = INSTALLED.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error("no Chromium or Chrome found on this machine");
  return playwright.launch({ executablePath, args: [...more], headless: true });
}

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: "es-ES" };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  locale: "es-ES",
  hasTouch: true,
  isMobile: true,
};
