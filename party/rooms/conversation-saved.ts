/** What the room of a thread stores, and how older forms become it. */
import * as v from "valibot";
import { FILE_KINDS } from "../../machines/media-limits.ts";
import type { Shared } from "../../machines/outside.ts";
import { waitTold, type ThreadContext } from "../../machines/thread.ts";
import { CHANNELS, DEFAULT_RULES, REASONS } from "../../machines/vocabulary.ts";
import { count, department, rules, words } from "./shared.ts";

const reason = v.picklist(REASONS);
const id = v.optional(v.string());
const address = v.object({ phone: id, user: id, parent: id, chat: id });
const SHARED_TYPES = ["location", "contacts", "order", "form", "system", "unsupported"] satisfies Shared["type"][];
const kind = v.picklist(["agent", "department"]);

export const savedContext = v.object({
  thread: v.string(),
  project: v.string(),
  channel: v.picklist(CHANNELS),
  department,
  customer: v.object({
    id: v.string(),
    name: v.string(),
    email: v.string(),
    vouched: v.boolean(),
    phone: v.string(),
    username: v.string(),
  }),
  outside: v.nullable(
    v.object({
      inbox: v.string(),
      address,
      metAt: v.number(),
      windowUntil: v.nullable(v.number()),
      windowClosed: v.boolean(),
      blocked: v.boolean(),
      blockedAt: v.number(),
      lastId: v.string(),
      lastAt: v.number(),
      typingToldAt: v.number(),
      takenBack: v.array(v.string()),
    }),
  ),
  conversation: count,
  enqueuedAt: v.number(),
  assignedAt: v.number(),
  returned: v.boolean(),
  holder: v.nullable(v.object({ id: v.string(), name: v.string() })),
  transfer: v.nullable(v.object({ to: v.string(), kind, note: v.string() })),
  declined: v.nullable(v.object({ to: v.string(), kind, reason })),
  reopen: v.nullable(
    v.object({
      by: v.string(),
      until: v.number(),
      declined: v.nullable(reason),
      waitingSince: v.nullable(v.number()),
    }),
  ),
  snoozed: v.nullable(v.object({ by: v.string(), byName: v.string(), until: v.number() })),
  handed: v.nullable(
    v.object({
      by: v.string(),
      byName: v.string(),
      to: v.string(),
      toName: v.string(),
      kind,
      undoing: v.boolean(),
      declined: v.nullable(reason),
    }),
  ),
  movedTo: v.nullable(department),
  position: v.nullable(count),
  attended: v.nullable(v.boolean()),
  wait: v.object({ expectedMs: v.nullable(v.number()), opensAt: v.nullable(v.number()) }),
  seq: count,
  customerDelivered: count,
  customerRead: count,
  agentRead: count,
  unread: v.array(count),
  last: v.nullable(
    v.object({
      from: v.picklist(["customer", "agent"]),
      kind: v.picklist(["text", ...FILE_KINDS, "sticker", ...SHARED_TYPES, "template", "erased"]),
      text: v.string(),
      at: v.number(),
      seq: count,
    }),
  ),
  waitingSince: v.nullable(v.number()),
  labels: words,
  ...rules,
  rating: v.nullable(v.object({ conversation: count, until: v.number(), score: v.nullable(count) })),
  sessions: v.array(v.string()),
  readers: v.array(v.string()),
});

/** What version 1 did not have yet. */
export function toVersion2(saved: {
  value: unknown;
  context: Record<string, unknown> & { customer: object } & Pick<ThreadContext, "last" | "assignedAt" | "enqueuedAt"> &
    Record<"transfer" | "declined", object | null>;
}): unknown {
  const { context } = saved;
  const { last, assignedAt, enqueuedAt } = context;
  // There were no transfers but to agents.
  const transfer = context.transfer && { kind: "agent", ...context.transfer };
  const declined = context.declined && { kind: "agent", ...context.declined };
  // The oldest unanswered text of who has been answered before is not known any more: at least since the last one.
  const since = assignedAt === 0 ? enqueuedAt : last?.at;
  const waitingSince = saved.value !== "quiet" && last?.from === "customer" ? since : null;
  return {
    ...saved,
    context: {
      rating: null,
      waitingSince,
      labels: [],
      ...DEFAULT_RULES,
      reopen: null,
      snoozed: null,
      handed: null,
      movedTo: null,
      ...context,
      transfer,
      declined,
      customer: { email: "", ...context.customer },
    },
  };
}

/** What version 2 did not have yet. */
export const toVersion3 = (saved: { context: object }): unknown => ({
  ...saved,
  context: { wait: waitTold({}), ...saved.context },
});

/** What version 3 did not have yet. */
export const toVersion4 = (saved: { context: object }): unknown => ({
  ...saved,
  context: { readers: [], ...saved.context },
});

/** What version 4 did not have yet. A user whose site vouches for them is known as such when they next come. */
export const toVersion5 = (saved: { context: { customer: object } }): unknown => ({
  ...saved,
  context: { ...saved.context, customer: { vouched: false, ...saved.context.customer } },
});

/** What version 5 did not have yet: whatever was said, was text, and its line is not known any more. */
export const toVersion6 = (saved: { context: { last: object | null } }): unknown => ({
  ...saved,
  context: { ...saved.context, last: saved.context.last && { kind: "text", seq: 0, ...saved.context.last } },
});

/** What version 6 did not have yet: whoever wrote, wrote in web chat. */
export const toVersion7 = (saved: { context: { customer: object } }): unknown => ({
  ...saved,
  context: { outside: null, ...saved.context, customer: { phone: "", username: "", ...saved.context.customer } },
});
