/** How close things stand on the screen: the style sheet has a rule for each `data-density`. */
import { createSignal } from "solid-js";
import { kept } from "../../shared/stored.ts";

export const DENSITIES = ["comfortable", "compact"] as const;
export type Density = (typeof DENSITIES)[number];

const KEY = "turno.density";
const stored = DENSITIES.find((known) => known === kept.read(KEY)) ?? "comfortable";
const [density, set] = createSignal<Density>(stored);
export { density };

function show(chosen: Density): void {
  document.documentElement.dataset.density = chosen;
}

export function chooseDensity(chosen: Density): void {
  kept.write(KEY, chosen === "comfortable" ? null : chosen);
  set(chosen);
  show(chosen);
}

show(stored);
