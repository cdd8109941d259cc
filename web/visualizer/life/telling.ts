/** An entry of a log in words: who did what. Empty fields and unknown events are told by their names. */
import type { Identity } from "../../../party/engine/definition.ts";
import type { LogRow } from "../../../party/protocol/inspection.ts";
import { language } from "../../panel/words/index.ts";
import { life } from "../words/life/index.ts";
import { eventsEn } from "../words/life/events-en.ts";
import { eventsEs } from "../words/life/events-es.ts";
import { personOf } from "./sender.ts";

/** What people are called, by their ids, as far as a log says it. */
export type Names = ReadonlyMap<string, string>;
/** Fields that hold the id of somebody. */
const IDS = new Set(["to", "agentId"]);

export const shortId = (id: string): string => id.slice(id.indexOf("_") + 1);
const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");

/** A person's name; of who has none, what they are. */
function called(by: Identity | undefined): string {
  if (!by) return life().someone;
  return by.name || life().roles[by.role] || by.id || life().someone;
}

export function told(row: LogRow, names: Names): string {
  const { event } = row;
  const sentences = language() === "es" ? eventsEs : eventsEn;
  const say = Object.hasOwn(sentences, event.type) ? sentences[event.type] : undefined;
  if (!say) return event.type;
  const who = called(personOf(row));
  const of = (field: string): string => {
    const said = text(event[field]);
    return IDS.has(field) ? (names.get(said) ?? shortId(said)) : said;
  };
  return say({ who, of, is: (field) => event[field] === true });
}

/** What a search looks in. */
export function said(row: LogRow, names: Names): string {
  const { event } = row;
  const { text: words, note, caption, name, comment } = event;
  const received = (event.received as { said?: { text?: unknown } } | undefined)?.said?.text;
  return [event.type, told(row, names), words, note, caption, name, comment, received].map(text).join("\n");
}

/** `held` within `assigned`: `assigned · held`; parts side by side: `a + b`. */
export function stateWords(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  return Object.entries(value)
    .map(([name, within]) => {
      const inner = stateWords(within);
      return inner === "" ? name : `${name} · ${inner}`;
    })
    .join(" + ");
}

/** Hours only where there are any; below a minute, tenths. */
export function span(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n: number): string => String(n).padStart(2, "0");
  if (hours >= 48) return `${Math.round(hours / 24)} d`;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();
/** With seconds: entries come close to each other. */
export function clock(at: number): string {
  const key = language();
  const known = clocks.get(key) ?? new Intl.DateTimeFormat(key, { timeStyle: "medium", hour12: false } as object);
  clocks.set(key, known);
  return known.format(at);
}
