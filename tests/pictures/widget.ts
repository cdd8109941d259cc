/** The widget's states, one row each, on a site of its own and in the demo shop. */
import type { FrameLocator, Page } from "playwright-core";
import { serveHostPage } from "../e2e/support/host-page.ts";
import { fixture } from "../e2e/support/media.ts";
import { Agent, Customer } from "../harness/people.ts";
import { fileWordsOf } from "../../web/widget/files/words.ts";
import { en } from "../../web/widget/words/en.ts";
import { es, type Words } from "../../web/widget/words/es.ts";
import { look, nameOf, type Look } from "./looks.ts";
import { sendFiles } from "./people.ts";
import type { Studio } from "./studio.ts";

interface At {
  page: Page;
  chat: FrameLocator;
  words: Words;
  english: boolean;
  write: (text: string) => Promise<void>;
  /** One of each kind, and a voice note. */
  send: () => Promise<void>;
  /** Somebody who answers, from when they have it. */
  answer: (...texts: string[]) => Promise<{ agent: Agent; thread: string }>;
}

interface State {
  name: string;
  /** What the site says of the chat. */
  site?: Record<string, string>;
  dir?: string;
  attended?: boolean;
  waits?: boolean;
  /** There are others, and none of them finishes. */
  crowd?: boolean;
  /** Outside the business hours of the project. */
  closed?: boolean;
  go?: (at: At) => Promise<unknown>;
}

const ASKS = { ask: "name+email", departments: "general: Tienda, ventas: Ventas" };

