import { expect, test } from "vitest";
import { addressOf } from "../../party/mail/address.ts";
import type { Smtp } from "../../party/mail/settings.ts";
import { sendBySmtp } from "../../party/mail/smtp.ts";
import { POLITE, Scripted, type Script } from "./support/scripted.ts";

const smtp: Smtp = { via: "smtp", host: "mail.example", port: 25, isTls: false, login: null };
const login = { user: "turno", password: "€" };
const envelope = {
  from: addressOf("turno@tienda.example")!,
  to: addressOf("lucia@casa.example")!,
  data: "Subject: x\r\n\r\n.hidden\r\n",
};

const send = async (script: Script, changes: Partial<Smtp> = {}, signal = new AbortController().signal) => {
  const server = new Scripted({ ...POLITE, ...script });
  const answer = await sendBySmtp(envelope, { ...smtp, ...changes }, server.connect, signal);
  return { server, answer };
};

test("a letter is said line by line, and no line of it can end it", async () => {
  const { server, answer } = await send({});
  expect(answer).toEqual({ kind: "sent", via: "smtp" });
  expect(server.heard).toEqual([
    "EHLO tienda.example",
    "MAIL FROM:<turno@tienda.example>",
    "RCPT TO:<lucia@casa.example>",
    "DATA",
    "Subject: x",
    "",
    "..hidden",
    ".",
    "QUIT",
  ]);
  expect(server.isClosed).toBe(true);
});

test.each([
  ["a greeting that is none", { "": "554 not you" }, "notSent"],
  ["a server that closes for now", { EHLO: "421 closing" }, "notSent"],
  ["a sender who may not", { "MAIL FROM": "550 not you" }, "notSent"],
  ["a recipient who is to come later", { "RCPT TO": "451 greylisted" }, "notSent"],
  ["a recipient who does not exist", { "RCPT TO": "550-5.1.1 nobody\r\n550 here" }, "refused"],
  ["a letter that is put off", { ".": "452 disk full" }, "notSent"],
  ["a letter that nobody wants", { ".": "554 looks like spam" }, "refused"],
  ["hanging up at once", { "": null }, "notSent"],
  ["hanging up before the letter", { DATA: null }, "notSent"],
  ["hanging up after the letter", { ".": null }, "unknown"],
  ["an answer without an end", { EHLO: "250-x\r\n".repeat(4000) }, "notSent"],
] as const)("what becomes of it is told as far as it is known: %s", async (_, script, kind) => {
  const { server, answer } = await send(script);
  expect(answer.kind).toBe(kind);
  expect(server.isClosed).toBe(true);
});

test.each([
  ["before the letter", { "RCPT TO": undefined }, "notSent"],
  ["after the letter", { ".": undefined }, "unknown"],
] as const)(
  "a server that falls silent %s is waited for no longer than whoever asked waits",
  async (_, script, kind) => {
    const stopping = new AbortController();
    const server = new Scripted({ ...POLITE, ...script });
    const answer = sendBySmtp(envelope, smtp, server.connect, stopping.signal);
    const last = kind === "unknown" ? "." : "RCPT TO:<lucia@casa.example>";
    await expect.poll(() => server.heard.at(-1)).toBe(last);
    stopping.abort();
    expect((await answer).kind).toBe(kind);
  },
);

const tls = { EHLO: "250-mail.example\r\n250-STARTTLS\r\n250 AUTH PLAIN", STARTTLS: "220 go on", AUTH: "235 welcome" };

test("where the server offers STARTTLS, nothing is said before it but that", async () => {
  const { server, answer } = await send({ ...tls, "tls EHLO": "250-mail.example\r\n250 AUTH LOGIN PLAIN" }, { login });
  expect(answer.kind).toBe("sent");
  expect(server.heard.slice(0, server.plain)).toEqual(["EHLO tienda.example", "STARTTLS"]);
  expect(server.heard.slice(server.plain, server.plain + 2)).toEqual([
    "EHLO tienda.example",
    `AUTH PLAIN ${Buffer.from("\0turno\0€").toString("base64")}`,
  ]);
});

test("a server that knows only AUTH LOGIN is told name and password as it asks", async () => {
  const script = {
    EHLO: "250-x\r\n250 AUTH=LOGIN",
    "AUTH LOGIN": "334 VXNlcm5hbWU6",
    dHVybm8: "334 UGFzc3dvcmQ6",
    "4oKs": "235 ok",
  };
  const { server, answer } = await send(script, { login, isTls: true });
  expect(answer.kind).toBe("sent");
  expect(server.heard.slice(1, 4)).toEqual(["AUTH LOGIN", "dHVybm8=", "4oKs"]);
});

test.each([
  ["a password", { login }],
  ["the port for handing letters in", { port: 587 }],
])("with %s, a server that offers no STARTTLS is told nothing more", async (_, changes) => {
  const { server, answer } = await send({ EHLO: "250-x\r\n250 AUTH PLAIN" }, changes);
  expect(answer).toMatchObject({ kind: "notSent", words: expect.stringContaining("STARTTLS") as string });
  expect(server.heard).toEqual(["EHLO tienda.example", "QUIT"]);
});

test("lines that somebody has put in before TLS are not taken for the server's", async () => {
  const { answer } = await send({ ...tls, STARTTLS: "220 go on\r\n250 AUTH PLAIN" }, { login });
  expect(answer).toMatchObject({ kind: "notSent", words: expect.stringContaining("more before TLS") as string });
});

test("a password that is refused is not told in the words about it", async () => {
  const { answer } = await send({ ...tls, AUTH: "535 no" }, { login, isTls: true });
  expect(answer).toEqual({ kind: "notSent", words: "AUTH PLAIN: 535 no", retryAfterMs: null });
});
