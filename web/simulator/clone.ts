/** A copy as `structuredClone` gives it, but of plain data, which is all that rooms keep, many times faster. Of no circles. */
export function clone<T>(value: T): T {
  if (typeof value !== "object" || value === null) {
    // What cannot be kept is refused as there.
    return typeof value === "function" || typeof value === "symbol" ? structuredClone(value) : value;
  }
  if (Array.isArray(value)) return value.map(clone) as T;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return structuredClone(value);
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const part = clone((value as Record<string, unknown>)[key]);
    if (key === "__proto__")
      Object.defineProperty(copy, key, { value: part, enumerable: true, configurable: true, writable: true });
    else copy[key] = part;
  }
  return copy as T;
}
