/** What an agent's line on a channel outside goes through: the outbox is asked to send it, and hears and tells what became of it. */
import { setupThread } from "./conversation-setup.ts";
import { blockedBy, changeOf, marksOf, newsOf } from "./delivery.ts";
import { answeredBy, capabilitiesOf, isBlocked, isWindowClosed } from "./reaching.ts";
import type { Of, ThreadContext } from "./thread.ts";

/** The customer sees for 25 s that somebody types. */
const TYPING_EVERY_MS = 20_000;

const wayOf = ({ outside, channel }: ThreadContext) => ({
  inbox: outside!.inbox,
  channel,
  to: outside!.address,
});

/** CH7: in the step that wrote the line, after it has been counted. */
export const wantsEntry = setupThread.enqueueActions(({ context, event, enqueue }) => {
  if (!context.outside) return;
  const what = event.type === "agent.sentFile" ? "file" : event.type === "agent.sentTemplate" ? "template" : "text";
  const answered = event.type === "agent.replied" ? answeredBy(event) : undefined;
  const replyTo = answered && { replyTo: answered.outsideId };
  const wanted = { type: "entry.wanted", seq: context.seq, ...wayOf(context), what, ...replyTo };
  enqueue({ type: "tellOutbox", params: { event: wanted } });
});

/** CH10 */
export const agentReacts = setupThread.enqueueActions(({ context, event, enqueue }) => {
  const { seq, row, emoji } = event as Of<"agent.reacted">;
  const { agent: _, ...others } = row!.reactions ?? {};
  const reactions = emoji === "" ? others : { ...others, agent: emoji };
  enqueue({ type: "amend", params: { seq, set: { reactions } } });
  const wanted = { type: "entry.wanted", seq: 0, ...wayOf(context), what: "reaction", of: row!.outsideId, emoji };
  enqueue({ type: "tellOutbox", params: { event: wanted } });
});

/** CH9: it waits again, and what was heard of the try before says nothing about this one. */
export const retries = setupThread.enqueueActions(({ context, event, enqueue }) => {
  const { seq, row, at } = event as Of<"retry.requested">;
  enqueue({ type: "amend", params: { seq, set: { delivery: { state: "waiting", at }, outsideId: undefined } } });
  enqueue({
    type: "tellOutbox",
    params: { event: { type: "entry.retried", seq, ...wayOf(context), what: row!.kind } },
  });
});

/** CH8 */
export const delivers = setupThread.enqueueActions(({ context, event, enqueue }) => {
  const news = newsOf({ context, event })!;
  const { hasRisen, params } = changeOf(news)!;
  enqueue({ type: "amend", params });
  if (hasRisen) enqueue.assign({ ...marksOf(context, news), ...blockedBy(context, news.delivery) });
  // A status has named what nobody knew to have been sent: whoever waits to know that need not send it once more.
  const { seq, outsideId } = news.row;
  if (event.type === "outside.receipt" && outsideId === undefined && news.id !== undefined)
    enqueue({ type: "tellOutbox", params: { event: { type: "receipt.told", seq, id: news.id } } });
});

/** CH11: before the mark is moved. All of it has been seen, up to what the customer sent last. */
export const tellsRead = setupThread.enqueueActions(({ context, event, enqueue }) => {
  const { outside, unread } = context;
  const { read } = event as Of<"agent.marked">;
  const isAllRead = unread.length > 0 && unread.every((seq) => seq <= read);
  if (!outside || !isAllRead || outside.lastId === "" || capabilitiesOf(context)?.readMarks !== true) return;
  const wanted = { type: "read.wanted", ...wayOf(context), id: outside.lastId, typing: false };
  enqueue({ type: "tellOutbox", params: { event: wanted } });
});

/** CH11 */
export const tellsTyping = setupThread.enqueueActions(({ context, event, enqueue }) => {
  const { outside } = context;
  const { typing, at } = event as Of<"agent.typed">;
  if (!outside || !typing || outside.lastId === "" || capabilitiesOf(context)?.typing !== true) return;
  if (
    at < outside.typingToldAt + TYPING_EVERY_MS ||
    isBlocked({ context, event }) ||
    isWindowClosed({ context, event })
  )
    return;
  enqueue.assign({ outside: { ...outside, typingToldAt: at } });
  const wanted = { type: "read.wanted", ...wayOf(context), id: outside.lastId, typing: true };
  enqueue({ type: "tellOutbox", params: { event: wanted } });
});
