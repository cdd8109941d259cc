import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { DESKTOP, launchBrowser } from "../harness/browser.ts";
import { readPartykitConfig } from "../harness/bundle.ts";
import type { Centre } from "../harness/workerd.ts";
import { give, works } from "../rooms/support/browser.ts";
import { startDemo } from "../rooms/support/demo.ts";
import { enter, openSettings, picture } from "./support/accounts.ts";
import { seriousIn } from "./support/stage.ts";

const serveDir = inject("pages");
let centre: Centre;
let browser: Browser;
beforeAll(async () => {
  const { parties } = readPartykitConfig();
  [centre, browser] = await Promise.all([
    startDemo({ serveDir, main: "tests/harness/fixture/with-accounts.ts", parties }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await centre.dispose();
});

test("who works in several projects chooses one at the door, sees where they may not, and can change from the menu", async () => {
  const email = "nora@casa.example";
  await give(centre, email, { membership: works({ role: "agent" }) });
  const second = { project: "otra", projectName: "Otra Tienda", person: "otra_nora", name: "Nora" };
  await give(centre, email, { membership: works({ ...second, role: "supervisor" }) });
  const third = { ...second, project: "tercera", projectName: "Tercera", person: "tercera_nora" };
  await give(centre, email, { membership: works({ ...third, disabled: true }) });
  const page = await browser.newPage(DESKTOP);
  await page.goto(`${centre.url}/panel`);
  await enter(page, email);
  await page.getByRole("heading", { name: "Elige el proyecto" }).waitFor();
  await page.getByText(`Has entrado como ${email}.`).waitFor();
  await picture(page, "projects");
  expect(await seriousIn(page)).toEqual([]);
  expect(await page.getByRole("button", { name: /^Tercera/ }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: /^Tienda Demo/ }).click();
  await page.getByText("al día", { exact: true }).waitFor();
  await openSettings(page, "Cambiar de proyecto");
  expect(await page.getByRole("button", { name: /^Tienda Demo.*estás aquí/ }).isDisabled()).toBe(true);
  await picture(page, "projects-change");
  await page.getByRole("button", { name: /^Otra Tienda/ }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  const me = (await (await page.request.get(`${centre.url}/api/me`)).json()) as { me: { id: string; role: string } };
  expect(me.me).toMatchObject({ id: "otra_nora", role: "supervisor" });
});
