/** The panel's screens, one row each: how one gets there from a thread that stands open. */
import type { BrowserContext, Page } from "playwright-core";
import { en } from "../../web/panel/words/en.ts";
import { es, type Words } from "../../web/panel/words/es.ts";
import { fixture } from "../e2e/support/media.ts";
import { look, nameOf, type Look, type Width } from "./looks.ts";
import type { Studio } from "./studio.ts";

interface At {
  page: Page;
  words: Words;
  /** Presses the button of that name. */
  press: (name: string | RegExp) => Promise<void>;
  /** Chooses in the command bar. */
  command: (name: string) => Promise<void>;
}

interface Screen {
  name: string;
  /** Default: all. */
  widths?: readonly Width[];
  /** Default: what stands in front is a thread. */
  inList?: boolean;
  go?: (at: At) => Promise<void>;
}

const dialog = ({ page }: At) => page.getByRole("dialog").first().waitFor();
const LARGE = ["wide", "middle"] as const;
/** Who has sent files. */
const toFiles = async ({ page }: At): Promise<void> => {
  await page.locator("nav .entry").filter({ hasText: "Pedro Salas" }).click();
  await page.getByRole("article").filter({ hasText: "Y la factura" }).locator(".file-name").waitFor();
  await page
    .locator(".file-frame img")
    .first()
    .evaluate((picture: HTMLImageElement) => picture.decode());
};
const attach = async ({ page, press, words }: At, kind: keyof Words["files"]["kinds"]): Promise<void> => {
  await press(words.files.attach);
  await page.getByRole("button", { name: words.files.kinds[kind], exact: true }).click();
  await page.getByRole("dialog").first().waitFor();
};

const SCREENS: readonly Screen[] = [
  { name: "panel" },
  { name: "list", inList: true },
  { name: "search", inList: true, go: ({ page }) => page.locator("#list-search").fill("pedido") },
  { name: "found-nothing", inList: true, go: ({ page }) => page.locator("#list-search").fill("zzz") },
  {
    name: "filters",
    inList: true,
    go: async ({ page, words }) => {
      await page.getByRole("combobox", { name: words.label, exact: true }).selectOption({ index: 1 });
    },
  },
  { name: "customer", widths: ["phone"], go: ({ press, words }) => press(words.showCustomer) },
  { name: "more", go: ({ press, words }) => press(words.more) },
  {
    name: "account",
    inList: true,
    go: async ({ page }) => {
      await page.locator("button.own").click();
    },
  },
  {
    name: "commands",
    go: async ({ page }) => {
      await page.keyboard.press("Control+k");
      await page.locator("input[role=combobox]").waitFor();
    },
  },
  { name: "shortcuts", widths: LARGE, go: async (at) => (await at.command(at.words.keys.title), dialog(at)) },
  { name: "transfer", go: async (at) => (await at.press(at.words.transfer), dialog(at)) },
  {
    name: "transfer-department",
    go: async (at) => {
      await at.press(at.words.transfer);
      await at.page.getByRole("dialog").getByRole("radio").last().check({ force: true });
    },
  },
  { name: "finish", go: async (at) => (await at.press(at.words.close), dialog(at)) },
  { name: "snooze", go: async (at) => (await at.command(at.words.snooze.title), dialog(at)) },
  { name: "labels", go: async (at) => (await at.command(at.words.chooseLabels), dialog(at)) },
  { name: "why", go: async (at) => (await at.command(at.words.why.title), dialog(at)) },
  {
    name: "put-aside",
    go: async (at) => {
      await at.command(at.words.snooze.read("Nuria Campos"));
      await at.page.getByText("¿Me avisáis cuando salga el paquete?").last().waitFor();
    },
  },
  {
    name: "replies",
    go: async ({ page, words }) => {
      await page.getByRole("textbox", { name: words.composer.answer.box }).pressSequentially("/");
      await page.locator("[role=option]").first().waitFor();
    },
  },
  {
    name: "note",
    go: async ({ page, words }) => {
      await page.getByText(words.composer.note.name, { exact: true }).first().click();
      await page.getByRole("textbox", { name: words.composer.note.box }).fill("Llamarla mañana antes de las diez");
    },
  },
  {
    name: "long-draft",
    go: ({ page, words }) =>
      page
        .getByRole("textbox", { name: words.composer.answer.box })
        .fill("Te lo mando hoy mismo.\nLlega en dos días.\nSi no estás, lo dejan en la tienda de al lado.\n".repeat(4)),
  },
  { name: "emoji", widths: LARGE, go: ({ press, words }) => press(words.emoji.open) },
  { name: "files", inList: true, go: toFiles },
  {
    name: "viewer",
    inList: true,
    go: async (at) => {
      await toFiles(at);
      await at.page.getByRole("button", { name: /taza-rota/ }).click();
      await at.page.locator("dialog.viewer img").waitFor();
    },
  },
  { name: "attach", go: (at) => attach(at, "video") },
  {
    name: "attach-preview",
    go: async (at) => {
      await attach(at, "image");
      await at.page.locator("dialog input[type=file]").setInputFiles(["picture.jpg", "heic-named.jpg"].map(fixture));
      await at.page.locator("dialog .preview-file.refused").waitFor();
    },
  },
  {
    name: "voice-note",
    go: async ({ page, press, words }) => {
      await press(words.files.voice);
      await page.getByRole("timer").filter({ hasText: "0:01" }).waitFor();
    },
  },
  {
    name: "line",
    inList: true,
    go: async (at) => (await at.press(new RegExp(at.words.openFigure(at.words.waiting))), dialog(at)),
  },
  {
    name: "agents",
    inList: true,
    go: async (at) => (await at.press(new RegExp(at.words.openFigure(at.words.agentsOnline))), dialog(at)),
  },
  {
    name: "waits",
    inList: true,
    go: async (at) => {
      await at.press(new RegExp(at.words.openFigure(at.words.averageWait)));
      await at.page.locator(".wait-row").first().waitFor();
    },
  },
  {
    name: "waits-longest",
    inList: true,
    go: async (at) => {
      await at.press(new RegExp(at.words.openFigure(at.words.longestWait)));
      await at.page.locator(".wait-row").first().waitFor();
    },
  },
  { name: "alerts", inList: true, go: async (at) => (await at.command(at.words.alerts.title), dialog(at)) },
  { name: "catalogue", inList: true, go: async (at) => (await at.command(at.words.catalogue.title), dialog(at)) },
  { name: "hours", inList: true, go: async (at) => (await at.command(at.words.catalogue.hours), dialog(at)) },
  {
    name: "offline",
    go: async ({ page, words }) => {
      await page.context().setOffline(true);
      await page.getByText(words.offlineHelp).waitFor();
    },
  },
];

