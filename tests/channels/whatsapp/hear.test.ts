import { expect, test } from "vitest";
import {
  batchOf,
  changeOf,
  content,
  contextOf,
  messageOf,
  payloadOf as envelope,
  statusOf,
} from "../../harness/graph/payloads.ts";
import { AT, EVERY_KIND, ana, hear, hearAll, line, lineOf, number, payloadOf } from "./support.ts";

const SENT_AT = AT;

test.each(Object.entries(EVERY_KIND))("%s is heard as what it says", (_, { said, is }) => {
  expect(hear(payloadOf(said))).toEqual({
    inbox: line.inbox,
    received: [
      {
        id: "wamid.one",
        sentAt: SENT_AT,
        contact: { address: { phone: ana.phone, user: ana.user }, name: "Ana" },
        said: is,
      },
    ],
    receipts: [],
    blocks: [],
    addresses: [],
    unknown: [],
  });
});

test("it is heard what a message answers, whether it was passed on, and how often", () => {
  const heard = (context: object) => hear(payloadOf(content.text("sí"), ana, { context: { ...context } })).received[0];
  expect(heard(contextOf.reply("wamid.asked"))?.replyTo).toBe("wamid.asked");
  expect(heard(contextOf.product("wamid.shown"))?.replyTo).toBe("wamid.shown");
  expect(heard(contextOf.forwarded)?.forwarded).toBe("once");
  expect(heard(contextOf.oftenForwarded)?.forwarded).toBe("often");
  expect(heard({ from: "15550783881" })).not.toHaveProperty("replyTo");
});

test("what made them write is told with the message: a product that they were shown, or an advertisement with its address", () => {
  const heard = (more: object) => hear(payloadOf({ ...content.text("¿La hay en azul?"), ...more })).received[0]?.about;
  expect(heard({ context: contextOf.product("wamid.shown") })).toEqual({ what: "product", title: "di9ozbzfi4" });
  const ad = { source_type: "ad", source_id: "1", body: "Solo hoy", headline: "Rebajas", ctwa_clid: "x" };
  const source_url = "https://fb.me/1Ab";
  expect(heard({ referral: { ...ad, source_url } })).toEqual({ what: "ad", title: "Rebajas", url: source_url });
  expect(heard({ referral: { source_url, source_type: "post" } })).toEqual({
    what: "ad",
    title: source_url,
    url: source_url,
  });
  // Nobody clicks on anything else.
  for (const odd of ["javascript:alert(1)", "no address", 7])
    expect(heard({ referral: { ...ad, source_url: odd } })).toEqual({ what: "ad", title: "Rebajas" });
  for (const referral of [{}, "x", null, { source_url: "javascript:alert(1)" }])
    expect(heard({ referral })).toBeUndefined();
});

test("a customer without a phone number is known by their ids, and one without a name has none", () => {
  const by = { user: "ES.1349120", parent: "ES.ENT.118157992", username: "ana.v" };
  const payload = payloadOf(content.text("hola"), by);
  const [first] = hear(payload).received;
  expect(first?.contact).toEqual({
    address: { user: "ES.1349120", parent: "ES.ENT.118157992" },
    name: "A",
    username: "ana.v",
  });
  const nameless = envelope(number.account, changeOf(number, { messages: [messageOf(by, content.text("hola"))] }));
  expect(hear(nameless).received[0]?.contact).toEqual({
    address: { user: "ES.1349120", parent: "ES.ENT.118157992" },
    name: "",
  });
});

test("names of a customer that only the list of contacts says are theirs, and nobody else's", () => {
  const messages = [
    messageOf({ phone: "34600111222" }, content.text("uno"), { id: "wamid.1" }),
    messageOf({ user: "ES.2" }, content.text("dos"), { id: "wamid.2" }),
    messageOf({ phone: "34600999999" }, content.text("tres"), { id: "wamid.3" }),
  ];
  const contacts = [
    { profile: { name: "Eva" }, wa_id: "34600222333", user_id: "ES.2" },
    { profile: { name: "Ana" }, wa_id: "34600111222", user_id: "ES.1" },
  ];
  const { received } = hear(envelope(number.account, changeOf(number, { contacts, messages })));
  expect(received.map(({ contact }) => contact)).toEqual([
    { address: { phone: "34600111222", user: "ES.1" }, name: "Ana" },
    { address: { phone: "34600222333", user: "ES.2" }, name: "Eva" },
    { address: { phone: "34600999999" }, name: "" },
  ]);
});

