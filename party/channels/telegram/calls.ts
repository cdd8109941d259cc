/** Calls of the Bot API: `<root>/bot<token>/<method>`, and what its answers mean. */
import * as v from "valibot";
import type { DeliveryReason } from "../../../machines/outside.ts";
import type { Form } from "../multipart.ts";
import type { Line, Sent, World } from "../port.ts";
import { withoutSecrets } from "../wording.ts";

const Answer = v.object({
  ok: v.boolean(),
  result: v.optional(v.unknown()),
  error_code: v.optional(v.number()),
  description: v.optional(v.string(), ""),
  parameters: v.optional(v.object({ retry_after: v.optional(v.number()) }), {}),
});
export type Answer = v.InferOutput<typeof Answer>;

const WORDS_MAX_CHARS = 300;
const SECOND_MS = 1000;

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** @throws if no answer came, or none of the Bot API's. */
export async function ask(method: string, line: Line, world: World, what: object | Form): Promise<Answer> {
  const { fetch, signal } = world;
  const isForm = "body" in what && "headers" in what;
  const sent = isForm
    ? { ...what, duplex: "half" as const }
    : { headers: { "content-type": "application/json" }, body: JSON.stringify(what) };
  const response = await fetch(`${line.baseUrl}/bot${line.secrets.botToken}/${method}`, {
    method: "POST",
    // What is said to a customer goes to nobody else.
    redirect: "manual",
    signal,
    ...sent,
  });
  const body = v.safeParse(Answer, parse(withoutSecrets(await response.text(), line)));
  if (!body.success) throw new Error(`${method}: ${response.status} and no answer`);
  return body.output;
}

/** By the words of its descriptions, because the codes are those of HTTP and say little. */
const REASONS: readonly [RegExp, DeliveryReason][] = [
  [/blocked by the user|can't initiate|bot was kicked/i, "blockedByCustomer"],
  [/user is deactivated|chat not found|peer_id_invalid/i, "recipientUnreachable"],
  [/unauthorized|not enough rights|have no rights|^not found/i, "notAllowed"],
  [/photo|video|audio|voice|document|file|media|dimensions|entity too large/i, "mediaProblem"],
  [/empty|too long|parse|reaction|message/i, "contentRefused"],
];

const BLOCKED = 403;
const TOO_MANY = 429;
const OURS = 500;

/** What has surely not been sent, and why; undefined: it may have been. */
export function refusalOf({ error_code: code = 0, description, parameters }: Answer): Sent | undefined {
  const words = description.slice(0, WORDS_MAX_CHARS);
  if (code === TOO_MANY) {
    const waitMs = (parameters.retry_after ?? 1) * SECOND_MS;
    return { kind: "notSent", retry: true, waitMs, reason: "tooMuch", code, words };
  }
  if (code >= OURS || code === 0) return undefined;
  const said = REASONS.find(([sign]) => sign.test(description))?.[1];
  const reason = said ?? (code === BLOCKED ? "blockedByCustomer" : "unknown");
  return { kind: "notSent", retry: false, reason, code, words };
}
