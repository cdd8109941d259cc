/** Lets the panel be installed, and open without a network. It only concerns this page: the widget's site is somebody else's. */
export function keepShell(): void {
  const workers = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker;
  // A page without https has none; the panel works all the same.
  if (!workers) return;
  const register = (): void => void workers.register("/sw.js", { scope: "/panel" }).catch(() => {});
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}
