/** Who has an account when the pages of accounts are photographed, and which letters lie about. */
import { codeOf, stepAt } from "../../party/accounts/totp.ts";
import { Agent } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { Browser, PASSWORD, give, works } from "../rooms/support/browser.ts";

export const NORA = "nora@tienda.example";
/** Has turned on codes beside her password. */
export const VERA = "vera@tienda.example";
const IRIS = "iris@tienda.example";

const LETTER_EVERY_MS = 100;
const LETTER_MAX_MS = 15_000;

interface Letter {
  to: string;
  template: string;
  text: string;
}

/** What comes behind `/panel` in the newest letter of this kind. */
async function linkTo(url: string, email: string, template: "invitation" | "recovery"): Promise<string> {
  const end = Date.now() + LETTER_MAX_MS;
  while (Date.now() < end) {
    const { letters } = (await (await fetch(`${url}/api/demo/outbox`)).json()) as { letters: Letter[] };
    const text = letters.find((one) => one.to === email && one.template === template)?.text ?? "";
    const [, link] = /\/panel(#\S+)/.exec(text) ?? [];
    if (link !== undefined) return link;
    await new Promise((next) => setTimeout(next, LETTER_EVERY_MS));
  }
  throw new Error(`no ${template} for ${email}`);
}

async function invite(john: Agent, url: string, email: string): Promise<string> {
  const invitation = { email, role: "agent", departments: ["general"], capacity: null, locale: "es", url };
  const outcome = await john.catalogue.client.send({ type: "member.invite", ...invitation });
  if (outcome.kind !== "done") throw new Error(`member.invite: ${JSON.stringify(outcome)}`);
  return linkTo(url, email, "invitation");
}

async function join(john: Agent, url: string, email: string, name: string): Promise<void> {
  const link = (await invite(john, url, email)).replace("#invite=", "");
  const answer = await new Browser(url).post("/invitation/accept", { link, name, password: PASSWORD, locale: "es" });
  if (answer.status !== 200) throw new Error(`the invitation of ${email} answered ${answer.status}`);
}

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

async function turnOnCodes(url: string, email: string): Promise<void> {
  const browser = new Browser(url);
  await browser.signIn(email, PASSWORD);
  const { body } = await browser.post<{ setup: string; key: string }>("/second-factor/begin", { password: PASSWORD });
  const bits = Array.from(body.key.replaceAll(" ", ""), (letter) =>
    BASE32.indexOf(letter).toString(2).padStart(5, "0"),
  );
  const secret = Uint8Array.from(bits.join("").match(/.{8}/g)!, (byte) => Number.parseInt(byte, 2));
  const code = codeOf(secret, stepAt(Date.now()));
  const { status } = await browser.post("/second-factor/confirm", { setup: body.setup, code });
  if (status !== 200) throw new Error(`the code was answered with ${status}`);
}

/** Ends of addresses of the panel, as they stand in letters. */
export interface Links {
  invitation: string;
  recovery: string;
}

export async function found(url: string): Promise<Links> {
  const john = await Agent.signIn(url, "demo_john");
  await join(john, url, NORA, "Nora Vidal");
  await join(john, url, VERA, "Vera Campos");
  await turnOnCodes(url, VERA);
  const invitation = await invite(john, url, IRIS);
  await new Browser(url).post("/recovery", { email: NORA, locale: "es" });
  const recovery = await linkTo(url, NORA, "recovery");
  john.vanish();
  return { invitation, recovery };
}

/** In two projects, and no more in a third. */
export async function worksInSeveral(centre: Centre, email: string): Promise<void> {
  const other = { project: "otra", projectName: "Otra Tienda", person: "otra_olga", name: "Olga", role: "supervisor" };
  const third = { ...other, project: "tercera", projectName: "Tercera", person: "tercera_olga", disabled: true };
  for (const membership of [{ person: "demo_olga", name: "Olga" }, other, third])
    await give(centre, email, { membership: works(membership) });
}
