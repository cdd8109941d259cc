import { For } from "solid-js";
import { LANGUAGES, type Language } from "../../shared/locale.ts";
import { THEMES, chooseTheme, theme, type Theme } from "../../shared/theme.ts";
import { chooseLanguage, language, t } from "../words/index.ts";

/** Each language says its own name, for who cannot read the other. */
const NAMES: Record<Language, string> = { es: "Español", en: "English" };

export function Preferences() {
  return (
    <div class="preferences">
      <select aria-label={t().language} onChange={(event) => chooseLanguage(event.currentTarget.value as Language)}>
        <For each={LANGUAGES}>
          {(known) => (
            <option value={known} lang={known} selected={known === language()}>
              {NAMES[known]}
            </option>
          )}
        </For>
      </select>
      <select aria-label={t().theme} onChange={(event) => chooseTheme(event.currentTarget.value as Theme)}>
        <For each={THEMES}>
          {(known) => (
            <option value={known} selected={known === theme()}>
              {t().themes[known]}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}
