/** A `Storage` that ends with the page. */
export function memoryStorage(begin: Readonly<Record<string, string>> = {}): Storage {
  // Its own keys are what a real one has: `Object.keys` is how they are listed.
  const items: Record<string, string> = { ...begin };
  return new Proxy(items, {
    get(_, name): unknown {
      if (name === "getItem") return (key: string) => (Object.hasOwn(items, key) ? items[key] : null);
      if (name === "setItem") return (key: string, value: string) => void (items[key] = value);
      if (name === "removeItem") return (key: string) => void delete items[key];
      return undefined;
    },
  }) as unknown as Storage;
}