export const PANEL_NAMES = [...SCREENS.map(({ name }) => name), "sign-in", "empty", "loading", "unreachable"];

async function signIn(page: Page, url: string, person: string, front: string): Promise<void> {
  await page.goto(`${url}/panel`);
  await page.getByRole("button", { name: new RegExp(person) }).click();
  await page.locator("header .own").waitFor();
  await page.goto(`about:blank`);
  await page.goto(`${url}/panel${front}`);
}

async function pictureOf(studio: Studio, context: BrowserContext, screen: Screen, at: Look, front: string) {
  const name = `${screen.name}-${nameOf(at)}`;
  if (!studio.wants(name) || (screen.widths && !screen.widths.includes(at.width))) return;
  const page = await context.newPage();
  const words = at.english ? en : es;
  const press = (button: string | RegExp) => page.getByRole("button", { name: button }).first().click();
  const command = async (label: string): Promise<void> => {
    await page.keyboard.press("Control+k");
    await page.locator("input[role=combobox]").fill(label);
    await page
      .getByRole("option")
      .filter({ has: page.getByText(label, { exact: true }) })
      .click();
  };
  await page.goto(`${studio.url}/panel${screen.inList ? "" : `#${front}`}`);
  await page.locator("nav .entry").nth(4).waitFor({ state: "attached" });
  if (!screen.inList) await page.getByRole("article").last().waitFor();
  await page.getByText(words.connection.live, { exact: true }).waitFor({ state: "attached" });
  await screen.go?.({ page, words, press, command });
  await studio.take(page, name);
  await page.context().setOffline(false);
  // A draft would stand in the next picture.
  await page.evaluate(() => localStorage.clear());
  await page.close();
}

/** All screens of Ana, who has conversations; and of others what they see who have none, or are not let in yet. */
export async function panelPictures(studio: Studio, at: Look, front: string): Promise<void> {
  const context = await look(studio.browser, at);
  const page = await context.newPage();
  await page.goto(`${studio.url}/panel`);
  await page.getByRole("button", { name: /Ana García/ }).waitFor();
  await studio.take(page, `sign-in-${nameOf(at)}`);
  await signIn(page, studio.url, "Ana García", "");
  for (const screen of SCREENS)
    await pictureOf(studio, context, screen, at, front).catch((error: unknown) =>
      studio.missed(`${screen.name}-${nameOf(at)}`, error),
    );
  await context.close();

  const other = await look(studio.browser, at);
  const empty = await other.newPage();
  await signIn(empty, studio.url, "John Miller", "");
  await empty.locator("header .own").waitFor();
  await studio.take(empty, `empty-${nameOf(at)}`);
  // Sockets that never open: what stands there until the rooms have answered.
  await empty.routeWebSocket(/./, () => {});
  await empty.route("**/api/me", async (route) => {
    const answer = (await (await route.fetch()).json()) as object;
    await route.fulfill({ json: { ...answer, shown: undefined } });
  });
  await empty.reload();
  await empty.locator(".skeletons").waitFor();
  await studio.take(empty, `loading-${nameOf(at)}`);
  await empty.route("**/api/me", (route) => route.abort());
  await empty.reload();
  await empty.getByText((at.english ? en : es).notReached).waitFor();
  await studio.take(empty, `unreachable-${nameOf(at)}`);
  await other.close();
}
