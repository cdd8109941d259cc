/**
 * Whether bytes are a text, and whether it is one that a browser or a machine would run. A page is called a page whatever its name
 * is: it is what people send to have it opened as ours.
 */

const BOMS: [bytes: number[], encoding: string][] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];
/** Old texts of Western Europe are not UTF-8, and are texts: mostly letters that all encodings share. */
const OLD_TEXT_ASCII_MIN = 0.75;

// oxlint-disable-next-line no-control-regex -- they are what a text does not have
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/;

/** Beginning, middle and end of it, each cut anywhere. Undefined: not a text. */
export function textOf(samples: readonly Uint8Array[]): string | undefined {
  const first = samples[0] ?? new Uint8Array(0);
  const mark = BOMS.find(([bytes]) => bytes.every((byte, i) => first[i] === byte))?.[1];
  const texts = samples.map((bytes) => decoded(bytes, mark ?? "utf-8") ?? (mark ? undefined : oldText(bytes)));
  return texts.every((text) => text !== undefined && !CONTROLS.test(text)) ? texts[0] : undefined;
}

/** Up to three bytes at either end belong to a letter that was cut. */
function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  const isUtf8 = encoding === "utf-8";
  const skips = isUtf8 ? [0, 1, 2, 3] : [0];
  for (const begin of skips) {
    for (const end of isUtf8 ? skips : [bytes.length % 2]) {
      try {
        return new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(begin, bytes.length - end));
      } catch {
        // Cut elsewhere, or not this.
      }
    }
  }
  return undefined;
}

function oldText(bytes: Uint8Array): string | undefined {
  const ascii = bytes.reduce((sum, byte) => sum + (byte < 0x80 ? 1 : 0), 0);
  return ascii >= bytes.length * OLD_TEXT_ASCII_MIN ? new TextDecoder("windows-1252").decode(bytes) : undefined;
}

/** As browsers sniff it: these at the beginning of something without a type make it a page. */
const PAGE =
  /^<(?:!doctype\s+html|html|head|body|script|iframe|style|title|h1|div|font|table|a|b|br|p|link|meta|base|form|img|video|audio|object|embed|template)[\s>/]/i;
/** What may stand before the first element. Counts are bounded where two could share what they match: a text may be made to be slow. */
const PROLOG =
  /^(?:\s+|<!--[\s\S]*?-->|<\?(?!php)[\s\S]*?\?>|<!doctype(?!\s{1,8}(?:html|svg))[^>[]{0,512}(?:\[[^\]]*\]\s{0,64})?>)/i;
const SCRIPT =
  /^(?:['"]use strict['"]|(?:async\s{1,8})?function[\s*]{0,8}[\w$]{0,64}\s{0,8}\(|(?:const|let|var)\s{1,8}(?:[\w$]{1,64}|[{[][^=]{0,512})\s{0,8}=|import\s{0,8}(?:[\w$*{}\s,]{1,512}from\s{0,8})?['"]|export\s{1,8}(?:default|const|let|function|class|async)\s|!?[(]\s{0,8}(?:async\s{1,8})?(?:function|[(]\s{0,8}[)]\s{0,8}=>)|(?:window|document|alert|eval|globalThis|location)\s{0,8}[.([])/;
const COMMENT = /^(?:\s+|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)/;
const SCRIPT_NAME = /\.(?:[cm]?[jt]s|[jt]sx)$/i;

/** More openings than this before the first element, and it is nothing that anybody would run by mistake. */
const STRIPPED_MAX = 64;
function stripped(text: string, part: RegExp): string {
  let rest = text;
  for (let n = 0; n < STRIPPED_MAX; n++) {
    const found = part.exec(rest);
    if (!found?.[0]) break;
    rest = rest.slice(found[0].length);
  }
  return rest;
}

export function typeOfText(text: string, name: string): string {
  const whole = text.replace(/^\uFEFF/, "");
  if (whole.startsWith("#!")) return "text/x-shellscript";
  const rest = stripped(whole, PROLOG);
  if (/^<\?php/i.test(rest)) return "text/x-php";
  if (/^<(?:\w+:)?svg[\s>/]|^<!doctype\s+svg/i.test(rest)) return "image/svg+xml";
  const isXml = /^\s*<\?xml/i.test(whole);
  // A comment that does not end in what was read of it may hide anything behind it.
  if (PAGE.test(rest) || rest.startsWith("<!--")) return isXml ? "application/xhtml+xml" : "text/html";
  if (isXml) return "application/xml";
  if (SCRIPT_NAME.test(name) || SCRIPT.test(stripped(whole, COMMENT))) return "text/javascript";
  return "text/plain";
}
