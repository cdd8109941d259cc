/** Notices of the desktop, for when the tab is hidden. The browser's own switch decides; we ask once, when it makes sense. */
import { createSignal } from "solid-js";
import { reach } from "../../shared/reach.ts";

export type Permission = NotificationPermission | "unsupported";

const supported = (): boolean => !reach.isApart && "Notification" in globalThis;
const readPermission = (): Permission => (supported() ? Notification.permission : "unsupported");
const [permission, show] = createSignal<Permission>(readPermission());
export { permission };

/** To be called from a click, when the agent begins to take conversations: then it is plain what the question is for. */
export function askToNotify(): void {
  if (!supported() || Notification.permission !== "default") return;
  void Notification.requestPermission().then(() => show(readPermission()));
}

/** What the service worker says when one of its notices was clicked. */
export const NOTICE_CLICKED = "turno.notice-clicked";

export interface Notice {
  /** Notices with the same tag replace each other, also those of other tabs. */
  tag: string;
  title: string;
  body: string;
  opened: () => void;
}

export function notify({ tag, title, body, opened }: Notice): void {
  if (readPermission() !== "granted") return;
  const options = { body, tag, icon: "/icons/turno-192.png" };
  let notice: Notification;
  try {
    notice = new Notification(title, options);
  } catch {
    // A phone wants it from the service worker, which brings the thread by its tag.
    void navigator.serviceWorker?.ready.then((worker) => worker.showNotification(title, options)).catch(() => {});
    return;
  }
  notice.addEventListener("click", () => {
    window.focus();
    opened();
    notice.close();
  });
}

/** The number on the icon of the installed panel. */
export function setBadge(count: number): void {
  if (reach.isApart) return;
  const { setAppBadge, clearAppBadge } = navigator as Partial<Pick<Navigator, "setAppBadge" | "clearAppBadge">>;
  const said = count > 0 ? setAppBadge?.call(navigator, count) : clearAppBadge?.call(navigator);
  said?.catch(() => {});
}
