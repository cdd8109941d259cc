/** How much a file is, as people say it. */
const UNITS = ["B", "kB", "MB", "GB"] as const;
const STEP = 1024;

/** "4,2 MB"; limits are whole, and are said whole. */
export function sizeWords(bytes: number, locale: string): string {
  const power = bytes < STEP ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(STEP)));
  const value = bytes / STEP ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${UNITS[power]}`;
}
