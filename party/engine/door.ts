/** What comes in, taken apart: into something with a known shape and a known sender, or an answer that says what is wrong. */
import * as v from "valibot";
import type { DownFrame, UpFrame } from "../protocol/frames.ts";
import { LOG_LIST } from "../protocol/inspection.ts";
import { ACCOUNTS, type Address, type Command, type Event, type Identity, type Settings } from "./definition.ts";

const PAGE_MAX_ROWS = 100;
/** A replay wants all of it: 32,000 entries in the frames that anybody may ask for in one go (see `views.ts`). */
const LOG_PAGE_MAX_ROWS = 500;

/** The one query that every list answers: its rows before a number, newest first. */
export const ListQuery = v.pipe(
  v.strictObject({
    type: v.literal("history"),
    list: v.pipe(v.string(), v.maxLength(32)),
    before: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LOG_PAGE_MAX_ROWS)),
  }),
  v.check(({ list, limit }) => list === LOG_LIST || limit <= PAGE_MAX_ROWS, "too many rows"),
);

/** From an account: those of a session of its own, or of the person that it is in a project. */
export const CloseSockets = v.pipe(
  v.strictObject({
    type: v.literal("sockets.close"),
    session: v.optional(v.string()),
    person: v.optional(v.string()),
  }),
  v.check(({ session, person }) => session !== undefined || person !== undefined, "whose sockets?"),
);

type Fault = Extract<DownFrame, { kind: "fault" }>;
export type Offence = Exclude<Fault["code"], "outdated" | "fault">;

type Parsed<T> = { ok: true; value: T } | { ok: false; detail: string };

export function parse<S extends v.GenericSchema>(schema: S, text: string): Parsed<v.InferOutput<S>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, detail: "not JSON" };
  }
  const parsed = v.safeParse(schema, json);
  return parsed.success ? { ok: true, value: parsed.output } : { ok: false, detail: describe(parsed.issues) };
}

/** Names what is wrong without repeating what was sent. */
export function describe(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  return issue ? `${v.getDotPath(issue) ?? "frame"}: expected ${issue.expected ?? "something else"}` : "malformed";
}

export function fault(code: Fault["code"], detail: string, about?: string): Fault {
  return { kind: "fault", code, detail, ...(about === undefined ? {} : { about }) };
}

/** Looks a command up, checks the role and parses it: what the machine is to be told. */
export function lookUp(
  vocabulary: Record<string, Command>,
  by: Identity,
  input: Event,
  settings: Settings,
): { ok: true; event: Event } | { ok: false; code: "unknown" | "forbidden" | "malformed"; detail: string } {
  const command = Object.hasOwn(vocabulary, input.type) ? vocabulary[input.type] : undefined;
  if (!command) return { ok: false, code: "unknown", detail: `nothing here is called ${input.type}` };
  if (!command.roles.includes(by.role))
    return { ok: false, code: "forbidden", detail: `${by.role} may not send ${input.type}` };
  const parsed = v.safeParse(command.schema, input);
  if (!parsed.success) return { ok: false, code: "malformed", detail: describe(parsed.issues) };
  const event = command.event ? command.event(parsed.output as never, by, settings) : parsed.output;
  return { ok: true, event };
}

/** Of a frame that is answered by the id of its command. */
export const commandIdOf = (frame: UpFrame): string | undefined =>
  frame.kind === "command" ? frame.commandId : undefined;

export const isClosing = ({ party }: Address, { type }: Event): boolean =>
  party === ACCOUNTS && type === "sockets.close";
