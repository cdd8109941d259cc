import { expect, test, vi } from "vitest";
import { Views } from "../../party/engine/views.ts";
import { CLOSE } from "../../party/protocol/frames.ts";
import { INSPECTION, LOG_LIST } from "../../party/protocol/inspection.ts";
import type { Screen } from "../../web/simulator/screen.ts";
import { logOf, lookedOnBox, stored, viewOf, watched } from "./onlooker.ts";
import { Rig } from "./rig.ts";

const older = (screen: Screen, before: number | undefined, limit: number, queryId = "q") =>
  screen.connection!.send({
    kind: "query",
    queryId,
    query: { type: "history", list: LOG_LIST, ...(before !== undefined && { before }), limit },
  });
const seqs = (rows: readonly { seq: number }[]) => rows.map(({ seq }) => seq);
/** Everything that one is told from now on, as text. */
function hears(screen: Screen): string[] {
  const heard: string[] = [];
  screen.onFrame = (frame) => void heard.push(JSON.stringify(frame));
  return heard;
}

test("EN66 a room's life is shown to whom it lets in, and only where it is asked for by name", async () => {
  const { rig, ana, eve } = await watched();
  expect(Object.keys(eve.mirror.topics)).toEqual([INSPECTION]);
  expect(viewOf(eve)).toMatchObject({ machine: "box", version: 1, value: "open" });
  // A member who names nothing gets what everybody gets; who is no member, nothing by naming it.
  const all = await rig.join("eve");
  expect([Object.keys(all.mirror.topics), Object.keys(all.mirror.lists)]).toEqual([["all", "secret"], ["notes"]]);
  const named = await rig.join("luis", "a", "user", ["all", INSPECTION]);
  expect([Object.keys(named.mirror.topics), Object.keys(named.mirror.lists)]).toEqual([["all"], ["notes"]]);
  const heard = hears(named);
  await rig.do(ana, { type: "add", n: 1 });
  expect(heard).toHaveLength(1);
  expect(heard[0]).not.toMatch(/added|"effects"/);
});

test("EN66 a room that says nothing of it has no such topic, and goes on as if it had not been named", async () => {
  const rig = new Rig();
  const ana = await rig.join();
  await rig.do(ana, { type: "join", id: "eve" });
  const eve = await rig.join("eve", "a", "user", [INSPECTION]);
  expect([eve.mirror.topics, eve.mirror.lists]).toEqual([{}, {}]);
});

test("EN66 EN37 pages of the log are for who watches it: whoever may see it and does not, and whoever may not, is forbidden", async () => {
  const { rig, eve } = await watched();
  const heard = hears(eve);
  older(eve, undefined, 10);
  await rig.platform.settle();
  expect(heard).toHaveLength(1);
  for (const [id, watch] of [
    ["eve", undefined],
    ["eve", ["all"]],
    ["luis", [INSPECTION]],
  ] as const) {
    const other = await rig.join(id, "a", "user", watch && [...watch]);
    older(other, undefined, 10);
    await rig.platform.settle();
    expect(other.answers).toMatchObject([{ kind: "fault", code: "forbidden", about: "q" }]);
  }
});

test("EN67 the view is what the room is in and what it waits for, without what is computed or in tables", async () => {
  const never = () => new Promise<never>(() => {});
  const { rig, ana, eve } = await watched({ services: { bell: never } });
  await rig.do(ana, { type: "store", key: "k", n: 1 });
  const due = rig.platform.now + 60_000;
  await rig.do(ana, { type: "time", id: "later", due: due + 1 });
  await rig.do(ana, { type: "time", id: "soon", due });
  await rig.do(ana, { type: "ask", ids: ["j"] });
  rig.say(ana, { type: "tell", to: ["b"], numbers: [1, 2] });
  await rig.only((what) => !what.startsWith("deliver box/a → box/b"));
  const view = viewOf(eve);
  expect(Object.keys(view.context).toSorted()).toEqual([
    "heard",
    "members",
    "notes",
    "rang",
    "room",
    "sessions",
    "total",
  ]);
  expect(view).toMatchObject({
    timers: [
      { id: "soon", at: due, event: "rang" },
      { id: "later", at: due + 1, event: "rang" },
    ],
    jobs: [{ id: "j", service: "bell", at: rig.platform.now }],
    outbox: [{ to: { party: "box", room: "b" }, events: ["heard", "heard"], failures: 0 }],
    unlisted: 0,
  });
});

