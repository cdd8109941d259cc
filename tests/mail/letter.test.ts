import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import type { Mail } from "../../machines/mail.ts";
import { addressOf, mailboxOf } from "../../party/mail/address.ts";
import { writeLetter } from "../../party/mail/letter.ts";
import { mimeOf } from "../../party/mail/mime.ts";
import { SECRET } from "./support/outside.ts";

const from = mailboxOf("Turno <turno@tienda.example>")!;
const settings = { TURNO_SECRET: SECRET, TURNO_URL: "https://chat.example" };
const to = "lucia@casa.example";
const at = Date.UTC(2026, 6, 1, 18, 5);
const link = { room: "demo", nonce: "n1" };

const write = async (mail: Mail, id = "job-1") => (await writeLetter(mail, id, from, settings))!;
const read = async (mail: Mail) => PostalMime.parse(mimeOf(await write(mail), at));

const invited = { by: "Ana García", project: "Tienda", role: "supervisor" } as const;
const device = { device: "Firefox · Linux", from: "192.0.2.7" };
const madrid = { at, timeZone: "Europe/Madrid" };

/** A letter, what it is about, and something that it must say, in Spanish and in English. */
const MAILS: [Omit<Mail, "locale">, Record<Mail["locale"], [string, string | RegExp]>][] = [
  [
    { to, template: "recovery", data: link },
    {
      es: ["Elige una contraseña nueva", "El enlace vale media hora y una sola vez."],
      en: ["Choose a new password", "The link is good for half an hour, and once."],
    },
  ],
  [
    { to, template: "invitation", data: { ...link, ...invited } },
    {
      es: ["Ana García te invita a Tienda", "con el rol de supervisor.\n\nAceptar la invitación:"],
      en: ["Ana García invites you to Tienda", "as a supervisor.\n\nAccept the invitation:"],
    },
  ],
  [
    { to, template: "passwordChanged", data: madrid },
    {
      es: ["Tu contraseña ha cambiado", "se cambió el 1 de julio de 2026 a las 20:05"],
      en: ["Your password has changed", /was changed on July 1, 2026 at 8:05\sPM/],
    },
  ],
  [
    { to, template: "newDevice", data: { at, ...device } },
    {
      es: ["Has entrado desde otro dispositivo", "18:05 UTC se inició sesión en tu cuenta"],
      en: ["You have signed in on another device", "on a new device: Firefox · Linux (192.0.2.7)."],
    },
  ],
  [
    { to, template: "factorChanged", data: { at, change: "removed" } },
    {
      es: ["Verificación en dos pasos desactivada", "se ha desactivado la verificación en dos pasos en tu cuenta"],
      en: ["Two-step verification is off", "two-step verification was turned off for your Turno account"],
    },
  ],
];

describe.each(["es", "en"] as const)("in %s", (locale) => {
  test.each(MAILS)("the letter $0.template says the same as text and as a page, with one link", async (mail, said) => {
    const letter = await read({ ...mail, locale } as Mail);
    const [about, words] = said[locale];
    expect(letter.subject).toBe(about);
    const text = letter.text!.replaceAll("\r", "");
    if (typeof words === "string") expect(text).toContain(words);
    else expect(text).toMatch(words);
    const plain = (html: string) => html.replace(/<[^>]*>/g, "");
    expect(plain(letter.html!)).toContain(text.split("\n\n")[0]);
    const links = new Set([...letter.html!.matchAll(/href="([^"]*)"/g)].map(([, href]) => href!));
    expect(links.size).toBe(1);
    expect(text).toContain([...links][0]);
    expect(letter.html).not.toMatch(/<(?:img|script|link|iframe)|url\(|@import|src=/i);
    expect(letter.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
  });
});

test("what people are called can neither end a line nor become part of the page", async () => {
  const data = {
    ...link,
    by: 'Eva\r\nBcc: all@casa.example <b>"',
    project: "<script>alert(1)</script>",
    role: "agent",
  };
  const letter = await read({ to, locale: "en", template: "invitation", data: data as never });
  expect(letter.subject).toBe('Eva Bcc: all@casa.example <b>" invites you to <script>alert(1)</script>');
  expect(letter.bcc).toBeUndefined();
  expect(letter.html).not.toMatch(/<b>|<script/);
});

test("every line of a letter is short and plain, however long its subject and its words are", async () => {
  const data = { ...link, by: "Ñ".repeat(400), project: "🧵".repeat(200), role: "agent" } as const;
  const mail: Mail = { to, locale: "es", template: "invitation", data };
  const lines = mimeOf(await write(mail), at).split("\r\n");
  expect(lines.filter((line) => line.length > 78 || /[^\x20-\x7e]/.test(line))).toEqual([]);
  expect((await read(mail)).subject).toContain("Ñ".repeat(120));
});

test("the same job writes the same letter, and another room's, address or job another", async () => {
  const mail: Mail = { to, locale: "es", template: "recovery", data: link };
  const first = await write(mail);
  expect(await write({ ...mail, data: { ...link } })).toEqual(first);
  expect(first.id).toMatch(/^[0-9a-f]{40}@tienda\.example$/);
  const others = [
    await write(mail, "job-2"),
    await write({ ...mail, to: "luis@casa.example" }),
    await write({ ...mail, data: { ...link, room: "other" } }),
  ];
  expect(new Set([first, ...others].map(({ id }) => id)).size).toBe(4);
});

test("a link's token is of its letter's kind, room and nonce alone", async () => {
  const tokenIn = async (mail: Mail) => /#\w+=[\w-]+\.([\w-]{43})\n/.exec((await write(mail)).text)![1];
  const recovery = await tokenIn({ to, locale: "es", template: "recovery", data: link });
  expect(await tokenIn({ to: "luis@casa.example", locale: "en", template: "recovery", data: link })).toBe(recovery);
  const others = [
    await tokenIn({ to, locale: "es", template: "invitation", data: { ...link, ...invited } }),
    await tokenIn({ to, locale: "es", template: "recovery", data: { ...link, nonce: "n2" } }),
    await tokenIn({ to, locale: "es", template: "recovery", data: { ...link, room: "other" } }),
  ];
  expect(new Set([recovery, ...others]).size).toBe(4);
});

test("only a demo believes what a request said of where our pages are", async () => {
  const mail: Mail = { to, locale: "es", template: "recovery", data: { ...link, url: "https://evil.example" } };
  const { TURNO_SECRET } = settings;
  expect((await write(mail)).text).toContain("https://chat.example/panel#recover=demo.");
  await expect(writeLetter(mail, "1", from, { TURNO_SECRET })).rejects.toThrow("TURNO_URL must be");
  const demo = await writeLetter(mail, "1", from, { TURNO_SECRET, TURNO_DEMO: "1" });
  expect(demo!.text).toContain("https://evil.example/panel#recover=");
});

test.each([
  ["lucia@casa.example", "lucia@casa.example"],
  ["Lucía@casa.example", undefined],
  ["lucia@peña.example", "lucia@xn--pea-8ma.example"],
  ["lucia", undefined],
  ["@casa.example", undefined],
  ["lucia@casa.example>\r\nDATA", undefined],
  ["lucia@casa.example, luis@casa.example", undefined],
  ["lucia@[127.0.0.1]", undefined],
  ["lucia@casa.example/x", undefined],
])("as an address, %j is %j", (text, expected) => {
  expect(addressOf(text)).toBe(expected);
});
