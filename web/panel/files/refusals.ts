/** What a file must be, and what is wrong with one, in the panel's language. */
import type { KindLimits, LimitedChannel } from "../../../machines/media-limits.ts";
import * as shared from "../../files/refusals.ts";
import type { UploadView } from "../../files/upload.ts";
import { regional } from "../../shared/locale.ts";
import { language, reasonWords, t } from "../words/index.ts";
import { words } from "./words/index.ts";

export { acceptOf, limitsOf } from "../../files/refusals.ts";

const speech = (): shared.Speech => ({
  language: language(),
  words: words(),
  kinds: t().files.kinds,
  otherwise: (reason) => (reason === "fault" ? t().fault : `${reasonWords(reason)}.`),
});

export const typeLines = (limits: KindLimits): string[] => shared.typeLines(limits, speech());

export const countWords = (count: number): string => new Intl.NumberFormat(regional(language())).format(count);

export const troubleWords = (view: UploadView, channel: LimitedChannel): string =>
  shared.troubleWords(view, channel, speech());
