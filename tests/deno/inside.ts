// Ran the workers on Node after all, everything would pass and prove nothing.
if (!("Deno" in globalThis)) throw new Error("These facts are meant to run in Deno.");
