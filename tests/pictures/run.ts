/**
 * `npm run pictures [-- folder]`: starts a centre, lets a few people talk, and photographs what they see: panel and widget, at the
 * three widths, light and dark, in both languages. Without a folder the README's pictures are taken anew.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { buildWeb } from "../../party/dev/build-web.ts";
import { launchBrowser } from "../harness/browser.ts";
import { Agent, Customer } from "../harness/people.ts";
import { startCentre } from "../harness/workerd.ts";

const README = fileURLToPath(new URL("../../docs/pictures", import.meta.url));
const SECRET = "for-pictures-only-for-pictures-only-01234567";
const WIDTHS = { wide: [1440, 900], middle: [1024, 768], phone: [390, 844] } as const;

type Width = keyof typeof WIDTHS;
interface Look {
  width: Width;
  dark: boolean;
  english: boolean;
}

const LOOKS: Look[] = (["wide", "middle", "phone"] as const).flatMap((width) =>
  [false, true].flatMap((dark) => [false, true].map((english) => ({ width, dark, english }))),
);
const nameOf = ({ width, dark, english }: Look) => `${width}-${dark ? "dark" : "light"}-${english ? "en" : "es"}`;

/** Of all pictures those that stand in the README. */
const CHOSEN = ["panel-wide-light-es", "panel-phone-dark-en", "widget-phone-light-es"];

const TALK: [name: string, texts: string[], answer: string | undefined][] = [
  [
    "Rosa Prieto",
    ["Hola, ¿tenéis el cuenco grande en azul?", "Lo quiero para regalar"],
    "¡Hola, Rosa! Sí, nos quedan tres.",
  ],
  ["Pedro Salas", ["Mi pedido 4821 llegó con una taza rota"], undefined],
  ["Lucía Marín", ["¿Hacéis envíos a Canarias?"], "Sí: tardan de cinco a siete días."],
  ["Tom Baker", ["Hi! Can I change the address of my order?"], undefined],
];

async function talk(url: string): Promise<{ agent: Agent; customers: Customer[] }> {
  const agent = await Agent.signIn(url, "demo_ana");
  await agent.until(() => agent.view?.presence === "present");
  await agent.setAvailable(true);
  const customers: Customer[] = [];
  for (const [name, texts, answer] of TALK) {
    const customer = await Customer.arrive(url, name);
    for (const text of texts) await customer.write(text);
    await agent.until(() => agent.assignments.some(({ thread }) => thread === customer.id));
    if (answer !== undefined) await agent.thread(customer.id).client.send({ type: "message.send", text: answer });
    customers.push(customer);
  }
  return { agent, customers };
}

async function pageFor(browser: Browser, { width, dark, english }: Look): Promise<Page> {
  const [wide, high] = WIDTHS[width];
  const context = await browser.newContext({
    viewport: { width: wide, height: high },
    locale: english ? "en-GB" : "es-ES",
    colorScheme: dark ? "dark" : "light",
    isMobile: width === "phone",
    hasTouch: width === "phone",
    reducedMotion: "reduce",
  });
  return context.newPage();
}

const wanted = process.argv[2];
const folder = wanted === undefined ? README : resolve(wanted);
const web = await mkdtemp(join(tmpdir(), "turno-pictures-"));
await mkdir(folder, { recursive: true });
await buildWeb(web);
const centre = await startCentre({ serveDir: web, vars: { TURNO_DEMO: "1", TURNO_SECRET: SECRET } });
const browser = await launchBrowser();

async function take(page: Page, name: string): Promise<void> {
  if (wanted === undefined && !CHOSEN.includes(name)) return;
  await page.screenshot({ path: join(folder, `${name}.png`) });
  process.stdout.write(`${name}\n`);
}

async function panel(look: Look): Promise<void> {
  const page = await pageFor(browser, look);
  await page.goto(`${centre.url}/panel`);
  await take(page, `sign-in-${nameOf(look)}`);
  await page.getByRole("button", { name: /Ana García/ }).click();
  const rows = page.locator("nav li button").filter({ hasText: /Rosa|Pedro|Lucía|Tom/ });
  await rows.nth(TALK.length - 1).waitFor();
  if (look.width === "phone") await take(page, `list-${nameOf(look)}`);
  await rows.filter({ hasText: "Rosa" }).click();
  await page.getByRole("article").last().waitFor();
  await take(page, `panel-${nameOf(look)}`);
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await take(page, `commands-${nameOf(look)}`);
  await page.context().close();
}

async function widget(look: Look): Promise<void> {
  const page = await pageFor(browser, look);
  await page.goto(centre.url);
  await take(page, `shop-${nameOf(look)}`);
  await page.getByRole("button", { name: /chat/i }).last().click();
  const chat = page.frameLocator("iframe");
  await chat.getByRole("textbox").first().waitFor();
  await take(page, `widget-${nameOf(look)}`);
  await page.context().close();
}

try {
  const { agent, customers } = await talk(centre.url);
  for (const look of LOOKS) {
    if (look.width !== "middle") await widget(look);
    await panel(look);
  }
  agent.vanish();
  for (const customer of customers) customer.client.close();
} finally {
  await browser.close();
  await centre.dispose();
  await rm(web, { recursive: true, force: true });
}
process.exit();
