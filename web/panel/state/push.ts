/**
 * Being called with the panel closed: this browser's subscription with its maker's push service, of which the agent's room is
 * told. It belongs to one person: whoever signs in here next is not told of the customers of the one before.
 */
import { createEffect, createRoot, createSignal, on } from "solid-js";
import { reach } from "../../shared/reach.ts";
import type { Outcome } from "../../shared/room-client.ts";
import * as api from "../api.ts";
import { language, reasonWords } from "../words/index.ts";
import { owner, setOwner } from "./push-owner.ts";

type PushState = "asking" | "unsupported" | "pushOff" | "denied" | "off" | "on";
export type TellRoom = (command: { type: string; [field: string]: unknown }) => Promise<Outcome>;

const [state, setState] = createSignal<PushState>("asking");
/** Why it could not be turned on or off, in words; empty: it could. */
const [failure, setFailure] = createSignal("");
export { failure as pushFailure, state as pushState };

/** None: a page without https, an old browser, one that wants the panel installed first, or a page whose people are not those who are called. */
async function manager(): Promise<PushManager | undefined> {
  const workers = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  if (reach.isApart || !workers || !("Notification" in globalThis)) return undefined;
  const registration = (await workers.getRegistration("/panel")) ?? undefined;
  return (registration as { pushManager?: PushManager } | undefined)?.pushManager;
}

const bytesOf = (key: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

/** A centre whose keys have changed could not call at an address that was made for the old ones. */
const isFor = ({ options }: PushSubscription, key: string): boolean => {
  const made = options.applicationServerKey;
  return made === null || String(new Uint8Array(made)) === String(bytesOf(key));
};

const messageOf = (subscription: PushSubscription) => {
  const { endpoint, keys } = subscription.toJSON();
  return { type: "push.subscribe", endpoint, keys, locale: language() };
};

/** What holds here and now for this agent; a subscription of somebody else's ends. */
export async function lookAtPush(agentId: string): Promise<PushSubscription | null> {
  const pushes = await manager();
  const found = (await pushes?.getSubscription()) ?? null;
  if (found && owner() !== agentId) {
    await found.unsubscribe();
    setOwner(null);
    return lookAtPush(agentId);
  }
  if (!pushes) setState("unsupported");
  else if ((await api.pushKey()) === null) setState("pushOff");
  else if (Notification.permission === "denied") setState("denied");
  else setState(found ? "on" : "off");
  return found;
}

/** Says again where the browser is, which may have changed, and in which language it is to be called. */
export async function keepUp(agentId: string, tell: TellRoom): Promise<void> {
  const found = await lookAtPush(agentId);
  const key = await api.pushKey();
  if (!found || key === null) return;
  if (!isFor(found, key)) {
    await found.unsubscribe();
    return turnOn(agentId, tell);
  }
  createRoot((dispose) =>
    createEffect(on([language, state], () => (state() === "on" ? void tell(messageOf(found)) : dispose()))),
  );
}

/** From a click: only then do browsers ask for permission. */
export async function turnOn(agentId: string, tell: TellRoom): Promise<void> {
  setFailure("");
  try {
    const [pushes, key] = [await manager(), await api.pushKey()];
    if (!pushes || key === null) return void (await lookAtPush(agentId));
    if ((await Notification.requestPermission()) !== "granted") return void (await lookAtPush(agentId));
    const subscription = await pushes.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
    setOwner(agentId);
    const outcome = await tell(messageOf(subscription));
    if (outcome.kind === "refused") {
      await subscription.unsubscribe();
      setFailure(reasonWords(outcome.reason));
    }
  } catch {
    // Its push service cannot be reached, or this browser has none.
    setFailure(reasonWords("notNow"));
  }
  await lookAtPush(agentId);
}

export async function turnOff(agentId: string, tell: TellRoom): Promise<void> {
  setFailure("");
  const found = await lookAtPush(agentId);
  setOwner(null);
  if (!found) return;
  const { endpoint } = found;
  // Whichever of the two fails: to a browser that has unsubscribed nothing is delivered, and the room learns it then.
  await Promise.allSettled([tell({ type: "push.unsubscribe", endpoint }), found.unsubscribe()]);
  await lookAtPush(agentId);
}
