/** What letters say, in the language of who gets them. */
import type { Letter, Mail, Template } from "../../../machines/mail.ts";
import { en } from "./en.ts";
import { es, type LetterWords } from "./es.ts";

/** One letter in words: what stands before its link, on it, and after it. */
export interface Said {
  subject: string;
  before: string[];
  action: string;
  after: string[];
}

const WORDS: Record<Mail["locale"], LetterWords> = { es, en };
export const wordsOf = (locale: Mail["locale"]): LetterWords => WORDS[locale];

const SHOWN_MAX_CHARS = 120;

/** What people and browsers call things: on one line, and not longer than a line. */
const shown = (text: string): string =>
  Array.from(text.replace(/[\p{C}\p{Z}]+/gu, " ").trim())
    .slice(0, SHOWN_MAX_CHARS)
    .join("");

function moment(locale: Mail["locale"], at: number, timeZone: string): string {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(at);
  const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZoneName: "short", timeZone });
  return `${date}${wordsOf(locale).at}${time.format(at)}`;
}

function when(locale: Mail["locale"], { at, timeZone = "UTC" }: { at: number; timeZone?: string }): string {
  try {
    return moment(locale, at, timeZone);
  } catch {
    // No zone that this runtime knows.
    return moment(locale, at, "UTC");
  }
}

type Speak<T extends Template> = (letter: Extract<Letter, { template: T }>["data"], locale: Mail["locale"]) => Said;

const LETTERS: { [T in Template]: Speak<T> } = {
  recovery: (_, locale) => WORDS[locale].recovery,
  invitation: ({ by, project, role }, locale) => WORDS[locale].invitation(shown(by), shown(project), role),
  passwordChanged: (data, locale) => WORDS[locale].passwordChanged(when(locale, data)),
  newDevice: (data, locale) =>
    WORDS[locale].newDevice(when(locale, data), shown(data.device), data.from === undefined ? null : shown(data.from)),
  factorChanged: (data, locale) => WORDS[locale].factorChanged(when(locale, data), data.change),
};

export const say = ({ template, data, locale }: Mail): Said => (LETTERS[template] as Speak<Template>)(data, locale);
