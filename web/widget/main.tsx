/** The frame: `/widget?project=…&lang=…#settings`, inside the page of a site or alone. */
import { render } from "solid-js/web";
import { createEffect, createMemo, createSignal } from "solid-js";
import { App } from "./app.tsx";
import { createChat } from "./chat.ts";
import { inkOn } from "./colour.ts";
import type { ToFrame } from "./frame-talk.ts";
import { keeping } from "./key-value.ts";
import { meetPage } from "./page.ts";
import { readSettings } from "./settings.ts";
import { Sound } from "./sound.ts";
import { chooseLang, wordsOf } from "./words/index.ts";

/** A page older than the server loads itself again, but not in a circle if the server still hands out the old one. */
const RELOAD_REST_MS = 60_000;
const RELOADED_AT = "turno.reloaded";

const query = new URLSearchParams(location.search);
const settings = readSettings(location.hash);
const root = document.documentElement;
if (settings.theme !== "auto") root.dataset.theme = settings.theme;
if (settings.colour) {
  // Properties set by script pass a policy that forbids style attributes.
  root.style.setProperty("--brand", settings.colour);
  root.style.setProperty("--on-brand", inkOn(settings.colour));
  // Any colour at all: less of it, so that words stay legible on it in the dark.
  root.style.setProperty("--mix", "22%");
}

const storage = keeping(() => localStorage);
/** Of this tab alone: two tabs may have two half-written texts. */
const tab = keeping(() => sessionStorage);

render(() => {
  const [lang, setLang] = createSignal(chooseLang([query.get("lang"), ...navigator.languages]));
  const words = createMemo(() => wordsOf(lang()));
  const [shown, setShown] = createSignal(false);
  const [dir, setDir] = createSignal(query.get("dir") === "rtl" ? "rtl" : "ltr");
  const [quiet, setQuiet] = createSignal(false);
  const [full, setFull] = createSignal(false);
  const [visible, setVisible] = createSignal(document.visibilityState === "visible");
  const seen = () => shown() && visible();
  const sound = new Sound(storage);

  const page = meetPage((message) => hear(message));
  const chat = createChat({
    origin: location.origin,
    project: query.get("project") ?? "demo",
    storage,
    words,
    seen,
    onSaid: (message) => {
      page.tell({ turno: "message", message });
      if (message.from === "agent" && !seen()) sound.play();
    },
  });
  function hear(message: ToFrame): void {
    switch (message.turno) {
      case "shown":
        setFull(message.full);
        setQuiet(message.quiet);
        return void setShown(message.open);
      case "lang":
        setDir(message.dir);
        return void setLang(chooseLang([message.lang]));
      case "user":
        return chat.session.introduce(message.user ?? {});
      case "reset":
        chat.session.reset();
    }
  }

  createEffect(() => {
    root.lang = lang();
    root.dir = dir();
    document.title = words().title;
  });
  // Who need not be asked anything is let in when they first look, and not when the site's page is merely loaded; who is asked
  // something sees before they answer whether anybody is there.
  createEffect(() => {
    const { ask } = settings;
    const { name, department } = chat.user();
    const knowsWho = ask === "none" || name !== undefined || chat.vouched();
    const knowsWhom = settings.departments(lang()).length < 2 || department !== undefined;
    // After a sign-out, which closes the connection, they look anew.
    chat.status();
    if (!shown() || chat.phase() !== "welcome") return;
    if (knowsWho && knowsWhom) chat.session.start({});
    else chat.session.look();
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
  createEffect(() => page.tell({ turno: "unread", count: chat.unread(), last: chat.lastUnread() }));
  createEffect(() => {
    if (chat.status() !== "outdated" || Date.now() - Number(tab.get(RELOADED_AT)) < RELOAD_REST_MS) return;
    tab.set(RELOADED_AT, String(Date.now()));
    location.reload();
  });

  return (
    <App
      chat={chat}
      settings={settings}
      words={words()}
      lang={lang()}
      tab={tab}
      sound={sound}
      // Open again after a reload, it waits for the customer to come to it.
      mayFocus={() => shown() && (!quiet() || document.hasFocus())}
      full={full()}
      embedded={window.parent !== window}
      onClose={() => {
        // Not only when the page has answered: what is said in between, nobody sees.
        setShown(false);
        page.tell({ turno: "close" });
      }}
    />
  );
}, document.getElementById("chat")!);
