import { Show } from "solid-js";
import { LANGUAGES, type Language } from "../../shared/locale.ts";
import { THEMES, chooseTheme, theme } from "../../shared/theme.ts";
import { DENSITIES, chooseDensity, density } from "../state/density.ts";
import { chooseLanguage, language, t } from "../words/index.ts";
import { Choice } from "./choice.tsx";

/** Each language says its own name, for who cannot read the other. */
const NAMES: Record<Language, string> = { es: "Español", en: "English" };

/** @param props.density Of use only where there is something to stand close. */
export function Preferences(props: { density?: boolean }) {
  return (
    <div class="preferences">
      <Choice
        label={t().theme}
        options={THEMES}
        words={(known) => t().themes[known]}
        chosen={theme()}
        onChoose={chooseTheme}
      />
      <Show when={props.density}>
        <Choice
          label={t().density}
          options={DENSITIES}
          words={(known) => t().densities[known]}
          chosen={density()}
          onChoose={chooseDensity}
        />
      </Show>
      <Choice
        label={t().language}
        options={LANGUAGES}
        words={(known) => NAMES[known]}
        lang={(known) => known}
        chosen={language()}
        onChoose={chooseLanguage}
      />
    </div>
  );
}
