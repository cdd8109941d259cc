import { expect, test } from "vitest";
import { SOCKET_MAX_MS } from "../../machines/account-events.ts";
import type { Event, Identity, Ticket } from "../../party/engine/definition.ts";
import { effectSeq } from "../../party/engine/outbox.ts";
import { CLOSE, PROTOCOL_VERSION, SILENCE_MAX_MS, type DownFrame } from "../../party/protocol/frames.ts";
import { Screen } from "../../web/simulator/screen.ts";
import { boxDefinition, watchedBox } from "./box.ts";
import { Rig } from "./rig.ts";

const TICKET_MS = 30_000;
const SLACK_MS = 60_000;
const ACCOUNT = { party: "account", room: "a1" };
const ana = { role: "user", id: "ana", project: "p", account: "a1", session: "laptop" };

class Visit {
  readonly frames: DownFrame[] = [];
  code: number | undefined;
}

/** Comes with this ticket and says hello. */
async function visit(rig: Rig, ticket: Ticket, identity: Identity = ana, room = "a"): Promise<Visit> {
  const come = new Visit();
  const peer = {
    frame: (frame: DownFrame) => void come.frames.push(frame),
    closed: (code: number) => void (come.code = code),
  };
  rig.node(room).connect(identity, peer, ticket).send({ kind: "hello", protocol: PROTOCOL_VERSION });
  await rig.platform.settle();
  return come;
}

const ticket = (rig: Rig, id: string, revision?: number): Ticket => ({
  id,
  until: rig.platform.now + TICKET_MS,
  ...(revision === undefined ? {} : { revision }),
});

const kept = (rig: Rig): string[] => [...rig.node().storage.onDisk("ticket/").keys()];

/** As the account's room says it, in its own step of this number. */
async function told(rig: Rig, revision: number, event: Event, from = ACCOUNT, room = "a"): Promise<void> {
  const messages = [{ seq: effectSeq(revision, 0), event }];
  await rig.node(room).handle((running) => running.accept({ from, messages }));
  await rig.platform.settle();
}
const closes = (whose: { session?: string; person?: string }): Event => ({ type: "sockets.close", ...whose });

async function screen(rig: Rig, identity: Identity): Promise<Screen> {
  const joined = new Screen(rig.platform, rig.node(), identity);
  joined.connect();
  await rig.platform.settle();
  return joined;
}

test("EN54 a ticket opens one socket: the second one to bring it is told nothing, and turned away", async () => {
  const rig = new Rig();
  const once = ticket(rig, "t1");
  const first = await visit(rig, once);
  const second = await visit(rig, once);
  expect([first.frames.map(({ kind }) => kind), first.code]).toEqual([["welcome"], undefined]);
  expect([second.frames, second.code]).toEqual([[], CLOSE.turnedAway]);
  expect(rig.context().sessions).toHaveLength(1);
  expect(rig.lines("warn")).toMatchObject([{ msg: "socket turned away", count: 1 }]);
  expect((await visit(rig, ticket(rig, "t2"))).code).toBeUndefined();
});

test("EN54 of two that bring it at the same moment, one is let in", async () => {
  const rig = new Rig();
  const once = ticket(rig, "t1");
  const both = await Promise.all([visit(rig, once), visit(rig, once)]);
  expect(both.filter(({ code }) => code === CLOSE.turnedAway)).toHaveLength(1);
  expect(both.filter(({ code }) => code === undefined)).toHaveLength(1);
});

test.each(["crash", "sleep"] as const)("EN54 nor does it open another one after a %s", async (how) => {
  const rig = new Rig();
  const once = ticket(rig, "t1");
  await visit(rig, once);
  await rig.restart("a", how);
  expect((await visit(rig, once)).code).toBe(CLOSE.turnedAway);
  expect((await visit(rig, ticket(rig, "t2"))).code).toBeUndefined();
});

