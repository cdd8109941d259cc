/** The frame: `/widget?project=…&lang=…`, inside the page of a site or alone. */
import { render } from "solid-js/web";
import { createEffect, createSignal } from "solid-js";
import { App } from "./app.tsx";
import { createChat } from "./chat.ts";
import { keeping } from "./key-value.ts";
import { meetPage } from "./page.ts";
import { chooseLang, wordsOf } from "./words/index.ts";

/** A page older than the server loads itself again, but not in a circle if the server still hands out the old one. */
const RELOAD_REST_MS = 60_000;
const RELOADED_AT = "turno.reloaded";

const query = new URLSearchParams(location.search);
const lang = chooseLang([query.get("lang"), ...navigator.languages]);
const words = wordsOf(lang);
document.documentElement.lang = lang;
document.title = words.title;

const storage = keeping(() => localStorage);
/** Of this tab alone: two tabs may have two half-written texts. */
const tab = keeping(() => sessionStorage);

render(() => {
  const [shown, setShown] = createSignal(false);
  const [visible, setVisible] = createSignal(document.visibilityState === "visible");
  const page = meetPage(setShown);
  const chat = createChat({
    origin: location.origin,
    project: query.get("project") ?? "demo",
    storage,
    seen: () => shown() && visible(),
  });

  document.addEventListener("visibilitychange", () => {
    setVisible(document.visibilityState === "visible");
    if (visible()) chat.session.check();
  });
  window.addEventListener("online", () => chat.session.check());
  window.addEventListener("offline", () => chat.session.lost());
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) chat.session.check();
  });
  window.addEventListener("storage", ({ key }) => chat.session.storageChanged(key));
  createEffect(() => page.tell({ turno: "unread", count: chat.unread() }));
  createEffect(() => {
    if (chat.status() !== "outdated" || Date.now() - Number(tab.get(RELOADED_AT)) < RELOAD_REST_MS) return;
    tab.set(RELOADED_AT, String(Date.now()));
    location.reload();
  });

  return (
    <App
      chat={chat}
      words={words}
      lang={lang}
      tab={tab}
      shown={shown()}
      embedded={window.parent !== window}
      onClose={() => page.tell({ turno: "close" })}
    />
  );
}, document.getElementById("chat")!);
