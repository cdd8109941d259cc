/** Values that are wrong on purpose, or right in a place where nobody thought of them. */
import fc, { type Arbitrary } from "fast-check";

const NAMES = ["__proto__", "constructor", "prototype", "toString", "type", "by", "at", "from", "id"];
const texts = [
  "",
  " ",
  "\0",
  "\u202e",
  "\ud800",
  "a".repeat(5_000),
  "🙂".repeat(600),
  "<script>alert(1)</script>",
  "javascript:alert(1)",
  "x\r\nBcc: everyone@example.com",
  "x@example.com\r\n\r\n.",
  "../../main",
  "demo_john",
  "other_eva",
  "demo_constructor",
  "demo___proto__",
  "2026-02-30",
  "Europe/Nowhere",
  "*",
  "https://elsewhere.example",
  ...NAMES,
];
const numbers = [0, -0, -1, 0.5, 1e308, -1e308, 2 ** 53, 2 ** 31, 1_440, 86_400_000];

const text = fc.oneof(fc.constantFrom(...texts), fc.string({ unit: "binary", maxLength: 40 }));
const plain = fc.oneof(text, fc.constantFrom(...numbers), fc.boolean(), fc.constant(null));

/** Any JSON at all, with names that every object has among its keys. */
export const anything: Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    plain,
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), text), tie("value")), { maxLength: 4 })
      // As a parser makes it: `__proto__` too is a key like any other.
      .map(
        (pairs) =>
          JSON.parse(
            `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join()}}`,
          ) as unknown,
      ),
  ),
})).value;

/** What its schema might take, by its name, so that more than the schema is tried. */
const RIGHT: Record<string, unknown[]> = {
  email: ["a@example.com", "A@EXAMPLE.COM ", "ñ@ñ.example", `${"x".repeat(250)}@x.example`],
  role: ["agent", "supervisor", "auditor", "administrator", "entry", "customer"],
  departments: [[], ["general"], ["general", "general"], ["nobody"], ["__proto__"], [{ id: "general", name: "G" }]],
  id: ["demo_luis", "demo_nobody", "other_eva", "demo_constructor", "general", "constructor"],
  name: ["Nadie", "  ", "x".repeat(900)],
  capacity: [null, 0, 30, 31],
  locale: ["es", "en", "fr"],
  url: ["", "javascript:alert(1)", "https://elsewhere.example"],
  domains: [[], ["shop.example"], ["*"], ["x; script-src *"], ["a b"]],
  timeZone: ["UTC", "Europe/Nowhere"],
  graceMs: [0, 600_000],
  conversation: [0, 1, 99],
  text: ["Hola"],
  note: [""],
  labels: [[], ["constructor"]],
  available: [true],
  hours: [null, { week: [[], [], [], [], [], [], []], closed: ["2026-02-30"] }],
  until: [0, 1e15],
};

export const spoilt = (field: string): Arbitrary<unknown> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...(RIGHT[field] ?? ["x", 1])) },
    { weight: 1, arbitrary: anything },
  );
