/** People with passwords of their own in the demo project: invited by its administrator, as anybody is. */
import { resolve } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import type { MemberRole } from "../../../machines/rights.ts";
import { Agent } from "../../harness/people.ts";
import type { Stage } from "./stage.ts";

export const PASSWORD = "gato-lluvia-tejado";

interface Letter {
  to: string;
  template: string;
  text: string;
}

/** The link of the newest letter of this kind to somebody, from `#` on, once it has come. */
export async function linkTo(stage: Stage, email: string, template: "invitation" | "recovery"): Promise<string> {
  const find = async (): Promise<string> => {
    const { letters } = (await (await fetch(`${stage.url}/api/demo/outbox`)).json()) as { letters: Letter[] };
    const letter = letters.find((one) => one.to === email && one.template === template);
    return /\/panel(#\S+)/.exec(letter?.text ?? "")?.[1] ?? "";
  };
  await expect.poll(find, { timeout: 15_000 }).not.toBe("");
  return find();
}

export const administrator = (stage: Stage): Promise<Agent> => Agent.signIn(stage.url, "demo_john");

/** Somebody new, who has said yes. */
export async function join(stage: Stage, name: string, role: MemberRole): Promise<string> {
  const john = await administrator(stage);
  const email = `${name.toLowerCase()}@casa.example`;
  const invitation = { email, role, departments: ["general"], capacity: null, locale: "es", url: stage.url };
  expect(await john.catalogue.client.send({ type: "member.invite", ...invitation })).toEqual({ kind: "done" });
  const link = (await linkTo(stage, email, "invitation")).replace("#invite=", "");
  const response = await fetch(`${stage.url}/api/invitation/accept`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: stage.url },
    body: JSON.stringify({ link, name, password: PASSWORD, locale: "es" }),
  });
  expect(response.status).toBe(200);
  john.vanish();
  return email;
}

/** At the door, with what is typed there. */
export async function enter(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel("Correo electrónico").fill(email);
  await page.getByLabel("Contraseña", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
}

export async function signIn(context: BrowserContext, stage: Stage, email: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${stage.url}/panel`);
  await enter(page, email);
  await page.getByText("al día", { exact: true }).waitFor();
  return page;
}

/** From the menu of one's account. */
export async function openSettings(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Tu cuenta" }).click();
  await page.locator("#account-menu").getByRole("button", { name, exact: true }).click();
  await page.getByRole("dialog").getByRole("heading", { name, exact: true, level: 2 }).waitFor();
}

/** To be looked at, where somebody wants to. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.PICTURES) await page.screenshot({ path: resolve(process.env.PICTURES, `${name}.png`) });
}
