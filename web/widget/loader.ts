/**
 * What a site includes: `<script async src="https://host/widget.js" data-project="demo"></script>`. All attributes, the API and
 * its events are in `docs/widget.md`.
 *
 * It puts a launcher and a frame on the page and nothing else. A site's content-security policy needs our host under
 * `script-src` and `frame-src` only: there is no style element and no style attribute, the looks are a constructed sheet
 * inside a shadow root, which the site's own styles do not reach.
 */
import { inkOn, readColour } from "./colour.ts";
import type { Said, ToFrame, ToPage, User } from "./frame-talk.ts";
import { SMALL, looks } from "./launcher-looks.ts";
import { chooseLang } from "./words/choose.ts";

interface Events {
  ready: undefined;
  open: undefined;
  close: undefined;
  message: Said;
  unread: number;
}

interface Api {
  open(): void;
  close(): void;
  /** Who the visitor is, as the site knows. What is left out stays as it was. */
  setUser(user: User): void;
  setLocale(lang: string): void;
  /** Forgets the visitor of this browser: for a sign-out. */
  reset(): void;
  /** Returns how to stop listening. Each event is also a DOM event of the window, `turno:open` and so on. */
  on<E extends keyof Events>(event: E, listener: (detail: Events[E]) => void): () => void;
}

declare global {
  interface Window {
    Turno?: Api;
  }
}

const LABELS = {
  es: { open: "Abrir chat", close: "Cerrar chat", unread: "sin leer", dismiss: "Descartar" },
  en: { open: "Open chat", close: "Close chat", unread: "unread", dismiss: "Dismiss" },
};