test("EN67 of a room that waits for very much a hundred of each are listed, and how many more there are", async () => {
  const { rig, ana, eve } = await watched();
  for (let n = 0; n < 130; n++) await rig.do(ana, { type: "time", id: `t${n}`, due: rig.platform.now + 1e6 });
  expect([viewOf(eve).timers.length, viewOf(eve).unlisted]).toEqual([100, 30]);
});

test("EN67 the log is told as it is stored: the newest entries at first, each new one as it comes, what was missed when one comes back", async () => {
  const { rig, ana, eve } = await watched();
  for (let n = 1; n <= 30; n++) await rig.do(ana, { type: "add", n });
  const plain = (rows: readonly object[]) =>
    rows.map((row) => {
      const { version: _, ...entry } = row as Record<string, unknown>;
      return entry;
    });
  expect(plain(stored(rig).slice(-30))).toEqual(logOf(eve).slice(-30));
  const late = await rig.join("eve", "a", "user", [INSPECTION]);
  expect([logOf(late).length, late.mirror.lists[LOG_LIST]!.older]).toEqual([20, true]);
  late.disconnect();
  for (let n = 1; n <= 40; n++) await rig.do(ana, { type: "add", n });
  late.connect();
  await rig.platform.settle();
  expect(seqs(logOf(late))).toEqual(seqs(stored(rig) as { seq: number }[]).slice(-60));
  // Too much is not made up for: one starts again with the newest.
  late.disconnect();
  for (let n = 1; n <= 201; n++) await rig.do(ana, { type: "add", n });
  late.connect();
  await rig.platform.settle();
  expect(logOf(late)).toEqual(logOf(eve).slice(-20));
});

test("EN67 ten thousand entries are there in twenty pages of five hundred, and nobody is dropped for asking", async () => {
  const { rig, eve } = await watched();
  const { storage } = rig.node();
  const event = { type: "added", n: 1, at: 1, by: { role: "user", id: "ana", project: "p" }, text: "x".repeat(400) };
  const entries = Array.from({ length: 10_000 }, (_, n) => [
    `log/${String(n + 1_000).padStart(15, "0")}`,
    { at: 1, event, to: "open", effects: ["note"] },
  ]);
  storage.plant(Object.fromEntries(entries) as Record<string, unknown>);
  const pages: { rows: readonly { seq: number }[]; older: boolean }[] = [];
  eve.onFrame = (frame) => void (frame.kind === "page" && pages.push(frame));
  for (let before: number | undefined = 11_000; before !== undefined && pages.length < 30;) {
    older(eve, before, 500, `q${pages.length}`);
    await rig.platform.settle();
    before = pages.at(-1)!.older ? pages.at(-1)!.rows[0]!.seq : undefined;
  }
  expect(pages.map(({ rows }) => rows.length).slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 500));
  expect([pages.length, eve.live, eve.connection!.closedBy]).toEqual([21, true, undefined]);
});

test("EN67 a page of long entries ends sooner, and goes on where it ended; other lists have pages of a hundred at most", async () => {
  const { rig, eve } = await watched();
  const long = { at: 1, event: { type: "added", at: 1, text: "x".repeat(50_000) }, to: "open", effects: [] };
  const keys = Array.from({ length: 150 }, (_, n) => `log/${String(n + 100).padStart(15, "0")}`);
  rig.node().storage.plant(Object.fromEntries(keys.map((key) => [key, long])));
  older(eve, undefined, 500);
  await rig.platform.settle();
  const page = eve.pages.at(-1)!;
  expect([seqs(page.rows)[0], seqs(page.rows).at(-1), page.older]).toEqual([240, 249, true]);
  expect(JSON.stringify(page).length).toBeLessThan(500_000 + 124_000);
  older(eve, 240, 500);
  await rig.platform.settle();
  expect(seqs(eve.pages.at(-1)!.rows)).toEqual([230, 231, 232, 233, 234, 235, 236, 237, 238, 239]);
  const ana = await rig.join();
  ana.connection!.send({ kind: "query", queryId: "q", query: { type: "history", list: "notes", limit: 101 } });
  await rig.platform.settle();
  expect(ana.answers).toMatchObject([{ kind: "fault", code: "malformed" }]);
});

