import { t } from "../words/index.ts";

/** Three who wait in line, the first one bright. */
export function Brand() {
  return (
    <span class="brand">
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="8" />
        <circle cx="9" cy="16" r="4" />
        <circle cx="18" cy="16" r="3" opacity="0.65" />
        <circle cx="25" cy="16" r="2" opacity="0.4" />
      </svg>
      <span class="brand-name">{t().product}</span>
    </span>
  );
}