/** Whether the chat is open, for this tab: the next page of the site finds it as it was. */
const OPEN = "turno.open";
/** Languages that are read from right to left: the chat has no words in them, and stands as they do. */
const RTL = /^(ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/i;
const BUBBLE = "M21 11.5a8.4 8.4 0 0 1-12.2 7.5L3 21l2-5.8A8.4 8.4 0 1 1 21 11.5z";
const CROSS = "M6 6l12 12M18 6L6 18";

function start(script: HTMLScriptElement): void {
  const { origin } = new URL(script.src);
  const { dataset } = script;
  const page = document.documentElement;
  const phone = matchMedia(SMALL);
  let wanted = dataset.lang === "auto" ? undefined : dataset.lang;
  let open = false;
  /** Opened by nobody: the focus stays where it is. */
  let quiet = false;
  let unread = 0;
  let last: Said | null = null;
  let dismissed = 0;
  let loaded = false;
  let opener: HTMLElement | null = null;
  /** What the frame must know, in order, however late it comes; and the newest of each kind, however often it loads itself again. */
  let known: ToFrame[] = [];

  const lang = () => chooseLang([wanted, page.lang, ...navigator.languages]);
  const dir = () => (RTL.test(wanted ?? page.lang) || (!wanted && page.dir === "rtl") ? "rtl" : "ltr");
  const add = <K extends keyof HTMLElementTagNameMap>(tag: K, to: Node): HTMLElementTagNameMap[K] =>
    to.appendChild(document.createElement(tag));
  /** Within buttons that have a name of their own, so that a screen reader has nothing to say of it. */
  function icon(to: Node, d: string): SVGPathElement {
    const make = <K extends keyof SVGElementTagNameMap>(tag: K) =>
      document.createElementNS("http://www.w3.org/2000/svg", tag);
    const svg = to.appendChild(make("svg"));
    const path = svg.appendChild(make("path"));
    path.setAttribute("d", d);
    return path;
  }

  const host = document.createElement("turno-chat");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  const colour = readColour(dataset.color) ?? "#0b5d51";
  const isLeft = dataset.position ? dataset.position === "left" : dir() === "rtl";
  sheet.replaceSync(looks(isLeft ? "left" : "right", dataset.theme, colour, inkOn(colour)));
  root.adoptedStyleSheets = [sheet];

  const preview = add("div", root);
  preview.role = "status";
  const words = add("button", preview);
  const author = add("b", words);
  const text = add("span", words);
  const dismiss = add("button", preview);
  icon(dismiss, CROSS);
  const button = add("button", root);
  const path = icon(button, BUBBLE);
  const badge = add("i", button);
  const frame = document.createElement("iframe");
  frame.title = "Chat";
  // Browsers keep from a frame of another host what its page does not hand on.
  frame.allow = "microphone;fullscreen;autoplay;clipboard-write";

  const emit = (event: keyof Events, detail?: unknown) => dispatchEvent(new CustomEvent(`turno:${event}`, { detail }));

  function show(): void {
    const labels = LABELS[lang()];
    host.dir = dir();
    path.setAttribute("d", open ? CROSS : BUBBLE);
    host.toggleAttribute("open", open);
    frame.hidden = !open;
    badge.hidden = open || !unread;
    badge.textContent = unread > 9 ? "9+" : `${unread}`;
    button.ariaExpanded = `${open}`;
    const name = open ? labels.close : labels.open;
    button.ariaLabel = badge.hidden ? name : `${name}, ${unread} ${labels.unread}`;
    dismiss.ariaLabel = labels.dismiss;
    const shown = badge.hidden || !last || last.seq <= dismissed ? null : last;
    words.hidden = dismiss.hidden = !shown;
    author.textContent = shown?.author ?? "";
    text.textContent = shown?.text ?? "";
  }
  function tell(message: ToFrame): void {
    if (loaded) {
      frame.contentWindow?.postMessage(message, origin);
      const { turno } = message;
      const about = turno === "reset" ? "user" : turno;
      known = known.filter((one) => one.turno !== about);
      if (about !== turno) return;
    }
    known.push(message);
  }
  const tellShown = () => tell({ turno: "shown", open, quiet, full: phone.matches });
  function load(): void {
    if (frame.isConnected) return;
    // Behind the #, because looks and words are no business of the server's log. Pictures may be relative to the page.
    // oxlint-disable-next-line typescript/no-misused-spread -- a record of the attributes, and shorter
    const settings = encodeURIComponent(JSON.stringify({ base: document.baseURI, ...dataset }));
    frame.src = `${origin}/widget?project=${dataset.project ?? "demo"}&lang=${lang()}&dir=${dir()}#${settings}`;
    frame.addEventListener("load", () => {
      loaded = true;
      for (const message of known.splice(0)) tell(message);
    });
    root.append(frame);
  }
  /** Reads, and writes what it is given. A site in a sandbox may have no storage: then each page begins closed. */
  function kept(now?: boolean): boolean {
    try {
      if (now !== undefined) sessionStorage[OPEN] = now;
      return sessionStorage[OPEN] === "true";
    } catch {
      return false;
    }
  }
  function set(now: boolean, quietly = false): void {
    kept(now);
    if (open === now) return;
    const within = root.activeElement === frame;
    open = now;
    quiet = quietly;
    load();
    show();
    tellShown();
    if (open) {
      opener = document.activeElement as HTMLElement;
      if (!quiet) frame.focus();
    } else if (within) {
      // Back to where they came from.
      (opener?.isConnected && opener !== host && opener !== document.body ? opener : button).focus();
    }
    fit();
    emit(open ? "open" : "close");
  }
  /** Above the keyboard of a phone, which covers a fixed element without changing its size. */
  function fit(): void {
    const view = open && phone.matches ? visualViewport : null;
    frame.style.cssText = view ? `height:${view.height}px;top:${view.offsetTop}px` : "";
  }
  function speak(): void {
    tell({ turno: "lang", lang: lang(), dir: dir() });
    show();
  }

  for (const one of [button, words]) one.addEventListener("click", () => set(!open));
  dismiss.addEventListener("click", () => {
    dismissed = last?.seq ?? 0;
    show();
    button.focus();
  });
  button.addEventListener("keydown", ({ key }) => key === "Escape" && set(false));
  phone.addEventListener("change", () => {
    tellShown();
    fit();
  });
  for (const event of ["resize", "scroll"]) visualViewport?.addEventListener(event, fit);
  addEventListener("message", ({ data, origin: from, source }: MessageEvent<ToPage>) => {
    if (from !== origin || source !== frame.contentWindow) return;
    if (data.turno === "close") set(false);
    else if (data.turno === "message") emit("message", data.message);
    else if (data.turno === "unread") {
      const before = unread;
      ({ count: unread, last } = data);
      show();
      if (unread !== before) emit("unread", unread);
    }
  });
  // A site that changes its language or its direction without a reload says so on its root element.
  new MutationObserver(speak).observe(page, { attributeFilter: ["lang", "dir"] });

  window.Turno = {
    open: () => set(true),
    close: () => set(false),
    setUser: (user) => tell({ turno: "user", user: { ...user } }),
    setLocale(chosen) {
      wanted = chosen;
      speak();
    },
    reset() {
      tell({ turno: "reset" });
      set(false);
    },
    on(event, listener) {
      const heard = ({ detail }: CustomEvent) => listener(detail as never);
      addEventListener(`turno:${event}`, heard as EventListener);
      return () => removeEventListener(`turno:${event}`, heard as EventListener);
    },
  };

  show();
  tellShown();
  document.body.append(host);
  emit("ready");
  // The site's own things first; the frame must run before it is opened, for who comes back to find what is unread.
  const begin = () => {
    load();
    if (kept()) set(true, true);
  };
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
}

const script = document.currentScript as HTMLScriptElement | null;
if (script && !window.Turno) {
  if (document.body) start(script);
  else addEventListener("DOMContentLoaded", () => start(script));
}
