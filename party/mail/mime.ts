/** A letter in the form of RFC 5322 and MIME: all of it short lines of ASCII, whatever its words. */
import type { Mailbox } from "./address.ts";
import type { WrittenLetter } from "./letter.ts";

const EOL = "\r\n";
const LINE_CHARS = 76;
/** In base64, within an encoded word and behind the name of its header, they fill a line. */
const WORD_BYTES = 36;
/** Of a part of a head that is sent as it is. */
const PLAIN = /^[A-Za-z0-9 ,.!?'()-]{0,60}$/;

const encoder = new TextEncoder();
const base64 = (text: string): string => btoa(String.fromCharCode(...encoder.encode(text)));

/** Cut between characters, never within one. */
function pieces(text: string, maxBytes: number): string[] {
  const found: string[] = [];
  let piece = "";
  for (const char of text) {
    if (encoder.encode(piece + char).length > maxBytes) {
      found.push(piece);
      piece = "";
    }
    piece += char;
  }
  return [...found, piece];
}

function header(text: string): string {
  if (PLAIN.test(text)) return text;
  const words = pieces(text, WORD_BYTES).map((piece) => `=?UTF-8?B?${base64(piece)}?=`);
  return words.join(`${EOL} `);
}

const mailboxText = ({ name, address }: Mailbox): string =>
  name === null ? address : `${PLAIN.test(name) ? `"${name}"` : header(name)} <${address}>`;

function part(type: string, text: string): string {
  const lines = base64(text.replace(/\r?\n/g, EOL)).match(new RegExp(`.{1,${LINE_CHARS}}`, "g")) ?? [];
  const head = [`Content-Type: ${type}; charset=utf-8`, "Content-Transfer-Encoding: base64", ""];
  return [...head, ...lines].join(EOL);
}

/** @param at When it is sent, epoch ms. */
export function mimeOf({ id, from, to, locale, subject, text, html }: WrittenLetter, at: number): string {
  // Neither can stand in base64.
  const boundary = `=_${id.slice(0, id.indexOf("@"))}`;
  const head = [
    `From: ${mailboxText(from)}`,
    `To: ${to}`,
    `Subject: ${header(subject)}`,
    `Date: ${new Date(at).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${id}>`,
    "MIME-Version: 1.0",
    `Content-Language: ${locale}`,
    // No holiday notices in answer.
    "Auto-Submitted: auto-generated",
    `Content-Type: multipart/alternative;${EOL} boundary="${boundary}"`,
  ];
  const parts = [part("text/plain", text), part("text/html", html)];
  const body = parts.map((one) => `--${boundary}${EOL}${one}${EOL}`).join("");
  return `${head.join(EOL)}${EOL}${EOL}${body}--${boundary}--${EOL}`;
}