test("EN54 who has been told anything by it, has used it up, wherever the room dies", async () => {
  for (let flushes = 0; flushes < 12; flushes++) {
    const rig = new Rig();
    const once = ticket(rig, "t1");
    const first = new Visit();
    const peer = { frame: (frame: DownFrame) => void first.frames.push(frame), closed: () => {} };
    rig.node().connect(ana, peer, once).send({ kind: "hello", protocol: PROTOCOL_VERSION });
    await rig.only(() => false);
    for (let n = 0; n < flushes; n++) {
      const [choice] = rig.platform.choices();
      if (choice) await rig.platform.happen(choice);
    }
    const wasTold = first.frames.length > 0;
    await rig.restart();
    const { code } = await visit(rig, once);
    if (wasTold) expect([flushes, code]).toEqual([flushes, CLOSE.turnedAway]);
    if (flushes === 0) expect(code).toBeUndefined();
    if (flushes === 11) expect(wasTold).toBe(true);
  }
});

test("EN54 a ticket is remembered for as long as it could open anything, and no longer", async () => {
  const rig = new Rig();
  const once = ticket(rig, "t1");
  await visit(rig, once);
  await rig.platform.advance(TICKET_MS + SLACK_MS - 1);
  expect((await visit(rig, once)).code).toBe(CLOSE.turnedAway);
  expect(kept(rig)).toEqual(["ticket/t1"]);
  await rig.platform.advance(1);
  expect((await visit(rig, once)).code).toBe(CLOSE.turnedAway);
  expect(kept(rig)).toEqual([]);
  await visit(rig, ticket(rig, "t2"));
  await rig.platform.advance(TICKET_MS + SLACK_MS);
  await rig.restart();
  expect(kept(rig)).toEqual([]);
});

test("EN54 one that only knocked at a room that never was is remembered with the first thing that is stored there", async () => {
  const rig = new Rig(boxDefinition({ sessions: undefined }));
  const eve = { role: "stranger", id: "eve", project: "p" };
  const once = ticket(rig, "t1");
  expect((await visit(rig, once, eve)).code).toBeUndefined();
  expect((await visit(rig, once, eve)).code).toBe(CLOSE.turnedAway);
  expect(rig.node().storage.onDisk().size).toBe(0);
  await rig.do(await rig.join("ana"), { type: "add", n: 1 });
  await rig.restart();
  expect((await visit(rig, once, eve)).code).toBe(CLOSE.turnedAway);
});

test("EN54 tickets that are over go with the next one that comes", async () => {
  const rig = new Rig();
  for (const id of ["t3", "t1", "t2"]) await visit(rig, ticket(rig, id));
  await rig.restart("a", "sleep");
  await rig.platform.advance(TICKET_MS + SLACK_MS);
  await visit(rig, ticket(rig, "t4"));
  expect(kept(rig)).toEqual(["ticket/t4"]);
});

test("EN54 a connection costs one small key more", async () => {
  const rig = new Rig();
  await visit(rig, ticket(rig, "t1"));
  const before = rig.node().storage.puts;
  rig.node().connect(ana, { frame: () => {}, closed: () => {} }, ticket(rig, "t2"));
  await rig.platform.settle();
  expect(rig.node().storage.puts - before).toBe(1);
});

test("EN55 a socket that goes on talking is closed after 12 hours, and one that came later stays", async () => {
  const rig = new Rig();
  const early = await rig.join("ana");
  for (let passed = 0; passed < SOCKET_MAX_MS - SILENCE_MAX_MS; passed += SILENCE_MAX_MS / 2) {
    early.ping();
    await rig.platform.advance(SILENCE_MAX_MS / 2);
  }
  expect(early.live).toBe(true);
  const late = await rig.join("luis");
  for (let passed = 0; passed < 3 * SILENCE_MAX_MS; passed += SILENCE_MAX_MS / 2) {
    early.ping();
    late.ping();
    await rig.platform.advance(SILENCE_MAX_MS / 2);
  }
  expect([early.connection!.closedBy, late.live]).toEqual([CLOSE.expired, true]);
  expect(rig.context().sessions).toEqual([late.connection!.socket.id]);
  early.connect();
  await rig.platform.settle();
  expect(early.live).toBe(true);
});

