/**
 * `npm run pictures [-- folder [pattern]]`: starts a centre, lets a few people talk, and photographs every screen of the panel and
 * every state of the widget, at three widths, light and dark, in both languages; with a pattern, those whose names it fits.
 * Without a folder the README's pictures are taken anew.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildWeb } from "../../party/dev/build-web.ts";
import { launchBrowser } from "../harness/browser.ts";
import { readPartykitConfig } from "../harness/bundle.ts";
import { startCentre, type Centre, type CentreOptions } from "../harness/workerd.ts";
import {
  ACCOUNT_NAMES,
  FIRST_RUN_NAMES,
  PROJECTS_NAMES,
  accountPictures,
  firstRunPictures,
  projectsPicture,
} from "./account.ts";
import { found, worksInSeveral } from "./account-people.ts";
import { withChannels } from "./channels.ts";
import { ACROSS, LOOKS, nameOf } from "./looks.ts";
import { MACHINES_NAMES, machinesPictures } from "./machines.ts";
import { PANEL_NAMES, panelPictures } from "./panel.ts";
import { gather } from "./people.ts";
import { Studio } from "./studio.ts";
import { SHOP_NAMES, WIDGET_NAMES, shopPictures, widgetPictures } from "./widget.ts";

const README = fileURLToPath(new URL("../../docs/pictures", import.meta.url));
const SECRET = "for-pictures-only-for-pictures-only-01234567";

/** Of all pictures those that stand in the README. */
const CHOSEN = [
  "panel-wide-light-es",
  "panel-wide-dark-en",
  "list-phone-light-es",
  "panel-phone-dark-en",
  "widget-talk-phone-light-es",
  "widget-rating-phone-dark-en",
  "machine-wide-light-es",
  "trial-wide-dark-en",
];

const [folder, pattern] = process.argv.slice(2);
const wants = (name: string): boolean =>
  folder === undefined ? CHOSEN.includes(name) : pattern === undefined || new RegExp(pattern).test(name);
const into = folder === undefined ? README : resolve(folder);
const web = await mkdtemp(join(tmpdir(), "turno-pictures-"));
await mkdir(into, { recursive: true });
await buildWeb(web);
const vars = { TURNO_DEMO: "1", TURNO_SECRET: SECRET };
/** Who works in several projects. */
const SEVERAL = "olga@tienda.example";
// With a microphone that beeps, for who speaks into it.
const browser = await launchBrowser(["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]);
const misses: string[] = [];

/** Each in a centre of its own: what one leaves behind would stand in the other's pictures. */
async function inCentre(
  work: (studio: Studio, centre: Centre) => Promise<void>,
  options: CentreOptions = {},
): Promise<void> {
  const centre = await startCentre({ serveDir: web, vars, ...options });
  const studio = new Studio(centre.url, browser, into, wants);
  try {
    await work(studio, centre);
  } finally {
    misses.push(...studio.misses);
    await centre.dispose();
  }
}

const small = LOOKS.filter(({ width }) => width !== "middle");

/** What comes before the first picture takes a while: only where one of these is wanted. */
const anyOf = (names: readonly string[]): boolean =>
  [...LOOKS, ACROSS].some((at) => names.some((name) => wants(`${name}-${nameOf(at)}`)));

try {
  if (anyOf([...WIDGET_NAMES, ...SHOP_NAMES]))
    await inCentre(async (studio) => {
      for (const at of small) await shopPictures(studio, at);
      for (const at of [...small, ACROSS]) await widgetPictures(studio, at);
    });
  if (anyOf(PANEL_NAMES))
    await inCentre(async (studio) => {
      const { front, customers, leave } = await gather(studio.url);
      for (const at of LOOKS) await panelPictures(studio, at, front);
      leave();
      for (const customer of customers) customer.client.close();
    });
  if (anyOf(MACHINES_NAMES))
    await inCentre(async (studio) => {
      for (const at of small) await machinesPictures(studio, at);
    });
  if (anyOf(ACCOUNT_NAMES))
    await inCentre(async (studio) => {
      const links = await found(studio.url);
      const leave = await withChannels(studio.url);
      for (const at of small) await accountPictures(studio, at, links);
      await leave();
    });
  if (anyOf(FIRST_RUN_NAMES))
    await inCentre(
      async (studio) => {
        for (const at of small) await firstRunPictures(studio, at);
      },
      { vars: { TURNO_SECRET: SECRET } },
    );
  if (anyOf(PROJECTS_NAMES))
    await inCentre(
      async (studio, centre) => {
        await worksInSeveral(centre, SEVERAL);
        for (const at of small) await projectsPicture(studio, at, SEVERAL);
      },
      { main: "tests/harness/fixture/with-accounts.ts", parties: readPartykitConfig().parties },
    );
} finally {
  await browser.close();
  await rm(web, { recursive: true, force: true });
}
if (misses.length > 0) process.stderr.write(`not taken: ${misses.join(", ")}\n`);
process.exit(misses.length > 0 ? 1 : 0);