test("the only contact names the sender of a message that says none, unless it is somebody else", () => {
  const one = (message: object, contact: object) =>
    hear(
      envelope(
        number.account,
        changeOf(number, {
          contacts: [contact],
          messages: [{ id: "wamid.1", timestamp: "1780000000", ...content.text("hola"), ...message }],
        }),
      ),
    );
  const eva = { profile: { name: "Eva" }, wa_id: "34600222333", user_id: "ES.2" };
  expect(one({}, eva).received[0]?.contact).toEqual({ address: { phone: "34600222333", user: "ES.2" }, name: "Eva" });
  expect(one({ from: "34600111222" }, eva).received[0]?.contact).toEqual({
    address: { phone: "34600111222" },
    name: "",
  });
  expect(one({}, { profile: { name: "Eva" } })).toMatchObject({ received: [], unknown: ["message.sender"] });
});

test("a number that changed hands is heard as from what to what", () => {
  const said = content.changedNumber("34600111222", { phone: "34600555666", user: "ES.9", name: "Ana" });
  expect(hear(payloadOf(said, { phone: "34600111222", user: "ES.1" })).addresses).toEqual([
    {
      id: "wamid.one",
      at: SENT_AT,
      from: { phone: "34600111222", user: "ES.1" },
      to: { phone: "34600555666", user: "ES.9" },
      text: "User Ana changed from 34600111222 to 34600555666",
    },
  ]);
});

test("what is the same after a change is not told as gone", () => {
  const said = content.changedNumber("34600111222", { phone: "34600555666", user: "ES.1" });
  const [changed] = hear(payloadOf(said, { phone: "34600111222", user: "ES.1" })).addresses;
  expect([changed?.from, changed?.to]).toEqual([{ phone: "34600111222" }, { phone: "34600555666", user: "ES.1" }]);
});

test("an id that changed is heard although nobody is named as its sender", () => {
  const said = content.changedUserId("ES.13491208655302741918", { user: "ES.24817305912873645029" });
  expect(hear(payloadOf(said, {}))).toMatchObject({
    received: [],
    addresses: [{ from: { user: "ES.13491208655302741918" }, to: { user: "ES.24817305912873645029" } }],
    unknown: [],
  });
});

test("an id that changed is heard from the webhook of its own as well, by the same id however often it comes", () => {
  const update = {
    wa_id: "34600555666",
    detail: "User id for Ana has been updated.",
    user_id: { previous: "ES.1", current: "ES.2" },
    parent_user_id: { previous: "ES.ENT.1", current: "ES.ENT.2" },
    timestamp: String(AT / 1000),
  };
  const payload = envelope(number.account, changeOf(number, { user_id_update: [update] }, "user_id_update"));
  expect(hear(payload).addresses).toEqual([
    {
      id: "user_id_update:ES.1:ES.2",
      at: AT,
      from: { user: "ES.1", parent: "ES.ENT.1" },
      to: { phone: "34600555666", user: "ES.2", parent: "ES.ENT.2" },
      text: "User id for Ana has been updated.",
    },
  ]);
});

test("what else the system says of a customer is heard in its words, and what it does not say is not theirs", () => {
  const said = { type: "system", system: { type: "customer_identity_changed", body: "Ana's security code changed" } };
  expect(hear(payloadOf(said)).addresses).toEqual([]);
  const message = messageOf(ana, said, { id: "wamid.one", at: AT });
  expect(hear(envelope(number.account, changeOf(number, { messages: [message] }))).received[0]?.said).toEqual({
    kind: "shared",
    shared: { type: "system", text: "Ana's security code changed" },
  });
  const silent = messageOf(ana, { type: "system", system: { type: "something" } });
  expect(hear(envelope(number.account, changeOf(number, { messages: [silent] })))).toMatchObject({
    received: [],
    unknown: ["message.system"],
  });
});

test("a status tells how far which message of ours has come, by the provider's id and by ours", () => {
  const statuses = ["sent", "delivered", "read", "played"].map((state, n) =>
    statusOf("wamid.ours", state, ana, { at: AT + n * 1000, ours: "thread.7" }),
  );
  const { receipts } = hear(envelope(number.account, changeOf(number, { statuses })));
  const contact = { phone: ana.phone, user: ana.user };
  expect(receipts).toEqual(
    ["sent", "delivered", "read", "played"].map((state, n) => ({
      id: "wamid.ours",
      ours: "thread.7",
      state,
      at: AT + n * 1000,
      contact,
    })),
  );
});

test("a failed one says why, in our words and in theirs", () => {
  const errors = [
    {
      code: 131047,
      title: "Re-engagement message",
      message: "Re-engagement message",
      error_data: { details: "More than 24 hours have passed." },
    },
  ];
  const status = statusOf("wamid.ours", "failed", { user: "ES.1" }, { at: AT, errors });
  expect(hear(envelope(number.account, changeOf(number, { statuses: [status] }))).receipts).toEqual([
    {
      id: "wamid.ours",
      state: "failed",
      at: AT,
      contact: { user: "ES.1" },
      reason: "windowClosed",
      code: 131047,
      words: "Re-engagement message: More than 24 hours have passed.",
    },
  ]);
  const silent = statusOf("wamid.ours", "failed", ana, { at: AT });
  expect(hear(envelope(number.account, changeOf(number, { statuses: [silent] }))).receipts[0]).toMatchObject({
    state: "failed",
    reason: "unknown",
  });
});

