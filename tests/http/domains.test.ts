import * as v from "valibot";
import { expect, test } from "vitest";
import { mayComeFrom } from "../../party/http/domains.ts";
import { definition } from "../../party/rooms/project.ts";

const OWN = "https://chat.example/api/visitors";

test.each([
  ["shop.example", "https://shop.example", true],
  ["shop.example", "http://shop.example/page?x#y", true],
  ["shop.example", "https://www.shop.example", false],
  ["shop.example", "https://shop.example:8443", false],
  ["shop.example", "https://shop.example.evil.example", false],
  ["shop.example:8443", "https://shop.example:8443", true],
  ["shop.example:8443", "https://shop.example", false],
  ["shop.example:*", "https://shop.example:9", true],
  ["*.shop.example", "https://www.shop.example", true],
  ["*.shop.example", "https://a.b.shop.example", true],
  ["*.shop.example", "https://shop.example", false],
  ["*.shop.example", "https://evilshop.example", false],
  ["shop.example", "https://chat.example", true],
  ["shop.example", "null", false],
  ["shop.example", undefined, true],
])("DI7 where %s is named, a visitor from %s may come: %s", (domain, from, may) => {
  expect(mayComeFrom({ domains: [domain] }, from, OWN)).toBe(may);
});

test("DI7 where no site is named, visitors come from everywhere", () => {
  expect(mayComeFrom({ domains: [] }, "https://any.example", OWN)).toBe(true);
});

test("DI7 what is no host is not taken for a site: it would stand in a policy as it is", () => {
  const describes = (domain: string) => {
    const { schema } = definition.commands["project.describe"]!;
    const departments = [{ id: "general", name: "General" }];
    const project = { name: "Shop", timeZone: "Europe/Madrid", domains: [domain], departments };
    return v.is(schema, { type: "project.describe", people: [], ...project });
  };
  for (const domain of ["shop.example", "*.shop.example", "localhost:3000", "127.0.0.1:*", "xn--tnda-0qa.example"])
    expect(describes(domain), domain).toBe(true);
  for (const domain of ["", "*", "https://shop.example", "shop.example; script-src *", "a b", "Shop.example", "'none'"])
    expect(describes(domain), domain).toBe(false);
});
