/** Files that customers send by WhatsApp, from their provider into our store: damaged, late, cut off, gone, taken back, and through a kill. */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { PART_BYTES } from "../../machines/upload-setup.ts";
import { readPartykitConfig } from "../harness/bundle.ts";
import { GraphApi } from "../harness/graph-api.ts";
import { content } from "../harness/graph/payloads.ts";
import type { Centre } from "../harness/workerd.ts";
import { fileOf } from "../media/files.ts";
import type { Browser } from "./support/browser.ts";
import { Desk, type Talk } from "./support/channels/desk.ts";
import { nextPerson } from "./support/channels/driver.ts";
import { WhatsAppPerson } from "./support/channels/whatsapp.ts";
import { startDemo, steps } from "./support/demo.ts";
import { sha256, textOf } from "./support/files.ts";
import { connect, enters } from "./support/numbers.ts";

let centre: Centre;
let graph: GraphApi;
let john: Browser;
let ana: Desk;
beforeAll(async () => {
  const fixture = "tests/harness/fixture";
  const parties = { ...readPartykitConfig().parties, post: `${fixture}/inside-room.ts` };
  centre = await startDemo({ main: `${fixture}/inside-main.ts`, parties });
  graph = await GraphApi.start();
  john = await enters(centre, "john");
  await connect(centre, graph, john);
  ana = await Desk.open(centre, "demo_ana");
  await ana.agent.setAvailable(true);
});
afterEach(() => ana.finishesAll());
afterAll(async () => {
  ana.agent.vanish();
  await centre.dispose();
  await graph.stop();
});

async function talking(): Promise<{ person: WhatsAppPerson; talk: Talk }> {
  const { name, number } = nextPerson("whatsapp");
  const person = new WhatsAppPerson(name, number, graph);
  await person.writes("Hola");
  return { person, talk: await ana.has(person) };
}
/** How much lies in the store. */
async function kept(): Promise<number> {
  return ((await (await fetch(`${centre.url}/inside`)).json()) as { kept: string[] }).kept.length;
}
/** Lines of files, as they are shown. */
const lines = (talk: Talk) => talk.rows.flatMap((row) => (row.kind === "file" ? [row] : []));
const comes = (talk: Talk, bytes: Buffer) =>
  expect
    .poll(async () => (await talk.files()).map((one) => "sha256" in one && one.sha256), { timeout: 20_000 })
    .toEqual([sha256(bytes)]);
const missing = (talk: Talk) => talk.screen.until(() => lines(talk).find(({ file }) => file.missing !== undefined));
const seen = (what: RegExp) => graph.log.filter((line) => what.test(line)).length;

const PICTURE = Buffer.from(fileOf("picture.jpg"));
const picture = { kind: "image", type: "image/jpeg", name: "foto.jpg", bytes: PICTURE } as const;
const document = (bytes: Buffer) => ({ kind: "document", type: "text/plain", name: "notas.txt", bytes }) as const;

test("UP12 DL3 of which other bytes come than were announced is not shown, and is there when the right ones come", async () => {
  const { person, talk } = await talking();
  const media = graph.media.receive(PICTURE, "image/jpeg");
  const shelf = graph.media.get(media.id)!;
  shelf.bytes = Buffer.from(PICTURE);
  shelf.bytes[200]! ^= 1;
  const before = seen(/attachments.* 200/);
  await person.says(content.image(media));
  await expect.poll(() => seen(/attachments.* 200/)).toBe(before + 1);
  expect(await talk.files()).toEqual([]);
  shelf.bytes = PICTURE;
  await comes(talk, PICTURE);
  expect(lines(talk)).toHaveLength(1);
});

test("DL3 an address that is too old, a provider that is down and a connection that breaks are no reason to give up", async () => {
  const { person, talk } = await talking();
  graph.fault("download", { kind: "error", code: 100, status: 404 }, { kind: "down" }, { kind: "cut" });
  await person.sends(picture, "");
  await comes(talk, PICTURE);
});

test("DL4 CH9 what the provider keeps no more is missing at once, with the reason, and need not be asked for again", async () => {
  const { person, talk } = await talking();
  const media = graph.media.receive(PICTURE, "image/jpeg");
  graph.media.forget(media.id);
  await person.says(content.document(media, "obra.jpg"));
  const row = await missing(talk);
  expect(row.file).toMatchObject({ name: "obra.jpg", missing: "mediaGone" });
  expect(await talk.send({ type: "message.retry", seq: row.seq })).toMatchObject({ reason: "nothingToRetry" });
});

test("DL5 CH9 of a number that is taken away it is missing, and asked for again it comes once the number is back", async () => {
  const { person, talk } = await talking();
  graph.fault("download", { kind: "down" });
  await person.sends(picture, "El recibo");
  await expect.poll(() => seen(/attachments.* down/)).toBeGreaterThan(1);
  expect((await john.ask("DELETE", `/inboxes/wa${graph.number.id}`)).status).toBe(200);
  const row = await missing(talk);
  expect(row.file.missing).toBe("inboxOff");
  await connect(centre, graph, john);
  expect(await talk.send({ type: "message.retry", seq: row.seq })).toEqual({ kind: "done" });
  await comes(talk, PICTURE);
  expect(lines(talk)).toMatchObject([{ seq: row.seq, caption: "El recibo", file: { kind: "image" } }]);
});

test("UP12 DL2 kill -9 while it comes: it is whole afterwards, once, and what was said meanwhile is there too", async () => {
  const { person, talk } = await talking();
  const before = await kept();
  const bytes = textOf(2 * PART_BYTES + 99);
  graph.fault("download", { kind: "stall", after: PART_BYTES + 1000, accepted: true });
  await person.sends(document(bytes), "Mis notas");
  await expect.poll(kept).toBe(before + 1);
  await person.writes("¿Ha llegado?");
  await talk.hears("¿Ha llegado?");
  await centre.restart();
  ana.agent.checkAll();
  await comes(talk, bytes);
  expect(talk.said).toEqual(["Hola", "file", "¿Ha llegado?"]);
  expect(await kept()).toBe(before + 3);
});

test("CH4 DL6 UP10 taken back while it comes, nothing of it is kept, and nobody asks for it any more", async () => {
  const { person, talk } = await talking();
  const before = await kept();
  const at = (event: string, to: string) =>
    steps(centre).filter((one) => one.party === "download" && one.event === event && one.to === to).length;
  const [resting, over] = [at("fetch.settled", "resting"), at("file.erased", "over")];
  graph.fault("download", { kind: "down" });
  const media = graph.media.receive(PICTURE, "image/jpeg");
  const said = content.document(media, "dni.jpg", "Mi DNI");
  const id = await graph.say({ phone: person.phone, name: person.name }, said);
  await expect.poll(() => at("fetch.settled", "resting")).toBe(resting + 1);
  const downloads = seen(/attachments/);
  await person.says(content.revoke(id));
  await talk.screen.until(() => talk.rows.some(({ kind }) => kind === "erased"));
  await expect.poll(() => at("file.erased", "over")).toBe(over + 1);
  expect([await kept(), seen(/attachments/)]).toEqual([before, downloads]);
  expect(JSON.stringify(talk.rows)).not.toMatch(/Mi DNI|dni.jpg/);
});
