/** How a site wants its widget: the attributes of its script tag, handed on behind the # of the frame's address. */
import { readColour } from "./colour.ts";
import type { Lang } from "./words/index.ts";

type Said = "greeting" | "intro" | "team" | "away";

export interface Department {
  id: string;
  name: string;
}

export interface Settings {
  colour: string | null;
  theme: "light" | "dark" | "auto";
  /** What is asked before the first message. */
  ask: "none" | "name" | "name+email";
  /** Addresses of pictures of the team. */
  photos: string[];
  /** What to choose from before the first message; none or one: nothing is asked. */
  departments: (lang: Lang) => Department[];
  /** The site's own words, if it has any in this language or for all. */
  said: (what: Said, lang: Lang) => string | undefined;
}

const PHOTOS_MAX = 3;
const DEPARTMENT_ID = /^[a-z0-9-]{1,64}$/;

const parts = (text: string | undefined): string[] =>
  (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

function oneOf<T extends string>(known: readonly [T, ...T[]], text: string | undefined): T {
  return known.find((one) => one === text) ?? known[0];
}

function readData(hash: string): Record<string, string | undefined> {
  try {
    const data: unknown = JSON.parse(decodeURIComponent(hash.slice(1)));
    if (typeof data !== "object" || data === null) return {};
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, String(value)]));
  } catch {
    return {};
  }
}

/** @param hash As `location.hash`. Anyone may write it, so whatever it holds, settings come of it. */
export function readSettings(hash: string): Settings {
  const data = readData(hash);
  const inLanguage = (what: string, lang: Lang) => data[`${what}${lang === "es" ? "Es" : "En"}`] ?? data[what];
  return {
    colour: readColour(data.color),
    theme: oneOf(["auto", "light", "dark"], data.theme),
    ask: oneOf(["name", "none", "name+email"], data.ask),
    // Only pictures: no `javascript:` or `data:` documents.
    photos: parts(data.photos)
      .filter((url) => URL.canParse(url, data.base))
      .map((url) => new URL(url, data.base).href)
      .filter((url) => /^https?:/.test(url))
      .slice(0, PHOTOS_MAX),
    departments: (lang) =>
      parts(inLanguage("departments", lang)).flatMap((part) => {
        const [id = "", name = id] = part.split(":", 2).map((text) => text.trim());
        return DEPARTMENT_ID.test(id) ? [{ id, name }] : [];
      }),
    said: inLanguage,
  };
}
