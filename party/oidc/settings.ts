/** What the deployment says about signing in with a provider of accounts (OpenID Connect). */
import type { Settings } from "../engine/definition.ts";
import { WrongSetting, isLoopback } from "../mail/settings.ts";

export interface Oidc {
  issuer: URL;
  clientId: string;
  /** Empty: the provider knows us without one. */
  clientSecret: string;
  /** On the button: "Entrar con …". */
  name: string;
}

const said = (settings: Settings, name: string): string => {
  const value = settings[name];
  return typeof value === "string" ? value.trim() : "";
};

/** Null: not wanted. @throws {WrongSetting} */
function read(settings: Settings): Oidc | null {
  const issuer = said(settings, "TURNO_OIDC_ISSUER");
  const clientId = said(settings, "TURNO_OIDC_CLIENT_ID");
  if (issuer === "" && clientId === "") return null;
  if (issuer === "" || clientId === "")
    throw new WrongSetting("TURNO_OIDC_ISSUER and TURNO_OIDC_CLIENT_ID go together: set both");
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopback(url.hostname));
  if (!url || !isSafe || url.search !== "" || url.hash !== "")
    throw new WrongSetting("TURNO_OIDC_ISSUER must be the provider's https address, as it calls itself");
  const clientSecret = said(settings, "TURNO_OIDC_CLIENT_SECRET");
  return { issuer: url, clientId, clientSecret, name: said(settings, "TURNO_OIDC_NAME") || url.hostname };
}

/** Wrong settings are said once, in the start-up log; until they are mended nobody is offered this way. */
export function oidcOf(settings: Settings): Oidc | null {
  try {
    return read(settings);
  } catch {
    return null;
  }
}

/** For the start-up log, if there is anything to say. */
export function oidcState(settings: Settings): Record<string, unknown> | null {
  try {
    const oidc = read(settings);
    return oidc && { msg: "sign-in by OpenID Connect", issuer: oidc.issuer.href, name: oidc.name };
  } catch (error) {
    return { level: "warn", msg: "no sign-in by OpenID Connect", words: (error as Error).message };
  }
}
