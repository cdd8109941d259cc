/** The pages of accounts: at the door, of one's own account, and of the project's people. */
import type { Page } from "playwright-core";
import { en } from "../../web/panel/account/words/en.ts";
import { es } from "../../web/panel/account/words/es.ts";
import { en as channelsEn } from "../../web/panel/channels/words/en.ts";
import { es as channelsEs } from "../../web/panel/channels/words/es.ts";
import { en as panelEn } from "../../web/panel/words/en.ts";
import { es as panelEs } from "../../web/panel/words/es.ts";
import { PASSWORD } from "../rooms/support/browser.ts";
import { NORA, VERA, type Links } from "./account-people.ts";
import { BOT, NUMBER } from "./channels.ts";
import { look, nameOf, type Look } from "./looks.ts";
import type { Studio } from "./studio.ts";

type Section = "own" | "people" | "project" | "channels" | "audit";

interface At {
  page: Page;
  url: string;
  words: typeof es;
  more: { hours: string; channels: typeof channelsEs };
  links: Links;
  /** Types it at the door. */
  enter: (email: string) => Promise<void>;
  /** Opens a page of the menu of one's account. */
  open: (section: Section) => Promise<void>;
}

interface Screen {
  name: string;
  /** Signed in as: one of the demo's, or by an address. Default: nobody. */
  as?: string;
  go: (at: At) => Promise<unknown>;
}

const JOHN = "John Miller";
const heading = ({ page }: At, name: string) => page.getByRole("heading", { name, exact: true }).first().waitFor();
const press = ({ page }: At, name: string) => page.getByRole("button", { name, exact: true }).first().click();

async function toFactor(at: At): Promise<void> {
  await at.open("own");
  const { factor } = at.words.own;
  await at.page.getByRole("region", { name: factor.title }).getByRole("button", { name: factor.begin }).click();
  await at.page.getByLabel(at.words.own.password.current).last().fill(PASSWORD);
}

/** An agent may look at them, and not change them. */
async function toWeeklyHours({ page, more }: At): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.locator("input[role=combobox]").fill(more.hours);
  await page.getByRole("option", { name: more.hours, exact: true }).click();
  await page.getByRole("radio").nth(1).check({ force: true });
  await page.locator(".day-name").first().waitFor();
}

async function toChannels(at: At): Promise<void> {
  await at.open("channels");
  await at.page.getByText(BOT).waitFor();
}

async function toChannel(at: At, name: string): Promise<void> {
  await toChannels(at);
  await press(at, at.more.channels.openOf(name));
  await heading(at, name);
}

const SCREENS: readonly Screen[] = [
  {
    name: "recovery-ask",
    go: async (at) => {
      await at.page.goto(`${at.url}/panel`);
      await press(at, at.words.door.forgot);
      await heading(at, at.words.recovery.title);
    },
  },
  {
    name: "recovery",
    go: async (at) => {
      await at.page.goto(`${at.url}/panel${at.links.recovery}`);
      await heading(at, at.words.recovery.fresh);
    },
  },
  {
    name: "invitation",
    go: async (at) => {
      await at.page.goto(`${at.url}/panel${at.links.invitation}`);
      await at.page.getByLabel(at.words.invite.name).fill("Iris Soler");
      await at.page.getByLabel(at.words.rules.fresh).fill("iris");
    },
  },
  {
    name: "code",
    go: async (at) => {
      await at.enter(VERA);
      await heading(at, at.words.code.title);
    },
  },
  { name: "own", as: NORA, go: ({ open }) => open("own") },
  { name: "factor", as: NORA, go: toFactor },
  {
    name: "factor-key",
    as: NORA,
    go: async (at) => {
      await toFactor(at);
      await press(at, at.words.next);
      await at.page.getByRole("img", { name: at.words.own.factor.qr }).scrollIntoViewIfNeeded();
    },
  },
  { name: "people", as: JOHN, go: ({ open }) => open("people") },
  {
    name: "person",
    as: JOHN,
    go: async (at) => {
      await at.open("people");
      await press(at, at.words.people.changeOf("Marta Núñez"));
    },
  },
  { name: "invite", as: JOHN, go: async (at) => (await at.open("people"), press(at, at.words.people.invite)) },
  { name: "project", as: JOHN, go: ({ open }) => open("project") },
  { name: "channels", as: JOHN, go: toChannels },
  {
    name: "channel-add",
    as: JOHN,
    go: async (at) => {
      await toChannels(at);
      const { add, names } = at.more.channels;
      await press(at, add(names.whatsapp));
    },
  },
  { name: "channel", as: JOHN, go: (at) => toChannel(at, NUMBER) },
  {
    name: "channel-paste",
    as: JOHN,
    go: async (at) => {
      await toChannel(at, NUMBER);
      await at.page.getByRole("button", { name: at.more.channels.check, exact: true }).scrollIntoViewIfNeeded();
    },
  },
  { name: "channel-bot", as: JOHN, go: (at) => toChannel(at, BOT) },
  { name: "hours-weekly", as: JOHN, go: toWeeklyHours },
  {
    name: "hours-closed-days",
    as: JOHN,
    go: async (at) => {
      await toWeeklyHours(at);
      const date = at.page.locator("input[type=date]");
      for (const day of ["2027-01-01", "2027-01-06"]) {
        await date.fill(day);
        await date.press("Enter");
      }
      await date.scrollIntoViewIfNeeded();
    },
  },
  {
    name: "audit",
    as: JOHN,
    go: async (at) => {
      await at.open("audit");
      await at.page.getByText(at.words.audit.kinds.joined).filter({ visible: true }).first().waitFor();
    },
  },
];

