/**
 * The panel's service worker: it keeps the shell, so that the panel opens without a network and says so in its own words. What
 * the rooms and `/api` answer is never kept: an old answer is worse than none.
 */
const SHELL = "turno-shell-1";
const PAGE = "/panel";

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== SHELL) await caches.delete(name);
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === PAGE) event.respondWith(newest(request));
  // Their names change with what is in them.
  else if (/^\/(?:assets|icons)\//.test(url.pathname)) event.respondWith(kept(request));
});

/** The server's page, and the last one of those where there is no server. */
async function newest(request) {
  const shell = await caches.open(SHELL);
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await remember(shell, response.clone());
    return response;
  } catch (error) {
    const last = await shell.match(PAGE);
    if (last) return last;
    throw error;
  }
}

/** Another page than the last one names other files: those of before are of no use. */
async function remember(shell, response) {
  const before = await (await shell.match(PAGE))?.text();
  if (before !== undefined && before !== (await response.clone().text()))
    for (const file of await shell.keys()) await shell.delete(file);
  await shell.put(PAGE, response);
}

async function kept(request) {
  const shell = await caches.open(SHELL);
  const had = await shell.match(request);
  if (had) return had;
  const response = await fetch(request);
  if (response.ok) await shell.put(request, response.clone());
  return response;
}

/** A notice of ours was clicked: its tag is the conversation. */
self.addEventListener("notificationclick", (event) => {
  const { tag } = event.notification;
  event.notification.close();
  event.waitUntil(
    (async () => {
      const [panel] = await self.clients.matchAll({ type: "window" });
      if (!panel) return self.clients.openWindow(`${PAGE}#${encodeURIComponent(tag)}`);
      panel.postMessage({ type: "turno.notice-clicked", tag });
      return panel.focus();
    })(),
  );
});
