/** Traces that once failed, shrunk. They run first. */
import type { Run } from "./fuzz.ts";

export const regressions: readonly { found: string; run: Run }[] = [];
