/**
 * PartyKit's bundler replaces the bare globals `Buffer` and `performance` by module namespaces wherever bundled code names
 * them, so that `Buffer.from` and `performance.now` throw there and nowhere else. This must be the first import of every
 * entry file.
 */
interface Namespace {
  Buffer?: unknown;
  performance?: unknown;
  /** Where the namespace of `performance` keeps the real one. */
  default?: unknown;
}

for (const name of ["Buffer", "performance"] as const) {
  const found = globalThis[name] as unknown as Namespace | undefined;
  const inner = found?.[name] ?? found?.default;
  if (inner !== undefined)
    Object.defineProperty(globalThis, name, { value: inner, configurable: true, writable: true });
}
