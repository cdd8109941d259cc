/**
 * A room: one XState machine that lives in storage and takes one event at a time.
 *
 * Socket frames, messages from other rooms, calls of the entry worker and alarms come in by different methods and all end in
 * `#step`: judge (pure) → one atomic write of snapshot, log entry, timers, outbox and rows → only then sockets and deliveries.
 * The write returns at once; the platform holds back what is said afterwards until it is on disk.
 *
 * Whatever awaits runs inside `#serial`, one piece of work after the other, so that nothing comes between a read and the
 * step that relies on it. Deliveries to other rooms never run inside it: two rooms that send to each other would wait forever.
 * Nor do jobs: the world outside takes its time.
 */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { SOCKET_MAX_MS } from "../../machines/account-events.ts";
import { CLOSE, FRAME_MAX_CHARS, OFFENCES_MAX, PROTOCOL_VERSION, SILENCE_MAX_MS, UpFrame } from "../protocol/frames.ts";
import { INSPECTION, type CheckResult } from "../protocol/inspection.ts";
import {
  ACCOUNTS,
  WATCHTOWER,
  type Address,
  type Event,
  type Identity,
  type JobOutcome,
  type Looking,
  type RoomDefinition,
  type Row,
  type Stamped,
  type Ticket,
} from "./definition.ts";
import {
  CloseSockets,
  ListQuery,
  commandIdOf,
  describe,
  fault,
  isClosing,
  lookUp,
  parse,
  type Offence,
} from "./door.ts";
import type { Delivery, Host, Socket } from "./host.ts";
import { Inspection, lookedOn, tellLog, type LogEntry } from "./inspection.ts";
import { JOB_ID_MAX_CHARS, Jobs, type Job } from "./jobs.ts";
import { ASIDE, HEAD, commandKey, inKey, jobKey, logKey } from "./keys.ts";
import { ListChanges } from "./lists.ts";
import { Log } from "./log.ts";
import { NOTHING, look, looksFor, prepare, type Prepared } from "./looking.ts";
import { Outbox, effectSeq, revisionOf } from "./outbox.ts";
import { Recent } from "./recent.ts";
import { headOf, restore, type Head } from "./saved.ts";
import { Pace } from "./pace.ts";
import { SESSIONS_MAX, Sessions } from "./sessions.ts";
import { isStorable, judge, stamp, storeRows, type Judgement } from "./step.ts";
import { Tickets } from "./tickets.ts";
import { Timers } from "./timers.ts";
import { Views } from "./views.ts";

/** An alarm this long after a promise to another room, or a job, in case this instance dies before it has kept it. */
const PROMISE_ALARM_MS = 10_000;
/** How far away the alarm of a room is that only keeps one: a week. */
const KEPT_ALARM_MS = 7 * 24 * 60 * 60 * 1000;
/** How often a message of another room may make us fail before it is kept aside: about a minute, with the sender's rests. */
const FAULT_TRIES = 10;
/** Kept in memory so that most deliveries need not read, and so that a command that is overtaken by its own repetition is known. */
const SENDERS_KEPT = 4_096;
const COMMANDS_KEPT = 512;
/** Part of a stored key, which may have 2,048 bytes. */
const COMMAND_ID_MAX_CHARS = 256;
/** How exactly it is known when a socket was last heard, in milliseconds. */
const HEARD_EVERY_MS = 5_000;

/** `told`: the asker has heard of it in the update that it caused. */
export type Outcome =
  | { kind: "done"; revision: number; told?: boolean }
  | { kind: "refused"; reason: string; waitMs?: number }
  | { kind: "fault" };

interface StepOptions {
  by?: Identity;
  from?: Address;
  /** Stored and deleted together with the step, even if the machine has nothing to say to it. */
  put?: Record<string, unknown>;
  delete?: string[];
  /** Where it came from: a signal is not sent back there, and the update is the answer to the command. */
  socket?: Socket;
  commandId?: string;
}

/** What the machine wants, and at what. */
interface Judged {
  stamped: Stamped;
  judgement: Extract<Judgement, { kind: "accepted" }>;
}

