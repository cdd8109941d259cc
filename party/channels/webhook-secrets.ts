/**
 * What proves a webhook where its provider signs nothing, and what a provider asks for before it sends any. Made again whenever it is
 * needed, of the deployment's secret: nothing is stored.
 */
import { tokenOf } from "../accounts/tokens.ts";

/** Telegram sends it with each update. */
export const webhookSecretOf = (secret: string, project: string, inbox: string): Promise<string> =>
  tokenOf(secret, "webhook", "inbox", project, inbox);

/** An administrator pastes it at the provider, which shows it once: the handshake. */
export const verifyTokenOf = (secret: string, project: string): Promise<string> =>
  tokenOf(secret, "webhook", "verify", project);
