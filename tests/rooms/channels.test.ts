/** What holds on every channel: web chat, WhatsApp, Telegram, and whichever comes next, tried by the same tests in the real runtime. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { MEDIA_LIMITS } from "../../machines/media-limits.ts";
import { Agent } from "../harness/people.ts";
import type { Centre } from "../harness/workerd.ts";
import { fileOf } from "../media/files.ts";
import type { Browser } from "./support/browser.ts";
import { Desk } from "./support/channels/desk.ts";
import type { Channel, Driver, FileSaid, Person } from "./support/channels/driver.ts";
import { telegram } from "./support/channels/telegram.ts";
import { web } from "./support/channels/web.ts";
import { whatsapp } from "./support/channels/whatsapp.ts";
import { startDemo } from "./support/demo.ts";
import { sha256 } from "./support/files.ts";
import { enters } from "./support/numbers.ts";

const DRIVERS: Driver[] = [web, whatsapp, telegram];

const file = (kind: FileSaid["kind"], name: string, type: string, more: Partial<FileSaid> = {}): FileSaid => ({
  kind,
  name,
  type,
  bytes: Buffer.from(fileOf(name)),
  ...more,
});
/** Whatever each channel takes. No caption stands under sound, for one of them has none. */
const FILES: [what: string, file: FileSaid, caption: string][] = [
  ["a picture", file("image", "picture.jpg", "image/jpeg"), "Mira"],
  ["a document", file("document", "document.pdf", "application/pdf"), "El recibo"],
  ["a voice note", file("audio", "voice.ogg", "audio/ogg", { voice: true }), ""],
];
const asArrived = ([, { kind, bytes, voice = false }, caption]: (typeof FILES)[number]) => ({
  kind,
  caption,
  voice,
  sha256: sha256(bytes),
});

let centre: Centre;
let john: Browser;
let ana: Desk;
let luis: Desk;
beforeAll(async () => {
  centre = await startDemo();
  john = await enters(centre, "john");
  ana = await Desk.open(centre, "demo_ana");
  luis = await Desk.open(centre, "demo_luis");
  await ana.agent.setAvailable(true);
});
afterAll(async () => {
  for (const { agent } of [ana, luis]) agent.vanish();
  await centre.dispose();
});

/** So that there is room for the next one. */
afterEach(async () => {
  for (const desk of [ana, luis]) await desk.finishesAll();
});

