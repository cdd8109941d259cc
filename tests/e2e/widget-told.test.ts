/** What a customer is told while nobody answers yet. The room's figures are put in on the way, so that the hour is known. */
import type { BrowserContext } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Wait } from "../../party/protocol/conversation.ts";
import { DESKTOP } from "../harness/browser.ts";
import { Shop } from "./support/screens.ts";
import { seriousIn, Stage } from "./support/stage.ts";
import { site } from "./support/visit.ts";
import { tap } from "./support/wire.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await Stage.set();
});
afterEach(() => stage.strike());

interface Told {
  attended: boolean;
  position: number | null;
  wait: Wait;
}

type Topic = { set?: Record<string, unknown> } & Record<string, unknown>;

/** A browser whose threads are told this; `say` tells the one that is open something else, as its room does. */
async function told(first: Partial<Told>, options = DESKTOP) {
  const context: BrowserContext = await stage.someone(options);
  let now = first;
  let say = (_set: object): void => {};
  await tap(context, "conversation", {
    down: (frame, page) => {
      const { customer } = (frame.topics ?? {}) as { customer?: Topic };
      if (!customer) return frame;
      Object.assign(customer.set ?? customer, now);
      const { revision, now: at } = frame;
      say = (set) => {
        const topics = { customer: { set, gone: [] } };
        page.send(JSON.stringify({ kind: "update", revision, since: 0, now: at, topics, lists: {} }));
      };
      return frame;
    },
  });
  return {
    context,
    say: (next: Partial<Told>) => {
      now = { ...now, ...next };
      say(next);
    },
  };
}

const at = (days: number, hour: number): number => {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return day.setHours(hour, 0, 0, 0);
};

test("who comes when it is closed reads when they open before and after the form, leaves an address, and writes all the same", async () => {
  const { context } = await told({ attended: false, wait: { expectedMs: null, opensAt: at(1, 9) } });
  const url = await site(stage);
  const first = await context.newPage();
  await first.goto(url);
  await first.getByRole("button", { name: "Abrir chat" }).click();
  const form = first.frameLocator("iframe").locator("form.welcome");
  await form.getByRole("status").getByText("Ahora estamos cerrados. Abrimos mañana a las 9:00.").waitFor();
  await form.getByLabel("¿Cómo te llamas?").waitFor();
  expect(await seriousIn(first)).toEqual([]);
  // Who has only looked has answered nothing, and is asked again.
  await first.close();
  const shop = await Shop.open(context, url, "Rosa");
  await shop.notice("Ahora estamos cerrados. Abrimos mañana a las 9:00.").waitFor();
  await shop.chat.getByText("Ahora estamos cerrados.").and(shop.chat.getByRole("status")).waitFor();
  expect(await seriousIn(shop.page)).toEqual([]);
  await shop.chat.getByRole("button", { name: "Dejar mi correo" }).click();
  await shop.chat.getByLabel("Correo electrónico").fill("rosa@example.com");
  await shop.chat.getByRole("button", { name: "Dejar correo" }).click();
  await shop.notice("Hemos anotado tu correo: rosa@example.com").waitFor();
  await shop.write("Hola");
});

test("the hour at which they open is the visitor's own", async () => {
  // Nine in the morning in Madrid, on a winter's day that is far off.
  const opensAt = Date.UTC(new Date().getFullYear() + 1, 0, 12, 8);
  const { context } = await told(
    { attended: false, wait: { expectedMs: null, opensAt } },
    { ...DESKTOP, locale: "en-US", timezoneId: "America/New_York" },
  );
  const page = await context.newPage();
  await page.goto(await site(stage, { ask: "none", lang: "en" }));
  await page.getByRole("button", { name: "Open chat" }).click();
  const notice = page.frameLocator("iframe").locator(".notice").getByText("We open on January 12 at 3:00 AM.");
  await notice.waitFor();
});

test("who waits sees place and time move, and a screen reader hears the first of them and not every one", async () => {
  const { context, say } = await told({ attended: true, position: 4, wait: { expectedMs: 230_000, opensAt: null } });
  const shop = await Shop.open(context, await site(stage), "Rosa");
  await shop.write("Hola");
  const heard = shop.chat.locator("p.hidden[role=status]");
  await shop.notice("Eres el 4.º de la cola").getByText("Espera aproximada: unos 4 minutos").waitFor();
  await heard.filter({ hasText: "Eres el 4.º de la cola Espera aproximada: unos 4 minutos" }).waitFor({
    state: "attached",
  });
  say({ position: 3, wait: { expectedMs: 59_000, opensAt: null } });
  await shop.notice("Eres el 3.º de la cola").getByText("menos de un minuto").waitFor();
  expect(await heard.innerText()).toContain("Eres el 4.º");
  // That nobody is left is another matter than one place more or less.
  say({ attended: false, wait: { expectedMs: null, opensAt: at(0, 0) } });
  await shop.notice("Ahora mismo no hay nadie disponible").waitFor();
  await heard.filter({ hasText: "Ahora mismo no hay nadie disponible" }).waitFor({ state: "attached" });
});
