/** What can be made of what a customer shares: a map's address, a sum, answers. Pure. */
import type { Shared } from "../../../machines/outside.ts";

type Of<T extends Shared["type"]> = Extract<Shared, { type: T }>;

/** Nothing is loaded from there before somebody goes there. */
export function mapOf({ latitude, longitude }: Pick<Of<"location">, "latitude" | "longitude">) {
  const coordinates = [latitude, longitude].map((angle) => angle.toFixed(5)).join(", ");
  const query = new URLSearchParams({ mlat: String(latitude), mlon: String(longitude) });
  return { coordinates, href: `https://www.openstreetmap.org/?${query}#map=17/${latitude}/${longitude}` };
}

/** Undefined: not all have a price, or not in one currency. */
export function sumOf(items: Of<"order">["items"]): { amount: number; currency: string | undefined } | undefined {
  const [first] = items;
  if (!first || items.some(({ price, currency }) => price === undefined || currency !== first.currency))
    return undefined;
  const amount = items.reduce((sum, { price, quantity }) => sum + price! * quantity, 0);
  return { amount: Math.round(amount * 100) / 100, currency: first.currency };
}

/** Of a form's answers, by name, those that are for people. */
const INNER = new Set(["flow_token"]);

const valueOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(valueOf).join(", ") : typeof value === "string" ? value : JSON.stringify(value);

export function answersOf(json: string): (readonly [name: string, value: string])[] {
  try {
    const said: unknown = JSON.parse(json);
    if (typeof said !== "object" || said === null) return [["", valueOf(said)]];
    return Object.entries(said).flatMap(([name, value]) => (INNER.has(name) ? [] : [[name, valueOf(value)] as const]));
  } catch {
    return json === "" ? [] : [["", json]];
  }
}
