/**
 * Light, dark, or what the system says. The style sheet has `light-dark()` colours and a rule for each `data-theme`; an inline
 * `color-scheme` would not do, because the build translates `light-dark()` for older browsers by the rules that it sees.
 */
import { createSignal } from "solid-js";
import { kept } from "./stored.ts";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "turno.theme";
const stored = THEMES.find((known) => known === kept.read(KEY)) ?? "auto";
const [theme, set] = createSignal<Theme>(stored);
export { theme };

function show(chosen: Theme): void {
  document.documentElement.dataset.theme = chosen;
}

export function chooseTheme(chosen: Theme): void {
  kept.write(KEY, chosen === "auto" ? null : chosen);
  set(chosen);
  show(chosen);
}

show(stored);
