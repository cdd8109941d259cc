/** What must be true of the files of the world, and of what was erased. */
import { deepStrictEqual } from "node:assert";
import type { Message } from "../../machines/thread.ts";
import type { UploadContext } from "../../machines/upload-setup.ts";
import { timerKey } from "../../party/engine/keys.ts";
import type { Files } from "./files.ts";
import type { Platform } from "../../web/simulator/platform.ts";
import type { RoomNode } from "../../web/simulator/room-node.ts";
import type { Ledger } from "./people.ts";

interface World {
  platform: Platform;
  files: Files;
  ledger: Ledger;
}

function assert(fact: boolean, otherwise: () => string): asserts fact {
  if (!fact) throw new Error(otherwise());
}

const of = ({ platform }: World, party: string): RoomNode[] =>
  [...platform.nodes.values()].filter(({ self }) => self.party === party);
const messagesOf = ({ storage }: RoomNode): Message[] => [...storage.inMemory("list/messages/").values()] as Message[];
/** Ids of files in a thread, in order: those of lines that were erased, too. */
const filesIn = (node: RoomNode): string[] =>
  messagesOf(node).flatMap((row) =>
    row.kind === "file" || (row.kind === "erased" && row.was === "file") ? [row.commandId] : [],
  );

/** UP5, UP7: each line's file is all there, none is there twice, and each screen's are in the order in which it asked. */
export function checkFiles(world: World): void {
  const { files } = world;
  assert(files.errors.length === 0, () => files.errors.join("; "));
  for (const node of of(world, "conversation")) {
    for (const row of messagesOf(node))
      if (row.kind === "file") assert(files.store.has(row.file.id), () => `${row.file.id} is a line, and not there`);
    const ids = filesIn(node);
    assert(new Set(ids).size === ids.length, () => `a file is in ${node.name} twice: ${ids.join(" ")}`);
    for (const [lane, asked] of files.asked) {
      const there = ids.filter((id) => files.all.get(id)?.lane === lane);
      deepStrictEqual(
        there,
        asked.filter((id) => there.includes(id)),
        `order of ${lane}`,
      );
    }
  }
}

/** UP8, UP9, UP11: each file has come to an end, or something will ring; and what was erased is nowhere. */
export function checkFilesSettled(world: World): void {
  const lines = new Map<string, Message["kind"]>();
  for (const node of of(world, "conversation")) {
    for (const row of messagesOf(node)) if ("commandId" in row) lines.set(row.commandId, row.kind);
    checkErased(world, node);
  }
  for (const { room, storage, name } of of(world, "upload")) {
    const { value, context } = room!.snapshot as unknown as { value: string; context: UploadContext };
    const has = (timer: string) => storage.inMemory(timerKey(timer)).size > 0;
    const kind = lines.get(context.id);
    assert(value !== "sending", () => `${name} waits for its thread`);
    assert(!["uploading", "stored"].includes(value) || has("sweep"), () => `${name} would be ${value} for ever`);
    assert((value === "sent") === (kind === "file"), () => `${name} is ${value}, and its line ${kind}`);
    assert((context.reason === "fileErased") === (kind === "erased"), () => `${name}: ${context.reason}, line ${kind}`);
    const isOver = ["failed", "cancelled", "gone"].includes(value);
    const isLeft = [0, 1].some((n) => world.files.store.parts.has(`${context.id}/${n}`));
    assert(!isOver || !isLeft || has("late") || has("erase"), () => `${name} is ${value}, and still there`);
  }
}

/** CV31, EN60: in no row, no log, no snapshot. */
function checkErased({ ledger }: World, node: RoomNode): void {
  const erased = new Set(messagesOf(node).flatMap((row) => (row.kind === "erased" ? [row.commandId] : [])));
  const words = [...ledger.commandOf].flatMap(([text, id]) => (erased.has(id) ? [`"${text}"`] : []));
  for (const id of erased) words.push(`caption of ${id}`, `${id}.pdf`);
  for (const [key, value] of node.storage.inMemory("")) {
    const said = JSON.stringify(value);
    for (const word of words) assert(!said.includes(word), () => `${word} is erased, and in ${key} of ${node.name}`);
  }
}

/** What became of the files: `file:sent`, `file:failed`, and how many were declined at some time. */
export function tallyFiles(world: Pick<World, "platform">): Record<string, number> {
  const sum: Record<string, number> = { "file:declined": 0 };
  for (const node of [...world.platform.nodes.values()].filter(({ self }) => self.party === "upload")) {
    const { value, context } = (node.room?.snapshot ?? {}) as { value?: string; context?: UploadContext };
    const name = `file:${value}`;
    sum[name] = (sum[name] ?? 0) + 1;
    if (value === "stored" && context?.reason != null) sum["file:declined"]!++;
  }
  return sum;
}
