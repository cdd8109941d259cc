/** The letters of a demo without a mail server: as text, whatever is in them, with links that can be followed. */
import type { KeptLetter } from "../../machines/post.ts";
import { dayAndTime, preferredLanguage } from "../shared/locale.ts";
import { kept } from "../shared/stored.ts";
import { WORDS } from "./words.ts";

const LOOK_EVERY_MS = 3000;

// As chosen in the panel.
const language = preferredLanguage(kept.read("turno.language"), navigator.languages);
const theme = kept.read("turno.theme");
const words = WORDS[language];
document.documentElement.lang = language;
if (theme !== null) document.documentElement.dataset.theme = theme;
document.title = `${words.title} · Turno`;

const at = (id: string): HTMLElement => document.getElementById(id)!;
at("title").textContent = words.title;
at("about").textContent = words.about;

function element(tag: string, ...inside: (string | Node)[]): HTMLElement {
  const made = document.createElement(tag);
  made.append(...inside);
  return made;
}

function link(address: string): HTMLElement {
  const made = document.createElement("a");
  made.href = address;
  made.rel = "noreferrer";
  made.textContent = address;
  return made;
}

/** Every other part is an address. */
const linked = (text: string): (string | Node)[] =>
  text.split(/(https?:\/\/\S+)/).map((part, index) => (index % 2 === 1 ? link(part) : part));

function letterOf({ to, locale, subject, text, at: sent }: KeptLetter): HTMLElement {
  const body = element("p", ...linked(text.trim()));
  body.className = "text";
  const heading = element("h2", subject);
  for (const part of [body, heading]) part.lang = locale;
  const details = element(
    "dl",
    element("dt", words.to),
    element("dd", to),
    element("dt", words.when),
    element("dd", dayAndTime(language, sent, Date.now())),
  );
  return element("li", element("article", heading, details, body));
}

let shown: string | undefined;

async function look(): Promise<void> {
  try {
    const response = await fetch("/api/demo/outbox");
    if (!response.ok) throw new Error(String(response.status));
    const text = await response.text();
    // What did not change stays, with whatever is selected or focused in it.
    if (text === shown) return;
    const { letters } = JSON.parse(text) as { letters: KeptLetter[] };
    at("letters").replaceChildren(...letters.map(letterOf));
    at("state").textContent = letters.length === 0 ? words.empty : words.count(letters.length);
    shown = text;
  } catch {
    at("state").textContent = words.failed;
    shown = undefined;
  }
}

void look();
setInterval(() => {
  if (!document.hidden) void look();
}, LOOK_EVERY_MS);
