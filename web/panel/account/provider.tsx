/** Signing in with a provider of accounts: the way there, and what is said to who comes back from it without having come in. */
import { Show, createResource } from "solid-js";
import { tell } from "../api.ts";
import { language } from "../words/index.ts";
import { w, whyNot } from "./words/index.ts";

const RETURNED = /^#sign-in=([A-Za-z]+)$/;

export function Returned() {
  const [, reason] = RETURNED.exec(location.hash) ?? [];
  // Said once: a reload is a new beginning.
  if (reason !== undefined) history.replaceState(null, "", location.pathname);
  const words = (error: string): string =>
    (w().provider.reasons as Partial<Record<string, string>>)[error] ?? whyNot(error);
  return (
    <Show when={reason}>
      {(why) => (
        <p role="alert" class="trouble">
          {words(why())}
        </p>
      )}
    </Show>
  );
}

async function providerName(): Promise<string | null> {
  const ways = await tell<{ oidc: { name: string } | null }>("/sign-in-ways", {}, "GET");
  return ways.ok ? (ways.body.oidc?.name ?? null) : null;
}

export function WithProvider() {
  const [name] = createResource(providerName);
  return (
    <Show when={name()}>
      {(called) => (
        <a class="provider" href={`/api/oidc/start?locale=${language()}`}>
          {w().provider.enter(called())}
        </a>
      )}
    </Show>
  );
}
