/** Notices of the desktop, for when the tab is hidden. The browser's own switch decides; we ask once, when it makes sense. */

const supported = (): boolean => "Notification" in globalThis;

/** To be called from a click, when the agent begins to take conversations: then it is plain what the question is for. */
export function askToNotify(): void {
  if (supported() && Notification.permission === "default") void Notification.requestPermission();
}

/** @param tag Notices with the same tag replace each other, also those of other tabs. */
export function notify(tag: string, title: string, body: string, opened: () => void): void {
  if (!supported() || Notification.permission !== "granted" || !document.hidden) return;
  const notice = new Notification(title, { body, tag });
  notice.addEventListener("click", () => {
    window.focus();
    opened();
    notice.close();
  });
}
