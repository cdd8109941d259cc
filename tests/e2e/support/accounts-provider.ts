/** A provider of accounts on this machine: npm's oidc-provider, at which one signs in by writing one's address. */
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";
import type { BrowserContext, Page } from "playwright-core";
import { onTestFinished } from "vitest";

const CLIENT = { client_id: "turno", client_secret: "a-secret-of-the-provider" };
/** Whose addresses the provider has not checked. */
export const UNVERIFIED = "unverified-";

export interface AccountsProvider {
  /** What the centre must be told of it. */
  vars: Record<string, string>;
  /** Once it is known where the centre is. */
  serve: (centre: string) => void;
}

/** `inToken`: it says everything in the token, and not only where one asks for it. */
export async function provideAccounts({ inToken = false } = {}): Promise<AccountsProvider> {
  let listener: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => listener(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    vars: {
      TURNO_OIDC_ISSUER: issuer,
      TURNO_OIDC_CLIENT_ID: CLIENT.client_id,
      TURNO_OIDC_CLIENT_SECRET: CLIENT.client_secret,
      TURNO_OIDC_NAME: "Cuentas de la Tienda",
    },
    serve(centre) {
      const provider = new Provider(issuer, {
        clients: [{ ...CLIENT, redirect_uris: [`${centre}/api/oidc/callback`], response_types: ["code"] }],
        claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
        conformIdTokenClaims: !inToken,
        pkce: { required: () => true },
        cookies: { keys: ["for-tests-only"] },
        findAccount: (_context: unknown, id: string) => ({
          accountId: id,
          claims: () => ({
            sub: id,
            email: id.replace(UNVERIFIED, ""),
            email_verified: !id.startsWith(UNVERIFIED),
            name: "Olga Pérez",
          }),
        }),
      });
      listener = provider.callback();
    },
  };
}

/** A browser that loads nothing from elsewhere: the provider's pages want letters from the network. */
export async function goToProvider(context: BrowserContext, centre: string): Promise<Page> {
  await context.route(/fonts\.googleapis\.com/, (route) => route.abort());
  const page = await context.newPage();
  await page.goto(`${centre}/panel`);
  await page.getByRole("link", { name: "Entrar con Cuentas de la Tienda" }).click();
  await page.getByPlaceholder("Enter any login").waitFor();
  return page;
}

export async function signInThere(page: Page, email: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(email);
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}
