/** What an inbox's room and its project's have in common: as it is stored, and as one tells the other. */
import * as v from "valibot";
import { OUTSIDE_CHANNELS } from "../../machines/outside.ts";
import { count, department, word } from "./shared.ts";

const channel = v.picklist(OUTSIDE_CHANNELS);
export const inboxId = v.pipe(v.string(), v.regex(/^[a-z0-9]{3,32}$/));
const field = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,64}$/));
const url = v.pipe(v.string(), v.maxLength(500));

/** Under the server's secret: see `accounts/tokens.ts`. */
const sealed = v.record(field, v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]{22,6000}$/)));
const settings = v.record(field, v.pipe(v.string(), v.maxLength(1000)));
const opens = { baseUrl: url, settings, sealed };

/** What a name must be like is judged by the machine, with a reason. */
export const config = v.object({
  channel,
  name: v.pipe(v.string(), v.maxLength(1000)),
  department,
  ...opens,
  webhookUrl: url,
});

export const line = v.object({ project: word, inbox: inboxId, channel, ...opens });

export const shownInbox = v.object({
  id: inboxId,
  channel,
  name: v.string(),
  department,
  shown: v.string(),
  works: v.nullable(v.boolean()),
  checkedAt: v.nullable(count),
});

/** As the project's room keeps it. */
export const projectInbox = v.object({ ...shownInbox.entries, line });
