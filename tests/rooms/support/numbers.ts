/** Numbers of the demo on WhatsApp, at a stand-in for their provider, and what became of what was said to them. */
import { expect } from "vitest";
import { inOrder } from "../../../machines/ordering.ts";
import type { ChannelSetup, InboxView } from "../../../party/protocol/inboxes.ts";
import type { GraphApi } from "../../harness/graph-api.ts";
import type { GraphNumber } from "../../harness/graph/payloads.ts";
import type { Agent, Watched } from "../../harness/people.ts";
import type { Centre } from "../../harness/workerd.ts";
import { Browser } from "./browser.ts";

export interface Listed {
  inboxes: InboxView[];
  channels: ChannelSetup[];
}

/** Signed in as one of the demo's people. */
export async function enters(centre: Centre, person: string): Promise<Browser> {
  const browser = new Browser(centre.url);
  expect((await browser.post("/demo/sign-in", { person: `demo_${person}` })).status).toBe(200);
  return browser;
}

export const settingsOf = (graph: GraphApi, { id, account }: GraphNumber = graph.number) => ({
  phoneNumberId: id,
  businessAccountId: account,
  accessToken: graph.token,
  appSecret: graph.app.secret,
});

export const described = (graph: GraphApi, number?: GraphNumber, more: Record<string, unknown> = {}) => ({
  channel: "whatsapp",
  name: "Ventas",
  department: "general",
  baseUrl: graph.baseUrl,
  settings: settingsOf(graph, number),
  ...more,
});

export const webhookOf = (centre: Centre, project = "demo"): string => `${centre.url}/api/webhooks/whatsapp/${project}`;

/** The provider knows where the webhooks go, and the demo knows its number. */
export async function connect(centre: Centre, graph: GraphApi, john: Browser, number?: GraphNumber): Promise<string> {
  graph.webhook = webhookOf(centre);
  graph.setup.callbacks = { application: graph.webhook };
  const { status, body } = await john.post<{ inbox: InboxView }>("/inboxes", described(graph, number));
  expect([status, body]).toMatchObject([200, { inbox: { works: true } }]);
  return body.inbox.id;
}

/** Every line of a thread, by paging back to its first one. */
export async function wholeThread(screen: Watched): Promise<readonly Watched["messages"][number][]> {
  await screen.until(() => screen.client.status === "live");
  while (screen.client.mirror.lists.messages?.older) await screen.client.older("messages", 100);
  const numbers = screen.messages.map(({ seq }) => seq);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  return screen.messages;
}

/** What was said in a thread, as screens show it. */
export async function shownTexts(agent: Agent, thread: string): Promise<string[]> {
  const rows = await wholeThread(agent.thread(thread));
  return inOrder(rows).flatMap((row) => (row.kind === "text" ? [row.text] : []));
}
