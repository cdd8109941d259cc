/** A number and a bot of the demo's, at stand-ins for their providers, while their pages are photographed. */
import { GraphApi } from "../harness/graph-api.ts";
import { TelegramApi } from "../harness/telegram-api.ts";
import { Browser } from "../rooms/support/browser.ts";

/** What they are called. The number works but for what is still to be pasted at its provider. */
export const NUMBER = "Ventas por WhatsApp";
export const BOT = "Bot de ayuda";

/** Gives the way to end them. */
export async function withChannels(url: string): Promise<() => Promise<void>> {
  const [graph, telegram] = await Promise.all([GraphApi.start(), TelegramApi.start()]);
  const john = new Browser(url);
  await john.post("/demo/sign-in", { person: "demo_john" });
  const { settings, secrets } = graph.line();
  const wanted = [
    { channel: "whatsapp", name: NUMBER, baseUrl: graph.baseUrl, settings: { ...settings, ...secrets } },
    { channel: "telegram", name: BOT, baseUrl: telegram.url, settings: { botToken: telegram.token } },
  ];
  for (const one of wanted) {
    const { status } = await john.post("/inboxes", { ...one, department: "general" });
    if (status !== 200) throw new Error(`${one.name} was answered with ${status}`);
  }
  return async () => void (await Promise.all([graph.stop(), telegram.stop()]));
}
