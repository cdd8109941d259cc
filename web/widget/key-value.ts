/** Where the widget keeps things over a reload. A browser that forbids storage to a foreign frame gets memory instead. */
export interface KeyValue {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

export function inMemory(): KeyValue {
  const values = new Map<string, string>();
  return {
    get: (key) => values.get(key) ?? null,
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
    keys: () => [...values.keys()],
  };
}

/** `find` is called here, because merely naming a forbidden storage throws. */
export function keeping(find: () => Storage): KeyValue {
  let storage: Storage;
  try {
    storage = find();
    storage.setItem("turno.probe", "");
    storage.removeItem("turno.probe");
  } catch {
    return inMemory();
  }
  // What does not fit stays with the page: only a reload would lose it.
  const overflow = new Map<string, string>();
  return {
    get: (key) => overflow.get(key) ?? storage.getItem(key),
    set(key, value) {
      overflow.delete(key);
      try {
        storage.setItem(key, value);
      } catch {
        overflow.set(key, value);
      }
    },
    remove(key) {
      overflow.delete(key);
      storage.removeItem(key);
    },
    keys: () => [...new Set([...Object.keys(storage), ...overflow.keys()])],
  };
}
