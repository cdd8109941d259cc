import { expect, test } from "vitest";
import { keeping } from "../../web/widget/key-value.ts";

function fakeStorage(room: number): Storage {
  const values: Record<string, string> = {};
  const methods = {
    getItem: (key: string) => values[key] ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > room) throw new DOMException("full", "QuotaExceededError");
      values[key] = value;
    },
    removeItem: (key: string) => delete values[key],
  };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(values, name, { value });
  return values as unknown as Storage;
}

test("a frame that may not store anything keeps things in memory", () => {
  const storage = keeping(() => {
    throw new DOMException("denied", "SecurityError");
  });
  storage.set("a", "1");
  expect([storage.get("a"), storage.keys()]).toEqual(["1", ["a"]]);
});

test("what does not fit into a full storage is still there for this page, and can be removed", () => {
  const real = fakeStorage(3);
  const storage = keeping(() => real);
  storage.set("a", "1");
  storage.set("b", "much too long");
  expect(storage.get("b")).toBe("much too long");
  expect(storage.keys().sort()).toEqual(["a", "b"]);
  expect(Object.keys(real)).toEqual(["a"]);
  storage.remove("b");
  expect(storage.get("b")).toBeNull();
});