test("EN35 EN66 who may look on no more is shown nothing from that step on, though they go on listening", async () => {
  const { rig, ana, eve } = await watched();
  await rig.do(ana, { type: "add", n: 1 });
  expect(logOf(eve).at(-1)!.event.type).toBe("added");
  const heard = hears(eve);
  await rig.do(ana, { type: "expel", id: "eve" });
  await rig.do(ana, { type: "add", n: 2 });
  older(eve, undefined, 10);
  await rig.platform.settle();
  expect(heard.map((text) => (JSON.parse(text) as { kind: string }).kind)).toEqual(["welcome", "fault"]);
  expect([eve.mirror.topics, eve.mirror.lists]).toEqual([{}, {}]);
  // Nor by coming again; and as soon as they may, they see it.
  eve.reload();
  await rig.platform.settle();
  expect(eve.mirror.topics).toEqual({});
  await rig.do(ana, { type: "join", id: "eve" });
  expect(
    logOf(eve)
      .map(({ event }) => event.type)
      .slice(-3),
  ).toEqual(["expelled", "added", "joined"]);
});

test("EN40 EN66 a screen may begin to look on and stop", async () => {
  const { rig, ana } = await watched();
  const eve = await rig.join("eve", "a", "user", ["all"]);
  eve.connection!.send({ kind: "watch", watch: ["all", INSPECTION] });
  await rig.platform.settle();
  expect(Object.keys(eve.mirror.topics)).toEqual(["all", INSPECTION]);
  eve.connection!.send({ kind: "watch", watch: ["all"] });
  await rig.platform.settle();
  const heard = hears(eve);
  await rig.do(ana, { type: "add", n: 1 });
  expect([Object.keys(eve.mirror.topics), heard.length]).toEqual([["all"], 1]);
  expect(heard[0]).not.toContain("added");
});

test("EN68 what becomes of a promise is told within half a second, although it is no step: that it failed, and that it was accepted", async () => {
  const { rig, ana, eve } = await watched();
  rig.say(ana, { type: "tell", to: ["b"], numbers: [1] });
  await rig.only((what) => !what.startsWith("deliver box/a"));
  const { revision } = rig.node().room!;
  const heard = hears(eve);
  rig.platform.fail(rig.flights.find(({ to }) => to.room === "b")!);
  await rig.only((what) => !what.startsWith("deliver") && !what.startsWith("later"));
  expect(heard).toEqual([]);
  rig.platform.now += 499;
  await rig.only((what) => !what.startsWith("deliver"));
  rig.platform.now += 1;
  await rig.only((what) => !what.startsWith("deliver"));
  expect(viewOf(eve).outbox).toMatchObject([{ events: ["heard"], failures: 1 }]);
  await rig.platform.advance(500);
  expect(viewOf(eve).outbox).toEqual([]);
  expect(rig.node().room!.revision).toBe(revision);
});

test("EN68 so is a timer whose event changed nothing, and a job that ended", async () => {
  const answers: ((value: unknown) => void)[] = [];
  const { rig, ana, eve } = await watched({ services: { bell: () => new Promise((done) => answers.push(done)) } });
  await rig.do(ana, { type: "time", id: "t", due: rig.platform.now + 1_000 });
  await rig.do(ana, { type: "ask", ids: ["j"] });
  expect([viewOf(eve).timers.length, viewOf(eve).jobs.length]).toEqual([1, 1]);
  answers[0]!("rung");
  await rig.platform.advance(1_500);
  expect([viewOf(eve).timers, viewOf(eve).jobs]).toEqual([[], []]);
});

test("EN68 what was accepted while the room slept is told when it wakes", async () => {
  const { rig, ana, eve } = await watched();
  rig.say(ana, { type: "tell", to: ["b"], numbers: [1] });
  await rig.only((what) => !what.startsWith("answer"));
  expect(viewOf(eve).outbox).toHaveLength(1);
  // Accepted there, and this life never heard of it.
  rig.node().sleep();
  rig.platform.flights.clear();
  rig.node().storage.plant({});
  await rig.node().start();
  await rig.platform.advance(1_000);
  expect(viewOf(eve).outbox).toEqual([]);
});