export class Room {
  #snapshot!: AnyMachineSnapshot;
  #revision = 0;
  #watched = false;
  #alarmsLost = false;
  #at = 0;
  #logged: number | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  /** By sender: how often the same message of theirs has made us fail. */
  readonly #faults = new Map<string, number>();
  readonly #outbox: Outbox;
  readonly #timers: Timers;
  readonly #jobs: Jobs;
  readonly #tickets: Tickets;
  readonly #log: Log;
  readonly #pace = new Pace();
  /** Sockets that came by a ticket which is good no more, in this life. */
  #turnedAway = 0;
  /** What each sender's last accepted message was. */
  readonly #taken = new Recent<string>(SENDERS_KEPT);
  /** The revisions of commands that this life has done. */
  readonly #done = new Recent<number>(COMMANDS_KEPT);
  readonly #views: Views;
  readonly #inspection: Inspection;
  readonly #sessions: Sessions;

  constructor(
    readonly definition: RoomDefinition,
    private readonly host: Host,
  ) {
    const now = () => ({ snapshot: this.#snapshot, revision: this.#revision, at: this.#at });
    const stirred = () => this.#inspection.stirred();
    this.#outbox = new Outbox(host, definition.urgent ?? [], () => this.#retireSoon(), stirred);
    this.#timers = new Timers(host);
    this.#sessions = new Sessions(definition, host, now, (event, who) => void this.#step(event, who));
    this.#tickets = new Tickets(host);
    this.#log = new Log(host.storage, definition.logKept);
    this.#jobs = new Jobs(host, definition.services ?? {}, (job, outcome) => this.#settle(job, outcome));
    this.#views = new Views(
      lookedOn(definition, { timers: this.#timers, outbox: this.#outbox, jobs: this.#jobs }),
      host,
      now,
      (work) => void this.#serial(work),
      (socket) => void this.#serial(() => this.#endSession(socket)),
    );
    this.#inspection = new Inspection(definition, host, this.#views, now, (work) => void this.#serial(work));
  }

  get snapshot(): AnyMachineSnapshot {
    return this.#snapshot;
  }

  get revision(): number {
    return this.#revision;
  }

  /** Whether this life began with the alarms of all rooms forgotten. Only a room that always keeps one can tell. */
  get alarmsLost(): boolean {
    return this.#alarmsLost;
  }

  get outboxSize(): number {
    return this.#outbox.size;
  }

  /** Restores the room and catches up with what happened while it was away. Must have ended before anything comes in. */
  async load(): Promise<void> {
    const restored = await restore(this.definition, this.host.self, this.host.storage);
    this.#snapshot = restored.snapshot;
    this.#revision = restored.revision;
    this.#watched = restored.head?.watched ?? false;
    this.#alarmsLost =
      this.definition.keepsAlarm === true && restored.head !== undefined && !(await this.host.hasAlarm());
    this.#at = restored.head?.savedAt ?? 0;
    this.#logged = restored.head?.logged;
    if (restored.setAside !== undefined)
      this.host.log({ level: "error", msg: "stored state set aside", reason: restored.setAside });
    await this.#timers.load();
    await this.#tickets.load();
    await this.#log.load();
    await this.#outbox.load();
    await this.#jobs.load();
    this.#views.load();
    this.#sessions.load();
    this.#arm();
    this.#armForSilence();
    this.host.log({ msg: "woke", revision: this.#revision });
    this.#outbox.drain();
    this.#jobs.drain();
    this.#inspection.stirred();
  }

  // The door, side by side: each of these turns what came in into an event, or an answer that says why not.

  /** A socket has connected and not said who wants what yet: it has as long as any other to say something. */
  joined(socket: Socket, ticket: Ticket): Promise<void> {
    return this.#serial(async () => {
      this.#timers.arm(this.host.now() + SILENCE_MAX_MS);
      const { state } = socket;
      const isNowhere = this.#revision === 0 && this.#views.topicsFor(state.identity, undefined).length === 0;
      if (!(await this.#isFromBefore(state.identity, ticket)) && this.#tickets.take(ticket, isNowhere)) return;
      this.host.log({ level: "warn", msg: "socket turned away", why: "ticket used", count: ++this.#turnedAway });
      // At its first word: closed before the platform has answered its request, it would be left half open.
      socket.setState({ ...state, turnedAway: true });
    });
  }

  /**
   * Whether the ticket was made before something that its account has told this room since: it may be of a session that is over,
   * and its socket was not there yet to be closed.
   */
  async #isFromBefore({ account }: Identity, { revision = 0 }: Ticket): Promise<boolean> {
    if (account === undefined) return false;
    const last = await this.#lastOf(inKey({ party: ACCOUNTS, room: account }));
    return revisionOf(last) > revision;
  }

  /** The number of what was last accepted from a sender. */
  async #lastOf(key: string): Promise<string> {
    const last = this.#taken.get(key) ?? ((await this.host.storage.get(key)) as string | undefined) ?? "";
    this.#taken.set(key, last);
    return last;
  }

  /** A frame from a socket. */
  receive(socket: Socket, data: string | ArrayBuffer): Promise<void> {
    return this.#serial(async () => {
      // What we have closed may go on talking, for as long as its peer does not agree.
      const { open, state } = socket;
      if (!open) return;
      if (state.turnedAway) return socket.close(CLOSE.turnedAway, "this ticket is good no more");
      // Not at every frame: what is kept with a sleeping socket is written down each time.
      const now = this.host.now();
      if (now - state.heardAt > HEARD_EVERY_MS) socket.setState({ ...state, heardAt: now });
      if (!this.#pace.allows(socket.id, now)) return this.#offence(socket, "tooFast", "too many frames: slow down");
      if (typeof data !== "string") return this.#offence(socket, "malformed", "frames are text");
      if (data.length > FRAME_MAX_CHARS) {
        this.#offence(socket, "tooLarge", `a frame may have ${FRAME_MAX_CHARS} characters`);
        return this.#dismiss(socket, CLOSE.tooLarge, "frame too large");
      }
      const frame = parse(UpFrame, data);
      if (!frame.ok) return this.#offence(socket, "malformed", frame.detail);
      await this.#frame(socket, frame.value);
    });
  }

  /** A socket is gone. */
  left(socket: Socket): Promise<void> {
    return this.#serial(() => {
      this.#views.forget(socket);
      this.#pace.forget(socket.id);
      this.#retireSoon();
      if (socket.state) this.#sessions.watches(socket, undefined);
    });
  }

  /** Messages from another room, in its order. Resolves when all of them are in this room's storage. */
  accept({ from, messages }: Delivery): Promise<void> {
    return this.#serial(async () => {
      const key = inKey(from);
      let last = await this.#lastOf(key);
      // One that only closes sockets gives a room nothing to be woken for, least of all one that never was.
      if (!messages.every(({ event }) => isClosing(from, event))) await this.#watch();
      this.#views.hold();
      try {
        for (const message of messages) {
          if (message.seq <= last) continue;
          const told = this.#tell(from, key, message);
          last = this.#take(from, key, message, told instanceof Promise ? await told : told);
        }
      } finally {
        this.#views.release();
      }
    });
  }

