/** The words of the pages of channels. They come with those pages. */
import type { OutsideChannel } from "../../../../machines/outside.ts";
import { whyNot } from "../../account/words/index.ts";
import { language } from "../../words/index.ts";
import { en } from "./en.ts";
import { es, type ChannelWords } from "./es.ts";

export const cw = (): ChannelWords => (language() === "es" ? es : en);

/** In words, why the server would not have it. */
export function whyNotChannel(error: string): string {
  const own: Partial<Record<string, string>> = cw().reasons;
  return own[error === "not found" ? "inboxMissing" : error] ?? whyNot(error);
}

/** Of a setting that an adapter asks for. One without words is called as the adapter calls it. */
export const settingWords = (channel: OutsideChannel, name: string) =>
  cw().settings[channel][name] ?? { label: name, hint: "", wrong: cw().reasons.settingInvalid };

/** Of a thing that the check has looked at. */
export const findingWords = (channel: OutsideChannel, what: string) =>
  cw().findings[channel][what] ?? { what, mend: "" };
