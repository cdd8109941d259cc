/** What Telegram alone does, in the real runtime: albums, edits, answers, reactions, and its ways of saying no. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Delivery } from "../../machines/outside.ts";
import { TelegramApi } from "../harness/telegram-api.ts";
import type { Centre } from "../harness/workerd.ts";
import { fileOf } from "../media/files.ts";
import { Desk, type Talk } from "./support/channels/desk.ts";
import { nextPerson } from "./support/channels/driver.ts";
import { TelegramPerson, connectBot } from "./support/channels/telegram.ts";
import { startDemo } from "./support/demo.ts";
import { sha256 } from "./support/files.ts";
import { enters } from "./support/numbers.ts";

let centre: Centre;
let api: TelegramApi;
let ana: Desk;
beforeAll(async () => {
  centre = await startDemo();
  api = await TelegramApi.start();
  await connectBot(centre, api, await enters(centre, "john"));
  ana = await Desk.open(centre, "demo_ana");
  await ana.agent.setAvailable(true);
});
afterEach(() => ana.finishesAll());
afterAll(async () => {
  ana.agent.vanish();
  await centre.dispose();
  await api.stop();
});

const somebody = (): TelegramPerson => {
  const { name, number } = nextPerson("telegram");
  return new TelegramPerson(name, number, api);
};
/** Telegram's number of what they have said, and who has it. */
async function talking(text = "Hola"): Promise<{ person: TelegramPerson; talk: Talk; hello: number }> {
  const person = somebody();
  const hello = await person.says({ text });
  const talk = await ana.has(person);
  await talk.hears(text);
  return { person, talk, hello };
}
const rowOf = (talk: Talk, seq: number) => talk.rows.find((row) => row.seq === seq) as Record<string, unknown>;
const deliveryOf = (talk: Talk, seq: number) => rowOf(talk, seq).delivery as Delivery;
const comesTo = (talk: Talk, seq: number, state: Delivery["state"]) =>
  talk.screen.until(() => deliveryOf(talk, seq).state === state && deliveryOf(talk, seq));
const refuse = (method: string, error_code: number, description: string, parameters = {}) =>
  api.troubles.push({
    method,
    trouble: { status: error_code, body: { ok: false, error_code, description, parameters } },
  });
const sentTo = ({ calls }: TelegramPerson) => calls.map(({ fields }) => fields.text);

test("what is written by way of telegram-test-api is answered there", async () => {
  const { name, number } = nextPerson("telegram");
  const person = new TelegramPerson(name, number, api);
  await api.write(person.chat, name, "¿Abren hoy?");
  const talk = await ana.has(person);
  const { seq } = await talk.hears("¿Abren hoy?");
  const answer = await talk.writes("Hasta las ocho", { replyTo: seq });
  await comesTo(talk, answer, "sent");
  expect(person.calls.map(({ fields }) => fields)).toMatchObject([
    { text: "Hasta las ocho", reply_parameters: { message_id: Number(rowOf(talk, seq).outsideId) } },
  ]);
});

test("CH2 CH12 an album is its files, one after the other, each whole and with its own words", async () => {
  const { person, talk } = await talking();
  const album = ["picture.jpg", "picture.png", "turned.jpg"].map((name) => {
    const bytes = Buffer.from(fileOf(name));
    return { bytes, kept: person.keeps({ kind: "image", type: "image/jpeg", name, bytes }) };
  });
  for (const [n, { kept }] of album.entries())
    await person.says({
      media_group_id: "13",
      photo: [
        { file_id: "small", width: 9, height: 9 },
        { ...kept, width: 90, height: 90 },
      ],
      ...(n === 0 ? { caption: "Las tres" } : {}),
    });
  await expect
    .poll(async () => (await talk.files()).map((one) => "sha256" in one && [one.sha256, one.caption]))
    .toEqual(album.map(({ bytes }, n) => [sha256(bytes), n === 0 ? "Las tres" : ""]));
});

