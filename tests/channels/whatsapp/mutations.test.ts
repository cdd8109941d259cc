/** Whatever a provider may come to write, in whatever field: nothing is thrown, and nobody's message is lost for another's oddness. */
import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { DELIVERY_REASONS } from "../../../machines/outside.ts";
import { FILE_KINDS } from "../../../machines/media-limits.ts";
import type { Json } from "../../harness/graph/messages.ts";
import {
  batchOf,
  changeOf,
  contactOf,
  content,
  messageOf,
  payloadOf as envelope,
  statusOf,
} from "../../harness/graph/payloads.ts";
import { AT, EVERY_KIND, ana, hearAll, line, number } from "./support.ts";

// The port's shapes, strictly: what is heard of whatever came is one of these, and plain data.
const filled = v.pipe(v.string(), v.minLength(1));
const maybe = <S extends v.GenericSchema>(schema: S) => v.optional(schema);
const time = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const address = v.strictObject({
  phone: maybe(v.pipe(v.string(), v.regex(/^\d{5,20}$/))),
  user: maybe(filled),
  parent: maybe(filled),
});
const known = v.pipe(
  address,
  v.check((of) => Object.keys(of).length > 0),
);
const contact = v.strictObject({ address: known, name: v.string(), username: maybe(filled) });
const finite = v.pipe(v.number(), v.finite());
const shared = v.variant("type", [
  v.strictObject({
    type: v.literal("location"),
    latitude: finite,
    longitude: finite,
    name: maybe(filled),
    address: maybe(filled),
    url: maybe(filled),
  }),
  v.strictObject({
    type: v.literal("contacts"),
    people: v.array(
      v.strictObject({
        name: v.string(),
        phones: v.array(v.string()),
        emails: v.array(v.string()),
        organisation: maybe(filled),
      }),
    ),
  }),
  v.strictObject({
    type: v.literal("order"),
    text: v.string(),
    items: v.array(v.strictObject({ id: filled, quantity: finite, price: maybe(finite), currency: maybe(filled) })),
  }),
  v.strictObject({ type: v.literal("form"), name: v.string(), text: v.string(), answers: v.string() }),
  v.strictObject({ type: v.literal("system"), text: v.string() }),
  v.strictObject({ type: v.literal("unsupported"), what: filled }),
]);
const file = v.strictObject({
  kind: v.picklist(FILE_KINDS),
  type: v.string(),
  name: v.string(),
  mediaId: filled,
  bytes: maybe(time),
  voice: maybe(v.literal(true)),
  sticker: maybe(v.literal(true)),
  sha256: maybe(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))),
});
const said = v.variant("kind", [
  v.strictObject({ kind: v.literal("text"), text: v.string(), chosen: maybe(v.picklist(["button", "list"])) }),
  v.strictObject({ kind: v.literal("file"), file, caption: v.string() }),
  v.strictObject({ kind: v.literal("shared"), shared }),
  v.strictObject({ kind: v.literal("reaction"), of: filled, emoji: v.string() }),
  v.strictObject({ kind: v.literal("edited"), of: filled, text: v.string() }),
  v.strictObject({ kind: v.literal("revoked"), of: filled }),
]);
const Heard = v.strictObject({
  inbox: v.literal(line.inbox),
  received: v.array(
    v.strictObject({
      id: filled,
      sentAt: time,
      contact,
      replyTo: maybe(filled),
      forwarded: maybe(v.picklist(["once", "often"])),
      said,
    }),
  ),
  receipts: v.array(
    v.strictObject({
      id: filled,
      ours: maybe(filled),
      state: v.picklist(["sent", "delivered", "read", "played", "failed"]),
      at: time,
      contact: address,
      reason: maybe(v.picklist(DELIVERY_REASONS)),
      code: maybe(v.number()),
      words: maybe(v.string()),
    }),
  ),
  blocks: v.strictTuple([]),
  addresses: v.array(v.strictObject({ id: filled, at: time, from: known, to: known, text: v.string() })),
  unknown: v.array(v.pipe(v.string(), v.regex(/^[\w.-]{1,80}$/))),
});

function hear(payload: unknown): v.InferOutput<typeof Heard> {
  const heard = hearAll(payload);
  const parsed = v.parse(v.array(Heard), heard);
  expect(JSON.parse(JSON.stringify(heard))).toStrictEqual(heard);
  return parsed[0] ?? { inbox: line.inbox, received: [], receipts: [], blocks: [], addresses: [], unknown: [] };
}

// Mutations of plain data: somewhere in it something is dropped, replaced, doubled, or joined by what nobody knows.
type Change = { at: number } & ({ how: "drop" | "double" } | { how: "replace" | "add"; by: unknown });

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    { toString: false },
    null,
    "",
    0,
    -1,
    1e300,
    true,
    [],
    {},
    [[]],
    "__proto__",
    "constructor",
    "toString",
  ),
);
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ at: fc.nat(), how: fc.constantFrom("drop" as const, "double" as const) }),
  fc.record({ at: fc.nat(), how: fc.constantFrom("replace" as const, "add" as const), by: anything }),
);

/** Where it can be changed: each place is a container and a key of it. */
function placesOf(value: unknown, places: [Json, string][] = []): [Json, string][] {
  if (typeof value !== "object" || value === null) return places;
  for (const key of Object.keys(value)) {
    places.push([value as Json, key]);
    placesOf((value as Json)[key], places);
  }
  return places;
}

