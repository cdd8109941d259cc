/** What the deployment says about web push: who we are to push services, and which of them we talk to. */
import type { Reach } from "../../machines/push.ts";
import type { Settings } from "../engine/definition.ts";

/** Our keys as everybody writes them: an uncompressed P-256 point, its secret number, and how to reach the operator. */
interface Vapid {
  publicKey: string;
  privateKey: string;
  subject: string;
}

const PUBLIC = /^B[A-Za-z0-9_-]{86}$/;
const PRIVATE = /^[A-Za-z0-9_-]{43}$/;
const SUBJECT = /^(?:mailto:.+@.+|https:\/\/.+)$/;

/** Undefined: this deployment pushes nothing. */
export function vapidOf(settings: Settings): Vapid | undefined {
  const { TURNO_VAPID_PUBLIC: publicKey, TURNO_VAPID_PRIVATE: privateKey, TURNO_VAPID_SUBJECT: subject } = settings;
  if (typeof publicKey !== "string" || typeof privateKey !== "string" || typeof subject !== "string") return undefined;
  const isWhole = PUBLIC.test(publicKey) && PRIVATE.test(privateKey) && SUBJECT.test(subject);
  return isWhole ? { publicKey, privateKey, subject } : undefined;
}

/** The push services of the makers of browsers. A server that fetches whatever address it is given works for strangers. */
const KNOWN = ["fcm.googleapis.com", ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com"];
const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

function isOwn({ protocol, host, hostname }: URL, { TURNO_PUSH_HOSTS: hosts }: Settings): boolean {
  const isSafe = protocol === "https:" || (protocol === "http:" && LOOPBACK.includes(hostname));
  const own = typeof hosts === "string" ? hosts.split(",").map((one) => one.trim().toLowerCase()) : [];
  return isSafe && own.includes(host);
}

export function reachOf(endpoint: string, settings: Settings): Reach {
  if (!vapidOf(settings)) return "off";
  if (!URL.canParse(endpoint)) return "unknown";
  const url = new URL(endpoint);
  const { protocol, hostname, port, username, password } = url;
  if (username !== "" || password !== "") return "unknown";
  const isNamed = KNOWN.some((known) => (known.startsWith(".") ? hostname.endsWith(known) : hostname === known));
  return (protocol === "https:" && port === "" && isNamed) || isOwn(url, settings) ? "known" : "unknown";
}
