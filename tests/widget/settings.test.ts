import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { demo } from "../../party/http/demo.ts";
import { inkOn, readColour } from "../../web/widget/colour.ts";
import { readSettings } from "../../web/widget/settings.ts";

const settingsOf = (data: unknown) => readSettings(`#${encodeURIComponent(JSON.stringify(data))}`);

test("a site that says nothing has our colour, the system's theme, and a customer who is asked for a name", () => {
  for (const hash of ["", "#", "#{", "#%", "#null", "#[]", "#7"])
    expect(readSettings(hash)).toMatchObject({ colour: null, theme: "auto", ask: "name", photos: [] });
});

test("a site's words are those of the language, else those for all, else ours", () => {
  const { said } = settingsOf({ greeting: "Hi!", greetingEs: "¡Buenas!", teamEn: "The workshop" });
  expect([said("greeting", "es"), said("greeting", "en")]).toEqual(["¡Buenas!", "Hi!"]);
  expect([said("team", "es"), said("team", "en"), said("away", "en")]).toEqual([undefined, "The workshop", undefined]);
});

test("departments have an id and a name, and what cannot be an id is left out", () => {
  const { departments } = settingsOf({
    departments: "sales: Sales, help, Not An Id: x, ,:",
    departmentsEs: "sales: Ventas",
  });
  expect(departments("es")).toEqual([{ id: "sales", name: "Ventas" }]);
  expect(departments("en")).toEqual([
    { id: "sales", name: "Sales" },
    { id: "help", name: "help" },
  ]);
});

test("only pictures from the web are shown, and at most three", () => {
  const photos =
    "https://a/1.png, javascript:alert(1), http://a/2.png, data:text/html;x, https://a/3.png, https://a/4.png";
  expect(settingsOf({ photos }).photos).toEqual(["https://a/1.png", "http://a/2.png", "https://a/3.png"]);
});

test("words that are none of the choices are taken for the first of them", () => {
  expect(settingsOf({ ask: "everything", theme: "pink" })).toMatchObject({ ask: "name", theme: "auto" });
});

test("a colour is three or six digits, and nothing else gets into a style", () => {
  expect([readColour("#F60"), readColour(" #a1B2c3 ")]).toEqual(["#FF6600", "#a1B2c3"]);
  for (const text of [undefined, "", "red", "#12345", "#ff66001", "url(x)", "#ff6600;x"])
    expect(readColour(text)).toBeNull();
});

/** By WCAG 2, reckoned apart from the code under test. */
function contrast(a: string, b: string): number {
  const [light, dark] = [a, b]
    .map((colour) => {
      const parts =
        colour.length === 4
          ? colour
              .slice(1)
              .split("")
              .map((digit) => digit + digit)
          : colour.slice(1).match(/../g)!;
      const [red, green, blue] = parts
        .map((part) => Number(`0x${part}`) / 255)
        .map((part) => (part > 0.04045 ? Math.pow((part + 0.055) / 1.055, 2.4) : part / 12.92)) as [
        number,
        number,
        number,
      ];
      return red * 0.2126 + green * 0.7152 + blue * 0.0722;
    })
    .sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

test("on any colour of a site, the words reach the contrast of 4.5 to 1, and white is taken where it does by more than a hair", () => {
  const inks = new Set<string>();
  for (let n = 0; n < 4096; n++) {
    const colour = readColour(`#${n.toString(16).padStart(3, "0")}`)!;
    expect(contrast(colour, inkOn(colour)), colour).toBeGreaterThanOrEqual(4.5);
    const white = contrast(colour, "#ffffff");
    if (Math.abs(white - 4.5) > 0.05) expect(inkOn(colour) === "#fff", colour).toBe(white > 4.5);
    inks.add(inkOn(colour));
  }
  expect([...inks].sort()).toEqual(["#000", "#fff"]);
});

test("the demo shop calls the departments as the demo project's agents do, whom it sends people to", async () => {
  const shop = await readFile(new URL("../../web/index.html", import.meta.url), "utf8");
  const said = (lang: string) => new RegExp(`data-departments-${lang}="([^"]+)"`).exec(shop)![1];
  const { departments } = settingsOf({ departmentsEs: said("es"), departmentsEn: said("en") });
  const { departments: own } = await demo({});
  expect(departments("es")).toEqual(own);
  // In English by other words, and to the same places.
  expect(departments("en").map(({ id }) => id)).toEqual(own.map(({ id }) => id));
});