test("CH4 an edit changes the line that it is of, the last one by when it was made, and is no line itself", async () => {
  const { person, talk, hello } = await talking("Quiero dos");
  const photo = [
    {
      ...person.keeps({ kind: "image", type: "image/jpeg", name: "a.jpg", bytes: Buffer.from(fileOf("picture.jpg")) }),
      width: 9,
      height: 9,
    },
  ];
  const picture = await person.says({ photo, caption: "Roja" });
  const edits = (message_id: number, more: object, at: number) =>
    person.tells({ edited_message: { ...person.at, message_id, edit_date: person.at.date + at, ...more } });
  await edits(hello, { text: "Quiero tres" }, 5);
  await edits(hello, { text: "Quiero una" }, 2);
  await edits(picture, { photo, caption: "Azul" }, 5);
  await person.repeats();
  const lines = () =>
    talk.rows.flatMap((row) => (row.kind === "text" ? [row.text] : row.kind === "file" ? [row.caption] : []));
  await talk.screen.until(() => lines().includes("Azul"));
  expect(lines()).toEqual(["Quiero tres", "Azul"]);
});

test("CH1 CH10 answers show what they answer, in both directions", async () => {
  const { person, talk, hello } = await talking("¿De qué color?");
  const { seq } = await talk.hears("¿De qué color?");
  const answer = await talk.writes("¿Cuál le gusta?", { replyTo: seq });
  await comesTo(talk, answer, "sent");
  expect(person.calls.at(-1)!.fields.reply_parameters).toMatchObject({ message_id: hello });
  const message_id = Number(rowOf(talk, answer).outsideId);
  await person.says({ text: "El azul", reply_to_message: { message_id, date: 1, chat: person.at.chat } });
  expect(await talk.hears("El azul")).toMatchObject({ replyTo: answer });
  await person.says({ text: "¿Y eso?", reply_to_message: { message_id: 1_999_999, date: 1, chat: person.at.chat } });
  expect(await talk.hears("¿Y eso?")).toMatchObject({ replyTo: 0 });
});

test("CH4 CH10 OB12 reactions stand at the line, and are taken back, in both directions", async () => {
  const { person, talk, hello } = await talking("Gracias");
  const { seq } = await talk.hears("Gracias");
  const answer = await talk.writes("A usted");
  await comesTo(talk, answer, "sent");
  const message_id = Number(rowOf(talk, answer).outsideId);
  const reactions = (of: number) => rowOf(talk, of).reactions;
  const reacts = (emoji: string, at: number) => {
    const {
      from: user,
      at: { chat, date },
    } = person;
    const list = emoji === "" ? [] : [{ type: "emoji", emoji }];
    return person.tells({
      message_reaction: { chat, user, message_id, date: date + at, old_reaction: [], new_reaction: list },
    });
  };
  await reacts("❤", 1);
  await talk.screen.until(() => JSON.stringify(reactions(answer)) === '{"customer":"❤"}');
  await reacts("", 2);
  await talk.screen.until(() => JSON.stringify(reactions(answer)) === "{}");
  for (const emoji of ["👍", ""])
    expect(await talk.send({ type: "message.react", seq, emoji })).toEqual({ kind: "done" });
  const told = () => api.accepted("setMessageReaction").map(({ fields }) => fields);
  await expect.poll(told, { timeout: 10_000 }).toEqual([
    { chat_id: `${person.chat}`, message_id: hello, reaction: [{ type: "emoji", emoji: "👍" }] },
    { chat_id: `${person.chat}`, message_id: hello, reaction: [] },
  ]);
});

