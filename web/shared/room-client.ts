/**
 * One connection to one room, for as long as somebody looks at it: it connects again for ever, resumes where it was, and
 * sends each command until the room has answered it, once.
 *
 * No framework: the panel, the widget and the tests use it alike.
 */
import ReconnectingWebSocket from "partysocket/ws";
import * as v from "valibot";
import { CLOSE, DownFrame, PING_EVERY_MS, PROTOCOL_VERSION, type UpFrame } from "../../party/protocol/frames.ts";
import { Denied } from "./denied.ts";
import { blank, reflect, type Mirror, type MirrorList } from "./mirror.ts";

/**
 * `denied`: the server will not give a ticket. `outdated`: this page is older than the server and must reload. `crowded`: the room
 * has as many screens as it takes; it is asked again and again, because another one may go.
 */
export type Status = "connecting" | "live" | "reconnecting" | "crowded" | "denied" | "outdated" | "closed";

export type Outcome =
  | { kind: "done" }
  /** `waitMs`: too soon, and for how long yet. */
  | { kind: "refused"; reason: string; waitMs?: number | undefined }
  | { kind: "fault"; code: string };

export interface Pending {
  commandId: string;
  command: { type: string; [field: string]: unknown };
}

/** Where commands that have no answer yet outlive the page, if they should. */
export interface PendingStore {
  load(): readonly Pending[];
  save(pending: readonly Pending[]): void;
}

export interface RoomClientOptions {
  /** `ws://host` or `wss://host`. */
  origin: string;
  party: string;
  room: string;
  ticket: () => Promise<string>;
  watch?: string[];
  /** What the room's topics were a moment ago, if that is known: shown until its welcome comes. */
  shown?: Mirror["topics"] | undefined;
  store?: PendingStore;
  onChange?: (client: RoomClient) => void;
  onSignal?: (signal: { type: string; [field: string]: unknown }) => void;
  /** For every command, also one that was sent by the page before a reload. */
  onOutcome?: (pending: Pending, outcome: Outcome) => void;
  /** Calls again and again until what it gives is called. Default: the page's own interval. */
  every?: (ms: number, run: () => void) => () => void;
  /** The room has closed the socket, with one of `CLOSE`. It connects again by itself all the same. */
  onClosed?: (code: number) => void;
  /** A socket class, where there is no global one. */
  WebSocket?: unknown;
}

/** No answer to a hello or a ping for this long: the socket is dead, however open it looks. */
const PONG_MAX_MS = 10_000;
const TICKET_MAX_MS = 10_000;
/** So long nobody need know that a socket is being replaced which has only lived long enough. */
const UNNOTICED_MS = 3_000;
const RECONNECT_MIN_MS = 300;
const RECONNECT_MAX_MS = 5_000;

function interval(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms);
  return () => clearInterval(timer);
}

