/**
 * What the screens of a room see, kept current: after steps, each socket gets the changed keys of the topics it watches and
 * the new rows of its lists. A socket whose rights changed gets a new welcome instead; one that lags is dropped and resumes.
 */
import type { AnyMachineSnapshot } from "xstate";
import { Ordered } from "../../machines/ordered.ts";
import { CLOSE, PROTOCOL_VERSION, type DownFrame, type ListPart } from "../protocol/frames.ts";
import { INSPECTION, LOG_LIST } from "../protocol/inspection.ts";
import type { Identity, Made, RoomDefinition, Row, Topic } from "./definition.ts";
import type { Host, Socket } from "./host.ts";
import { Pages, inOrder, visible, type Have } from "./pages.ts";

/** Sent and not yet acknowledged by a ping, in UTF-16 code units. The runtime itself would buffer without limit. */
const LAG_MAX_CHARS = 4_000_000;
/**
 * What a socket may ask for (welcomes, pages) in one window of time, as long as it is more than a few frames. Nobody could
 * look at so much, and a peer that does not read makes the runtime keep all of it, whatever its pings claim.
 */
const ASKED_MAX_CHARS = 8_000_000;
const ASKED_MIN_FRAMES = 64;
const ASKED_WINDOW_MS = 10_000;

type Shown = Record<string, unknown>;

/** Whose command a step was. */
interface Asker {
  socket: Socket;
  commandId: string;
}

interface Base {
  /** What the topic's view was when the screens were last told, and its texts by key. */
  shown: Shown;
  view: Map<string, string>;
  made: Made;
  /** Revision at which this topic last changed for anyone. */
  changedAt: number;
}

const NONE = Ordered.empty<unknown>();

export class Views {
  #bases = new Map<string, Base>();
  /** Entries of lists that screens have not heard of, as they are now. */
  #unheard = new Map<string, Map<number, Row>>();
  #asked = new Map<string, { since: number; chars: number; frames: number }>();
  #lag = new Map<string, { sent: { revision: number; chars: number }[]; chars: number }>();
  #flushedAt = -Infinity;
  #scheduled = false;
  #held = false;
  #heldSome = false;
  readonly #pages: Pages;

  constructor(
    private readonly definition: RoomDefinition,
    private readonly host: Host,
    private readonly now: () => { snapshot: AnyMachineSnapshot; revision: number },
    /** Runs work in the room's one line of events, so that no step comes between reading a list and sending it. */
    private readonly inTurn: (work: () => Promise<void>) => void,
    /** Told of each socket that was closed here. */
    private readonly dropped: (socket: Socket) => void,
  ) {
    this.#pages = new Pages(host.storage);
  }

  /** After a wake: what the sockets that slept with us were last shown is what the stored state says. */
  load(): void {
    for (const socket of this.host.sockets()) for (const topic of socket.state?.shown ?? []) this.#base(topic);
    // But for what is not stored: it may have changed in silence.
    this.#bases.get(INSPECTION)?.view.clear();
  }

  /** Whether somebody is shown this topic, or was until a moment ago. */
  shows(topic: string): boolean {
    return this.#bases.has(topic);
  }

  /** EN66: what a room shows of its life is in it only where it is named. */
  topicsFor(identity: Identity, watch: readonly string[] | undefined): string[] {
    const { snapshot } = this.now();
    const { admit, inspection, topics } = this.definition;
    const may = admit(identity, snapshot).filter((topic) => topic !== INSPECTION && topics[topic]);
    if (watch === undefined || watch.length === 0) return may;
    const named = may.filter((topic) => watch.includes(topic));
    return watch.includes(INSPECTION) && inspection?.admit(identity, snapshot) ? [...named, INSPECTION] : named;
  }

  /** Only names that exist: little can be kept with a socket. An empty list asks for everything, so it must stay one. */
  wanted(watch: readonly string[]): string[] {
    const known = watch.filter((topic) => Object.hasOwn(this.definition.topics, topic));
    return watch.length > 0 && known.length === 0 ? [""] : known;
  }

  /** EN37: of what they may see, whether or not they watch it; EN66: but for the log. Undefined: no such list for them. */
  async page(
    { state: { identity, watch } }: Socket,
    { list, ...range }: { list: string; before?: number | undefined; limit: number },
  ): Promise<{ rows: Row[]; older: boolean } | undefined> {
    const may = this.topicsFor(identity, list === LOG_LIST ? watch : undefined);
    const shows = may.flatMap((topic) => {
      const lists = this.definition.topics[topic]?.lists ?? {};
      return Object.hasOwn(lists, list) ? lists[list]! : [];
    });
    return shows.length === 0 ? undefined : this.#pages.older(list, shows, range);
  }

