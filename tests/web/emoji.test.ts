import { expect, test } from "vitest";
import { EMOJI_GROUPS, findEmoji } from "../../web/panel/state/emoji.ts";

const found = (query: string): string[] => findEmoji(query).flatMap(({ emoji }) => emoji.map(({ char }) => char));

test("an emoji is found in Spanish and in English, with or without accents", () => {
  for (const query of ["camion", "Camión", "truck"]) expect(found(query)).toContain("🚚");
  expect(found("gracias")).toContain("🙏");
  expect(found("no existe nada asi")).toEqual([]);
});

test("every emoji stands once, and has a name in each language", () => {
  const all = findEmoji("");
  expect(all.map(({ name }) => name)).toEqual([...EMOJI_GROUPS]);
  const emoji = all.flatMap((group) => group.emoji);
  expect(emoji.length).toBeGreaterThan(150);
  expect(new Set(emoji.map(({ char }) => char)).size).toBe(emoji.length);
  for (const { char, names } of emoji) {
    expect(names.es.trim(), char).not.toBe("");
    expect(names.en.trim(), char).not.toBe("");
    expect(char, char).toMatch(/^\p{Emoji}/u);
  }
});
