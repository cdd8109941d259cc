import { expect, inject, test } from "vitest";
import { DESKTOP, launchBrowser } from "../harness/browser.ts";
import { readPartykitConfig } from "../harness/bundle.ts";
import { Agent } from "../harness/people.ts";
import { give, works } from "../rooms/support/browser.ts";
import { startDemo } from "../rooms/support/demo.ts";
import { UNVERIFIED, goToProvider, provideAccounts, signInThere } from "./support/accounts-provider.ts";
import { picture } from "./support/accounts.ts";

test("ME2 who works elsewhere and is invited here has joined after signing in with the provider, and chooses; whose address nobody vouches for has not", async () => {
  const provider = await provideAccounts();
  const { parties } = readPartykitConfig();
  const main = "tests/harness/fixture/with-accounts.ts";
  const [centre, browser] = await Promise.all([
    startDemo({ serveDir: inject("pages"), main, parties, vars: provider.vars }),
    launchBrowser(),
  ]);
  try {
    provider.serve(centre.url);
    const email = "nora@casa.example";
    const elsewhere = { project: "otra", projectName: "Otra Tienda", person: "otra_nora", name: "Nora" };
    await give(centre, email, { membership: works(elsewhere) });
    const john = await Agent.signIn(centre.url, "demo_john");
    const invitation = { type: "member.invite", role: "supervisor", departments: ["general"], capacity: null };
    const sent = await john.catalogue.client.send({ ...invitation, email, locale: "es" });
    expect(sent).toEqual({ kind: "done" });

    const stranger = await goToProvider(await browser.newContext(DESKTOP), centre.url);
    await signInThere(stranger, `${UNVERIFIED}${email}`);
    await stranger
      .getByRole("alert")
      .filter({ hasText: /no confirma tu correo/ })
      .waitFor();
    const states = () =>
      Object.values((john.catalogue.topic("members") ?? {}) as Record<string, { email: string; state: string }>);
    await john.catalogue.until(() => states().some((one) => one.email === email));
    expect(states().find((one) => one.email === email)?.state).toBe("invited");

    const page = await goToProvider(await browser.newContext(DESKTOP), centre.url);
    await signInThere(page, email);
    await page.getByRole("heading", { name: "Elige el proyecto" }).waitFor();
    await page.getByRole("button", { name: /^Otra Tienda/ }).waitFor();
    await picture(page, "oidc-invited");
    await page.getByRole("button", { name: /^Tienda Demo/ }).click();
    await page.getByText("al día", { exact: true }).waitFor();
    const me = (await (await page.request.get(`${centre.url}/api/me`)).json()) as { me: object };
    expect(me.me).toMatchObject({ project: "demo", role: "supervisor", name: "Olga Pérez" });
    john.vanish();
  } finally {
    await browser.close();
    await centre.dispose();
  }
});
