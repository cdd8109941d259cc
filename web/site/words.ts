/** The shop's English: its Spanish stands in the page. */
export const en: Record<string, string> = {
  skip: "Go to the catalogue",
  shop: "Demo Shop",
  main: "Main",
  catalogue: "Catalogue",
  help: "Help",
  panel: "Agent panel",
  language: "Language",
  basket: "Basket",
  signIn: "Sign in as Rosa",
  signOut: "Sign out: Rosa",
  title: "Pottery made by hand, one piece at a time",
  intro: "The shop is made up; the chat in the corner is real. Write, and an agent will answer you from the panel.",
  talk: "Talk to the workshop",
  shippingAsk: "How long does delivery take?",
  shipping: "Two to four days within Spain; a week to the rest of Europe.",
  returnsAsk: "Can I change a piece?",
  returns: "Within thirty days. If it arrives broken, we send you another one.",
  customAsk: "Do you make pieces to order?",
  custom: "Yes: tell us in the chat what you have in mind, and we give you a price and a date.",
  apiTitle: "What a site may ask of the chat",
  apiIntro:
    "These buttons call window.Turno, as any site could. Below them you see what the chat tells the site. “Sign in as Rosa”, above, also has the shop's server sign who she is: agents see her with her identity confirmed.",
  events: "Events",
  footer: "A demonstration page of Turno.",
  enter: "Enter the agent panel",
  tour: "Guided tour of the panel",
};

export interface Piece {
  shape: "bowl" | "vase" | "plate" | "cup" | "jug" | "pot";
  euros: number;
  es: { name: string; what: string; add: string; ask: string };
  en: { name: string; what: string; add: string; ask: string };
}

const buttons = {
  es: { add: "Añadir", ask: "Preguntar" },
  en: { add: "Add", ask: "Ask" },
};
const piece = (shape: Piece["shape"], euros: number, name: string, es: string, en: string): Piece => ({
  shape,
  euros,
  es: { name, what: es, ...buttons.es },
  en: { name, what: en, ...buttons.en },
});

export const PIECES: readonly Piece[] = [
  piece("bowl", 24, "Alba", "Cuenco de gres esmaltado, 16 cm", "Glazed stoneware bowl, 16 cm"),
  piece("vase", 48, "Ribera", "Jarrón de terracota, 28 cm", "Terracotta vase, 28 cm"),
  piece("plate", 19, "Duna", "Plato de porcelana mate, 24 cm", "Matt porcelain plate, 24 cm"),
  piece("cup", 14, "Brisa", "Taza de gres sin asa, 9 cm", "Stoneware cup, no handle, 9 cm"),
  piece("jug", 36, "Fuente", "Jarra de terracota, un litro", "Terracotta jug, one litre"),
  piece("pot", 29, "Umbría", "Maceta de barro con plato, 18 cm", "Clay pot with saucer, 18 cm"),
];

/** What each piece looks like, in a box of 120 by 100: its body, where the glaze shines, and the rim that one looks into. */
export const DRAWINGS: Record<Piece["shape"], { body: string; glaze: string; rim?: [number, number, number, number] }> =
  {
    bowl: {
      body: "M18 42h84c0 26-16 40-30 44v5H48v-5C34 82 18 68 18 42z",
      glaze: "M25 48c2 18 12 28 20 33-14-2-24-18-24-33z",
      rim: [60, 42, 42, 5],
    },
    vase: {
      body: "M50 8h20c-3 8-3 14 0 19 15 7 23 20 20 36-2 13-9 22-16 27H46c-7-5-14-14-16-27-3-16 5-29 20-36 3-5 3-11 0-19z",
      glaze: "M47 33c-12 8-15 22-11 37 3 8 6 12 10 15-2-18-3-36 1-52z",
      rim: [60, 8, 10, 2.5],
    },
    plate: {
      body: "M8 64h104c-6 11-22 17-38 18v4H46v-4C30 81 14 75 8 64z",
      glaze: "M18 68c8 7 20 10 30 11-12 1-26-4-30-11z",
      rim: [60, 64, 52, 5],
    },
    cup: {
      body: "M34 30h52l-6 54c-1 4-4 6-8 6H48c-4 0-7-2-8-6z",
      glaze: "M40 36h8l2 48c-4 0-5-2-5-5z",
      rim: [60, 30, 26, 4],
    },
    jug: {
      body: "M42 14h30l12-5-6 17c11 8 16 20 16 34 0 18-8 30-16 32H44c-9-2-16-14-16-32 0-14 5-26 15-34zM92 40c22-6 26 32-2 36l2-9c9-3 9-17-1-17z",
      glaze: "M44 32c-10 8-12 22-9 36 2 8 6 14 10 18-3-18-4-36-1-54z",
    },
    pot: {
      body: "M24 24h72v13h-6l-8 43h18v7H20v-7h18l-8-43h-6z",
      glaze: "M37 41h8l5 39h-6z",
      rim: [60, 24, 36, 3.5],
    },
  };
