/** Opens an inbox for whoever speaks with its provider: what its room keeps sealed is plain here, for as long as this isolate lives. */
import type { SealedLine } from "../../machines/inbox-setup.ts";
import { unseal } from "../accounts/tokens.ts";
import type { Address, Settings } from "../engine/definition.ts";
import { callKnown } from "../engine/calls.ts";
import { secretOf } from "../http/identity.ts";
import type { Line } from "./port.ts";
import { webhookSecretOf } from "./webhook-secrets.ts";

export type { SealedLine };

export const inboxRoom = (project: string, inbox: string): Address => ({
  party: "inbox",
  room: `${project}_${inbox}`,
});

/** Opening one costs a derived key for each secret, and every message would pay it. */
const OPENED_MAX = 100;
const opened = new Map<string, Line>();

/** @throws if it was sealed under another secret than the deployment has now. */
export async function openSealed({ channel: _, sealed, ...line }: SealedLine, env: Settings): Promise<Line> {
  // What is set up anew is sealed anew, so this is as good as a revision.
  const key = JSON.stringify([line, sealed]);
  const known = opened.get(key);
  if (known) return known;
  const { project, inbox } = line;
  const secret = secretOf(env);
  const { room } = inboxRoom(project, inbox);
  const open = async ([name, text]: [string, string]) =>
    [name, new TextDecoder().decode(await unseal(secret, room, text))] as const;
  const [webhookSecret, ...secrets] = await Promise.all([
    webhookSecretOf(secret, project, inbox),
    ...Object.entries(sealed).map(open),
  ]);
  const fresh = { ...line, webhookSecret, secrets: Object.fromEntries(secrets) };
  if (opened.size >= OPENED_MAX) opened.clear();
  opened.set(key, fresh);
  return fresh;
}

/** Null: it is not set up, or not any more. */
export async function openLine(project: string, inbox: string, env: Settings): Promise<Line | null> {
  const question = { type: "line" };
  const line = (await callKnown(inboxRoom(project, inbox), { kind: "ask", question })) as SealedLine | null;
  return line && openSealed(line, env);
}
