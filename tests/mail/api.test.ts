import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Mail } from "../../machines/mail.ts";
import { sendMail } from "./support/outside.ts";

const mail: Mail = {
  to: "lucia@casa.example",
  locale: "en",
  template: "recovery",
  data: { room: "demo", nonce: "n1" },
};

interface Asked {
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}
const asked: Asked[] = [];
let answer = (response: ServerResponse): void => void response.end("{}");
const server = createServer((request, response) => {
  let text = "";
  request.on("data", (part: Buffer) => (text += part.toString()));
  request.on("end", () => {
    asked.push({ headers: request.headers, body: JSON.parse(text) as Record<string, unknown> });
    answer(response);
  });
});
beforeAll(() => once(server.listen(0, "127.0.0.1"), "listening"));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
  answer = (response) => void response.end("{}");
});

const settings = (api: string) => ({
  TURNO_MAIL_API: api,
  TURNO_MAIL_KEY: "k-1",
  TURNO_MAIL_FROM: "Atención <turno@tienda.example>",
  TURNO_MAIL_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
});
const FROM = '"Atención" <turno@tienda.example>';

test("resend is given a letter under a key that is the same each time", async () => {
  for (let tries = 0; tries < 2; tries++)
    expect(await sendMail(mail, settings("resend"))).toEqual({ kind: "sent", via: "resend" });
  const [first, second] = asked as [Asked, Asked];
  expect(first.headers).toMatchObject({ authorization: "Bearer k-1", "content-type": "application/json" });
  expect(first.body).toMatchObject({ from: FROM, to: [mail.to], subject: "Choose a new password" });
  expect(first.body.text).toContain("https://chat.example/panel#recover=demo.");
  expect(first.headers["idempotency-key"]).toMatch(/^[0-9a-f]{40}@/);
  expect(first.body.headers).toEqual({ "Message-ID": `<${first.headers["idempotency-key"] as string}>` });
  expect(second.headers["idempotency-key"]).toBe(first.headers["idempotency-key"]);
  expect(second.body).toEqual(first.body);
});

test("postmark is given a letter that keeps its id, and watches nobody who reads it", async () => {
  expect(await sendMail(mail, settings("postmark"))).toEqual({ kind: "sent", via: "postmark" });
  const [{ headers, body }] = asked as [Asked];
  expect(headers["x-postmark-server-token"]).toBe("k-1");
  expect(body).toMatchObject({ From: FROM, To: mail.to, TrackOpens: false, TrackLinks: "None" });
  expect(body.Headers).toEqual([
    { Name: "Message-ID", Value: expect.stringMatching(/^<[0-9a-f]{40}@/) as string },
    { Name: "X-PM-KeepID", Value: "true" },
  ]);
});

describe.each(["resend", "postmark"])("%s", (api) => {
  test.each([
    [401, {}, { kind: "notSent", retryAfterMs: null }],
    [422, {}, { kind: "refused" }],
    [429, { "retry-after": "30" }, { kind: "notSent", retryAfterMs: 30_000 }],
    [409, {}, { kind: "unknown" }],
    [500, {}, { kind: "unknown" }],
    [302, { location: "https://elsewhere.example" }, { kind: "notSent" }],
  ])("an answer %i is told as what is known of the letter", async (status, headers, expected) => {
    answer = (response) => void response.writeHead(status, headers).end('{"message":"so it is"}');
    const lines: object[] = [];
    const told = await sendMail(mail, settings(api), lines);
    expect(told).toMatchObject({ ...expected, words: `${api} answered ${status}: {"message":"so it is"}` });
    expect(lines).toMatchObject([{ level: "warn", msg: "letter not sent", kind: expected.kind }]);
    expect(JSON.stringify(lines)).not.toContain("k-1");
  });

  test("a connection that breaks leaves open whether the letter was sent", async () => {
    answer = (response) => void response.destroy();
    expect(await sendMail(mail, settings(api))).toMatchObject({ kind: "unknown" });
  });
});

test("an address that cannot be written to, and settings that are wrong, ask nobody", async () => {
  expect(await sendMail({ ...mail, to: "lucia" }, settings("resend"))).toMatchObject({ kind: "refused" });
  expect(await sendMail(mail, { ...settings("resend"), TURNO_URL: "chat.example" })).toMatchObject({ kind: "off" });
  expect(asked).toEqual([]);
});