describe("what Telegram will not do", () => {
  test("OB5 too many: it waits as long as it is told, those behind it too, and each goes out once", async () => {
    const { person, talk } = await talking();
    refuse("sendMessage", 429, "Too Many Requests: retry after 3", { retry_after: 3 });
    const begun = Date.now();
    const seqs = [await talk.writes("Uno"), await talk.writes("Dos")];
    for (const seq of seqs) await comesTo(talk, seq, "sent");
    expect(sentTo(person)).toEqual(["Uno", "Dos"]);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(3_000);
  });

  test("CH13 a customer who has blocked the bot: the line says why, so does the next, until they write again", async () => {
    const { person, talk } = await talking();
    refuse("sendMessage", 403, "Forbidden: bot was blocked by the user");
    const seq = await talk.writes("¿Sigue ahí?");
    expect(await comesTo(talk, seq, "failed")).toMatchObject({ reason: "blockedByCustomer", code: 403 });
    const may = () => ana.agent.threadView(talk.thread)!.allowed["message.send"];
    await talk.screen.until(() => may() === "customerBlocked");
    const { date } = person.at;
    // Telegram's clock has whole seconds, and ours has been read since.
    await person.says({ text: "Perdone", date: date + 2 });
    await talk.screen.until(() => may() === true);
    expect(await talk.send({ type: "message.retry", seq })).toEqual({ kind: "done" });
    await comesTo(talk, seq, "sent");
    expect(sentTo(person)).toEqual(["¿Sigue ahí?"]);
  });

  test("OB9 an answer that is lost leaves it open, and sent once more it is told as perhaps the second", async () => {
    const { person, talk } = await talking();
    api.troubles.push({ method: "sendMessage", trouble: "lost" });
    const [lost, next] = [await talk.writes("Uno"), await talk.writes("Dos")];
    await comesTo(talk, lost, "unclear");
    await comesTo(talk, next, "sent");
    expect(await talk.send({ type: "message.retry", seq: lost })).toEqual({ kind: "done" });
    expect(await comesTo(talk, lost, "sent")).toMatchObject({ twice: true });
    expect(sentTo(person)).toEqual(["Uno", "Dos", "Uno"]);
  });

  test("OB6 a token that is good no more: the line says so", async () => {
    const { talk } = await talking();
    refuse("sendMessage", 401, "Unauthorized");
    expect(await comesTo(talk, await talk.writes("¿Hola?"), "failed")).toMatchObject({ reason: "notAllowed" });
  });

  test("CH2 a file larger than bots may have is not there, and its line says so", async () => {
    const { person, talk } = await talking();
    await person.says({
      document: { file_id: "nowhere", file_unique_id: "n", file_name: "obra.pdf", file_size: 30_000_000 },
    });
    const row = await talk.screen.until(() =>
      talk.rows.find((one) => one.kind === "file" && one.file.missing !== undefined),
    );
    expect(row).toMatchObject({ file: { name: "obra.pdf", missing: "mediaGone" } });
    expect(await talk.send({ type: "message.retry", seq: row.seq })).toMatchObject({ reason: "nothingToRetry" });
  });
});

describe("the webhook", () => {
  test("IN11 an update that comes again, of whichever kind, is there once", async () => {
    const { person, talk, hello } = await talking();
    await person.repeats();
    await person.tells({
      edited_message: { ...person.at, message_id: hello, edit_date: person.at.date + 1, text: "Hola." },
    });
    await person.repeats();
    await person.says({ location: { latitude: 40.4, longitude: -3.7 } });
    await person.repeats();
    await person.member("kicked", 2);
    await person.member("member", 3);
    await person.repeats();
    await person.writes("Ya");
    await talk.hears("Ya");
    expect(talk.said).toEqual(["Hola.", "shared", "Ya"]);
    expect(ana.agent.threadView(talk.thread)!.allowed["message.send"]).toBe(true);
  });

  test("IN10 lets in nobody who does not know the secret that Telegram was told", async () => {
    const { person, talk } = await talking();
    const { secret } = api.webhook;
    const message = { ...person.at, message_id: api.nextMessage(), text: "Soy otro" };
    for (const wrong of ["", "x", secret.slice(1)]) {
      api.webhook.secret = wrong;
      expect(await api.tell({ message })).toBe(401);
    }
    api.webhook.secret = secret;
    await person.writes("Soy yo");
    await talk.hears("Soy yo");
    expect(talk.said).toEqual(["Hola", "Soy yo"]);
  });
});
