/** Numbers on WhatsApp and bots on Telegram for the stage: at stand-ins of their providers, set up as an administrator does it. */
import { expect } from "vitest";
import { webhookSecretOf } from "../../../party/channels/webhook-secrets.ts";
import type { InboxView } from "../../../party/protocol/inboxes.ts";
import { GraphApi } from "../../harness/graph-api.ts";
import type { Accepted } from "../../harness/graph/webhooks.ts";
import { TelegramApi } from "../../harness/telegram-api.ts";
import { SECRET } from "../../rooms/support/demo.ts";
import { connect, enters } from "../../rooms/support/numbers.ts";
import type { Stage } from "./stage.ts";

/** A number that the demo answers by. Whoever asks for it stops it. */
export async function whatsApp(stage: Stage): Promise<GraphApi> {
  const graph = await GraphApi.start();
  await connect(stage.centre, graph, await enters(stage.centre, "john"));
  return graph;
}

/** A bot that the demo answers by. Whoever asks for it stops it. */
export async function telegram(stage: Stage): Promise<TelegramApi> {
  const bot = await TelegramApi.start();
  const john = await enters(stage.centre, "john");
  const { status, body } = await john.post<{ inbox: InboxView }>("/inboxes", {
    channel: "telegram",
    name: "Bot",
    department: "general",
    baseUrl: bot.url,
    settings: { botToken: bot.token },
  });
  expect([status, body]).toMatchObject([200, { inbox: { works: true } }]);
  expect(bot.webhook).toEqual({
    url: `${stage.url}/api/webhooks/telegram/demo/${body.inbox.id}`,
    secret: await webhookSecretOf(SECRET, "demo", body.inbox.id),
  });
  return bot;
}

/** What of ours the provider has taken, of this kind, the last one. */
export async function accepted(graph: GraphApi, type: string, text = ""): Promise<Accepted> {
  const found = () => graph.accepted.findLast(({ body }) => body.type === type && JSON.stringify(body).includes(text));
  await expect.poll(found, { timeout: 20_000 }).toBeDefined();
  return found()!;
}
