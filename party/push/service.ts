/**
 * One notice to one device: encrypted for that browser alone (RFC 8291), signed by us (RFC 8292), given to the push service of
 * the browser's maker. What that answers is told in our words; what to make of it is the machine's decision.
 *
 * It may be sent twice: the browser shows a notice of the same tag in the place of the first.
 */
import { encryptNotification, vapidHeaders } from "@block65/webcrypto-web-push";
import type { Device, News } from "../../machines/push.ts";
import type { Service } from "../engine/definition.ts";
import { reachOf, vapidOf } from "./settings.ts";

export interface PushParams {
  device: Pick<Device, "endpoint" | "keys">;
  notice: News & Pick<Device, "locale">;
  ttlMs: number;
}

const GONE = [404, 410];
const TOO_MANY = 429;
const FAULT_MIN = 500;

/** In milliseconds: it comes as seconds or as a date. */
function retryAfterOf(response: Response): number | null {
  const said = response.headers.get("retry-after");
  if (said === null) return null;
  const ms = /^\d+$/.test(said.trim()) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}

export const push: Service = async ({ device, notice, ttlMs }: PushParams, { env, fetch, signal, log }) => {
  const { endpoint } = device;
  const vapid = vapidOf(env);
  // Settings may have changed since the device subscribed.
  if (!vapid || reachOf(endpoint, env) !== "known") return { kind: "off" };
  const subscription = { ...device, expirationTime: null };
  const body = await encryptNotification(subscription, new TextEncoder().encode(JSON.stringify(notice)));
  // It signs for https alone; plain http is for a service on this machine.
  const signed = await vapidHeaders({ ...subscription, endpoint: endpoint.replace(/^http:/, "https:") }, vapid);
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      ...signed.headers,
      ttl: String(Math.max(1, Math.ceil(ttlMs / 1000))),
      urgency: "high",
      "content-encoding": "aes128gcm",
      "content-type": "application/octet-stream",
    },
    body,
    // An address that we know may not send us to one that we do not know.
    redirect: "manual",
    signal,
  });
  await response.body?.cancel();
  const { status } = response;
  if (response.ok) return { kind: "told" };
  if (GONE.includes(status)) return { kind: "gone" };
  if (status === TOO_MANY || status >= FAULT_MIN) return { kind: "busy", retryAfterMs: retryAfterOf(response) };
  log({ level: "warn", msg: "push refused", service: new URL(endpoint).host, status });
  return { kind: "refused", status };
};