const STATES: readonly State[] = [
  { name: "welcome", site: ASKS },
  {
    name: "wrong-address",
    site: ASKS,
    go: async ({ chat, words }) => {
      await chat.getByLabel(words.email).fill("rosa@");
      await chat.getByRole("button", { name: words.start }).click();
      await chat.getByRole("alert").waitFor();
    },
  },
  { name: "first-message", attended: true },
  { name: "away", go: ({ chat, words }) => chat.getByText(words.away).first().waitFor() },
  { name: "closed-form", closed: true, site: ASKS, go: ({ chat, words }) => chat.getByText(words.closed).waitFor() },
  { name: "closed", closed: true, go: ({ chat, words }) => chat.getByText(words.closed).first().waitFor() },
  {
    name: "closed-waiting",
    closed: true,
    waits: true,
    go: async ({ write, chat, words }) => {
      await write("Hola, ¿tenéis el cuenco grande en azul?");
      await chat.getByText(words.position(1)).first().waitFor();
    },
  },
  {
    name: "expected",
    attended: true,
    crowd: true,
    waits: true,
    go: async ({ write, chat, words }) => {
      await write("Hola, ¿tenéis el cuenco grande en azul?");
      await chat.getByText(words.expected(words.underAMinute)).first().waitFor();
    },
  },
  {
    name: "address",
    go: async ({ chat, words }) => {
      await chat.getByRole("button", { name: words.addressAsk }).click();
    },
  },
  {
    name: "waiting",
    waits: true,
    go: ({ write }) => write("Hola, ¿tenéis el cuenco grande en azul?"),
  },
  {
    name: "talk",
    attended: true,
    go: async ({ write, answer, chat }) => {
      await write("Hola, ¿tenéis el cuenco grande en azul?");
      await answer("¡Hola! Sí, nos quedan tres.", "Lo tienes en https://tienda.example/cuencos/azul-grande-esmaltado");
      await chat.locator(".bubble").nth(2).waitFor();
      await write("Perfecto, me llevo dos");
    },
  },
  {
    name: "typing",
    attended: true,
    go: async ({ write, answer, chat, words }) => {
      await write("Hola");
      const { agent, thread } = await answer();
      await agent.thread(thread).until(() => agent.threadView(thread));
      agent.thread(thread).client.signal({ type: "typing", typing: true });
      await chat.getByText(words.typing("").trim()).first().waitFor({ state: "attached" });
    },
  },
  {
    name: "options",
    attended: true,
    go: async ({ write, answer, chat, words }) => {
      await write("Hola");
      await answer("¡Hola!");
      await chat.locator(".bubble").nth(1).waitFor();
      await chat.getByRole("button", { name: words.options }).click();
    },
  },
  {
    name: "files",
    attended: true,
    go: async ({ write, answer, send, chat }) => {
      await write("Me ha llegado rota");
      await answer("¡Vaya! ¿Me mandas una foto y la factura?");
      await send();
      await chat.getByText("Y la factura", { exact: true }).waitFor();
    },
  },
  {
    name: "viewer",
    attended: true,
    go: async ({ write, send, chat }) => {
      await write("Me ha llegado rota");
      await send();
      await chat.getByRole("button", { name: /taza-rota/ }).click();
      await chat.locator("dialog img").waitFor();
    },
  },
  {
    name: "attach",
    attended: true,
    go: async ({ chat, words }) => {
      await chat.getByRole("button", { name: words.attach }).click();
      await chat.locator(".must").waitFor();
    },
  },
  {
    name: "attach-preview",
    attended: true,
    go: async ({ chat, words }) => {
      await chat.getByRole("button", { name: words.attach }).click();
      await chat.locator(".tray input[multiple]").setInputFiles(["picture.jpg", "heic-named.jpg"].map(fixture));
      await chat.locator(".preview-file.refused").waitFor();
    },
  },
  {
    name: "voice-note",
    attended: true,
    go: async ({ chat, words }) => {
      await chat.getByRole("button", { name: words.record }).click();
      await chat.getByRole("timer").filter({ hasText: "0:01" }).waitFor();
    },
  },
  {
    name: "voice-note-heard",
    attended: true,
    go: async ({ chat, words, english }) => {
      const { recorder, player } = fileWordsOf(english ? "en" : "es").common;
      await chat.getByRole("button", { name: words.record }).click();
      await chat.getByRole("timer").filter({ hasText: "0:01" }).waitFor();
      await chat.getByRole("button", { name: recorder.stop }).click();
      await chat.getByRole("button", { name: player.play }).waitFor();
    },
  },
  {
    name: "rating",
    attended: true,
    go: async ({ write, answer, chat, words }) => {
      await write("Hola");
      const { agent, thread } = await answer("¡Hola!");
      await agent.thread(thread).client.send({ type: "conversation.close", conversation: 1 });
      await chat.getByRole("group", { name: words.rateAsk }).getByRole("radio").nth(3).check({ force: true });
    },
  },
  {
    name: "rated",
    attended: true,
    go: async ({ write, answer, chat, words }) => {
      await write("Hola");
      const { agent, thread } = await answer("¡Hola!");
      await agent.thread(thread).client.send({ type: "conversation.close", conversation: 1 });
      await chat.getByRole("group", { name: words.rateAsk }).getByRole("radio").nth(4).check({ force: true });
      await chat.getByRole("button", { name: words.rateSend }).click();
      await chat.getByText(words.rated(5)).waitFor();
    },
  },
  {
    name: "chat-offline",
    attended: true,
    go: async ({ page, write, words, chat }) => {
      await write("Hola");
      await page.context().setOffline(true);
      // Not every frame is told of it at once.
      await chat.locator("body").evaluate(() => dispatchEvent(new Event("offline")));
      await chat.getByText(words.reconnecting).first().waitFor();
    },
  },
  {
    name: "too-long",
    attended: true,
    go: ({ chat, words }) =>
      chat.getByRole("textbox", { name: words.message }).fill("Hola, buenas tardes. ".repeat(210)),
  },
  {
    name: "rtl",
    dir: "rtl",
    attended: true,
    go: async ({ write, answer, chat }) => {
      await write("مرحبا، هل لديكم الوعاء الأزرق الكبير؟");
      await answer("أهلا وسهلا", "https://tienda.example/cuencos/azul");
      await chat.locator(".bubble").nth(2).waitFor();
      await chat.locator("html").evaluate((root) => root.setAttribute("dir", "rtl"));
    },
  },
  {
    name: "closed-with-news",
    attended: true,
    go: async ({ page, write, answer, words, chat }) => {
      await write("Hola");
      const { agent, thread } = await answer();
      await chat.getByRole("button", { name: words.close }).click();
      await agent.thread(thread).client.send({ type: "message.send", text: "Ya lo he encontrado: nos quedan tres." });
      await page.getByText("Ya lo he encontrado").first().waitFor();
    },
  },
];

export const WIDGET_NAMES = STATES.map(({ name }) => `widget-${name}`);

const TEXTBOX = "textarea, input";
/** As many as one agent has room for. */
const CROWD = 6;

/** Only on one day, which is neither today nor tomorrow. */
async function setHours(url: string, isClosed: boolean): Promise<void> {
  const john = await Agent.signIn(url, "demo_john");
  const opens = (new Date().getDay() + 2) % 7;
  const week = Array.from({ length: 7 }, (_, day) => (day === opens ? [{ from: 540, to: 1080 }] : []));
  const hours = isClosed ? { week, closed: [] } : null;
  const outcome = await john.catalogue.client.send({ type: "hours.set", hours });
  if (outcome.kind !== "done") throw new Error(`hours.set: ${JSON.stringify(outcome)}`);
  john.vanish();
}