test("EN39 EN67 where a room asks for rest, who looks on is told as seldom as everybody else, and misses nothing", async () => {
  const { rig, ana, eve } = await watched({ updateEveryMs: 1_000 });
  await rig.platform.advance(2_000);
  const heard = hears(eve);
  for (let n = 1; n <= 10; n++) await rig.do(ana, { type: "add", n });
  // The first at once, the others when its time has come.
  expect(heard).toHaveLength(1);
  await rig.platform.advance(1_000);
  expect(heard).toHaveLength(2);
  expect(
    logOf(eve)
      .map(({ event }) => event["n"])
      .slice(-10),
  ).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(viewOf(eve).context).toMatchObject({ total: 55 });
});

test("EN69 who only looks on is no session to the machine; who watches anything else is, from then on and as long", async () => {
  const { rig, ana, eve } = await watched();
  const session = (screen: Screen) => screen.connection!.socket.id;
  expect(rig.context().sessions).toEqual([session(ana)]);
  await rig.restart("a", "sleep");
  expect(rig.context().sessions).toEqual([session(ana)]);
  eve.connection!.send({ kind: "watch", watch: ["all", INSPECTION] });
  await rig.platform.settle();
  expect(rig.context().sessions).toEqual([session(ana), session(eve)]);
  eve.connection!.send({ kind: "watch", watch: [INSPECTION] });
  await rig.platform.settle();
  expect(rig.context().sessions).toEqual([session(ana)]);
  eve.connection!.send({ kind: "watch", watch: [] });
  await rig.platform.settle();
  expect(rig.context().sessions).toEqual([session(ana), session(eve)]);
  eve.disconnect();
  await rig.platform.settle();
  expect(rig.context().sessions).toEqual([session(ana)]);
});

test("EN69 but where the room writes down who reads it", async () => {
  const { rig, ana, eve } = await watched({}, true);
  expect(rig.context().sessions).toEqual([ana, eve].map(({ connection }) => connection!.socket.id));
});

test("EN69 EN28 onlookers take nobody's place, and one who becomes a screen too many is turned away", async () => {
  const { rig, eve } = await watched();
  for (let n = 0; n < 49; n++) await rig.join("ana");
  expect(rig.context().sessions).toHaveLength(50);
  expect([eve.live, (await rig.join("eve", "a", "user", [INSPECTION])).live]).toEqual([true, true]);
  eve.connection!.send({ kind: "watch", watch: ["all"] });
  await rig.platform.settle();
  expect([eve.connection!.closedBy, rig.context().sessions.length]).toEqual([CLOSE.tooMany, 50]);
});

test("EN69 in a room that is somebody's own nobody else is a session, whatever they watch, and nobody else may say anything", async () => {
  const { rig, ana, eve } = await watched({ isOwn: ({ id }) => id === "ana" });
  const session = ana.connection!.socket.id;
  for (const watch of [[], ["all"], ["all", INSPECTION]]) {
    eve.connection!.send({ kind: "watch", watch });
    await rig.platform.settle();
    expect(rig.context().sessions).toEqual([session]);
  }
  const { revision } = rig.node().room!;
  expect(await rig.do(eve, { type: "add", n: 1 })).toMatchObject({ kind: "fault", code: "forbidden" });
  eve.connection!.send({ kind: "signal", signal: { type: "wave", hand: "left" } });
  await rig.platform.settle();
  expect([ana.signals, rig.node().room!.revision]).toEqual([[], revision]);
  await rig.restart("a", "sleep");
  expect(rig.context().sessions).toEqual([session]);
  expect(await rig.do(ana, { type: "add", n: 1 })).toMatchObject({ kind: "done" });
});

test("EN70 what the room calls secret is in nothing that is shown, and by what session somebody came never", async () => {
  const { rig, ana } = await watched();
  ana.connection!.socket.setState({
    ...ana.connection!.socket.state,
    identity: { ...ana.identity, session: "session-7", account: "account-7" },
  });
  await rig.do(ana, { type: "store", key: "hush", n: 1 });
  const eve = await rig.join("eve", "a", "user", [INSPECTION]);
  const heard = hears(eve);
  await rig.do(ana, { type: "store", key: "hush2", n: 2 });
  older(eve, undefined, 100);
  await rig.platform.settle();
  const shown = [...heard, JSON.stringify(eve.mirror)].join("");
  expect(shown).toContain('"type":"stored"');
  expect(shown).not.toMatch(/hush|session-7|account-7/);
  expect(viewOf(eve).context["heard"]).toBe("hidden");
  // It is left out of what is shown alone.
  expect(JSON.stringify(stored(rig))).toMatch(/hush.*session-7/);
});