function changed<T>(whole: T, changes: readonly Change[]): T {
  const copy = structuredClone({ whole });
  for (const one of changes) {
    const places = placesOf(copy).slice(1);
    const [of, key] = places[one.at % Math.max(1, places.length)] ?? [];
    if (!of || key === undefined) break;
    // A copy: what is put in may be changed itself later on.
    const by = "by" in one ? structuredClone(one.by) : structuredClone(of[key]);
    if (one.how === "replace") of[key] = by;
    else if (one.how === "add") of[Array.isArray(of) ? String(of.length) : `${key}_2`] = by;
    else if (one.how === "double" && Array.isArray(of)) of.push(by);
    else if (one.how === "double") of[key] = [of[key], by];
    else if (Array.isArray(of)) of.splice(Number(key), 1);
    else delete of[key];
  }
  return copy.whole;
}

const changes = fc.array(change, { minLength: 1, maxLength: 4 });
const KINDS = {
  ...EVERY_KIND,
  "a changed number": { said: content.changedNumber("34600111222", { phone: "34600555666" }) },
};
const RUNS = { numRuns: 60 };

const eva = { phone: "34600777888", user: "ES.777", name: "Eva" };
const before = messageOf(eva, content.text("antes"), { id: "wamid.before", at: AT });
const after = messageOf(eva, content.text("después"), { id: "wamid.after", at: AT });
const contacts = [eva, ana].map(contactOf);

test.each(Object.entries(KINDS))("%s, however odd, costs nobody else in its batch anything", (_, { said }) => {
  const odd = messageOf(ana, said, {
    id: "wamid.odd",
    at: AT,
    context: { id: "wamid.asked", from: "1", forwarded: true },
  });
  const batch = (one: unknown) =>
    envelope(number.account, changeOf(number, { contacts, messages: [before, one, after] }));
  const neighbours = hear(envelope(number.account, changeOf(number, { contacts, messages: [before, after] }))).received;
  expect(neighbours).toHaveLength(2);
  fc.assert(
    fc.property(changes, (mutation) => {
      const { received, addresses, unknown } = hear(batch(changed(odd, mutation)));
      expect(received.filter(({ contact }) => contact.name === "Eva")).toEqual(neighbours);
      // It is told as something, once: read, unsupported, or named.
      expect(received.length + addresses.length + unknown.length).toBe(3);
    }),
    RUNS,
  );
});

test.each(Object.entries(EVERY_KIND))(
  "%s that says who and when is told, whatever else is odd in it",
  (_, { said }) => {
    const { type, ...rest } = said;
    fc.assert(
      fc.property(changes, (mutation) => {
        const message = { ...messageOf(ana, { type, ...changed(rest, mutation) }, { id: "wamid.odd", at: AT }), type };
        const { group_id: _group, ...direct } = message as Json;
        const { received } = hear(envelope(number.account, changeOf(number, { contacts, messages: [direct] })));
        expect(received.map(({ id, contact }) => [id, contact.name])).toEqual([["wamid.odd", "Ana"]]);
      }),
      RUNS,
    );
  },
);

test("a status, however odd, costs no other anything, and no message either", () => {
  const errors = [{ code: 131026, title: "Message undeliverable", error_data: { details: "…" } }];
  const odd = statusOf("wamid.odd", "failed", ana, { at: AT, ours: "t.1", errors });
  const good = statusOf("wamid.good", "read", eva, { at: AT, ours: "t.2" });
  fc.assert(
    fc.property(changes, (mutation) => {
      const value = { contacts, messages: [before], statuses: [changed(odd, mutation), good] };
      const { received, receipts, unknown } = hear(envelope(number.account, changeOf(number, value)));
      expect(received.map(({ id }) => id)).toEqual(["wamid.before"]);
      expect(receipts.at(-1)).toEqual({
        id: "wamid.good",
        ours: "t.2",
        state: "read",
        at: AT,
        contact: { phone: eva.phone, user: eva.user },
      });
      expect(receipts.length + unknown.length).toBe(2);
    }),
    RUNS,
  );
});

test("an entry, however odd, costs no other entry anything", () => {
  const all = Object.values(KINDS).map(({ said }, n) => ({
    by: ana,
    message: messageOf(ana, said, { id: `wamid.${n}`, at: AT }),
  }));
  const [odd] = batchOf(number, all).entry as [Json];
  const [good] = batchOf(number, [{ by: eva, message: before }]).entry as [Json];
  fc.assert(
    fc.property(changes, (mutation) => {
      const { received } = hear({ object: "whatsapp_business_account", entry: [changed(odd, mutation), good] });
      expect(received.at(-1)).toMatchObject({
        id: "wamid.before",
        contact: { name: "Eva" },
        said: { kind: "text", text: "antes" },
      });
    }),
    RUNS,
  );
});

test("whatever comes is heard without an error, and as something of the port's shapes", () => {
  const all = Object.values(KINDS).map(({ said }, n) => ({
    by: ana,
    message: messageOf(ana, said, { id: `wamid.${n}`, at: AT }),
  }));
  const whole = batchOf(number, all);
  fc.assert(
    fc.property(changes, (mutation) => void hear(changed(whole, mutation))),
    RUNS,
  );
  fc.assert(
    fc.property(anything, (body) => void hear(body)),
    RUNS,
  );
});