/** So many wait for somebody that who comes then has no room left, and the line a pace. */
async function crowd(url: string): Promise<void> {
  for (let n = 0; n < CROWD; n++) {
    const customer = await Customer.arrive(url, `Cliente ${n}`);
    await customer.write("Hola");
    customer.client.close();
  }
}

async function pictureOf(studio: Studio, state: State, at: Look): Promise<void> {
  const name = `widget-${state.name}-${nameOf(at)}`;
  if (!studio.wants(name)) return;
  const words = at.english ? en : es;
  const agents: Agent[] = [];
  const attend = async (): Promise<void> => {
    const marta = await Agent.signIn(studio.url, "demo_marta");
    await marta.setAvailable(true);
    agents.push(marta);
  };
  if (state.crowd) await crowd(studio.url);
  if (state.closed) await setHours(studio.url, true);
  if (state.attended) await attend();
  if (state.crowd) await agents[0]!.until(() => agents[0]!.assignments.length === CROWD);
  const host = await serveHostPage(
    studio.url,
    { ask: "none", ...state.site },
    { lang: at.english ? "en" : "es", ...(state.dir === undefined ? {} : { dir: state.dir }) },
  );
  const context = await look(studio.browser, at);
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    await page.getByRole("button", { name: /chat/i }).last().click();
    const chat = page.frameLocator("iframe");
    await chat.locator(TEXTBOX).first().waitFor();
    const write = async (text: string): Promise<void> => {
      const box = chat.locator("textarea").first();
      await box.fill(text);
      await box.press("Enter");
      await chat.locator(".bubble").filter({ hasText: text }).waitFor();
    };
    const send = async (): Promise<void> => {
      const kept = await chat.locator("body").evaluate(() => localStorage.getItem("turno.visitor.demo"));
      await sendFiles(studio.url, JSON.parse(kept!) as { id: string; token: string });
    };
    const answer = async (...texts: string[]) => {
      const [agent] = agents;
      const thread = await agent!.until(() => agent!.assignments[0]?.thread);
      for (const text of texts) await agent!.thread(thread).client.send({ type: "message.send", text });
      return { agent: agent!, thread };
    };
    await state.go?.({ page, chat, words, english: at.english, write, send, answer });
    await studio.take(page, name);
  } finally {
    await context.setOffline(false);
    await context.close();
    // Who still waits would come to the agent of the next picture.
    if (state.waits) {
      if (agents.length === 0) await attend();
      await agents[0]!.until(() => agents[0]!.assignments.length > 0);
    }
    for (const agent of agents) {
      // Finishing one lets the next one in.
      for (let all = agent.assignments; all.length > 0; all = agent.assignments) {
        for (const { thread, conversationId } of all)
          await agent.thread(thread).client.send({
            type: "conversation.close",
            conversation: Number(conversationId.slice(conversationId.lastIndexOf(".") + 1)),
          });
        await agent.until(() =>
          all.every(({ conversationId: id }) => agent.assignments.every((one) => one.conversationId !== id)),
        );
      }
      await agent.client.send({ type: "session.end" });
      agent.vanish();
    }
    if (state.closed) await setHours(studio.url, false);
    await host.close();
  }
}

export async function widgetPictures(studio: Studio, at: Look): Promise<void> {
  for (const state of STATES)
    await pictureOf(studio, state, at).catch((error: unknown) =>
      studio.missed(`widget-${state.name}-${nameOf(at)}`, error),
    );
}

export const SHOP_NAMES = ["shop", "shop-chat"];

/** The demo shop, with the chat closed and open. */
export async function shopPictures(studio: Studio, at: Look): Promise<void> {
  const context = await look(studio.browser, at);
  const page = await context.newPage();
  await page.goto(studio.url);
  await page.getByRole("button", { name: /chat/i }).last().waitFor();
  await studio.take(page, `shop-${nameOf(at)}`);
  await page.getByRole("button", { name: /chat/i }).last().click();
  await page.frameLocator("iframe").locator(TEXTBOX).first().waitFor();
  // Nobody is there yet.
  await page.frameLocator("iframe").locator(".notice:not(:empty)").waitFor();
  await studio.take(page, `shop-chat-${nameOf(at)}`);
  await context.close();
}