test("a batch of several numbers is heard apart, each in the provider's order", () => {
  const other = { ...number, id: "106540352242923" };
  const said = (id: string) => ({ by: ana, message: messageOf(ana, content.text(id), { id, at: AT }) });
  const changes = [
    batchOf(number, [said("wamid.3"), said("wamid.1")]),
    batchOf(other, [said("wamid.b")]),
    batchOf(number, [said("wamid.2"), said("wamid.1")]),
  ];
  const entry = changes.flatMap((payload) => payload.entry as object[]);
  const heard = hearAll({ object: "whatsapp_business_account", entry }, [line, lineOf(other.id)]);
  expect(heard.map(({ inbox, received }) => [inbox, received.map(({ id }) => id)])).toEqual([
    [`wa${number.id}`, ["wamid.3", "wamid.1", "wamid.2", "wamid.1"]],
    [`wa${other.id}`, ["wamid.b"]],
  ]);
});

test("what is for a number that is not set up here is nobody's, and named", () => {
  const other = { ...number, id: "999999999999999" };
  const payload = batchOf(other, [{ by: ana, message: messageOf(ana, content.text("hola")) }]);
  expect(hear(payload)).toMatchObject({ received: [], unknown: ["number"] });
  expect(hearAll(payload, [])).toEqual([]);
});

test.each([
  ["no object", 7, "payload"],
  ["another product", { object: "page", entry: [] }, "payload"],
  ["an entry that is none", { object: "whatsapp_business_account", entry: [null] }, "entry"],
  ["a field that nobody asked for", envelope("1", changeOf(number, {}, "account_alerts")), "change.account_alerts"],
  ["a change without its number", envelope("1", { field: "messages", value: { messages: [] } }), "change.messages"],
  ["a field whose name is words", envelope("1", changeOf(number, {}, "mi número es 7")), "change.unknown"],
  ["a message without an id", envelope("1", changeOf(number, { messages: [{ type: "text" }] })), "message"],
  ["a group's message", payloadOf({ type: "text", text: { body: "hola" }, group_id: "g1" }), "message.group"],
  [
    "a status that nobody knows",
    envelope("1", changeOf(number, { statuses: [statusOf("wamid.1", "warning", ana)] })),
    "status.warning",
  ],
  [
    "an error of the account",
    envelope("1", changeOf(number, { errors: [{ code: 130429, title: "Rate" }] })),
    "error.130429",
  ],
])("%s is left out, and named without a word of what it says", (_, payload, word) => {
  expect(hear(payload)).toMatchObject({ received: [], receipts: [], addresses: [], unknown: [word] });
});

test("what is odd in one field costs that field", () => {
  const one = (said: object) => hear(payloadOf({ type: "image", ...said })).received[0]?.said;
  const file = { kind: "image", type: "image/png", name: "", mediaId: "7" };
  const image = { id: "7", mime_type: "image/png" };
  expect(one({ image: { ...image, caption: 7, sha256: [] } })).toEqual({ kind: "file", caption: "", file });
  expect(one({ image: { ...image, mime_type: null } })).toEqual({
    kind: "file",
    caption: "",
    file: { ...file, type: "" },
  });
  const value = { contacts: "none", messages: {}, statuses: [statusOf("wamid.1", "read", ana)], errors: 7 };
  expect(hear(envelope("1", changeOf(number, value))).receipts).toHaveLength(1);
});

test("an edit of a kind that is no word, not even one that can be made of it, is told as unsupported", () => {
  const said = { type: "edit", edit: { original_message_id: "wamid.other", message: { type: { toString: false } } } };
  expect(hear(payloadOf(said)).received[0]?.said).toEqual({
    kind: "shared",
    shared: { type: "unsupported", what: "edit" },
  });
});

test("a checksum is heard as one, in whichever way it is written, and nothing else as one", () => {
  const hex = "4a3b".repeat(16);
  const heard = (sha256: string) => {
    const said = hear(payloadOf({ type: "image", image: { id: "7", mime_type: "image/png", sha256 } })).received[0]
      ?.said;
    return said?.kind === "file" ? said.file.sha256 : undefined;
  };
  expect(heard(hex.toUpperCase())).toBe(hex);
  expect(heard(Buffer.from(hex, "hex").toString("base64"))).toBe(hex);
  expect(heard(Buffer.from(hex, "hex").toString("base64url"))).toBe(hex);
  expect(heard("abc123")).toBeUndefined();
});

test("a message without a time is left out: nobody could say whether the window is open", () => {
  const message = { ...messageOf(ana, content.text("hola")), timestamp: "soon" };
  expect(hear(envelope("1", changeOf(number, { messages: [message] })))).toMatchObject({
    received: [],
    unknown: ["message"],
  });
});
