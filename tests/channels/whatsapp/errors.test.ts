import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DELIVERY_REASONS, type DeliveryReason } from "../../../machines/outside.ts";
import { whatsapp } from "../../../party/channels/whatsapp/index.ts";
import { GraphApi } from "../../harness/graph-api.ts";
import { changeOf, payloadOf, statusOf } from "../../harness/graph/payloads.ts";
import { ana, hear, number, world } from "./support.ts";

let api: GraphApi;
beforeAll(async () => {
  api = await GraphApi.start();
});
beforeEach(() => {
  api.accepted.length = 0;
});
afterAll(() => api.stop());

/** Of the page of error codes: its groups, and what each means to who wrote the message. */
const TABLE: Partial<Record<DeliveryReason, number[]>> = {
  notAllowed: [0, 3, 10, 190, 200, 210, 299, 131005, 131055],
  tooMuch: [4, 80007, 130429, 131048, 131049, 131056, 133016],
  providerDown: [1, 2, 131000, 131016],
  inboxOff: [
    33, 368, 130497, 131031, 131037, 131042, 131045, 131057, 133000, 133004, 133005, 133006, 133008, 133009, 133010,
    133015,
  ],
  contentRefused: [100, 131008, 131009, 131051, 135000],
  recipientUnreachable: [130472, 131021, 131026, 131030],
  windowClosed: [131047],
  optedOut: [131050],
  mediaProblem: [131052, 131053],
  templateProblem: [
    131062, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068, 132069, 134100, 134101, 134102,
  ],
};
const RETRIED = new Set([1, 2, 4, 80007, 130429, 131000, 131016, 131056, 131057]);
const CODES = Object.entries(TABLE).flatMap(([reason, codes]) =>
  codes.map((code) => [code, reason as DeliveryReason] as const),
);

const send = () =>
  whatsapp.send(
    { ours: "t.1", to: { phone: "34600111222" }, what: { kind: "text", text: "hola" } },
    api.line(),
    world(),
  );

test.each(CODES)("code %i says that it was surely not sent, and why: %s", async (code, reason) => {
  api.fault("messages", { kind: "error", code, message: `(#${code}) Title`, details: "Because." });
  const sent = await send();
  expect(sent).toMatchObject({
    kind: "notSent",
    retry: RETRIED.has(code),
    reason,
    code,
    words: `(#${code}) Title: Because.`,
  });
  expect(api.accepted).toEqual([]);
});

test.each(CODES)("code %i in a status says why as well: %s", (code, reason) => {
  const status = statusOf("wamid.1", "failed", ana, { errors: [{ code, title: "Title" }] });
  expect(hear(payloadOf(number.account, changeOf(number, { statuses: [status] }))).receipts[0]).toMatchObject({
    reason,
    code,
  });
});

test("whatever the code, a refusal has a reason, and only the codes that may be tried again are", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: -1, max: 200_000 }), async (code) => {
      const line = api.line();
      const fetch = () => Promise.resolve(Response.json({ error: { code, message: "no" } }, { status: 400 }));
      const outgoing = { ours: "t.1", to: { phone: "34600111222" }, what: { kind: "text", text: "hola" } } as const;
      const sent = await whatsapp.send(outgoing, line, { ...world(), fetch });
      if (sent.kind !== "notSent") throw new Error(sent.kind);
      expect(DELIVERY_REASONS).toContain(sent.reason);
      expect(sent.retry).toBe(RETRIED.has(code));
    }),
  );
});

test("where the limit says how long to wait, so do we; where the provider says another time, it is that", async () => {
  api.fault(
    "messages",
    { kind: "error", code: 131056 },
    { kind: "error", code: 130429, status: 429, headers: { "retry-after": "7" } },
  );
  expect(await send()).toMatchObject({ retry: true, waitMs: 6_000 });
  expect(await send()).toMatchObject({ retry: true, waitMs: 7_000 });
  api.fault("messages", { kind: "error", code: 131047, headers: { "retry-after": "7" } });
  expect(await send()).not.toHaveProperty("waitMs");
});

test("a closed window, too many to one customer and too many in all are told as what they are", async () => {
  const fresh = await GraphApi.start();
  const to = (phone: string) =>
    whatsapp.send({ ours: "t", to: { phone }, what: { kind: "text", text: "hola" } }, fresh.line(), world());
  fresh.windows = "answer";
  expect(await to("34600111222")).toMatchObject({
    kind: "notSent",
    retry: false,
    reason: "windowClosed",
    code: 131047,
  });
  fresh.windows = "none";
  fresh.pace.limits = { perSecond: 80, burst: 2, everyMs: 6_000 };
  expect((await to("34600111222")).kind).toBe("sent");
  expect((await to("34600111222")).kind).toBe("sent");
  expect(await to("34600111222")).toMatchObject({ kind: "notSent", retry: true, reason: "tooMuch", code: 131056 });
  fresh.advance(6_000);
  expect((await to("34600111222")).kind).toBe("sent");
  fresh.pace.limits = { perSecond: 1, burst: 45, everyMs: 6_000 };
  expect(await to("34600999888")).toMatchObject({ kind: "notSent", retry: true, reason: "tooMuch", code: 130429 });
  await fresh.stop();
});
