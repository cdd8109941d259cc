/**
 * The room of what is on its way to one customer of another service; its id is the thread's. Its behaviour is in `machines/outbox.ts`.
 * Only the thread's room speaks with it.
 */
import * as v from "valibot";
import type { AnyMachineSnapshot } from "xstate";
import { outboxMachine } from "../../machines/outbox.ts";
import { OUTSIDE_CHANNELS } from "../../machines/outside.ts";
import { FILE_MAX_MS, LINE_KINDS, type Entry, type Mark } from "../../machines/sending.ts";
import { mark as showRead } from "../channels/marking.ts";
import { send as sendOut } from "../channels/sending.ts";
import type { Address, Event, RoomDefinition } from "../engine/definition.ts";
import { count, send, timers, word } from "./shared.ts";

/** A provider's: some are long. */
const outsideId = v.pipe(v.string(), v.minLength(1), v.maxLength(512));
const address = v.object({
  phone: v.optional(outsideId),
  user: v.optional(outsideId),
  parent: v.optional(outsideId),
  chat: v.optional(outsideId),
});
const way = { inbox: word, channel: v.picklist(OUTSIDE_CHANNELS), to: address };
const reaction = { what: v.literal("reaction"), of: outsideId, emoji: v.pipe(v.string(), v.maxLength(64)) };
const line = { seq: count, what: v.picklist(LINE_KINDS), replyTo: v.optional(outsideId) };

const kept = {
  ...way,
  n: count,
  wantedAt: count,
  failures: count,
  held: v.optional(count),
  twice: v.optional(v.literal(true)),
  told: v.optional(outsideId),
};
const entry = v.variant("what", [v.object({ ...kept, ...line }), v.object({ ...kept, ...reaction })]);

const mark = { ...way, id: outsideId, typing: v.boolean() };

export const definition: RoomDefinition = {
  party: "outbox",
  machine: outboxMachine,
  version: 1,
  migrations: [],
  context: v.object({
    count,
    fullAt: count,
    marks: v.object({
      isUnderWay: v.boolean(),
      wanted: v.nullable(v.object(mark)),
    }),
  }),
  tables: { entries: entry, doubtful: count },
  input: () => undefined,
  effects: {
    ...timers,
    tellThread: ({ event }: { event: Event }, { room }: Address) => send("conversation", room, event),
    send: ({ entry: first }: { entry: Entry }, { room: thread }: Address) => ({
      kind: "job",
      id: `send-${first.n}`,
      service: "send",
      params: { thread, ...first },
      event: { type: "send.settled", n: first.n },
      ...(first.what === "file" ? { maxMs: FILE_MAX_MS } : {}),
    }),
    mark: ({ mark: shown }: { mark: Mark }, { room: thread }: Address) => ({
      kind: "job",
      id: "mark",
      service: "mark",
      params: { thread, ...shown },
      event: { type: "mark.settled" },
    }),
  },
  services: { send: sendOut, mark: showRead },
  messages: {
    conversation: v.variant("type", [
      v.variant("what", [
        v.object({ type: v.literal("entry.wanted"), ...way, ...line }),
        v.object({ type: v.literal("entry.wanted"), ...way, ...reaction }),
      ]),
      v.object({ type: v.literal("entry.retried"), ...way, seq: count, what: line.what }),
      v.object({ type: v.literal("entry.erased"), seq: count }),
      v.object({ type: v.literal("receipt.told"), seq: count, id: outsideId }),
      v.object({ type: v.literal("read.wanted"), ...mark }),
    ]),
  },
  commands: {},
  topics: {},
  admit: () => [],
  isIdle: ({ value }: AnyMachineSnapshot) => value === "idle",
  // Whom an agent wrote to, and when: of no use once it is known what became of it.
  logKept: 20,
};
