/** What a customer of a channel outside says, changes, reacts to and takes back, and what is learnt of them on the way. */
import { setupThread } from "./conversation-setup.ts";
import { PREVIEW_CHARS, heardOf, met, movedTo, sharedWords, type Spoken } from "./hearing.ts";
import { capabilitiesOf } from "./reaching.ts";
import { calledOf, line, type Args, type Of, type ThreadContext } from "./thread.ts";

const TAKEN_BACK_MAX = 20;

/** CV16, as in web chat: whoever has it, or will have it, hears at once what they are called. */
const tellsCalled = (after: (args: Args) => ThreadContext["customer"]) =>
  setupThread.enqueueActions(({ context, event, enqueue }) => {
    const { conversation, customer } = context;
    const customerName = calledOf(after({ context, event }));
    if (customerName === calledOf(customer)) return;
    enqueue({ type: "tellQueue", params: { event: { type: "customer.named", conversation, customerName } } });
  });

export const meets = [tellsCalled((args) => met(args).customer), setupThread.assign(met)];

/** CH5: by when it was sent, whenever it came; nobody has more time than there is because of a clock that is ahead. */
const speaks = setupThread.enqueueActions(({ context, event, enqueue }) => {
  const { received } = event as Spoken;
  const outside = context.outside!;
  const sentAt = Math.min(received.sentAt, event.at);
  const windowMs = capabilitiesOf(context)?.windowMs ?? null;
  const windowUntil = windowMs === null ? null : Math.max(outside.windowUntil ?? 0, sentAt + windowMs);
  const isLast = sentAt >= outside.lastAt;
  enqueue.assign({
    outside: {
      ...outside,
      windowUntil,
      windowClosed: windowUntil !== null && windowUntil <= event.at,
      blocked: outside.blocked && sentAt <= outside.blockedAt,
      ...(isLast ? { lastId: received.id, lastAt: sentAt } : {}),
    },
  });
  if (windowUntil !== null && windowUntil > event.at)
    enqueue({
      type: "startTimer",
      params: { id: "window", at: windowUntil, event: { type: "window.closed", until: windowUntil } },
    });
});

/** CH1: before its line. */
export const hears = [...meets, speaks];
/** Of the first line of a conversation: the queue hears of the name with it, and the inbox says which line that joins. */
export const hearsAnew = [
  setupThread.assign(met),
  speaks,
  setupThread.assign(({ event }) => ({ department: (event as Spoken).department })),
];

/** CH2: after its line has been counted. */
export const expectsFile = setupThread.enqueueActions(({ context, event, enqueue }) => {
  const { received, fileId, inbox, channel } = event as Spoken;
  if (received.said.kind !== "file") return;
  const { mediaId, sha256, bytes, kind, type, name, voice = false } = received.said.file;
  const { thread, customer, seq } = context;
  const expected = {
    type: "file.expected",
    seq,
    source: {
      inbox,
      channel,
      mediaId,
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(bytes === undefined ? {} : { bytes }),
    },
    promise: { thread, kind, name, type, voice },
    owner: { id: customer.id, name: customer.name },
  };
  enqueue({ type: "tellDownload", params: { id: fileId, event: expected } });
});

export const reacts = {
  type: "amend" as const,
  params: (args: Args) => {
    const { received, row } = heardOf(args);
    const { emoji } = received.said as { emoji: string };
    const { customer: _, ...others } = row!.reactions ?? {};
    const reactions = emoji === "" ? others : { ...others, customer: emoji };
    return { seq: row!.seq, set: { reactions, reactedAt: received.sentAt } };
  },
};

export const edits = [
  {
    type: "amend" as const,
    params: (args: Args) => {
      const { received, row } = heardOf(args);
      const { text } = received.said as { text: string };
      const words = row!.kind === "file" ? { caption: text } : { text };
      return { seq: row!.seq, set: { ...words, editedAt: received.sentAt } };
    },
  },
  setupThread.assign(({ context, event }) => {
    const { received, row } = heardOf({ context, event });
    const { text } = received.said as { text: string };
    const { last } = context;
    return { last: last?.seq === row!.seq ? { ...last, text: text.slice(0, PREVIEW_CHARS) } : last };
  }),
];

export const remembersTakenBack = setupThread.assign(({ context, event }) => {
  const outside = context.outside!;
  const { of } = (event as Of<"outside.revoked">).received.said;
  const others = outside.takenBack.filter((id) => id !== of);
  return { outside: { ...outside, takenBack: [...others, of].slice(-TAKEN_BACK_MAX) } };
});

/** What the provider itself says of them. Nobody has said anything, so it waits for no answer. */
const notice = (noticed: (args: Args) => { text: string; commandId: string }) => [
  {
    type: "append" as const,
    params: (args: Args) => {
      const { id: authorId, name: authorName } = args.context.customer;
      const { text, commandId } = noticed(args);
      const shared = { type: "system" as const, text };
      const who = { from: "customer" as const, authorId, authorName, commandId };
      return { message: line(args, { kind: "shared" as const, shared, ...who }) };
    },
  },
  setupThread.assign(({ context }) => ({ seq: context.seq + 1 })),
];
export const notices = notice(({ event }) => {
  const { id: commandId, said } = (event as Of<"outside.noticed">).received;
  return { text: sharedWords(said.shared), commandId };
});

/** CH3: a number that changed. */
export const changesAddress = [
  tellsCalled((args) => movedTo(args).customer),
  setupThread.assign(movedTo),
  ...notice(({ event }) => event as Of<"outside.addressChanged">),
];

export const changesBlock = setupThread.assign(({ context, event }) => {
  const { blocked, when } = event as Of<"outside.blocked">;
  return { outside: { ...context.outside!, blocked, blockedAt: when } };
});
