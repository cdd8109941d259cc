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

/** A notice of ours was clicked: its tag is the conversation, or that it is about none. */
self.addEventListener("notificationclick", (event) => {
  const { tag } = event.notification;
  event.notification.close();
  event.waitUntil(
    (async () => {
      const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
      const panel = windows.find(({ url }) => new URL(url).pathname === PAGE);
      const about = tag === AWAY ? "" : `#${encodeURIComponent(tag)}`;
      if (!panel) return self.clients.openWindow(PAGE + about);
      if (about !== "") panel.postMessage({ type: "turno.notice-clicked", tag });
      return panel.focus();
    })(),
  );
});

/** One at a time: the newer says what the older did, and more. */
const AWAY = "turno-away";

/** In the language that the panel had when it asked to be called. */
const WORDS = {
  es: {
    visitor: "Visitante",
    assigned: (name) => [`Nueva conversación: ${name}`, "Ábrela antes de que vuelva a la cola."],
    returned: (count) => [
      count === 1 ? "Tu conversación ha vuelto a la cola" : `Tus ${count} conversaciones han vuelto a la cola`,
      "El panel se cerró y sigues Disponible. Ábrelo para atender.",
    ],
    waiting: (count) => [
      count === 1 ? "Un cliente espera" : `${count} clientes esperan`,
      "Sigues Disponible y no hay nadie más. Abre el panel para atender.",
    ],
  },
  en: {
    visitor: "Visitor",
    assigned: (name) => [`New conversation: ${name}`, "Open it before it goes back to the queue."],
    returned: (count) => [
      count === 1 ? "Your conversation went back to the queue" : `Your ${count} conversations went back to the queue`,
      "The panel was closed and you are still available. Open it to answer.",
    ],
    waiting: (count) => [
      count === 1 ? "A customer is waiting" : `${count} customers are waiting`,
      "You are still available and nobody else is there. Open the panel to answer.",
    ],
  },
};

self.addEventListener("push", (event) => {
  const { kind, locale, name, count, conversationId } = event.data.json();
  const words = WORDS[locale] ?? WORDS.en;
  const [title, body] = kind === "assigned" ? words.assigned(name || words.visitor) : words[kind](count);
  // The same conversation told twice is one notice.
  const options = { body, tag: conversationId ?? AWAY, lang: locale, icon: "/icons/turno-192.png" };
  event.waitUntil(self.registration.showNotification(title, options));
});

/** The browser has another address: the server hears of it now, and of the old one when nothing arrives there. */
self.addEventListener("pushsubscriptionchange", (event) => {
  const { oldSubscription, newSubscription } = event;
  event.waitUntil(
    (async () => {
      const options = oldSubscription?.options;
      const subscription = newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
      // Without either, the panel says it when it is next opened.
      if (!subscription) return;
      const { endpoint, keys } = subscription.toJSON();
      const locale = navigator.language.startsWith("es") ? "es" : "en";
      await fetch("/api/push", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ endpoint, keys, locale }),
      });
    })(),
  );
});
