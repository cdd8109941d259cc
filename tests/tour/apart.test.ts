import { expect, test } from "vitest";
import { reach, standApart } from "../../web/shared/reach.ts";
import { kept, keptInTab } from "../../web/shared/stored.ts";
import { memoryStorage } from "../../web/tour/memory-storage.ts";

test("what a page that stands apart keeps is in its own store, and what others keep is not seen there (TO1)", () => {
  const real = memoryStorage({ "turno.session": "in 1", "turno.draft.p_a/x": "de verdad" });
  Object.assign(reach, { local: () => real, tab: () => real });
  expect(kept.read("turno.session")).toBe("in 1");

  const [local, tab] = [memoryStorage({ "turno.theme": "dark" }), memoryStorage()];
  standApart({ request: () => Promise.reject(new Error("no server")), local: () => local, tab: () => tab });
  expect([kept.read("turno.session"), kept.read("turno.theme")]).toEqual([null, "dark"]);
  kept.write("turno.draft.p_a/x", "de prueba");
  keptInTab.write("turno.sending", "algo");
  kept.write("turno.theme", null);
  expect([kept.keys(), keptInTab.keys()]).toEqual([["turno.draft.p_a/x"], ["turno.sending"]]);
  expect(real.getItem("turno.draft.p_a/x")).toBe("de verdad");
  expect(reach.isApart).toBe(true);
});

test("a name that every object has is no key of a store", () => {
  expect(memoryStorage().getItem("toString")).toBeNull();
});
