/** What in a text can be followed: addresses that cannot run anything here, and nothing else. */

export interface Part {
  text: string;
  /** Only `http:`, `https:`, `mailto:` or `tel:`. */
  href?: string;
}

/**
 * Each alternative begins with something that cannot be part of what comes before it, and no part of it can match the same
 * characters in two ways: the time grows with the text only, whatever a stranger writes.
 */
const CANDIDATE =
  /\b(?:https?:\/\/|www\.)[^\s<>"'`]+|\b(?:mailto:)?[\w.%+-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}\b|(?:\btel:)?\+\d(?:[\s().-]?\d){6,14}\b/giu;

const CLOSERS: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
const SENTENCE_END = /[.,:;!?…»”’]/u;

/** The full stop of a sentence and the bracket around an address are not part of it. */
function trimmed(found: string): string {
  let end = found.length;
  for (; end > 0; end--) {
    const last = found[end - 1]!;
    if (SENTENCE_END.test(last)) continue;
    const opener = CLOSERS[last];
    if (opener === undefined) break;
    const inside = found.slice(0, end);
    if (inside.split(opener).length >= inside.split(last).length) break;
  }
  return found.slice(0, end);
}

function addressOf(text: string): string | undefined {
  if (/^(?:https?:\/\/|www\.)/i.test(text)) {
    const address = /^www\./i.test(text) ? `https://${text}` : text;
    if (!URL.canParse(address)) return undefined;
    const { protocol, hostname, username } = new URL(address);
    // A name before the host is only ever there to look like another host.
    return /^https?:$/.test(protocol) && hostname.includes(".") && username === "" ? address : undefined;
  }
  if (text.includes("@")) return `mailto:${text.replace(/^mailto:/i, "")}`;
  return `tel:+${text.replace(/\D/g, "")}`;
}

export function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const found = trimmed(match[0]);
    const href = addressOf(found);
    if (href === undefined) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: found, href });
    from = match.index + found.length;
  }
  if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from) });
  return parts;
}
