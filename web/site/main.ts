/** The demo shop: two languages, a basket, and the widget's small interface, used as any site could use it. */
import { DRAWINGS, PIECES, en } from "./words.ts";

type Lang = "es" | "en";
const KEY = "shop.lang";
const EVENTS_MAX = 8;

const spanish = new Map<Element, string>();
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Then it is asked again next time.
  }
}

type Shape = keyof typeof DRAWINGS;

function shapeOf(tag: string, attributes: Record<string, string | number>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

function partsOf(shape: Shape): SVGElement[] {
  const { body, glaze, rim } = DRAWINGS[shape];
  const parts = [shapeOf("path", { d: body }), shapeOf("path", { d: glaze, class: "glaze" })];
  if (!rim) return parts;
  const [cx, cy, rx, ry] = rim;
  return [...parts, shapeOf("ellipse", { cx, cy, rx, ry, class: "rim" })];
}

function drawing(shape: Shape): SVGElement {
  const svg = shapeOf("svg", { viewBox: "0 0 120 100", "aria-hidden": "true", class: `piece ${shape}` });
  svg.append(...partsOf(shape));
  return svg;
}

/** A still life of three pieces. */
function paint(): void {
  const places: [Shape, number, number, number][] = [
    ["vase", 96, 24, 2.3],
    ["jug", 22, 96, 1.5],
    ["bowl", 212, 136, 1.15],
  ];
  for (const [shape, x, y, scale] of places) {
    const group = shapeOf("g", { class: shape, transform: `translate(${x} ${y}) scale(${scale})` });
    group.append(...partsOf(shape));
    document.getElementById("still")!.append(group);
  }
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, words: string, name = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.textContent = words;
  made.className = name;
  return made;
}

let pieces = 0;
function showGoods(lang: Lang): void {
  const price = new Intl.NumberFormat(lang, { style: "currency", currency: "EUR", maximumFractionDigits: 0 });
  const cards = PIECES.map((piece) => {
    const { name, what, add, ask } = piece[lang];
    const card = document.createElement("li");
    const buttons = element("div", "", "buttons");
    const adds = element("button", add);
    const asks = element("button", ask, "quiet");
    adds.type = asks.type = "button";
    adds.ariaLabel = `${add}: ${name}`;
    asks.ariaLabel = `${ask}: ${name}`;
    adds.addEventListener("click", () => {
      document.getElementById("pieces")!.textContent = String(++pieces);
    });
    asks.addEventListener("click", () => window.Turno?.open());
    buttons.append(adds, asks);
    card.append(drawing(piece.shape), element("h3", name), element("p", what));
    card.append(element("p", price.format(piece.euros), "price"), buttons);
    return card;
  });
  document.getElementById("goods")!.replaceChildren(...cards);
}

function speak(lang: Lang): void {
  // The chat sees this and speaks the same language from then on.
  document.documentElement.lang = lang;
  for (const one of all("[data-word]")) {
    if (!spanish.has(one)) spanish.set(one, one.textContent);
    one.textContent = lang === "es" ? spanish.get(one)! : en[one.dataset.word!]!;
  }
  for (const one of all("[data-label]")) {
    if (!spanish.has(one)) spanish.set(one, one.ariaLabel ?? "");
    one.ariaLabel = lang === "es" ? spanish.get(one)! : en[one.dataset.label!]!;
  }
  document.title = lang === "es" ? "Tienda Demo" : en.shop!;
  for (const button of all("[data-lang][aria-pressed]")) button.ariaPressed = String(button.dataset.lang === lang);
  showGoods(lang);
}

paint();
const browser = navigator.language.toLowerCase().startsWith("es") ? "es" : "en";
const chosen = stored(KEY);
speak(chosen === "es" || chosen === "en" ? chosen : browser);

for (const button of all("button[data-lang]"))
  button.addEventListener("click", () => {
    const lang = button.dataset.lang as Lang;
    speak(lang);
    keep(KEY, lang);
  });

/** Who has signed in here, as far as this browser knows: a site says so to the chat on each of its pages. */
const USER_KEY = "shop.user";
const signButton = document.querySelector<HTMLElement>("[data-do=sign]")!;
let isIn = stored(USER_KEY) !== null;

function showUser(): void {
  const lang = document.documentElement.lang as Lang;
  signButton.dataset.word = isIn ? "signOut" : "signIn";
  const words = isIn ? "Salir: Rosa" : "Entrar como Rosa";
  spanish.set(signButton, words);
  signButton.textContent = lang === "es" ? words : en[signButton.dataset.word]!;
}

/** The shop's server vouches for her: nobody else can say so. */
async function tellChat(): Promise<void> {
  const answer = await fetch("/api/demo/shop-user", { method: "POST" });
  if (answer.ok && isIn) window.Turno?.setUser((await answer.json()) as Parameters<typeof window.Turno.setUser>[0]);
}

function sign(): void {
  isIn = !isIn;
  keep(USER_KEY, isIn ? "rosa" : null);
  showUser();
  if (isIn) void tellChat();
  else window.Turno?.reset();
}

showUser();
if (isIn && window.Turno) void tellChat();
else if (isIn) addEventListener("turno:ready", () => void tellChat(), { once: true });

const CALLS: Record<string, () => void> = {
  sign,
  open: () => window.Turno?.open(),
  close: () => window.Turno?.close(),
  user: () => window.Turno?.setUser({ name: "Rosa Vidal" }),
  reset: () => window.Turno?.reset(),
};
for (const button of all("[data-do]")) button.addEventListener("click", CALLS[button.dataset.do!]!);

function note(words: string): void {
  const list = document.getElementById("events")!;
  list.append(element("li", words));
  if (list.childElementCount > EVENTS_MAX) list.firstElementChild!.remove();
}
for (const event of ["open", "close", "message", "unread"])
  addEventListener(`turno:${event}`, ({ detail }: CustomEventInit<unknown>) =>
    note(detail == null ? event : `${event} ${JSON.stringify(detail)}`),
  );