  async welcome(socket: Socket, have: Have | undefined): Promise<void> {
    const { state } = socket;
    const shown = this.topicsFor(state.identity, state.watch);
    const lists: Record<string, ListPart> = {};
    for (const name of shown)
      for (const [list, show] of Object.entries(this.definition.topics[name]!.lists ?? {}))
        lists[list] = await this.#pages.part(list, show, have);
    const { revision } = this.now();
    const topics: Record<string, Shown> = {};
    // What all others were last told, even where the next update waits for its time: it is made of what changed since.
    for (const name of shown) {
      const base = this.#base(name);
      topics[name] = { ...base.shown, ...Object.fromEntries(showRows(this.definition.topics[name]!, base.made.rows)) };
    }
    socket.setState({ ...socket.state, shown });
    this.#lag.delete(socket.id);
    const frame = {
      kind: "welcome",
      protocol: PROTOCOL_VERSION,
      session: socket.id,
      revision,
      now: this.host.now(),
    } as const;
    this.send(socket, { ...frame, topics, lists });
  }

  /**
   * Something changed. Tells the sockets now, or soon where the room asks for rest in between.
   * @returns whether the asker was told with it that their command is done.
   */
  publish(lists: ReadonlyMap<string, ReadonlyMap<number, Row>>, asker: Asker | undefined): boolean {
    for (const [list, rows] of lists) {
      const unheard = this.#unheard.get(list) ?? new Map<number, Row>();
      for (const [seq, row] of rows) unheard.set(seq, row);
      this.#unheard.set(list, unheard);
    }
    if (this.#scheduled) return false;
    if (this.#held) {
      this.#heldSome = true;
      return false;
    }
    const wait = this.#flushedAt + (this.definition.updateEveryMs ?? 0) - this.host.now();
    if (wait <= 0) return this.flush(asker);
    this.#scheduled = true;
    this.host.later(wait, () => {
      this.#scheduled = false;
      if (this.#held) this.#heldSome = true;
      else this.flush(undefined);
    });
    return false;
  }

  /** Screens hear once of all that happens until `release`. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    if (this.#heldSome) this.publish(new Map(), undefined);
    this.#heldSome = false;
  }

  flush(asker: Asker | undefined): boolean {
    let own: string | undefined;
    this.#flushedAt = this.host.now();
    const { snapshot, revision } = this.now();
    const lists = new Map([...this.#unheard].map(([list, rows]) => [list, inOrder(rows)]));
    this.#unheard = new Map();
    const changes = new Map<string, { set: Shown; gone: string[] } | undefined>();
    const texts = new Map<string, string | undefined>();
    const watched = new Set<string>();
    /** Topics whose lists had something to show. */
    const listed = new Set<string>();
    const change = (name: string) => {
      if (!changes.has(name)) changes.set(name, this.#change(name, snapshot));
      return changes.get(name);
    };
    for (const socket of this.host.sockets()) {
      const { state } = socket;
      if (!state?.watch) continue;
      const shown = this.topicsFor(state.identity, state.watch);
      const key = shown.join();
      if (key !== state.shown.join()) {
        // What it may no longer see must not reach it while the new welcome waits for its turn.
        socket.setState({ ...state, shown: [] });
        this.inTurn(() => this.welcome(socket, undefined));
        continue;
      }
      for (const name of shown) watched.add(name);
      if (!texts.has(key)) texts.set(key, this.#update(shown, change, lists, listed, revision));
      const text = texts.get(key);
      if (text === undefined) continue;
      // The asker last: they know it already, the others wait for it.
      if (socket.id === asker?.socket.id) own = text;
      else this.#sendText(socket, text, revision);
    }
    // Into the text that all get, before its last brace: it is the same for all of them but for this.
    if (asker && own !== undefined)
      this.#sendText(asker.socket, `${own.slice(0, -1)},"done":${JSON.stringify(asker.commandId)}}`, revision);
    for (const [name, base] of this.#bases) {
      if (!watched.has(name)) this.#bases.delete(name);
      else if (changes.get(name) || listed.has(name)) base.changedAt = revision;
    }
    return own !== undefined;
  }

  /** To every socket that is shown this topic, but not to the one it came from. */
  signal(topic: string, signal: { type: string }, except: string | undefined): void {
    const text = JSON.stringify({ kind: "signal", signal } satisfies DownFrame);
    for (const socket of this.host.sockets())
      if (socket.id !== except && socket.state?.shown.includes(topic)) this.#sendText(socket, text, undefined);
  }

  acknowledged(socket: Socket, revision: number): void {
    const lag = this.#lag.get(socket.id);
    if (!lag) return;
    const sent = lag.sent.filter((one) => one.revision > revision);
    if (sent.length === 0) this.#lag.delete(socket.id);
    else this.#lag.set(socket.id, { sent, chars: sent.reduce((sum, { chars }) => sum + chars, 0) });
  }

  forget(socket: Socket): void {
    this.#lag.delete(socket.id);
    this.#asked.delete(socket.id);
  }

  send(socket: Socket, frame: DownFrame): void {
    const text = JSON.stringify(frame);
    this.#sendText(socket, text, undefined);
    if (frame.kind === "welcome" || frame.kind === "page") this.#countAsked(socket, text.length);
  }

  #countAsked(socket: Socket, chars: number): void {
    const now = this.host.now();
    let asked = this.#asked.get(socket.id);
    if (!asked || now - asked.since >= ASKED_WINDOW_MS)
      this.#asked.set(socket.id, (asked = { since: now, chars: 0, frames: 0 }));
    asked.chars += chars;
    asked.frames++;
    if (asked.chars > ASKED_MAX_CHARS && asked.frames > ASKED_MIN_FRAMES) this.#drop(socket);
  }

  #drop(socket: Socket): void {
    this.host.log({ level: "warn", msg: "laggard dropped", socket: socket.id });
    this.forget(socket);
    socket.close(CLOSE.laggard, "too far behind: reconnect");
    this.dropped(socket);
  }

  /** One socket that fails must not keep the others from hearing. */
  #sendText(socket: Socket, text: string, revision: number | undefined): void {
    try {
      socket.send(text);
      if (revision === undefined) return;
      let lag = this.#lag.get(socket.id);
      if (!lag) this.#lag.set(socket.id, (lag = { sent: [], chars: 0 }));
      lag.sent.push({ revision, chars: text.length });
      lag.chars += text.length;
      if (lag.chars > LAG_MAX_CHARS) this.#drop(socket);
    } catch (error) {
      this.host.log({ level: "info", msg: "socket gone while sending", socket: socket.id, error: String(error) });
    }
  }