/** A request that never ends must not end the reconnecting. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no ticket in time")), TICKET_MAX_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

export class RoomClient {
  mirror: Mirror;
  status: Status = "connecting";
  readonly #socket: ReconnectingWebSocket;
  readonly #waiting = new Map<string, { pending: Pending; settle: (outcome: Outcome) => void }>();
  /** What is told of each answer; nothing if none will come. */
  readonly #queries = new Map<string, (page?: MirrorList) => void>();
  /** Those whose rows are for the asker and not for the mirror. */
  readonly #looks = new Set<string>();
  #watch: string[] | undefined;
  #stopPinger: (() => void) | undefined;
  #pongBy: ReturnType<typeof setTimeout> | undefined;
  /** Whether what is sent now arrives. While a socket that has lived long enough is being replaced, only the status says so. */
  #isLive = false;
  #noticed: ReturnType<typeof setTimeout> | undefined;
  /** Attempts to connect since the last welcome. After one, even the first waits: all clients lose a server together. */
  #attempts = 0;
  #wake = (): void => {};

  constructor(private readonly options: RoomClientOptions) {
    this.#watch = options.watch;
    this.mirror = { ...blank, topics: options.shown ?? {} };
    for (const pending of options.store?.load() ?? [])
      this.#waiting.set(pending.commandId, { pending, settle: () => {} });
    this.#socket = new ReconnectingWebSocket(() => this.#address(), [], {
      maxEnqueuedMessages: 0,
      // The wait between attempts is ours (`#rest`): the socket's own cannot be cut short when the network comes back.
      minReconnectionDelay: 0,
      maxReconnectionDelay: 0,
      ...(options.WebSocket === undefined ? {} : { WebSocket: options.WebSocket as typeof WebSocket }),
    });
    this.#socket.addEventListener("open", () => this.#hello());
    this.#socket.addEventListener("message", ({ data }) => this.#receive(data as string));
    this.#socket.addEventListener("close", ({ code }) => this.#closed(code));
    this.#socket.addEventListener("error", () => {});
  }

  get room(): string {
    return this.options.room;
  }

  /** Commands that the room has not answered yet, oldest first. */
  get pending(): Pending[] {
    return [...this.#waiting.values()].map(({ pending }) => pending);
  }

  /** Resolves with the room's answer, however many connections it takes. */
  send(command: Pending["command"], commandId: string = crypto.randomUUID()): Promise<Outcome> {
    return new Promise((settle) => {
      const pending = { commandId, command };
      this.#waiting.set(commandId, { pending, settle });
      this.#savePending();
      if (this.#isLive) this.#send({ kind: "command", ...pending });
      this.#changed();
    });
  }

  /** Shows other topics from now on. */
  watch(topics: string[]): void {
    this.#watch = topics;
    if (this.#isLive) this.#send({ kind: "watch", watch: topics });
  }

  /** Said now or never. */
  signal(signal: { type: string; [field: string]: unknown }): void {
    if (this.#isLive) this.#send({ kind: "signal", signal });
  }

  /** Fetches rows older than those we have, or than `first`, into the mirror. Resolves when they are there, or the connection has gone. */
  older(list: string, limit: number, first = this.mirror.lists[list]?.rows[0]?.seq): Promise<void> {
    return this.#query(crypto.randomUUID(), list, limit, first).then(() => {});
  }

  /** The rows before that number, or the newest, past the mirror; undefined if the connection has gone. */
  page(list: string, limit: number, before?: number): Promise<MirrorList | undefined> {
    const queryId = crypto.randomUUID();
    this.#looks.add(queryId);
    return this.#query(queryId, list, limit, before).finally(() => this.#looks.delete(queryId));
  }

  #query(queryId: string, list: string, limit: number, first?: number): Promise<MirrorList | undefined> {
    if (!this.#isLive) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#queries.set(queryId, resolve);
      const before = first === undefined ? {} : { before: first };
      this.#send({ kind: "query", queryId, query: { type: "history", list, limit, ...before } });
    });
  }

  /** To be called when the network or the page comes back: finds out at once whether the socket still lives. */
  check(): void {
    if (this.#isLive) this.#ping();
    else this.#wake();
  }

  /** To be called when the browser says that the network has gone: the socket looks open and would swallow what is sent. */
  lost(): void {
    if (this.#isLive) this.#socket.reconnect();
  }

  close(): void {
    clearTimeout(this.#noticed);
    this.#stopPinging();
    this.#wake();
    this.#set("closed");
    this.#socket.close();
  }

  async #address(): Promise<string> {
    const { origin, party, room } = this.options;
    if (this.#attempts++ > 0) await this.#rest();
    try {
      if (this.status === "closed") throw new Error("closed");
      const query = new URLSearchParams({ _pk: crypto.randomUUID(), ticket: await inTime(this.options.ticket()) });
      return `${origin}/parties/${party}/${room}?${query.toString()}`;
    } catch (error) {
      if (error instanceof Denied) {
        this.#set("denied");
        this.#socket.close();
      }
      throw error;
    }
  }

  #rest(): Promise<void> {
    const ms = Math.min(RECONNECT_MAX_MS, RECONNECT_MIN_MS * 1.5 ** (this.#attempts - 2)) * (1 + Math.random());
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #hello(): void {
    const have: Record<string, number> = {};
    for (const [name, { rows }] of Object.entries(this.mirror.lists)) have[name] = rows.at(-1)?.seq ?? 0;
    const watch = this.#watch;
    this.#expectAnswer();
    const { revision } = this.mirror;
    const asOf = revision < 0 ? {} : { revision };
    this.#send({ kind: "hello", protocol: PROTOCOL_VERSION, have, ...asOf, ...(watch ? { watch } : {}) });
  }

  #receive(data: string): void {
    const parsed = v.safeParse(DownFrame, JSON.parse(data));
    if (!parsed.success) return;
    const frame = parsed.output;
    clearTimeout(this.#pongBy);
    if (frame.kind === "fault" && frame.code === "outdated") {
      this.#set("outdated");
      return this.#socket.close();
    }
    if (frame.kind === "done" || frame.kind === "refused") return this.#answered(frame.commandId, frame);
    if (frame.kind === "fault") {
      // A fault of the room's own is worth another try; what it calls malformed or forbidden will stay so.
      if (frame.about !== undefined && frame.code !== "fault") {
        this.#answered(frame.about, { kind: "fault", code: frame.code });
        this.#queried(frame.about);
      }
      return;
    }
    if (frame.kind === "signal") return this.options.onSignal?.(frame.signal);
    // A welcome may begin a list anew: a page of the one before would leave a hole in it. What goes past the mirror leaves none.
    if (frame.kind === "welcome") this.#forgetQueries((queryId) => !this.#looks.has(queryId));
    if (frame.kind === "page" && !this.#queries.has(frame.queryId)) return;
    if (frame.kind === "page" && this.#looks.has(frame.queryId)) return this.#queried(frame.queryId, frame);
    const next = reflect(this.mirror, frame, Date.now());
    if (next !== "gap") this.mirror = next;
    if (frame.kind === "update" && frame.done !== undefined) this.#answered(frame.done, { kind: "done" });
    if (next === "gap") return this.#hello();
    if (frame.kind === "page") this.#queried(frame.queryId);
    if (frame.kind === "welcome" && !this.#isLive) {
      clearTimeout(this.#noticed);
      this.#isLive = true;
      this.status = "live";
      this.#attempts = 1;
      for (const { pending } of this.#waiting.values()) this.#send({ kind: "command", ...pending, again: true });
      this.#stopPinging();
      this.#stopPinger = (this.options.every ?? interval)(PING_EVERY_MS, () => this.#ping());
    }
    this.#changed();
  }

  #answered(commandId: string, outcome: Outcome): void {
    const waiting = this.#waiting.get(commandId);
    if (!waiting) return;
    this.#waiting.delete(commandId);
    this.#savePending();
    waiting.settle(outcome.kind === "done" ? { kind: "done" } : outcome);
    this.options.onOutcome?.(waiting.pending, outcome);
    this.#changed();
  }

  #queried(queryId: string, page?: MirrorList): void {
    this.#queries.get(queryId)?.(page);
    this.#queries.delete(queryId);
  }

  #forgetQueries(which: (queryId: string) => boolean = () => true): void {
    for (const queryId of [...this.#queries.keys()].filter(which)) this.#queried(queryId);
  }

  #closed(code: number): void {
    const wasLive = this.#isLive;
    this.#isLive = false;
    this.#stopPinging();
    this.#forgetQueries();
    if (code === CLOSE.expired && wasLive) {
      this.#noticed = setTimeout(() => this.status === "live" && this.#set("reconnecting"), UNNOTICED_MS);
      return;
    }
    if (code === CLOSE.outdated) this.#set("outdated");
    else if (code === CLOSE.tooMany) this.#set("crowded");
    else if (this.status === "live") this.#set("reconnecting");
    this.options.onClosed?.(code);
  }

  #ping(): void {
    this.#send({ kind: "ping", revision: Math.max(0, this.mirror.revision) });
    this.#expectAnswer();
  }

  #expectAnswer(): void {
    clearTimeout(this.#pongBy);
    this.#pongBy = setTimeout(() => this.#socket.reconnect(), PONG_MAX_MS);
  }

  #stopPinging(): void {
    this.#stopPinger?.();
    clearTimeout(this.#pongBy);
  }

  #send(frame: UpFrame): void {
    this.#socket.send(JSON.stringify(frame));
  }

  #savePending(): void {
    this.options.store?.save(this.pending);
  }

  #set(status: Status): void {
    if (this.status === "closed" || this.status === status) return;
    this.status = status;
    this.#changed();
  }

  #changed(): void {
    this.options.onChange?.(this);
  }
}