test("EN73 a room at which nobody looks does nothing for it: its author is asked nothing, it reads and writes what it always did, and sends as much", async () => {
  const story = async (rig: Rig) => {
    const { storage } = rig.node();
    const reads: string[] = [];
    const access = storage.access.bind(storage);
    storage.access = (alive) => {
      const real = access(alive);
      return {
        ...real,
        get: (key) => (reads.push(key), real.get(key)),
        list: (options) => (reads.push(options.prefix), real.list(options)),
      };
    };
    const ana = await rig.join();
    const heard = hears(ana);
    await rig.do(ana, { type: "join", id: "eve" });
    for (let n = 1; n <= 20; n++) await rig.do(ana, { type: "add", n });
    await rig.do(ana, { type: "time", id: "t", due: rig.platform.now + 1_000 });
    await rig.do(ana, { type: "tell", to: ["b"], numbers: [1, 2, 3] });
    await rig.platform.advance(5_000);
    await rig.restart("a", "sleep");
    await rig.do(ana, { type: "add", n: 21 });
    return { reads, puts: storage.puts, heard, later: rig.node().hasLaters };
  };
  const told = vi.spyOn(Views.prototype, "publish");
  const { definition, asked } = lookedOnBox();
  const plain = await story(new Rig());
  expect(await story(new Rig(definition))).toEqual(plain);
  expect(asked).toEqual({ admit: 0, redact: 0, context: 0 });
  expect(plain.reads.length).toBeGreaterThan(0);
  // Nor does it keep entries for screens that might come.
  expect(told.mock.calls.length).toBeGreaterThan(50);
  expect(told.mock.calls.filter(([lists]) => lists.has(LOG_LIST))).toEqual([]);
  told.mockRestore();
});

test("EN73 nor does one at which somebody looked until a moment ago", async () => {
  const { rig, ana, eve, asked } = await watched();
  await rig.do(ana, { type: "add", n: 1 });
  expect(asked.redact).toBeGreaterThan(0);
  eve.disconnect();
  await rig.platform.settle();
  const before = { ...asked };
  for (let n = 1; n <= 5; n++) await rig.do(ana, { type: "tell", to: ["b"], numbers: [n] });
  await rig.platform.advance(5_000);
  expect(asked).toEqual(before);
});

test("EN31 EN67 an onlooker who lags is dropped, resumes where they were, and has missed nothing", async () => {
  const { rig, ana, eve } = await watched();
  const pad = "k".repeat(30_000);
  let n = 0;
  for (; !eve.connection!.closedBy && n < 200; n++) {
    await rig.do(ana, { type: "join", id: `${n}${pad}` });
    await rig.do(ana, { type: "expel", id: `${n}${pad}` });
    ana.ping();
    await rig.platform.settle();
  }
  expect([eve.connection!.closedBy, ana.live]).toEqual([CLOSE.laggard, true]);
  const had = logOf(eve).length;
  eve.connect();
  await rig.platform.settle();
  expect(logOf(eve).length).toBeGreaterThan(had);
  expect(seqs(logOf(eve))).toEqual(seqs(stored(rig) as { seq: number }[]).slice(-logOf(eve).length));
  expect(viewOf(eve).context["members"]).toEqual(["eve"]);
});

test("EN1 EN67 nobody sees an entry that a crash takes back", async () => {
  const { rig, ana, eve } = await watched();
  const before = logOf(eve);
  rig.say(ana, { type: "add", n: 1 });
  await rig.only((what) => !what.startsWith("flush"));
  expect(logOf(eve)).toEqual(before);
  rig.node().crash();
  await rig.node().start();
  eve.connect();
  await rig.platform.settle();
  // Ana has not come back to say it again.
  expect(logOf(eve).filter(({ event }) => event.type === "added")).toEqual([]);
  expect(seqs(logOf(eve))).toEqual(seqs(stored(rig) as { seq: number }[]));
});