test("EN56 the sockets of a session are closed at once, and nobody else's", async () => {
  const rig = new Rig();
  const here = await screen(rig, ana);
  const phone = await screen(rig, { ...ana, session: "phone" });
  const impostor = await screen(rig, { ...ana, account: "a2" });
  const customer = await rig.join("rosa");
  await told(rig, 5, closes({ session: "laptop" }));
  expect([here, phone, impostor, customer].map(({ live }) => live)).toEqual([false, true, true, true]);
  expect(here.connection!.closedBy).toBe(CLOSE.signedOut);
  expect(rig.context().sessions).toEqual([phone, impostor, customer].map(({ connection }) => connection!.socket.id));
});

test("EN56 the sockets of a person are closed at once, whatever the session", async () => {
  const rig = new Rig();
  const here = await screen(rig, ana);
  const phone = await screen(rig, { ...ana, session: "phone" });
  const elsewhere = await screen(rig, { ...ana, id: "other_ana" });
  await told(rig, 5, closes({ person: "ana" }));
  expect([here, phone, elsewhere].map(({ live }) => live)).toEqual([false, false, true]);
});

test("EN56 told twice, it closes nothing that came in between, also after a restart", async () => {
  const rig = new Rig();
  await screen(rig, ana);
  await told(rig, 5, closes({ session: "laptop" }));
  const again = await visit(rig, ticket(rig, "t2", 6));
  await told(rig, 5, closes({ session: "laptop" }));
  expect(again.code).toBeUndefined();
  await rig.restart("a", "sleep");
  await told(rig, 5, closes({ session: "laptop" }));
  expect(again.code).toBeUndefined();
  await told(rig, 7, closes({ session: "laptop" }));
  expect(again.code).toBe(CLOSE.signedOut);
});

test("EN57 a ticket that was on its way when its session ended opens nothing, and the one after that does", async () => {
  const rig = new Rig();
  const onItsWay = ticket(rig, "t1", 4);
  await told(rig, 5, closes({ session: "laptop" }));
  expect((await visit(rig, onItsWay)).code).toBe(CLOSE.turnedAway);
  await rig.restart();
  expect((await visit(rig, ticket(rig, "t2", 4))).code).toBe(CLOSE.turnedAway);
  expect((await visit(rig, ticket(rig, "t3"))).code).toBe(CLOSE.turnedAway);
  const other = { ...ana, account: "a2", id: "luis" };
  expect((await visit(rig, ticket(rig, "t4", 1), other)).code).toBeUndefined();
  expect((await visit(rig, ticket(rig, "t5"), { role: "user", id: "rosa", project: "p" })).code).toBeUndefined();
  expect((await visit(rig, ticket(rig, "t6", 6))).code).toBeUndefined();
});

test("EN58 a room that never was keeps nothing of it but its number, and nobody will wake it", async () => {
  const rig = new Rig(watchedBox());
  await told(rig, 5, closes({ session: "laptop" }), ACCOUNT, "never");
  expect([...rig.node("never").storage.onDisk().keys()]).toEqual(["in/account/a1"]);
  expect(rig.node("never").storage.alarm).toBeNull();
  expect(rig.tower.storage.onDisk().size).toBe(0);
});

test("EN58 from another party, or malformed, it closes nothing and is set aside", async () => {
  const rig = new Rig();
  const here = await screen(rig, ana);
  await told(rig, 5, closes({ session: "laptop" }), { party: "box", room: "a1" });
  await told(rig, 5, closes({}));
  await told(rig, 6, { type: "sockets.close", session: 1 });
  await told(rig, 7, { ...closes({ session: "laptop" }), also: true });
  expect(here.live).toBe(true);
  expect(rig.lines("error").map(({ msg }) => msg)).toEqual(Array.from({ length: 4 }, () => "message set aside"));
});