  #base(name: string): Base {
    const known = this.#bases.get(name);
    if (known) return known;
    const { snapshot } = this.now();
    const topic = this.definition.topics[name];
    const shown = topic?.view?.(snapshot) ?? {};
    const base: Base = {
      shown,
      view: new Map(Object.entries(shown).map(([key, value]) => [key, JSON.stringify(value)])),
      made: { snapshot, rows: topic ? rowsOf(topic, snapshot) : NONE },
      changedAt: -1,
    };
    this.#bases.set(name, base);
    return base;
  }

  #change(name: string, snapshot: AnyMachineSnapshot): { set: Shown; gone: string[] } | undefined {
    const topic = this.definition.topics[name]!;
    const base = this.#base(name);
    const set: Shown = {};
    const gone: string[] = [];
    const view = topic.view?.(snapshot) ?? {};
    base.shown = view;
    for (const [key, value] of Object.entries(view)) {
      const text = JSON.stringify(value);
      if (base.view.get(key) === text) continue;
      base.view.set(key, text);
      set[key] = value;
    }
    for (const key of base.view.keys())
      if (!(key in view)) {
        base.view.delete(key);
        gone.push(key);
      }
    const before = base.made.rows;
    const rows = rowsOf(topic, snapshot, base.made);
    base.made = { snapshot, rows };
    if (topic.rows && rows !== before) {
      const difference = rows.diff(before);
      for (const [key, row] of difference.set) set[`${topic.rows.table}:${key}`] = topic.rows.show(row as never);
      for (const key of difference.deleted) gone.push(`${topic.rows.table}:${key}`);
    }
    return Object.keys(set).length > 0 || gone.length > 0 ? { set, gone } : undefined;
  }

  #update(
    shown: readonly string[],
    change: (name: string) => { set: Shown; gone: string[] } | undefined,
    unheard: ReadonlyMap<string, readonly Row[]>,
    listed: Set<string>,
    revision: number,
  ): string | undefined {
    const topics: Record<string, { set: Shown; gone: string[] }> = {};
    const lists: Record<string, Row[]> = {};
    let since = -1;
    for (const name of shown) {
      since = Math.max(since, this.#base(name).changedAt);
      const changed = change(name);
      if (changed) topics[name] = changed;
      for (const [list, show] of Object.entries(this.definition.topics[name]!.lists ?? {})) {
        const rows = visible(unheard.get(list) ?? [], show);
        if (rows.length === 0) continue;
        lists[list] = rows;
        listed.add(name);
      }
    }
    if (Object.keys(topics).length === 0 && Object.keys(lists).length === 0) return undefined;
    const frame = { kind: "update", revision, since, now: this.host.now(), topics, lists } satisfies DownFrame;
    return JSON.stringify(frame);
  }
}

function rowsOf({ rows }: Topic, snapshot: AnyMachineSnapshot, before?: Made): Ordered<unknown> {
  if (!rows) return NONE;
  return rows.of?.(snapshot, before) ?? (snapshot.context as Record<string, Ordered<unknown>>)[rows.table]!;
}

function* showRows(topic: Topic, rows: Ordered<unknown>): Generator<[string, unknown]> {
  if (!topic.rows) return;
  for (const [key, row] of rows) yield [`${topic.rows.table}:${key}`, topic.rows.show(row as never)];
}
