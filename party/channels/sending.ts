/**
 * The job service `send`: one line or reaction to one customer, by the adapter of its channel. Whether and when it is sent is the
 * outbox's machine's decision; here it is found out what became of it. So what fails before anything has left is told as surely not
 * sent, and whatever leaves that open as unknown.
 */
import type { Entry, SendAnswer } from "../../machines/sending.ts";
import { oursOf, spreadMs } from "../../machines/sending.ts";
import type { Message } from "../../machines/thread.ts";
import type { Outside, Service, Settings } from "../engine/definition.ts";
import { callKnown } from "../engine/calls.ts";
import { openFile } from "../files/inside.ts";
import { projectOf } from "../rooms/shared.ts";
import { adapterOf } from "./index.ts";
import { inboxRoom, openLine } from "./line.ts";
import type { ChannelAdapter, Line, Outgoing } from "./port.ts";

export type SendParams = Entry & { thread: string };

/** What our own rooms are asked before anything goes out. */
export interface Rooms {
  adapterOf: (channel: Entry["channel"]) => ChannelAdapter;
  openLine: (project: string, inbox: string, env: Settings) => Promise<Line | null>;
  /** A line of the thread; null: there is none of this number. */
  outgoing: (thread: string, seq: number) => Promise<Message | null>;
  takeSlot: (project: string, inbox: string) => Promise<Slot>;
  openFile: typeof openFile;
  /** From 0 to before 1. */
  random: () => number;
}

export type Slot =
  | { kind: "done" }
  | { kind: "refused"; reason: string; waitMs?: number }
  | { kind: "fault" | "malformed" };

type NotSent = Extract<SendAnswer, { kind: "notSent" }>;

/** Our own rooms answer in milliseconds. One that takes longer is told as such while it is still known that nothing was sent. */
const PREPARE_MAX_MS = 10_000;

const off: NotSent = { kind: "notSent", retry: false, reason: "inboxOff", words: "the inbox is not set up" };
const failed = (words: string): NotSent => ({ kind: "notSent", retry: true, reason: "unknown", words });
const noFile: NotSent = { kind: "notSent", retry: false, reason: "mediaProblem", words: "the file is not there" };

class Sending {
  /** Why a file could not be opened: without it nothing of its message has been sent. */
  #unopened: NotSent | undefined;

  constructor(
    private readonly rooms: Rooms,
    private readonly params: SendParams,
    private readonly outside: Outside,
  ) {}

  async run(): Promise<SendAnswer> {
    const prepared = await this.#inTime(this.#prepare().catch((error: unknown) => failed(String(error))));
    if ("kind" in prepared) return prepared;
    const answer = await this.#send(prepared);
    return answer.kind !== "sent" && this.#unopened ? this.#unopened : answer;
  }

