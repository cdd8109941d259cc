import { afterEach, expect, test } from "vitest";
import { CLOSE, PROTOCOL_VERSION, type DownFrame, type UpFrame } from "../../party/protocol/frames.ts";
import { RoomClient } from "../../web/shared/room-client.ts";

/** The room's end of the newest connection. */
class Line extends EventTarget {
  static newest: Line | undefined;
  static readonly OPEN = 1;
  readonly heard: UpFrame[] = [];
  readyState = 0;
  binaryType = "blob";
  #listener: (frame: UpFrame) => void = () => {};

  constructor() {
    super();
    Line.newest = this;
    queueMicrotask(() => {
      this.readyState = Line.OPEN;
      this.dispatchEvent(new Event("open"));
    });
  }

  /** The next one that is made. */
  static async after(before: Line | undefined): Promise<Line> {
    while (Line.newest === undefined || Line.newest === before) await new Promise((turn) => setImmediate(turn));
    return Line.newest;
  }

  send(text: string): void {
    const frame = JSON.parse(text) as UpFrame;
    this.heard.push(frame);
    this.#listener(frame);
  }

  say(frame: DownFrame): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }

  next<K extends UpFrame["kind"]>(kind: K): Promise<Extract<UpFrame, { kind: K }>> {
    return new Promise((resolve) => {
      const look = () => {
        const found = this.heard.find((frame) => frame.kind === kind);
        if (found) resolve(found as Extract<UpFrame, { kind: K }>);
      };
      this.#listener = look;
      look();
    });
  }

  close(): void {
    this.readyState = 3;
  }
}

const rows = (...seqs: number[]) => seqs.map((seq) => ({ seq }));
const welcome = (revision: number, seqs: number[]): DownFrame => ({
  kind: "welcome",
  protocol: PROTOCOL_VERSION,
  session: "s",
  revision,
  now: 0,
  topics: {},
  lists: { messages: { rows: rows(...seqs), reset: true, older: true } },
});

const clients: RoomClient[] = [];
afterEach(() => clients.splice(0).forEach((client) => client.close()));

async function live(seqs: number[]): Promise<{ client: RoomClient; line: Line }> {
  const before = Line.newest;
  const connected = new Promise<void>((resolve) => {
    const client = new RoomClient({
      origin: "ws://room",
      party: "conversation",
      room: "r",
      ticket: async () => "t",
      WebSocket: Line,
      onChange: ({ status }) => {
        if (status === "live") resolve();
      },
    });
    clients.push(client);
  });
  const line = await Line.after(before);
  await line.next("hello");
  line.say(welcome(1, seqs));
  await connected;
  return { client: clients.at(-1)!, line };
}

const seqsOf = (client: RoomClient) => client.mirror.lists["messages"]!.rows.map(({ seq }) => seq);

test("what is known of a room stands there until its welcome says what is so", async () => {
  const topics: unknown[] = [];
  const client = new RoomClient({
    origin: "ws://room",
    party: "agent",
    room: "r",
    ticket: async () => "t",
    WebSocket: Line,
    shown: { agent: { available: true } },
    onChange: ({ mirror, status }) => topics.push([status, mirror.topics]),
  });
  clients.push(client);
  expect(client.mirror).toMatchObject({ revision: -1, topics: { agent: { available: true } } });
  const line = await Line.after(Line.newest);
  expect((await line.next("hello")).have).toEqual({});
  line.say({ ...welcome(7, []), topics: { agent: { available: false } } } as DownFrame);
  expect(topics).toEqual([["live", { agent: { available: false } }]]);
});

test("a page that was asked for before the list began anew is not put into the new one", async () => {
  const { client, line } = await live([81, 82]);
  const asked = client.older("messages", 20);
  const { queryId } = await line.next("query");
  line.say(welcome(300, [301, 302]));
  line.say({ kind: "page", queryId, list: "messages", rows: rows(79, 80), older: false });
  await asked;
  expect(seqsOf(client)).toEqual([301, 302]);
  expect(client.mirror.lists["messages"]!.older).toBe(true);
});

