import { expect, test } from "vitest";
import { ariaKeys, hasModifier, keyNames, matches, type Pressed } from "../../web/panel/state/keys.ts";

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test("a letter acts alone, and not with Ctrl, Alt, ⌘ or Shift", () => {
  expect(matches("T", press("t"), false)).toBe(true);
  for (const modifier of ["ctrlKey", "altKey", "metaKey", "shiftKey"])
    expect(matches("T", press("t", { [modifier]: true }), false), modifier).toBe(false);
});

test("the command bar opens by Ctrl-K, and on a Mac by ⌘-K", () => {
  expect(matches("Mod+K", press("k", { ctrlKey: true }), false)).toBe(true);
  expect(matches("Mod+K", press("k", { metaKey: true }), true)).toBe(true);
  expect(matches("Mod+K", press("k", { ctrlKey: true }), true)).toBe(false);
  expect(matches("Mod+K", press("k"), false)).toBe(false);
});

test("a sign is found whichever keys a keyboard has it on", () => {
  expect(matches("?", press("?", { shiftKey: true }), false)).toBe(true);
  expect(matches("/", press("/"), false)).toBe(true);
  expect(matches("/", press("/", { shiftKey: true }), false)).toBe(true);
  expect(matches("?", press("/"), false)).toBe(false);
});

test("Alt with a letter is found where Alt makes another sign of it", () => {
  expect(matches("Alt+N", press("ñ", { code: "KeyN", altKey: true }), true)).toBe(true);
  expect(matches("Alt+ArrowDown", press("ArrowDown", { altKey: true }), false)).toBe(true);
  expect(matches("N", press("ñ", { code: "KeyN" }), false)).toBe(false);
});

test("only keys with Ctrl, ⌘ or Alt act while somebody types", () => {
  expect(["Mod+K", "Alt+N", "Alt+ArrowDown"].every(hasModifier)).toBe(true);
  expect(["T", "?", "Escape", "Shift+Enter"].some(hasModifier)).toBe(false);
});

test("keys are called as they are on the machine", () => {
  expect(keyNames("Mod+K", false)).toEqual(["Ctrl", "K"]);
  expect(keyNames("Mod+K", true)).toEqual(["⌘", "K"]);
  expect(keyNames("Alt+ArrowDown", false)).toEqual(["Alt", "↓"]);
  expect(ariaKeys("Mod+K", false)).toBe("Control+K");
  expect(ariaKeys("Mod+K", true)).toBe("Meta+K");
});
