/** What the agent's room does about its devices: whom it tells what, and what it makes of the answers. */
import { setupAgent, type Args, type Of } from "./agent-setup.ts";
import {
  answerOf,
  nextTry,
  RETURNED_USE_MS,
  WAITING_TOLD_EVERY_MS,
  withDevice,
  type Device,
  type News,
  type Push,
} from "./push.ts";

/** The job's id is the notice's: one try at a time. */
const idOf = ({ id }: Push): string => `push-${id}`;

const deliver = (device: Device, push: Push, at: number, again: boolean) => ({
  type: "push" as const,
  params: {
    id: idOf(push),
    device: { endpoint: device.endpoint, keys: device.keys },
    notice: { ...push.news, locale: device.locale },
    ttlMs: push.until - at,
    again,
    event: { type: "push.settled", push },
  },
});

/** Tells all devices. */
const tell = (news: (args: Args) => { news: News; until: number }) =>
  setupAgent.enqueueActions(({ context, event, enqueue }) => {
    const { devices, pushes } = context;
    if (devices.length === 0) return;
    const what = news({ context, event });
    for (const [index, device] of devices.entries()) {
      const push: Push = { ...what, id: pushes + index + 1, endpoint: device.endpoint, tries: 1 };
      enqueue(deliver(device, push, event.at, false));
    }
    enqueue.assign({ pushes: pushes + devices.length });
  });

/** AG14: of use until it goes back to the queue. */
export const tellAssigned = tell(({ context, event }) => {
  const { conversationId, customerName } = event as Of<"conversation.assigned">;
  return { news: { kind: "assigned", conversationId, name: customerName }, until: context.graceEndsAt ?? event.at };
});

/** They have been told that customers wait, in other words. */
const countAsTold = setupAgent.assign(({ context, event }) =>
  context.devices.length > 0 ? { waitingToldAt: event.at } : {},
);

/** AG15 */
export const tellReturned = setupAgent.enqueueActions(({ context, enqueue }) => {
  if (context.assignments.length === 0) return;
  enqueue(
    tell(({ context: { assignments }, event: { at } }) => ({
      news: { kind: "returned", count: assignments.length },
      until: at + RETURNED_USE_MS,
    })),
  );
  enqueue(countAsTold);
});

/** AG16: the next one replaces it. */
export const tellWaiting = [
  tell(({ event }) => ({
    news: { kind: "waiting", count: (event as Of<"customers.waiting">).waiting },
    until: event.at + WAITING_TOLD_EVERY_MS,
  })),
  countAsTold,
];

const deviceOf = ({ context, event }: Args): Device | undefined => {
  const { endpoint } = (event as Of<"push.settled" | "push.due">).push;
  return context.devices.find((device) => device.endpoint === endpoint);
};

export const tryAgain = setupAgent.enqueueActions(({ context, event, enqueue }) => {
  const { push, again } = event as Of<"push.due">;
  enqueue(deliver(deviceOf({ context, event })!, { ...push, tries: push.tries + 1 }, event.at, again));
});

/** AG18 */
export const tryLater = {
  type: "startTimer" as const,
  params: ({ event }: Args) => {
    const { push, outcome, at } = event as Of<"push.settled">;
    // It is not known whether it arrived.
    const again = outcome.kind !== "done";
    return { id: idOf(push), at: nextTry(push, outcome, at)!, event: { type: "push.due", push, again } };
  },
};

export const keepDevice = setupAgent.assign(({ context, event }) => {
  const { endpoint, keys, locale } = event as Of<"push.subscribed">;
  return { devices: withDevice(context.devices, { endpoint, keys, locale, failures: 0 }) };
});

export const forgetDevice = setupAgent.assign(({ context, event }) => {
  const gone = event.type === "push.unsubscribed" ? event.endpoint : (event as Of<"push.settled">).push.endpoint;
  return { devices: context.devices.filter(({ endpoint }) => endpoint !== gone) };
});

/** In a row: one that arrives begins the count anew. */
export const countFailure = setupAgent.assign(({ context, event }) => {
  const { push, outcome } = event as Of<"push.settled">;
  const isRefused = answerOf(outcome).kind === "refused";
  return {
    devices: context.devices.map((device) =>
      device.endpoint === push.endpoint ? { ...device, failures: isRefused ? device.failures + 1 : 0 } : device,
    ),
  };
});