describe.each(DRIVERS)("$channel", (driver) => {
  let channel: Channel;
  beforeAll(async () => {
    channel = await driver.open(centre, john);
  });
  afterAll(() => channel.close());

  /** Somebody has written, and Ana has them. */
  async function talking(): Promise<{ person: Person; talk: Awaited<ReturnType<Desk["has"]>> }> {
    const person = await channel.person();
    await person.writes("Hola");
    return { person, talk: await ana.has(person) };
  }
  const arrives = (person: Person, expected: unknown[]) =>
    expect.poll(() => person.arrived(), { timeout: 15_000 }).toEqual(expected);

  test("CV1 CH1 the first message opens a conversation, which a free agent gets with what was said", async () => {
    const { person, talk } = await talking();
    const [assignment] = ana.agent.assignments.filter(({ thread }) => thread === talk.thread);
    expect(assignment).toMatchObject({ channel: driver.channel, customerName: person.name });
    await talk.screen.until(() => talk.rows.length === 3);
    expect(talk.rows.map(({ kind }) => kind)).toEqual(["opened", "text", "assigned"]);
  });

  test("CV4 OB1 texts go both ways, in order", async () => {
    const { person, talk } = await talking();
    await talk.writes("¡Buenas!");
    await talk.writes("¿Qué tal?");
    await person.writes("Bien");
    await person.writes("¿Y tú? 🐈");
    await talk.writes("También");
    await arrives(person, [{ text: "¡Buenas!" }, { text: "¿Qué tal?" }, { text: "También" }]);
    await talk.hears("¿Y tú? 🐈");
    expect(talk.said).toEqual(["Hola", "Bien", "¿Y tú? 🐈"]);
  });

  test("EN3 EN64 what is delivered more than once is one line", async () => {
    const { person, talk } = await talking();
    await person.repeats();
    const [, document] = FILES;
    await person.sends(document![1], "");
    for (let n = 0; n < 3; n++) await person.repeats();
    await person.writes("¿Ha llegado?");
    await Promise.all([person.repeats(), person.repeats()]);
    await talk.hears("¿Ha llegado?");
    expect(talk.said).toEqual(["Hola", "file", "¿Ha llegado?"]);
  });

  test("CH2 UP12 CV30 pictures, documents and voice notes go both ways, byte for byte", async () => {
    const { person, talk } = await talking();
    for (const [, sent, caption] of FILES) await person.sends(sent, caption);
    await expect.poll(() => talk.files(), { timeout: 15_000 }).toEqual(FILES.map(asArrived));
    for (const [, sent, caption] of FILES) await talk.sends(sent, caption);
    await arrives(person, FILES.map(asArrived));
  });

  test("CV5 who writes again after the end has a new conversation in the same thread", async () => {
    const { person, talk } = await talking();
    const first = talk.conversation;
    await talk.finishes();
    await person.writes("Otra cosa");
    const again = await ana.has(person);
    expect(again.thread).toBe(talk.thread);
    await again.hears("Otra cosa");
    expect([first, again.conversation]).toEqual([1, 2]);
    expect(again.rows.filter(({ kind }) => kind === "opened" || kind === "closed").map(({ kind }) => kind)).toEqual([
      "opened",
      "closed",
      "opened",
    ]);
  });

  test("CV9 whoever it is transferred to has all that was said, and goes on", async () => {
    const { person, talk } = await talking();
    await talk.writes("Le paso con Luis");
    await luis.agent.setAvailable(true);
    const { conversation } = talk;
    expect(await talk.send({ type: "conversation.transfer", conversation, to: luis.agent.id, note: "" })).toEqual({
      kind: "done",
    });
    const his = await luis.has(person);
    await luis.agent.setAvailable(false);
    await his.hears("Le paso con Luis");
    expect(his.said).toEqual(["Hola"]);
    await his.writes("Soy Luis");
    await arrives(person, [{ text: "Le paso con Luis" }, { text: "Soy Luis" }]);
    await person.writes("Encantada");
    await his.hears("Encantada");
  });

  test("EN1 OB10 kill -9 in the middle loses nothing and doubles nothing, and both go on", async () => {
    const { person, talk } = await talking();
    const texts = Array.from({ length: 8 }, (_, n) => `Línea ${n}`);
    await person.writes(texts[0]!);
    await talk.hears(texts[0]!);
    const saying = (async () => {
      for (const text of texts.slice(1)) await person.writes(text);
    })();
    await talk.hears(texts[1]!);
    await centre.kill9();
    const answers = ["¿Sigue ahí?", "Perdone"].map((text) => talk.send({ type: "message.send", text }));
    await centre.restart();
    ana.agent.checkAll();
    await saying;
    expect(await Promise.all(answers)).toEqual([{ kind: "done" }, { kind: "done" }]);
    await person.repeats();
    await talk.hears(texts.at(-1)!);
    expect(talk.said).toEqual(["Hola", ...texts]);
    await arrives(person, [{ text: "¿Sigue ahí?" }, { text: "Perdone" }]);
    await ana.agent.until(() => ana.agent.client.status === "live");
  });

  test("CV31 UP10 what is erased is in no line any more, neither its words nor its file", async () => {
    const { person, talk } = await talking();
    const [picture] = FILES;
    await person.sends(picture![1], "Mi foto");
    await expect.poll(() => talk.files(), { timeout: 15_000 }).toHaveLength(1);
    const row = talk.rows.find(({ kind }) => kind === "file")! as { seq: number; file: { id: string } };
    const address = await ana.files(talk.thread).address(row.file.id);
    const mine = await talk.writes("Un secreto");
    await arrives(person, [{ text: "Un secreto" }]);
    expect(await talk.send({ type: "message.erase", seq: mine })).toEqual({ kind: "done" });
    const administrator = await Agent.signIn(centre.url, "demo_john");
    const seen = administrator.thread(talk.thread);
    expect(await seen.client.send({ type: "message.erase", seq: row.seq })).toEqual({ kind: "done" });
    await talk.screen.until(() => talk.rows.filter(({ kind }) => kind === "erased").length === 2);
    expect(JSON.stringify(talk.rows)).not.toMatch(/Un secreto|Mi foto/);
    await expect.poll(async () => (await fetch(centre.url + address)).status).toBe(410);
    administrator.vanish();
  });

  test("UP2 UP3 CH10 what the channel does not take is refused, with the reason", async () => {
    const { person, talk } = await talking();
    const from = ana.files(talk.thread);
    const { bytesMax } = MEDIA_LIMITS[driver.channel].image;
    const picture = { kind: "image", name: "foto.jpg", type: "image/jpeg" };
    expect((await from.begin(bytesMax + 1, picture)).body.error).toBe("fileTooLarge");
    expect((await from.begin(bytesMax, picture)).status).toBe(200);
    // Where any document will do, a picture that is none of theirs may go as one.
    const { others } = MEDIA_LIMITS[driver.channel].document;
    const heic = talk.sends(file("image", "picture.heic", "image/heic"), "");
    await expect(heic).rejects.toThrow(others ? "fileOfOtherKind" : "fileTypeNotTaken");
    const program = { ...file("document", "program-named.pdf", "application/x-msdownload"), name: "factura.exe" };
    await expect(talk.sends(program, "")).rejects.toThrow(others ? "fileRuns" : "fileTypeNotTaken");
    expect(await talk.send({ type: "message.send", text: "x".repeat(4097) })).toMatchObject({ reason: "textTooLong" });
    await talk.writes("Y esto sí");
    await arrives(person, [{ text: "Y esto sí" }]);
  });

  test("CV7 CH8 an agent's message is known to have come as far as the channel can tell", async () => {
    const { person, talk } = await talking();
    const seq = await talk.writes("¿Lo ha visto?");
    await arrives(person, [{ text: "¿Lo ha visto?" }]);
    await person.reads();
    const view = () => ana.agent.threadView(talk.thread)!;
    const delivery = () => {
      const row = talk.rows.find((one) => one.seq === seq);
      return row && "delivery" in row ? row.delivery?.state : undefined;
    };
    if (driver.tells === "read") await talk.screen.until(() => view().marks.customerRead >= seq);
    else {
      await talk.screen.until(() => delivery() === "sent");
      expect(view().marks.customerRead).toBeLessThan(seq);
    }
    // Web chat has no line that is on its way: marks say all of it.
    expect(delivery()).toBe(driver.channel === "web" ? undefined : driver.tells);
  });

  const { outOfReach } = driver;
  if (outOfReach)
    test(`CH5 CH13 ${outOfReach.reason} is why nothing can be sent, until they can be reached again`, async () => {
      const person = await channel.person();
      await outOfReach.begins(person);
      const talk = await ana.has(person);
      const may = () => ana.agent.threadView(talk.thread)?.allowed["message.send"];
      const { reason } = outOfReach;
      await talk.screen.until(() => may() === reason);
      expect(await talk.send({ type: "message.send", text: "¿Hola?" })).toMatchObject({ kind: "refused", reason });
      await outOfReach.ends(person);
      await talk.screen.until(() => may() === true);
      await talk.writes("Aquí sigo");
      await arrives(person, [{ text: "Aquí sigo" }]);
    });
});