  #tell(
    from: Address,
    key: string,
    { seq, event }: Delivery["messages"][number],
  ): Outcome | Promise<Outcome> | { kind: "malformed"; detail?: string } {
    const schema = isClosing(from, event) ? CloseSockets : this.definition.messages[from.party];
    if (!schema) return { kind: "malformed" };
    const parsed = v.safeParse(schema, event);
    if (!parsed.success) return { kind: "malformed", detail: describe(parsed.issues) };
    const step = { from, put: { [key]: seq } };
    return isClosing(from, parsed.output) ? this.#closeSockets(parsed.output, step) : this.#happen(parsed.output, step);
  }

  /** @throws if it is to be sent again. */
  #take(
    from: Address,
    key: string,
    { seq, event }: Delivery["messages"][number],
    outcome: Outcome | { kind: "malformed"; detail?: string },
  ): string {
    if (outcome.kind === "fault" || outcome.kind === "malformed") {
      // A fault of ours may pass; its sender tries again. What can never be taken would block it for ever: keep it aside,
      // say so, go on.
      const tries = (this.#faults.get(key) ?? 0) + 1;
      if (outcome.kind === "fault" && tries < FAULT_TRIES) {
        this.#faults.set(key, tries);
        throw new Error(`failed at ${event.type}, try ${tries}`);
      }
      this.host.storage.write({ put: { [key]: seq, [`${ASIDE}message/${from.party}/${from.room}/${seq}`]: event } });
      const issues = outcome.kind === "malformed" ? outcome.detail : undefined;
      this.host.log({ level: "error", msg: "message set aside", from, seq, type: event.type, issues });
    }
    this.#faults.delete(key);
    this.#taken.set(key, seq);
    return seq;
  }

  /** A command from the entry worker, for an identity that it vouches for. */
  command(by: Identity, input: Event, commandId?: string): Promise<Outcome | { kind: "malformed"; detail: string }> {
    return this.#serial(async () => {
      const command = lookUp(this.definition.commands, by, input, this.host.env);
      if (!command.ok) return { kind: "malformed" as const, detail: command.detail };
      if (commandId !== undefined && (commandId === "" || commandId.length > COMMAND_ID_MAX_CHARS))
        return { kind: "malformed" as const, detail: `a command's id has 1 to ${COMMAND_ID_MAX_CHARS} characters` };
      await this.#watch();
      if (commandId === undefined) return this.#happen(command.event, { by });
      return this.#once(command.event, commandId, { by }, true);
    });
  }

  /** A question from the entry worker. */
  ask(question: Event): Promise<unknown> {
    return this.#serial(async () => {
      const asked = this.definition.questions?.[question.type];
      if (!asked) throw new Error(`${this.definition.party}: no such question: ${question.type}`);
      if (typeof asked === "function") return asked(this.#snapshot, question as never);
      const { event } = await look(asked.looks, this.host.storage, question);
      return asked.answer(this.#snapshot, event as never);
    });
  }

  /** EN71: whether the log replays to what there is. Undefined: that is not theirs to ask. Waits for nobody, and nobody waits for it. */
  check(by: Identity): Promise<CheckResult | undefined> {
    return this.#inspection.check(by);
  }

  /** An alarm, or whatever woke this room instead of one. */
  alarm(): Promise<void> {
    return this.#serial(async () => {
      this.#timers.rang();
      const now = this.host.now();
      this.#closeOver(now);
      for (let due = this.#timers.due(now); due; due = this.#timers.due(now)) {
        const gone = new Set<string>();
        this.#timers.cancel(due.id, {}, gone);
        const happened = this.#happen(due.timer.event, { delete: [...gone] });
        const outcome = happened instanceof Promise ? await happened : happened;
        if (outcome.kind === "fault") this.host.storage.write({ delete: [...gone] });
      }
      this.#arm();
      this.#armForSilence();
      this.#outbox.retry();
      this.#inspection.stirred();
      this.#retireSoon();
    });
  }

  // Frames

  async #frame(socket: Socket, frame: UpFrame): Promise<void> {
    const { identity } = socket.state;
    if (frame.kind === "ping") {
      if (frame.revision !== undefined) this.#views.acknowledged(socket, frame.revision);
      return this.#views.send(socket, { kind: "pong", now: this.host.now() });
    }
    if (frame.kind === "hello") return this.#hello(socket, frame);
    if (!socket.state.watch) return this.#offence(socket, "forbidden", "say hello first");
    if (frame.kind === "watch") {
      if (this.#watchAs(socket, this.#views.wanted(frame.watch))) await this.#views.welcome(socket, undefined);
      return;
    }
    if (frame.kind === "query") return this.#query(socket, frame.queryId, frame.query);
    const { isOwn } = this.definition;
    if (isOwn?.(identity, this.#snapshot) === false)
      return this.#offence(socket, "forbidden", "this room is somebody else's", commandIdOf(frame));
    if (frame.kind === "signal") {
      const signal = lookUp(this.definition.signals ?? {}, identity, frame.signal, this.host.env);
      if (!signal.ok) return this.#offence(socket, signal.code, signal.detail);
      await this.#happen(signal.event, { by: identity, socket });
      return;
    }
    const { commandId, again } = frame;
    const command = lookUp(this.definition.commands, identity, frame.command, this.host.env);
    if (!command.ok) return this.#offence(socket, command.code, command.detail, commandId);
    const outcome = await this.#once(command.event, commandId, { by: identity, socket }, again === true);
    if (outcome.kind === "fault") return this.#views.send(socket, fault("fault", "we failed: try again", commandId));
    if (outcome.kind === "refused") return this.#views.send(socket, { ...outcome, commandId });
    const { revision, told } = outcome;
    if (!told) this.#views.send(socket, { kind: "done", commandId, revision });
  }

  /** A command with an id, unless it has been done. `again`: it may have been, in another life of this room. */
  async #once(
    event: Event,
    commandId: string,
    { by, socket }: { by: Identity; socket?: Socket },
    again: boolean,
  ): Promise<Outcome> {
    const key = commandKey(by.id, commandId);
    const before =
      this.#done.get(key) ?? (again ? ((await this.host.storage.get(key)) as number | undefined) : undefined);
    if (before !== undefined) return { kind: "done", revision: before };
    const put = { [key]: this.#revision + 1 };
    const outcome = await this.#happen({ ...event, commandId }, { by, put, socket, commandId });
    if (outcome.kind === "done") this.#done.set(key, outcome.revision);
    return outcome;
  }

  async #hello(socket: Socket, hello: UpFrame & { kind: "hello" }): Promise<void> {
    if (hello.protocol !== PROTOCOL_VERSION) {
      this.#views.send(socket, fault("outdated", `this room speaks protocol ${PROTOCOL_VERSION}`));
      return this.#dismiss(socket, CLOSE.outdated, "outdated");
    }
    // Who may see nothing here only knocks, at a room that perhaps never was: that is no reason to wake it ever after.
    if (this.#views.topicsFor(socket.state.identity, undefined).length > 0) await this.#watch();
    if (!this.#watchAs(socket, this.#views.wanted(hello.watch ?? []))) return;
    const { have: lists, revision = -1 } = hello;
    await this.#views.welcome(socket, lists && { lists, revision });
  }

  /** @returns whether it may: a machine keeps only so many sessions. */
  #watchAs(socket: Socket, watch: readonly string[]): boolean {
    if (this.#sessions.isOneTooMany(socket, watch)) {
      this.#views.send(socket, fault("forbidden", `at most ${SESSIONS_MAX} screens at once`));
      this.#dismiss(socket, CLOSE.tooMany, "too many screens");
      return false;
    }
    // The step first: a socket that already watched would be sent a second welcome by it, without what it has.
    this.#sessions.watches(socket, watch);
    socket.setState({ ...socket.state, watch });
    return true;
  }

  async #query(socket: Socket, queryId: string, query: Event): Promise<void> {
    const parsed = v.safeParse(ListQuery, query);
    if (!parsed.success) return this.#offence(socket, "malformed", describe(parsed.issues), queryId);
    const { list } = parsed.output;
    const page = await this.#views.page(socket, parsed.output);
    if (!page) return this.#offence(socket, "forbidden", `no list ${list} for you here`, queryId);
    this.#views.send(socket, { kind: "page", queryId, list, ...page });
  }

  /** Answered once, counted, and closed on repetition. */
  #offence(socket: Socket, code: Offence, detail: string, about?: string): void {
    const offences = socket.state.offences + 1;
    socket.setState({ ...socket.state, offences });
    this.host.log({
      level: "warn",
      msg: "refused frame",
      socket: socket.id,
      role: socket.state.identity.role,
      code,
      detail,
    });
    this.#views.send(socket, fault(code, detail, about));
    if (offences >= OFFENCES_MAX) this.#dismiss(socket, CLOSE.offences, "too many malformed or forbidden frames");
  }

  #dismiss(socket: Socket, code: number, reason: string): void {
    socket.close(code, reason);
    this.#endSession(socket);
  }

  /** Of a socket that we have closed: its peer may never answer that, and would count as connected for ever. */
  #endSession(socket: Socket): void {
    const { id, state } = socket;
    socket.setState({ ...state, watch: undefined, shown: [] });
    this.#sessions.watches({ id, state }, undefined);
  }

  // Steps

  /**
   * Something has happened that the machine may want to look at entries for: in turn, so that nothing comes between the look and the
   * step. Where it looks at none, nothing is awaited, and steps that follow each other share one flush.
   */
  #happen(event: Event, options: StepOptions): Outcome | Promise<Outcome> {
    const looks = looksFor(this.definition, event);
    return looks ? this.#stepLooking(event, looks, options) : this.#step(event, options);
  }

  async #stepLooking(event: Event, looks: Looking, options: StepOptions): Promise<Outcome> {
    let judged;
    let prepared;
    try {
      const looked = await look(looks, this.host.storage, event);
      judged = this.#judge(looked.event, options);
      if ("kind" in judged) return judged;
      prepared = await prepare(this.definition, this.host.storage, judged.judgement.effects, looked, this.#revision);
    } catch (error) {
      return this.#fault(event, error);
    }
    return this.#commit(judged, options, prepared);
  }

  #step(event: Event, options: StepOptions): Outcome {
    const judged = this.#judge(event, options);
    return "kind" in judged ? judged : this.#commit(judged, options, NOTHING);
  }

  #fault({ type }: Event, error: unknown): Outcome & { kind: "fault" } {
    this.host.log({ level: "error", msg: "fault", revision: this.#revision, event: type, error: String(error) });
    return { kind: "fault" };
  }

  #judge(
    event: Event,
    { by, from, put = {}, delete: gone = [] }: StepOptions,
  ): Judged | Extract<Outcome, { kind: "refused" | "fault" }> {
    const stamped = stamp(event, Math.max(this.host.now(), this.#at), { by, from });
    let judgement;
    try {
      judgement = judge(this.definition, this.host.self, this.#snapshot, stamped);
    } catch (error) {
      return this.#fault(event, error);
    }
    if (judgement.kind === "accepted") return { stamped, judgement };
    this.host.log({ level: "info", msg: "refused", event: event.type, by: by?.id, reason: judgement.reason });
    if (by === undefined) this.host.storage.write({ put, delete: gone });
    return judgement;
  }

  #commit(
    { stamped, judgement }: Judged,
    { by, put: also = {}, delete: alsoGone = [], socket, commandId }: StepOptions,
    { entries, log }: Prepared,
  ): Outcome {
    const before = this.#snapshot;
    const { type, at } = stamped;
    const { next, effects, names, changed } = judgement;
    const signal = () => {
      for (const effect of effects)
        if (effect.kind === "signal") this.#views.signal(effect.topic, effect.signal, socket?.id);
    };
    if (!changed) {
      // A command that changed nothing may be judged again; other rooms and timers must not come back.
      if (by === undefined) this.host.storage.write({ put: also, delete: alsoGone });
      signal();
      return { kind: "done", revision: this.#revision };
    }

    const revision = this.#revision + 1;
    const { version } = this.definition;
    const entry: LogEntry = { at, event: stamped, to: next.value, effects: names };
    if (this.#logged !== version) entry.version = version;
    const head = { ...this.#headOf(next, revision, at), logged: version };
    const jobs = this.#jobs.newOf(effects, at);
    let lists;
    try {
      const hasWords = (row: Row) => this.definition.wordless?.(stamped, row as never) !== undefined;
      lists = new ListChanges(effects, entries, revision, hasWords);
    } catch (error) {
      return this.#fault(stamped, error);
    }
    // The storage would refuse it after we had said that it is kept.
    const isKept = [head, entry, ...jobs, ...Object.values(lists.put)].every(isStorable);
    if (!isKept || jobs.some(({ id }) => id.length > JOB_ID_MAX_CHARS))
      return this.#fault(stamped, "too large to be stored");
    const put: Record<string, unknown> = { ...also, ...lists.put };
    const gone = new Set([...alsoGone, ...lists.gone]);
    storeRows(this.definition, before, next, put, gone);
    const promised: { to: Address; seq: string; event: Event }[] = [];
    for (const effect of effects) {
      if (effect.kind === "startTimer")
        this.#timers.start(effect.id, { at: effect.at, event: effect.event }, put, gone);
      else if (effect.kind === "cancelTimer") this.#timers.cancel(effect.id, put, gone);
      else if (effect.kind === "send") {
        const seq = effectSeq(revision, promised.length);
        promised.push({ to: effect.to, seq, event: effect.event });
        put[Outbox.key(effect.to, seq)] = effect.event;
      }
    }
    for (const job of jobs) {
      put[jobKey(job.id)] = job;
      // A step that is the outcome of a job may ask for it anew.
      gone.delete(jobKey(job.id));
    }
    Object.assign(put, log);
    put[logKey(revision)] = entry;
    for (const key of this.#log.takeOld(revision)) gone.add(key);
    this.#write(next, head, put, gone);
    for (const { to, seq, event: message } of promised) this.#outbox.add(to, seq, message);
    for (const job of jobs) this.#jobs.add(job);

    this.#logged = version;
    if (this.#views.shows(INSPECTION)) tellLog(lists.rows, revision, entry, log);
    const told = this.#views.publish(lists.rows, socket && commandId !== undefined ? { socket, commandId } : undefined);
    signal();
    this.#arm();
    this.#outbox.drain();
    this.#jobs.drain();
    this.host.log({ event: type, by: by?.id, revision, from: before.value, to: next.value, effects: names });
    this.#retireSoon();
    return { kind: "done", revision, told };
  }

  /** An outcome is an event like any other, in its turn; the job ends in the same write. */
  #settle({ id, event }: Job, outcome: JobOutcome): void {
    void this.#serial(async () => {
      const key = jobKey(id);
      this.#jobs.close(id);
      const { kind } = await this.#happen({ ...event, outcome }, { delete: [key] });
      // As with a timer whose event fails: run again it would do in the world what has been done.
      if (kind === "fault") this.host.storage.write({ put: { [`${ASIDE}${key}`]: { event, outcome } }, delete: [key] });
      this.#inspection.stirred();
      this.#retireSoon();
    });
  }

  #headOf(next: AnyMachineSnapshot, revision: number, savedAt: number): Head {
    return {
      ...headOf(this.definition, this.host.self, next),
      savedAt,
      revision,
      watched: this.#watched,
      logged: this.#logged,
    };
  }

  #write(next: AnyMachineSnapshot, head: Head, put: Record<string, unknown>, gone: Iterable<string>): void {
    put[HEAD] = head;
    Object.assign(put, this.#tickets.unwritten());
    this.host.storage.write({ put, delete: [...gone, ...this.#outbox.takeAccepted()] });
    this.#snapshot = next;
    this.#revision = head.revision;
    this.#at = head.savedAt;
  }

  #arm(): void {
    const rest = this.definition.keepsAlarm ? KEPT_ALARM_MS : Infinity;
    const isQuiet = this.#outbox.isEmpty && this.#jobs.isEmpty;
    this.#timers.arm(this.host.now() + (isQuiet ? rest : PROMISE_ALARM_MS));
  }

  /** Of this account's people, and nobody else's: what it says of others' sockets has no effect. */
  #closeSockets({ session, person }: Event, { from, put }: { from: Address; put: Record<string, unknown> }): Outcome {
    this.host.storage.write({ put });
    let closed = 0;
    for (const socket of this.host.sockets()) {
      const { identity } = socket.state;
      if (identity.account !== from.room) continue;
      if (session !== undefined && identity.session !== session) continue;
      if (person !== undefined && identity.id !== person) continue;
      this.#dismiss(socket, CLOSE.signedOut, "ask who you are");
      closed++;
    }
    this.host.log({ event: "sockets.close", from, closed });
    return { kind: "done", revision: this.#revision };
  }

  /** Rights that were asked about long ago, and a peer that vanished without a word (a sleeping laptop, a dead network) leaves a socket that looks open for ever. */
  #closeOver(now: number): void {
    for (const socket of this.host.sockets()) {
      const { heardAt, openedAt } = socket.state;
      if (heardAt < now - SILENCE_MAX_MS) this.#dismiss(socket, CLOSE.silent, "no ping");
      else if (openedAt <= now - SOCKET_MAX_MS) this.#dismiss(socket, CLOSE.expired, "come again");
    }
  }

  #armForSilence(): void {
    for (const _ of this.host.sockets()) return this.#timers.arm(this.host.now() + SILENCE_MAX_MS);
  }

  // The watchtower: a room with something to wake up for is known there before it acknowledges anything.

  async #watch(): Promise<void> {
    if (!this.definition.isIdle) return;
    if (!this.#watched) {
      this.#watched = true;
      this.#tellWatchtower("room.active");
    }
    // Also where an earlier life has said it: it may have died before the watchtower heard.
    await this.#outbox.settled(WATCHTOWER);
  }

  /** In its turn: never between two messages of one delivery, the second of which may give the room something to do. */
  #retireSoon(): void {
    if (this.#watched && this.definition.isIdle?.(this.#snapshot)) void this.#serial(() => this.#retire());
  }

  #retire(): void {
    if (!this.#watched || !this.definition.isIdle?.(this.#snapshot)) return;
    if (!this.#outbox.isEmpty || !this.#jobs.isEmpty || this.#timers.size > 0) return;
    for (const _ of this.host.sockets()) return;
    this.#watched = false;
    this.#tellWatchtower("room.idle");
  }

  #tellWatchtower(type: "room.active" | "room.idle"): void {
    const revision = this.#revision + 1;
    const seq = effectSeq(revision, 0);
    const event = { type, room: this.host.self };
    const head = this.#headOf(this.#snapshot, revision, this.#at);
    this.#write(this.#snapshot, head, { [Outbox.key(WATCHTOWER, seq)]: event }, []);
    this.#outbox.add(WATCHTOWER, seq, event);
    this.#inspection.stirred();
    this.#arm();
    this.#outbox.drain();
  }

  #serial<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.catch((error: unknown) => {
      this.host.log({ level: "error", msg: "fault outside a step", error: String(error) });
    });
    return result;
  }
}
