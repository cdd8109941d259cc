/** A visit to a site that has the chat: the agent behind it, the site around it, and what the site is told. */
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { DESKTOP } from "../../harness/browser.ts";
import { Agent } from "../../harness/people.ts";
import { serveHostPage, type HostPage } from "./host-page.ts";
import type { Stage } from "./stage.ts";

/** An agent who is Disponible, without a browser. */
export async function accepting(stage: Stage, person: string): Promise<Agent> {
  const agent = await Agent.signIn(stage.url, person);
  onTestFinished(() => agent.vanish());
  await agent.setAvailable(true);
  return agent;
}

/** The thread of the only conversation that an agent has. */
export async function threadOf(agent: Agent) {
  const room = await agent.until(() => agent.assignments[0]?.thread);
  const thread = agent.thread(room);
  await thread.until(() => thread.messages.length > 0);
  return { room, thread, write: (text: string) => thread.client.send({ type: "message.send", text }) };
}

/** A site with the chat, until the end of the test. */
export async function site(
  stage: Stage,
  attributes: Record<string, string> = {},
  page: { lang?: string; dir?: string } = {},
): Promise<string> {
  const host: HostPage = await serveHostPage(stage.url, attributes, page);
  onTestFinished(() => host.close());
  return host.url;
}

/** What the chat has told the site so far. */
export const toldTo = (page: Page): Promise<unknown[]> =>
  page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told);

/** A browser in which every site listens to the chat from its first moment. */
export async function listening(stage: Stage, options: BrowserContextOptions = DESKTOP): Promise<BrowserContext> {
  const context = await stage.someone(options);
  await context.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(globalThis, { told });
    for (const event of ["ready", "open", "close", "message", "unread"])
      addEventListener(`turno:${event}`, ({ detail }: CustomEventInit<{ text: string } | number | null>) =>
        told.push(detail == null ? event : [event, typeof detail === "object" ? detail.text : detail]),
      );
    addEventListener("securitypolicyviolation", (event) =>
      told.push(`violated ${(event as SecurityPolicyViolationEvent).violatedDirective}`),
    );
  });
  return context;
}
