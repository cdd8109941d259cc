/** Signing in with a provider of accounts, in a real browser, at a real provider. */
import { afterEach, expect, test } from "vitest";
import { Agent } from "../harness/people.ts";
import { UNVERIFIED, goToProvider, provideAccounts, signInThere } from "./support/accounts-provider.ts";
import { picture } from "./support/accounts.ts";
import { seriousIn, Stage } from "./support/stage.ts";

const ANA = "ana@demo.turno";

let stage: Stage;
afterEach(() => stage.strike());

async function set(options?: Parameters<typeof provideAccounts>[0]): Promise<void> {
  const provider = await provideAccounts(options);
  stage = await Stage.set(provider.vars);
  provider.serve(stage.url);
}

const cookieOf = async (context: Awaited<ReturnType<Stage["someone"]>>) =>
  (await context.cookies()).find(({ name }) => name === "turno_oidc");

test.each([{ inToken: false }, { inToken: true }])(
  "who works here signs in with the provider, and their session is like any other: %j",
  async (options) => {
    await set(options);
    const context = await stage.someone();
    const page = await goToProvider(context, stage.url);
    await signInThere(page, ANA);
    await page.getByText("al día", { exact: true }).waitFor();
    expect(page.url()).toBe(`${stage.url}/panel`);
    const { body } = await page.evaluate(async () => ({ body: (await (await fetch("/api/me")).json()) as object }));
    expect(body).toMatchObject({ me: { id: "demo_ana", role: "agent" }, account: { email: ANA } });
    expect(await cookieOf(context)).toBeUndefined();
    expect((await context.cookies()).find(({ name }) => name === "turno_session")).toMatchObject({
      httpOnly: true,
      sameSite: "Lax",
    });
  },
);

test("who is invited joins by signing in with the provider, under the name that it says", async () => {
  await set();
  const john = await Agent.signIn(stage.url, "demo_john");
  await john.catalogue.client.send({
    type: "member.invite",
    email: "olga@example.com",
    role: "agent",
    departments: ["general"],
    capacity: null,
    locale: "es",
  });
  john.vanish();
  const page = await goToProvider(await stage.someone(), stage.url);
  await signInThere(page, "Olga@Example.com");
  await page.getByText("al día", { exact: true }).waitFor();
  const me = await page.evaluate(async () => (await (await fetch("/api/me")).json()) as object);
  expect(me).toMatchObject({ me: { name: "Olga Pérez", role: "agent" }, account: { email: "olga@example.com" } });
});

test.each([
  ["nobody of whose address works here", "stranger@example.com", "oidcNotMember", /no está en ningún proyecto/],
  ["whose address the provider has not checked", `${UNVERIFIED}${ANA}`, "oidcEmail", /no confirma tu correo/],
])("is told why, and is not in: %s", async (_who, login, reason, words) => {
  await set();
  const context = await stage.someone();
  const page = await goToProvider(context, stage.url);
  await signInThere(page, login);
  await page.getByRole("alert").filter({ hasText: words }).waitFor();
  await picture(page, reason);
  expect(await seriousIn(page)).toEqual([]);
  expect((await context.cookies()).find(({ name }) => name === "turno_session")).toBeUndefined();
  // A reload is a new beginning.
  expect(new URL(page.url()).hash).toBe("");
});

test("who says no at the provider is back where they were, and told so", async () => {
  await set();
  const page = await goToProvider(await stage.someone(), stage.url);
  await page.getByRole("link", { name: "Cancel" }).click();
  await page
    .getByRole("alert")
    .filter({ hasText: /no te ha dejado entrar/ })
    .waitFor();
});

test("an answer is good once, in the browser that asked, and for what it asked", async () => {
  await set();
  const context = await stage.someone();
  const page = await goToProvider(context, stage.url);
  const begun = (await cookieOf(context))!;
  expect(begun).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  const answered = page.waitForRequest((request) => request.url().includes("/api/oidc/callback"));
  await signInThere(page, ANA);
  const answer = (await answered).url();
  await page.getByText("al día", { exact: true }).waitFor();

  /** Another browser that is sent this answer, perhaps with the cookie of the one that asked. */
  async function told(url: string, cookie?: string): Promise<string | null> {
    const headers = cookie === undefined ? undefined : { cookie: `turno_oidc=${cookie}` };
    const response = await fetch(url, { redirect: "manual", ...(headers ? { headers } : {}) });
    expect(response.headers.getSetCookie().join()).not.toContain("turno_session");
    return response.headers.get("location");
  }
  const changed = (name: string, value: string): string => {
    const url = new URL(answer);
    url.searchParams.set(name, value);
    return url.href;
  };
  const last = begun.value.endsWith("A") ? "E" : "A";
  expect({
    replayed: await told(answer, begun.value),
    elsewhere: await told(answer),
    otherState: await told(changed("state", "x".repeat(22)), begun.value),
    noState: await told(answer.replace(/state=[^&]*&?/, ""), begun.value),
    forged: await told(answer, begun.value.slice(0, -1) + last),
    otherProvider: await told(changed("iss", "https://elsewhere.example"), begun.value),
  }).toEqual({
    replayed: "/panel#sign-in=oidcFailed",
    elsewhere: "/panel#sign-in=oidcState",
    otherState: "/panel#sign-in=oidcState",
    noState: "/panel#sign-in=oidcState",
    forged: "/panel#sign-in=oidcState",
    otherProvider: "/panel#sign-in=oidcFailed",
  });
  // The first by the provider, the last by us, who did not even ask.
  const failures = () => stage.centre.logs().filter((line) => line.includes("sign-in by OpenID Connect failed"));
  await expect.poll(failures).toEqual([expect.stringContaining("invalid_grant"), expect.stringContaining("iss")]);
});

test("where no provider is named, nobody is offered one", async () => {
  stage = await Stage.set();
  const ways = await (await fetch(`${stage.url}/api/sign-in-ways`)).json();
  expect(ways).toEqual({ password: true, oidc: null, demo: true });
  for (const path of ["start", "callback"])
    expect((await fetch(`${stage.url}/api/oidc/${path}`, { redirect: "manual" })).status).toBe(404);
});

test("where the provider does not answer, one is told so and may sign in with a password", async () => {
  stage = await Stage.set((await provideAccounts()).vars);
  const page = await (await stage.someone()).newPage();
  await page.goto(`${stage.url}/panel`);
  await page.getByRole("link", { name: "Entrar con Cuentas de la Tienda" }).click();
  await page
    .getByRole("alert")
    .filter({ hasText: /no ha respondido/ })
    .waitFor();
  await page.getByLabel("Contraseña", { exact: true }).waitFor();
  await expect.poll(() => stage.centre.logs().join("\n")).toContain("sign-in by OpenID Connect failed");
});
