/** How a page is looked at: how large, in which light, in which language. */
import type { Browser, BrowserContext } from "playwright-core";

const WIDTHS = { wide: [1440, 900], middle: [1024, 768], phone: [390, 844], across: [844, 390] } as const;

export type Width = keyof typeof WIDTHS;

export interface Look {
  width: Width;
  dark: boolean;
  english: boolean;
}

const SIZES = ["wide", "middle", "phone"] as const;
/** Each width in both lights, and each language in both: the rest shows nothing that these do not. */
export const LOOKS: Look[] = SIZES.flatMap((width) => [
  { width, dark: false, english: false },
  { width, dark: true, english: true },
]);
export const ACROSS: Look = { width: "across", dark: false, english: false };

export const nameOf = ({ width, dark, english }: Look): string =>
  `${width}-${dark ? "dark" : "light"}-${english ? "en" : "es"}`;

/** What does not come in this time, in milliseconds, is missing: the next picture is taken all the same. */
const PATIENCE_MS = 15_000;

export async function look(browser: Browser, { width, dark, english }: Look): Promise<BrowserContext> {
  const [wide, high] = WIDTHS[width];
  const touches = width === "phone" || width === "across";
  const context = await browser.newContext({
    viewport: { width: wide, height: high },
    locale: english ? "en-GB" : "es-ES",
    colorScheme: dark ? "dark" : "light",
    isMobile: touches,
    hasTouch: touches,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}
