/**
 * A screen as the panel and the widget have it, without a browser: a mirror kept by their own reducer, commands that are
 * repeated until they are answered, a new hello after a gap.
 */
import type { Identity } from "../../party/engine/definition.ts";
import { PROTOCOL_VERSION, type DownFrame } from "../../party/protocol/frames.ts";
import { blank, reflect, type Mirror } from "../shared/mirror.ts";
import type { Platform } from "./platform.ts";
import type { RoomNode } from "./room-node.ts";
import type { Connection } from "./socket.ts";

export interface Pending {
  commandId: string;
  command: { type: string; [field: string]: unknown };
}
type Answer = Extract<DownFrame, { kind: "done" | "refused" | "fault" }>;

export class Screen {
  mirror: Mirror = blank;
  live = false;
  gaps = 0;
  /** Survives a reload, as the widget's does. */
  pending: Pending[] = [];
  connection: Connection | undefined;
  readonly signals: { type: string }[] = [];
  /** `done` also where an update said so. */
  readonly answers: Answer[] = [];
  readonly pages: Extract<DownFrame, { kind: "page" }>[] = [];
  #welcomes = 0;
  /** After how many welcomes each page was asked for. One that a welcome overtakes is older than rows that are gone. */
  readonly #asked = new Map<string, number>();
  onAnswer: (pending: Pending, answer: Answer) => void = () => {};
  onMirror: () => void = () => {};
  onFrame: (frame: DownFrame) => void = () => {};
  /** The room, or its machine, has ended the connection. */
  onClosed: () => void = () => {};

  constructor(
    private readonly platform: Platform,
    readonly node: RoomNode,
    readonly identity: Identity,
    readonly watch?: readonly string[],
  ) {}

  connect(): void {
    if (this.connection?.open) return;
    this.connection = this.node.connect(this.identity, {
      frame: (frame) => this.#receive(frame),
      closed: () => {
        this.live = false;
        this.onClosed();
      },
    });
    this.hello();
  }

  hello(): void {
    const have: Record<string, number> = {};
    for (const [name, { rows }] of Object.entries(this.mirror.lists)) have[name] = rows.at(-1)?.seq ?? 0;
    const watch = this.watch === undefined ? {} : { watch: [...this.watch] };
    const { revision } = this.mirror;
    const asOf = revision < 0 ? {} : { revision };
    this.connection?.send({ kind: "hello", protocol: PROTOCOL_VERSION, have, ...asOf, ...watch });
  }

  send(command: Pending["command"], commandId: string): void {
    this.pending.push({ commandId, command });
    if (this.live) this.connection?.send({ kind: "command", commandId, command });
  }

  older(queryId: string, before: number, limit: number): void {
    this.#asked.set(queryId, this.#welcomes);
    this.connection?.send({ kind: "query", queryId, query: { type: "history", list: "messages", before, limit } });
  }

  ping(): void {
    if (this.live) this.connection?.send({ kind: "ping", revision: Math.max(0, this.mirror.revision) });
  }

  /** The page is loaded again: the mirror is forgotten, what was not answered is not. */
  reload(): void {
    this.disconnect();
    this.mirror = blank;
    this.connect();
  }

  disconnect(): void {
    this.live = false;
    this.connection?.cut();
  }

  vanish(): void {
    this.live = false;
    this.connection?.vanish();
  }

  /** Nothing is on its way in either direction. */
  get atRest(): boolean {
    const { connection } = this;
    return this.live && !!connection?.open && connection.down.length === 0 && connection.up.length === 0;
  }

  #receive(frame: DownFrame): void {
    this.onFrame(frame);
    if (frame.kind === "welcome") this.#welcomes++;
    if (frame.kind === "page" && (this.#asked.get(frame.queryId) ?? this.#welcomes) < this.#welcomes) return;
    if (frame.kind === "signal") this.signals.push(frame.signal);
    else if (frame.kind === "done" || frame.kind === "refused" || frame.kind === "fault") this.#answered(frame);
    else {
      const next = reflect(this.mirror, frame, this.platform.now);
      if (next !== "gap") this.mirror = next;
      if (frame.kind === "update" && frame.done !== undefined)
        this.#answered({ kind: "done", commandId: frame.done, revision: frame.revision });
      if (next === "gap") {
        this.gaps++;
        return this.hello();
      }
      if (frame.kind === "page") this.pages.push(frame);
      if (frame.kind === "welcome" && !this.live) {
        this.live = true;
        for (const { commandId, command } of this.pending)
          this.connection?.send({ kind: "command", commandId, command, again: true });
      }
      this.onMirror();
    }
  }

  #answered(answer: Answer): void {
    this.answers.push(answer);
    const id = answer.kind === "fault" ? answer.about : answer.commandId;
    const pending = this.pending.find(({ commandId }) => commandId === id);
    if (!pending || (answer.kind === "fault" && answer.code === "fault")) return;
    this.pending = this.pending.filter((other) => other !== pending);
    this.onAnswer(pending, answer);
  }
}
