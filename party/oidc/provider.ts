/** The provider of accounts: where it signs people in, and what it then says of them, checked. */
import * as oauth from "oauth4webapi";
import type { Begun } from "./begun.ts";
import type { Oidc } from "./settings.ts";

/** What it says of itself hardly ever changes. */
const FRESH_MS = 60 * 60 * 1000;
const ANSWER_MAX_MS = 10_000;

interface Known {
  as: oauth.AuthorizationServer;
  until: number;
  keys: oauth.JWKSCacheInput;
}
const remembered = new Map<string, Known>();

/** Plain http only on this machine: the settings see to that. */
const how = ({ issuer }: Oidc) => ({
  [oauth.allowInsecureRequests]: issuer.protocol === "http:",
  signal: () => AbortSignal.timeout(ANSWER_MAX_MS),
});

async function known(oidc: Oidc): Promise<Known> {
  const found = remembered.get(oidc.issuer.href);
  if (found && Date.now() < found.until) return found;
  const response = await oauth.discoveryRequest(oidc.issuer, how(oidc));
  const as = await oauth.processDiscoveryResponse(oidc.issuer, response);
  const fresh = { as, until: Date.now() + FRESH_MS, keys: {} };
  remembered.set(oidc.issuer.href, fresh);
  return fresh;
}

function authentication({ clientSecret }: Oidc, as: oauth.AuthorizationServer): oauth.ClientAuth {
  if (clientSecret === "") return oauth.None();
  const takes = as.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  return takes.includes("client_secret_basic")
    ? oauth.ClientSecretBasic(clientSecret)
    : oauth.ClientSecretPost(clientSecret);
}

/** Where the browser is to be sent. @throws if the provider does not answer. */
export async function signInAt(oidc: Oidc, { state, nonce, verifier, locale }: Begun, back: string): Promise<URL> {
  const { as } = await known(oidc);
  if (as.authorization_endpoint === undefined) throw new Error("the provider has no authorization endpoint");
  const url = new URL(as.authorization_endpoint);
  const asked = {
    client_id: oidc.clientId,
    response_type: "code",
    redirect_uri: back,
    scope: "openid email profile",
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    ui_locales: locale,
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return url;
}

export interface Person {
  email: string;
  isVerified: boolean;
  name: string;
}

export class Declined extends Error {}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * Whom the provider has signed in. The token's signature is checked as well, though it comes from the provider itself.
 * @throws {Declined} if the provider, or the person at it, said no. @throws if anything does not fit.
 */
export async function personOf(oidc: Oidc, begun: Begun, answer: URLSearchParams, back: string): Promise<Person> {
  const { as, keys } = await known(oidc);
  const client = { client_id: oidc.clientId };
  const options = how(oidc);
  let checked: URLSearchParams;
  try {
    checked = oauth.validateAuthResponse(as, client, answer, begun.state);
  } catch (error) {
    throw error instanceof oauth.AuthorizationResponseError ? new Declined(error.error) : error;
  }
  const exchanged = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    authentication(oidc, as),
    checked,
    back,
    begun.verifier,
    options,
  );
  const token = await oauth.processAuthorizationCodeResponse(as, client, exchanged, {
    expectedNonce: begun.nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(as, exchanged, { ...options, [oauth.jwksCache]: keys });
  const claims = oauth.getValidatedIdTokenClaims(token)!;
  // Many say in the token only who it is, and the rest where one asks for it.
  const said =
    claims.email === undefined && as.userinfo_endpoint !== undefined
      ? await oauth.processUserInfoResponse(
          as,
          client,
          claims.sub,
          await oauth.userInfoRequest(as, client, token.access_token, options),
        )
      : claims;
  return { email: text(said.email), isVerified: said.email_verified === true, name: text(said.name) };
}
