/** What is known of the way of an agent's line on a channel outside, and what is news of it. */
import type { LineTold } from "./outside-events.ts";
import type { Delivery, DeliveryState, Receipt } from "./outside.ts";
import { lineOf } from "./sending.ts";
import type { Args, Of, ThreadContext } from "./thread.ts";

/** CH8: it only rises. What is told of a failure counts unless something better was seen. */
const RANKS: Readonly<Record<DeliveryState, number>> = {
  waiting: 0,
  unclear: 1,
  sent: 2,
  failed: 3,
  delivered: 4,
  read: 5,
  played: 6,
};
const rises = (was: Delivery, is: Delivery): boolean => RANKS[is.state] > RANKS[was.state];

export interface News {
  row: LineTold;
  delivery: Delivery;
  /** The provider's id, as told with it. */
  id?: string | undefined;
}

/** Undefined: it says nothing new. */
export function changeOf({ row, delivery, id }: News) {
  const was = row.delivery!;
  const hasRisen = rises(was, delivery);
  const isNamed = id !== undefined && id !== row.outsideId;
  // Whatever else is known of it, and whenever it is told.
  const twice = was.twice ?? delivery.twice;
  if (!hasRisen && !isNamed && twice === was.twice) return undefined;
  const is = { ...(hasRisen ? delivery : was), ...(twice ? { twice } : {}) };
  const name = isNamed ? { outsideId: id } : {};
  return { hasRisen, params: { seq: row.seq, set: { delivery: is, ...name }, ...(isNamed ? { refs: [id] } : {}) } };
}

/** The marks that unread texts and ticks go by rise with it. */
export function marksOf({ customerDelivered, customerRead }: ThreadContext, { row: { seq }, delivery }: News) {
  const isRead = delivery.state === "read" || delivery.state === "played";
  const isThere = isRead || delivery.state === "delivered";
  return {
    customerDelivered: isThere ? Math.max(customerDelivered, seq) : customerDelivered,
    customerRead: isRead ? Math.max(customerRead, seq) : customerRead,
  };
}

/** CH13: a provider that turns a message away because of it says it as well as one that tells it by itself. */
export const blockedBy = ({ outside }: ThreadContext, { reason, at }: Delivery) =>
  reason === "blockedByCustomer" && outside && at > outside.lastAt
    ? { outside: { ...outside, blocked: true, blockedAt: at } }
    : {};

export function newsOf({ context, event }: Args): News | undefined {
  if (event.type === "delivery.changed") {
    const { row, delivery, id } = event;
    return row?.delivery && { row, delivery, id };
  }
  const { inbox, receipt, rows } = event as Of<"outside.receipt">;
  // Whoever may speak for one number names lines of another's with it: our own ids are no secret.
  if (inbox !== context.outside?.inbox) return undefined;
  const [byId, byOurs] = rows;
  if (byId) return namedNews(byId, receipt);
  const isOurs = byOurs != null && lineOf(context.thread, receipt.ours ?? "") === byOurs.seq;
  return isOurs && byOurs.delivery ? { row: byOurs, delivery: deliveryOf(receipt), id: receipt.id } : undefined;
}

const deliveryOf = ({ state, at, reason, code, words }: Receipt): Delivery => ({
  state,
  at,
  ...(reason === undefined ? {} : { reason }),
  ...(code === undefined ? {} : { code }),
  ...(words === undefined ? {} : { words }),
});

function namedNews(row: LineTold, receipt: Receipt): News | undefined {
  // Of a copy that was given up: that it left or failed says nothing of the one after it.
  const isNews = row.outsideId === receipt.id || RANKS[receipt.state] > RANKS.failed;
  if (!row.delivery || !isNews) return undefined;
  // While that one waits to be sent the line has no id: it is what the customer has that it is of then.
  return { row, delivery: deliveryOf(receipt), ...(row.outsideId === undefined ? { id: receipt.id } : {}) };
}

export const isNewsOfDelivery = (args: Args): boolean => {
  const news = newsOf(args);
  return news !== undefined && changeOf(news) !== undefined;
};
