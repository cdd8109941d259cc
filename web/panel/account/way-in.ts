/** What a letter's link asks of the panel. It stands in the fragment: no log of any proxy has it. */
const KINDS = ["recover", "invite"] as const;

export interface WayIn {
  kind: (typeof KINDS)[number];
  /** `<room>.<token>`, for the server alone. */
  link: string;
}

export function wayIn(hash: string): WayIn | null {
  const [name, ...rest] = hash.replace(/^#/, "").split("=");
  const kind = KINDS.find((known) => known === name);
  return kind === undefined || rest.length === 0 ? null : { kind, link: rest.join("=") };
}
