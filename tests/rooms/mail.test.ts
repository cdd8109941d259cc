import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import type { SMTPServerOptions } from "smtp-server";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Centre, Runtime } from "../harness/workerd.ts";
import { ACCOUNT, ask, outcomes, recovery, startLetters } from "./support/letters.ts";
import { MailServer, no } from "./support/mail-server.ts";

const PASSWORD = encodeURIComponent("s€creto:/@");
const FROM = { TURNO_MAIL_FROM: "Atención <turno@tienda.example>", TURNO_URL: "https://chat.tienda.example" };

const open = (vars: Record<string, string>, runtime: Runtime = "old"): Promise<Centre> =>
  startLetters({ vars, runtime });

async function mailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const server = await MailServer.open(options);
  onTestFinished(() => server.close());
  return server;
}

const done = (value: object) => ({ kind: "done", value });

describe.each(["old", "current"] as const)("on the %s runtime", (runtime) => {
  test("a letter in the recipient's language goes out over STARTTLS, with the password only then", async () => {
    const server = await mailServer();
    const url = `smtp://turno:${PASSWORD}@localhost:${server.port}`;
    const centre = await open({ TURNO_SMTP_URL: url, ...FROM }, runtime);
    await ask(centre, recovery);
    expect(await outcomes(centre, 1)).toEqual([done({ kind: "sent", via: "smtp" })]);
    const [{ letter, ...arrived }] = server.arrived as [MailServer["arrived"][0]];
    expect(arrived).toMatchObject({ to: "lucia@casa.example", isTls: true, user: "turno" });
    expect(letter).toMatchObject({
      from: { name: "Atención", address: "turno@tienda.example" },
      subject: "Elige una contraseña nueva",
    });
    expect(letter.text).toMatch(new RegExp(`https://chat\\.tienda\\.example/panel#recover=${ACCOUNT}\\.[\\w-]{43}\\s`));
    expect(centre.logs().join("\n")).not.toContain("letter not sent");
  });

  test("a letter goes out over TLS from the first byte on", async () => {
    const server = await mailServer({ secure: true });
    const url = `smtps://turno:${PASSWORD}@localhost:${server.port}`;
    const centre = await open({ TURNO_SMTP_URL: url, ...FROM }, runtime);
    await ask(centre, { ...recovery, locale: "en" });
    const [arrived] = await server.letters(1);
    expect(arrived).toMatchObject({ isTls: true, user: "turno", letter: { subject: "Choose a new password" } });
    expect(await outcomes(centre, 1)).toEqual([done({ kind: "sent", via: "smtp" })]);
  });

  test("a server that hangs up holds up neither its letter's room nor any other", async () => {
    const server = createServer((socket) => {
      socket.write("220 hello\r\n");
      socket.once("data", () => socket.end("250-half a"));
    });
    onTestFinished(() => void server.close());
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    const centre = await open({ TURNO_SMTP_URL: `smtp://127.0.0.1:${port}`, ...FROM }, runtime);
    await ask(centre, recovery);
    const [outcome] = await outcomes(centre, 1);
    expect(outcome).toMatchObject({ value: { kind: "notSent", words: expect.stringContaining("hung up") as string } });
  });

  test("a letter whose sender is killed while it is taken arrives all the same, at most twice and under one name", async () => {
    const server = await mailServer();
    const centre = await open({ TURNO_SMTP_URL: `smtp://127.0.0.1:${server.port}`, ...FROM }, runtime);
    server.isHolding = true;
    await ask(centre, recovery);
    await server.letters(1);
    await centre.kill9();
    server.isHolding = false;
    await centre.restart();
    expect(await outcomes(centre, 1)).toEqual([done({ kind: "sent", via: "smtp" })]);
    const ids = server.arrived.map(({ letter }) => letter.messageId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(server.arrived[0]!.letter.text).toBe(server.arrived[1]!.letter.text);
  });
});

test("MA1 a letter that is put off is sent later by itself, and one whose server is away as well", async () => {
  const server = await mailServer();
  server.recipients.push(no(450, "4.2.0 greylisted, come again"));
  const centre = await open({ TURNO_SMTP_URL: `smtp://127.0.0.1:${server.port}`, ...FROM }, "current");
  await ask(centre, recovery, "put-off");
  expect(await outcomes(centre, 1)).toMatchObject([
    { value: { kind: "notSent", words: expect.stringContaining("450") as string } },
  ]);
  await server.close();
  await ask(centre, { ...recovery, to: "luis@casa.example" }, "away");
  expect((await outcomes(centre, 2))[1]).toMatchObject({ value: { kind: "notSent" } });
  await server.listen();
  expect((await server.letters(2)).map(({ to }) => to).toSorted()).toEqual(["lucia@casa.example", "luis@casa.example"]);
});

test("MA3 an address that its server does not know is not tried again", async () => {
  const server = await mailServer();
  server.recipients.push(no(550, "5.1.1 nobody here by that name"));
  const centre = await open({ TURNO_SMTP_URL: `smtp://127.0.0.1:${server.port}`, ...FROM });
  await ask(centre, recovery);
  expect(await outcomes(centre, 1)).toMatchObject([
    { value: { kind: "refused", words: expect.stringContaining("550") as string } },
  ]);
  expect(server.arrived).toEqual([]);
});

test("a wrong password, and a certificate that nobody vouches for, are told in words, and nothing was sent", async () => {
  const server = await mailServer();
  const wrong = await open({ TURNO_SMTP_URL: `smtp://turno:wrong@localhost:${server.port}`, ...FROM });
  await ask(wrong, recovery);
  expect(await outcomes(wrong, 1)).toMatchObject([
    { value: { kind: "notSent", words: expect.stringContaining("535") as string } },
  ]);
  // The certificate is for `localhost`.
  const foreign = await open({ TURNO_SMTP_URL: `smtps://turno:${PASSWORD}@127.0.0.2:${server.port}`, ...FROM });
  await ask(foreign, recovery);
  expect(await outcomes(foreign, 1)).toMatchObject([{ value: { kind: "notSent" } }]);
  expect(server.arrived).toEqual([]);
});

test("without mail settings, and without a demo, the outcome and the log of the start say so", async () => {
  const centre = await open({});
  await ask(centre, recovery);
  const words = "no mail is configured: set TURNO_SMTP_URL or TURNO_MAIL_API, and TURNO_MAIL_FROM";
  expect(await outcomes(centre, 1)).toEqual([done({ kind: "off", words })]);
  await expect.poll(() => centre.logs().join("\n")).toContain(`"level":"warn","msg":"no mail","words":"${words}"`);
});

test("MA4 MA5 a demo without mail settings keeps its letters to be read, each once", async () => {
  const centre = await open({ TURNO_DEMO: "1", TURNO_URL: "http://127.0.0.1:1999" });
  const read = async () =>
    ((await (await fetch(`${centre.url}/api/demo/outbox`)).json()) as { letters: object[] }).letters;
  expect(await read()).toEqual([]);
  await ask(centre, recovery);
  expect(await outcomes(centre, 1)).toEqual([done({ kind: "sent", via: "outbox" })]);
  await ask(centre, recovery);
  await outcomes(centre, 2);
  await ask(centre, { ...recovery, locale: "en" }, "letter-2");
  await outcomes(centre, 3);
  await centre.kill9();
  await centre.restart();
  expect(await read()).toMatchObject([
    { subject: "Choose a new password", locale: "en" },
    { subject: "Elige una contraseña nueva", to: "lucia@casa.example", template: "recovery" },
  ]);
});

test("MA4 outside the demo there is no outbox", async () => {
  const centre = await open(FROM);
  for (const path of ["/outbox", "/api/demo/outbox"]) expect((await fetch(centre.url + path)).status).toBe(404);
});