export const ACCOUNT_NAMES = SCREENS.map(({ name }) => name);
export const FIRST_RUN_NAMES = ["first-run", "first-run-you"];
export const PROJECTS_NAMES = ["projects"];

async function pictureOf(studio: Studio, screen: Screen, at: Look, links: Links): Promise<void> {
  const name = `${screen.name}-${nameOf(at)}`;
  if (!studio.wants(name)) return;
  const words = at.english ? en : es;
  const panelWords = at.english ? panelEn : panelEs;
  const context = await look(studio.browser, at);
  const page = await context.newPage();
  const enter = async (email: string): Promise<void> => {
    await page.goto(`${studio.url}/panel`);
    await page.getByLabel(words.email).fill(email);
    await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: words.door.enter, exact: true }).click();
  };
  const open = async (section: Section): Promise<void> => {
    await page.locator("button.own").click();
    await page.locator("#account-menu").getByRole("button", { name: panelWords.menu[section], exact: true }).click();
    const heading = page.getByRole("dialog").getByRole("heading", { name: panelWords.menu[section], level: 2 });
    await heading.waitFor();
    await page.waitForLoadState("networkidle");
  };
  try {
    if (screen.as?.includes("@")) await enter(screen.as);
    else if (screen.as !== undefined) {
      await page.goto(`${studio.url}/panel`);
      await page.getByRole("button", { name: new RegExp(screen.as) }).click();
    }
    if (screen.as !== undefined)
      await page.getByText(panelWords.connection.live, { exact: true }).waitFor({ state: "attached" });
    const more = { hours: panelWords.catalogue.hours, channels: at.english ? channelsEn : channelsEs };
    await screen.go({ page, url: studio.url, words, more, links, enter, open });
    await studio.take(page, name);
  } finally {
    await context.close();
  }
}

export async function accountPictures(studio: Studio, at: Look, links: Links): Promise<void> {
  for (const screen of SCREENS)
    await pictureOf(studio, screen, at, links).catch((error: unknown) =>
      studio.missed(`${screen.name}-${nameOf(at)}`, error),
    );
}

/** A centre in which there is nothing yet. */
export async function firstRunPictures(studio: Studio, at: Look): Promise<void> {
  const words = at.english ? en : es;
  const context = await look(studio.browser, at);
  const page = await context.newPage();
  await page.goto(`${studio.url}/panel`);
  await page.getByRole("heading", { name: words.setup.title }).waitFor();
  await studio.take(page, `first-run-${nameOf(at)}`);
  await page.getByLabel(words.setup.code).fill("AAAA-AAAA-AAAA");
  await page.getByLabel(words.setup.project).fill("Tienda de Olivia");
  await page.getByRole("button", { name: words.next, exact: true }).click();
  await page.getByRole("heading", { name: words.setup.you }).waitFor();
  await studio.take(page, `first-run-you-${nameOf(at)}`);
  await context.close();
}

/** Of somebody who works in several projects. */
export async function projectsPicture(studio: Studio, at: Look, email: string): Promise<void> {
  const words = at.english ? en : es;
  const context = await look(studio.browser, at);
  const page = await context.newPage();
  await page.goto(`${studio.url}/panel`);
  await page.getByLabel(words.email).fill(email);
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: words.door.enter, exact: true }).click();
  await page.getByRole("heading", { name: words.projects.title }).waitFor();
  await studio.take(page, `projects-${nameOf(at)}`);
  await context.close();
}