test("a command that is sent over a live line is new; what a reconnection repeats says so", async () => {
  const { client, line } = await live([1]);
  const done = client.send({ type: "message.send", text: "Hola" }, "c1");
  expect((await line.next("command")).again).toBeUndefined();
  line.dispatchEvent(Object.assign(new Event("close"), { code: 1006 }));
  const next = await Line.after(line);
  await next.next("hello");
  next.say(welcome(2, [1]));
  expect((await next.next("command")).again).toBe(true);
  next.say({ kind: "done", commandId: "c1", revision: 2 });
  expect(await done).toEqual({ kind: "done" });
});

test("an update that carries the answer settles the command that caused it", async () => {
  const { client, line } = await live([1]);
  const done = client.send({ type: "message.send", text: "Hola" }, "c1");
  await line.next("command");
  line.say({ kind: "update", revision: 2, since: 1, now: 0, topics: {}, lists: { messages: rows(2) }, done: "c1" });
  expect(await done).toEqual({ kind: "done" });
  expect(seqsOf(client)).toEqual([1, 2]);
});

test("rows that somebody only looks at do not come into the mirror, and none are given when the line breaks", async () => {
  const { client, line } = await live([81, 82]);
  const looked = client.page("messages", 2, 50);
  const { queryId, query } = await line.next("query");
  expect(query).toEqual({ type: "history", list: "messages", limit: 2, before: 50 });
  line.say({ kind: "page", queryId, list: "messages", rows: rows(48, 49), older: true });
  expect(await looked).toMatchObject({ rows: rows(48, 49), older: true });
  expect(seqsOf(client)).toEqual([81, 82]);
  const broken = client.page("messages", 2);
  line.dispatchEvent(Object.assign(new Event("close"), { code: 1006 }));
  expect(await broken).toBeUndefined();
});

test("what somebody looks at comes although the screen has just begun to watch something else", async () => {
  const { client, line } = await live([81, 82]);
  const looked = client.page("messages", 2, 50);
  const { queryId } = await line.next("query");
  line.say(welcome(3, [81, 82]));
  line.say({ kind: "page", queryId, list: "messages", rows: rows(48, 49), older: true });
  expect(await looked).toMatchObject({ rows: rows(48, 49) });
});

test("a room with as many screens as it takes is told apart from one that is not there, and is asked again", async () => {
  const { client, line } = await live([1]);
  line.dispatchEvent(Object.assign(new Event("close"), { code: CLOSE.tooMany }));
  expect(client.status).toBe("crowded");
  const next = await Line.after(line);
  await next.next("hello");
  expect(client.status).toBe("crowded");
  next.say(welcome(2, [1]));
  expect(client.status).toBe("live");
});

test("EN55 nobody notices a socket that is replaced because it has lived long enough, and nothing said meanwhile is lost", async () => {
  const { client, line } = await live([1]);
  line.dispatchEvent(Object.assign(new Event("close"), { code: CLOSE.expired }));
  expect(client.status).toBe("live");
  const sent = client.send({ type: "message.send", text: "Hola" }, "c1");
  const next = await Line.after(line);
  await next.next("hello");
  expect([client.status, line.heard.filter(({ kind }) => kind === "command")]).toEqual(["live", []]);
  next.say(welcome(2, [1]));
  expect(await next.next("command")).toMatchObject({ commandId: "c1", again: true });
  next.say({ kind: "done", commandId: "c1", revision: 3 });
  expect(await sent).toEqual({ kind: "done" });
});

test("EN55 everybody notices if the one that replaces it does not come about", async () => {
  const { client, line } = await live([1]);
  line.dispatchEvent(Object.assign(new Event("close"), { code: CLOSE.expired }));
  const next = await Line.after(line);
  await next.next("hello");
  next.dispatchEvent(Object.assign(new Event("close"), { code: 1006 }));
  expect(client.status).toBe("reconnecting");
});
