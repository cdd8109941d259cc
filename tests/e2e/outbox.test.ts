import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { DESKTOP, launchBrowser, PHONE } from "../harness/browser.ts";
import { ask, outcomes, recovery, startLetters } from "../rooms/support/letters.ts";
import { seriousIn } from "./support/stage.ts";

const serveDir = inject("pages");
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
});

test.each([
  ["1440×900, light", DESKTOP, "light"],
  ["390×844, dark", PHONE, "dark"],
] as const)(
  "a demo's letters come by themselves and are read as text, with links (%s)",
  async (name, size, colorScheme) => {
    const centre = await startLetters({ serveDir, vars: { TURNO_DEMO: "1", TURNO_URL: "http://127.0.0.1:1999" } });
    const page = await browser.newPage({ ...size, colorScheme });
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (line) => {
      if (line.type() === "error") complaints.push(line.text());
    });
    const response = await page.goto(`${centre.url}/outbox`);
    expect(response!.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
    await page.getByText("Todavía no hay ninguno.").waitFor();
    expect(await seriousIn(page)).toEqual([]);

    const invitation = { by: "<b>Ana</b>", project: "Tienda", role: "agent", room: "demo", nonce: "n2" } as const;
    await ask(centre, { to: recovery.to, locale: "en", template: "invitation", data: invitation }, "first");
    await outcomes(centre, 1);
    await ask(centre, recovery, "second");
    await page.getByRole("heading", { name: "Elige una contraseña nueva" }).waitFor();
    expect(await page.getByRole("heading", { level: 2 }).allTextContents()).toEqual([
      "Elige una contraseña nueva",
      "<b>Ana</b> invites you to Tienda",
    ]);
    const links = await page.getByRole("link").evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    expect(links).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:1999\/panel#recover=a0{40}\.[\w-]{43}$/),
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:1999\/panel#invite=demo\.[\w-]{43}$/),
    ]);
    expect(await page.locator("article b").count()).toBe(0);
    expect(await seriousIn(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `outbox ${name}.png`) });
    expect(complaints).toEqual([]);
    await page.close();
  },
);

test("the outbox speaks English where the browser does", async () => {
  const centre = await startLetters({ serveDir, vars: { TURNO_DEMO: "1" } });
  const page = await browser.newPage({ ...DESKTOP, locale: "en-GB" });
  await page.goto(`${centre.url}/outbox`);
  await page.getByText("There is none yet.").waitFor();
  expect(await page.title()).toBe("Mail of the demo · Turno");
  await page.close();
});