  async #send({ outgoing, line }: { outgoing: Outgoing; line: Line }): Promise<SendAnswer> {
    try {
      return await this.rooms.adapterOf(this.params.channel).send(outgoing, line, this.outside);
    } catch (error) {
      // Its words might be an address with a token in it: an adapter that throws has not looked.
      return { kind: "unknown", words: error instanceof Error ? error.name : "it failed" };
    }
  }

  async #prepare(): Promise<{ outgoing: Outgoing; line: Line } | SendAnswer> {
    const { inbox, thread } = this.params;
    const project = projectOf(thread);
    const outgoing = await this.#outgoing();
    if (!outgoing) return { kind: "gone" };
    const line = await this.rooms.openLine(project, inbox, this.outside.env);
    if (!line) return off;
    // Last: a slot that is taken and not used is one less for everybody.
    const slot = await this.rooms.takeSlot(project, inbox);
    if (slot.kind === "done") return { outgoing, line };
    if (slot.kind !== "refused") return failed(`the inbox answered ${slot.kind}`);
    if (slot.waitMs === undefined) return off;
    return { kind: "paced", waitMs: slot.waitMs + spreadMs(this.params.held ?? 0, this.rooms.random()) };
  }

  /** What is to be said now: the words are read at the last moment, for they may have been erased. */
  async #outgoing(): Promise<Outgoing | undefined> {
    const { params } = this;
    const { thread, to, n } = params;
    if (params.what === "reaction") {
      const { of, emoji } = params;
      return { ours: `${thread}.r${n}`, to, what: { kind: "reaction", of, emoji } };
    }
    const row = await this.rooms.outgoing(thread, params.seq);
    const what = row && this.#whatOf(row);
    if (!what) return undefined;
    const replyTo = params.replyTo ?? (await this.#answered(row));
    return { ours: oursOf(thread, params.seq), to, what, ...(replyTo === undefined ? {} : { replyTo }) };
  }

  /** The provider's id of what it answers, where the outbox was not told. */
  async #answered(row: Message): Promise<string | undefined> {
    const seq = "replyTo" in row ? row.replyTo : undefined;
    const answered = seq ? await this.rooms.outgoing(this.params.thread, seq) : null;
    return answered && "outsideId" in answered ? answered.outsideId : undefined;
  }

  #whatOf(row: Message): Outgoing["what"] | undefined {
    if (row.kind === "text") return { kind: "text", text: row.text };
    if (row.kind === "template") return { kind: "template", template: row.template };
    if (row.kind !== "file") return undefined;
    const { id, kind, type, name, bytes, voice = false } = row.file;
    return { kind: "file", caption: row.caption, file: { kind, type, name, bytes, voice, open: () => this.#open(id) } };
  }

  async #open(id: string): Promise<ReadableStream<Uint8Array>> {
    this.#unopened = undefined;
    const file = { project: projectOf(this.params.thread), id };
    const opened = await this.rooms.openFile(this.outside, file).catch((error: unknown) => {
      this.#unopened = failed(String(error));
      throw error;
    });
    if (opened) return opened.body;
    this.#unopened = noFile;
    throw new Error(noFile.words);
  }

  async #inTime<T>(work: Promise<T>): Promise<T | SendAnswer> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<SendAnswer>((resolve) => {
      timer = setTimeout(() => resolve(failed("our own rooms take too long")), PREPARE_MAX_MS);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Part of an event, of a row, and of what screens show. */
const WORDS_MAX_CHARS = 300;
const shortened = (answer: SendAnswer): SendAnswer =>
  "words" in answer ? { ...answer, words: answer.words.slice(0, WORDS_MAX_CHARS) } : answer;

/** What is worth a line in the log, and nothing of what was said. */
function tell({ inbox, n }: SendParams, { log }: Outside, answer: SendAnswer): void {
  if (answer.kind === "notSent") {
    const { reason, code, words } = answer;
    log({ level: "warn", msg: "message not sent", inbox, n, reason, code, words });
  }
  if (answer.kind === "unknown") log({ level: "warn", msg: "message perhaps sent", inbox, n, words: answer.words });
}

export const sendBy =
  (rooms: Rooms): Service =>
  async (params: SendParams, outside): Promise<SendAnswer> => {
    // OB7: the life before may have got as far as sending it.
    const answer: SendAnswer = outside.again
      ? { kind: "unknown", words: "we were cut off" }
      : shortened(await new Sending(rooms, params, outside).run());
    tell(params, outside, answer);
    return answer;
  };

const by = { role: "entry", id: "outbox", project: "" };

export const send = sendBy({
  adapterOf,
  openLine,
  openFile,
  random: Math.random,
  outgoing: async (thread, seq) =>
    (await callKnown(
      { party: "conversation", room: thread },
      { kind: "ask", question: { type: "outgoing", seq } },
    )) as Message | null,
  takeSlot: async (project, inbox) =>
    (await callKnown(inboxRoom(project, inbox), { kind: "command", by, command: { type: "slot.take" } })) as Slot,
});
