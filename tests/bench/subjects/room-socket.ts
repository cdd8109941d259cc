/** A screen's connection to one room without a screen: no timers of its own, no schemas, so that thousands fit in. */
import WebSocket from "ws";
import type { Address } from "../../../party/engine/definition.ts";
import { signTicket, type PersonIdentity } from "../../../party/http/identity.ts";
import { PING_EVERY_MS, PROTOCOL_VERSION, type DownFrame, type UpFrame } from "../../../party/protocol/frames.ts";

export const SECRET = "for-benchmarks-only-for-benchmarks-only-0123";

interface Row {
  seq: number;
  [field: string]: unknown;
}
type Answer = Extract<DownFrame, { kind: "done" | "refused" | "fault" }>;

const open = new Set<RoomSocket>();
/** Between two rounds of pings, in milliseconds. */
const PING_ROUND_MS = 20;

/** Each socket once in its time, one after the other: a crowd of people does not ping in step. */
function* pingEach(): Generator<void> {
  for (let owed = 0; ; yield) {
    owed += (open.size * PING_ROUND_MS) / PING_EVERY_MS;
    for (const socket of open) {
      if (owed < 1) break;
      owed--;
      // To the end of the line.
      open.delete(socket);
      open.add(socket);
      socket.ping();
    }
  }
}
const pings = pingEach();
setInterval(() => pings.next(), PING_ROUND_MS).unref();

export class RoomSocket {
  topics: Record<string, Record<string, unknown>> = {};
  /** Highest row that this screen has, by list. */
  readonly have: Record<string, number> = {};
  onRow: (row: Row, list: string) => void = () => {};
  onChange: () => void = () => {};
  onClose: (code: number) => void = () => {};
  readonly #answers = new Map<string, (answer: Answer) => void>();
  readonly #pages = new Map<string, (rows: Row[], older: boolean) => void>();
  #socket: WebSocket | undefined;
  #next = 0;

  constructor(
    private readonly url: string,
    readonly who: PersonIdentity,
    readonly at: Address,
    private readonly watch?: string[],
  ) {}

  ticket(): Promise<string> {
    return signTicket(this.who, this.at, SECRET);
  }

  /** Resolves with the welcome. */
  async open(ticket?: string): Promise<void> {
    const query = new URLSearchParams({ _pk: crypto.randomUUID(), ticket: ticket ?? (await this.ticket()) });
    const address = `${this.url.replace("http", "ws")}/parties/${this.at.party}/${this.at.room}?${query}`;
    const socket = new WebSocket(address, { perMessageDeflate: false });
    this.#socket = socket;
    await new Promise<void>((welcomed, failed) => {
      socket.on("open", () => {
        const have = Object.keys(this.have).length > 0 ? { have: { ...this.have } } : {};
        this.#send({
          kind: "hello",
          protocol: PROTOCOL_VERSION,
          ...have,
          ...(this.watch ? { watch: this.watch } : {}),
        });
      });
      socket.on("message", (data: Buffer) => {
        const frame = JSON.parse(data.toString()) as DownFrame;
        this.#receive(frame);
        if (frame.kind === "welcome") {
          open.add(this);
          welcomed();
        }
      });
      socket.on("error", failed);
      socket.on("close", (code) => {
        failed(new Error(`closed with ${code}`));
        if (this.#socket !== socket) return;
        open.delete(this);
        this.onClose(code);
      });
    });
  }

  /** Sends a command and leaves it at that. `again`: it may have been sent before. */
  tell(command: { type: string; [field: string]: unknown }, commandId = `c${this.#next++}`, again = false): void {
    this.#send({ kind: "command", commandId, command, ...(again ? { again } : {}) });
  }

  command(command: { type: string; [field: string]: unknown }, commandId = `c${this.#next++}`): Promise<Answer> {
    const answer = this.answerTo(commandId);
    this.tell(command, commandId);
    return answer;
  }

  /** Resolves when the room answers this command, over whichever connection. */
  answerTo(commandId: string): Promise<Answer> {
    return new Promise((answered) => this.#answers.set(commandId, answered));
  }

  page(list: string, before: number | undefined): Promise<{ rows: Row[]; older: boolean }> {
    const queryId = `q${this.#next++}`;
    return new Promise((answered) => {
      this.#pages.set(queryId, (rows, older) => answered({ rows, older }));
      const query = { type: "history", list, limit: 100, ...(before === undefined ? {} : { before }) };
      this.#send({ kind: "query", queryId, query });
    });
  }

  /** All rows of a list, oldest first. */
  async wholeList(list: string): Promise<Row[]> {
    let all: Row[] = [];
    for (let older = true; older;) {
      const page = await this.page(list, all[0]?.seq);
      all = [...page.rows, ...all];
      older = page.older;
    }
    return all;
  }

  ping(): void {
    this.#send({ kind: "ping" });
  }

  /** Resolves when the fact holds; it is looked at after each frame. */
  until(fact: () => boolean): Promise<void> {
    if (fact()) return Promise.resolve();
    return new Promise((held) => {
      const before = this.onChange;
      this.onChange = () => {
        before();
        if (!fact()) return;
        this.onChange = before;
        held();
      };
    });
  }

  /** As when the network goes away: nobody says goodbye. */
  cut(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    open.delete(this);
    socket?.terminate();
  }

  #send(frame: UpFrame): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  #receive(frame: DownFrame): void {
    if (frame.kind === "done" || frame.kind === "refused") this.#answered(frame.commandId, frame);
    else if (frame.kind === "fault" && frame.about !== undefined) this.#answered(frame.about, frame);
    else if (frame.kind === "page") this.#pages.get(frame.queryId)?.(frame.rows, frame.older);
    else if (frame.kind === "welcome") {
      this.topics = frame.topics;
      for (const [list, { rows }] of Object.entries(frame.lists)) this.#rows(list, rows);
      this.onChange();
    } else if (frame.kind === "update") {
      for (const [name, { set, gone }] of Object.entries(frame.topics)) {
        const topic = (this.topics[name] ??= {});
        Object.assign(topic, set);
        for (const key of gone) delete topic[key];
      }
      for (const [list, rows] of Object.entries(frame.lists)) this.#rows(list, rows);
      if (frame.done !== undefined)
        this.#answered(frame.done, { kind: "done", commandId: frame.done, revision: frame.revision });
      this.onChange();
    }
  }

  #rows(list: string, rows: readonly Row[]): void {
    for (const row of rows) {
      this.have[list] = Math.max(this.have[list] ?? 0, row.seq);
      this.onRow(row, list);
    }
  }

  #answered(commandId: string, answer: Answer): void {
    this.#answers.get(commandId)?.(answer);
    this.#answers.delete(commandId);
  }
}
