/**
 * What a site includes: `<script async src="https://host/widget.js" data-project="demo" data-lang="es"></script>`.
 *
 * It puts a launcher and a frame on the page and nothing else. A site's content-security policy needs our host under
 * `script-src` and `frame-src` only: there is no style element and no style attribute, the looks are a constructed sheet
 * inside a shadow root, which the site's own styles do not reach.
 */
import type { ToFrame, ToPage } from "./frame-talk.ts";

interface Api {
  open(): void;
  close(): void;
}

declare global {
  interface Window {
    Turno?: Api;
  }
}

const LABELS = {
  es: { open: "Abrir chat", close: "Cerrar chat", unread: "sin leer" },
  en: { open: "Open chat", close: "Close chat", unread: "unread" },
};

const LOOKS = `
:host{all:initial;color-scheme:light dark}
button{all:unset;position:fixed;inset:auto 20px 20px auto;z-index:2147483646;box-sizing:border-box;width:56px;height:56px;
border-radius:50%;background:#0b5d51;color:#fff;cursor:pointer;display:grid;place-items:center;
box-shadow:0 6px 20px rgb(0 0 0/.28);transition:transform .15s}
button:hover{transform:scale(1.05)}
button:focus-visible{outline:3px solid #0b5d51;outline-offset:3px}
svg{width:26px;height:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
span{position:absolute;inset:-4px -4px auto auto;min-width:22px;height:22px;padding:0 6px;box-sizing:border-box;
border-radius:11px;background:#c4291c;color:#fff;font:700 12px/22px system-ui,sans-serif;text-align:center}
[hidden]{display:none}
iframe{position:fixed;inset:auto 20px 88px auto;z-index:2147483647;width:380px;height:min(600px,100dvh - 108px);border:0;
border-radius:16px;box-shadow:0 12px 48px rgb(0 0 0/.3);color-scheme:normal}
@media(max-width:480px){iframe{inset:0;width:100%;height:100%;border-radius:0}}
@media(prefers-reduced-motion:reduce){button{transition:none}}`;

const BUBBLE = "M21 11.5a8.4 8.4 0 0 1-12.2 7.5L3 21l2-5.8A8.4 8.4 0 1 1 21 11.5z";
const CROSS = "M6 6l12 12M18 6L6 18";

function start(script: HTMLScriptElement): void {
  const { origin } = new URL(script.src);
  const { project = "demo", lang: wanted = document.documentElement.lang || navigator.language } = script.dataset;
  const lang = wanted.toLowerCase().startsWith("es") ? "es" : "en";
  const labels = LABELS[lang];

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LOOKS);
  const host = document.createElement("turno-chat");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement("button");
  button.type = "button";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.append(path);
  const badge = document.createElement("span");
  badge.setAttribute("aria-hidden", "true");
  button.append(svg, badge);

  const frame = document.createElement("iframe");
  frame.title = "Chat";
  frame.hidden = true;
  root.append(button);

  let open = false;
  let unread = 0;
  let loaded = false;

  function show(): void {
    path.setAttribute("d", open ? CROSS : BUBBLE);
    frame.hidden = !open;
    badge.hidden = open || unread === 0;
    badge.textContent = unread > 9 ? "9+" : String(unread);
    button.setAttribute("aria-expanded", String(open));
    const name = open ? labels.close : labels.open;
    button.setAttribute("aria-label", badge.hidden ? name : `${name}, ${unread} ${labels.unread}`);
  }
  function tell(): void {
    const message: ToFrame = { turno: "shown", open };
    if (loaded) frame.contentWindow?.postMessage(message, origin);
  }
  function load(): void {
    if (frame.isConnected) return;
    frame.src = `${origin}/widget?${new URLSearchParams({ project, lang }).toString()}`;
    // Also when the frame has loaded itself again.
    frame.addEventListener("load", () => {
      loaded = true;
      tell();
    });
    root.append(frame);
  }
  function set(now: boolean): void {
    if (open === now) return;
    open = now;
    load();
    show();
    tell();
    if (open) frame.focus();
    else button.focus();
  }

  button.addEventListener("click", () => set(!open));
  addEventListener("message", (event: MessageEvent<ToPage | null>) => {
    if (event.origin !== origin || event.source !== frame.contentWindow) return;
    if (event.data?.turno === "close") set(false);
    else if (event.data?.turno === "unread") {
      unread = event.data.count;
      show();
    }
  });
  window.Turno = { open: () => set(true), close: () => set(false) };

  show();
  document.body.append(host);
  // The site's own things first; the frame must run before it is opened, for who comes back to find what is unread.
  if (document.readyState === "complete") load();
  else addEventListener("load", load);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !window.Turno) {
  if (document.body) start(script);
  else addEventListener("DOMContentLoaded", () => start(script));
}
