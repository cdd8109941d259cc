/** What a request wants of a file: all of it, a part, or what is not there (RFC 9110, 13 and 14). */

/** Bytes, `to` not among them. */
export interface Range {
  from: number;
  to: number;
}

/** Of `bytes=…`, and of one range only: several at once are answered with the whole, which anybody may. */
const ONE = /^bytes[ \t]*=[ \t,]*(?:(\d+)-(\d*)|-(\d+))[ \t,]*$/i;

/** Undefined: all of it, also where it is no range. Null: no such bytes. */
export function rangeOf(header: string | undefined, bytes: number): Range | undefined | null {
  const [, first, last, suffix] = ONE.exec(header ?? "") ?? [];
  if (suffix !== undefined) {
    const from = Math.max(0, bytes - Number(suffix));
    return from < bytes ? { from, to: bytes } : null;
  }
  if (first === undefined) return undefined;
  const from = Number(first);
  const to = last === "" || last === undefined ? bytes : Math.min(Number(last) + 1, bytes);
  if (last !== "" && Number(last) < from) return undefined;
  return from < bytes ? { from, to } : null;
}

const tagsOf = (header: string): string[] => header.split(",").map((tag) => tag.trim().replace(/^W\//, ""));

/** Whether whoever asks has it already. */
export const hasIt = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined && (ifNoneMatch.trim() === "*" || tagsOf(ifNoneMatch).includes(etag));

/** A part is wanted only of what they have begun with: anything but exactly this tag (a date, a weak one) is something else. */
export const mayRange = (ifRange: string | undefined, etag: string): boolean =>
  ifRange === undefined || ifRange.trim() === etag;
