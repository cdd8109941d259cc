/** Who it is. A phone number is one name of a customer among others, and may be missing. */
import type { AddressChanged, OutsideAddress, OutsideContact } from "../../../machines/outside.ts";
import type { Contact, Message, System, UserIdUpdate } from "./payloads.ts";
import type { InferOutput } from "valibot";

/** Without what is not there, so that two that say the same are the same. */
export function addressOf(phone?: string, user?: string, parent?: string): OutsideAddress {
  return { ...(phone !== undefined && { phone }), ...(user !== undefined && { user }), ...(parent && { parent }) };
}

const isNobody = ({ phone, user, parent }: OutsideAddress): boolean => (phone ?? user ?? parent) === undefined;

const contradicts = (one?: string, other?: string): boolean =>
  one !== undefined && other !== undefined && one !== other;

/** By any name that both know; or the only one there is, unless it is somebody else. */
function entryOf({ phone, user }: OutsideAddress, contacts: readonly Contact[]): Contact | undefined {
  const known = contacts.find(
    ({ wa_id, user_id }) => (user_id !== undefined && user_id === user) || (wa_id !== undefined && wa_id === phone),
  );
  if (known) return known;
  const [only] = contacts;
  if (!only || contacts.length > 1) return undefined;
  return contradicts(only.wa_id, phone) || contradicts(only.user_id, user) ? undefined : only;
}

/** Undefined: nobody can be told from it. */
export function contactOf(address: OutsideAddress, contacts: readonly Contact[]): OutsideContact | undefined {
  const entry = entryOf(address, contacts);
  const whole = addressOf(
    address.phone ?? entry?.wa_id,
    address.user ?? entry?.user_id,
    address.parent ?? entry?.parent_user_id,
  );
  if (isNobody(whole)) return undefined;
  const username = entry?.profile?.username;
  return { address: whole, name: entry?.profile?.name ?? "", ...(username !== undefined && { username }) };
}

export const senderOf = ({ from, from_user_id, from_parent_user_id }: Message): OutsideAddress =>
  addressOf(from, from_user_id, from_parent_user_id);

/** "User NAME changed from A to B": where nothing else says the old one. */
const CHANGED = /changed from (\S+) to \S+$/;
const PHONE = /^\+?(\d{5,20})$/;

/** Undefined: it does not say from what to what. */
export function changedBySystem(message: Message, system: InferOutput<typeof System>): AddressChanged | undefined {
  const { body, wa_id, user_id, parent_user_id, previous_user_id } = system;
  const to = addressOf(wa_id, user_id, parent_user_id);
  const [, before = ""] = CHANGED.exec(body) ?? [];
  const [, phone] = PHONE.exec(before) ?? [];
  const said = addressOf(phone, before.includes(".") ? before : undefined);
  // What is the same before and after says who it is as well, but not what is gone.
  const other = (one: string | undefined, now: string | undefined) => (one === now ? undefined : one);
  const from = addressOf(
    other(message.from ?? said.phone, wa_id),
    other(previous_user_id ?? message.from_user_id ?? said.user, user_id),
    other(message.from_parent_user_id, parent_user_id),
  );
  if (isNobody(from) || isNobody(to)) return undefined;
  return { id: message.id, at: message.timestamp, from, to, text: body };
}

/** A webhook of its own, without an id: what it says is its id. */
export function changedByUpdate(update: InferOutput<typeof UserIdUpdate>): AddressChanged | undefined {
  const { timestamp, detail, wa_id, user_id, parent_user_id } = update;
  const from = addressOf(undefined, user_id.previous, parent_user_id?.previous);
  const to = addressOf(wa_id, user_id.current, parent_user_id?.current);
  if (isNobody(from) || isNobody(to)) return undefined;
  const id = `user_id_update:${user_id.previous ?? ""}:${user_id.current ?? ""}`;
  return { id, at: timestamp, from, to, text: detail };
}
