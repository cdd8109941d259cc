/**
 * A webhook: entries × changes × messages and statuses, of several numbers, in any order and as often as the provider likes. Nothing here
 * looks back or remembers: what came twice is told twice.
 */
import * as v from "valibot";
import type { AboutWhat, AddressChanged, Receipt, Received } from "../../../machines/outside.ts";
import type { HeardFor, Line } from "../port.ts";
import { verdictOf, wordsOf } from "./errors.ts";
import * as shapes from "./payloads.ts";
import { addressOf, changedBySystem, changedByUpdate, contactOf, senderOf } from "./people.ts";
import { saidOf, wordOf } from "./said.ts";

type Fact =
  | { received: Received }
  | { receipt: Receipt }
  | { address: AddressChanged }
  /** For the log: without a word of what it says. */
  | { unknown: string };

const STATES = new Set<string>(["sent", "delivered", "read", "played", "failed"] satisfies Receipt["state"][]);
const isState = (status: string): status is Receipt["state"] => STATES.has(status);

/** Undefined: they write of their own accord, as far as is said. */
function aboutOf({ referral, context }: shapes.Message): AboutWhat | undefined {
  const product = context?.referred_product?.product_retailer_id;
  if (product !== undefined) return { what: "product", title: product };
  const { headline, body, source_url: url } = referral ?? {};
  const title = headline ?? body ?? url;
  return title === undefined ? undefined : { what: "ad", title, ...(url !== undefined && { url }) };
}

function factOfMessage(item: unknown, { contacts }: shapes.Value): Fact {
  const parsed = v.safeParse(shapes.Message, item);
  if (!parsed.success) return { unknown: "message" };
  const message = parsed.output;
  const { id, timestamp: sentAt, context } = message;
  if (message.group_id !== undefined) return { unknown: "message.group" };
  if (message.type === "system") {
    const system = v.safeParse(shapes.System, message.system);
    const address = system.success ? changedBySystem(message, system.output) : undefined;
    if (address) return { address };
  }
  const contact = contactOf(senderOf(message), contacts);
  if (!contact) return { unknown: "message.sender" };
  const said = saidOf(message);
  // The provider speaks there, and not the customer: what it does not say is nothing that came from them.
  if (message.type === "system" && said.kind === "shared" && said.shared.type === "unsupported")
    return { unknown: "message.system" };
  const about = aboutOf(message);
  const forwarded = context?.frequently_forwarded ? "often" : context?.forwarded ? "once" : undefined;
  return {
    received: {
      id,
      sentAt,
      contact,
      ...(context?.id !== undefined && { replyTo: context.id }),
      ...(forwarded && { forwarded }),
      ...(about && { about }),
      said,
    },
  };
}

function factOfStatus(item: unknown, { contacts }: shapes.Value): Fact {
  const parsed = v.safeParse(shapes.Status, item);
  if (!parsed.success) return { unknown: "status" };
  const { id, status: state, timestamp: at, biz_opaque_callback_data: ours, errors, ...to } = parsed.output;
  if (to.recipient_type === "group") return { unknown: "status.group" };
  if (!isState(state)) return { unknown: `status.${wordOf(state)}` };
  const named = addressOf(to.recipient_id, to.recipient_user_id, to.recipient_parent_user_id);
  const contact = contactOf(named, contacts)?.address ?? {};
  const [error] = errors;
  const failure = state === "failed" && {
    reason: error ? verdictOf(error.code).reason : ("unknown" as const),
    ...(error && { code: error.code, words: wordsOf(error) }),
  };
  return { receipt: { id, ...(ours !== undefined && { ours }), state, at, contact, ...failure } };
}

function factOfUpdate(item: unknown): Fact {
  const parsed = v.safeParse(shapes.UserIdUpdate, item);
  const address = parsed.success ? changedByUpdate(parsed.output) : undefined;
  return address ? { address } : { unknown: "user_id_update" };
}

interface Told {
  /** Of which number; undefined: it does not say. */
  number?: string;
  fact: Fact;
}

const untold = (unknown: string): Told[] => [{ fact: { unknown } }];

function factsOfChange(item: unknown): Told[] {
  const change = v.safeParse(shapes.Change, item);
  if (!change.success) return untold("change");
  const { field } = change.output;
  const parsed = v.safeParse(shapes.Value, change.output.value);
  const isRead = field === "messages" || field === "user_id_update";
  if (!isRead || !parsed.success) return untold(`change.${wordOf(field)}`);
  const value = parsed.output;
  const number = value.metadata.phone_number_id;
  const facts: Fact[] = [
    ...value.messages.map((message) => factOfMessage(message, value)),
    ...value.statuses.map((status) => factOfStatus(status, value)),
    ...value.user_id_update.map(factOfUpdate),
    ...value.errors.map(({ code }) => ({ unknown: `error.${code}` })),
  ];
  return facts.map((fact) => ({ number, fact }));
}

function factsOf(body: unknown): Told[] {
  const payload = v.safeParse(shapes.Payload, body);
  if (!payload.success) return untold("payload");
  return payload.output.entry.flatMap((item) => {
    const entry = v.safeParse(shapes.Entry, item);
    return entry.success ? entry.output.changes.flatMap(factsOfChange) : untold("entry");
  });
}

export function hear(body: unknown, lines: readonly Line[]): HeardFor[] {
  const heard = new Map<string, HeardFor>();
  const [first] = lines;
  for (const { number, fact } of factsOf(body)) {
    const line = lines.find(({ settings }) => settings.phoneNumberId === number);
    // What is nobody's is told of one of those whose signature it bears, for the log alone.
    const inbox = (line ?? first)?.inbox;
    if (inbox === undefined) break;
    const of = heard.get(inbox) ?? { inbox, received: [], receipts: [], blocks: [], addresses: [], unknown: [] };
    heard.set(inbox, of);
    if ("unknown" in fact) of.unknown.push(fact.unknown);
    else if (!line) of.unknown.push("number");
    else if ("received" in fact) of.received.push(fact.received);
    else if ("receipt" in fact) of.receipts.push(fact.receipt);
    else of.addresses.push(fact.address);
  }
  return [...heard.values()];
}
