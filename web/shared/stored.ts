import { reach } from "./reach.ts";

/** Small things that a browser keeps. Where storage is forbidden they live as long as the page. */
export interface Keep {
  read(key: string): string | null;
  /** Null forgets. */
  write(key: string, value: string | null): void;
  keys(): string[];
}

export function keepIn(storage: () => Storage): Keep {
  const memory = new Map<string, string>();
  return {
    read(key) {
      try {
        return storage().getItem(key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    write(key, value) {
      try {
        if (value === null) storage().removeItem(key);
        else storage().setItem(key, value);
      } catch {
        if (value === null) memory.delete(key);
        else memory.set(key, value);
      }
    },
    keys() {
      try {
        return Object.keys(storage());
      } catch {
        return [...memory.keys()];
      }
    },
  };
}

/** For all tabs, and after the browser was closed. */
export const kept = keepIn(() => reach.local());
/** For this tab, and after a reload. */
export const keptInTab = keepIn(() => reach.tab());
