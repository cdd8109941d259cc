/** The words of the product itself, as they stand in events: whoever reads one has read nothing that anybody said. */
import { FILE_REASONS } from "../../../machines/media-limits.ts";
import { MEDIA_REASONS } from "../../../machines/lines.ts";
import { DELIVERY_REASONS, DELIVERY_STATES } from "../../../machines/outside.ts";
import { ROLES } from "../../../machines/rights.ts";
import { UPLOAD_REASONS } from "../../../machines/upload-reasons.ts";
import { CHANNELS, REASONS, WRAP_UP_RULES } from "../../../machines/vocabulary.ts";
import type { RoomDefinition } from "../../../party/engine/definition.ts";

/** Fields that only ever hold one of a few words, which rooms check where they come in. */
const KEPT_FIELDS = new Set([
  "kind",
  "state",
  "reason",
  "why",
  "how",
  "side",
  "reach",
  "role",
  "channel",
  "part",
  "was",
]);
const WORDS: readonly string[] = [
  ...FILE_REASONS,
  ...MEDIA_REASONS,
  ...DELIVERY_REASONS,
  ...DELIVERY_STATES,
  ...ROLES,
  ...UPLOAD_REASONS,
  ...CHANNELS,
  ...REASONS,
  ...WRAP_UP_RULES,
  "channel",
  "time",
  "button",
  "list",
  "once",
  "often",
  "es",
  "en",
];
/** Rooms that speak to each other. */
const PARTIES = ["conversation", "agent", "queue", "project", "upload", "download", "outbox", "inbox", "account"];

const MIME = /^(?:image|video|audio|text|application)\/[\w.+-]{1,80}$/;
const PLAIN_WORD = /^[a-z][A-Za-z.]{0,40}$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** @returns whether this text, in this field, says nothing of anybody. */
export function vocabularyOf({ machine }: Pick<RoomDefinition, "machine">): (field: string, text: string) => boolean {
  const words = new Set<string>([...WORDS, ...PARTIES, ...machine.events]);
  return (field, text) => {
    if (text === "" || words.has(text)) return true;
    if (field === "type") return MIME.test(text) || PLAIN_WORD.test(text);
    if (field === "timeZone") return true;
    if (field === "closed" || field === "day") return DATE.test(text);
    return KEPT_FIELDS.has(field) && PLAIN_WORD.test(text);
  };
}
