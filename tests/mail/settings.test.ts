import { expect, test } from "vitest";
import { lettersGo, mailState, wayOf } from "../../party/mail/settings.ts";

const from = { TURNO_MAIL_FROM: "Turno <no-reply@tienda.example>" };
const wrong = (settings: Record<string, string>): string => {
  try {
    wayOf(settings);
  } catch (error) {
    return (error as Error).message;
  }
  return "right";
};

test.each([
  ["smtps://ana%40tienda:p%3A%2F@mail.example", 465, true, { user: "ana@tienda", password: "p:/" }],
  ["smtp://ana:x@mail.example", 587, false, { user: "ana", password: "x" }],
  ["smtp://mail.example:2525/", 2525, false, null],
])("%s is a server", (TURNO_SMTP_URL, port, isTls, login) => {
  const { way, from: sender } = wayOf({ TURNO_SMTP_URL, ...from });
  expect(way).toEqual({ via: "smtp", host: "mail.example", port, isTls, login });
  expect(sender).toEqual({ name: "Turno", address: "no-reply@tienda.example" });
});

test.each([
  [{}, "no mail is configured"],
  [{ TURNO_SMTP_URL: "mail.example:587", ...from }, "TURNO_SMTP_URL must be like"],
  [{ TURNO_SMTP_URL: "https://mail.example", ...from }, "TURNO_SMTP_URL must be like"],
  [{ TURNO_SMTP_URL: "smtp://mail.example?x=1", ...from }, "TURNO_SMTP_URL must be like"],
  [{ TURNO_SMTP_URL: "smtp://ana@mail.example", ...from }, "TURNO_SMTP_URL has a name without a password"],
  [{ TURNO_SMTP_URL: "smtp://ana:100%@mail.example", ...from }, "TURNO_SMTP_URL has a %"],
  [{ TURNO_SMTP_URL: "smtp://mail.example" }, "TURNO_MAIL_FROM must be"],
  [{ TURNO_SMTP_URL: "smtp://mail.example", TURNO_MAIL_FROM: "Turno" }, "TURNO_MAIL_FROM must be"],
  [{ TURNO_SMTP_URL: "smtp://mail.example", TURNO_MAIL_API: "resend", ...from }, "set one"],
  [{ TURNO_MAIL_API: "pigeon", ...from }, "TURNO_MAIL_API must be"],
  [{ TURNO_MAIL_API: "resend", ...from }, "TURNO_MAIL_KEY must be"],
  [
    { TURNO_MAIL_API: "resend", TURNO_MAIL_KEY: "k", TURNO_MAIL_API_URL: "http://x.example", ...from },
    "TURNO_MAIL_API_URL",
  ],
])("%j is told in words: %s", (settings, words) => {
  expect(wrong(settings as Record<string, string>)).toContain(words);
});

test("what is wrong is told without what stands there", () => {
  for (const TURNO_SMTP_URL of [
    "smtp://ana:hush%@mail.example",
    "hush",
    "smtp://ana:hush@mail.example/x",
    "smtp://x:hush@:1",
  ])
    expect(wrong({ TURNO_SMTP_URL, ...from })).not.toContain("hush");
});

test("the log of the start says by which way letters go and where their links lead, or why none do", () => {
  expect(mailState({ TURNO_DEMO: "1" })).toEqual({ msg: "mail", via: "outbox", readAt: "/outbox" });
  const smtp = { TURNO_SMTP_URL: "smtp://ana:hush@mail.example", ...from };
  const links = "https://chat.example";
  expect(mailState({ ...smtp, TURNO_URL: `${links}/` })).toEqual({
    msg: "mail",
    via: "smtp",
    from: "no-reply@tienda.example",
    links,
  });
  expect(mailState({ TURNO_DEMO: "1", ...smtp })).toMatchObject({ msg: "mail", links: "where it is asked for" });
  expect(mailState(smtp)).toMatchObject({ level: "warn", words: expect.stringContaining("TURNO_URL") as string });
});

test("who invites people is told whether the letters reach them: nobody's do where mail, or where links lead, is not set", () => {
  const smtp = { TURNO_SMTP_URL: "smtp://ana:hush@mail.example", ...from };
  expect(lettersGo({ TURNO_DEMO: "1" })).toBe("outbox");
  expect(lettersGo({ ...smtp, TURNO_URL: "https://chat.example" })).toBe("out");
  expect(lettersGo({ TURNO_DEMO: "1", ...smtp })).toBe("out");
  for (const nowhere of [{}, smtp, { TURNO_URL: "https://chat.example" }, { ...smtp, TURNO_SMTP_URL: "x" }])
    expect(lettersGo(nowhere)).toBe("nowhere");
});
